//! SQL of attachments.

use std::collections::HashSet;

use sqlx::SqliteConnection;

use super::Attachment;
use crate::access::Seen;
use crate::change;
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{AttachmentId, ContactId, CustomerId, UserId};
use crate::parent::ParentRef;
use crate::people::UserRef;

/// A file about to be recorded.
pub(super) struct NewFile<'a> {
    pub(super) id: AttachmentId,
    pub(super) parent: ParentRef,
    pub(super) file_name: &'a str,
    pub(super) media_type: Option<&'static str>,
    pub(super) size: u64,
    pub(super) name: &'a str,
}

pub(super) async fn insert(conn: &mut SqliteConnection, file: &NewFile<'_>, now: Instant, actor: UserId) -> Result<()> {
    let (customer, contact) = file.parent.columns();
    let size = i64::try_from(file.size).unwrap_or(i64::MAX);
    sqlx::query!(
        "INSERT INTO attachments (id, customer_id, contact_id, file_name, media_type, size_bytes, name, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        file.id,
        customer,
        contact,
        file.file_name,
        file.media_type,
        size,
        file.name,
        now,
        actor
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn remove(conn: &mut SqliteConnection, id: AttachmentId) -> Result<bool> {
    Ok(sqlx::query!("DELETE FROM attachments WHERE id = ?", id).execute(conn).await?.rows_affected() == 1)
}

/// The file's own name and its name on disk.
pub(super) async fn names(conn: &mut SqliteConnection, id: AttachmentId) -> Result<Option<(String, String)>> {
    Ok(sqlx::query!("SELECT file_name, name FROM attachments WHERE id = ?", id)
        .fetch_optional(conn)
        .await?
        .map(|r| (r.file_name, r.name)))
}

/// The names on disk of all files that records have.
pub(super) async fn names_on_disk(conn: &mut SqliteConnection) -> Result<HashSet<String>> {
    Ok(sqlx::query_scalar!("SELECT DISTINCT name FROM attachments").fetch_all(conn).await?.into_iter().collect())
}

/// The names on disk of files that were taken off records which were not removed for good.
pub(super) async fn removed_names(conn: &mut SqliteConnection) -> Result<HashSet<String>> {
    let rows = sqlx::query_scalar!(
        r#"SELECT CAST(c.old AS TEXT) AS "row!: String" FROM change c INDEXED BY change_detached
           WHERE c.tbl = 'attachments' AND c.kind = 'd' AND NOT EXISTS
             (SELECT 1 FROM change d JOIN change_tx t ON t.seq = d.tx
              WHERE d.row_id = c.root AND d.kind = 'd' AND t.op IN ('customers.purge', 'contacts.purge', 'privacy.erase'))"#
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut names = HashSet::new();
    for row in rows {
        names.extend(change::packed_text(conn, "attachments", "name", &row).await?);
    }
    Ok(names)
}

pub(super) async fn key(conn: &mut SqliteConnection) -> Result<Option<Vec<u8>>> {
    Ok(sqlx::query_scalar!("SELECT key FROM attachment_key").fetch_optional(conn).await?)
}

pub(crate) async fn of(conn: &mut SqliteConnection, seen: Seen<ParentRef>) -> Result<Vec<Attachment>> {
    let (customer, contact) = seen.columns();
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id: AttachmentId", a.file_name, a.media_type, a.size_bytes, a.created_at AS "created_at: Instant",
                  a.created_by AS "created_by: UserId", u.name AS "made_by?"
           FROM attachments a LEFT JOIN users u ON u.id = a.created_by
           WHERE a.customer_id = ?1 OR a.contact_id = ?2 ORDER BY a.created_at DESC, a.id"#,
        customer,
        contact
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Attachment {
            id: r.id,
            file_name: r.file_name,
            media_type: r.media_type,
            size_bytes: r.size_bytes,
            created_at: r.created_at,
            created_by: UserRef::maybe(Some(r.created_by), r.made_by),
        })
        .collect())
}

/// What it hangs on.
pub(super) async fn parent_of(conn: &mut SqliteConnection, id: AttachmentId) -> Result<Option<ParentRef>> {
    let row = sqlx::query!(
        r#"SELECT customer_id AS "customer: CustomerId", contact_id AS "contact: ContactId" FROM attachments WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(|r| ParentRef::of_columns(r.customer, r.contact)))
}
