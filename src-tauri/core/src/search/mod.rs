//! The index over all entities.

use sqlx::SqliteConnection;

use crate::error::Result;

/// Empties the queue of stale rows.
pub(crate) async fn drain(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query!("DELETE FROM stale").execute(conn).await?;
    Ok(())
}
