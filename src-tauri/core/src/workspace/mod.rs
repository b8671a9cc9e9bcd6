//! A workspace is one folder: `kehu.db`, `keyslots.json`, `lock`, `attachments/`, `backups/`.
//!
//! This room finds the folders ([`Workspaces`]), holds one for a single process ([`Lock`]), and
//! hands out the key of its database ([`create`], [`unlock`]). Both shells use it; neither sees
//! more of a secret than it asked a person for. The database key is random and never changes when
//! a passphrase does: it is sealed to *slots* (the system keychain, a passphrase, the recovery
//! code), of which real data always has two, so that losing one loses nothing. Opening the database
//! itself is the work of `db`.
//!
//! Secrets are types without `Debug`, `Clone` or `Serialize`, and are wiped when dropped. Whoever
//! holds the key can rebuild everything, the change log and its hashes included; encryption keeps
//! out thieves, not owners.

mod attempts;
mod create;
mod durable;
mod error;
mod hex;
mod key;
mod keychain;
mod keyslots;
mod lock;
mod marks;
mod passphrase;
mod paths;
mod people;
mod protect;
mod recovery;
mod rekey;
mod risk;
mod seal;
mod unlock;

use std::path::Path;

pub use create::{Created, Protection, create};
pub use error::{CodeProblem, KeychainProblem, KeyslotsPart, NameProblem, PassphraseProblem, WorkspaceError};
pub use key::DatabaseKey;
pub use keyslots::SlotKind;
pub use lock::Lock;
pub use marks::{Marks, read_marks, write_marks};
pub use passphrase::{MIN_PASSPHRASE_CHARS, check_new_passphrase};
pub use paths::{MAX_NAME_CHARS, WorkspaceInfo, Workspaces};
pub use people::{Person, people};
pub use protect::{add_keychain_slot, add_passphrase_slot, change_passphrase, new_recovery_code};
pub use recovery::RecoveryCode;
pub use risk::{FolderRisk, folder_risk};
pub use unlock::{KeySource, unlock};

pub(crate) use people::{rename, rotate_recovery, set_passphrase, set_password, withdraw};
pub(crate) use rekey::{begin_rekey, settle};
pub(crate) use unlock::{Unlocked, sign_in};

pub(crate) use durable::{create_private, create_private_folder, replace, sync_folder};
pub(crate) use hex::{decode as hex_decode, encode as hex_encode};
pub(crate) use key::random;
pub(crate) use seal::{KeyedHash, derive};

/// Tries the keychain of the system with a key of the real size: writes, reads back, deletes.
///
/// # Errors
/// [`WorkspaceError::KeychainUnavailable`], after five seconds at most when nobody answers.
pub async fn probe_keychain() -> Result<(), WorkspaceError> {
    off_thread(keychain::probe).await
}

/// The kinds of slot that `dir` has, without opening any: what to ask a person for.
///
/// # Errors
/// [`WorkspaceError::NotAWorkspace`], or those of a damaged or newer file.
pub fn ways_in(dir: &Path) -> Result<Vec<SlotKind>, WorkspaceError> {
    let mut kinds = Vec::new();
    for slot in keyslots::KeyFile::read(dir)?.slots() {
        if !kinds.contains(&slot.kind) {
            kinds.push(slot.kind);
        }
    }
    Ok(kinds)
}

/// Runs blocking work beside the async executor.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer,
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Protection, SlotKind, create, ways_in};

    #[tokio::test]
    async fn the_ways_in_are_told_without_a_secret() {
        let dir = tempfile::tempdir().unwrap();
        create(dir.path(), Protection::Passphrase("correct horse".into()), 1).await.unwrap();
        assert_eq!(ways_in(dir.path()).unwrap(), [SlotKind::Passphrase, SlotKind::Recovery]);
    }
}
