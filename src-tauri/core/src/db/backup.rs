//! Copies of the database: made beside it, verified, then named; never in place of a good one.

use std::path::{Path, PathBuf};

use sqlx::{ConnectOptions, Connection, SqliteConnection};

use super::{reader_options, writer_options};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::workspace::{self, DatabaseKey};

/// The folder of copies beside the database.
pub(crate) const FOLDER: &str = "backups";

/// `2026-01-15T08-00-00.000Z.daily.db`: sorts by time, says what it is.
pub(crate) fn file_name(now: Instant, kind: &str) -> String {
    format!("{}.{kind}.db", now.rfc3339().replace(':', "-"))
}

/// Writes a verified copy of the open database into `folder`.
pub(crate) async fn copy(
    conn: &mut SqliteConnection,
    folder: &Path,
    name: &str,
    key: Option<&DatabaseKey>,
) -> Result<PathBuf> {
    workspace::create_private_folder(folder)?;
    remove_parts(folder)?;
    let part = folder.join(format!("{name}.part"));
    let target = part.to_str().ok_or(Error::Conflict("path_not_unicode"))?;
    let made = match sqlx::query("VACUUM INTO ?").bind(target).execute(conn).await {
        Ok(_) => verify(&part, key).await,
        Err(error) => Err(error.into()),
    };
    if let Err(error) = made {
        if part.exists() {
            std::fs::remove_file(&part)?;
        }
        return Err(error);
    }
    std::fs::File::open(&part)?.sync_all()?;
    let whole = folder.join(name);
    std::fs::rename(&part, &whole)?;
    workspace::sync_folder(folder)?;
    Ok(whole)
}

/// Removes copies that were being made when the process was killed. Only whoever may write to the database makes one, so
/// nobody is making one now.
fn remove_parts(folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().contains(".db.part") {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Encrypts a closed copy with another key, and verifies it.
pub(crate) async fn rekey(path: &Path, old: &DatabaseKey, new: &DatabaseKey) -> Result<()> {
    let mut conn = writer_options(path, Some(old)).create_if_missing(false).connect().await?;
    let statement = zeroize::Zeroizing::new(format!("PRAGMA rekey = {}", *new.pragma_value()));
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement.as_str().to_owned())).execute(&mut conn).await?;
    conn.close().await?;
    verify(path, Some(new)).await?;
    std::fs::File::open(path)?.sync_all()?;
    Ok(())
}

/// The copy opens with the key, every page is authentic, and SQLite finds nothing wrong.
pub(crate) async fn verify(path: &Path, key: Option<&DatabaseKey>) -> Result<()> {
    let mut conn = reader_options(path, key, true).connect().await?;
    let wrong: Vec<String> = match key {
        Some(_) => sqlx::query_scalar("PRAGMA cipher_integrity_check").fetch_all(&mut conn).await?,
        None => Vec::new(),
    };
    let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut conn).await?;
    conn.close().await?;
    if wrong.is_empty() && found == ["ok"] { Ok(()) } else { Err(Error::Damaged) }
}
