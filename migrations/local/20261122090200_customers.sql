-- Why: customers, the people in them, how to reach them, and what is known about them.
-- Tables carry an integer `rid` so that indexes stay narrow and the search index has a document number.

CREATE TABLE customers (
    rid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('organisation', 'person')),
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    name_key TEXT NOT NULL DEFAULT '',
    short_name TEXT,
    tax_code TEXT,
    industry TEXT,
    size INTEGER,
    level TEXT CHECK (level IN ('A', 'B', 'C', 'D')),
    lifecycle TEXT NOT NULL DEFAULT 'prospect' CHECK (lifecycle IN ('prospect', 'active', 'dormant', 'lost')),
    source TEXT,
    website TEXT,
    note TEXT,
    owner_id BLOB REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
    owner_sort TEXT,
    owner_since INTEGER,
    region TEXT,
    city TEXT,
    last_contact_at INTEGER,
    next_contact_at INTEGER,
    first_purchase_on TEXT,
    last_purchase_on TEXT,
    purchase_count INTEGER NOT NULL DEFAULT 0,
    archived_at INTEGER,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    deleted_at INTEGER
);

-- The eight main sorts. `rid` breaks ties; the trailing columns let a common filter walk the index alone.
CREATE INDEX customers_by_name ON customers (name_sort, rid, owner_id, level, lifecycle, region) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX customers_by_level ON customers (level, rid, owner_id, lifecycle, region) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX customers_by_owner ON customers (owner_sort, rid, owner_id, level, lifecycle, region) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX customers_by_created ON customers (created_at, rid, owner_id, level, lifecycle, region) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX customers_by_updated ON customers (updated_at, rid, owner_id, level, lifecycle, region) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX customers_by_last_contact ON customers (last_contact_at, rid, owner_id, level, lifecycle, region) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX customers_by_next_contact ON customers (next_contact_at, rid, owner_id, level, lifecycle, region) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX customers_by_last_purchase ON customers (last_purchase_on, rid, owner_id, level, lifecycle, region) WHERE deleted_at IS NULL AND archived_at IS NULL;
-- The common filters, for counts and for rare values; with the second column the insights of one owner stay in the index.
CREATE INDEX customers_of_owner ON customers (owner_id, id) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX customers_of_lifecycle ON customers (lifecycle, last_purchase_on, rid) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX customers_of_region ON customers (region, owner_id) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX customers_of_source ON customers (source, owner_id) WHERE deleted_at IS NULL AND archived_at IS NULL;
-- Values offered while one types.
CREATE INDEX customers_of_industry ON customers (industry) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX customers_of_city ON customers (city) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX customers_deleted ON customers (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX customers_archived ON customers (archived_at, deleted_at) WHERE archived_at IS NOT NULL;
-- Duplicate hints.
CREATE INDEX customers_name_key ON customers (name_key);
CREATE INDEX customers_tax_code ON customers (tax_code) WHERE tax_code IS NOT NULL;

CREATE TABLE contacts (
    rid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    family_name TEXT,
    given_name TEXT,
    title TEXT,
    department TEXT,
    gender TEXT CHECK (gender IN ('female', 'male', 'other')),
    birthday_on TEXT,
    do_not_contact INTEGER NOT NULL DEFAULT 0 CHECK (do_not_contact IN (0, 1)),
    note TEXT,
    archived_at INTEGER,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    deleted_at INTEGER
);
CREATE INDEX contacts_by_name ON contacts (name_sort, rid) WHERE deleted_at IS NULL;
CREATE INDEX contacts_by_created ON contacts (created_at, rid) WHERE deleted_at IS NULL;
CREATE INDEX contacts_by_updated ON contacts (updated_at, rid) WHERE deleted_at IS NULL;
CREATE INDEX contacts_deleted ON contacts (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE customer_contacts (
    id BLOB PRIMARY KEY NOT NULL,
    customer_id BLOB NOT NULL REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
    contact_id BLOB NOT NULL REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
    role TEXT,
    is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
    from_on TEXT,
    to_on TEXT
) WITHOUT ROWID;
CREATE INDEX customer_contacts_customer ON customer_contacts (customer_id, contact_id);
CREATE INDEX customer_contacts_contact ON customer_contacts (contact_id, customer_id);

CREATE TABLE contact_methods (
    id BLOB PRIMARY KEY NOT NULL,
    customer_id BLOB REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
    contact_id BLOB REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('mobile', 'phone', 'fax', 'email', 'wechat', 'qq', 'whatsapp', 'website', 'other')),
    label TEXT,
    raw TEXT NOT NULL,
    norm TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    CHECK ((customer_id IS NULL) <> (contact_id IS NULL))
) WITHOUT ROWID;
CREATE INDEX contact_methods_customer ON contact_methods (customer_id, position, kind, norm) WHERE customer_id IS NOT NULL;
CREATE INDEX contact_methods_contact ON contact_methods (contact_id, position, kind, norm) WHERE contact_id IS NOT NULL;
CREATE INDEX contact_methods_norm ON contact_methods (norm);

CREATE TABLE addresses (
    id BLOB PRIMARY KEY NOT NULL,
    customer_id BLOB REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
    contact_id BLOB REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
    label TEXT,
    country TEXT NOT NULL,
    division TEXT,
    province TEXT,
    city TEXT,
    district TEXT,
    street TEXT,
    postcode TEXT,
    position INTEGER NOT NULL DEFAULT 0,
    CHECK ((customer_id IS NULL) <> (contact_id IS NULL))
) WITHOUT ROWID;
CREATE INDEX addresses_customer ON addresses (customer_id, position) WHERE customer_id IS NOT NULL;
CREATE INDEX addresses_contact ON addresses (contact_id, position) WHERE contact_id IS NOT NULL;

CREATE TABLE preferences (
    id BLOB PRIMARY KEY NOT NULL,
    customer_id BLOB REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
    contact_id BLOB REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    source TEXT,
    confidence INTEGER CHECK (confidence BETWEEN 0 AND 100),
    observed_on TEXT,
    CHECK ((customer_id IS NULL) <> (contact_id IS NULL))
) WITHOUT ROWID;
CREATE INDEX preferences_customer ON preferences (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX preferences_contact ON preferences (contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE tags (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    colour TEXT NOT NULL DEFAULT 'grey'
) WITHOUT ROWID;

CREATE TABLE taggings (
    id BLOB PRIMARY KEY NOT NULL,
    tag_id BLOB NOT NULL REFERENCES tags (id) DEFERRABLE INITIALLY DEFERRED,
    customer_id BLOB REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
    contact_id BLOB REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
    CHECK ((customer_id IS NULL) <> (contact_id IS NULL))
) WITHOUT ROWID;
CREATE UNIQUE INDEX taggings_customer ON taggings (customer_id, tag_id) WHERE customer_id IS NOT NULL;
CREATE UNIQUE INDEX taggings_contact ON taggings (contact_id, tag_id) WHERE contact_id IS NOT NULL;
CREATE INDEX taggings_tag ON taggings (tag_id, customer_id);
-- The live customers of a tag by row number, so that a list of a tag needs no look at customers.
CREATE TABLE live_tags (
    tag_id BLOB NOT NULL,
    rid INTEGER NOT NULL,
    PRIMARY KEY (tag_id, rid)
) WITHOUT ROWID;

-- `parent`: `from` is the parent of `to`. `referral`: `from` referred `to`. `competitor`: either way round.
CREATE TABLE relations (
    id BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('parent', 'referral', 'competitor')),
    from_id BLOB NOT NULL REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
    to_id BLOB NOT NULL REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
    CHECK (from_id <> to_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX relations_pair ON relations (kind, from_id, to_id);
CREATE INDEX relations_from ON relations (from_id);
CREATE INDEX relations_to ON relations (to_id);

CREATE TABLE field_defs (
    id BLOB PRIMARY KEY NOT NULL,
    entity TEXT NOT NULL CHECK (entity IN ('customer', 'contact')),
    kind TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date')),
    key TEXT NOT NULL,
    label_en TEXT NOT NULL,
    label_zh TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    archived_at INTEGER,
    UNIQUE (entity, key)
) WITHOUT ROWID;

-- Numbers are ten-thousandths.
CREATE TABLE field_values (
    id BLOB PRIMARY KEY NOT NULL,
    field_id BLOB NOT NULL REFERENCES field_defs (id) DEFERRABLE INITIALLY DEFERRED,
    customer_id BLOB REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
    contact_id BLOB REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT,
    number INTEGER,
    on_date TEXT,
    CHECK ((customer_id IS NULL) <> (contact_id IS NULL))
) WITHOUT ROWID;
CREATE UNIQUE INDEX field_values_customer ON field_values (customer_id, field_id) WHERE customer_id IS NOT NULL;
CREATE UNIQUE INDEX field_values_contact ON field_values (contact_id, field_id) WHERE contact_id IS NOT NULL;
-- Lists filter and sort by a field without a look at the table.
CREATE INDEX field_values_field ON field_values (field_id, customer_id, contact_id, text, number, on_date);

-- Files live beside the database, encrypted; `name` is the keyed hash of the content.
CREATE TABLE attachments (
    id BLOB PRIMARY KEY NOT NULL,
    customer_id BLOB REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
    contact_id BLOB REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
    file_name TEXT NOT NULL,
    media_type TEXT,
    size_bytes INTEGER NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    CHECK ((customer_id IS NULL) <> (contact_id IS NULL))
) WITHOUT ROWID;
CREATE INDEX attachments_customer ON attachments (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX attachments_contact ON attachments (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX attachments_name ON attachments (name);

CREATE TABLE attachment_key (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    key BLOB NOT NULL
);

-- Derived columns that SQL can keep by itself.
CREATE TRIGGER customers_owner AFTER UPDATE OF owner_id ON customers WHEN old.owner_id IS NOT new.owner_id BEGIN
    UPDATE customers SET owner_sort = (SELECT name_sort FROM users WHERE id = new.owner_id) WHERE rid = new.rid;
END;
CREATE TRIGGER users_name_sort AFTER UPDATE OF name_sort ON users WHEN old.name_sort IS NOT new.name_sort BEGIN
    UPDATE customers SET owner_sort = new.name_sort WHERE owner_id = new.id;
END;

-- An import writes region and city with the customer; then there is nothing to do, and the indexes are left alone.
CREATE TRIGGER addresses_region_insert AFTER INSERT ON addresses WHEN new.customer_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM customers WHERE id = new.customer_id AND city IS new.city
        AND region IS CASE WHEN new.country = 'CN' AND new.division IS NOT NULL THEN 'CN-' || substr(new.division, 1, 2) ELSE new.country END
) BEGIN
    UPDATE customers SET (region, city) = (SELECT CASE WHEN a.country = 'CN' AND a.division IS NOT NULL THEN 'CN-' || substr(a.division, 1, 2) ELSE a.country END, a.city
        FROM addresses a WHERE a.customer_id = new.customer_id ORDER BY a.position, a.id LIMIT 1) WHERE id = new.customer_id;
END;
CREATE TRIGGER addresses_region_update AFTER UPDATE OF country, division, city, position ON addresses WHEN new.customer_id IS NOT NULL BEGIN
    UPDATE customers SET (region, city) = (SELECT CASE WHEN a.country = 'CN' AND a.division IS NOT NULL THEN 'CN-' || substr(a.division, 1, 2) ELSE a.country END, a.city
        FROM addresses a WHERE a.customer_id = new.customer_id ORDER BY a.position, a.id LIMIT 1) WHERE id = new.customer_id;
END;
CREATE TRIGGER addresses_region_delete AFTER DELETE ON addresses WHEN old.customer_id IS NOT NULL BEGIN
    UPDATE customers SET (region, city) = (SELECT CASE WHEN a.country = 'CN' AND a.division IS NOT NULL THEN 'CN-' || substr(a.division, 1, 2) ELSE a.country END, a.city
        FROM addresses a WHERE a.customer_id = old.customer_id ORDER BY a.position, a.id LIMIT 1) WHERE id = old.customer_id;
END;

-- Taggings and customers may come and go in either order: foreign keys are deferred.
CREATE TRIGGER live_tags_tagged AFTER INSERT ON taggings WHEN new.customer_id IS NOT NULL BEGIN
    INSERT INTO live_tags SELECT new.tag_id, rid FROM customers WHERE id = new.customer_id AND deleted_at IS NULL AND archived_at IS NULL ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER live_tags_untagged AFTER DELETE ON taggings WHEN old.customer_id IS NOT NULL BEGIN
    DELETE FROM live_tags WHERE tag_id = old.tag_id AND rid = (SELECT rid FROM customers WHERE id = old.customer_id);
END;
CREATE TRIGGER live_tags_moved AFTER UPDATE OF tag_id, customer_id ON taggings BEGIN
    DELETE FROM live_tags WHERE tag_id = old.tag_id AND rid = (SELECT rid FROM customers WHERE id = old.customer_id);
    INSERT INTO live_tags SELECT new.tag_id, rid FROM customers WHERE id = new.customer_id AND deleted_at IS NULL AND archived_at IS NULL ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER live_tags_arrived AFTER INSERT ON customers WHEN new.deleted_at IS NULL AND new.archived_at IS NULL BEGIN
    INSERT INTO live_tags SELECT tag_id, new.rid FROM taggings WHERE customer_id = new.id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER live_tags_left AFTER DELETE ON customers BEGIN
    DELETE FROM live_tags WHERE rid = old.rid AND tag_id IN (SELECT tag_id FROM taggings WHERE customer_id = old.id);
END;
CREATE TRIGGER live_tags_state AFTER UPDATE OF deleted_at, archived_at ON customers BEGIN
    DELETE FROM live_tags WHERE rid = new.rid AND tag_id IN (SELECT tag_id FROM taggings WHERE customer_id = new.id);
    INSERT INTO live_tags SELECT tag_id, new.rid FROM taggings WHERE customer_id = new.id AND new.deleted_at IS NULL AND new.archived_at IS NULL ON CONFLICT DO NOTHING;
END;
