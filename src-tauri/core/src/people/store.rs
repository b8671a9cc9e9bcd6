//! SQL of colleagues.

use sqlx::SqliteConnection;

use super::{Department, UserRef, UserRow};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{DepartmentId, UserId};

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

/// The colleague is here and has not left.
pub(crate) async fn is_here(conn: &mut SqliteConnection, id: UserId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM users WHERE id = ? AND deleted_at IS NULL AND archived_at IS NULL) AS "found!: bool""#,
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

/// The departments and who is in each.
pub(super) async fn departments(conn: &mut SqliteConnection) -> Result<Vec<Department>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: DepartmentId", name, parent_id AS "parent: DepartmentId" FROM departments ORDER BY name, id"#
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut departments: Vec<Department> = rows
        .into_iter()
        .map(|r| Department { id: r.id, name: r.name, parent_id: r.parent, members: Vec::new() })
        .collect();
    let placed = sqlx::query!(
        r#"SELECT id AS "id: UserId", department_id AS "department!: DepartmentId" FROM users
           WHERE department_id IS NOT NULL AND deleted_at IS NULL AND archived_at IS NULL ORDER BY name_sort, rid"#
    )
    .fetch_all(conn)
    .await?;
    for person in placed {
        if let Some(department) = departments.iter_mut().find(|d| d.id == person.department) {
            department.members.push(person.id);
        }
    }
    Ok(departments)
}

/// Makes a department, or changes one.
pub(super) async fn put_department(
    conn: &mut SqliteConnection,
    id: DepartmentId,
    name: &str,
    parent: Option<DepartmentId>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO departments (id, name, parent_id) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent_id = excluded.parent_id",
        id,
        name,
        parent
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn delete_department(conn: &mut SqliteConnection, id: DepartmentId) -> Result<()> {
    sqlx::query!("DELETE FROM departments WHERE id = ?", id).execute(conn).await?;
    Ok(())
}

/// Somebody, archived or not, is in the department.
pub(super) async fn is_staffed(conn: &mut SqliteConnection, id: DepartmentId) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"SELECT EXISTS (SELECT 1 FROM users WHERE department_id = ?) AS "found!: bool""#, id)
        .fetch_one(conn)
        .await?)
}

pub(super) async fn place(conn: &mut SqliteConnection, user: UserId, department: Option<DepartmentId>) -> Result<bool> {
    let done = sqlx::query!("UPDATE users SET department_id = ? WHERE id = ? AND deleted_at IS NULL", department, user)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}
