-- Why: one record of every write serves audit, history, undo and (later) sync.
-- The capture triggers are generated from src-tauri/core/src/change/tables.rs after migrating.

CREATE TABLE settings (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE devices (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

-- One row an operation. `hash IS NULL` marks the transaction that is being written.
CREATE TABLE change_tx (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    op TEXT NOT NULL,
    targets INTEGER NOT NULL DEFAULT 0,
    actor BLOB NOT NULL,
    device BLOB NOT NULL,
    hlc INTEGER NOT NULL,
    at INTEGER NOT NULL,
    undoes INTEGER REFERENCES change_tx (seq),
    -- The entries of a transaction are contiguous: there is one writer.
    first_entry INTEGER NOT NULL,
    last_entry INTEGER,
    hash BLOB
);
CREATE INDEX change_tx_open ON change_tx (seq) WHERE hash IS NULL;
CREATE INDEX change_tx_undoes ON change_tx (undoes) WHERE undoes IS NOT NULL;

-- `i`: the row was inserted. `u`: one column changed, `old` keeps its former value with its type.
-- `d`: the row was deleted, `old` packs the former values as SQL literals in column order (ADR 0002).
CREATE TABLE change (
    seq INTEGER PRIMARY KEY,
    tx INTEGER NOT NULL,
    tbl TEXT NOT NULL,
    row_id BLOB NOT NULL,
    root BLOB NOT NULL,
    kind TEXT NOT NULL,
    col TEXT,
    old,
    nonce BLOB NOT NULL
);
CREATE INDEX change_row ON change (row_id, seq);
CREATE INDEX change_root ON change (root, seq) WHERE root <> row_id;

-- Rows of the search index that are stale, by their number there; drained by every commit.
CREATE TABLE stale (
    row INTEGER PRIMARY KEY
);
