//! SQL of the names that rows refer to.

use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::access::Listed;
use crate::error::Result;

/// A record that goes by a name.
#[derive(Debug, Clone)]
pub(in crate::transfer) struct Known {
    pub(in crate::transfer) id: Uuid,
    pub(in crate::transfer) name: String,
    pub(in crate::transfer) key: String,
    /// A product's number, a colleague's sort key.
    pub(in crate::transfer) other: Option<String>,
}

/// Customers with one of these name keys (a JSON array). The archived ones count, those in the trash do not.
pub(super) async fn customers_named(conn: &mut SqliteConnection, keys: &str, whose: &Listed) -> Result<Vec<Known>> {
    Ok(sqlx::query_as!(
        Known,
        r#"SELECT id AS "id: Uuid", name, name_key AS key, NULL AS "other: String" FROM customers
           WHERE name_key IN (SELECT value FROM json_each(?1)) AND deleted_at IS NULL
             AND (?2 IS NULL OR owner_id IN (SELECT unhex(value) FROM json_each(?2)) OR rid IN (SELECT value FROM json_each(?3)))"#,
        keys,
        whose.owners,
        whose.shared
    )
    .fetch_all(conn)
    .await?)
}

/// Products with one of these name keys or numbers.
pub(super) async fn products_named(conn: &mut SqliteConnection, keys: &str, skus: &str) -> Result<Vec<Known>> {
    Ok(sqlx::query_as!(
        Known,
        r#"SELECT id AS "id: Uuid", name, name_key AS key, sku AS "other: String" FROM products
           WHERE (name_key IN (SELECT value FROM json_each(?1)) OR sku IN (SELECT value FROM json_each(?2))) AND deleted_at IS NULL"#,
        keys,
        skus
    )
    .fetch_all(conn)
    .await?)
}

/// All colleagues.
pub(in crate::transfer) async fn users(conn: &mut SqliteConnection) -> Result<Vec<Known>> {
    Ok(sqlx::query_as!(
        Known,
        r#"SELECT id AS "id: Uuid", name, '' AS "key!: String", name_sort AS "other: String" FROM users WHERE deleted_at IS NULL ORDER BY rid"#
    )
    .fetch_all(conn)
    .await?)
}
