//! A connection for lists: all that is read through it is of one moment.

use sqlx::{Sqlite, SqliteConnection, Transaction};

use crate::crm::Session;
use crate::db::WriterGuard;
use crate::error::Result;

/// Where a list is read.
pub(super) enum Snapshot {
    /// Nobody writes, and nobody can while this is held. The page cache is warm here.
    Idle(WriterGuard),
    /// Somebody writes, or nobody may.
    Reader(Transaction<'static, Sqlite>),
}

impl Snapshot {
    pub(super) fn conn(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Idle(writer) => &mut writer.conn,
            Self::Reader(reader) => reader,
        }
    }

    pub(super) async fn end(self) -> Result<()> {
        match self {
            Self::Idle(_) => Ok(()),
            Self::Reader(reader) => Ok(reader.rollback().await?),
        }
    }
}

impl Session {
    pub(super) async fn snapshot(&self) -> Result<Snapshot> {
        let database = self.crm().database();
        match database.idle_writer() {
            Some(writer) => Ok(Snapshot::Idle(writer)),
            None => Ok(Snapshot::Reader(database.snapshot().await?)),
        }
    }
}
