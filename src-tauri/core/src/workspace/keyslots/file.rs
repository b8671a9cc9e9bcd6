use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::slot::{Grant, OpenSlot};
use super::{Slot, SlotKind};
use crate::workspace::error::{KeyslotsPart, WorkspaceError};
use crate::workspace::key::{DatabaseKey, Secret, random};
use crate::workspace::seal::{KeyedHash, derive};
use crate::workspace::{durable, hex};

const VERSION: u32 = 1;
/// An honest file has a few kilobytes.
const MAX_BYTES: u64 = 1024 * 1024;
/// One for every colleague, and some.
const MAX_SLOTS: usize = 512;

/// The content of `keyslots.json`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyFile {
    version: u32,
    pub(crate) created_at: i64,
    pub(crate) demo: bool,
    /// The incarnation of the device that holds this copy.
    pub(crate) device: Option<String>,
    /// The hash of the newest entry of the change log, when the workspace was last closed.
    pub(crate) head: Option<String>,
    /// The newest key is last; there are two only while a database is being rekeyed.
    keys: Vec<KeyRecord>,
    slots: Vec<Slot>,
    grants: Vec<Grant>,
    #[serde(with = "hex")]
    authentication: [u8; 32],
    #[serde(with = "hex")]
    checksum: [u8; 32],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyRecord {
    id: String,
    #[serde(with = "hex")]
    check: [u8; 16],
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

fn damaged(part: KeyslotsPart) -> WorkspaceError {
    WorkspaceError::KeyslotsDamaged(part)
}

impl KeyFile {
    /// A file that grants `key` to nobody yet.
    pub(crate) fn new(key: &DatabaseKey, demo: bool, created_at: i64) -> Self {
        let id = hex::encode(random::<16>().as_slice());
        Self {
            version: VERSION,
            created_at,
            demo,
            device: None,
            head: None,
            keys: vec![KeyRecord { id, check: key.check_value() }],
            slots: Vec::new(),
            grants: Vec::new(),
            authentication: [0; 32],
            checksum: [0; 32],
        }
    }

    pub(crate) fn path(dir: &Path) -> PathBuf {
        dir.join("keyslots.json")
    }

    pub(crate) fn read(dir: &Path) -> Result<Self, WorkspaceError> {
        let file = File::open(Self::path(dir)).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => WorkspaceError::NotAWorkspace,
            _ => error.into(),
        })?;
        let mut bytes = Vec::new();
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(damaged(KeyslotsPart::Form));
        }
        Self::parse(&bytes)
    }

    fn parse(bytes: &[u8]) -> Result<Self, WorkspaceError> {
        let form = |_| damaged(KeyslotsPart::Form);
        let Version { version } = serde_json::from_slice(bytes).map_err(form)?;
        if version > VERSION {
            return Err(WorkspaceError::KeyslotsTooNew { version });
        }
        let file: Self = serde_json::from_slice(bytes).map_err(form)?;
        let checksum = file.checksum;
        if version != VERSION || file.computed_checksum() != checksum {
            return Err(damaged(KeyslotsPart::Checksum));
        }
        file.check_slots()?;
        Ok(file)
    }

    fn check_slots(&self) -> Result<(), WorkspaceError> {
        let mut ids = HashSet::new();
        let sound = self.slots.len() <= MAX_SLOTS
            && self.slots.iter().all(|slot| {
                slot.kdf.kind() == slot.kind && (slot.kind != SlotKind::Open || self.demo) && ids.insert(&slot.id)
            });
        if sound { Ok(()) } else { Err(damaged(KeyslotsPart::Slot)) }
    }

    /// Writes the file for the holder of `key`, in the place of the one before.
    pub(crate) fn write(&mut self, dir: &Path, key: &DatabaseKey) -> Result<(), WorkspaceError> {
        self.write_with(dir, &authentication_key(key))
    }

    /// As [`Self::write`], for those who keep only the key of the authentication code.
    pub(crate) fn write_with(&mut self, dir: &Path, key: &Secret) -> Result<(), WorkspaceError> {
        self.authentication = self.computed_authentication(key);
        self.checksum = self.computed_checksum();
        let json = serde_json::to_vec_pretty(self).map_err(std::io::Error::from)?;
        Ok(durable::replace(&Self::path(dir), &json)?)
    }

    pub(crate) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Adds a slot and grants it the key.
    pub(crate) fn grant(&mut self, slot: Slot, key: &DatabaseKey) -> Result<(), WorkspaceError> {
        let current = self.keys.iter().find(|known| known.check == key.check_value());
        let current = current.ok_or_else(|| damaged(KeyslotsPart::Grant))?;
        self.grants.push(Grant::new(&slot, &current.id, key));
        self.slots.push(slot);
        Ok(())
    }

    /// Takes every slot of this kind away, with its grants, and returns the ids.
    pub(crate) fn revoke(&mut self, kind: SlotKind) -> Vec<String> {
        self.revoke_where(|slot| slot.kind == kind)
    }

    /// Takes the slots away that `gone` picks, with their grants, and returns their ids.
    pub(crate) fn revoke_where(&mut self, gone: impl Fn(&Slot) -> bool) -> Vec<String> {
        let gone: Vec<String> = self.slots.extract_if(.., |slot| gone(slot)).map(|slot| slot.id).collect();
        self.grants.retain(|grant| !gone.contains(&grant.slot));
        gone
    }

    /// Gives the slots of a person another name to sign in with.
    pub(crate) fn rename(&mut self, user: &str, name: &str) {
        for slot in self.slots.iter_mut().filter(|slot| slot.user.as_deref() == Some(user)) {
            slot.name = Some(name.to_owned());
        }
    }

    /// The database keys through an open slot, the newest first, when they pass their checks and the file is authentic.
    /// There are two while a database is being rekeyed: the one that opens it counts.
    pub(crate) fn keys(&self, slot: &Slot, open: &OpenSlot) -> Result<Vec<DatabaseKey>, WorkspaceError> {
        let mut keys = Vec::with_capacity(self.keys.len());
        for record in self.keys.iter().rev() {
            // A slot made while two keys are in play is granted the one the database opened with.
            let granted = self.grants.iter().find(|grant| grant.slot == slot.id && grant.key_id == record.id);
            let Some(grant) = granted else { continue };
            let key = grant.open(slot, open).filter(|key| key.check_value() == record.check);
            keys.push(key.ok_or_else(|| damaged(KeyslotsPart::Grant))?);
        }
        if keys.is_empty() {
            return Err(damaged(KeyslotsPart::Grant));
        }
        if !keys.iter().any(|key| self.authenticate(&authentication_key(key)).is_ok()) {
            return Err(damaged(KeyslotsPart::Authentication));
        }
        Ok(keys)
    }

    /// Grants a second key to every slot; nobody's passphrase is needed.
    pub(crate) fn begin_rekey(&mut self, new: &DatabaseKey) {
        let id = hex::encode(random::<16>().as_slice());
        self.grants.extend(self.slots.iter().map(|slot| Grant::new(slot, &id, new)));
        self.keys.push(KeyRecord { id, check: new.check_value() });
    }

    /// Forgets every key but this one.
    pub(crate) fn settle(&mut self, key: &DatabaseKey) {
        self.keys.retain(|known| known.check == key.check_value());
        let kept: Vec<&String> = self.keys.iter().map(|known| &known.id).collect();
        self.grants.retain(|grant| kept.contains(&&grant.key_id));
    }

    /// Finds changes made by somebody without the database key.
    pub(crate) fn authenticate(&self, key: &Secret) -> Result<(), WorkspaceError> {
        if self.computed_authentication(key) == self.authentication {
            Ok(())
        } else {
            Err(damaged(KeyslotsPart::Authentication))
        }
    }

    fn computed_authentication(&self, key: &Secret) -> [u8; 32] {
        let mut hash = KeyedHash::new(key);
        hash.update(&self.body([0; 32]));
        hash.finish()
    }

    fn computed_checksum(&self) -> [u8; 32] {
        Sha256::digest(self.body(self.authentication)).into()
    }

    /// The compact JSON of everything but the checksum.
    fn body(&self, authentication: [u8; 32]) -> Vec<u8> {
        let Self { version, created_at, demo, device, head, keys, slots, grants, .. } = self;
        let body = (version, created_at, demo, device, head, keys, slots, grants, authentication);
        serde_json::to_vec(&body).expect("strings and numbers are always JSON")
    }
}

