//! Everything the record page shows of a customer.

use super::{CustomerKind, Level, Lifecycle, store};
use crate::access::{GuardedField, Object, Rights};
use crate::addresses::{self, Address};
use crate::attachments::{self, Attachment};
use crate::clock::Instant;
use crate::contacts::{self, LinkedContact};
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::fields::{self, FieldValue};
use crate::id::CustomerId;
use crate::methods::{self, ContactMethod};
use crate::people::UserRef;
use crate::preferences::{self, Preference};
use crate::relations::{self, Relation};
use crate::tags::{self, Tag};

/// A customer with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are those of the draft")]
pub struct CustomerRecord {
    pub id: CustomerId,
    pub kind: CustomerKind,
    pub name: String,
    pub short_name: Option<String>,
    pub tax_code: Option<String>,
    pub industry: Option<String>,
    #[specta(type = Option<specta_typescript::Number>)]
    pub size: Option<i64>,
    pub level: Option<Level>,
    pub lifecycle: Lifecycle,
    pub source: Option<String>,
    pub website: Option<String>,
    pub note: Option<String>,
    pub owner: Option<UserRef>,
    pub owner_since: Option<Instant>,
    pub region: Option<String>,
    pub last_contact_at: Option<Instant>,
    pub next_contact_at: Option<Instant>,
    pub archived_at: Option<Instant>,
    pub deleted_at: Option<Instant>,
    pub created_at: Instant,
    pub created_by: Option<UserRef>,
    pub updated_at: Instant,
    pub updated_by: Option<UserRef>,
    pub methods: Vec<ContactMethod>,
    pub addresses: Vec<Address>,
    pub preferences: Vec<Preference>,
    pub tags: Vec<Tag>,
    pub contacts: Vec<LinkedContact>,
    pub relations: Vec<Relation>,
    pub fields: Vec<FieldValue>,
    pub attachments: Vec<Attachment>,
}

impl CustomerRecord {
    /// Masks and hides what the reader is not shown.
    fn show(&mut self, rights: &Rights) {
        rights.show_methods(Object::Customers, &mut self.methods);
        rights.show_addresses(Object::Customers, &mut self.addresses);
        self.note = rights.shown(Object::Customers, GuardedField::Note, self.note.take());
        self.tax_code = rights.shown(Object::Customers, GuardedField::TaxCode, self.tax_code.take());
        for contact in &mut self.contacts {
            contact.phone = rights.shown(Object::Contacts, GuardedField::Phone, contact.phone.take());
            contact.email = rights.shown(Object::Contacts, GuardedField::Email, contact.email.take());
        }
    }
}

impl Session {
    /// The customer with all that belongs to it; one in the trash too, marked as such.
    pub async fn customer(&self, id: CustomerId) -> Result<CustomerRecord> {
        let mut read = self.read().await?;
        let seen = read.see(id).await?;
        let mut record = store::record(read.conn(), seen).await?.ok_or(Error::NotFound("customer"))?;
        for relation in relations::of(read.conn(), seen).await? {
            if read.see(relation.customer.id).await.is_ok() {
                record.relations.push(relation);
            }
        }
        let (conn, parent) = (read.conn(), seen.any());
        record.methods = methods::store::of(conn, parent).await?;
        record.addresses = addresses::store::of(conn, parent).await?;
        record.preferences = preferences::of(conn, parent).await?;
        record.tags = tags::store::of(conn, parent).await?;
        record.contacts = contacts::store::of_customer(conn, seen).await?;
        record.fields = fields::store::of(conn, parent).await?;
        record.attachments = attachments::of(conn, parent).await?;
        record.show(&*read.rights().await?);
        Ok(record)
    }
}
