//! Bringing the schema up to date: look, copy, migrate, verify; roll back to the copy when it fails.

use std::path::{Path, PathBuf};

use sqlx::migrate::Migrator;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use super::{backup, writer_options};
use crate::change::capture;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::workspace::{self, DatabaseKey};

pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/local");

/// The newest migration this program knows.
pub(crate) fn known_version() -> i64 {
    MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0)
}

/// The newest migration in the file; `None` when the file is new.
pub(crate) async fn found_version(conn: &mut SqliteConnection) -> Result<Option<i64>> {
    let has: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'")
        .fetch_one(&mut *conn)
        .await?;
    if has == 0 {
        return Ok(None);
    }
    Ok(sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(conn).await?)
}

/// Refuses a file that has to be migrated before it can be read.
pub(super) async fn refuse_older(conn: &mut SqliteConnection) -> Result<()> {
    match found_version(conn).await? {
        Some(found) if found >= known_version() => Ok(()),
        _ => Err(Error::Conflict("schema_older")),
    }
}

/// Migrates the open connection's file and gives back a connection to the migrated file.
pub(super) async fn run(
    mut conn: SqliteConnection,
    path: &Path,
    key: Option<&DatabaseKey>,
    now: Instant,
) -> Result<SqliteConnection> {
    let found = found_version(&mut conn).await?;
    let known = known_version();
    if let Some(found) = found.filter(|f| *f > known) {
        return Err(Error::SchemaTooNew { found, known });
    }
    if found != Some(known) {
        // sqlx commits every migration on its own: the copy made before is the roll-back.
        let copy = match found {
            Some(_) => Some(copy_once(&mut conn, path, key, now).await?),
            None => None,
        };
        if let Err(error) = apply(&mut conn).await {
            tracing::error!(%error, "migration failed, rolling back");
            conn.close().await?;
            if let Some(copy) = copy {
                roll_back(path, &copy)?;
            }
            return Err(error);
        }
    }
    capture::install(&mut conn).await?;
    sqlx::query("DELETE FROM settings WHERE key = 'migrating'").execute(&mut conn).await?;
    // Statistics and the schema cache of this connection are those of the migrated file.
    conn.close().await?;
    Ok(writer_options(path, key).connect().await?)
}

/// The copy of the moment before the first migration, made once: whoever was killed in between goes on with it. Nobody
/// has written since, because an opening ends what is under way first. The setting `migrating` names it.
async fn copy_once(
    conn: &mut SqliteConnection,
    path: &Path,
    key: Option<&DatabaseKey>,
    now: Instant,
) -> Result<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new(".")).join(backup::FOLDER);
    let named: Option<String> =
        sqlx::query_scalar("SELECT value FROM settings WHERE key = 'migrating'").fetch_optional(&mut *conn).await?;
    if let Some(whole) = named.map(|name| folder.join(name)).filter(|copy| copy.exists()) {
        return Ok(whole);
    }
    let name = backup::file_name(now, "before_migration");
    sqlx::query("INSERT OR REPLACE INTO settings VALUES ('migrating', ?)").bind(&name).execute(&mut *conn).await?;
    backup::copy(conn, &folder, &name, key).await
}

async fn apply(conn: &mut SqliteConnection) -> Result<()> {
    // `run` is generic over `Acquire`, which makes the future of whoever opens a workspace not `Send`.
    MIGRATIONS.run_direct(None, &mut *conn, false).await?;
    let broken: Option<String> =
        sqlx::query_scalar("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1").fetch_optional(conn).await?;
    match broken {
        None => Ok(()),
        Some(_) => Err(Error::Conflict("migration_broke_foreign_keys")),
    }
}

/// A new file as a program wrote it that knew no migration after `newest`.
#[cfg(test)]
pub(crate) async fn as_of(path: &Path, key: &DatabaseKey, newest: i64) -> SqliteConnection {
    let mut conn = writer_options(path, Some(key)).connect().await.unwrap();
    let known = MIGRATIONS.iter().filter(|m| m.version <= newest).cloned().collect();
    Migrator::with_migrations(known).run_direct(None, &mut conn, false).await.unwrap();
    conn
}

/// The copy becomes the file again: that needs no room, which may be what the migration had none of.
fn roll_back(path: &Path, copy: &Path) -> Result<()> {
    for suffix in ["-wal", "-shm"] {
        let side = PathBuf::from(format!("{}{suffix}", path.display()));
        if side.exists() {
            std::fs::remove_file(side)?;
        }
    }
    std::fs::rename(copy, path)?;
    workspace::sync_folder(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Crm;
    use crate::backup::BackupKind;
    use crate::db::{Access, older};
    use crate::people::UserDraft;
    use crate::testing::{a_clock, a_workspace};
    use crate::workspace::KeySource;

    async fn execute(path: &Path, key: &DatabaseKey, statement: &'static str) {
        let mut conn = writer_options(path, Some(key)).connect().await.unwrap();
        sqlx::query(statement).execute(&mut conn).await.unwrap();
        conn.close().await.unwrap();
    }

    #[tokio::test]
    async fn a_failed_migration_leaves_the_file_as_it_was() {
        let (_dir, crm) = a_workspace().await;
        let (dir, path) = (crm.dir().to_owned(), crm.database().path().to_owned());
        crm.session().create_user(UserDraft::named("Ada")).await.unwrap();
        crm.close().await.unwrap();
        older::take_back_schema(&dir, KeySource::Keychain, 8).await.unwrap();
        let key = workspace::unlock(&dir, KeySource::Keychain).await.unwrap();
        // In the way of the second migration that follows.
        execute(&path, &key, "CREATE TABLE drafts (x)").await;
        let open = || Crm::open(&dir, KeySource::Keychain, Access::ReadWrite, a_clock());
        for _ in 0..2 {
            assert!(matches!(open().await, Err(Error::Storage(_))));
            let mut conn = writer_options(&path, Some(&key)).connect().await.unwrap();
            let found = found_version(&mut conn).await.unwrap();
            assert_eq!(found, MIGRATIONS.iter().nth(7).map(|migration| migration.version));
            conn.close().await.unwrap();
            assert_eq!(std::fs::read_dir(dir.join(backup::FOLDER)).unwrap().count(), 0, "the copy is the file again");
        }
        execute(&path, &key, "DROP TABLE drafts").await;
        let reading = Crm::open(&dir, KeySource::Keychain, Access::ReadOnly, a_clock()).await;
        assert!(matches!(reading, Err(Error::Conflict("schema_older"))), "{reading:?}");
        let crm = open().await.unwrap();
        assert_eq!(crm.session().list_users().await.unwrap().len(), 2);
        assert!(crm.session().check(false).await.unwrap().ok);
        let copies = crm.session().list_backups().unwrap();
        assert_eq!(copies.iter().map(|copy| copy.kind).collect::<Vec<_>>(), [BackupKind::BeforeMigration]);
        crm.session().create_user(UserDraft::named("Grace")).await.unwrap();
        crm.session().undo().await.unwrap();
        crm.close().await.unwrap();
    }
}
