//! The door: an open workspace, and somebody acting in it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use chrono_tz::Tz;
use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqliteConnection};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::access::{Known, Rights};
use crate::clock::{Clock, Instant};
use crate::db::{Access, Database};
use crate::error::{Error, Result};
use crate::id::{DeviceId, Ids, UserId};
use crate::op::Op;
use crate::tx::{DataChanged, Tx};
use crate::workspace::{self, DatabaseKey, KeySource, Lock, Marks, Protection, RecoveryCode, hex_encode};
use crate::{transfer, views};

/// The database inside a workspace's folder.
pub(crate) const DATABASE: &str = "kehu.db";

/// An open workspace. Cheap to clone.
#[derive(Clone)]
pub struct Crm(Arc<Inner>);

struct Inner {
    dir: PathBuf,
    database: Database,
    clock: Clock,
    ids: Ids,
    settings: Settings,
    changes: broadcast::Sender<DataChanged>,
    lists: views::Anchors,
    rights: Known,
    imports: transfer::Held,
    /// Held while attached files are stored or removed.
    files: tokio::sync::Mutex<()>,
    key: DatabaseKey,
    /// Who acts.
    actor: UserId,
    /// The recovery code opened it: whoever typed that need not know the password they replace.
    recovered: AtomicBool,
    /// Held as long as the workspace is open; `None` on a disk that cannot be written.
    lock: Mutex<Option<Lock>>,
}

/// What a workspace knows about itself.
#[derive(Debug, Clone)]
pub struct Settings {
    /// This machine.
    pub device: DeviceId,
    /// Who acts while there is no sign-in.
    pub owner: UserId,
    /// The civil time zone.
    pub zone: Tz,
    /// The country of a phone number without a prefix.
    pub country: String,
    /// ISO 4217 code of the currency sums are shown in.
    pub base_currency: String,
}

/// What a new workspace needs to know.
#[derive(Debug, Clone)]
pub struct NewCompany {
    /// The person who will act in it.
    pub owner: String,
    /// This machine's name.
    pub device: String,
    /// The civil time zone.
    pub zone: Tz,
    /// ISO 3166 code: decides how a phone number without a prefix is read.
    pub country: String,
    /// ISO 4217 code.
    pub base_currency: String,
}

impl Crm {
    /// Makes a workspace in `dir`. The recovery code is shown once and stored nowhere; the demo company has none.
    pub async fn create(
        dir: &Path,
        protection: Protection,
        company: NewCompany,
        clock: Clock,
    ) -> Result<(Self, Option<RecoveryCode>)> {
        let now = clock.now();
        std::fs::create_dir_all(dir)?;
        let lock = Some(Lock::acquire(dir)?);
        let workspace::Created { key, recovery } = workspace::create(dir, protection, now.ms()).await?;
        let ids = Ids::random();
        let database = Database::open(&dir.join(DATABASE), Some(&key), Access::ReadWrite, now).await?;
        let settings = crate::settings::create(&database, &ids, &company, now).await?;
        let crm = Self::assemble(dir, database, clock, ids, settings, key, lock);
        crate::people::create_owner(&crm.session(), &company.owner).await?;
        Ok((crm, recovery))
    }

    /// Opens the workspace in `dir`.
    pub async fn open(dir: &Path, source: KeySource, access: Access, clock: Clock) -> Result<Self> {
        let access = if crate::db::writable(dir) { access } else { Access::ReadOnly };
        let lock = match access {
            Access::ReadWrite => Some(Lock::acquire(dir)?),
            Access::ReadOnly => None,
        };
        let recovered = matches!(source, KeySource::Recovery(_));
        let unlocked = workspace::sign_in(dir, source, clock.now().ms()).await?;
        Self::enter(dir, lock, (unlocked, recovered), access, clock).await
    }

    /// Opens this workspace once more in its own place, for whoever the secret lets in. A wrong one leaves it as it is; what
    /// fails after that leaves it closed, see [`Crm::is_closed`].
    pub async fn reopen(&self, source: KeySource, access: Access) -> Result<Self> {
        let (dir, clock) = (self.dir(), self.clock_source());
        let recovered = matches!(source, KeySource::Recovery(_));
        let unlocked = workspace::sign_in(dir, source, clock.now().ms()).await?;
        let access = if crate::db::writable(dir) { access } else { Access::ReadOnly };
        let lock = match (self.is_read_only(), access) {
            (false, _) => Some(self.close_locked().await?.0).filter(|_| access == Access::ReadWrite),
            (true, Access::ReadWrite) => Some(Lock::acquire(dir)?),
            (true, Access::ReadOnly) => None,
        };
        self.close().await?;
        Self::enter(dir, lock, (unlocked, recovered), access, clock).await
    }

