//! SQL of drafts.

use sqlx::SqliteConnection;

use super::Draft;
use crate::access::Seen;
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{RecordId, UserId};
use crate::parent::ParentRef;

pub(super) async fn find(
    conn: &mut SqliteConnection,
    actor: UserId,
    record: Seen<ParentRef>,
    field: &str,
) -> Result<Option<Draft>> {
    let root = root(record);
    Ok(sqlx::query_as!(
        Draft,
        r#"SELECT text, updated_at AS "at: Instant" FROM drafts WHERE actor = ? AND root = ? AND field = ?"#,
        actor,
        root,
        field
    )
    .fetch_optional(conn)
    .await?)
}

pub(super) async fn keep(
    conn: &mut SqliteConnection,
    actor: UserId,
    record: Seen<ParentRef>,
    field: &str,
    text: &str,
    now: Instant,
) -> Result<()> {
    let root = root(record);
    sqlx::query!(
        "INSERT INTO drafts (actor, root, field, text, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (actor, root, field) DO UPDATE SET text = ?4, updated_at = ?5",
        actor,
        root,
        field,
        text,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn forget(
    conn: &mut SqliteConnection,
    actor: UserId,
    record: Seen<ParentRef>,
    field: &str,
) -> Result<()> {
    let root = root(record);
    sqlx::query!("DELETE FROM drafts WHERE actor = ? AND root = ? AND field = ?", actor, root, field)
        .execute(conn)
        .await?;
    Ok(())
}

/// Everybody's, of the selected records.
pub(crate) async fn forget_selected(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query("DELETE FROM drafts WHERE root IN (SELECT id FROM temp.selected)").execute(conn).await?;
    Ok(())
}

fn root(record: Seen<ParentRef>) -> RecordId {
    match record.id() {
        ParentRef::Customer { id } => uuid::Uuid::from(id).into(),
        ParentRef::Contact { id } => uuid::Uuid::from(id).into(),
    }
}

#[cfg(test)]
pub(super) async fn count(conn: &mut SqliteConnection) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM drafts").fetch_one(conn).await.unwrap()
}
