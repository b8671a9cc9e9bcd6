-- Why: what customers buy. Sums are kept by triggers so that a dashboard reads rows, not events.

CREATE TABLE products (
    rid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    sku TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    name_key TEXT NOT NULL DEFAULT '',
    category TEXT,
    price_minor INTEGER,
    currency TEXT,
    archived_at INTEGER,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    deleted_at INTEGER
);
CREATE INDEX products_name_key ON products (name_key);
CREATE INDEX products_sku ON products (sku) WHERE sku IS NOT NULL;

-- Quantity in ten-thousandths, amount net in minor units.
CREATE TABLE purchases (
    rid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    customer_id BLOB NOT NULL REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
    product_id BLOB REFERENCES products (id) DEFERRABLE INITIALLY DEFERRED,
    user_id BLOB REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
    bought_on TEXT NOT NULL,
    quantity INTEGER NOT NULL DEFAULT 10000,
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    source TEXT,
    reference TEXT,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    deleted_at INTEGER
);
CREATE INDEX purchases_customer ON purchases (customer_id, bought_on, currency, amount_minor) WHERE deleted_at IS NULL;
-- What was bought in a period.
CREATE INDEX purchases_day ON purchases (bought_on, currency, customer_id, amount_minor) WHERE deleted_at IS NULL;
CREATE INDEX purchases_product ON purchases (product_id) WHERE product_id IS NOT NULL;

-- Per customer and currency. Purchases in the trash do not count.
CREATE TABLE customer_totals (
    customer_id BLOB NOT NULL,
    currency TEXT NOT NULL,
    purchases INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    first_on TEXT,
    last_on TEXT,
    PRIMARY KEY (customer_id, currency)
) WITHOUT ROWID;
CREATE INDEX customer_totals_amount ON customer_totals (currency, amount_minor, purchases, last_on, first_on);

-- Per customer, month and currency: says who came back.
CREATE TABLE customer_months (
    customer_id BLOB NOT NULL,
    month TEXT NOT NULL,
    currency TEXT NOT NULL,
    purchases INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    PRIMARY KEY (customer_id, currency, month)
) WITHOUT ROWID;

-- Per month and currency; `customers` counts those with at least one purchase in the month.
CREATE TABLE revenue_months (
    currency TEXT NOT NULL,
    month TEXT NOT NULL,
    purchases INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    PRIMARY KEY (currency, month)
) WITHOUT ROWID;

CREATE TRIGGER customer_months_insert AFTER INSERT ON customer_months BEGIN
    INSERT INTO revenue_months VALUES (new.currency, new.month, new.purchases, new.amount_minor, 1)
    ON CONFLICT DO UPDATE SET purchases = purchases + excluded.purchases, amount_minor = amount_minor + excluded.amount_minor, customers = customers + 1;
END;
CREATE TRIGGER customer_months_update AFTER UPDATE ON customer_months BEGIN
    UPDATE revenue_months SET purchases = purchases + new.purchases - old.purchases, amount_minor = amount_minor + new.amount_minor - old.amount_minor
    WHERE currency = new.currency AND month = new.month;
    DELETE FROM customer_months WHERE new.purchases = 0 AND customer_id = new.customer_id AND currency = new.currency AND month = new.month;
END;
CREATE TRIGGER customer_months_delete AFTER DELETE ON customer_months BEGIN
    UPDATE revenue_months SET purchases = purchases - old.purchases, amount_minor = amount_minor - old.amount_minor, customers = customers - 1
    WHERE currency = old.currency AND month = old.month;
    DELETE FROM revenue_months WHERE currency = old.currency AND month = old.month AND customers = 0;
END;

CREATE TRIGGER purchases_count_insert AFTER INSERT ON purchases WHEN new.deleted_at IS NULL BEGIN
    INSERT INTO customer_totals VALUES (new.customer_id, new.currency, 1, new.amount_minor, new.bought_on, new.bought_on)
    ON CONFLICT DO UPDATE SET purchases = purchases + 1, amount_minor = amount_minor + excluded.amount_minor,
        first_on = min(first_on, excluded.first_on), last_on = max(last_on, excluded.last_on);
    INSERT INTO customer_months VALUES (new.customer_id, substr(new.bought_on, 1, 7), new.currency, 1, new.amount_minor)
    ON CONFLICT DO UPDATE SET purchases = purchases + 1, amount_minor = amount_minor + excluded.amount_minor;
    UPDATE customers SET purchase_count = purchase_count + 1,
        first_purchase_on = min(coalesce(first_purchase_on, new.bought_on), new.bought_on),
        last_purchase_on = max(coalesce(last_purchase_on, new.bought_on), new.bought_on)
    WHERE id = new.customer_id;
