//! What the shell holds: preferences, and the one workspace that is open.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use kehu_core::backup::RekeyStep;
use kehu_core::workspace::{KeySource, SlotKind, WorkspaceError, WorkspaceInfo, Workspaces, people, ways_in};
use kehu_core::{Access, Clock, Crm, Error, Session, WeekStart};
use tauri::AppHandle;
use tauri_specta::Event as _;
use tokio::sync::{OnceCell, RwLock};

use crate::error::{CommandError, Reply};
use crate::events::{DataChanged, WorkspaceLocked};
use crate::idle::is_away;
use crate::preferences::{Preferences, Stored};

/// The state of the shell.
pub struct App {
    handle: AppHandle,
    /// The folder of workspaces unless a person chose another.
    usual: Workspaces,
    preferences: Mutex<Stored>,
    open: RwLock<Option<Opened>>,
    /// What waits for a secret while nothing is open.
    waiting: Mutex<Option<Locked>>,
    /// The workspace of last time is tried once, by whoever asks first.
    started: OnceCell<()>,
    /// The open workspace waits for the one who acts to be back.
    away: AtomicBool,
    /// When a key or a click was last heard of.
    seen: Mutex<Instant>,
}

/// The open workspace.
#[derive(Clone)]
pub struct Opened {
    pub crm: Crm,
    pub name: String,
    pub demo: bool,
}

/// A workspace that waits for a secret.
#[derive(Debug, Clone)]
pub struct Locked {
    pub name: String,
    pub reason: LockReason,
    /// Who is asked for a password, where it can only be one.
    pub person: Option<String>,
}

impl Locked {
    fn new(name: String, reason: LockReason) -> Self {
        Self { name, reason, person: None }
    }
}

/// What a locked workspace waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum LockReason {
    Passphrase,
    Keychain,
    /// Somebody signs in with a name and a password.
    Person,
    /// It is open; the one who acts was away.
    Idle,
    /// The key is here; a newer program wrote the file, which can only be read.
    Newer,
}

impl App {
    /// A shell with nothing open.
    pub fn new(handle: AppHandle, preferences: Stored) -> Result<Self, WorkspaceError> {
        let usual = Workspaces::default_root()?;
        Ok(Self {
            handle,
            usual,
            preferences: Mutex::new(preferences),
            open: RwLock::new(None),
            waiting: Mutex::default(),
            started: OnceCell::new(),
            away: AtomicBool::new(false),
            seen: Mutex::new(Instant::now()),
        })
    }

    fn stored(&self) -> MutexGuard<'_, Stored> {
        self.preferences.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folder of new workspaces.
    pub fn workspaces(&self) -> Workspaces {
        self.stored().places.root(&self.usual)
    }

    /// Whether a person chose that folder.
    pub fn data_folder_chosen(&self) -> bool {
        self.stored().places.data_folder.is_some()
    }

    /// Every workspace that can be reached.
    pub fn known(&self) -> Reply<Vec<WorkspaceInfo>> {
        Ok(self.stored().places.known(&self.usual)?)
    }

    /// The workspace of this name.
    pub fn find(&self, name: &str) -> Reply<WorkspaceInfo> {
        let known = self.known()?.into_iter().find(|workspace| workspace.name == name);
        known.ok_or_else(|| WorkspaceError::NotAWorkspace.into())
    }

    /// Keeps a workspace from anywhere in the list and gives the name it has there.
    pub fn remember(&self, path: &Path) -> Reply<String> {
        let mut stored = self.stored();
        let name = stored.places.remember(path, &self.usual)?.ok_or(WorkspaceError::NotAWorkspace)?;
        stored.save()?;
        Ok(name)
    }

    /// Another folder for new workspaces; `None` is the usual one.
    pub fn set_data_folder(&self, folder: Option<PathBuf>) -> Reply<()> {
        let mut stored = self.stored();
        stored.places.move_to(folder, &self.usual)?;
        Ok(stored.save()?)
    }

    pub fn preferences(&self) -> Preferences {
        self.stored().preferences.clone()
    }

    pub fn set_preferences(&self, preferences: Preferences) -> Reply<()> {
        let mut stored = self.stored();
        stored.preferences = preferences;
        Ok(stored.save()?)
    }

    /// Somebody acting in the open workspace.
    pub async fn session(&self) -> Reply<Session> {
        let weeks = if self.preferences().first_day_monday { WeekStart::Monday } else { WeekStart::Sunday };
        self.opened().await.map(|open| open.crm.session().with_weeks_from(weeks))
    }

