-- Why: find anything as you type. The index keeps our own tokens (characters, bigrams, pinyin, initials,
-- phone suffixes); the text itself stays in its tables. Triggers only say what is stale; commit re-tokenises.

CREATE TABLE search_docs (
    rid INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('customer', 'contact')),
    record_id BLOB NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE search_index USING fts5(name, reach, body, content='', contentless_delete=1, detail=column, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0');

CREATE TRIGGER customers_stale_insert AFTER INSERT ON customers BEGIN
    INSERT OR IGNORE INTO stale VALUES ('customers', new.id);
END;
CREATE TRIGGER customers_stale_update AFTER UPDATE OF name, short_name, tax_code, note, website, deleted_at ON customers BEGIN
    INSERT OR IGNORE INTO stale VALUES ('customers', new.id);
END;
CREATE TRIGGER customers_stale_delete AFTER DELETE ON customers BEGIN
    INSERT OR IGNORE INTO stale VALUES ('customers', old.id);
END;
CREATE TRIGGER contacts_stale_insert AFTER INSERT ON contacts BEGIN
    INSERT OR IGNORE INTO stale VALUES ('contacts', new.id);
END;
CREATE TRIGGER contacts_stale_update AFTER UPDATE OF name, title, department, note, deleted_at ON contacts BEGIN
    INSERT OR IGNORE INTO stale VALUES ('contacts', new.id);
END;
CREATE TRIGGER contacts_stale_delete AFTER DELETE ON contacts BEGIN
    INSERT OR IGNORE INTO stale VALUES ('contacts', old.id);
END;
CREATE TRIGGER contact_methods_stale_insert AFTER INSERT ON contact_methods BEGIN
    INSERT OR IGNORE INTO stale VALUES (iif(new.customer_id IS NULL, 'contacts', 'customers'), coalesce(new.customer_id, new.contact_id));
END;
CREATE TRIGGER contact_methods_stale_update AFTER UPDATE ON contact_methods BEGIN
    INSERT OR IGNORE INTO stale VALUES (iif(new.customer_id IS NULL, 'contacts', 'customers'), coalesce(new.customer_id, new.contact_id));
END;
CREATE TRIGGER contact_methods_stale_delete AFTER DELETE ON contact_methods BEGIN
    INSERT OR IGNORE INTO stale VALUES (iif(old.customer_id IS NULL, 'contacts', 'customers'), coalesce(old.customer_id, old.contact_id));
END;
CREATE TRIGGER addresses_stale_insert AFTER INSERT ON addresses BEGIN
    INSERT OR IGNORE INTO stale VALUES (iif(new.customer_id IS NULL, 'contacts', 'customers'), coalesce(new.customer_id, new.contact_id));
END;
CREATE TRIGGER addresses_stale_update AFTER UPDATE ON addresses BEGIN
    INSERT OR IGNORE INTO stale VALUES (iif(new.customer_id IS NULL, 'contacts', 'customers'), coalesce(new.customer_id, new.contact_id));
END;
CREATE TRIGGER addresses_stale_delete AFTER DELETE ON addresses BEGIN
    INSERT OR IGNORE INTO stale VALUES (iif(old.customer_id IS NULL, 'contacts', 'customers'), coalesce(old.customer_id, old.contact_id));
END;
