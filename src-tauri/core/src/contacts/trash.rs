//! Into the trash, back, and gone for good.

use super::{Op, store};
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::op;
use crate::views::{self, Selection};

impl Session {
    /// Puts the selected contacts into the trash.
    pub async fn delete_contacts(&self, selection: &Selection) -> Result<u64> {
        let mut tx = self.begin(op::Op::Contacts(Op::Delete)).await?;
        views::select_contacts(&mut tx, selection).await?;
        let now = tx.now();
        let marked = store::mark_selected(tx.conn(), Some(now)).await?;
        tx.commit().await?;
        Ok(marked)
    }

    /// Takes the selected contacts out of the trash.
    pub async fn restore_contacts(&self, selection: &Selection) -> Result<u64> {
        let mut tx = self.begin(op::Op::Contacts(Op::Restore)).await?;
        views::select_contacts(&mut tx, selection).await?;
        let marked = store::mark_selected(tx.conn(), None).await?;
        tx.commit().await?;
        Ok(marked)
    }

    /// Removes contacts in the trash for good; `expected` is the number a person has typed.
    pub async fn purge_contacts(&self, selection: &Selection, expected: u64) -> Result<u64> {
        let mut tx = self.begin(op::Op::Contacts(Op::Purge)).await?;
        views::select_contacts(&mut tx, selection).await?;
        let purged = store::keep_deleted_selected(tx.conn()).await?;
        if purged != expected {
            return Err(Error::Conflict("count_changed"));
        }
        store::purge_selected(tx.conn()).await?;
        tx.commit().await?;
        Ok(purged)
    }
}