    async fn enter(
        dir: &Path,
        lock: Option<Lock>,
        (unlocked, recovered): (workspace::Unlocked, bool),
        access: Access,
        clock: Clock,
    ) -> Result<Self> {
        let crm = Self::open_fitting(dir, lock, unlocked.keys, access, clock).await?;
        crm.set_recovered(recovered);
        match unlocked.user {
            None => Ok(crm),
            Some(user) => crm.signed_in(user.parse().map_err(|_| Error::Damaged)?, unlocked.failures).await,
        }
    }

    /// Opens with the key that fits. There are two, the newest first, after a rekeying was interrupted: it is ended then,
    /// once the database is open and its key beyond doubt. Where that fails, both keys stay, and the next opening tries.
    pub(crate) async fn open_fitting(
        dir: &Path,
        lock: Option<Lock>,
        keys: Vec<DatabaseKey>,
        access: Access,
        clock: Clock,
    ) -> Result<Self> {
        let path = dir.join(DATABASE);
        let mut keys = keys.into_iter().peekable();
        let mut newer = None;
        while let Some(key) = keys.next() {
            match Database::open(&path, Some(&key), access, clock.now()).await {
                Err(Error::Damaged) if keys.peek().is_some() => newer = Some(key),
                Err(error) => return Err(error),
                Ok(database) => {
                    let settings = crate::settings::load(&database).await?;
                    if access == Access::ReadWrite && (newer.is_some() || keys.peek().is_some()) {
                        let settled = crate::backup::rekey::settle(dir, &key, keys.peek()).await;
                        if let Err(error) = settled {
                            tracing::warn!(%error, "the change of the key could not be ended");
                        }
                    }
                    let crm = Self::assemble(dir, database, clock, Ids::random(), settings, key, lock);
                    if access == Access::ReadWrite
                        && let Err(error) = crate::access::keep_up(&crm.session()).await
                    {
                        tracing::warn!(%error, "the ready-made roles could not be brought up to date");
                    }
                    return Ok(crm);
                }
            }
        }
        Err(Error::Damaged)
    }

    /// Opens a workspace whose lock and key are at hand.
    pub(crate) async fn open_locked(dir: &Path, lock: Lock, key: DatabaseKey, clock: Clock) -> Result<Self> {
        Self::open_fitting(dir, Some(lock), vec![key], Access::ReadWrite, clock).await
    }

    /// Closes the file and keeps the lock and the key.
    pub(crate) async fn close_locked(&self) -> Result<(Lock, DatabaseKey)> {
        let lock = self.0.lock.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or(Error::ReadOnly)?;
        self.shut().await?;
        Ok((lock, self.0.key.again()))
    }

    /// A restored copy is another device: what it writes must never be taken for what the lost future wrote.
    pub(crate) async fn new_incarnation(self) -> Result<Self> {
        let device = crate::settings::new_device(&self.0.database, &self.0.ids, self.now()).await?;
        match Arc::try_unwrap(self.0) {
            Ok(mut inner) => {
                inner.settings.device = device;
                Ok(Self(Arc::new(inner)))
            }
            Err(_) => Err(Error::Conflict("workspace_busy")),
        }
    }

    /// Whether the recovery code opened it and the password has not been replaced since.
    pub(crate) fn is_recovered(&self) -> bool {
        self.0.recovered.load(Ordering::Relaxed)
    }

    pub(crate) fn set_recovered(&self, recovered: bool) {
        self.0.recovered.store(recovered, Ordering::Relaxed);
    }

    pub(crate) fn now(&self) -> Instant {
        self.0.clock.now()
    }

    pub(crate) fn clock_source(&self) -> Clock {
        self.0.clock.clone()
    }

    fn assemble(
        dir: &Path,
        database: Database,
        clock: Clock,
        ids: Ids,
        settings: Settings,
        key: DatabaseKey,
        lock: Option<Lock>,
    ) -> Self {
        let (changes, _) = broadcast::channel(256);
        let actor = settings.owner;
        Self(Arc::new(Inner {
            dir: dir.to_owned(),
            database,
            clock,
            ids,
            settings,
            changes,
            lists: views::Anchors::default(),
            rights: Known::default(),
            imports: transfer::Held::default(),
            files: tokio::sync::Mutex::default(),
            key,
            actor,
            recovered: AtomicBool::new(false),
            lock: Mutex::new(lock),
        }))
    }

    /// The session of whoever acts here: who has signed in; without sign-in, the owner.
    pub fn session(&self) -> Session {
        Session { crm: self.clone(), actor: self.0.actor, weeks: WeekStart::Monday }
    }

    /// The same workspace with somebody else acting.
    pub(crate) fn with_actor(self, actor: UserId) -> Result<Self> {
        match Arc::try_unwrap(self.0) {
            Ok(mut inner) => {
                inner.actor = actor;
                Ok(Self(Arc::new(inner)))
            }
            Err(_) => Err(Error::Conflict("workspace_busy")),
        }
    }

    /// The session of a colleague, for tests: nobody is asked for a password.
    #[cfg(any(test, feature = "testing"))]
    pub fn session_of(&self, actor: UserId) -> Session {
        Session { crm: self.clone(), actor, weeks: WeekStart::Monday }
    }