    /// The open workspace, unless the one who acts is away.
    pub async fn opened(&self) -> Reply<Opened> {
        if self.away.load(Ordering::Acquire) {
            return Err(CommandError::Locked);
        }
        self.open.read().await.clone().ok_or(CommandError::NotOpen)
    }

    /// What is open, after the workspace of last time was tried; else what waits for a secret.
    pub async fn start(&self) -> Reply<Result<Opened, Option<Locked>>> {
        self.started.get_or_init(|| self.open_last()).await;
        let open = self.open.read().await.clone();
        Ok(match open {
            Some(open) if self.away.load(Ordering::Acquire) => {
                let person = person_of(&open)?;
                Err(Some(Locked { name: open.name, reason: LockReason::Idle, person }))
            }
            Some(open) => Ok(open),
            None => Err(self.waiting().clone()),
        })
    }

    fn waiting(&self) -> MutexGuard<'_, Option<Locked>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn open_last(&self) {
        let Some(name) = self.stored().last_workspace.clone() else { return };
        let Ok(found) = self.find(&name) else { return };
        let Ok(ways) = ways_in(&found.path) else { return };
        let reason = match people(&found.path) {
            Ok(people) if !people.is_empty() => Some(LockReason::Person),
            _ if ways.contains(&SlotKind::Keychain) || ways.contains(&SlotKind::Open) => {
                match self.open(&name, KeySource::Keychain, Access::ReadWrite).await {
                    Ok(_) => None,
                    Err(CommandError::SchemaTooNew { .. }) => Some(LockReason::Newer),
                    Err(error) => {
                        tracing::warn!(?error, "the workspace of last time did not open by itself");
                        let keychain = ways.contains(&SlotKind::Keychain);
                        Some(if keychain { LockReason::Keychain } else { LockReason::Passphrase })
                    }
                }
            }
            _ => Some(LockReason::Passphrase),
        };
        *self.waiting() = reason.map(|reason| Locked::new(name, reason));
    }

    /// Somebody uses the window.
    pub fn still_here(&self) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Hides the open workspace until the one who acts is back. Without a secret to come back with it stays.
    pub async fn lock(&self) -> Reply<()> {
        let open = self.opened().await?;
        if !can_lock(&open)? {
            return Err(CommandError::Conflict { what: "nothing_to_unlock_with".to_owned() });
        }
        self.away.store(true, Ordering::Release);
        Ok(())
    }

    /// Locks when nobody is there any more, and says so.
    pub async fn lock_if_away(&self, slept: bool) {
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let minutes = self.preferences().lock_after_minutes;
        if is_away(seen, Instant::now(), slept, minutes)
            && self.lock().await.is_ok()
            && let Err(error) = WorkspaceLocked.emit(&self.handle)
        {
            tracing::warn!(%error, "the lock could not be announced");
        }
    }

    /// The one who acts is back.
    pub async fn unlock(&self, source: KeySource) -> Reply<()> {
        let open = self.open.read().await.clone().ok_or(CommandError::NotOpen)?;
        open.crm.session().unlock(source).await?;
        self.still_here();
        self.away.store(false, Ordering::Release);
        Ok(())
    }

    /// The one who acts leaves: the workspace closes and waits for the next one.
    pub async fn sign_out(&self) -> Reply<()> {
        let open = self.open.read().await.clone().ok_or(CommandError::NotOpen)?;
        let reason = if open.crm.session().asks_who()? { LockReason::Person } else { LockReason::Passphrase };
        if !open.crm.is_read_only() {
            open.crm.session().sign_out().await?;
        }
        self.close().await;
        *self.waiting() = Some(Locked::new(open.name, reason));
        Ok(())
    }

    /// Opens a workspace in place of the one that is open, which stays when the other does not open: behind a wrong secret,
    /// for one. The same workspace has one writer, so it closes first, once the secret was right.
    pub async fn open(&self, name: &str, source: KeySource, access: Access) -> Reply<Opened> {
        let found = self.find(name)?;
        let mut open = self.open.write().await;
        let crm = match open.as_ref().filter(|current| is_same(current.crm.dir(), &found.path)) {
            None => Crm::open(&found.path, source, access, Clock::System).await,
            Some(current) => current.crm.reopen(source, access).await,
        };
        if crm.is_err() && open.as_ref().is_some_and(|current| current.crm.is_closed()) {
            *open = None;
        }
        let crm = crm?;
        close(&mut open).await;
        Ok(self.enter(&mut open, crm, name, found.demo))
    }

    /// Takes a workspace that was just made in place of the one that is open.
    pub async fn adopt(&self, crm: Crm, name: &str, demo: bool) -> Reply<Opened> {
        let mut open = self.open.write().await;
        close(&mut open).await;
        Ok(self.enter(&mut open, crm, name, demo))
    }

    fn enter(&self, open: &mut Option<Opened>, crm: Crm, name: &str, demo: bool) -> Opened {
        let opened = Opened { crm, name: name.to_owned(), demo };
        *open = Some(opened.clone());
        *self.waiting() = None;
        self.still_here();
        self.away.store(false, Ordering::Release);
        self.forward_changes(&opened.crm);
        back_up_daily(opened.crm.session());
        let mut stored = self.stored();
        stored.last_workspace = Some(name.to_owned());
        if let Err(error) = stored.save() {
            tracing::warn!(%error, "the last workspace could not be noted");
        }
        opened
    }

    /// Puts a backup in the place of the open workspace, which opens again whether the backup was good or not.
    pub async fn restore(&self, backup: &str) -> Reply<()> {
        self.opened().await?;
        let mut open = self.open.write().await;
        let current = open.take().ok_or(CommandError::NotOpen)?;
        let (crm, put) = current.crm.restore_backup(backup).await;
        self.enter(&mut open, crm?, &current.name, current.demo);
        Ok(put?)
    }

    /// Gives the database a new key.
    pub async fn rekey(&self, progress: &(dyn Fn(RekeyStep) + Send + Sync)) -> Reply<()> {
        self.opened().await?;
        let mut open = self.open.write().await;
        let current = open.take().ok_or(CommandError::NotOpen)?;
        let (crm, done) = current.crm.rekey(progress).await;
        self.enter(&mut open, crm?, &current.name, current.demo);
        Ok(done?)
    }

    /// Closes the open workspace and forgets that it was open.
    pub async fn leave(&self) -> Reply<()> {
        self.close().await;
        *self.waiting() = None;
        let mut stored = self.stored();
        stored.last_workspace = None;
        Ok(stored.save()?)
    }

    /// Closes the open workspace, for the end of the program.
    pub async fn close(&self) {
        self.away.store(false, Ordering::Release);
        close(&mut *self.open.write().await).await;
    }

    fn forward_changes(&self, crm: &Crm) {
        let mut changes = crm.changes();
        let handle = self.handle.clone();
        tauri::async_runtime::spawn(async move {
            use tokio::sync::broadcast::error::RecvError;
            loop {
                let event = match changes.recv().await {
                    Ok(changed) => DataChanged { tables: changed.tables, roots: changed.roots },
                    // Too slow to hear them all: everything may be stale.
                    Err(RecvError::Lagged(_)) => DataChanged { tables: vec!["*".to_owned()], roots: None },
                    Err(RecvError::Closed) => return,
                };
                if let Err(error) = event.emit(&handle) {
                    tracing::warn!(%error, "a change could not be announced");
                }
            }
        });
    }
}

