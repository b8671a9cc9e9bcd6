//! Everything the record page shows of a contact.

use super::{Gender, store};
use crate::access::{GuardedField, Object, Rights};
use crate::addresses::{self, Address};
use crate::attachments::{self, Attachment};
use crate::clock::Instant;
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::fields::{self, FieldValue};
use crate::id::{ContactId, CustomerId, LinkId};
use crate::methods::{self, ContactMethod};
use crate::people::UserRef;
use crate::preferences::{self, Preference};
use crate::tags::{self, Tag};

/// A contact with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are those of the draft")]
pub struct ContactRecord {
    pub id: ContactId,
    pub name: String,
    pub family_name: Option<String>,
    pub given_name: Option<String>,
    pub title: Option<String>,
    pub department: Option<String>,
    pub gender: Option<Gender>,
    pub birthday_on: Option<String>,
    pub do_not_contact: bool,
    pub note: Option<String>,
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
    pub customers: Vec<LinkedCustomer>,
    pub fields: Vec<FieldValue>,
    pub attachments: Vec<Attachment>,
}

/// A contact as seen from its customer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are those of the link and the contact")]
pub struct LinkedContact {
    pub link_id: LinkId,
    pub contact_id: ContactId,
    pub name: String,
    pub title: Option<String>,
    pub role: Option<String>,
    pub is_primary: bool,
    pub from_on: Option<String>,
    pub to_on: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
}

/// A customer as seen from its contact.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are those of the link and the customer")]
pub struct LinkedCustomer {
    pub link_id: LinkId,
    pub customer_id: CustomerId,
    pub name: String,
    pub role: Option<String>,
    pub is_primary: bool,
    pub from_on: Option<String>,
    pub to_on: Option<String>,
}

impl ContactRecord {
    /// Masks and hides what the reader is not shown.
    fn show(&mut self, rights: &Rights) {
        rights.show_methods(Object::Contacts, &mut self.methods);
        rights.show_addresses(Object::Contacts, &mut self.addresses);
        self.note = rights.shown(Object::Contacts, GuardedField::Note, self.note.take());
        self.birthday_on = rights.shown(Object::Contacts, GuardedField::Birthday, self.birthday_on.take());
    }
}

impl Session {
    /// The contact with all that belongs to it; one in the trash too, marked as such.
    pub async fn contact(&self, id: ContactId) -> Result<ContactRecord> {
        let mut read = self.read().await?;
        let seen = read.see(id).await?;
        let mut record = store::record(read.conn(), seen).await?.ok_or(Error::NotFound("contact"))?;
        for customer in store::customers_of(read.conn(), seen).await? {
            if read.see(customer.customer_id).await.is_ok() {
                record.customers.push(customer);
            }
        }
        let (conn, parent) = (read.conn(), seen.any());
        record.methods = methods::store::of(conn, parent).await?;
        record.addresses = addresses::store::of(conn, parent).await?;
        record.preferences = preferences::of(conn, parent).await?;
        record.tags = tags::store::of(conn, parent).await?;
        record.fields = fields::store::of(conn, parent).await?;
        record.attachments = attachments::of(conn, parent).await?;
        record.show(&*read.rights().await?);
        Ok(record)
    }
}
