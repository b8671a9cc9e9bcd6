//! Removing a person: first what would go, then, with the name typed as a confirmation, for good.

use serde::{Deserialize, Serialize};

use super::certificate::{Account, Certificate, Place};
use super::{Op, places, store};
use crate::access::Note;
use crate::attachments;
use crate::backup::{self, Backup};
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::op;
use crate::parent::ParentRef;

/// A record whose name or note holds a name or a number of the person. It is left as it is: somebody else may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Mention {
    /// The record.
    pub record: ParentRef,
    /// Its name.
    pub name: String,
}

/// What an erasure would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ErasurePlan {
    /// The name to be typed.
    pub name: String,
    /// The name of the record that stays for its purchases; `None` when nothing stays.
    pub alias: Option<String>,
    /// What would be removed or overwritten, and where.
    pub places: Vec<Place>,
    /// Other records that name the person, the first of them; to be looked at by a person.
    pub mentions: Vec<Mention>,
    /// Backups that hold the person and are not changed.
    pub backups: Vec<Backup>,
}

/// What an erasure did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Erased {
    /// The account of it.
    pub certificate: Certificate,
    /// The file was written anew, so that nothing of the person is left in its free pages. Where that failed, the next
    /// erasure does it.
    pub compacted: bool,
    /// Backups that still hold the person.
    pub backups: Vec<Backup>,
}

impl Session {
    /// What [`Session::erase_subject`] would do, without doing it.
    pub async fn erasure_plan(&self, record: ParentRef) -> Result<ErasurePlan> {
        let mut tx = self.begin(op::Op::Privacy(Op::Erase)).await?;
        let seen = tx.target(record).await?;
        let name = store::person(tx.conn(), seen).await?;
        let words = places::words(&mut tx, seen).await?;
        let account = places::clear(&mut tx, seen, false).await?;
        let mut mentions: Vec<Mention> = Vec::new();
        for word in &words {
            for mention in store::mentions(tx.conn(), word, record).await? {
                // What the person doing this may not see is not told.
                if tx.see(mention.record).await.is_ok() && !mentions.contains(&mention) {
                    mentions.push(mention);
                }
            }
        }
        tx.rollback().await?;
        Ok(ErasurePlan {
            name,
            places: account.places(),
            alias: account.alias,
            mentions,
            backups: self.list_backups()?,
        })
    }

    /// Removes a person for good: from every table, the change log, the search index, the files. `name` is what somebody has
    /// typed to confirm it; another name is a conflict, and nothing is removed. It cannot be undone.
    pub async fn erase_subject(&self, record: ParentRef, name: &str) -> Result<Erased> {
        let account = self.erase(record, Some(name.trim()), false).await?;
        let compacted = self.forget_freed().await;
        let certificate = self.certificate_of(&account).await?;
        Ok(Erased { certificate, compacted, backups: self.list_backups()? })
    }

    /// One person, without writing the file anew.
    pub(super) async fn erase(&self, record: ParentRef, name: Option<&str>, by_rule: bool) -> Result<Account> {
        let mut tx = self.begin(op::Op::Privacy(Op::Erase)).await?;
        let seen = tx.target(record).await?;
        let known = store::person(tx.conn(), seen).await?;
        if name.is_some_and(|name| name != known.trim()) {
            return Err(Error::Conflict("name_mismatch"));
        }
        let account = places::clear(&mut tx, seen, by_rule).await?;
        tx.commit().await?;
        Ok(account)
    }

    /// Removes files nobody needs any more and writes database and index anew. The erasure is committed and cannot fail
    /// any more; false when the file could not be written anew.
    pub(super) async fn forget_freed(&self) -> bool {
        attachments::sweep_after_purge(self).await;
        let compacted = async {
            let mut writer = self.crm().database().writer().await?;
            store::compact(&mut writer.conn).await
        };
        match compacted.await {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(%error, "the file could not be written anew after an erasure");
                false
            }
        }
    }

    async fn certificate_of(&self, account: &Account) -> Result<Certificate> {
        let all = self.list_certificates().await?;
        all.into_iter().find(|known| known.subject == account.subject).ok_or(Error::Damaged)
    }

    /// Removes backups for good: those made before an erasure still hold the person. Gives how many were removed.
    pub async fn delete_backups(&self, ids: &[String]) -> Result<u64> {
        let mut tx = self.begin(op::Op::Privacy(Op::DeleteBackups)).await?;
        let removed = backup::remove(self.crm(), ids)?;
        tx.note(Note::default().with("backups", ids.to_vec())).await?;
        tx.commit().await?;
        backup::announce(self.crm());
        Ok(removed)
    }
}
