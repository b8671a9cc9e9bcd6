//! Files on disk against the rows that name them.
//!
//! A file is needed while a row names it, or while undo or redo may bring such a row back: that is until the record it
//! hung on is purged or erased. Whatever else lies in the folder is left over.

use std::collections::HashSet;
use std::path::PathBuf;

use sqlx::SqliteConnection;

use super::{FOLDER, store};
use crate::crm::Session;
use crate::error::{Error, Result};

/// What the folder holds, compared with what is needed.
pub(crate) struct Files {
    /// Needed and not there.
    pub(crate) missing: usize,
    /// There and not needed.
    pub(crate) leftover: Vec<PathBuf>,
}

/// Compares the folder with the rows of this moment.
pub(crate) async fn compare(session: &Session, conn: &mut SqliteConnection) -> Result<Files> {
    let attached = store::names_on_disk(conn).await?;
    let removed = store::removed_names(conn).await?;
    let folder = session.crm().dir().join(FOLDER);
    let mut found = HashSet::new();
    let mut leftover = Vec::new();
    for entry in entries(&folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if attached.contains(&name) || removed.contains(&name) {
            found.insert(name);
        } else {
            leftover.push(path);
        }
    }
    Ok(Files { missing: attached.difference(&found).count(), leftover })
}

/// Removes what is left over; gives how many files that were.
pub(crate) async fn sweep(session: &Session) -> Result<usize> {
    // Nobody may be between storing a file and naming it in a row.
    let _alone = session.crm().files().lock().await;
    let files = {
        let mut read = session.read().await?;
        compare(session, read.conn()).await?
    };
    for path in &files.leftover {
        std::fs::remove_file(path)?;
    }
    Ok(files.leftover.len())
}

/// The purge is committed and cannot fail any more: a file that resists is found by the check.
pub(crate) async fn sweep_after_purge(session: &Session) {
    if let Err(error) = sweep(session).await {
        tracing::warn!(%error, "files of purged records could not be removed");
    }
}

fn entries(folder: &std::path::Path) -> Result<Vec<std::io::Result<std::fs::DirEntry>>> {
    match std::fs::read_dir(folder) {
        Ok(entries) => Ok(entries.collect()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Error::from(error)),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use crate::customers::{CustomerDraft, CustomerKind};
    use crate::testing::a_workspace;
    use crate::views::Selection;
    use crate::{Crm, CustomerId, Session};

    async fn a_customer(session: &Session, name: &str) -> CustomerId {
        session.create_customer(CustomerDraft::named(CustomerKind::Person, name)).await.unwrap()
    }

    fn on_disk(crm: &Crm) -> usize {
        std::fs::read_dir(crm.dir().join("attachments")).unwrap().count()
    }

    fn a_file(dir: &tempfile::TempDir, content: &str) -> PathBuf {
        let path = dir.path().join(content);
        std::fs::write(&path, content).unwrap();
        path
    }

    async fn purge(session: &Session, customer: CustomerId) {
        let one = Selection::Ids { ids: vec![uuid::Uuid::from(customer).into()] };
        session.delete_customers(&one).await.unwrap();
        session.purge_customers(&one, 1).await.unwrap();
    }

    #[tokio::test]
    async fn a_purge_takes_the_files_nobody_else_needs() {
        let (dir, crm) = a_workspace().await;
        let session = crm.session();
        let (gone, stays) = (a_customer(&session, "甲").await, a_customer(&session, "乙").await);
        let [own, removed, shared, undoable] = ["own", "removed", "shared", "undoable"].map(|name| a_file(&dir, name));
        let ids = session.attach_files(gone.into(), &[&own, &removed, &shared]).await.unwrap();
        session.remove_attachment(ids[1]).await.unwrap();
        let ids = session.attach_files(stays.into(), &[&shared, &undoable]).await.unwrap();
        session.remove_attachment(ids[1]).await.unwrap();
        assert_eq!(on_disk(&crm), 4);
        purge(&session, gone).await;
        assert_eq!(on_disk(&crm), 2, "what another record holds, and what undo may bring back");
        assert_eq!(session.read_attachment(ids[0]).await.unwrap().1.as_slice(), b"shared");
        assert!(session.check(false).await.unwrap().ok);
    }

    #[tokio::test]
    async fn a_file_comes_back_with_a_record_that_was_undone_and_redone() {
        let (dir, crm) = a_workspace().await;
        let session = crm.session();
        let customer = a_customer(&session, "甲").await;
        let file = session.attach_files(customer.into(), &[&a_file(&dir, "kept")]).await.unwrap()[0];
        for _ in 0..2 {
            session.undo().await.unwrap();
        }
        let report = session.check(true).await.unwrap();
        assert!(report.ok && report.findings.is_empty(), "{report:?}");
        for _ in 0..2 {
            session.redo().await.unwrap();
        }
        assert_eq!(session.read_attachment(file).await.unwrap().1.as_slice(), b"kept");
    }

    #[tokio::test]
    async fn the_check_finds_files_without_a_row_and_rows_without_a_file() {
        let (dir, crm) = a_workspace().await;
        let session = crm.session();
        let customer = a_customer(&session, "甲").await;
        session.attach_files(customer.into(), &[&a_file(&dir, "kept")]).await.unwrap();
        let kept = std::fs::read_dir(crm.dir().join("attachments")).unwrap().next().unwrap().unwrap().path();
        std::fs::write(crm.dir().join("attachments").join("0f".repeat(32)), b"?").unwrap();
        let report = session.check(true).await.unwrap();
        assert_eq!((report.ok, report.findings.len(), on_disk(&crm)), (true, 1, 1), "{report:?}");
        std::fs::remove_file(kept).unwrap();
        let report = session.check(true).await.unwrap();
        assert!(!report.ok);
        assert_eq!(report.findings[0].detail, "missing: 1");
    }
}
