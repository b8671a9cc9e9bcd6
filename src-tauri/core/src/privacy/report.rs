//! Everything held on one person, for that person: to be handed out, so nothing in it is masked, and its making is written
//! down.

use serde::Serialize;
use serde_json::{Value, json};

use super::certificate::{id_of, subject_of};
use super::consent::Consents;
use super::html::{self, Words};
use super::{Op, store};
use crate::access::{Action, AuditEntry, Note, Object, Rule};
use crate::change::ChangeEntry;
use crate::clock::Instant;
use crate::contacts::ContactRecord;
use crate::crm::Session;
use crate::customers::CustomerRecord;
use crate::error::Result;
use crate::op;
use crate::parent::ParentRef;
use crate::purchases::Purchase;

/// Purchases that are read at a time.
const PAGE: u32 = 1_000;

/// The record of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Subject {
    /// A customer who is a person.
    Customer(Box<CustomerRecord>),
    /// A contact.
    Contact(Box<ContactRecord>),
}

/// A value of a custom field with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NamedValue {
    /// The field in English.
    pub label_en: String,
    /// The field in Chinese.
    pub label_zh: String,
    /// Its value.
    pub value: String,
}

/// Text about the person that was typed and not saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct UnsavedText {
    /// Where it was typed.
    pub field: String,
    /// The text.
    pub text: String,
    /// When.
    pub updated_at: Instant,
}

/// Everything held on one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubjectReport {
    /// When it was made.
    pub made_at: Instant,
    /// SHA-256 of the id of the record, as a later certificate of erasure would name it.
    pub subject: String,
    /// The name.
    pub name: String,
    /// The record with what hangs on it: ways to reach, addresses, likings, tags, links, files.
    pub record: Subject,
    /// Custom fields by name.
    pub fields: Vec<NamedValue>,
    /// What the person said on being reached.
    pub consents: Consents,
    /// What the person bought, the newest first.
    pub purchases: Vec<Purchase>,
    /// Text that was not saved.
    pub unsaved: Vec<UnsavedText>,
    /// Who changed what, the newest first.
    pub history: Vec<ChangeEntry>,
    /// Who looked behind a mask, exported or was refused, the newest first.
    pub audit: Vec<AuditEntry>,
}

impl Session {
    /// Everything held on a person. Refused to whom anything of it is masked or hidden: half a report would be a wrong one.
    pub async fn subject_report(&self, record: ParentRef) -> Result<SubjectReport> {
        let mut tx = self.begin(op::Op::Privacy(Op::Report)).await?;
        let seen = tx.target(record).await?;
        let name = store::person(tx.conn(), seen).await?;
        let id = id_of(record);
        let rights = tx.rights();
        if !rights.searches_all() {
            return Err(tx.refuse(Rule::action(record.object(), Action::Reveal), Some(id)).await);
        }
        if !rights.may(Object::Purchases, Action::See) {
            return Err(tx.refuse(Rule::action(Object::Purchases, Action::See), Some(id)).await);
        }
        tx.note(Note::about(id).with("subject", subject_of(record))).await?;
        let consents = Consents::of(store::consents(tx.conn(), seen).await?);
        let unsaved = store::unsaved(tx.conn(), record).await?;
        let made_at = tx.now();
        tx.commit().await?;
        let subject = match record {
            ParentRef::Customer { id } => Subject::Customer(Box::new(self.customer(id).await?)),
            ParentRef::Contact { id } => Subject::Contact(Box::new(self.contact(id).await?)),
        };
        Ok(SubjectReport {
            made_at,
            subject: subject_of(record),
            name,
            fields: self.named_values(&subject).await?,
            record: subject,
            consents,
            purchases: self.all_purchases(record).await?,
            unsaved,
            history: self.whole_history(id.into()).await?,
            audit: self.audit_of(id.into()).await?,
        })
    }

    async fn named_values(&self, subject: &Subject) -> Result<Vec<NamedValue>> {
        let values = match subject {
            Subject::Customer(customer) => &customer.fields,
            Subject::Contact(contact) => &contact.fields,
        };
        let known = self.list_field_defs().await?;
        let named = |value: &crate::fields::FieldValue| {
            let field = known.iter().find(|field| field.id == value.field_id)?;
            let (label_en, label_zh) = (field.label_en.clone(), field.label_zh.clone());
            Some(NamedValue { label_en, label_zh, value: value.value.clone() })
        };
        Ok(values.iter().filter_map(named).collect())
    }

    async fn all_purchases(&self, record: ParentRef) -> Result<Vec<Purchase>> {
        let ParentRef::Customer { id } = record else { return Ok(Vec::new()) };
        let mut purchases = Vec::new();
        loop {
            let start = u32::try_from(purchases.len()).unwrap_or(u32::MAX);
            let page = self.list_purchases(id, start, PAGE).await?;
            if page.rows.is_empty() {
                return Ok(purchases);
            }
            purchases.extend(page.rows);
        }
    }

    async fn whole_history(&self, root: crate::RecordId) -> Result<Vec<ChangeEntry>> {
        let mut page = self.history(root, None).await?;
        let mut history = page.entries;
        while let Some(before) = page.next {
            page = self.history(root, Some(before)).await?;
            history.append(&mut page.entries);
        }
        Ok(history)
    }
}

impl SubjectReport {
    /// As a file for programs.
    pub fn json(&self) -> Value {
        json!(self)
    }

    /// As a page to print, in the language of `words`: no script, nothing from elsewhere.
    pub fn html(&self, words: &Words, zone: chrono_tz::Tz) -> String {
        html::report(self, words, zone)
    }
}
