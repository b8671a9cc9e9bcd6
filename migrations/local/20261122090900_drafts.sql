-- Why: text that was typed and not yet saved survives a restart, encrypted like everything else. It is nobody's change
-- until it is saved, so the log does not capture it.

CREATE TABLE drafts (
    actor BLOB NOT NULL,
    root BLOB NOT NULL,
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (actor, root, field)
) WITHOUT ROWID;