async fn close(open: &mut Option<Opened>) {
    if let Some(open) = open.take()
        && let Err(error) = open.crm.close().await
    {
        tracing::error!(%error, "the workspace did not close cleanly");
    }
}

/// Two paths may lead to one folder.
fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    real(one) == real(other)
}

/// There is a secret to come back with.
pub fn can_lock(open: &Opened) -> Reply<bool> {
    Ok(!open.demo && ways_in(open.crm.dir())?.contains(&SlotKind::Passphrase))
}

/// The name the one who acts signs in with; `None` where a passphrase is asked for.
fn person_of(open: &Opened) -> Reply<Option<String>> {
    let me = open.crm.session().actor().to_string();
    Ok(people(open.crm.dir())?.into_iter().find(|person| person.user == me).map(|person| person.name))
}

/// Opening is never delayed by the backup of the day.
fn back_up_daily(session: Session) {
    tauri::async_runtime::spawn(async move {
        match session.back_up_daily().await {
            Ok(_) | Err(Error::Closed) => {}
            Err(error) => tracing::error!(%error, "the daily backup failed"),
        }
    });
}

/// Numbers for failures that are only described in the log.
pub fn next_incident() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0x9E37_79B9);
    NEXT.fetch_add(0x9E37_79B9, Ordering::Relaxed)
}
