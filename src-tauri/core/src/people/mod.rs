//! Colleagues: who owns customers, who leads whom.
//!
//! There is no sign-in yet: one person acts, the owner made with the workspace.

mod store;
mod verbs;

pub(crate) use store::{by_id, exists};
pub(crate) use verbs::create_owner;

use crate::id::UserId;

crate::op::ops! {
    /// The person a workspace is made for.
    Owner = "people.owner",
    /// A new colleague.
    Create = "people.create",
    /// Changed facts of a colleague.
    Update = "people.update",
    /// A colleague who has left.
    Archive = "people.archive",
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
    /// The team.
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
