-- What statements and events of a telegram are worded as, so that a matter is found without opening what was understood:
-- small letters, one statement with its event, or one dated event, a line, after the kind of the statement and a tab; zlib. Since schema version 6.
CREATE TABLE IF NOT EXISTS wording (
    telegram INTEGER PRIMARY KEY REFERENCES telegram (key) ON DELETE CASCADE,
    bytes    BLOB NOT NULL
);
