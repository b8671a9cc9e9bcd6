use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::SlotKind;
use crate::workspace::error::WorkspaceError;
use crate::workspace::hex;
use crate::workspace::key::{DatabaseKey, Secret, random};
use crate::workspace::passphrase::Cost;
use crate::workspace::seal::{open, open_with, public_half, seal, seal_to};

/// The key that seals the private half of a slot.
pub(crate) type Kek = Secret;

/// One way to open the workspace.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slot {
    pub(crate) id: String,
    /// Whose slot it is, once people sign in; `None` is whoever holds this workspace.
    pub(crate) user: Option<String>,
    /// The name to sign in with, of a slot that is somebody's.
    #[serde(default)]
    pub(crate) name: Option<String>,
    pub(crate) kind: SlotKind,
    pub(crate) kdf: Kdf,
    #[serde(with = "hex")]
    public: [u8; 32],
    #[serde(with = "hex::bytes")]
    sealed_private: Vec<u8>,
}

/// How the sealing key of a slot comes about.
#[derive(Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Kdf {
    /// From the keychain, as it is; its account there is the slot's id.
    Keychain {},
    /// From a passphrase.
    Argon2id {
        cost: Cost,
        #[serde(with = "hex")]
        salt: [u8; 16],
    },
    /// From the recovery code.
    HkdfSha256 {
        #[serde(with = "hex")]
        salt: [u8; 16],
    },
    /// Stored here in clear: demo data is no secret.
    Open {
        #[serde(with = "hex")]
        kek: [u8; 32],
    },
}

impl Kdf {
    pub(crate) fn kind(&self) -> SlotKind {
        match self {
            Self::Keychain {} => SlotKind::Keychain,
            Self::Argon2id { .. } => SlotKind::Passphrase,
            Self::HkdfSha256 { .. } => SlotKind::Recovery,
            Self::Open { .. } => SlotKind::Open,
        }
    }
}

/// A slot whose private half is in our hands, between two writings of the file.
pub(crate) struct OpenSlot {
    pub(crate) private: Secret,
}

impl Slot {
    /// A new pair, sealed with `kek`.
    pub(crate) fn new(id: String, kdf: Kdf, kek: &Kek) -> Self {
        Self::of(None, id, kdf, kek)
    }

    /// A new pair of somebody, `(id, name)`, sealed with `kek`.
    pub(crate) fn of(person: Option<(String, String)>, id: String, kdf: Kdf, kek: &Kek) -> Self {
        let private: Secret = random();
        let (user, name) = person.unzip();
        let (kind, public) = (kdf.kind(), public_half(&private));
        let mut slot = Self { id, user, name, kind, kdf, public, sealed_private: Vec::new() };
        slot.sealed_private = seal(kek, &slot.context(), private.as_slice());
        slot
    }

    /// A name for a new slot.
    pub(crate) fn new_id() -> String {
        hex::encode(random::<16>().as_slice())
    }

    /// The private half, or `None` when `kek` is not the one that sealed it.
    pub(crate) fn open(&self, kek: &Kek) -> Option<OpenSlot> {
        let private = open(kek, &self.context(), &self.sealed_private)?;
        (public_half(&private) == self.public).then_some(OpenSlot { private })
    }

    /// Everything that says how the slot is opened, so that none of it can be changed alone.
    fn context(&self) -> Vec<u8> {
        let parts = ("kehu slot v1", &self.id, &self.user, self.kind, &self.kdf, self.public);
        serde_json::to_vec(&parts).expect("strings and numbers are always JSON")
    }
}

/// The database key, sealed to one slot.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grant {
    pub(crate) slot: String,
    pub(crate) key_id: String,
    #[serde(with = "hex::bytes")]
    sealed_key: Vec<u8>,
}

impl Grant {
    pub(crate) fn new(slot: &Slot, key_id: &str, key: &DatabaseKey) -> Self {
        let context = Self::context(slot, key_id);
        Self {
            slot: slot.id.clone(),
            key_id: key_id.to_owned(),
            sealed_key: seal_to(&slot.public, &context, key.expose()),
        }
    }

    pub(crate) fn open(&self, slot: &Slot, private: &OpenSlot) -> Option<DatabaseKey> {
        let context = Self::context(slot, &self.key_id);
        open_with(&private.private, &context, &self.sealed_key).map(DatabaseKey::from_secret)
    }

    fn context(slot: &Slot, key_id: &str) -> Vec<u8> {
        serde_json::to_vec(&("kehu grant v1", &slot.id, slot.public, key_id))
            .expect("strings and numbers are always JSON")
    }
}

/// The sealing key of an open slot.
pub(crate) fn open_kek(kdf: &Kdf) -> Option<Kek> {
    match kdf {
        Kdf::Open { kek } => Some(Zeroizing::new(*kek)),
        Kdf::Keychain {} | Kdf::Argon2id { .. } | Kdf::HkdfSha256 { .. } => None,
    }
}

/// The error of a secret that was tried on every slot of its kind in vain.
pub(crate) fn wrong(kind: SlotKind) -> WorkspaceError {
    match kind {
        SlotKind::Keychain => WorkspaceError::WrongKeychainEntry,
        SlotKind::Passphrase => WorkspaceError::WrongPassphrase,
        SlotKind::Recovery => WorkspaceError::WrongRecoveryCode,
        SlotKind::Open => WorkspaceError::KeyslotsDamaged(crate::workspace::error::KeyslotsPart::Slot),
    }
}
