//! The database file: one connection that writes, a few that read.
//!
//! `libsqlite3-sys` 0.37 bundles SQLite 3.50.4, where two connections that write or checkpoint at the same
//! moment can corrupt the file (fixed in 3.51.3). So exactly one connection in one process writes and
//! checkpoints; readers are read-only. `sqlite_is_still_the_one_with_the_wal_bug` reminds us to look again.

pub(crate) mod backup;
pub(crate) mod facts;

pub(crate) mod many;
mod migrate;
#[cfg(any(test, feature = "testing"))]
pub(crate) mod older;
mod process;
pub(crate) mod schema;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::pool::{PoolConnection, PoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Sqlite, SqliteConnection, SqlitePool, Transaction};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard};

use crate::error::{Error, Result};
use crate::views::install_functions;
use crate::workspace::DatabaseKey;

#[cfg(test)]
pub(crate) use migrate::as_of;
pub(crate) use migrate::known_version;

/// Page cache of the write connection, which also answers lists while nobody writes: it holds every list index
/// and the customers of a large company, so that nothing is decrypted twice. 2 MB makes SQLCipher four times slower.
const WRITER_CACHE_KIB: i64 = 160 * 1024;
/// Page cache of a reader: every commit empties it.
const READER_CACHE_KIB: i64 = 32 * 1024;
const READERS: u32 = 3;

/// How the file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read and write.
    ReadWrite,
    /// Read only: the disk is, the schema is newer, or the caller asked for it.
    ReadOnly,
}

/// Whoever holds it is the only one to write.
pub(crate) type WriterGuard = OwnedMappedMutexGuard<Option<Writer>, Writer>;

/// The open file.
pub(crate) struct Database {
    path: PathBuf,
    writer: Option<Arc<Mutex<Option<Writer>>>>,
    readers: SqlitePool,
}

/// The only connection that writes, with what must not be asked again at every commit.
pub(crate) struct Writer {
    pub(crate) conn: SqliteConnection,
    /// The hash of the newest committed transaction.
    pub(crate) head: Vec<u8>,
    /// The newest hybrid logical clock.
    pub(crate) hlc: i64,
    /// A transaction was dropped without a runtime that could roll it back.
    pub(crate) abandoned: bool,
}

impl Database {
    /// Opens (or creates) the file, brings the schema up to date and starts the readers.
    pub(crate) async fn open(
        path: &Path,
        key: Option<&DatabaseKey>,
        access: Access,
        now: crate::Instant,
    ) -> Result<Self> {
        if access == Access::ReadOnly {
            let readers = pool(path, key, true).await?;
            migrate::refuse_older(&mut *readers.acquire().await?).await?;
            return Ok(Self { path: path.to_owned(), writer: None, readers });
        }
        let mut conn = writer_options(path, key).connect().await?;
        // A wrong key and a damaged header show here, before anything is written.
        sqlx::query("SELECT count(*) FROM sqlite_schema").execute(&mut conn).await?;
        let mut conn = migrate::run(conn, path, key, now).await?;
        install_functions(&mut conn).await?;
        let mut writer = Writer { conn, head: Vec::new(), hlc: 0, abandoned: false };
        writer.load_head().await?;
        let readers = pool(path, key, false).await?;
        Ok(Self { path: path.to_owned(), writer: Some(Arc::new(Mutex::new(Some(writer)))), readers })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn is_read_only(&self) -> bool {
        self.writer.is_none()
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.readers.is_closed()
    }

    pub(crate) async fn reader(&self) -> Result<PoolConnection<Sqlite>> {
        Ok(self.readers.acquire().await?)
    }

    /// Waits for the writer. A transaction that was dropped is rolled back first.
    pub(crate) async fn writer(&self) -> Result<WriterGuard> {
        let writer = self.writer.as_ref().ok_or(Error::ReadOnly)?;
        let guard = Arc::clone(writer).lock_owned().await;
        let mut guard = OwnedMutexGuard::try_map(guard, Option::as_mut).map_err(|_| Error::Closed)?;
        if guard.abandoned {
            guard.rollback().await?;
        }
        Ok(guard)
    }

    /// The write connection while nobody writes. Its page cache outlives its own commits; SQLite empties that of a
    /// reader as soon as another connection has committed. Only for reading: [`Database::writer`] is for writing.
    pub(crate) fn idle_writer(&self) -> Option<WriterGuard> {
        let guard = Arc::clone(self.writer.as_ref()?).try_lock_owned().ok()?;
        let guard = OwnedMutexGuard::try_map(guard, Option::as_mut).ok()?;
        (!guard.abandoned).then_some(guard)
    }

    /// A reader with a transaction of its own: all it reads is of one moment.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Sqlite>> {
        Ok(self.readers.begin().await?)
    }

    /// Readers first, the writer last: otherwise `-wal` and `-shm` stay behind. Waits for those who read and write.
    ///
    /// Tells the hash of the newest transaction, once, where something could be written.
    pub(crate) async fn close(&self) -> Result<Option<Vec<u8>>> {
        self.readers.close().await;
        if let Some(writer) = &self.writer
            && let Some(mut writer) = writer.lock().await.take()
        {
            if writer.abandoned {
                writer.rollback().await?;
            }
            writer.conn.close().await?;
            return Ok(Some(writer.head));
        }
        Ok(None)
    }
}

/// Folds the write-ahead log of a closed database into its file.
pub(crate) async fn fold_log(path: &Path, key: &DatabaseKey) -> Result<()> {
    writer_options(path, Some(key)).create_if_missing(false).connect().await?.close().await?;
    Ok(())
}

