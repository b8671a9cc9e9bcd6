//! The chain: every transaction's hash covers the one before, its header, and the hashes of its entries.
//!
//! `hash = SHA-256(previous ‖ header ‖ H(entry₁) ‖ …)` with `H(entry) = SHA-256(nonce ‖ content)`. Redaction
//! for privacy replaces content and nonce by `H`, and the chain still holds.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What is hashed of one entry.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Entry {
    pub(crate) tbl: String,
    pub(crate) row_id: Uuid,
    pub(crate) root: Uuid,
    pub(crate) kind: String,
    pub(crate) col: Option<String>,
    pub(crate) old_type: String,
    pub(crate) old: Option<Vec<u8>>,
    pub(crate) nonce: Vec<u8>,
}

/// What is hashed of a transaction besides its entries.
#[derive(Debug)]
pub(crate) struct Header<'a> {
    pub(crate) id: Uuid,
    pub(crate) op: &'a str,
    pub(crate) actor: Uuid,
    pub(crate) device: Uuid,
    pub(crate) hlc: i64,
    pub(crate) at: i64,
    pub(crate) undoes: Option<i64>,
}

impl Header<'_> {
    /// What is hashed before the first entry.
    pub(crate) fn prefix(&self, previous: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for part in [previous, self.id.as_bytes(), self.op.as_bytes(), self.actor.as_bytes(), self.device.as_bytes()] {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part);
        }
        for number in [self.hlc, self.at, self.undoes.unwrap_or(0)] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes
    }
}

/// The kind of an entry whose content was redacted: `nonce` is what the entry's hash was, `old` the number of the transaction
/// that redacted it.
pub(crate) const REDACTED: &str = "x";

impl Entry {
    /// The hash of the entry as it was written.
    pub(crate) fn digest(&self) -> Vec<u8> {
        if self.kind == REDACTED {
            return self.nonce.clone();
        }
        let mut hash = Sha256::new();
        part(&mut hash, &self.nonce);
        part(&mut hash, self.tbl.as_bytes());
        hash.update(self.row_id.as_bytes());
        hash.update(self.root.as_bytes());
        part(&mut hash, self.kind.as_bytes());
        part(&mut hash, self.col.as_deref().unwrap_or("").as_bytes());
        part(&mut hash, self.old_type.as_bytes());
        part(&mut hash, self.old.as_deref().unwrap_or(&[]));
        hash.finalize().to_vec()
    }
}

/// A transaction's hash while its entries are read.
pub(crate) struct Chain(Sha256);

impl Chain {
    pub(crate) fn new(previous: &[u8], header: &Header<'_>) -> Self {
        Self::after(&header.prefix(previous))
    }

    /// Goes on from what [`Header::prefix`] gave.
    pub(crate) fn after(prefix: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(prefix);
        Self(hash)
    }

    pub(crate) fn add(&mut self, entry: &Entry) {
        self.0.update(entry.digest());
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.finalize().to_vec()
    }
}

/// Length first, so that two fields never read as one.
fn part(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}
