//! What a person may see and do, decided in one place for every path: list, search, record, history, insight,
//! export, import, undo, command line.
//!
//! A *role* grants actions on objects ([`Object`], [`Action`]) and says on whose rows ([`Scope`]) and how some fields
//! are shown ([`FieldRule`]). The union of a person's roles are their *rights* ([`rights`]), computed once and kept
//! until a rule changes. Writing: [`crate::Session::begin`] asks what the operation needs, [`crate::Tx`] checks the
//! records it touches ([`gate`]). Reading: what belongs to one record takes a [`Seen`], which only a look through the
//! gate gives; lists, searches, sums and selections take the condition that `views::gate` makes of the rights. A
//! refusal is written down ([`notes`]) and names its rule.
//!
//! On one machine this keeps colleagues apart; it is no wall against the owner of the key. What a person may not see at all
//! must never reach their machine.

pub(crate) mod audit;
mod gate;
mod history;
mod keep_up;
mod known;
pub(crate) mod mask;
#[cfg(test)]
mod matrix;
mod mine;
mod notes;
#[cfg(test)]
mod reads;
pub(crate) mod ready;
mod reveal;
pub(crate) mod rights;
mod roles;
mod sign_in;
#[cfg(test)]
mod silence;
pub(crate) mod store;
#[cfg(test)]
pub(crate) mod tests;
mod veil;
mod words;

pub use audit::{AuditEntry, AuditPage, AuditQuery, RecordName};
pub(crate) use gate::Seen;
pub(crate) use keep_up::keep_up;
pub(crate) use known::Known;
pub use mine::{MyRights, MyRule};
pub(crate) use notes::{Note, refused};
pub use reveal::Revealed;
pub(crate) use rights::{Listed, Rights, Rows};
pub(crate) use roles::furnish;
pub use roles::{Role, RoleDraft};
pub(crate) use words::Need;
pub use words::{Action, FieldRule, GuardedField, Object, Part, Rule, Scope};

use serde::{Deserialize, Serialize};

crate::op::ops! {
    /// Something was refused.
    Refused = "access.refused" => Anybody,
    /// Somebody came in.
    SignIn = "access.sign_in" => Anybody,
    /// Somebody left.
    SignOut = "access.sign_out" => Anybody,
    /// Coming back after a lock.
    Unlock = "access.unlock" => Anybody,
    /// A new own password.
    ChangePassword = "access.change_password" => Anybody,
    /// A new password for another.
    ResetPassword = "access.reset_password" => People.Configure,
    /// A password taken away.
    WithdrawAccess = "access.withdraw" => People.Configure,
    /// A new key for the database.
    Rekey = "access.rekey" => Workspace.Configure,
    /// A new recovery code.
    RotateRecovery = "access.rotate_recovery" => Workspace.Configure,
    /// A look behind a mask.
    Reveal = "access.reveal" => Parent.Reveal,
    /// A new role.
    CreateRole = "access.create_role" => People.Configure,
    /// A changed role.
    UpdateRole = "access.update_role" => People.Configure,
    /// A role removed.
    DeleteRole = "access.delete_role" => People.Configure,
    /// Other roles for a person.
    SetRoles = "access.set_roles" => People.Configure,
    /// Ready-made roles brought up to date, by the program.
    KeepUp = "access.keep_up" => Anybody,
}

/// The operation of a new key, for the room of backups.
pub(crate) fn rekey_op() -> crate::op::Op {
    crate::op::Op::Access(Op::Rekey)
}

/// What a role allows on one object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Grant {
    /// On what.
    pub object: Object,
    /// What.
    pub actions: Vec<Action>,
    /// On whose rows.
    pub scope: Scope,
}

/// How a role shows a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FieldGrant {
    /// Of customers or contacts.
    pub object: Object,
    /// The field.
    pub field: GuardedField,
    /// How.
    pub rule: FieldRule,
}
