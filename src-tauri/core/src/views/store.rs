//! Saved views and the definitions of custom fields, as rows.

use sqlx::SqliteConnection;

use super::fields::{CustomField, Entity, FilterKind};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{UserId, ViewId};

/// The custom fields in use, in their order.
pub(super) async fn custom_fields(conn: &mut SqliteConnection, entity: Entity) -> Result<Vec<CustomField>> {
    let word = entity.word();
    let rows = sqlx::query!(
        r#"SELECT id AS "id: uuid::Uuid", kind, label_en, label_zh FROM field_defs WHERE entity = ? AND archived_at IS NULL ORDER BY position, id"#,
        word
    )
    .fetch_all(conn)
    .await?;
    let kind = |word: &str| match word {
        "number" => FilterKind::Number,
        "date" => FilterKind::Date,
        _ => FilterKind::Text,
    };
    Ok(rows
        .into_iter()
        .map(|r| CustomField { id: r.id, kind: kind(&r.kind), label_en: r.label_en, label_zh: r.label_zh })
        .collect())
}

/// A saved view as it is stored.
pub(super) struct ViewRow {
    pub(super) id: ViewId,
    pub(super) entity: String,
    pub(super) name: String,
    pub(super) owner: UserId,
    pub(super) shared: bool,
    pub(super) definition: String,
}

/// The views this person sees, the own and the shared ones.
pub(super) async fn views(conn: &mut SqliteConnection, entity: Entity, actor: UserId) -> Result<Vec<ViewRow>> {
    let word = entity.word();
    Ok(sqlx::query_as!(
        ViewRow,
        r#"SELECT id AS "id: ViewId", entity, name, owner_id AS "owner: UserId", shared AS "shared: bool", definition
        FROM views WHERE entity = ?1 AND (shared OR owner_id = ?2) ORDER BY position, created_at, id"#,
        word,
        actor
    )
    .fetch_all(conn)
    .await?)
}

pub(super) async fn view(conn: &mut SqliteConnection, id: ViewId, actor: UserId) -> Result<Option<ViewRow>> {
    Ok(sqlx::query_as!(
        ViewRow,
        r#"SELECT id AS "id: ViewId", entity, name, owner_id AS "owner: UserId", shared AS "shared: bool", definition
        FROM views WHERE id = ?1 AND (shared OR owner_id = ?2)"#,
        id,
        actor
    )
    .fetch_optional(conn)
    .await?)
}

pub(super) async fn insert(conn: &mut SqliteConnection, row: &ViewRow, now: Instant) -> Result<()> {
    sqlx::query!(
        "INSERT INTO views (id, entity, name, owner_id, shared, definition, position, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(position), 0) + 1 FROM views WHERE entity = ?2), ?7, ?7)",
        row.id,
        row.entity,
        row.name,
        row.owner,
        row.shared,
        row.definition,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn update(conn: &mut SqliteConnection, row: &ViewRow, now: Instant) -> Result<()> {
    sqlx::query!(
        "UPDATE views SET name = ?2, shared = ?3, definition = ?4, updated_at = ?5 WHERE id = ?1",
        row.id,
        row.name,
        row.shared,
        row.definition,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn delete(conn: &mut SqliteConnection, id: ViewId) -> Result<()> {
    sqlx::query!("DELETE FROM views WHERE id = ?", id).execute(conn).await?;
    Ok(())
}
