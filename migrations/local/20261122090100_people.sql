-- Why: owners of customers. Sign-in, teams and roles come with their own migration.

CREATE TABLE users (
    rid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    email TEXT,
    manager_id BLOB REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
    team TEXT,
    region TEXT,
    archived_at INTEGER,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    deleted_at INTEGER
);
CREATE INDEX users_manager ON users (manager_id);
CREATE INDEX users_name ON users (name_sort);
