//! A new key for the database: a copy under the new key takes the place of the old file, never in place.
//!
//! 1. Every slot is granted the new key beside the old one. 2. A copy is made, encrypted anew, and read back whole.
//! 3. The copy takes the file's name. 4. The backups are encrypted anew, one by one. 5. The old key is forgotten.
//!
//! Killed anywhere, the workspace opens with the old key or the new one, whichever fits, and the rest is done then.

use std::path::{Path, PathBuf};

use super::list;
use super::manifest::Manifest;
use crate::Access;
use crate::access::{Note, rekey_op};
use crate::crm::{Crm, DATABASE};
use crate::db::backup::{FOLDER, rekey, verify};
use crate::error::Result;
use crate::workspace::{self, DatabaseKey};

/// How far a rekeying is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum RekeyStep {
    /// The copy is made and encrypted.
    Copying,
    /// The copy has taken the place of the file.
    Swapped,
    /// The backups are encrypted anew.
    Backups {
        /// So many are done.
        done: u32,
        /// Of so many.
        of: u32,
    },
    /// The old key is forgotten.
    Done,
}

fn copy_of(dir: &Path) -> PathBuf {
    dir.join(format!("{DATABASE}.rekey"))
}

impl Crm {
    /// Gives the database a new key. This workspace is closed and comes back open; on a failure, with the key it had.
    pub async fn rekey(&self, progress: &(dyn Fn(RekeyStep) + Send + Sync)) -> (Result<Self>, Result<()>) {
        let session = self.session();
        let noted = async {
            let mut tx = session.begin(rekey_op()).await?;
            tx.note(Note::default()).await?;
            tx.commit().await
        };
        if let Err(refused) = noted.await {
            return (Ok(self.clone()), Err(refused));
        }
        let actor = session.actor();
        let (lock, old) = match self.close_locked().await {
            Ok(closed) => closed,
            Err(error) => return (Err(error), Ok(())),
        };
        let new = DatabaseKey::generate();
        let done = async {
            workspace::begin_rekey(self.dir(), &old, &new).await?;
            progress(RekeyStep::Copying);
            copy(self.dir(), &old, &new).await?;
            progress(RekeyStep::Swapped);
            finish(self.dir(), &old, &new, progress).await
        };
        let done = done.await;
        let keys = if done.is_ok() { vec![new] } else { vec![new, old] };
        let opened = Self::open_fitting(self.dir(), Some(lock), keys, Access::ReadWrite, self.clock_source()).await;
        (opened.and_then(|crm| crm.with_actor(actor)), done)
    }
}

/// Makes the copy under the new key and puts it in the place of the file.
async fn copy(dir: &Path, old: &DatabaseKey, new: &DatabaseKey) -> Result<()> {
    let (database, part) = (dir.join(DATABASE), copy_of(dir));
    crate::db::fold_log(&database, old).await?;
    std::fs::copy(&database, &part)?;
    rekey(&part, old, new).await?;
    std::fs::rename(&part, &database)?;
    workspace::sync_folder(dir)?;
    Ok(())
}

/// Encrypts the backups anew and forgets the old key. What is done already is left alone.
async fn finish(
    dir: &Path,
    old: &DatabaseKey,
    new: &DatabaseKey,
    progress: &(dyn Fn(RekeyStep) + Send + Sync),
) -> Result<()> {
    let backups = list(dir)?;
    let of = backups.len() as u32;
    for (done, backup) in (1..).zip(&backups) {
        let file = dir.join(FOLDER).join(&backup.id);
        if verify(&file, Some(old)).await.is_ok() {
            let part = file.with_extension("rekey");
            std::fs::copy(&file, &part)?;
            rekey(&part, old, new).await?;
            std::fs::rename(&part, &file)?;
        }
        if Manifest::check(&file).is_err() && verify(&file, Some(new)).await.is_ok() {
            Manifest::renew(&file, dir)?;
        }
        progress(RekeyStep::Backups { done, of });
    }
    workspace::settle(dir, new).await?;
    progress(RekeyStep::Done);
    Ok(())
}

/// Ends a rekeying that was interrupted: the database has opened with `key`. When that is the new one, `old` is at hand
/// and the backups are done now.
pub(crate) async fn settle(dir: &Path, key: &DatabaseKey, old: Option<&DatabaseKey>) -> Result<()> {
    for part in leftovers(dir)? {
        std::fs::remove_file(part)?;
    }
    match old {
        Some(old) => finish(dir, old, key, &|_| {}).await,
        None => Ok(workspace::settle(dir, key).await?),
    }
}

