//! SQL of the check. Statements walk indexes and compare row by row, so that no table is held in memory.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use futures_util::stream::BoxStream;
use sqlx::{Connection as _, Sqlite, SqliteConnection, Transaction};
use uuid::Uuid;

use super::keys::Keys;
use crate::change::log::Entry;
use crate::error::Result;

/// How many complaints about pages are told.
const COMPLAINTS: usize = 20;

/// Everything read through it is of one moment.
pub(super) async fn snapshot(conn: &mut SqliteConnection) -> Result<Transaction<'_, Sqlite>> {
    Ok(conn.begin().await?)
}

/// What SQLite says of the file's structure, nothing when it is sound.
pub(super) async fn pages(conn: &mut SqliteConnection) -> Result<Vec<String>> {
    // FTS5 remembers the structure of its index per connection and looks for a newer one when it is queried, not
    // when it is checked: without a query a reader that was here before takes an older structure for damage (3.50.4).
    sqlx::query("SELECT rowid FROM search_index LIMIT 1").fetch_optional(&mut *conn).await?;
    let mut said: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(20)").fetch_all(conn).await?;
    said.retain(|line| line != "ok");
    Ok(said)
}

/// The pages whose seal is broken.
pub(super) async fn cipher(conn: &mut SqliteConnection) -> Result<Vec<String>> {
    let mut said: Vec<String> = sqlx::query_scalar("PRAGMA cipher_integrity_check").fetch_all(conn).await?;
    said.truncate(COMPLAINTS);
    Ok(said)
}

/// Rows that refer to nothing: how many of which table.
pub(super) async fn references(conn: &mut SqliteConnection) -> Result<Vec<String>> {
    let mut dangling: BTreeMap<(String, String), i64> = BTreeMap::new();
    let mut rows = sqlx::query_as::<_, (String, Option<i64>, String, i64)>("PRAGMA foreign_key_check").fetch(conn);
    while let Some((table, _, parent, _)) = rows.try_next().await? {
        *dangling.entry((table, parent)).or_default() += 1;
    }
    Ok(dangling.into_iter().map(|((table, parent), rows)| format!("{table} → {parent}: {rows}")).collect())
}

/// A transaction of the change log as it is stored.
#[derive(Debug)]
pub(super) struct LoggedTx {
    pub(super) seq: i64,
    pub(super) id: Uuid,
    pub(super) op: String,
    pub(super) actor: Uuid,
    pub(super) device: Uuid,
    pub(super) hlc: i64,
    pub(super) at: i64,
    pub(super) undoes: Option<i64>,
    pub(super) first_entry: i64,
    pub(super) last_entry: Option<i64>,
    pub(super) hash: Option<Vec<u8>>,
}

pub(super) async fn transactions(conn: &mut SqliteConnection, after: i64, limit: i64) -> Result<Vec<LoggedTx>> {
    Ok(sqlx::query_as!(
        LoggedTx,
        r#"SELECT seq AS "seq!", id AS "id: Uuid", op, actor AS "actor: Uuid", device AS "device: Uuid", hlc, at, undoes, first_entry, last_entry, hash
           FROM change_tx WHERE seq > ? ORDER BY seq LIMIT ?"#,
        after,
        limit
    )
    .fetch_all(conn)
    .await?)
}

/// An entry with its place.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Numbered {
    pub(super) seq: i64,
    pub(super) tx: i64,
    #[sqlx(flatten)]
    pub(super) entry: Entry,
}

pub(super) fn entries(
    conn: &mut SqliteConnection,
    first: i64,
    last: i64,
) -> BoxStream<'_, Result<Numbered, sqlx::Error>> {
    sqlx::query_as("SELECT seq, tx, tbl, row_id, root, kind, col, typeof(old) AS old_type, CAST(old AS BLOB) AS old, nonce FROM change WHERE seq BETWEEN ? AND ? ORDER BY seq")
        .bind(first)
        .bind(last)
        .fetch(conn)
}

/// The transaction of the first entry from `seq` on.
pub(super) async fn entry_from(conn: &mut SqliteConnection, seq: i64) -> Result<Option<i64>> {
    Ok(sqlx::query_scalar!("SELECT tx FROM change WHERE seq >= ? ORDER BY seq LIMIT 1", seq)
        .fetch_optional(conn)
        .await?)
}

