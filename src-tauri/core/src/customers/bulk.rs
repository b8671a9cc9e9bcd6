//! One change for many customers: a selection, or everything a query finds.

use super::{FieldPatch, Op, patch, store, update};
use crate::crm::Session;
use crate::error::Result;
use crate::id::TagId;
use crate::views::{self, Selection};
use crate::{check, fields, op, tags};

/// What is done to every selected customer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkEdit {
    /// Fields to set.
    pub patches: Vec<FieldPatch>,
    /// Names of tags to hang on.
    pub add_tags: Vec<String>,
    /// Tags to take off.
    pub remove_tags: Vec<TagId>,
}

impl Session {
    /// Changes every selected customer alike; gives how many there were. One undo takes it all back.
    pub async fn bulk_edit_customers(&self, selection: &Selection, edit: &BulkEdit) -> Result<u64> {
        let mut errors = Vec::new();
        let names: Vec<String> = edit
            .add_tags
            .iter()
            .enumerate()
            .filter_map(|(i, name)| check::optional(&mut errors, &format!("addTags.{i}"), Some(name), 60))
            .collect();
        check::done(errors, ())?;
        let mut tx = self.begin(op::Op::Customers(Op::BulkEdit)).await?;
        let defs = fields::store::list(tx.conn()).await?;
        let changes = patch::parse(&edit.patches, &defs)?;
        let selected = views::select_customers(&mut tx, selection).await?;
        update::apply(&mut tx, &changes).await?;
        for name in &names {
            let tag = tags::ensure(&mut tx, name).await?;
            store::tag_selected(&mut tx, tag.id).await?;
        }
        for tag in &edit.remove_tags {
            store::untag_selected(tx.conn(), *tag).await?;
        }
        tx.commit().await?;
        Ok(selected)
    }
}
