//! Ready-made roles nobody has changed follow the program: what a newer one adds, such as the rights over privacy, comes to
//! older workspaces when they open. What somebody has set stays as they set it.

use super::notes::Note;
use super::ready::{READY, edition};
use super::{Op, roles, store};
use crate::crm::Session;
use crate::error::Result;
use crate::op;

/// Brings the ready-made roles up to date, once for each change of them; a workspace from before there were roles gets
/// them.
pub(crate) async fn keep_up(session: &Session) -> Result<()> {
    let edition = edition();
    if store::edition(session.read().await?.conn()).await?.as_ref() == Some(&edition) {
        return Ok(());
    }
    let mut tx = session.begin(op::Op::Access(Op::KeepUp)).await?;
    let known = store::roles(tx.conn()).await?;
    let mut changed = Vec::new();
    if known.is_empty() {
        let owner = session.crm().settings().owner;
        roles::furnish(&mut tx, owner).await?;
        changed.extend(READY.iter().map(|ready| ready.code));
    }
    for role in known {
        let Some(ready) = READY.iter().find(|ready| role.code.as_deref() == Some(ready.code)) else { continue };
        if store::is_edited(tx.conn(), role.id).await? {
            continue;
        }
        if roles::write(&mut tx, role.id, &ready.draft(role.name)).await? {
            changed.push(ready.code);
        }
    }
    if changed.is_empty() {
        tx.rollback().await?;
    } else {
        tx.note(Note::default().with("roles", changed)).await?;
        tx.commit().await?;
    }
    // Killed before this, the next opening finds nothing left to change.
    let mut writer = session.crm().database().writer().await?;
    store::keep_edition(&mut writer.conn, &edition).await
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use sqlx::{Connection as _, SqliteConnection};
    use uuid::Uuid;

    use super::*;
    use crate::access::ready::OWNER;
    use crate::access::{Action, AuditQuery, Object, Role};
    use crate::crm::{Crm, DATABASE, Settings};
    use crate::testing::{a_clock, a_workspace};
    use crate::workspace::{DatabaseKey, KeySource};
    use crate::{Access, RoleId};

    /// The last migration before there were roles, and the last before there was privacy.
    const NO_ROLES: i64 = 20261122090500;
    const NO_PRIVACY: i64 = 20261122090900;

    /// A workspace whose file a program has written that knew no migration after `newest`.
    async fn an_older_workspace(newest: i64) -> (tempfile::TempDir, PathBuf, SqliteConnection, Settings) {
        let (dir, crm) = a_workspace().await;
        let (path, key, settings) = (crm.dir().to_owned(), crm.key().again(), crm.settings().clone());
        crm.close().await.unwrap();
        let conn = older(&path, &key, newest, &settings).await;
        (dir, path, conn, settings)
    }

    async fn older(dir: &Path, key: &DatabaseKey, newest: i64, settings: &Settings) -> SqliteConnection {
        std::fs::remove_file(dir.join(DATABASE)).unwrap();
        let mut conn = crate::db::as_of(&dir.join(DATABASE), key, newest).await;
        let run = async |conn: &mut SqliteConnection, sql: &'static str| {
            sqlx::query(sql).bind(settings.owner).bind(settings.device).execute(conn).await.unwrap();
        };
        run(&mut conn, "INSERT INTO devices (id, name, created_at) VALUES (?2, 'test', 0)").await;
        run(&mut conn, "INSERT INTO attachment_key (one, key) VALUES (1, zeroblob(32))").await;
        run(
            &mut conn,
            "INSERT INTO users (id, name, created_at, created_by, updated_at, updated_by) VALUES (?1, 'Owner', 0, ?1, 0, ?1)",
        )
        .await;
        for (key, value) in [
            ("device", settings.device.to_string()),
            ("owner", settings.owner.to_string()),
            ("zone", settings.zone.name().to_owned()),
            ("country", settings.country.clone()),
            ("base_currency", settings.base_currency.clone()),
        ] {
            sqlx::query("INSERT INTO settings VALUES (?, ?)").bind(key).bind(value).execute(&mut conn).await.unwrap();
        }
        conn
    }

    async fn open(dir: &Path) -> Crm {
        Crm::open(dir, KeySource::Keychain, Access::ReadWrite, a_clock()).await.unwrap()
    }

    async fn lines(crm: &Crm) -> usize {
        let query = AuditQuery { ops: vec!["access.keep_up".into()], ..AuditQuery::default() };
        crm.session().list_audit(&query).await.unwrap().entries.len()
    }

    fn as_ready(role: &Role) -> bool {
        let ready = READY.iter().find(|ready| role.code.as_deref() == Some(ready.code)).unwrap().draft(None);
        let mut grants = ready.grants;
        grants.sort_by_key(|grant| grant.object);
        grants == role.grants && ready.fields == role.fields
    }

    #[tokio::test]
    async fn a_workspace_from_before_there_were_roles_gets_them() {
        let (_dir, path, conn, settings) = an_older_workspace(NO_ROLES).await;
        conn.close().await.unwrap();
        let crm = open(&path).await;
        let roles = crm.session().list_roles().await.unwrap();
        assert!(roles.len() == READY.len() && roles.iter().all(as_ready));
        assert_eq!(crm.session().roles_of(settings.owner).await.unwrap(), [roles[0].id]);
        assert_eq!((roles[0].code.as_deref(), lines(&crm).await), (Some(OWNER), 1));
        crm.close().await.unwrap();
    }

    #[tokio::test]
    async fn new_rights_come_once_and_overrule_nobody() {
        let (_dir, path, mut conn, settings) = an_older_workspace(NO_PRIVACY).await;
        let mut edited = None;
        for (n, ready) in (1..).zip(READY) {
            let id: RoleId = Uuid::from_u128(n).into();
            store::insert_role(&mut conn, id, Some(ready.code), None).await.unwrap();
            for (m, grant) in (1..).zip(ready.grants().iter().filter(|grant| grant.object != Object::Privacy)) {
                store::set_grant(&mut conn, Uuid::from_u128(n * 1_000 + m), id, grant).await.unwrap();
            }
            for (m, field) in (500..).zip(&ready.fields()) {
                store::set_field(&mut conn, Uuid::from_u128(n * 1_000 + m), id, field).await.unwrap();
            }
            match ready.code {
                OWNER => store::give(&mut conn, Uuid::from_u128(1), settings.owner, id).await.unwrap(),
                "service" => edited = Some(id),
                _ => {}
            }
        }
        let edited = edited.unwrap();
        sqlx::query("INSERT INTO change_tx (id, op, actor, device, hlc, at, first_entry, last_entry, hash) VALUES (?1, 'access.update_role', ?2, ?3, 1, 1, 1, 1, x'00')")
            .bind(Uuid::from_u128(1))
            .bind(settings.owner)
            .bind(settings.device)
            .execute(&mut conn)
            .await
            .unwrap();
        sqlx::query("INSERT INTO change (tx, tbl, row_id, root, kind, col, old, nonce) VALUES (1, 'role_grants', ?1, ?2, 'u', 'scope', 'own', randomblob(16))")
            .bind(Uuid::from_u128(6_001))
            .bind(edited)
            .execute(&mut conn)
            .await
            .unwrap();
        conn.close().await.unwrap();

        let crm = open(&path).await;
        for role in crm.session().list_roles().await.unwrap() {
            assert_eq!(as_ready(&role), role.id != edited, "{:?}", role.code);
        }
        assert!(crm.session().list_retention_rules().await.is_ok());
        assert_eq!(lines(&crm).await, 1);
        // What is taken away from now on stays away.
        let roles = crm.session().list_roles().await.unwrap();
        let sales = roles.iter().find(|role| role.code.as_deref() == Some("sales")).unwrap();
        let mut draft = READY.iter().find(|ready| ready.code == "sales").unwrap().draft(None);
        draft.grants.retain(|grant| grant.object != Object::Privacy);
        crm.session().update_role(sales.id, draft.clone()).await.unwrap();
        crm.close().await.unwrap();
        drop(crm);

        let crm = open(&path).await;
        let mut writer = crm.database().writer().await.unwrap();
        store::keep_edition(&mut writer.conn, "another").await.unwrap();
        drop(writer);
        crm.close().await.unwrap();
        drop(crm);
        let crm = open(&path).await;
        let roles = crm.session().list_roles().await.unwrap();
        let kept = roles.iter().find(|role| role.id == sales.id).unwrap();
        assert!(!kept.grants.iter().any(|grant| grant.object == Object::Privacy));
        assert!(roles.iter().any(|role| role.grants.iter().any(|grant| grant.actions.contains(&Action::Configure))));
        crm.close().await.unwrap();
    }
}
