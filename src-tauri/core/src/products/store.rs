//! SQL of products.

use sqlx::SqliteConnection;

use super::ProductRow;
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{ProductId, UserId};
use crate::money::{Currency, Money};

/// A product as stored.
pub(super) struct Columns {
    pub(super) sku: Option<String>,
    pub(super) name: String,
    pub(super) name_sort: String,
    pub(super) name_key: String,
    pub(super) category: Option<String>,
    pub(super) price: Option<Money>,
}

pub(super) async fn insert(
    conn: &mut SqliteConnection,
    id: ProductId,
    product: &Columns,
    now: Instant,
    actor: UserId,
) -> Result<()> {
    let (minor, currency) = (product.price.map(|p| p.minor), product.price.map(|p| p.currency));
    sqlx::query!(
        "INSERT INTO products (id, sku, name, name_sort, name_key, category, price_minor, currency, created_at, created_by, updated_at, updated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?9, ?10)",
        id,
        product.sku,
        product.name,
        product.name_sort,
        product.name_key,
        product.category,
        minor,
        currency,
        now,
        actor
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn update(conn: &mut SqliteConnection, id: ProductId, product: &Columns) -> Result<bool> {
    let (minor, currency) = (product.price.map(|p| p.minor), product.price.map(|p| p.currency));
    let done = sqlx::query!(
        "UPDATE products SET sku = ?2, name = ?3, name_sort = ?4, name_key = ?5, category = ?6, price_minor = ?7, currency = ?8
         WHERE id = ?1 AND deleted_at IS NULL",
        id,
        product.sku,
        product.name,
        product.name_sort,
        product.name_key,
        product.category,
        minor,
        currency
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn archive(conn: &mut SqliteConnection, id: ProductId, at: Option<Instant>) -> Result<bool> {
    let done = sqlx::query!("UPDATE products SET archived_at = ?2 WHERE id = ?1 AND deleted_at IS NULL", id, at)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether a product other than `own` has the name.
pub(super) async fn has_name_key(conn: &mut SqliteConnection, own: Option<ProductId>, key: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM products WHERE name_key = ?1 AND deleted_at IS NULL AND id IS NOT ?2) AS "taken!: bool""#,
        key,
        own
    )
    .fetch_one(conn)
    .await?)
}

/// Whether a product other than `own` has the number.
pub(super) async fn has_sku(conn: &mut SqliteConnection, own: Option<ProductId>, sku: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM products WHERE sku = ?1 AND deleted_at IS NULL AND id IS NOT ?2) AS "taken!: bool""#,
        sku,
        own
    )
    .fetch_one(conn)
    .await?)
}

/// Products whose key holds `key` or whose number begins with `sku`, by name.
pub(super) async fn list(
    conn: &mut SqliteConnection,
    key: &str,
    sku: &str,
    archived: bool,
    limit: i64,
) -> Result<Vec<ProductRow>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: ProductId", sku, name, category, price_minor, currency AS "currency: Currency" FROM products
           WHERE deleted_at IS NULL AND (archived_at IS NOT NULL) = ?4
             AND ((?1 = '' AND ?2 = '') OR (?1 <> '' AND instr(name_key, ?1) > 0) OR (?2 <> '' AND substr(lower(sku), 1, length(?2)) = ?2))
           ORDER BY name_sort, rid LIMIT ?3"#,
        key,
        sku,
        limit,
        archived
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ProductRow {
            id: row.id,
            sku: row.sku,
            name: row.name,
            category: row.category,
            archived,
            price: row.price_minor.zip(row.currency).map(|(minor, currency)| Money { minor, currency }),
        })
        .collect())
}
