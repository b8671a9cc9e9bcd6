-- Why: what a person may see and do. A role says which actions are allowed on which objects and on whose rows;
-- somebody with several roles may do what any of them allows. How it is decided: src-tauri/core/src/access/mod.rs.

CREATE TABLE departments (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    parent_id BLOB REFERENCES departments (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE INDEX departments_parent ON departments (parent_id);

ALTER TABLE users ADD COLUMN department_id BLOB REFERENCES departments (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX users_department ON users (department_id) WHERE department_id IS NOT NULL;

-- A ready-made role has a code, which the shells translate, until somebody names it.
CREATE TABLE roles (
    id BLOB PRIMARY KEY NOT NULL,
    code TEXT,
    name TEXT,
    position INTEGER NOT NULL DEFAULT 0,
    CHECK (code IS NOT NULL OR name IS NOT NULL)
) WITHOUT ROWID;

-- `actions` are words with spaces between; `scope` says on whose rows.
CREATE TABLE role_grants (
    id BLOB PRIMARY KEY NOT NULL,
    role_id BLOB NOT NULL REFERENCES roles (id) DEFERRABLE INITIALLY DEFERRED,
    object TEXT NOT NULL,
    actions TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('own', 'team', 'department', 'below', 'all')),
    UNIQUE (role_id, object)
) WITHOUT ROWID;

CREATE TABLE role_fields (
    id BLOB PRIMARY KEY NOT NULL,
    role_id BLOB NOT NULL REFERENCES roles (id) DEFERRABLE INITIALLY DEFERRED,
    object TEXT NOT NULL,
    field TEXT NOT NULL,
    rule TEXT NOT NULL CHECK (rule IN ('hidden', 'masked', 'read_only')),
    UNIQUE (role_id, object, field)
) WITHOUT ROWID;

CREATE TABLE user_roles (
    id BLOB PRIMARY KEY NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
    role_id BLOB NOT NULL REFERENCES roles (id) DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (user_id, role_id)
) WITHOUT ROWID;
CREATE INDEX user_roles_role ON user_roles (role_id);

-- Who works on a customer beside its owner.
CREATE TABLE collaborators (
    id BLOB PRIMARY KEY NOT NULL,
    customer_id BLOB NOT NULL REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
    user_id BLOB NOT NULL REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
    may_edit INTEGER NOT NULL DEFAULT 0 CHECK (may_edit IN (0, 1)),
    UNIQUE (customer_id, user_id)
) WITHOUT ROWID;
CREATE INDEX collaborators_user ON collaborators (user_id, customer_id);

-- A contact without a customer belongs to whoever made it.
CREATE INDEX contacts_made_by ON contacts (created_by);

-- Notes are entries of the change log that tell what no row tells: who signed in, what was refused, what was revealed.
CREATE INDEX change_notes ON change (seq) WHERE kind = 'a';
