//! What the actor may do, told to the shells so that they offer nothing that would be refused.

use serde::{Deserialize, Serialize};

use super::FieldGrant;
use super::rights::Rows;
use super::words::{Action, GuardedField, Object};
use crate::crm::Session;
use crate::error::Result;
use crate::people::{self, UserRef};

/// What the actor may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MyRights {
    /// Who acts.
    pub user: UserRef,
    /// What is allowed; the rest is not.
    pub rules: Vec<MyRule>,
    /// How fields are shown; the rest is open.
    pub fields: Vec<FieldGrant>,
}

/// Something the actor may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MyRule {
    /// On what.
    pub object: Object,
    /// What.
    pub action: Action,
    /// On all rows.
    pub all: bool,
}

impl Session {
    /// What the actor may do.
    pub async fn my_rights(&self) -> Result<MyRights> {
        let mut read = self.read().await?;
        let user = people::by_id(read.conn(), self.actor()).await?;
        let rights = read.rights().await?;
        let rule = |object: Object, action: Action| {
            rights.may(object, action).then(|| MyRule {
                object,
                action,
                all: *rights.rows(object, action) == Rows::All,
            })
        };
        let rules =
            Object::ALL.iter().flat_map(|object| Action::ALL.iter().filter_map(|action| rule(*object, *action)));
        let field = |object: Object, field: GuardedField| {
            rights.field(object, field).map(|rule| FieldGrant { object, field, rule })
        };
        let objects = [Object::Customers, Object::Contacts];
        let fields =
            objects.iter().flat_map(|object| GuardedField::ALL.iter().filter_map(|name| field(*object, *name)));
        Ok(MyRights { user, rules: rules.collect(), fields: fields.collect() })
    }
}
