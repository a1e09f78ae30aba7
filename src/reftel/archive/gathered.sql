-- What is gathered from all that was understood, so that nobody has to go through all of it. Since schema version 5.

-- Everybody and everything that is named, by the key of `entity`: how written (of several ways the last in the order of
-- signs: small letters before capitals), how often, in how many telegrams, and when these were sent. It holds for keys
-- that are not in `unsettled`: of those `entity` alone knows.
CREATE TABLE IF NOT EXISTS person (
    person    TEXT PRIMARY KEY,
    surname   TEXT NOT NULL,
    type      TEXT NOT NULL,
    written   TEXT NOT NULL,
    named     INTEGER NOT NULL,
    telegrams INTEGER NOT NULL,
    first     INTEGER,          -- seconds since 1970, UTC
    last      INTEGER
) WITHOUT ROWID;

-- Keys of which a telegram came, changed or went since they were gathered.
CREATE TABLE IF NOT EXISTS unsettled (
    person TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS entity_came AFTER INSERT ON entity
BEGIN
    INSERT OR IGNORE INTO unsettled VALUES (new.person);
END;
CREATE TRIGGER IF NOT EXISTS entity_went AFTER DELETE ON entity
BEGIN
    INSERT OR IGNORE INTO unsettled VALUES (old.person);
END;

CREATE INDEX IF NOT EXISTS telegram_by_dtg ON telegram (dtg);

-- In which telegrams days are named on which, or from which on, something is: days since 1 January of the year 1.
CREATE TABLE IF NOT EXISTS dated (
    day      INTEGER NOT NULL,
    telegram INTEGER NOT NULL REFERENCES telegram (key) ON DELETE CASCADE,
    PRIMARY KEY (day, telegram)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS dated_by_telegram ON dated (telegram);

-- In which telegrams there are statements of a kind: claim, forecast and so on.
CREATE TABLE IF NOT EXISTS kind (
    kind     TEXT NOT NULL,
    telegram INTEGER NOT NULL REFERENCES telegram (key) ON DELETE CASCADE,
    PRIMARY KEY (kind, telegram)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kind_by_telegram ON kind (telegram);
