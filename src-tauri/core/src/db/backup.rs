//! Copies.

use std::path::{Path, PathBuf};

use sqlx::SqliteConnection;

use crate::clock::Instant;
use crate::error::Result;
use crate::workspace::DatabaseKey;

/// The copy to which a failed migration rolls back.
pub(crate) async fn copy_before_migration(
    conn: &mut SqliteConnection,
    path: &Path,
    key: Option<&DatabaseKey>,
    now: Instant,
) -> Result<PathBuf> {
    let _ = (conn, key, now);
    Ok(path.to_owned())
}
