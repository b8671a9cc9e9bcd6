use super::{FieldPatch, Op, patch, store};
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::id::CustomerId;
use crate::{fields, op, people};

impl Session {
    /// Changes fields of one customer. Every bad patch is reported, and then none is applied.
    pub async fn update_customer(&self, id: CustomerId, patches: Vec<FieldPatch>) -> Result<()> {
        let mut tx = self.begin(op::Op::Customers(Op::Update)).await?;
        let defs = fields::store::list(tx.conn()).await?;
        let changes = patch::parse(&patches, &defs)?;
        store::select_one(tx.conn(), id).await?;
        if !store::exists(tx.conn(), id).await? {
            return Err(Error::NotFound("customer"));
        }
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
            change => {
                let now = tx.now();
                store::apply(tx.conn(), change, now).await?;
            }
        }
    }
    Ok(())
}
