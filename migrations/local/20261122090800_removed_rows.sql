-- Why: a contact's history tells which customers it was parted from, and a file on disk is kept as long as its removal
-- can be undone. Both are asked of the few entries that removed such a row.

CREATE INDEX change_parted ON change (seq) WHERE tbl = 'customer_contacts' AND kind = 'd';
CREATE INDEX change_detached ON change (seq) WHERE tbl = 'attachments' AND kind = 'd';
