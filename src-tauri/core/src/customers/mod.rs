//! Customers: organisations and persons one sells to, markets to and serves.

mod bulk;
mod create;
mod duplicates;
mod ownership;
mod patch;
mod record;
pub(crate) mod store;
mod trash;
mod update;

pub use bulk::BulkEdit;
pub use duplicates::{DuplicateHint, DuplicateProbe, DuplicateReason};
pub use ownership::{Collaborator, OpenWork};
pub use record::CustomerRecord;

use crate::addresses::AddressDraft;
use crate::clock::Instant;
use crate::fields::FieldValue;
use crate::id::UserId;
use crate::methods::MethodDraft;

crate::op::ops! {
    /// A new customer.
    Create = "customers.create" => Customers.Create,
    /// Changed facts of one customer.
    Update = "customers.update" => Customers.Edit,
    /// Many customers changed alike.
    BulkEdit = "customers.bulk_edit" => Customers.Bulk,
    /// Out of the lists, not away.
    Archive = "customers.archive" => Customers.Edit,
    /// Back in the lists.
    Unarchive = "customers.unarchive" => Customers.Edit,
    /// Into the trash.
    Delete = "customers.delete" => Customers.Delete,
    /// Out of the trash.
    Restore = "customers.restore" => Customers.Delete,
    /// To another owner.
    Transfer = "customers.transfer" => Customers.Transfer,
    /// All of one owner to another.
    HandOver = "customers.hand_over" => Customers.Transfer,
    /// Who helps.
    Collaborate = "customers.collaborate" => Customers.Edit,
    /// Gone for good.
    Purge = "customers.purge" => Privacy.Delete,
}

/// Organisation or person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, sqlx::Type, specta::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(rename_all = "lowercase")]
pub enum CustomerKind {
    /// A company, a school, an office.
    Organisation,
    /// A private person.
    Person,
}

/// How important a customer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, sqlx::Type, specta::Type)]
#[expect(missing_docs, reason = "A is the most important, D the least")]
pub enum Level {
    A,
    B,
    C,
    D,
}

/// Where a customer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, sqlx::Type, specta::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(rename_all = "lowercase")]
pub enum Lifecycle {
    /// Has not bought yet.
    Prospect,
    /// Buys.
    Active,
    /// Has bought and is silent.
    Dormant,
    /// Will not buy again.
    Lost,
}

/// A customer as asked for.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomerDraft {
    /// Organisation or person.
    pub kind: CustomerKind,
    /// The name, required.
    pub name: String,
    /// What people call it.
    pub short_name: Option<String>,
    /// 统一社会信用代码, VAT number.
    pub tax_code: Option<String>,
    /// The industry, a word of the user.
    pub industry: Option<String>,
    /// Employees.
    #[specta(type = Option<specta_typescript::Number>)]
    pub size: Option<i64>,
    /// The level.
    pub level: Option<Level>,
    /// Where it stands; a prospect when not said.
    pub lifecycle: Option<Lifecycle>,
    /// Where it came from, a word of the user.
    pub source: Option<String>,
    /// The web site.
    pub website: Option<String>,
    /// Free text.
    pub note: Option<String>,
    /// Who owns it; the actor when not said.
    pub owner_id: Option<UserId>,
    /// When to get in touch next.
    pub next_contact_at: Option<Instant>,
    /// Ways to reach it.
    pub methods: Vec<MethodDraft>,
    /// Where it is.
    pub addresses: Vec<AddressDraft>,
    /// Names of tags; new words make new tags.
    pub tags: Vec<String>,
    /// Custom fields.
    pub fields: Vec<FieldValue>,
}

impl CustomerDraft {
    /// A draft with nothing but a kind and a name.
    pub fn named(kind: CustomerKind, name: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            short_name: None,
            tax_code: None,
            industry: None,
            size: None,
            level: None,
            lifecycle: None,
            source: None,
            website: None,
            note: None,
            owner_id: None,
            next_contact_at: None,
            methods: Vec::new(),
            addresses: Vec::new(),
            tags: Vec::new(),
            fields: Vec::new(),
        }
    }
}

/// One field and its new value; `null` clears it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FieldPatch {
    /// The field as the record names it, or `custom:<id>`.
    pub field: String,
    /// The value as text.
    pub value: Option<String>,
}
