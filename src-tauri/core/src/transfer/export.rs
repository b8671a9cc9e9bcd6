//! Writing records out. Asked for and written down before the first row leaves.

use super::Op;
use crate::access::Note;
use crate::crm::Session;
use crate::error::Result;
use crate::fields::Entity;
use crate::op;
use crate::views::{ListQuery, Selection};

impl Session {
    /// Begins an export of a list: asks whether the actor may, and writes down which and how many. The rows are those of
    /// the list, masked as they are there.
    pub async fn begin_export(&self, entity: Entity, query: &ListQuery) -> Result<u64> {
        let op = match entity {
            Entity::Customer => Op::ExportCustomers,
            Entity::Contact => Op::ExportContacts,
        };
        let selection = Selection::Query { query: query.clone(), except: Vec::new() };
        let rows = match entity {
            Entity::Customer => self.count_customers(&selection).await?,
            Entity::Contact => self.count_contacts(&selection).await?,
        };
        let mut tx = self.begin(op::Op::Transfer(op)).await?;
        tx.note(Note::default().with("rows", rows).with("filter", query.filter.clone())).await?;
        tx.commit().await?;
        Ok(rows)
    }
}