impl Writer {
    /// A full disk and the like make SQLite roll back by itself; then there is nothing left to do.
    pub(crate) async fn rollback(&mut self) -> Result<()> {
        match sqlx::query("ROLLBACK").execute(&mut self.conn).await {
            Err(sqlx::Error::Database(error)) if error.message().contains("no transaction is active") => {}
            other => {
                other?;
            }
        }
        self.abandoned = false;
        Ok(())
    }

    async fn load_head(&mut self) -> Result<()> {
        let newest = sqlx::query!(
            r#"SELECT hash AS "hash!: Vec<u8>", hlc FROM change_tx WHERE hash IS NOT NULL ORDER BY seq DESC LIMIT 1"#
        )
        .fetch_optional(&mut self.conn)
        .await?;
        if let Some(newest) = newest {
            self.head = newest.hash;
            self.hlc = newest.hlc;
        }
        Ok(())
    }
}

/// For a while a reader keeps as much of the file at hand as the writer: a check looks up every row in every index, in the
/// order of the rows.
pub(crate) async fn widen(reader: &mut SqliteConnection) -> Result<()> {
    schema::execute(reader, format!("PRAGMA cache_size = -{WRITER_CACHE_KIB}")).await
}

/// Ends [`widen`].
pub(crate) async fn narrow(reader: &mut SqliteConnection) -> Result<()> {
    schema::execute(reader, format!("PRAGMA cache_size = -{READER_CACHE_KIB}")).await
}

/// What every connection shares. The key goes first (sqlx keeps `key` in front) and is never logged.
fn base_options(path: &Path, key: Option<&DatabaseKey>, cache_kib: i64) -> SqliteConnectOptions {
    process::prepare();
    let mut options = SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .disable_statement_logging();
    if let Some(key) = key {
        options = options.pragma("key", key.pragma_value().to_string()).pragma("cipher_log_level", "NONE");
    }
    options.pragma("cache_size", format!("-{cache_kib}")).pragma("temp_store", "MEMORY").statement_cache_capacity(400)
}

pub(crate) fn writer_options(path: &Path, key: Option<&DatabaseKey>) -> SqliteConnectOptions {
    base_options(path, key, WRITER_CACHE_KIB)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("fullfsync", "ON")
        .pragma("checkpoint_fullfsync", "ON")
        // Without it `INSERT OR REPLACE` escapes the delete triggers.
        .pragma("recursive_triggers", "ON")
        // A commit reads its own entries back: with the usual 50 the two threads would wait for each other at every row.
        .row_buffer_size(1_024)
}

pub(crate) fn reader_options(path: &Path, key: Option<&DatabaseKey>, immutable: bool) -> SqliteConnectOptions {
    base_options(path, key, READER_CACHE_KIB)
        .read_only(true)
        .immutable(immutable)
        .pragma("wal_autocheckpoint", "0")
        .row_buffer_size(256)
}

async fn pool(path: &Path, key: Option<&DatabaseKey>, read_only: bool) -> Result<SqlitePool> {
    // A disk that cannot be written has no room for `-shm`; where it can be, other files may change. What was taken for
    // immutable is read without its log: where a crash left one, the `-shm` it left with it has to do.
    let log = std::fs::metadata(format!("{}-wal", path.display())).is_ok_and(|log| log.len() > 0);
    let immutable = read_only && !log && path.parent().is_none_or(|dir| !writable(dir));
    Ok(PoolOptions::new()
        .max_connections(READERS)
        .idle_timeout(None)
        .max_lifetime(None)
        .after_connect(|conn, _| Box::pin(install_functions(conn)))
        .connect_with(reader_options(path, key, immutable))
        .await?)
}

pub(crate) fn writable(dir: &Path) -> bool {
    let probe = dir.join(".kehu-write-probe");
    let can = std::fs::File::create(&probe).is_ok();
    // A probe that stays is harmless and is overwritten next time.
    if can && std::fs::remove_file(&probe).is_err() {
        tracing::warn!("the write probe could not be removed");
    }
    can
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Crm;
    use crate::people::UserDraft;
    use crate::testing::{a_clock, a_workspace};
    use crate::workspace::KeySource;

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_shows_what_a_crash_left_in_the_log() {
        let (folder, crm) = a_workspace().await;
        crm.session().create_user(UserDraft::named("Ada")).await.unwrap();
        // As a process that was killed leaves it; a folder in the place of the probe makes it one nobody can write to.
        let crashed = folder.path().join("crashed");
        std::fs::create_dir_all(crashed.join(".kehu-write-probe")).unwrap();
        for file in ["kehu.db", "kehu.db-wal", "kehu.db-shm", "keyslots.json"] {
            std::fs::copy(crm.dir().join(file), crashed.join(file)).unwrap();
        }
        let read = Crm::open(&crashed, KeySource::Keychain, Access::ReadWrite, a_clock()).await.unwrap();
        assert!(read.is_read_only());
        assert_eq!(read.session().list_users().await.unwrap().len(), 2);
        assert!(matches!(read.session().create_user(UserDraft::named("Grace")).await, Err(Error::ReadOnly)));
        read.close().await.unwrap();
    }

    #[tokio::test]
    async fn sqlite_is_still_the_one_with_the_wal_bug() {
        let mut conn = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut conn).await.unwrap();
        let cipher: String = sqlx::query_scalar("PRAGMA cipher_version").fetch_one(&mut conn).await.unwrap();
        assert!(cipher.starts_with("4.10"), "SQLCipher moved to {cipher}: read the head of this file again");
        assert!(version.starts_with("3.50"), "SQLite moved to {version}: read the head of this file again");
    }
}
