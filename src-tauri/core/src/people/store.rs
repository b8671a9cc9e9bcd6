//! SQL of colleagues.

use sqlx::SqliteConnection;

use super::{UserRef, UserRow};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::UserId;

/// A colleague as stored.
pub(crate) struct Columns<'a> {
    pub(crate) name: &'a str,
    pub(crate) name_sort: String,
    pub(crate) email: Option<&'a str>,
    pub(crate) manager: Option<UserId>,
    pub(crate) team: Option<&'a str>,
    pub(crate) region: Option<&'a str>,
}

pub(crate) async fn insert(
    conn: &mut SqliteConnection,
    id: UserId,
    user: &Columns<'_>,
    now: Instant,
    actor: UserId,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO users (id, name, name_sort, email, manager_id, team, region, created_at, created_by, updated_at, updated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?8, ?9)",
        id,
        user.name,
        user.name_sort,
        user.email,
        user.manager,
        user.team,
        user.region,
        now,
        actor
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn update(conn: &mut SqliteConnection, id: UserId, user: &Columns<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE users SET name = ?2, email = ?3, manager_id = ?4, team = ?5, region = ?6 WHERE id = ?1 AND deleted_at IS NULL",
        id,
        user.name,
        user.email,
        user.manager,
        user.team,
        user.region
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn archive(conn: &mut SqliteConnection, id: UserId, now: Instant) -> Result<bool> {
    let done = sqlx::query!("UPDATE users SET archived_at = ?2 WHERE id = ?1 AND archived_at IS NULL", id, now)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn manager_of(conn: &mut SqliteConnection, id: UserId) -> Result<Option<UserId>> {
    Ok(sqlx::query_scalar!(r#"SELECT manager_id AS "id: UserId" FROM users WHERE id = ?"#, id)
        .fetch_optional(conn)
        .await?
        .flatten())
}

pub(super) async fn list(conn: &mut SqliteConnection) -> Result<Vec<UserRow>> {
    Ok(sqlx::query_as!(
        UserRow,
        r#"SELECT u.id AS "id: UserId", u.name, u.email, u.manager_id AS "manager_id: UserId", m.name AS "manager_name?", u.team, u.region,
                  (SELECT count(*) FROM customers c WHERE c.owner_id = u.id AND c.deleted_at IS NULL AND c.archived_at IS NULL) AS "customers!: i64"
           FROM users u LEFT JOIN users m ON m.id = u.manager_id
           WHERE u.deleted_at IS NULL AND u.archived_at IS NULL ORDER BY u.name_sort, u.rid"#
    )
    .fetch_all(conn)
    .await?)
}

pub(crate) async fn exists(conn: &mut SqliteConnection, id: UserId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM users WHERE id = ? AND deleted_at IS NULL) AS "found!: bool""#,
        id
    )
    .fetch_one(conn)
    .await?)
}

/// The name of a colleague.
pub(crate) async fn by_id(conn: &mut SqliteConnection, id: UserId) -> Result<UserRef> {
    let user = sqlx::query_as!(UserRef, r#"SELECT id AS "id: UserId", name FROM users WHERE id = ?"#, id)
        .fetch_optional(conn)
        .await?;
    user.ok_or(crate::Error::NotFound("user"))
}
