//! Notes: entries of the change log that tell what no row tells. They stand in the one chain of hashes.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Op, Rule};
use crate::change::store;
use crate::crm::Session;
use crate::db::WriterGuard;
use crate::error::{Error, Result};
use crate::op;
use crate::tx::Tx;

/// What a note tells.
#[derive(Debug, Clone, Default)]
pub(crate) struct Note {
    /// The record it is about.
    pub(crate) record: Option<Uuid>,
    details: Map<String, Value>,
}

impl Note {
    pub(crate) fn about(record: impl Into<Uuid>) -> Self {
        Self { record: Some(record.into()), details: Map::new() }
    }

    /// Adds a detail.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }
}

impl Tx {
    /// Writes a note into this transaction.
    pub(crate) async fn note(&mut self, note: Note) -> Result<()> {
        let (id, actor): (Uuid, Uuid) = (self.new_id(), self.actor().into());
        let (seq, text) = (self.seq(), Value::Object(note.details).to_string());
        store::note(self.conn(), seq, id, note.record.unwrap_or(actor), &text).await
    }

    /// Takes everything back, writes down that the rule refused it, and gives the error.
    pub(crate) async fn refuse(&mut self, rule: Rule, record: Option<Uuid>) -> Error {
        let (session, op) = (self.session().clone(), self.op_code());
        let Some(mut writer) = self.give_back() else { return Error::Forbidden(rule) };
        let refused = async {
            writer.rollback().await?;
            refused(&session, writer, op, rule, record).await
        };
        refused.await.err().unwrap_or(Error::Forbidden(rule))
    }
}

/// Writes down that `rule` refused `op`.
pub(crate) async fn refused(
    session: &Session,
    writer: WriterGuard,
    op: &str,
    rule: Rule,
    record: Option<Uuid>,
) -> Result<()> {
    let mut tx = Tx::open(session, writer, op::Op::Access(Op::Refused), None).await?;
    let note = Note { record, ..Note::default() }.with("rule", rule.to_string()).with("op", op);
    tx.note(note).await?;
    tx.commit().await?;
    Ok(())
}
