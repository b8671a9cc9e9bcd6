-- Why: find anything as you type. The index keeps our own tokens (pairs of characters, pinyin, initials,
-- fragments of phone numbers; src-tauri/core/src/search/tokens.rs), separated by spaces; the text itself stays
-- in its tables. Triggers only say what is stale; commit re-tokenises. The row number says what a row is:
-- 2 * customers.rid or 2 * contacts.rid + 1. Positions are not kept: no token needs its neighbour.

CREATE VIRTUAL TABLE search_index USING fts5(tokens, content='', contentless_delete=1, detail=none, tokenize='ascii');
-- A leaf of the index fits a page of SQLCipher (4096 less 80 reserved and what the b-tree needs) without overflow.
INSERT INTO search_index (search_index, rank) VALUES ('pgsz', 3900);
-- An import collects its tokens in memory instead of writing and merging hundreds of small segments.
INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 33554432);

CREATE TRIGGER customers_stale_insert AFTER INSERT ON customers BEGIN
    INSERT INTO stale VALUES (2 * new.rid) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER customers_stale_update AFTER UPDATE OF name, short_name, tax_code, note, website, deleted_at ON customers BEGIN
    INSERT INTO stale VALUES (2 * new.rid) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER customers_stale_delete AFTER DELETE ON customers BEGIN
    INSERT INTO stale VALUES (2 * old.rid) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER contacts_stale_insert AFTER INSERT ON contacts BEGIN
    INSERT INTO stale VALUES (2 * new.rid + 1) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER contacts_stale_update AFTER UPDATE OF name, title, department, note, deleted_at ON contacts BEGIN
    INSERT INTO stale VALUES (2 * new.rid + 1) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER contacts_stale_delete AFTER DELETE ON contacts BEGIN
    INSERT INTO stale VALUES (2 * old.rid + 1) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER contact_methods_stale_customer_insert AFTER INSERT ON contact_methods WHEN new.customer_id IS NOT NULL BEGIN
    INSERT INTO stale SELECT 2 * rid FROM customers WHERE id = new.customer_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER contact_methods_stale_contact_insert AFTER INSERT ON contact_methods WHEN new.contact_id IS NOT NULL BEGIN
    INSERT INTO stale SELECT 2 * rid + 1 FROM contacts WHERE id = new.contact_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER contact_methods_stale_customer_update AFTER UPDATE ON contact_methods WHEN new.customer_id IS NOT NULL BEGIN
    INSERT INTO stale SELECT 2 * rid FROM customers WHERE id = new.customer_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER contact_methods_stale_contact_update AFTER UPDATE ON contact_methods WHEN new.contact_id IS NOT NULL BEGIN
    INSERT INTO stale SELECT 2 * rid + 1 FROM contacts WHERE id = new.contact_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER contact_methods_stale_customer_delete AFTER DELETE ON contact_methods WHEN old.customer_id IS NOT NULL BEGIN
    INSERT INTO stale SELECT 2 * rid FROM customers WHERE id = old.customer_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER contact_methods_stale_contact_delete AFTER DELETE ON contact_methods WHEN old.contact_id IS NOT NULL BEGIN
    INSERT INTO stale SELECT 2 * rid + 1 FROM contacts WHERE id = old.contact_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER addresses_stale_customer_insert AFTER INSERT ON addresses WHEN new.customer_id IS NOT NULL BEGIN
    INSERT INTO stale SELECT 2 * rid FROM customers WHERE id = new.customer_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER addresses_stale_contact_insert AFTER INSERT ON addresses WHEN new.contact_id IS NOT NULL BEGIN
    INSERT INTO stale SELECT 2 * rid + 1 FROM contacts WHERE id = new.contact_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER addresses_stale_customer_update AFTER UPDATE ON addresses WHEN new.customer_id IS NOT NULL BEGIN
    INSERT INTO stale SELECT 2 * rid FROM customers WHERE id = new.customer_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER addresses_stale_contact_update AFTER UPDATE ON addresses WHEN new.contact_id IS NOT NULL BEGIN
    INSERT INTO stale SELECT 2 * rid + 1 FROM contacts WHERE id = new.contact_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER addresses_stale_customer_delete AFTER DELETE ON addresses WHEN old.customer_id IS NOT NULL BEGIN
    INSERT INTO stale SELECT 2 * rid FROM customers WHERE id = old.customer_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER addresses_stale_contact_delete AFTER DELETE ON addresses WHEN old.contact_id IS NOT NULL BEGIN
    INSERT INTO stale SELECT 2 * rid + 1 FROM contacts WHERE id = old.contact_id ON CONFLICT DO NOTHING;
END;