/// The key of the authentication code; it cannot open the database.
pub(crate) fn authentication_key(key: &DatabaseKey) -> Secret {
    derive(None, key.expose(), b"kehu keyslots authentication v1")
}

#[cfg(test)]
impl KeyFile {
    /// Makes the checksum agree again, as somebody who tampers would.
    pub(crate) fn forge(bytes: &[u8]) -> Option<Vec<u8>> {
        let mut file: Self = serde_json::from_slice(bytes).ok()?;
        file.checksum = file.computed_checksum();
        Some(serde_json::to_vec(&file).unwrap())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> (tempfile::TempDir, DatabaseKey, Vec<u8>) {
        let dir = tempfile::tempdir().unwrap();
        let key = DatabaseKey::generate();
        KeyFile::new(&key, false, 1).write(dir.path(), &key).unwrap();
        let bytes = std::fs::read(KeyFile::path(dir.path())).unwrap();
        (dir, key, bytes)
    }

    #[test]
    fn a_truncated_file_is_damaged_at_every_length() {
        let (_dir, _key, bytes) = written();
        for length in 0..bytes.len() {
            assert!(matches!(KeyFile::parse(&bytes[..length]), Err(WorkspaceError::KeyslotsDamaged(_))), "{length}");
        }
    }

    #[test]
    fn a_flipped_bit_never_goes_unnoticed() {
        let (_dir, _key, bytes) = written();
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            assert!(KeyFile::parse(&flipped).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_newer_version_is_refused_by_its_number() {
        let newer = br#"{"version":2,"something":"new"}"#;
        assert!(matches!(KeyFile::parse(newer), Err(WorkspaceError::KeyslotsTooNew { version: 2 })));
    }

    #[test]
    fn a_huge_file_is_not_read() {
        let (dir, _key, _) = written();
        let file = File::options().write(true).open(KeyFile::path(dir.path())).unwrap();
        file.set_len(100 << 30).unwrap();
        assert!(matches!(KeyFile::read(dir.path()), Err(WorkspaceError::KeyslotsDamaged(KeyslotsPart::Form))));
    }

    #[test]
    fn a_folder_without_the_file_is_no_workspace() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(KeyFile::read(dir.path()), Err(WorkspaceError::NotAWorkspace)));
    }
}