/// Copies that were being encrypted anew, with the logs beside them.
fn leftovers(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in [dir.to_owned(), dir.join(FOLDER)] {
        if folder.is_dir() {
            for entry in std::fs::read_dir(folder)? {
                found.push(entry?.path());
            }
        }
    }
    let ours = |end: &str| end.strip_prefix("rekey").is_some_and(|rest| ["", "-wal", "-shm"].contains(&rest));
    found.retain(|path| path.extension().and_then(|end| end.to_str()).is_some_and(ours));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use crate::people::UserDraft;
    use crate::testing::{a_clock, a_company};
    use crate::workspace::{KeySource, Protection};

    fn source() -> KeySource {
        KeySource::Passphrase("correct horse".into())
    }

    async fn a_workspace(dir: &Path) -> Crm {
        let protection = Protection::Passphrase("correct horse".into());
        let (crm, _) = Crm::create(dir, protection, a_company(), a_clock()).await.unwrap();
        crm.session().create_user(UserDraft::named("Ada")).await.unwrap();
        crm
    }

    async fn open(dir: &Path) -> Crm {
        Crm::open(dir, source(), Access::ReadWrite, a_clock()).await.unwrap()
    }

    #[tokio::test]
    async fn a_new_key_opens_and_the_old_one_nothing_more() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let crm = a_workspace(dir).await;
        let backup = crm.session().back_up().await.unwrap();
        let old = crm.key().again();
        let (crm, done) = crm.rekey(&|_| {}).await;
        let (crm, ()) = (crm.unwrap(), done.unwrap());
        assert_ne!(crm.key().check_value(), old.check_value());
        assert_eq!(crm.session().list_users().await.unwrap().len(), 2);
        assert_eq!(crm.session().check_audit().await.unwrap(), []);
        crm.close().await.unwrap();
        assert!(matches!(verify(&dir.join(DATABASE), Some(&old)).await, Err(Error::Damaged)));
        assert!(!copy_of(dir).exists());
        let crm = open(dir).await;
        let (crm, restored) = crm.restore_backup(&backup.id).await;
        restored.unwrap();
        crm.unwrap().close().await.unwrap();
    }

    #[tokio::test]
    async fn what_cannot_be_ended_keeps_nobody_out() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let crm = a_workspace(dir).await;
        let old = crm.key().again();
        crm.close().await.unwrap();
        drop(crm);
        let new = DatabaseKey::generate();
        workspace::begin_rekey(dir, &old, &new).await.unwrap();
        copy(dir, &old, &new).await.unwrap();
        // A folder in the place of a leftover cannot be removed as a file.
        let stuck = dir.join(format!("{DATABASE}.rekey"));
        std::fs::create_dir(&stuck).unwrap();
        let crm = open(dir).await;
        assert_eq!(crm.key().check_value(), new.check_value());
        crm.session().change_password(None, "owner's password".into()).await.unwrap();
        crm.close().await.unwrap();
        drop(crm);
        std::fs::remove_dir(stuck).unwrap();
        let source = KeySource::Person { name: "Owner".to_owned(), password: "owner's password".into() };
        let crm = Crm::open(dir, source, Access::ReadWrite, a_clock()).await.unwrap();
        assert_eq!(crm.session().list_users().await.unwrap().len(), 2);
        crm.close().await.unwrap();
    }

    #[tokio::test]
    async fn an_interruption_at_any_step_leaves_a_workspace_that_opens() {
        for step in 0..4 {
            let dir = tempfile::tempdir().unwrap();
            let dir = dir.path();
            let crm = a_workspace(dir).await;
            let backup = crm.session().back_up().await.unwrap();
            let old = crm.key().again();
            crm.close().await.unwrap();
            drop(crm);
            let new = DatabaseKey::generate();
            workspace::begin_rekey(dir, &old, &new).await.unwrap();
            match step {
                0 => {}
                1 => std::fs::write(copy_of(dir), b"half").unwrap(),
                2 => copy(dir, &old, &new).await.unwrap(),
                _ => {
                    copy(dir, &old, &new).await.unwrap();
                    std::fs::write(dir.join(FOLDER).join("x.rekey"), b"half").unwrap();
                }
            }
            let crm = open(dir).await;
            assert_eq!(crm.key().check_value() == new.check_value(), step >= 2, "{step}");
            assert_eq!(crm.session().list_users().await.unwrap().len(), 2);
            let (crm, restored) = crm.restore_backup(&backup.id).await;
            restored.unwrap();
            crm.unwrap().close().await.unwrap();
            assert_eq!(leftovers(dir).unwrap(), Vec::<PathBuf>::new());
            open(dir).await.close().await.unwrap();
        }
    }
}
