//! The gate for the past of a record: who sees it, which of its tables, and who puts a value back.

use uuid::Uuid;

use super::gate::unseen;
use super::store;
use super::words::{Action, Object, Rule};
use crate::crm::Read;
use crate::error::{Error, Result};
use crate::id::{ContactId, CustomerId};
use crate::tx::Tx;

impl Read {
    /// Goes through the gate to the history of a record, says what it is, and names the tables that stay hidden from the reader. What is
    /// neither a customer nor a contact, or is gone, has its history for those who read the audit.
    pub(crate) async fn see_history(&mut self, root: Uuid) -> Result<(Object, &'static [&'static str])> {
        let (customer, contact) = (CustomerId::from(root), ContactId::from(root));
        // Everything is asked in any case and answered in the same words: what is hidden looks like what is not there.
        let seen = (self.admits(Object::Customers, customer).await?, self.admits(Object::Contacts, contact).await?);
        match seen {
            (Some(true), _) => {
                let purchases = self.admits(Object::Purchases, customer).await? == Some(true);
                Ok((Object::Customers, if purchases { &[] } else { &["purchases"] }))
            }
            (_, Some(true)) => Ok((Object::Contacts, &[])),
            (None, None) if self.rights().await?.may(Object::Audit, Action::See) => Ok((Object::Audit, &[])),
            _ => Err(Error::NotFound("record")),
        }
    }
}

impl Tx {
    /// A former value of this column may be put back: it needs what changing it by hand would. Who does not see the record
    /// knows of no former value.
    pub(crate) async fn may_restore(&mut self, table: &str, column: &str, root: Uuid) -> Result<()> {
        let (customer, contact) = (CustomerId::from(root), ContactId::from(root));
        let owner = store::owner_of(self.conn(), customer).await?;
        let seen = match owner {
            Some(_) => self.see(customer).await.map(drop),
            None if store::maker_of(self.conn(), contact).await?.is_some() => self.see(contact).await.map(drop),
            None => Ok(()),
        };
        seen.map_err(|error| unseen(error, "change"))?;
        let needed = match (table, column) {
            ("customers", "owner_id") | ("collaborators", _) => (Object::Customers, Action::Transfer),
            ("customers", "deleted_at") => (Object::Customers, Action::Delete),
            ("contacts", "deleted_at") => (Object::Contacts, Action::Delete),
            ("purchases", _) => (Object::Purchases, Action::Edit),
            ("products", _) => (Object::Products, Action::Create),
            ("tags" | "field_defs", _) => (Object::Settings, Action::Configure),
            ("users", column) if column != "department_id" => (Object::People, Action::Edit),
            ("users" | "departments" | "roles" | "role_grants" | "role_fields" | "user_roles", _) => {
                (Object::People, Action::Configure)
            }
            ("retention_rules", _) => (Object::Privacy, Action::Configure),
            ("consents", _) => (Object::Privacy, Action::Create),
            ("views", _) => (Object::Views, Action::Configure),
            _ => {
                let object = if owner.is_some() { Object::Customers } else { Object::Contacts };
                if self.rights().past(object, table, Some(column), Some(String::from("?"))).as_deref() != Some("?") {
                    return Err(self.refuse(Rule::action(object, Action::Reveal), Some(root)).await);
                }
                return match owner {
                    Some(_) => self.target(customer).await.map(drop),
                    None => self.target(contact).await.map(drop),
                };
            }
        };
        let rights = self.rights();
        let allowed = match owner {
            Some(owner) => rights.admit(needed.0, needed.1, customer, owner),
            None => rights.may(needed.0, needed.1),
        };
        if allowed { Ok(()) } else { Err(self.refuse(Rule::rows(needed.0, needed.1), Some(root)).await) }
    }
}
