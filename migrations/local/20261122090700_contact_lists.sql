-- Why: contacts can be put aside like customers, so the orders of their list leave out those that are.

DROP INDEX contacts_by_name;
DROP INDEX contacts_by_created;
DROP INDEX contacts_by_updated;
CREATE INDEX contacts_by_name ON contacts (name_sort, rid) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX contacts_by_created ON contacts (created_at, rid) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX contacts_by_updated ON contacts (updated_at, rid) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX contacts_archived ON contacts (archived_at) WHERE archived_at IS NOT NULL;
