-- What was understood of each telegram: made from the record, and made again when the telegram or the rules change.
-- Since schema version 3; the rows of `decision` and `verdict` are people's work and outlive every reading.

CREATE TABLE IF NOT EXISTS understood (
    telegram INTEGER PRIMARY KEY REFERENCES telegram (key) ON DELETE CASCADE,
    stamp    INTEGER NOT NULL,  -- of the record that was understood
    rules    INTEGER NOT NULL,  -- the version of the rules
    bytes    BLOB NOT NULL      -- the whole analysis as JSON; earlier reftels used zlib
);

-- The entities of a telegram; `person` is the key under which forms of one name meet across telegrams.
CREATE TABLE IF NOT EXISTS entity (
    telegram INTEGER NOT NULL REFERENCES telegram (key) ON DELETE CASCADE,
    id       TEXT NOT NULL,
    type     TEXT NOT NULL,
    name     TEXT NOT NULL,
    person   TEXT NOT NULL,
    surname  TEXT NOT NULL,
    PRIMARY KEY (telegram, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entity_by_person ON entity (person);
CREATE INDEX IF NOT EXISTS entity_by_surname ON entity (surname);

-- One row for each speaker of each statement; `nth` is its place in the analysis.
CREATE TABLE IF NOT EXISTS voice (
    person   TEXT NOT NULL,
    telegram INTEGER NOT NULL REFERENCES telegram (key) ON DELETE CASCADE,
    nth      INTEGER NOT NULL,
    PRIMARY KEY (person, telegram, nth)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS voice_by_telegram ON voice (telegram);

-- What people decided about persons: merge, apart, rename, hide. An undone decision stays in the list.
CREATE TABLE IF NOT EXISTS decision (
    id     INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    who    TEXT,
    what   TEXT NOT NULL,
    first  TEXT NOT NULL,
    second TEXT,
    undone INTEGER
);

-- What came of a forecast, by the telegram's id and the place of its words.
CREATE TABLE IF NOT EXISTS verdict (
    name    TEXT NOT NULL,
    start   INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (name, start)
) WITHOUT ROWID;
