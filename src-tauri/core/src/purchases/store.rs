//! SQL of purchases.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::draft::Parsed;
use super::{Purchase, QUANTITY_SCALE};
use crate::access::Seen;
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{CustomerId, ProductId, PurchaseId, UserId};
use crate::money::{Currency, Money, format_scaled};
use crate::people::UserRef;

pub(super) async fn insert(
    conn: &mut SqliteConnection,
    id: PurchaseId,
    owner: (CustomerId, Option<ProductId>),
    purchase: &Parsed,
    now: Instant,
    actor: UserId,
) -> Result<()> {
    let (customer, product) = owner;
    sqlx::query!(
        "INSERT INTO purchases (id, customer_id, product_id, user_id, bought_on, quantity, amount_minor, currency, source, reference, created_at, created_by, updated_at, updated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?4, ?11, ?4)",
        id,
        customer,
        product,
        actor,
        purchase.bought_on,
        purchase.quantity,
        purchase.amount.minor,
        purchase.amount.currency,
        purchase.source,
        purchase.reference,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// False when there is no such purchase outside the trash.
pub(super) async fn update(
    conn: &mut SqliteConnection,
    id: PurchaseId,
    owner: (CustomerId, Option<ProductId>),
    purchase: &Parsed,
    now: Instant,
    actor: UserId,
) -> Result<bool> {
    let (customer, product) = owner;
    let done = sqlx::query!(
        "UPDATE purchases SET customer_id = ?2, product_id = ?3, bought_on = ?4, quantity = ?5, amount_minor = ?6, currency = ?7, source = ?8, reference = ?9,
                updated_at = ?10, updated_by = ?11
         WHERE id = ?1 AND deleted_at IS NULL",
        id,
        customer,
        product,
        purchase.bought_on,
        purchase.quantity,
        purchase.amount.minor,
        purchase.amount.currency,
        purchase.source,
        purchase.reference,
        now,
        actor
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn trash(conn: &mut SqliteConnection, id: PurchaseId, now: Instant, actor: UserId) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE purchases SET deleted_at = ?2, updated_at = ?2, updated_by = ?3 WHERE id = ?1 AND deleted_at IS NULL",
        id,
        now,
        actor
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The customer exists and is not in the trash.
pub(super) async fn customer_is_here(conn: &mut SqliteConnection, seen: Seen<CustomerId>) -> Result<bool> {
    let id = seen.id();
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM customers WHERE id = ? AND deleted_at IS NULL) AS "here!: bool""#,
        id
    )
    .fetch_one(conn)
    .await?)
}

/// Who bought.
pub(super) async fn customer_of(conn: &mut SqliteConnection, id: PurchaseId) -> Result<Option<CustomerId>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT customer_id AS "customer: CustomerId" FROM purchases WHERE id = ? AND deleted_at IS NULL"#,
        id
    )
    .fetch_optional(conn)
    .await?)
}

pub(super) async fn product_is_here(conn: &mut SqliteConnection, id: ProductId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM products WHERE id = ? AND deleted_at IS NULL) AS "here!: bool""#,
        id
    )
    .fetch_one(conn)
    .await?)
}

pub(super) async fn count(conn: &mut SqliteConnection, seen: Seen<CustomerId>) -> Result<i64> {
    let customer = seen.id();
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!: i64" FROM purchases WHERE customer_id = ? AND deleted_at IS NULL"#,
        customer
    )
    .fetch_one(conn)
    .await?)
}

/// A page, newest first.
pub(super) async fn page(
    conn: &mut SqliteConnection,
    seen: Seen<CustomerId>,
    start: i64,
    count: i64,
) -> Result<Vec<Purchase>> {
    let customer = seen.id();
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id: PurchaseId", p.product_id AS "product_id: ProductId", g.name AS "product?", p.bought_on AS "bought_on: NaiveDate", p.quantity,
                  p.amount_minor, p.currency AS "currency: Currency", p.source, p.reference, p.user_id AS "user_id: UserId", u.name AS "user_name?"
           FROM purchases p LEFT JOIN products g ON g.id = p.product_id LEFT JOIN users u ON u.id = p.user_id
           WHERE p.customer_id = ? AND p.deleted_at IS NULL ORDER BY p.bought_on DESC, p.rid DESC LIMIT ? OFFSET ?"#,
        customer,
        count,
        start
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Purchase {
            id: row.id,
            customer_id: customer,
            product_id: row.product_id,
            product: row.product,
            bought_on: row.bought_on,
            quantity: format_scaled(row.quantity, QUANTITY_SCALE, true),
            amount: Money { minor: row.amount_minor, currency: row.currency },
            source: row.source,
            reference: row.reference,
            user: UserRef::maybe(row.user_id, row.user_name),
        })
        .collect())
}

/// What a customer bought on one day in one currency.
#[derive(Debug)]
pub(super) struct Day {
    pub(super) bought_on: NaiveDate,
    pub(super) currency: Currency,
    pub(super) purchases: i64,
    pub(super) amount_minor: i64,
}

/// The days of a customer in order, from the index alone.
pub(super) async fn days(conn: &mut SqliteConnection, seen: Seen<CustomerId>) -> Result<Vec<Day>> {
    let customer = seen.id();
    Ok(sqlx::query_as!(
        Day,
        r#"SELECT bought_on AS "bought_on: NaiveDate", currency AS "currency: Currency", count(*) AS "purchases!: i64", sum(amount_minor) AS "amount_minor!: i64"
           FROM purchases WHERE customer_id = ? AND deleted_at IS NULL GROUP BY bought_on, currency"#,
        customer
    )
    .fetch_all(conn)
    .await?)
}
