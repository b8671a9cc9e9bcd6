-- Why: saved views, and imports that survive a crash.

CREATE TABLE views (
    id BLOB PRIMARY KEY NOT NULL,
    entity TEXT NOT NULL CHECK (entity IN ('customer', 'contact')),
    name TEXT NOT NULL,
    owner_id BLOB NOT NULL REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
    shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
    definition TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX views_entity ON views (entity, position);

CREATE TABLE import_runs (
    id BLOB PRIMARY KEY NOT NULL,
    target TEXT NOT NULL CHECK (target IN ('customers', 'contacts', 'people', 'products', 'purchases')),
    file_name TEXT NOT NULL,
    plan TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('staging', 'staged', 'done')),
    rows_total INTEGER NOT NULL DEFAULT 0,
    rows_stored INTEGER NOT NULL DEFAULT 0,
    report TEXT,
    change_tx INTEGER,
    started_at INTEGER NOT NULL,
    finished_at INTEGER
) WITHOUT ROWID;

-- Not captured by the change log: gone when the run is done.
CREATE TABLE import_rows (
    run_id BLOB NOT NULL,
    row INTEGER NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (run_id, row)
) WITHOUT ROWID;
