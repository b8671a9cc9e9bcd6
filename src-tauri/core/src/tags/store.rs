//! SQL of tags.

use sqlx::SqliteConnection;
use uuid::Uuid;

use super::{Tag, TagCount};
use crate::access::Seen;
use crate::error::Result;
use crate::id::TagId;
use crate::parent::ParentRef;

pub(super) async fn list(conn: &mut SqliteConnection) -> Result<Vec<TagCount>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: TagId", name, colour,
                  (SELECT count(*) FROM taggings g WHERE g.tag_id = tags.id AND g.customer_id IS NOT NULL) AS "customers!: i64"
           FROM tags ORDER BY name_key"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| TagCount { tag: Tag { id: r.id, name: r.name, colour: r.colour }, customers: r.customers })
        .collect())
}

pub(crate) async fn by_key(conn: &mut SqliteConnection, key: &str) -> Result<Option<Tag>> {
    Ok(sqlx::query_as!(Tag, r#"SELECT id AS "id: TagId", name, colour FROM tags WHERE name_key = ?"#, key)
        .fetch_optional(conn)
        .await?)
}

pub(super) async fn insert(conn: &mut SqliteConnection, id: TagId, name: &str, key: &str, colour: &str) -> Result<()> {
    sqlx::query!("INSERT INTO tags (id, name, name_key, colour) VALUES (?, ?, ?, ?)", id, name, key, colour)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn update(
    conn: &mut SqliteConnection,
    id: TagId,
    name: &str,
    key: &str,
    colour: &str,
) -> Result<bool> {
    let done =
        sqlx::query!("UPDATE tags SET name = ?2, name_key = ?3, colour = ?4 WHERE id = ?1", id, name, key, colour)
            .execute(conn)
            .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn delete(conn: &mut SqliteConnection, id: TagId) -> Result<bool> {
    sqlx::query!("DELETE FROM taggings WHERE tag_id = ?", id).execute(&mut *conn).await?;
    Ok(sqlx::query!("DELETE FROM tags WHERE id = ?", id).execute(conn).await?.rows_affected() == 1)
}

/// Hangs the tag; nothing happens when it hangs already.
pub(crate) async fn hang(conn: &mut SqliteConnection, id: Uuid, tag: TagId, parent: ParentRef) -> Result<()> {
    let (customer, contact) = parent.columns();
    sqlx::query!(
        "INSERT OR IGNORE INTO taggings (id, tag_id, customer_id, contact_id) VALUES (?, ?, ?, ?)",
        id,
        tag,
        customer,
        contact
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn take_off(conn: &mut SqliteConnection, tag: TagId, parent: ParentRef) -> Result<()> {
    let (customer, contact) = parent.columns();
    sqlx::query!(
        "DELETE FROM taggings WHERE tag_id = ?1 AND (customer_id = ?2 OR contact_id = ?3)",
        tag,
        customer,
        contact
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn of(conn: &mut SqliteConnection, seen: Seen<ParentRef>) -> Result<Vec<Tag>> {
    let (customer, contact) = seen.columns();
    Ok(sqlx::query_as!(
        Tag,
        r#"SELECT t.id AS "id: TagId", t.name, t.colour FROM taggings g JOIN tags t ON t.id = g.tag_id
           WHERE g.customer_id = ?1 OR g.contact_id = ?2 ORDER BY t.name_key"#,
        customer,
        contact
    )
    .fetch_all(conn)
    .await?)
}
