//! Colleagues: who owns customers, who leads whom, who is in which team and department.

mod departments;
mod store;
mod verbs;

pub use departments::{Department, DepartmentDraft};
pub(crate) use store::{by_id, exists, is_here};
pub(crate) use verbs::create_owner;

use crate::id::UserId;

crate::op::ops! {
    /// The person a workspace is made for.
    Owner = "people.owner" => Anybody,
    /// A new colleague.
    Create = "people.create" => People.Create,
    /// Changed facts of a colleague.
    Update = "people.update" => People.Edit,
    /// A colleague who has left.
    Archive = "people.archive" => People.Delete,
    /// Departments made, changed or removed.
    Departments = "people.departments" => People.Configure,
    /// Somebody in another department.
    Place = "people.place" => People.Configure,
}

/// A colleague by name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UserRef {
    /// The id.
    pub id: UserId,
    /// The name.
    pub name: String,
}

impl UserDraft {
    /// A colleague of whom only the name is known.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), email: None, manager_id: None, team: None, region: None }
    }
}

impl UserRef {
    pub(crate) fn maybe(id: Option<UserId>, name: Option<String>) -> Option<Self> {
        Some(Self { id: id?, name: name? })
    }
}

/// A colleague in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UserRow {
    /// The id.
    pub id: UserId,
    /// The name.
    pub name: String,
    /// Mail.
    pub email: Option<String>,
    /// Who leads.
    pub manager_id: Option<UserId>,
    /// The name of who leads.
    pub manager_name: Option<String>,
    /// The team: those of the same name are one.
    pub team: Option<String>,
    /// The region or office.
    pub region: Option<String>,
    /// How many live customers the person owns.
    #[specta(type = specta_typescript::Number)]
    pub customers: i64,
}

/// What is known of a colleague.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UserDraft {
    /// The name, required.
    pub name: String,
    /// Mail.
    pub email: Option<String>,
    /// Who leads.
    pub manager_id: Option<UserId>,
    /// The team.
    pub team: Option<String>,
    /// The region or office.
    pub region: Option<String>,
}
