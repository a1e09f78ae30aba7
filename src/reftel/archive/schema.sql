-- One archive, schema version 6. Change it by a step in `versions.py`, never in place.
--
-- Every column named `bytes` is a zstd frame with a checksum; its header names its row of `dictionary` (0: none).
-- Text from telegrams only ever enters as a parameter.

-- What the archive knows of itself: when it was made, and which index belongs to it.
CREATE TABLE fact (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Trained on the first telegrams added; `purpose` is "source" or "record".
CREATE TABLE dictionary (
    id      INTEGER PRIMARY KEY,
    purpose TEXT NOT NULL,
    plain   BLOB NOT NULL
);

-- The bytes that telegrams came in, each once, however often they are found.
CREATE TABLE content (
    id     INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,
    size   INTEGER NOT NULL,
    bytes  BLOB NOT NULL
);

-- One telegram of one text. Two rows of one `mrn` are a conflict; `copy` counts them. The other columns repeat the
-- record of `witness`, to be listed and counted without opening it; `stamp` is a hash of that record.
CREATE TABLE telegram (
    key       INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: the index knows telegrams by it
    id        TEXT NOT NULL UNIQUE,
    mrn       TEXT,
    copy      INTEGER NOT NULL,
    year      INTEGER,
    post      TEXT,
    number    INTEGER,
    dtg       INTEGER,  -- seconds since 1970, UTC
    level     TEXT,
    subject   TEXT,
    dialect   TEXT NOT NULL,
    container TEXT NOT NULL,
    words     BLOB NOT NULL,     -- hash of the words that decide whether two texts are the same telegram
    stamp     INTEGER NOT NULL,
    witness   INTEGER NOT NULL
);
CREATE INDEX telegram_by_mrn ON telegram (mrn);
CREATE INDEX telegram_by_number ON telegram (year, post, number);
CREATE INDEX telegram_by_post ON telegram (post, year, number);

-- One place where a telegram was found: the nth telegram of some bytes at some path. `name` is what was read there: the
-- MRN, or without one the hash id; empty while the witness waits to be taken out by a reread.
CREATE TABLE witness (
    id       INTEGER PRIMARY KEY,
    telegram INTEGER NOT NULL REFERENCES telegram (key) DEFERRABLE INITIALLY DEFERRED,
    content  INTEGER NOT NULL REFERENCES content (id),
    ordinal  INTEGER NOT NULL,
    path     TEXT NOT NULL,
    name     TEXT NOT NULL,
    words    BLOB NOT NULL,
    stamp    INTEGER NOT NULL,
    added    INTEGER NOT NULL,  -- seconds since 1970, UTC
    UNIQUE (content, path, ordinal)
);
CREATE INDEX witness_by_telegram ON witness (telegram);
CREATE INDEX witness_by_name ON witness (name);

-- What was read there: the whole telegram with text, spans, repairs and defects, as msgpack.
CREATE TABLE record (
    witness INTEGER PRIMARY KEY REFERENCES witness (id) ON DELETE CASCADE,
    bytes   BLOB NOT NULL
);

-- How often a telegram has a defect, or a repair by a rule (`kind`: "defect" or "repair").
CREATE TABLE tally (
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,
    telegram INTEGER NOT NULL REFERENCES telegram (key) ON DELETE CASCADE,
    times    INTEGER NOT NULL,
    PRIMARY KEY (kind, name, telegram)
) WITHOUT ROWID;
CREATE INDEX tally_by_telegram ON tally (telegram);

-- The numbers that a telegram refers to for certain, held or not.
CREATE TABLE reference (
    mrn      TEXT NOT NULL,
    telegram INTEGER NOT NULL REFERENCES telegram (key) ON DELETE CASCADE,
    PRIMARY KEY (mrn, telegram)
) WITHOUT ROWID;
CREATE INDEX reference_by_telegram ON reference (telegram);

-- What each telegram refers to, one row a reference in the order of its text. Made from the records, and made anew
-- whenever they change; `reftel.analysis.references` says what a reference means.
CREATE TABLE edge (
    telegram   INTEGER NOT NULL REFERENCES telegram (key) ON DELETE CASCADE,
    nth        INTEGER NOT NULL,
    kind       TEXT NOT NULL,     -- telegram, airgram, dtg, memo ...
    label      TEXT,
    words      TEXT NOT NULL,     -- as printed
    first      INTEGER NOT NULL,  -- where they stand in the telegram's text
    last       INTEGER NOT NULL,
    state      TEXT NOT NULL,     -- resolved, known, ambiguous, unresolved
    mrn        TEXT,              -- the number, where it is certain
    target     INTEGER,           -- the telegram meant, where it is held
    candidates TEXT,              -- JSON: the numbers that it can be, where reading alone did not tell
    note       TEXT,
    reason     TEXT,
    dtg        INTEGER,           -- of a message named by its date-time group: seconds since 1970, UTC
    PRIMARY KEY (telegram, nth)
) WITHOUT ROWID;
CREATE INDEX edge_by_mrn ON edge (mrn) WHERE mrn IS NOT NULL;
CREATE INDEX edge_by_target ON edge (target) WHERE target IS NOT NULL;

-- Of which reading of a telegram the edges are kept.
CREATE TABLE edged (
    telegram INTEGER PRIMARY KEY REFERENCES telegram (key) ON DELETE CASCADE,
    stamp    INTEGER NOT NULL
);

-- Other forms of a telegram's own number, as archives write them.
CREATE TABLE alias (
    name     TEXT NOT NULL,
    telegram INTEGER NOT NULL REFERENCES telegram (key) ON DELETE CASCADE,
    PRIMARY KEY (name, telegram)
) WITHOUT ROWID;
CREATE INDEX alias_by_telegram ON alias (telegram);

-- What the index has yet to learn: these telegrams are new, changed or gone.
CREATE TABLE outbox (
    place    INTEGER PRIMARY KEY AUTOINCREMENT,
    telegram INTEGER NOT NULL
);

-- Corrections by people. They name a telegram by its id and outlive every reading and removal.
CREATE TABLE correction (
    id    INTEGER PRIMARY KEY,
    at    INTEGER NOT NULL,
    who   TEXT,
    name  TEXT NOT NULL,  -- the telegram's id
    field TEXT NOT NULL,
    value TEXT,           -- JSON
    why   TEXT
);
CREATE INDEX correction_by_name ON correction (name);

-- What was done to the archive that cannot be seen in it any more.
CREATE TABLE log (
    id     INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    what   TEXT NOT NULL,
    name   TEXT,           -- the telegram's id
    detail TEXT
);
