//! Changing the ways into a workspace. Each verb asks for a source that opens it, writes one new
//! file in the place of the old one, and needs the [`super::Lock`] of the folder.

use secrecy::SecretString;
use std::path::{Path, PathBuf};

use super::create::{keychain_slot, passphrase_slot, recovery_slot};
use super::error::WorkspaceError;
use super::key::DatabaseKey;
use super::keyslots::{KeyFile, SlotKind};
use super::passphrase::check_new_passphrase;
use super::recovery::RecoveryCode;
use super::unlock::{KeySource, unlock_file};
use super::{keychain, off_thread};

/// Puts `new` in the place of every passphrase.
///
/// `source` may be the old passphrase, or the recovery code of somebody who forgot it.
///
/// # Errors
/// As [`super::unlock`], and [`WorkspaceError::WeakPassphrase`]; the old passphrase holds then.
pub async fn change_passphrase(dir: &Path, source: KeySource, new: SecretString) -> Result<(), WorkspaceError> {
    rewrite(dir, source, move |file, key| replace_passphrase(file, key, &new)).await
}

pub(super) fn replace_passphrase(
    file: &mut KeyFile,
    key: &DatabaseKey,
    new: &SecretString,
) -> Result<(), WorkspaceError> {
    check_new_passphrase(new)?;
    // Those of people who sign in are theirs.
    file.revoke_where(|slot| slot.kind == SlotKind::Passphrase && slot.user.is_none());
    file.grant(passphrase_slot(new)?, key)
}

/// Adds a passphrase beside the other ways in.
///
/// # Errors
/// As [`change_passphrase`].
pub async fn add_passphrase_slot(dir: &Path, source: KeySource, new: SecretString) -> Result<(), WorkspaceError> {
    rewrite(dir, source, move |file, key| file.grant(passphrase_slot(&new)?, key)).await
}

/// Lets this machine's keychain open the workspace, in the place of any keychain before it.
///
/// # Errors
/// As [`super::unlock`], and [`WorkspaceError::KeychainUnavailable`].
pub async fn add_keychain_slot(dir: &Path, source: KeySource) -> Result<(), WorkspaceError> {
    let old = rewrite(dir, source, |file, key| {
        let slot = keychain_slot()?;
        let old = file.revoke(SlotKind::Keychain);
        file.grant(slot, key)?;
        Ok(old)
    })
    .await?;
    off_thread(move || old.iter().for_each(|account| keychain::forget(account))).await;
    Ok(())
}

/// A new recovery code; the one before opens nothing any more.
///
/// # Errors
/// As [`super::unlock`]; the old code holds then.
pub async fn new_recovery_code(dir: &Path, source: KeySource) -> Result<RecoveryCode, WorkspaceError> {
    rewrite(dir, source, |file, key| {
        let code = RecoveryCode::generate();
        file.revoke(SlotKind::Recovery);
        file.grant(recovery_slot(&code), key)?;
        Ok(code)
    })
    .await
}

async fn rewrite<T: Send + 'static>(
    dir: &Path,
    source: KeySource,
    change: impl FnOnce(&mut KeyFile, &DatabaseKey) -> Result<T, WorkspaceError> + Send + 'static,
) -> Result<T, WorkspaceError> {
    let dir: PathBuf = dir.to_owned();
    off_thread(move || {
        let mut file = KeyFile::read(&dir)?;
        let key = unlock_file(&file, &source)?;
        let answer = change(&mut file, &key)?;
        file.write(&dir, &key)?;
        Ok(answer)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::super::create::{Protection, create};
    use super::super::unlock;
    use super::*;

    fn passphrase(text: &str) -> KeySource {
        KeySource::Passphrase(text.into())
    }

    #[tokio::test]
    async fn a_changed_passphrase_voids_the_old_one_and_keeps_the_key() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let made = create(dir, Protection::Passphrase("correct horse".into()), 1).await.unwrap();
        change_passphrase(dir, passphrase("correct horse"), "battery staple".into()).await.unwrap();
        let key = unlock(dir, passphrase("battery staple")).await.unwrap();
        assert_eq!(key.expose(), made.key.expose());
        assert!(matches!(unlock(dir, passphrase("correct horse")).await, Err(WorkspaceError::WrongPassphrase)));
        let weak = change_passphrase(dir, passphrase("battery staple"), "short".into()).await;
        assert!(matches!(weak, Err(WorkspaceError::WeakPassphrase(_))));
        assert!(unlock(dir, passphrase("battery staple")).await.is_ok());
    }

    #[tokio::test]
    async fn a_forgotten_passphrase_is_replaced_with_the_recovery_code() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let made = create(dir, Protection::Passphrase("correct horse".into()), 1).await.unwrap();
        let code = || KeySource::Recovery(made.recovery.as_ref().unwrap().printed().as_str().into());
        change_passphrase(dir, code(), "battery staple".into()).await.unwrap();
        assert!(unlock(dir, passphrase("battery staple")).await.is_ok());
        assert!(unlock(dir, passphrase("correct horse")).await.is_err());
        assert!(unlock(dir, code()).await.is_ok());
    }

    #[tokio::test]
    async fn an_added_passphrase_opens_beside_the_first() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        create(dir, Protection::Passphrase("correct horse".into()), 1).await.unwrap();
        add_passphrase_slot(dir, passphrase("correct horse"), "battery staple".into()).await.unwrap();
        for text in ["correct horse", "battery staple"] {
            assert!(unlock(dir, passphrase(text)).await.is_ok());
        }
        assert!(matches!(
            add_passphrase_slot(dir, passphrase("wrong wrong"), "battery staple".into()).await,
            Err(WorkspaceError::WrongPassphrase)
        ));
    }

    #[tokio::test]
    async fn a_new_recovery_code_voids_the_old_one() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let made = create(dir, Protection::Passphrase("correct horse".into()), 1).await.unwrap();
        let new = new_recovery_code(dir, passphrase("correct horse")).await.unwrap();
        let open = |code: &RecoveryCode| {
            let source = KeySource::Recovery(code.printed().as_str().into());
            async move { unlock(dir, source).await }
        };
        assert_eq!(open(&new).await.unwrap().expose(), made.key.expose());
        assert!(matches!(open(&made.recovery.unwrap()).await, Err(WorkspaceError::WrongRecoveryCode)));
    }

    #[test]
    fn a_workspace_from_another_machine_joins_this_keychain() {
        // The keychain of unit tests belongs to one thread.
        let dir = tempfile::tempdir().unwrap();
        let made =
            super::super::create::create_now(dir.path(), Protection::Passphrase("correct horse".into()), 1).unwrap();
        let mut file = KeyFile::read(dir.path()).unwrap();
        file.grant(keychain_slot().unwrap(), &made.key).unwrap();
        file.write(dir.path(), &made.key).unwrap();
        let file = KeyFile::read(dir.path()).unwrap();
        let key = unlock_file(&file, &KeySource::Keychain).unwrap();
        assert_eq!(key.expose(), made.key.expose());
    }
}
