//! What an erasure did, without a personal word. It is a note of the change log: nobody can change or remove it
//! without being found out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Op;
use super::html::{self, Words};
use crate::access::{Action, Note, Object};
use crate::change::store::{self as log, NoteQuery, NoteRow};
use crate::clock::Instant;
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::parent::ParentRef;
use crate::people::UserRef;
use crate::workspace::hex_encode;

/// A place a person was removed from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// A table, `attachment_files` or `search_index`.
    pub place: String,
    /// How many rows, entries or files.
    #[specta(type = specta_typescript::Number)]
    pub rows: i64,
}

/// What an erasure did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Certificate {
    /// Its transaction in the change log.
    #[specta(type = specta_typescript::Number)]
    pub tx: i64,
    /// When.
    pub at: Instant,
    /// By whom; `None` when that colleague is gone.
    pub by: Option<UserRef>,
    /// SHA-256 of the id of the erased record, in hexadecimal.
    pub subject: String,
    /// `customer` or `contact`.
    pub kind: String,
    /// The name of the record that stays for its purchases; `None` when nothing stays.
    pub alias: Option<String>,
    /// What was removed or overwritten, and where.
    pub places: Vec<Place>,
    /// It was done by a rule of retention.
    pub by_rule: bool,
}

/// The account of an erasure as it is stored in its note.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Account {
    pub(super) subject: String,
    pub(super) kind: String,
    pub(super) alias: Option<String>,
    pub(super) places: BTreeMap<String, i64>,
    /// Entries of the change log; the audit compares it with what it finds.
    pub(super) redacted: i64,
    pub(super) by_rule: bool,
}

impl Account {
    pub(super) fn count(&mut self, place: &str, rows: u64) {
        if rows > 0 {
            *self.places.entry(place.to_owned()).or_default() += i64::try_from(rows).unwrap_or(i64::MAX);
        }
    }

    pub(super) fn places(&self) -> Vec<Place> {
        self.places.iter().map(|(place, rows)| Place { place: place.clone(), rows: *rows }).collect()
    }

    pub(super) fn note(&self, record: Uuid) -> Note {
        Note::about(record)
            .with("subject", self.subject.as_str())
            .with("kind", self.kind.as_str())
            .with("alias", self.alias.clone())
            .with("places", serde_json::json!(self.places))
            .with("redacted", self.redacted)
            .with("byRule", self.by_rule)
    }
}

/// The subject of a certificate: the hash of an id tells nobody whom it meant, and proves it to who knows the id.
pub(super) fn subject_of(record: ParentRef) -> String {
    hex_encode(&Sha256::digest(id_of(record).as_bytes()))
}

pub(super) fn id_of(record: ParentRef) -> Uuid {
    match record {
        ParentRef::Customer { id } => id.into(),
        ParentRef::Contact { id } => id.into(),
    }
}

fn certificate(row: NoteRow) -> Result<Certificate> {
    let text = row.text.as_deref().unwrap_or_default();
    let account: Account = serde_json::from_str(text).map_err(|_| Error::Damaged)?;
    Ok(Certificate {
        tx: row.tx,
        at: row.at,
        by: UserRef::maybe(Some(row.actor), row.actor_name),
        places: account.places(),
        subject: account.subject,
        kind: account.kind,
        alias: account.alias,
        by_rule: account.by_rule,
    })
}

impl Session {
    /// The certificates of all erasures, the newest first.
    pub async fn list_certificates(&self) -> Result<Vec<Certificate>> {
        self.need(Object::Privacy, Action::Delete).await?;
        let query = NoteQuery {
            actor: None,
            record: None,
            ops: Some(serde_json::json!([Op::Erase.code()]).to_string()),
            from: i64::MIN,
            to: i64::MAX,
            before: i64::MAX,
            limit: i64::MAX,
        };
        log::notes(self.read().await?.conn(), &query).await?.into_iter().map(certificate).collect()
    }

    /// One certificate.
    pub async fn certificate(&self, tx: i64) -> Result<Certificate> {
        let all = self.list_certificates().await?;
        all.into_iter().find(|known| known.tx == tx).ok_or(Error::NotFound("certificate"))
    }
}

impl Certificate {
    /// As a file for programs.
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!(self)
    }

    /// As a page to print, in the language of `words`.
    pub fn html(&self, words: &Words, zone: chrono_tz::Tz) -> String {
        html::certificate(self, words, zone)
    }
}
