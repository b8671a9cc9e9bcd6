//! SQL of roles and of what rights are made of.

use sqlx::SqliteConnection;
use uuid::Uuid;

use super::rights::{Company, Placed, Rights, RoleRules, Shared};
use super::words::{Action, FieldRule, GuardedField, Object, Scope};
use super::{FieldGrant, Grant};
use crate::error::{Error, Result};
use crate::id::{ContactId, CustomerId, RoleId, UserId};
use crate::text::normal::fold;

/// What a person may see and do. Nothing for somebody who is not there or has left.
pub(super) async fn rights(conn: &mut SqliteConnection, user: UserId) -> Result<Rights> {
    let ids: Vec<RoleId> = sqlx::query_scalar!(
        r#"SELECT r.role_id AS "id: RoleId" FROM user_roles r JOIN users u ON u.id = r.user_id
           WHERE r.user_id = ? AND u.archived_at IS NULL AND u.deleted_at IS NULL"#,
        user
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut roles = Vec::with_capacity(ids.len());
    for id in ids {
        roles.push(rules(&mut *conn, id).await?);
    }
    let narrow = |grant: &Grant| !matches!(grant.scope, Scope::Own | Scope::All);
    let company = if roles.iter().flat_map(|role| &role.grants).any(narrow) {
        Company { people: people(&mut *conn).await?, departments: departments(&mut *conn).await? }
    } else {
        Company::default()
    };
    let shared = sqlx::query_as!(
        Shared,
        r#"SELECT c.id AS "id: CustomerId", c.rid AS "rid!", s.may_edit AS "may_edit: bool"
           FROM collaborators s JOIN customers c ON c.id = s.customer_id WHERE s.user_id = ?"#,
        user
    )
    .fetch_all(conn)
    .await?;
    Ok(Rights::of(user, &roles, &company, shared))
}

async fn people(conn: &mut SqliteConnection) -> Result<Vec<Placed>> {
    let rows = sqlx::query!(r#"SELECT id AS "id: UserId", team, department_id AS "department: Uuid" FROM users"#)
        .fetch_all(conn)
        .await?;
    let placed = |team: Option<String>| team.as_deref().map(fold).filter(|team| !team.is_empty());
    Ok(rows.into_iter().map(|r| Placed { id: r.id, team: placed(r.team), department: r.department }).collect())
}

async fn departments(conn: &mut SqliteConnection) -> Result<Vec<(Uuid, Option<Uuid>)>> {
    let rows = sqlx::query!(r#"SELECT id AS "id: Uuid", parent_id AS "parent: Uuid" FROM departments"#)
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.parent)).collect())
}

/// What a role allows. A word this program does not know allows nothing.
pub(super) async fn rules(conn: &mut SqliteConnection, role: RoleId) -> Result<RoleRules> {
    let grants = sqlx::query!("SELECT object, actions, scope FROM role_grants WHERE role_id = ?", role)
        .fetch_all(&mut *conn)
        .await?;
    let fields =
        sqlx::query!("SELECT object, field, rule FROM role_fields WHERE role_id = ?", role).fetch_all(conn).await?;
    let grants = grants.into_iter().filter_map(|r| {
        let actions = r.actions.split(' ').filter_map(Action::parse).collect();
        Some(Grant { object: Object::parse(&r.object)?, actions, scope: Scope::parse(&r.scope)? })
    });
    // A rule that is not understood hides.
    let fields = fields.into_iter().filter_map(|r| {
        Some(FieldGrant {
            object: Object::parse(&r.object)?,
            field: GuardedField::parse(&r.field)?,
            rule: FieldRule::parse(&r.rule).unwrap_or(FieldRule::Hidden),
        })
    });
    let mut rules = RoleRules { grants: grants.collect(), fields: fields.collect() };
    rules.grants.sort_by_key(|grant| grant.object);
    rules.fields.sort_by_key(|field| (field.object, field.field));
    Ok(rules)
}

