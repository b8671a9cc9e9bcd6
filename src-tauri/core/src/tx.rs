//! One write transaction: begun through the door, recorded, hashed, published.

use std::sync::Arc;

use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::access::{Need, Rights, Rule, refused};
use crate::change::log::Header;
use crate::change::readback::ReadBack;
use crate::change::store;
use crate::clock::Instant;
use crate::crm::Session;
use crate::db::WriterGuard;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::op::Op;
use crate::{derive, search};

/// A write transaction. Dropping it rolls back.
#[expect(missing_debug_implementations, reason = "a connection has nothing to show")]
pub struct Tx {
    session: Session,
    /// `None` once the transaction has ended.
    writer: Option<WriterGuard>,
    rights: Arc<Rights>,
    seq: i64,
    id: Uuid,
    op: Op,
    undoes: Option<i64>,
    now: Instant,
    hlc: i64,
    first_entry: i64,
}

/// What a commit changed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DataChanged {
    /// The tables with changed rows; `backups` when one was made.
    pub tables: Vec<String>,
    /// The records they belong to; `None` when there are many.
    pub roots: Option<Vec<String>>,
}

/// What [`Tx::commit`] did.
#[derive(Debug, Clone)]
pub struct Committed {
    /// The transaction in the change log; `None` when nothing had changed.
    pub tx: Option<i64>,
    /// How many records were touched.
    pub targets: usize,
}

impl Tx {
    pub(crate) async fn begin(session: &Session, op: Op, undoes: Option<i64>) -> Result<Self> {
        let mut writer = session.crm().database().writer().await?;
        if let Need::Of(object, action) = op.need()
            && !session.rights(&mut writer.conn).await?.may(object, action)
        {
            let rule = Rule::action(object, action);
            refused(session, writer, op.code(), rule, None).await?;
            return Err(Error::Forbidden(rule));
        }
        Self::open(session, writer, op, undoes).await
    }

    /// Begins without asking: for notes of what was refused, and for whom the asking was done.
    pub(crate) async fn open(session: &Session, mut writer: WriterGuard, op: Op, undoes: Option<i64>) -> Result<Self> {
        let rights = session.rights(&mut writer.conn).await?;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut writer.conn).await?;
        // From here on a drop rolls back.
        writer.abandoned = true;
        let now = session.now();
        let hlc = writer.hlc.max(now.ms() << 16) + 1;
        let id = session.new_id();
        let mut tx = Self {
            session: session.clone(),
            writer: Some(writer),
            rights,
            seq: 0,
            id,
            op,
            undoes,
            now,
            hlc,
            first_entry: 0,
        };
        let header = store::NewTx {
            id,
            op: op.code(),
            actor: session.actor(),
            device: session.crm().device(),
            hlc,
            at: now,
            undoes,
        };
        (tx.seq, tx.first_entry) = store::open_tx(tx.conn(), &header).await?;
        Ok(tx)
    }

    /// The write connection, for `store` functions.
    pub(crate) fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.writer.as_mut().expect("commit and rollback consume the transaction").conn
    }

    /// The moment of this transaction: every row it writes carries the same.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Who acts.
    pub fn actor(&self) -> UserId {
        self.session.actor()
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// What the actor may see and do.
    pub(crate) fn rights(&self) -> Arc<Rights> {
        Arc::clone(&self.rights)
    }

    pub(crate) fn op_code(&self) -> &'static str {
        self.op.code()
    }

    /// What the operation needs.
    pub(crate) fn need(&self) -> Need {
        self.op.need()
    }

    /// The writer, with the transaction still open: for whoever ends it otherwise.
    pub(crate) fn give_back(&mut self) -> Option<WriterGuard> {
        self.writer.take()
    }

    /// The transaction's number in the change log.
    pub(crate) fn seq(&self) -> i64 {
        self.seq
    }

    /// A new id in time order.
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        self.session.new_id()
    }

    /// Brings derived columns and the search index up to date, chains the hash, commits and publishes.
    pub async fn commit(mut self) -> Result<Committed> {
        let written = self.read_back().await?;
        if written.entries == 0 {
            self.rollback().await?;
            return Ok(Committed { tx: None, targets: 0 });
        }
        let (now, actor) = (self.now, self.actor());
        derive::sort_keys(self.conn(), &written.renamed).await?;
        store::touch(self.conn(), &written.touched, now, actor).await?;
        search::drain(self.conn()).await?;
        let (seq, targets) = (self.seq, written.targets);
        let last_entry = self.first_entry + written.entries - 1;
        store::close_tx(self.conn(), seq, targets, last_entry, &written.hash).await?;
        sqlx::query("COMMIT").execute(self.conn()).await?;
        if let Some(mut writer) = self.writer.take() {
            writer.abandoned = false;
            writer.head = written.hash;
            writer.hlc = self.hlc;
        }
        let roots = written.roots.map(|roots| roots.iter().map(Uuid::to_string).collect());
        self.session.crm().publish(DataChanged { tables: written.tables.into_iter().collect(), roots });
        Ok(Committed { tx: Some(seq), targets })
    }

    /// Ends the transaction without a trace.
    pub async fn rollback(mut self) -> Result<()> {
        match self.writer.take() {
            Some(mut writer) => writer.rollback().await,
            None => Ok(()),
        }
    }

    async fn read_back(&mut self) -> Result<ReadBack> {
        let writer = self.writer.as_mut().expect("commit and rollback consume the transaction");
        let header = Header {
            id: self.id,
            op: self.op.code(),
            actor: self.session.actor().into(),
            device: self.session.crm().device().into(),
            hlc: self.hlc,
            at: self.now.ms(),
            undoes: self.undoes,
        };
        let prefix = header.prefix(&writer.head);
        store::read_back(&mut writer.conn, self.first_entry, &prefix).await
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if let Some(mut writer) = self.writer.take()
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(async move {
                if let Err(error) = writer.rollback().await {
                    // The writer stays marked: the next transaction rolls back first.
                    tracing::error!(%error, "a dropped transaction could not be rolled back");
                }
            });
        }
    }
}
