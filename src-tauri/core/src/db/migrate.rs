//! Bringing the schema up to date: look, copy, migrate, verify; roll back to the copy when it fails.

use std::path::{Path, PathBuf};

use sqlx::migrate::Migrator;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use super::{backup, writer_options};
use crate::change::capture;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::workspace::DatabaseKey;

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/local");

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
            Some(_) => Some(backup::copy_before_migration(&mut conn, path, key, now).await?),
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
    // Statistics and the schema cache of this connection are those of the migrated file.
    conn.close().await?;
    Ok(writer_options(path, key).connect().await?)
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

fn roll_back(path: &Path, copy: &Path) -> Result<()> {
    for suffix in ["-wal", "-shm"] {
        let side = PathBuf::from(format!("{}{suffix}", path.display()));
        if side.exists() {
            std::fs::remove_file(side)?;
        }
    }
    let part = path.with_extension("db.part");
    std::fs::copy(copy, &part)?;
    std::fs::File::open(&part)?.sync_all()?;
    std::fs::rename(&part, path)?;
    Ok(())
}
