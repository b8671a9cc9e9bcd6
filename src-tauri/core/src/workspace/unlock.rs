use secrecy::{ExposeSecret, SecretString};
use std::path::Path;

use super::attempts;
use super::create::person_slot;
use super::error::WorkspaceError;
use super::key::DatabaseKey;
use super::keyslots::{Kdf, Kek, KeyFile, Slot, SlotKind, open_kek, wrong};
use super::passphrase::{Cost, derive_key};
use super::recovery::RecoveryCode;
use super::{durable, keychain, off_thread};
use crate::text::normal::fold;

/// What somebody opens a workspace with.
#[expect(missing_debug_implementations, reason = "it holds secrets")]
pub enum KeySource {
    /// The keychain of the system.
    Keychain,
    /// A passphrase.
    Passphrase(SecretString),
    /// The recovery code, as it was typed.
    Recovery(SecretString),
    /// A colleague's name and password.
    Person {
        /// The name to sign in with, in any case and width.
        name: String,
        /// The password.
        password: SecretString,
    },
    /// The database key itself, for tests that need neither keychain nor passphrase.
    #[cfg(any(test, feature = "testing"))]
    Raw([u8; 32]),
}

/// An opened workspace: its keys, and who opened it.
pub(crate) struct Unlocked {
    /// The newest key first; two while the database is being rekeyed.
    pub(crate) keys: Vec<DatabaseKey>,
    /// The id of the colleague who signed in; `None` for whoever holds the workspace.
    pub(crate) user: Option<String>,
    /// Wrong tries since the last right one.
    pub(crate) failures: u32,
}

impl KeySource {
    /// Under which name wrong tries are counted; those of a machine are not.
    fn counted(&self) -> Option<String> {
        match self {
            Self::Passphrase(_) => Some("passphrase".to_owned()),
            Self::Recovery(_) => Some("recovery".to_owned()),
            Self::Person { name, .. } => Some(format!("person:{}", fold(name))),
            Self::Keychain => None,
            #[cfg(any(test, feature = "testing"))]
            Self::Raw(_) => None,
        }
    }
}

/// Opens the workspace in `dir` for somebody, unless there were too many wrong tries. What a password costs to guess is
/// raised to what this machine affords today.
///
/// # Errors
/// As [`unlock`], and [`WorkspaceError::TooManyTries`].
pub(crate) async fn sign_in(dir: &Path, source: KeySource, now_ms: i64) -> Result<Unlocked, WorkspaceError> {
    let dir = dir.to_owned();
    off_thread(move || {
        let counted = source.counted();
        let failures = counted.as_deref().map_or(Ok(0), |who| attempts::begin(&dir, who, now_ms))?;
        #[cfg(any(test, feature = "testing"))]
        if let KeySource::Raw(bytes) = source {
            return Ok(Unlocked { keys: vec![DatabaseKey::raw(bytes)], user: None, failures });
        }
        let mut file = KeyFile::read(&dir)?;
        let keys = unlock_keys(&file, &source)?;
        if let Some(who) = &counted {
            attempts::succeed(&dir, who)?;
        }
        let mut user = None;
        if let KeySource::Person { name, password } = &source {
            let slot = file.slots().iter().find(|slot| is_of(slot, name));
            user = slot.and_then(|slot| slot.user.clone());
            if let Some(slot) = slot
                && let Kdf::Argon2id { cost, .. } = slot.kdf
                && cost.is_below(Cost::calibrated())
                && let Some(person) = slot.user.clone().zip(slot.name.clone())
            {
                let id = slot.id.clone();
                let slot = person_slot(person, password)?;
                file.revoke_where(|old| old.id == id);
                // Not while two keys are in play.
                if let [key] = keys.as_slice() {
                    file.grant(slot, key)?;
                    match file.write(&dir, key) {
                        Err(WorkspaceError::Io(error)) => durable::where_possible(Err(error))?,
                        written => written?,
                    }
                }
            }
        }
        Ok(Unlocked { keys, user, failures })
    })
    .await
}

fn is_of(slot: &Slot, name: &str) -> bool {
    slot.kind == SlotKind::Passphrase
        && slot.user.is_some()
        && slot.name.as_deref().is_some_and(|known| fold(known) == fold(name))
}

/// The database key of the workspace in `dir`.
///
/// The demo company opens with any source: its key lies open. The work, the keychain's and
/// Argon2's included, runs off the async executor.
///
/// # Errors
/// Each cause has its own: no workspace, no such slot, wrong secret, mistyped recovery code, no
/// keychain, weak or hostile parameters, damaged or newer file.
pub async fn unlock(dir: &Path, source: KeySource) -> Result<DatabaseKey, WorkspaceError> {
    #[cfg(any(test, feature = "testing"))]
    if let KeySource::Raw(bytes) = source {
        return Ok(DatabaseKey::raw(bytes));
    }
    let dir = dir.to_owned();
    off_thread(move || unlock_file(&KeyFile::read(&dir)?, &source)).await
}

pub(super) fn unlock_file(file: &KeyFile, source: &KeySource) -> Result<DatabaseKey, WorkspaceError> {
    Ok(unlock_keys(file, source)?.swap_remove(0))
}

