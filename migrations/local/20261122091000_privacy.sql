-- Why: on which ground somebody may be reached and for what, with the whole history; and the rules by which records that
-- are not needed any more go. Which erasures there were stands in the change log, where nobody can take it away.

-- Statements are added and never changed; the newest of a channel and a purpose counts. `file_id` names an attachment
-- of the same record; the statement outlives the file.
CREATE TABLE consents (
    id BLOB PRIMARY KEY NOT NULL,
    customer_id BLOB REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
    contact_id BLOB REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
    channel TEXT NOT NULL CHECK (channel IN ('phone', 'sms', 'email', 'wechat', 'post', 'other')),
    purpose TEXT NOT NULL CHECK (purpose IN ('marketing', 'service', 'profiling', 'sharing')),
    state TEXT NOT NULL CHECK (state IN ('given', 'withdrawn')),
    basis TEXT NOT NULL CHECK (basis IN ('consent', 'contract', 'legitimate_interest', 'legal_duty')),
    source TEXT,
    proof TEXT,
    file_id BLOB,
    stated_on TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    CHECK ((customer_id IS NULL) <> (contact_id IS NULL))
) WITHOUT ROWID;
CREATE INDEX consents_customer ON consents (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX consents_contact ON consents (contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE retention_rules (
    id BLOB PRIMARY KEY NOT NULL,
    object TEXT NOT NULL CHECK (object IN ('customers', 'contacts')),
    condition TEXT NOT NULL CHECK (condition IN ('lost', 'archived', 'inactive')),
    months INTEGER NOT NULL CHECK (months BETWEEN 1 AND 600),
    action TEXT NOT NULL CHECK (action IN ('archive', 'erase')),
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL
) WITHOUT ROWID;
