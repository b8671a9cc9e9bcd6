//! What the actor may do, told to the shells so that they offer nothing that would be refused.

use serde::{Deserialize, Serialize};

use super::FieldGrant;
use super::rights::Rows;
use super::words::{Action, GuardedField, Object};
use crate::crm::Session;
use crate::error::Result;
use crate::id::UserId;
use crate::people::{self, UserRef};

/// What the actor may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MyRights {
    /// Who acts.
    pub user: UserRef,
    /// What is allowed; the rest is not.
    pub rules: Vec<MyRule>,
    /// Owners on whose rows something is allowed, each circle of them once.
    pub circles: Vec<Vec<UserId>>,
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
    /// On the rows of this circle of owners, by its place; none: on all.
    pub circle: Option<u32>,
}

impl Session {
    /// What the actor may do.
    pub async fn my_rights(&self) -> Result<MyRights> {
        let mut read = self.read().await?;
        let user = people::by_id(read.conn(), self.actor()).await?;
        let rights = read.rights().await?;
        let (mut rules, mut circles) = (Vec::new(), Vec::<Vec<UserId>>::new());
        for (object, action) in
            Object::ALL.iter().flat_map(|object| Action::ALL.iter().map(move |action| (*object, *action)))
        {
            let circle = match rights.rows(object, action) {
                Rows::Nobody => continue,
                Rows::All => None,
                Rows::Of(owners) => Some(circles.iter().position(|circle| **circle == **owners).unwrap_or_else(|| {
                    circles.push(owners.to_vec());
                    circles.len() - 1
                })),
            };
            rules.push(MyRule { object, action, circle: circle.map(|place| place as u32) });
        }
        let field = |object: Object, field: GuardedField| {
            rights.field(object, field).map(|rule| FieldGrant { object, field, rule })
        };
        let objects = [Object::Customers, Object::Contacts];
        let fields =
            objects.iter().flat_map(|object| GuardedField::ALL.iter().filter_map(|name| field(*object, *name)));
        Ok(MyRights { user, rules, circles, fields: fields.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::tests::two_sellers;

    #[tokio::test]
    async fn a_rule_says_on_whose_rows_it_allows_something() {
        let (_dir, crm, ada, bob, ..) = two_sellers().await;
        let roles = crm.session().list_roles().await.unwrap();
        let role = |code: &str| roles.iter().find(|role| role.code.as_deref() == Some(code)).unwrap().id;
        crm.session().set_roles(ada.actor(), &[role("sales"), role("read_only")]).await.unwrap();
        let mine = ada.my_rights().await.unwrap();
        let circle = |object, action| {
            let rule = mine.rules.iter().find(|rule| (rule.object, rule.action) == (object, action)).unwrap();
            rule.circle.map(|place| mine.circles[place as usize].clone())
        };
        assert_eq!(mine.circles, [[ada.actor()]]);
        assert_eq!(circle(Object::Customers, Action::See), None);
        assert_eq!(circle(Object::Customers, Action::Edit), Some(vec![ada.actor()]));
        assert!(!mine.rules.iter().any(|rule| rule.action == Action::Delete && rule.object == Object::Customers));
        assert_eq!(bob.my_rights().await.unwrap().circles, [[bob.actor()]]);
    }
}