/// What is kept beside the data, and the statement that counts how often it is wrong.
pub(super) const DERIVED: &[(&str, &str)] = &[
    (
        "customer_purchases",
        "SELECT count(*) FROM customers c WHERE (c.purchase_count, c.first_purchase_on, c.last_purchase_on) IS NOT
         (SELECT count(*), min(p.bought_on), max(p.bought_on) FROM purchases p WHERE p.customer_id = c.id AND p.deleted_at IS NULL)",
    ),
    (
        "customer_region",
        "SELECT count(*) FROM customers c WHERE c.region IS NOT
         (SELECT CASE WHEN a.country = 'CN' AND a.division IS NOT NULL THEN 'CN-' || substr(a.division, 1, 2) ELSE a.country END
          FROM addresses a WHERE a.customer_id = c.id ORDER BY a.position, a.id LIMIT 1)",
    ),
    (
        "customer_city",
        "SELECT count(*) FROM customers c WHERE c.city IS NOT
         (SELECT a.city FROM addresses a WHERE a.customer_id = c.id ORDER BY a.position, a.id LIMIT 1)",
    ),
    (
        "customer_tags",
        "SELECT (SELECT count(*) FROM live_tags l WHERE NOT EXISTS
                 (SELECT 1 FROM customers c JOIN taggings t ON t.customer_id = c.id AND t.tag_id = l.tag_id
                  WHERE c.rid = l.rid AND c.deleted_at IS NULL AND c.archived_at IS NULL))
              + (SELECT count(*) FROM taggings t JOIN customers c ON c.id = t.customer_id
                 WHERE c.deleted_at IS NULL AND c.archived_at IS NULL AND NOT EXISTS
                 (SELECT 1 FROM live_tags l WHERE l.tag_id = t.tag_id AND l.rid = c.rid))",
    ),
    (
        "customer_owner",
        "SELECT count(*) FROM customers c WHERE c.owner_sort IS NOT (SELECT u.name_sort FROM users u WHERE u.id = c.owner_id)",
    ),
    (
        "customer_totals",
        "SELECT (SELECT count(*) FROM customer_totals t WHERE (t.purchases, t.amount_minor, t.first_on, t.last_on) IS NOT
                 (SELECT count(*), sum(p.amount_minor), min(p.bought_on), max(p.bought_on) FROM purchases p
                  WHERE p.customer_id = t.customer_id AND p.currency = t.currency AND p.deleted_at IS NULL))
              + (SELECT count(*) FROM purchases p INDEXED BY purchases_customer WHERE p.deleted_at IS NULL AND NOT EXISTS
                 (SELECT 1 FROM customer_totals t WHERE t.customer_id = p.customer_id AND t.currency = p.currency))",
    ),
    (
        "customer_months",
        "SELECT (SELECT count(*) FROM customer_months m WHERE (m.purchases, m.amount_minor) IS NOT
                 (SELECT count(*), sum(p.amount_minor) FROM purchases p
                  WHERE p.customer_id = m.customer_id AND p.currency = m.currency AND p.bought_on BETWEEN m.month || '-01' AND m.month || '-31' AND p.deleted_at IS NULL))
              + (SELECT count(*) FROM purchases p INDEXED BY purchases_customer WHERE p.deleted_at IS NULL AND NOT EXISTS
                 (SELECT 1 FROM customer_months m WHERE m.customer_id = p.customer_id AND m.currency = p.currency AND m.month = substr(p.bought_on, 1, 7)))",
    ),
];

pub(super) async fn count(conn: &mut SqliteConnection, statement: &'static str) -> Result<i64> {
    Ok(sqlx::query_scalar(statement).fetch_one(conn).await?)
}

/// What a customer bought in a month.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct CustomerMonth {
    pub(super) currency: String,
    pub(super) month: String,
    pub(super) purchases: i64,
    pub(super) amount_minor: i64,
}

pub(super) fn customer_months(conn: &mut SqliteConnection) -> BoxStream<'_, Result<CustomerMonth, sqlx::Error>> {
    sqlx::query_as("SELECT currency, month, purchases, amount_minor FROM customer_months").fetch(conn)
}

/// What everybody bought in a month.
#[derive(Debug)]
pub(super) struct RevenueMonth {
    pub(super) currency: String,
    pub(super) month: String,
    pub(super) purchases: i64,
    pub(super) amount_minor: i64,
    pub(super) customers: i64,
}

pub(super) async fn revenue_months(conn: &mut SqliteConnection) -> Result<Vec<RevenueMonth>> {
    Ok(sqlx::query_as!(RevenueMonth, "SELECT currency, month, purchases, amount_minor, customers FROM revenue_months")
        .fetch_all(conn)
        .await?)
}

/// A table whose names have keys.
pub(super) struct Named {
    page: &'static str,
    set: &'static str,
}