/// The owner of a customer; `None` when there is no such customer.
pub(super) async fn owner_of(conn: &mut SqliteConnection, id: CustomerId) -> Result<Option<Option<UserId>>> {
    Ok(sqlx::query_scalar!(r#"SELECT owner_id AS "owner: UserId" FROM customers WHERE id = ?"#, id)
        .fetch_optional(conn)
        .await?)
}

/// Who made a contact; `None` when there is no such contact.
pub(super) async fn maker_of(conn: &mut SqliteConnection, id: ContactId) -> Result<Option<UserId>> {
    Ok(sqlx::query_scalar!(r#"SELECT created_by AS "maker: UserId" FROM contacts WHERE id = ?"#, id)
        .fetch_optional(conn)
        .await?)
}

/// The customers of a contact with their owners.
pub(super) async fn customers_of(
    conn: &mut SqliteConnection,
    id: ContactId,
) -> Result<Vec<(CustomerId, Option<UserId>)>> {
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id: CustomerId", c.owner_id AS "owner: UserId"
           FROM customer_contacts l JOIN customers c ON c.id = l.customer_id WHERE l.contact_id = ?"#,
        id
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.owner)).collect())
}

/// A role's own columns.
#[derive(Debug)]
pub(super) struct RoleRow {
    pub(super) id: RoleId,
    pub(super) code: Option<String>,
    pub(super) name: Option<String>,
    pub(super) people: i64,
}

pub(super) async fn roles(conn: &mut SqliteConnection) -> Result<Vec<RoleRow>> {
    Ok(sqlx::query_as!(
        RoleRow,
        r#"SELECT id AS "id: RoleId", code, name, (SELECT count(*) FROM user_roles u WHERE u.role_id = roles.id) AS "people!: i64"
           FROM roles ORDER BY position, id"#
    )
    .fetch_all(conn)
    .await?)
}

pub(super) async fn role(conn: &mut SqliteConnection, id: RoleId) -> Result<RoleRow> {
    let role = sqlx::query_as!(
        RoleRow,
        r#"SELECT id AS "id: RoleId", code, name, (SELECT count(*) FROM user_roles u WHERE u.role_id = roles.id) AS "people!: i64"
           FROM roles WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    role.ok_or(Error::NotFound("role"))
}

pub(super) async fn insert_role(
    conn: &mut SqliteConnection,
    id: RoleId,
    code: Option<&str>,
    name: Option<&str>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO roles (id, code, name, position) VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM roles))",
        id,
        code,
        name
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn rename_role(conn: &mut SqliteConnection, id: RoleId, name: Option<&str>) -> Result<()> {
    sqlx::query!("UPDATE roles SET name = ? WHERE id = ?", name, id).execute(conn).await?;
    Ok(())
}

pub(super) async fn delete_role(conn: &mut SqliteConnection, id: RoleId) -> Result<()> {
    sqlx::query!("DELETE FROM role_grants WHERE role_id = ?", id).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM role_fields WHERE role_id = ?", id).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM roles WHERE id = ?", id).execute(conn).await?;
    Ok(())
}

