-- Searches that are kept under a name, people's work like `decision`. Since schema version 4.

CREATE TABLE IF NOT EXISTS watch (
    name     TEXT PRIMARY KEY,
    question TEXT NOT NULL,
    made     INTEGER NOT NULL,  -- seconds since 1970, UTC
    seen     INTEGER NOT NULL,  -- the highest key of a telegram when it was last run; 0 before
    ran      INTEGER            -- when that was
) WITHOUT ROWID;
