//! Contacts: the people one talks to. A contact may belong to several customers, each with a role and dates.

mod create;
mod link;
mod record;
pub(crate) mod store;
mod trash;
mod update;

pub use link::LinkDraft;
pub use record::{ContactRecord, LinkedContact, LinkedCustomer};

pub(crate) use store::exists;

use crate::id::CustomerId;
use crate::methods::MethodDraft;

crate::op::ops! {
    /// A new contact.
    Create = "contacts.create" => Contacts.Create,
    /// Changed facts of a contact.
    Update = "contacts.update" => Contacts.Edit,
    /// Out of the lists.
    Archive = "contacts.archive" => Contacts.Edit,
    /// Back in the lists.
    Unarchive = "contacts.unarchive" => Contacts.Edit,
    /// Into the trash.
    Delete = "contacts.delete" => Contacts.Delete,
    /// Out of the trash.
    Restore = "contacts.restore" => Contacts.Delete,
    /// Gone for good.
    Purge = "contacts.purge" => Privacy.Delete,
    /// A contact and a customer brought together.
    Link = "contacts.link" => Contacts.Edit,
    /// A changed role.
    Relink = "contacts.relink" => Contacts.Edit,
    /// A contact and a customer parted.
    Unlink = "contacts.unlink" => Contacts.Edit,
}

/// Gender, where somebody has said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type, specta::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Gender {
    Female,
    Male,
    Other,
}

/// A contact as asked for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContactDraft {
    /// The whole name, required.
    pub name: String,
    /// Family name.
    pub family_name: Option<String>,
    /// Given name.
    pub given_name: Option<String>,
    /// Job title.
    pub title: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Birthday, a civil date.
    pub birthday_on: Option<String>,
    /// Does not want to be contacted.
    pub do_not_contact: bool,
    /// Free text.
    pub note: Option<String>,
    /// Ways to reach the person.
    pub methods: Vec<MethodDraft>,
    /// A customer the person belongs to.
    pub customer_id: Option<CustomerId>,
    /// The role there.
    pub role: Option<String>,
}

impl ContactDraft {
    /// A draft with nothing but a name.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            family_name: None,
            given_name: None,
            title: None,
            department: None,
            gender: None,
            birthday_on: None,
            do_not_contact: false,
            note: None,
            methods: Vec::new(),
            customer_id: None,
            role: None,
        }
    }
}