pub(super) const NAMED: &[Named] = &[
    Named {
        page: "SELECT rid, name, name_sort, NULL AS name_key FROM users WHERE rid > ? ORDER BY rid LIMIT ?",
        set: "UPDATE users SET name_sort = ?2 WHERE rid = ?1",
    },
    Named {
        page: "SELECT rid, name, name_sort, name_key FROM customers WHERE rid > ? ORDER BY rid LIMIT ?",
        set: "UPDATE customers SET name_sort = ?2, name_key = ?3 WHERE rid = ?1",
    },
    Named {
        page: "SELECT rid, name, name_sort, NULL AS name_key FROM contacts WHERE rid > ? ORDER BY rid LIMIT ?",
        set: "UPDATE contacts SET name_sort = ?2 WHERE rid = ?1",
    },
    Named {
        page: "SELECT rid, name, name_sort, name_key FROM products WHERE rid > ? ORDER BY rid LIMIT ?",
        set: "UPDATE products SET name_sort = ?2, name_key = ?3 WHERE rid = ?1",
    },
];

/// A name with the keys it has.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Name {
    pub(super) rid: i64,
    pub(super) name: String,
    pub(super) name_sort: String,
    pub(super) name_key: Option<String>,
}

pub(super) async fn names(conn: &mut SqliteConnection, table: &Named, after: i64, limit: i64) -> Result<Vec<Name>> {
    Ok(sqlx::query_as(table.page).bind(after).bind(limit).fetch_all(conn).await?)
}

pub(super) async fn set_keys(conn: &mut SqliteConnection, table: &Named, rid: i64, keys: &Keys) -> Result<()> {
    let statement = sqlx::query(table.set).bind(rid).bind(&keys.sort);
    match &keys.key {
        Some(key) => statement.bind(key).execute(conn).await?,
        None => statement.execute(conn).await?,
    };
    Ok(())
}

pub(super) async fn begin(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query("BEGIN IMMEDIATE").execute(conn).await?;
    Ok(())
}

pub(super) async fn commit(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query("COMMIT").execute(conn).await?;
    Ok(())
}

pub(super) async fn mend_owner(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query!(
        "UPDATE customers SET owner_sort = (SELECT u.name_sort FROM users u WHERE u.id = owner_id)
         WHERE owner_sort IS NOT (SELECT u.name_sort FROM users u WHERE u.id = owner_id)"
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Region and city are of the first address.
pub(super) async fn mend_place(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query!(
        "UPDATE customers SET (region, city) =
         (SELECT CASE WHEN a.country = 'CN' AND a.division IS NOT NULL THEN 'CN-' || substr(a.division, 1, 2) ELSE a.country END, a.city
          FROM addresses a WHERE a.customer_id = customers.id ORDER BY a.position, a.id LIMIT 1)"
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn mend_tags(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query!("DELETE FROM live_tags").execute(&mut *conn).await?;
    sqlx::query!(
        "INSERT INTO live_tags SELECT t.tag_id, c.rid FROM taggings t JOIN customers c ON c.id = t.customer_id
         WHERE c.deleted_at IS NULL AND c.archived_at IS NULL"
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn mend_purchases(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query!(
        "UPDATE customers SET (purchase_count, first_purchase_on, last_purchase_on) =
         (SELECT count(*), min(p.bought_on), max(p.bought_on) FROM purchases p WHERE p.customer_id = customers.id AND p.deleted_at IS NULL)"
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds up every purchase again, some customers at a time. Months of everybody follow by trigger.
pub(super) async fn mend_sums(conn: &mut SqliteConnection) -> Result<()> {
    const CUSTOMERS: i64 = 5_000;
    sqlx::query!("DELETE FROM customer_months").execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM revenue_months").execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM customer_totals").execute(&mut *conn).await?;
    let last = sqlx::query_scalar!(r#"SELECT coalesce(max(rid), 0) AS "last!: i64" FROM customers"#)
        .fetch_one(&mut *conn)
        .await?;
    let mut from = 0;
    while from < last {
        let to = from + CUSTOMERS;
        sqlx::query!(
            "INSERT INTO customer_totals
             SELECT p.customer_id, p.currency, count(*), sum(p.amount_minor), min(p.bought_on), max(p.bought_on)
             FROM customers c JOIN purchases p ON p.customer_id = c.id
             WHERE c.rid > ? AND c.rid <= ? AND p.deleted_at IS NULL GROUP BY p.customer_id, p.currency",
            from,
            to
        )
        .execute(&mut *conn)
        .await?;
        sqlx::query!(
            "INSERT INTO customer_months
             SELECT p.customer_id, substr(p.bought_on, 1, 7), p.currency, count(*), sum(p.amount_minor)
             FROM customers c JOIN purchases p ON p.customer_id = c.id
             WHERE c.rid > ? AND c.rid <= ? AND p.deleted_at IS NULL GROUP BY p.customer_id, substr(p.bought_on, 1, 7), p.currency",
            from,
            to
        )
        .execute(&mut *conn)
        .await?;
        from = to;
    }
    Ok(())
}
