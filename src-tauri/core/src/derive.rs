//! Sort keys and duplicate keys follow the names they are made from, whoever changed the name.

use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::error::Result;
use crate::text::{normal, pinyin};

/// Renews the keys of renamed rows.
pub(crate) async fn sort_keys(conn: &mut SqliteConnection, renamed: &[(String, Uuid)]) -> Result<()> {
    for (table, id) in renamed {
        match table.as_str() {
            "customers" => {
                if let Some(name) = sqlx::query_scalar!("SELECT name FROM customers WHERE id = ?", id)
                    .fetch_optional(&mut *conn)
                    .await?
                {
                    let (sort, key) = (pinyin::sort_key(&name), normal::company_key(&name));
                    sqlx::query!("UPDATE customers SET name_sort = ?, name_key = ? WHERE id = ?", sort, key, id)
                        .execute(&mut *conn)
                        .await?;
                }
            }
            "products" => {
                if let Some(name) =
                    sqlx::query_scalar!("SELECT name FROM products WHERE id = ?", id).fetch_optional(&mut *conn).await?
                {
                    let (sort, key) = (pinyin::sort_key(&name), normal::company_key(&name));
                    sqlx::query!("UPDATE products SET name_sort = ?, name_key = ? WHERE id = ?", sort, key, id)
                        .execute(&mut *conn)
                        .await?;
                }
            }
            "contacts" => {
                if let Some(name) =
                    sqlx::query_scalar!("SELECT name FROM contacts WHERE id = ?", id).fetch_optional(&mut *conn).await?
                {
                    let sort = pinyin::sort_key(&name);
                    sqlx::query!("UPDATE contacts SET name_sort = ? WHERE id = ?", sort, id)
                        .execute(&mut *conn)
                        .await?;
                }
            }
            "users" => {
                if let Some(name) =
                    sqlx::query_scalar!("SELECT name FROM users WHERE id = ?", id).fetch_optional(&mut *conn).await?
                {
                    let sort = pinyin::sort_key(&name);
                    sqlx::query!("UPDATE users SET name_sort = ? WHERE id = ?", sort, id).execute(&mut *conn).await?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}
