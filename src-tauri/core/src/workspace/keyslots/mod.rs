//! `keyslots.json`: who can open the database, without ever saying the key.
//!
//! A **slot** is an X25519 pair whose private half is sealed by something a person or a machine
//! has: the system keychain, a passphrase, the recovery code. A **grant** seals the database key
//! to the public half of one slot. So a new key, or a new person, needs nobody's passphrase.
//!
//! The file carries a checksum (bits that rotted are told from a wrong passphrase) and an
//! authentication code under the database key (a change by somebody without the key is found at
//! the next opening, the head of the change log included).

mod file;
mod slot;

pub(crate) use file::{KeyFile, authentication_key};
pub(crate) use slot::{Kdf, Kek, Slot, open_kek, wrong};

/// What seals the private half of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SlotKind {
    /// A key in the keychain of the system.
    Keychain,
    /// A passphrase.
    Passphrase,
    /// The recovery code.
    Recovery,
    /// Nothing: the key lies open in the file. Only the demo company has such a slot.
    Open,
}