/// The newest key first; there is one, or two while the database is being rekeyed.
fn unlock_keys(file: &KeyFile, source: &KeySource) -> Result<Vec<DatabaseKey>, WorkspaceError> {
    if file.demo {
        return try_slots(file, SlotKind::Open, |slot| Ok(open_kek(&slot.kdf)));
    }
    match source {
        KeySource::Keychain => {
            let mut found = false;
            let key = try_slots(file, SlotKind::Keychain, |slot| {
                let kek = keychain::fetch(&slot.id)?;
                found |= kek.is_some();
                Ok(kek)
            });
            match key {
                Err(WorkspaceError::WrongKeychainEntry) if !found => Err(WorkspaceError::KeychainEntryMissing),
                other => other,
            }
        }
        KeySource::Passphrase(passphrase) => {
            try_slots(file, SlotKind::Passphrase, |slot| match (&slot.user, &slot.kdf) {
                (None, Kdf::Argon2id { cost, salt }) => derive_key(passphrase, salt, *cost).map(Some),
                _ => Ok(None),
            })
        }
        KeySource::Person { name, password } => try_slots(file, SlotKind::Passphrase, |slot| match &slot.kdf {
            Kdf::Argon2id { cost, salt } if is_of(slot, name) => derive_key(password, salt, *cost).map(Some),
            _ => Ok(None),
        }),
        KeySource::Recovery(typed) => {
            let code = RecoveryCode::parse(typed.expose_secret())?;
            try_slots(file, SlotKind::Recovery, |slot| match &slot.kdf {
                Kdf::HkdfSha256 { salt } => Ok(Some(code.derive_key(salt))),
                _ => Ok(None),
            })
        }
        #[cfg(any(test, feature = "testing"))]
        KeySource::Raw(bytes) => Ok(vec![DatabaseKey::raw(*bytes)]),
    }
}

/// The keys through the first slot of this kind that `kek_for` opens.
fn try_slots(
    file: &KeyFile,
    kind: SlotKind,
    mut kek_for: impl FnMut(&Slot) -> Result<Option<Kek>, WorkspaceError>,
) -> Result<Vec<DatabaseKey>, WorkspaceError> {
    let mut failure = WorkspaceError::NoSlot(kind);
    for slot in file.slots().iter().filter(|slot| slot.kind == kind) {
        if let Some(open) = kek_for(slot)?.and_then(|kek| slot.open(&kek)) {
            return file.keys(slot, &open);
        }
        failure = wrong(kind);
    }
    Err(failure)
}

#[cfg(test)]
mod tests {
    use super::super::create::{Created, Protection, create_now};
    use super::super::error::{CodeProblem, KeychainProblem, KeyslotsPart};
    use super::super::keychain::memory;
    use super::*;
    use serde_json::{Value, json};
    use std::fs;
    use tempfile::TempDir;

    fn with(protection: Protection) -> (TempDir, Created) {
        let dir = tempfile::tempdir().unwrap();
        let created = create_now(dir.path(), protection, 1).unwrap();
        (dir, created)
    }

    fn open(dir: &Path, source: KeySource) -> Result<DatabaseKey, WorkspaceError> {
        unlock_file(&KeyFile::read(dir)?, &source)
    }

    fn passphrase(text: &str) -> KeySource {
        KeySource::Passphrase(text.into())
    }

    fn code(created: &Created) -> KeySource {
        KeySource::Recovery(created.recovery.as_ref().unwrap().printed().as_str().into())
    }

    #[test]
    fn every_slot_opens_the_same_key() {
        let (dir, created) = with(Protection::Passphrase("correct horse".into()));
        assert_eq!(open(dir.path(), passphrase("correct horse")).unwrap().expose(), created.key.expose());
        assert_eq!(open(dir.path(), code(&created)).unwrap().expose(), created.key.expose());
        let (dir, created) = with(Protection::Keychain);
        assert_eq!(open(dir.path(), KeySource::Keychain).unwrap().expose(), created.key.expose());
        assert_eq!(open(dir.path(), code(&created)).unwrap().expose(), created.key.expose());
    }

    #[test]
    fn the_demo_opens_with_anything() {
        let (dir, created) = with(Protection::Demo);
        for source in [KeySource::Keychain, passphrase("x"), KeySource::Recovery("x".into())] {
            assert_eq!(open(dir.path(), source).unwrap().expose(), created.key.expose());
        }
    }

    #[test]
    fn each_wrong_secret_has_its_own_error() {
        let (dir, created) = with(Protection::Passphrase("correct horse".into()));
        let (_, other) = with(Protection::Passphrase("correct horse".into()));
        let error = |source| open(dir.path(), source).err().unwrap();
        assert!(matches!(error(passphrase("correct hors3")), WorkspaceError::WrongPassphrase));
        assert!(matches!(error(passphrase("")), WorkspaceError::WrongPassphrase));
        assert!(matches!(error(code(&other)), WorkspaceError::WrongRecoveryCode));
        let printed = created.recovery.unwrap().printed();
        let mistyped = if printed.ends_with('0') { '2' } else { '0' };
        let mistyped = format!("{}{mistyped}", &printed[..printed.len() - 1]);
        assert!(matches!(
            error(KeySource::Recovery(mistyped.into())),
            WorkspaceError::MistypedRecoveryCode(CodeProblem::Check)
        ));
        let no_slot = error(KeySource::Keychain);
        assert!(matches!(no_slot, WorkspaceError::NoSlot(SlotKind::Keychain)));
    }

