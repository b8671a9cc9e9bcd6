use secrecy::SecretString;
use std::path::Path;

use super::error::WorkspaceError;
use super::key::{DatabaseKey, random};
use super::keyslots::{Kdf, KeyFile, Slot};
use super::passphrase::{Cost, check_new_passphrase, derive_key};
use super::recovery::RecoveryCode;
use super::{durable, keychain, off_thread};

/// What guards a new workspace, beside its recovery code.
#[expect(missing_debug_implementations, reason = "it may hold a passphrase")]
pub enum Protection {
    /// A key in the keychain of the system.
    Keychain,
    /// A passphrase.
    Passphrase(SecretString),
    /// Nothing. The key of the demo company lies open in `keyslots.json`, its data is invented,
    /// and it has no second slot because there is nothing to lose.
    Demo,
}

/// A new workspace's secrets.
#[expect(missing_debug_implementations, reason = "secrets must not be printable")]
pub struct Created {
    /// The key for the new database.
    pub key: DatabaseKey,
    /// To be shown once; `None` for the demo company.
    pub recovery: Option<RecoveryCode>,
}

/// Makes the folder and its `keyslots.json`, with two ways to open it (the demo company has one).
///
/// `now_ms` is the time in milliseconds since 1970. Hold the [`super::Lock`] of the folder. The
/// work, the keychain's and Argon2's included, runs off the async executor.
///
/// # Errors
/// [`WorkspaceError::AlreadyExists`], [`WorkspaceError::WeakPassphrase`],
/// [`WorkspaceError::KeychainUnavailable`] or [`WorkspaceError::Io`]; nothing is left behind then
/// but perhaps an empty folder.
pub async fn create(dir: &Path, protection: Protection, now_ms: i64) -> Result<Created, WorkspaceError> {
    let dir = dir.to_owned();
    off_thread(move || create_now(&dir, protection, now_ms)).await
}

pub(super) fn create_now(dir: &Path, protection: Protection, now_ms: i64) -> Result<Created, WorkspaceError> {
    if KeyFile::path(dir).try_exists()? {
        return Err(WorkspaceError::AlreadyExists);
    }
    let key = DatabaseKey::generate();
    let demo = matches!(protection, Protection::Demo);
    let mut file = KeyFile::new(&key, demo, now_ms);
    let (slot, recovery) = match protection {
        Protection::Keychain => (keychain_slot()?, Some(RecoveryCode::generate())),
        Protection::Passphrase(passphrase) => (passphrase_slot(&passphrase)?, Some(RecoveryCode::generate())),
        Protection::Demo => (open_slot(), None),
    };
    let kept = matches!(slot.kdf, Kdf::Keychain {}).then(|| slot.id.clone());
    file.grant(slot, &key)?;
    if let Some(code) = &recovery {
        file.grant(recovery_slot(code), &key)?;
    }
    let written =
        durable::create_private_folder(dir).map_err(WorkspaceError::from).and_then(|()| file.write(dir, &key));
    if let (Err(_), Some(account)) = (&written, kept) {
        keychain::forget(&account);
    }
    written.map(|()| Created { key, recovery })
}

/// A slot whose sealing key the keychain keeps, under the slot's id.
pub(super) fn keychain_slot() -> Result<Slot, WorkspaceError> {
    let (id, kek) = (Slot::new_id(), random());
    keychain::keep(&id, &kek)?;
    Ok(Slot::new(id, Kdf::Keychain {}, &kek))
}

/// A slot for a passphrase that is good enough.
pub(super) fn passphrase_slot(passphrase: &SecretString) -> Result<Slot, WorkspaceError> {
    password_slot(None, passphrase)
}

/// A slot for the password of a colleague, `(id, name)`, that is good enough.
pub(super) fn person_slot(person: (String, String), password: &SecretString) -> Result<Slot, WorkspaceError> {
    password_slot(Some(person), password)
}

