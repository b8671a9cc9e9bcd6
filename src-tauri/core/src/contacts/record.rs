//! Everything the record page shows of a contact.

use super::{Gender, store};
use crate::addresses::{self, Address};
use crate::attachments::{self, Attachment};
use crate::clock::Instant;
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::fields::{self, FieldValue};
use crate::id::{ContactId, CustomerId, LinkId};
use crate::methods::{self, ContactMethod};
use crate::parent::ParentRef;
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

impl Session {
    /// The contact with all that belongs to it; one in the trash too, marked as such.
    pub async fn contact(&self, id: ContactId) -> Result<ContactRecord> {
        let mut read = self.read().await?;
        let conn = read.conn();
        let mut record = store::record(conn, id).await?.ok_or(Error::NotFound("contact"))?;
        let parent = ParentRef::from(id);
        record.methods = methods::store::of(conn, parent).await?;
        record.addresses = addresses::store::of(conn, parent).await?;
        record.preferences = preferences::of(conn, parent).await?;
        record.tags = tags::store::of(conn, parent).await?;
        record.customers = store::customers_of(conn, id).await?;
        record.fields = fields::store::of(conn, parent).await?;
        record.attachments = attachments::of(conn, parent).await?;
        Ok(record)
    }
}