    #[test]
    fn a_lost_a_foreign_and_a_locked_keychain_are_told_apart() {
        let (dir, created) = with(Protection::Keychain);
        let error = || open(dir.path(), KeySource::Keychain).err().unwrap();
        memory::scramble();
        assert!(matches!(error(), WorkspaceError::WrongKeychainEntry));
        memory::lose();
        assert!(matches!(error(), WorkspaceError::KeychainEntryMissing));
        memory::break_with(KeychainProblem::Locked);
        assert!(matches!(error(), WorkspaceError::KeychainUnavailable(KeychainProblem::Locked)));
        assert!(open(dir.path(), code(&created)).is_ok(), "losing the keychain loses no data");
    }

    /// Every leaf of the JSON, as a pointer.
    fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                map.iter().for_each(|(name, value)| leaves(value, &format!("{at}/{name}"), found));
            }
            Value::Array(list) => {
                let list = list.iter().enumerate();
                list.for_each(|(place, value)| leaves(value, &format!("{at}/{place}"), found));
            }
            _ => found.push(at.to_owned()),
        }
    }

    fn changed(value: &Value) -> Value {
        match value {
            Value::Null => json!("00"),
            Value::Bool(b) => json!(!b),
            Value::Number(n) => json!(n.as_u64().unwrap() + 1),
            Value::String(s) if s.ends_with('0') => json!(format!("{}1", &s[..s.len() - 1])),
            Value::String(s) => json!(format!("{}0", &s[..s.len() - 1])),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_tampered_field_never_opens_even_with_a_fitting_checksum() {
        let (dir, created) = with(Protection::Passphrase("correct horse".into()));
        let path = KeyFile::path(dir.path());
        let honest: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let mut fields = Vec::new();
        leaves(&honest, "", &mut fields);
        assert!(fields.len() > 25, "{fields:?}");
        for field in fields {
            let mut tampered = honest.clone();
            let leaf = tampered.pointer_mut(&field).unwrap();
            *leaf = changed(leaf);
            let tampered = serde_json::to_vec(&tampered).unwrap();
            fs::write(&path, &tampered).unwrap();
            assert!(KeyFile::read(dir.path()).is_err(), "rotten {field}");
            let Some(forged) = KeyFile::forge(&tampered) else { continue };
            fs::write(&path, forged).unwrap();
            let sources = [passphrase("correct horse"), code(&created)];
            let opened = sources.map(|source| open(dir.path(), source).is_ok());
            assert!(opened == [false; 2] || field.ends_with("/checksum"), "forged {field}: {opened:?}");
        }
    }

    #[test]
    fn a_change_by_somebody_without_the_key_is_found() {
        let (dir, _) = with(Protection::Passphrase("correct horse".into()));
        let path = KeyFile::path(dir.path());
        let mut file: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        file["head"] = json!("an older head");
        fs::write(&path, KeyFile::forge(&serde_json::to_vec(&file).unwrap()).unwrap()).unwrap();
        assert!(matches!(
            open(dir.path(), passphrase("correct horse")),
            Err(WorkspaceError::KeyslotsDamaged(KeyslotsPart::Authentication))
        ));
    }

    #[test]
    fn hostile_argon2_parameters_are_refused_before_any_work() {
        let (dir, _) = with(Protection::Passphrase("correct horse".into()));
        let path = KeyFile::path(dir.path());
        let honest: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let error = |memory: u32, passes: u32| {
            let mut file = honest.clone();
            file["slots"][0]["kdf"]["cost"]["memory_kib"] = json!(memory);
            file["slots"][0]["kdf"]["cost"]["passes"] = json!(passes);
            fs::write(&path, KeyFile::forge(&serde_json::to_vec(&file).unwrap()).unwrap()).unwrap();
            open(dir.path(), passphrase("correct horse")).err().unwrap()
        };
        assert!(matches!(error(100 << 20, 3), WorkspaceError::CostlyKdf { .. }));
        assert!(matches!(error(65_536, u32::MAX), WorkspaceError::CostlyKdf { .. }));
        assert!(matches!(error(7, 1), WorkspaceError::WeakKdf { memory_kib: 7, passes: 1 }));
        assert!(matches!(error(8, 0), WorkspaceError::WeakKdf { .. }));
    }

    #[tokio::test]
    async fn unlocking_works_from_async_code() {
        let (dir, created) = with(Protection::Passphrase("correct horse".into()));
        let key = unlock(dir.path(), passphrase("correct horse")).await.unwrap();
        assert_eq!(key.expose(), created.key.expose());
        let raw = unlock(Path::new("/nowhere"), KeySource::Raw([7; 32])).await.unwrap();
        assert_eq!(raw.expose(), &[7; 32]);
    }
}