fn password_slot(person: Option<(String, String)>, passphrase: &SecretString) -> Result<Slot, WorkspaceError> {
    check_new_passphrase(passphrase)?;
    let (cost, salt) = (Cost::calibrated(), *random());
    let kek = derive_key(passphrase, &salt, cost)?;
    Ok(Slot::of(person, Slot::new_id(), Kdf::Argon2id { cost, salt }, &kek))
}

/// A slot for a recovery code.
pub(super) fn recovery_slot(code: &RecoveryCode) -> Slot {
    let salt = *random();
    Slot::new(Slot::new_id(), Kdf::HkdfSha256 { salt }, &code.derive_key(&salt))
}

fn open_slot() -> Slot {
    let kek = random();
    Slot::new(Slot::new_id(), Kdf::Open { kek: *kek }, &kek)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::error::{KeychainProblem, PassphraseProblem};
    use crate::workspace::keychain::memory;
    use crate::workspace::keyslots::SlotKind;
    use std::fs;

    fn kinds(dir: &Path) -> Vec<SlotKind> {
        KeyFile::read(dir).unwrap().slots().iter().map(|slot| slot.kind).collect()
    }

    #[test]
    fn real_data_gets_two_slots_and_the_demo_one() {
        let dir = tempfile::tempdir().unwrap();
        let [a, b, c] = ["a", "b", "c"].map(|name| dir.path().join(name));
        assert!(create_now(&a, Protection::Keychain, 1).unwrap().recovery.is_some());
        let passphrase = Protection::Passphrase("correct horse".into());
        assert!(create_now(&b, passphrase, 1).unwrap().recovery.is_some());
        assert!(create_now(&c, Protection::Demo, 1).unwrap().recovery.is_none());
        assert_eq!(kinds(&a), [SlotKind::Keychain, SlotKind::Recovery]);
        assert_eq!(kinds(&b), [SlotKind::Passphrase, SlotKind::Recovery]);
        assert_eq!(kinds(&c), [SlotKind::Open]);
        assert!(KeyFile::read(&c).unwrap().demo && !KeyFile::read(&a).unwrap().demo);
    }

    #[test]
    fn key_slots_are_never_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        create_now(dir.path(), Protection::Demo, 1).unwrap();
        let before = fs::read(KeyFile::path(dir.path())).unwrap();
        assert!(matches!(create_now(dir.path(), Protection::Demo, 2), Err(WorkspaceError::AlreadyExists)));
        assert_eq!(fs::read(KeyFile::path(dir.path())).unwrap(), before);
    }

    #[test]
    fn a_refused_passphrase_or_keychain_leaves_no_trace() {
        let dir = tempfile::tempdir().unwrap();
        let new = dir.path().join("new");
        assert!(matches!(
            create_now(&new, Protection::Passphrase("short".into()), 1),
            Err(WorkspaceError::WeakPassphrase(PassphraseProblem::TooShort { min: 8 }))
        ));
        memory::break_with(KeychainProblem::NoService);
        assert!(matches!(
            create_now(&new, Protection::Keychain, 1),
            Err(WorkspaceError::KeychainUnavailable(KeychainProblem::NoService))
        ));
        assert!(!new.exists());
    }

    #[test]
    fn a_key_that_could_not_be_written_is_not_left_in_the_keychain() {
        let dir = tempfile::tempdir().unwrap();
        let in_the_way = dir.path().join("file");
        fs::write(&in_the_way, b"").unwrap();
        assert!(create_now(&in_the_way.join("new"), Protection::Keychain, 1).is_err());
        assert!(memory::accounts().is_empty());
    }

    #[test]
    fn the_file_holds_neither_key_nor_code_nor_passphrase() {
        let dir = tempfile::tempdir().unwrap();
        let passphrase = Protection::Passphrase("correct horse".into());
        let created = create_now(dir.path(), passphrase, 1).unwrap();
        let text = fs::read_to_string(KeyFile::path(dir.path())).unwrap();
        let key = crate::workspace::hex::encode(created.key.expose());
        assert!(!text.contains(&key) && !text.contains("horse"));
        assert!(!text.contains(&*created.recovery.unwrap().printed()));
    }
}