END;
CREATE TRIGGER purchases_count_delete AFTER DELETE ON purchases WHEN old.deleted_at IS NULL BEGIN
    UPDATE customer_totals SET purchases = purchases - 1, amount_minor = amount_minor - old.amount_minor,
        first_on = (SELECT min(bought_on) FROM purchases WHERE customer_id = old.customer_id AND currency = old.currency AND deleted_at IS NULL),
        last_on = (SELECT max(bought_on) FROM purchases WHERE customer_id = old.customer_id AND currency = old.currency AND deleted_at IS NULL)
    WHERE customer_id = old.customer_id AND currency = old.currency;
    DELETE FROM customer_totals WHERE customer_id = old.customer_id AND currency = old.currency AND purchases = 0;
    UPDATE customer_months SET purchases = purchases - 1, amount_minor = amount_minor - old.amount_minor
    WHERE customer_id = old.customer_id AND currency = old.currency AND month = substr(old.bought_on, 1, 7);
    UPDATE customers SET purchase_count = purchase_count - 1,
        first_purchase_on = (SELECT min(bought_on) FROM purchases WHERE customer_id = old.customer_id AND deleted_at IS NULL),
        last_purchase_on = (SELECT max(bought_on) FROM purchases WHERE customer_id = old.customer_id AND deleted_at IS NULL)
    WHERE id = old.customer_id;
END;
-- An update is a removal and an arrival: the simplest rule that is right for a moved customer, date, currency or amount.
CREATE TRIGGER purchases_count_out AFTER UPDATE OF customer_id, bought_on, amount_minor, currency, deleted_at ON purchases WHEN old.deleted_at IS NULL BEGIN
    UPDATE customer_totals SET purchases = purchases - 1, amount_minor = amount_minor - old.amount_minor,
        first_on = (SELECT min(bought_on) FROM purchases WHERE customer_id = old.customer_id AND currency = old.currency AND deleted_at IS NULL),
        last_on = (SELECT max(bought_on) FROM purchases WHERE customer_id = old.customer_id AND currency = old.currency AND deleted_at IS NULL)
    WHERE customer_id = old.customer_id AND currency = old.currency;
    DELETE FROM customer_totals WHERE customer_id = old.customer_id AND currency = old.currency AND purchases = 0;
    UPDATE customer_months SET purchases = purchases - 1, amount_minor = amount_minor - old.amount_minor
    WHERE customer_id = old.customer_id AND currency = old.currency AND month = substr(old.bought_on, 1, 7);
    UPDATE customers SET purchase_count = purchase_count - 1,
        first_purchase_on = (SELECT min(bought_on) FROM purchases WHERE customer_id = old.customer_id AND deleted_at IS NULL),
        last_purchase_on = (SELECT max(bought_on) FROM purchases WHERE customer_id = old.customer_id AND deleted_at IS NULL)
    WHERE id = old.customer_id;
END;
CREATE TRIGGER purchases_count_in AFTER UPDATE OF customer_id, bought_on, amount_minor, currency, deleted_at ON purchases WHEN new.deleted_at IS NULL BEGIN
    INSERT INTO customer_totals VALUES (new.customer_id, new.currency, 1, new.amount_minor, new.bought_on, new.bought_on)
    ON CONFLICT DO UPDATE SET purchases = purchases + 1, amount_minor = amount_minor + excluded.amount_minor,
        first_on = min(coalesce(first_on, excluded.first_on), excluded.first_on), last_on = max(coalesce(last_on, excluded.last_on), excluded.last_on);
    INSERT INTO customer_months VALUES (new.customer_id, substr(new.bought_on, 1, 7), new.currency, 1, new.amount_minor)
    ON CONFLICT DO UPDATE SET purchases = purchases + 1, amount_minor = amount_minor + excluded.amount_minor;
    UPDATE customers SET purchase_count = purchase_count + 1,
        first_purchase_on = min(coalesce(first_purchase_on, new.bought_on), new.bought_on),
        last_purchase_on = max(coalesce(last_purchase_on, new.bought_on), new.bought_on)
    WHERE id = new.customer_id;
END;
