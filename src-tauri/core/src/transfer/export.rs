//! Writing records out. Asked for and written down before the first row leaves.

use super::Op;
use crate::access::{Action, Note, Object};
use crate::crm::Session;
use crate::error::Result;
use crate::fields::Entity;
use crate::op;
use crate::views::{self, ListQuery, Selection};

/// What a page draws and may leave as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Figures {
    /// A card of the insights.
    Insights,
    /// Lines of the audit.
    Audit,
}

impl Session {
    /// Asks whether the actor may write what a page shows to a file, and writes down what it was.
    pub async fn begin_page_export(&self, figures: Figures, title: &str) -> Result<()> {
        let (op, object) = match figures {
            Figures::Insights => (Op::ExportInsights, Object::Customers),
            Figures::Audit => (Op::ExportAudit, Object::Audit),
        };
        if self.crm().is_read_only() {
            return self.need(object, Action::Export).await;
        }
        let mut tx = self.begin(op::Op::Transfer(op)).await?;
        tx.note(Note::default().with("title", title)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Begins an export of a list: asks whether the actor may write out every row it holds, and writes down which and how
    /// many. The rows are those of the list, masked as they are there.
    pub async fn begin_export(&self, entity: Entity, query: &ListQuery) -> Result<u64> {
        let op = match entity {
            Entity::Customer => Op::ExportCustomers,
            Entity::Contact => Op::ExportContacts,
        };
        let selection = Selection::Query { query: query.clone(), except: Vec::new() };
        let mut tx = self.begin(op::Op::Transfer(op)).await?;
        let rows = match entity {
            Entity::Customer => views::select_customers(&mut tx, &selection).await?,
            Entity::Contact => views::select_contacts(&mut tx, &selection).await?,
        };
        tx.note(Note::default().with("rows", rows).with("filter", query.filter.clone())).await?;
        tx.commit().await?;
        Ok(rows)
    }
}