    /// What every commit changed, as it happens.
    pub fn changes(&self) -> broadcast::Receiver<DataChanged> {
        self.0.changes.subscribe()
    }

    /// The workspace's folder.
    pub fn dir(&self) -> &Path {
        &self.0.dir
    }

    /// What the workspace knows about itself.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Nothing can be written.
    pub fn is_read_only(&self) -> bool {
        self.0.database.is_read_only()
    }

    /// Closes the file, notes where the change log ends, and lets others open it. Waits for those who read and
    /// write; what comes later is refused with [`Error::Closed`].
    pub async fn close(&self) -> Result<()> {
        self.shut().await?;
        drop(self.0.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
        Ok(())
    }

    /// Nothing can be read any more.
    pub fn is_closed(&self) -> bool {
        self.0.database.is_closed()
    }

    /// Closes the database and notes the newest hash beside the key slots: who takes the newest entries away is found out.
    async fn shut(&self) -> Result<()> {
        if let Some(head) = self.0.database.close().await? {
            let marks = Marks { head: Some(hex_encode(&head)), device: Some(self.device().to_string()) };
            workspace::write_marks(self.dir(), self.key(), marks).await?;
        }
        Ok(())
    }

    /// The clock, to be moved by tests.
    #[cfg(any(test, feature = "testing"))]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Hash of the newest transaction.
    pub(crate) async fn head(&self) -> Result<Vec<u8>> {
        Ok(self.0.database.writer().await?.head.clone())
    }

    pub(crate) fn database(&self) -> &Database {
        &self.0.database
    }

    pub(crate) fn key(&self) -> &DatabaseKey {
        &self.0.key
    }

    pub(crate) fn device(&self) -> DeviceId {
        self.0.settings.device
    }

    /// Files that are being looked at for import.
    pub(crate) fn imports(&self) -> &transfer::Held {
        &self.0.imports
    }

    pub(crate) fn files(&self) -> &tokio::sync::Mutex<()> {
        &self.0.files
    }

    pub(crate) fn lists(&self) -> &views::Anchors {
        &self.0.lists
    }

    pub(crate) fn rights(&self) -> &Known {
        &self.0.rights
    }

    pub(crate) fn publish(&self, changed: DataChanged) {
        self.0.rights.forget(&changed);
        self.0.lists.forget(&changed);
        // Nobody listening is no error.
        drop(self.0.changes.send(changed));
    }
}

impl std::fmt::Debug for Crm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Crm").field("dir", &self.0.dir).finish_non_exhaustive()
    }
}

/// Somebody acting in a workspace. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Session {
    crm: Crm,
    actor: UserId,
    weeks: WeekStart,
}

/// On which day "this week" begins for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum WeekStart {
    Monday,
    Sunday,
}

impl Session {
    /// A connection that reads. It sees every commit made before.
    pub async fn read(&self) -> Result<Read> {
        Ok(Read { conn: self.crm.database().reader().await?, session: self.clone() })
    }

    /// The only door to the write connection. It waits for its turn.
    pub async fn begin(&self, op: Op) -> Result<Tx> {
        Tx::begin(self, op, None).await
    }

    /// The workspace.
    pub fn crm(&self) -> &Crm {
        &self.crm
    }

    /// The same person, whose weeks begin on this day.
    #[must_use]
    pub fn with_weeks_from(self, weeks: WeekStart) -> Self {
        Self { weeks, ..self }
    }

    pub(crate) fn week_start(&self) -> chrono::Weekday {
        match self.weeks {
            WeekStart::Monday => chrono::Weekday::Mon,
            WeekStart::Sunday => chrono::Weekday::Sun,
        }
    }

    /// Who acts.
    pub fn actor(&self) -> UserId {
        self.actor
    }

    /// Now.
    pub fn now(&self) -> Instant {
        self.crm.0.clock.now()
    }

    /// The workspace's zone.
    pub fn zone(&self) -> Tz {
        self.crm.0.settings.zone
    }

    /// Today in the workspace's zone.
    pub fn today(&self) -> NaiveDate {
        self.now().date_in(self.zone())
    }

    /// Seconds since midnight in the workspace's zone, by the clock on the wall.
    pub(crate) fn seconds_today(&self) -> u32 {
        self.now().seconds_in_day(self.zone())
    }

    /// The country of a phone number without a prefix.
    pub(crate) fn country(&self) -> &str {
        &self.crm.0.settings.country
    }

    /// A new id in time order.
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        self.crm.0.ids.next(self.now()).into()
    }
}

/// A connection that reads.
#[expect(missing_debug_implementations, reason = "a connection has nothing to show")]
pub struct Read {
    conn: PoolConnection<Sqlite>,
    session: Session,
}

impl Read {
    pub(crate) fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.conn
    }

    /// What the reader may see.
    pub(crate) async fn rights(&mut self) -> Result<Arc<Rights>> {
        self.session.rights(&mut self.conn).await
    }

    /// Who reads.
    pub fn session(&self) -> &Session {
        &self.session
    }
}
