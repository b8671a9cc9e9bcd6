//! Redaction: the content of an entry gives way to its hash. The chain is made of those hashes, so it still holds; which
//! operation redacted an entry is told in its place, and that operation says how many it redacted.

use sqlx::SqliteConnection;

use super::log::{Entry, REDACTED};
use crate::error::Result;

/// Redacts entries in the name of the transaction `by`.
pub(crate) async fn redact(conn: &mut SqliteConnection, by: i64, entries: &[i64]) -> Result<()> {
    for seq in entries {
        let entry: Entry = sqlx::query_as(
            "SELECT tbl, row_id, root, kind, col, typeof(old) AS old_type, CAST(old AS BLOB) AS old, nonce FROM change WHERE seq = ?",
        )
        .bind(seq)
        .fetch_one(&mut *conn)
        .await?;
        sqlx::query("UPDATE change SET kind = ?2, col = NULL, old = ?3, nonce = ?4 WHERE seq = ?1")
            .bind(seq)
            .bind(REDACTED)
            .bind(by)
            .bind(entry.digest())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}
