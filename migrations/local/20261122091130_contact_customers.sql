-- Why: a list of contacts by customer asks for the first of each contact's links: the main one, then those of today, then
-- the oldest. The index gives them in this order and holds the customer, so that no link is read or sorted.

DROP INDEX customer_contacts_contact;
CREATE INDEX customer_contacts_contact ON customer_contacts (contact_id, is_primary DESC, to_on IS NOT NULL, id, customer_id);