/// Says what a role allows on an object.
pub(super) async fn set_grant(conn: &mut SqliteConnection, id: Uuid, role: RoleId, grant: &Grant) -> Result<()> {
    let (object, scope) = (grant.object.word(), grant.scope.word());
    let actions = grant.actions.iter().map(|action| action.word()).collect::<Vec<_>>().join(" ");
    sqlx::query!(
        "INSERT INTO role_grants (id, role_id, object, actions, scope) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (role_id, object) DO UPDATE SET actions = excluded.actions, scope = excluded.scope",
        id,
        role,
        object,
        actions,
        scope
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn drop_grant(conn: &mut SqliteConnection, role: RoleId, object: Object) -> Result<()> {
    let object = object.word();
    sqlx::query!("DELETE FROM role_grants WHERE role_id = ? AND object = ?", role, object).execute(conn).await?;
    Ok(())
}

/// Says how a role shows a field.
pub(super) async fn set_field(conn: &mut SqliteConnection, id: Uuid, role: RoleId, field: &FieldGrant) -> Result<()> {
    let (object, name, rule) = (field.object.word(), field.field.word(), field.rule.word());
    sqlx::query!(
        "INSERT INTO role_fields (id, role_id, object, field, rule) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (role_id, object, field) DO UPDATE SET rule = excluded.rule",
        id,
        role,
        object,
        name,
        rule
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn drop_field(conn: &mut SqliteConnection, role: RoleId, field: &FieldGrant) -> Result<()> {
    let (object, name) = (field.object.word(), field.field.word());
    sqlx::query!("DELETE FROM role_fields WHERE role_id = ? AND object = ? AND field = ?", role, object, name)
        .execute(conn)
        .await?;
    Ok(())
}

/// Somebody has changed what the role allows.
pub(super) async fn is_edited(conn: &mut SqliteConnection, role: RoleId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM change c JOIN change_tx t ON t.seq = c.tx WHERE c.root = ?
               AND c.tbl IN ('role_grants', 'role_fields') AND t.op NOT IN ('people.owner', 'access.keep_up'))";
    Ok(sqlx::query_scalar(sql).bind(role).fetch_one(conn).await?)
}

/// The edition of the ready-made roles that this workspace has kept up with.
pub(super) async fn edition(conn: &mut SqliteConnection) -> Result<Option<String>> {
    let sql = "SELECT value FROM settings WHERE key = 'ready_roles'";
    Ok(sqlx::query_scalar(sql).fetch_optional(conn).await?)
}

pub(super) async fn keep_edition(conn: &mut SqliteConnection, edition: &str) -> Result<()> {
    sqlx::query("INSERT OR REPLACE INTO settings (key, value) VALUES ('ready_roles', ?)")
        .bind(edition)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn role_named(conn: &mut SqliteConnection, code: &str) -> Result<Option<RoleId>> {
    Ok(sqlx::query_scalar!(r#"SELECT id AS "id: RoleId" FROM roles WHERE code = ? ORDER BY position LIMIT 1"#, code)
        .fetch_optional(conn)
        .await?)
}

pub(super) async fn roles_of(conn: &mut SqliteConnection, user: UserId) -> Result<Vec<RoleId>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT u.role_id AS "id: RoleId" FROM user_roles u JOIN roles r ON r.id = u.role_id WHERE u.user_id = ? ORDER BY r.position, r.id"#,
        user
    )
    .fetch_all(conn)
    .await?)
}

pub(super) async fn give(conn: &mut SqliteConnection, id: Uuid, user: UserId, role: RoleId) -> Result<()> {
    sqlx::query!("INSERT OR IGNORE INTO user_roles (id, user_id, role_id) VALUES (?, ?, ?)", id, user, role)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn take(conn: &mut SqliteConnection, user: UserId, role: RoleId) -> Result<()> {
    sqlx::query!("DELETE FROM user_roles WHERE user_id = ? AND role_id = ?", user, role).execute(conn).await?;
    Ok(())
}

/// Somebody who is here has the role.
pub(super) async fn is_held(conn: &mut SqliteConnection, role: RoleId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM user_roles r JOIN users u ON u.id = r.user_id
           WHERE r.role_id = ? AND u.archived_at IS NULL AND u.deleted_at IS NULL) AS "held!: bool""#,
        role
    )
    .fetch_one(conn)
    .await?)
}

/// How often somebody has revealed something since a moment.
pub(super) async fn reveals_since(conn: &mut SqliteConnection, actor: UserId, since: i64) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!: i64" FROM change c INDEXED BY change_notes JOIN change_tx t ON t.seq = c.tx
           WHERE c.kind = 'a' AND t.op = 'access.reveal' AND t.actor = ? AND t.at >= ?"#,
        actor,
        since
    )
    .fetch_one(conn)
    .await?)
}
