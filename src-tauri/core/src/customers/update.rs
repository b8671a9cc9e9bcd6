use super::{FieldPatch, Op, patch, store};
use crate::access::{Action, GuardedField, Object, Rule};
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::id::CustomerId;
use crate::{fields, op, people, views};

impl Session {
    /// Changes fields of one customer. Every bad patch is reported, and then none is applied.
    pub async fn update_customer(&self, id: CustomerId, patches: Vec<FieldPatch>) -> Result<()> {
        let mut tx = self.begin(op::Op::Customers(Op::Update)).await?;
        tx.target(id).await?;
        let defs = fields::store::list(tx.conn()).await?;
        let changes = patch::parse(&patches, &defs)?;
        store::select_one(tx.conn(), id).await?;
        apply(&mut tx, &changes).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Applies parsed changes to the selected customers.
pub(super) async fn apply(tx: &mut crate::Tx, changes: &[patch::Change]) -> Result<()> {
    for change in changes {
        match change {
            patch::Change::Owner(Some(owner)) if !people::exists(tx.conn(), *owner).await? => {
                return Err(Error::invalid("ownerId", "unknown"));
            }
            patch::Change::Custom(field, value) => {
                for customer in store::selected(tx.conn()).await? {
                    let id = tx.new_id();
                    fields::store::set(tx.conn(), id, *field, customer.into(), value.as_ref()).await?;
                }
            }
            patch::Change::Owner(_) if !views::all_admitted(tx, Object::Customers, Action::Transfer).await? => {
                return Err(tx.refuse(Rule::rows(Object::Customers, Action::Transfer), None).await);
            }
            patch::Change::Note(_) if tx.rights().field(Object::Customers, GuardedField::Note).is_some() => {
                return tx.may_change(Object::Customers, GuardedField::Note).await;
            }
            patch::Change::TaxCode(_) if tx.rights().field(Object::Customers, GuardedField::TaxCode).is_some() => {
                return tx.may_change(Object::Customers, GuardedField::TaxCode).await;
            }
            change => {
                let now = tx.now();
                store::apply(tx.conn(), change, now).await?;
            }
        }
    }
    Ok(())
}
