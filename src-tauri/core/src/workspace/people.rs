//! The people who sign in to a workspace: whose passwords open it. Each verb has the database key at hand, so
//! nobody's password is needed to add, replace or remove another's, and needs the [`super::Lock`] of the folder.

use std::path::Path;

use secrecy::SecretString;

use super::create::{person_slot, recovery_slot};
use super::error::WorkspaceError;
use super::key::DatabaseKey;
use super::keyslots::{KeyFile, SlotKind};
use super::protect::replace_passphrase;
use super::recovery::RecoveryCode;
use super::{keychain, off_thread};

/// Somebody who can sign in, as `keyslots.json` names them: the list is read before anything is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub user: String,
    /// The name to sign in with.
    pub name: String,
}

/// Who signs in to the workspace in `dir`, by name; nobody when it has one person alone.
///
/// # Errors
/// [`WorkspaceError::NotAWorkspace`], or those of a damaged or newer file.
pub fn people(dir: &Path) -> Result<Vec<Person>, WorkspaceError> {
    let file = KeyFile::read(dir)?;
    let mut people: Vec<Person> = file
        .slots()
        .iter()
        .filter_map(|slot| Some(Person { user: slot.user.clone()?, name: slot.name.clone()? }))
        .collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(people)
}

/// Puts a passphrase in the place of the one that was forgotten.
pub(crate) async fn set_passphrase(dir: &Path, key: &DatabaseKey, new: SecretString) -> Result<(), WorkspaceError> {
    rewrite(dir, key, move |file, key| replace_passphrase(file, key, &new)).await
}

async fn rewrite<T: Send + 'static>(
    dir: &Path,
    key: &DatabaseKey,
    change: impl FnOnce(&mut KeyFile, &DatabaseKey) -> Result<T, WorkspaceError> + Send + 'static,
) -> Result<T, WorkspaceError> {
    let (dir, key) = (dir.to_owned(), key.again());
    off_thread(move || {
        let mut file = KeyFile::read(&dir)?;
        let answer = change(&mut file, &key)?;
        file.write(&dir, &key)?;
        Ok(answer)
    })
    .await
}

/// Gives a person a password in the place of any before. Who held the workspace alone until now becomes one who signs
/// in: then neither the keychain nor the old passphrase opens it any more.
pub(crate) async fn set_password(
    dir: &Path,
    key: &DatabaseKey,
    person: Person,
    password: SecretString,
    holder: bool,
) -> Result<(), WorkspaceError> {
    let gone = rewrite(dir, key, move |file, key| {
        let slot = person_slot((person.user.clone(), person.name), &password)?;
        let kept_by_keychain: Vec<String> = file
            .slots()
            .iter()
            .filter(|slot| holder && slot.kind == SlotKind::Keychain)
            .map(|slot| slot.id.clone())
            .collect();
        file.revoke_where(|old| {
            old.user.as_deref() == Some(person.user.as_str())
                || holder && old.user.is_none() && matches!(old.kind, SlotKind::Passphrase | SlotKind::Keychain)
        });
        file.grant(slot, key)?;
        Ok(kept_by_keychain)
    })
    .await?;
    off_thread(move || gone.iter().for_each(|account| keychain::forget(account))).await;
    Ok(())
}

/// Takes a person's password away.
pub(crate) async fn withdraw(dir: &Path, key: &DatabaseKey, user: String) -> Result<bool, WorkspaceError> {
    rewrite(dir, key, move |file, _| {
        Ok(!file.revoke_where(|slot| slot.user.as_deref() == Some(user.as_str())).is_empty())
    })
    .await
}

/// Lets a person sign in under a new name.
pub(crate) async fn rename(dir: &Path, key: &DatabaseKey, user: String, name: String) -> Result<(), WorkspaceError> {
    rewrite(dir, key, move |file, _| {
        file.rename(&user, &name);
        Ok(())
    })
    .await
}

/// A new recovery code in the place of the one before.
pub(crate) async fn rotate_recovery(dir: &Path, key: &DatabaseKey) -> Result<RecoveryCode, WorkspaceError> {
    rewrite(dir, key, |file, key| {
        let code = RecoveryCode::generate();
        file.revoke(SlotKind::Recovery);
        file.grant(recovery_slot(&code), key)?;
        Ok(code)
    })
    .await
}
