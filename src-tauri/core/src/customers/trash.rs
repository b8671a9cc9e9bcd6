//! Out of the lists, into the trash, back, and gone for good.

use super::{Op, store};
use crate::access::Note;
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::views::{self, Selection};
use crate::{attachments, drafts, op};

impl Session {
    /// Takes the selected customers out of the lists.
    pub async fn archive_customers(&self, selection: &Selection) -> Result<u64> {
        self.mark(Op::Archive, selection).await
    }

    /// Brings archived customers back into the lists.
    pub async fn unarchive_customers(&self, selection: &Selection) -> Result<u64> {
        self.mark(Op::Unarchive, selection).await
    }

    /// Puts the selected customers into the trash.
    pub async fn delete_customers(&self, selection: &Selection) -> Result<u64> {
        self.mark(Op::Delete, selection).await
    }

    /// Takes the selected customers out of the trash.
    pub async fn restore_customers(&self, selection: &Selection) -> Result<u64> {
        self.mark(Op::Restore, selection).await
    }

    /// Removes customers in the trash and all that belongs to them for good. `expected` is the number a
    /// person has typed: another number of rows is a conflict, and nothing is removed. Files go when nothing else needs
    /// them.
    pub async fn purge_customers(&self, selection: &Selection, expected: u64) -> Result<u64> {
        let mut tx = self.begin(op::Op::Customers(Op::Purge)).await?;
        views::select_customers(&mut tx, selection).await?;
        let purged = store::keep_deleted_selected(tx.conn()).await?;
        if purged != expected {
            return Err(Error::Conflict("count_changed"));
        }
        drafts::store::forget_selected(tx.conn()).await?;
        store::purge_selected(tx.conn()).await?;
        tx.note(Note::default().with("customers", purged)).await?;
        tx.commit().await?;
        attachments::sweep_after_purge(self).await;
        Ok(purged)
    }

    async fn mark(&self, verb: Op, selection: &Selection) -> Result<u64> {
        let mut tx = self.begin(op::Op::Customers(verb)).await?;
        views::select_customers(&mut tx, selection).await?;
        let now = tx.now();
        let marked = store::mark_selected(tx.conn(), verb, now).await?;
        tx.commit().await?;
        Ok(marked)
    }
}
