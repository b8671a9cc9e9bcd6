//! "Restore this value": one former value of one field put back.

use super::history::value;
use super::tables::Table;
use super::{Op, store};
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::{RecordId, op};

impl Session {
    /// Puts back the value that `field` of the row had before the transaction `tx`.
    pub async fn restore_value(&self, tx: i64, row: RecordId, field: &str) -> Result<()> {
        let mut write = self.begin(op::Op::Change(Op::Restore)).await?;
        let entry = store::entry_of(write.conn(), tx, row, field).await?.ok_or(Error::NotFound("change"))?;
        let table = Table::named(&entry.tbl).ok_or(Error::NotFound("change"))?;
        write.may_restore(table.name, &entry.col, entry.root).await?;
        let former = value(&entry.old_type, entry.old.as_deref());
        if !store::set_column(write.conn(), table, row, &entry.col, former).await? {
            return Err(Error::NotFound("record"));
        }
        write.commit().await?;
        Ok(())
    }
}
