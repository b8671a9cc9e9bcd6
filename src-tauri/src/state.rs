//! What the shell holds: preferences, and the one workspace that is open.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use kehu_core::workspace::{KeySource, SlotKind, WorkspaceError, WorkspaceInfo, Workspaces, ways_in};
use kehu_core::{Access, Clock, Crm, Error, Session, WeekStart};
use tauri::AppHandle;
use tauri_specta::Event as _;
use tokio::sync::{OnceCell, RwLock};

use crate::error::{CommandError, Reply};
use crate::events::DataChanged;
use crate::preferences::{Preferences, Stored};

/// The state of the shell.
pub struct App {
    handle: AppHandle,
    /// The folder of workspaces unless a person chose another.
    usual: Workspaces,
    preferences: Mutex<Stored>,
    open: RwLock<Option<Opened>>,
    /// The workspace of last time is tried once, by whoever asks first.
    started: OnceCell<Option<Locked>>,
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
}

/// What a locked workspace waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum LockReason {
    Passphrase,
    Keychain,
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
            started: OnceCell::new(),
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

    /// The open workspace.
    pub async fn opened(&self) -> Reply<Opened> {
        self.open.read().await.clone().ok_or(CommandError::NotOpen)
    }

    /// What is open, after the workspace of last time was tried; else what waits for a secret.
    pub async fn start(&self) -> (Option<Opened>, Option<Locked>) {
        let locked = self.started.get_or_init(|| self.open_last()).await.clone();
        let open = self.open.read().await.clone();
        let locked = if open.is_some() { None } else { locked };
        (open, locked)
    }

    async fn open_last(&self) -> Option<Locked> {
        let name = self.stored().last_workspace.clone()?;
        let ways = ways_in(&self.find(&name).ok()?.path).ok()?;
        let keychain = ways.contains(&SlotKind::Keychain);
        if !keychain && !ways.contains(&SlotKind::Open) {
            return Some(Locked { name, reason: LockReason::Passphrase });
        }
        match self.open(&name, KeySource::Keychain, Access::ReadWrite).await {
            Ok(_) => None,
            Err(CommandError::SchemaTooNew { .. }) => Some(Locked { name, reason: LockReason::Newer }),
            Err(error) => {
                tracing::warn!(?error, "the workspace of last time did not open by itself");
                Some(Locked { name, reason: if keychain { LockReason::Keychain } else { LockReason::Passphrase } })
            }
        }
    }

    /// Opens a workspace in place of the one that is open.
    pub async fn open(&self, name: &str, source: KeySource, access: Access) -> Reply<Opened> {
        let found = self.find(name)?;
        let mut open = self.open.write().await;
        if let Some(current) = open.take() {
            current.crm.close().await?;
        }
        let crm = Crm::open(&found.path, source, access, Clock::System).await?;
        Ok(self.enter(&mut open, crm, name, found.demo))
    }

    /// Takes a workspace that was just made in place of the one that is open.
    pub async fn adopt(&self, crm: Crm, name: &str, demo: bool) -> Reply<Opened> {
        let mut open = self.open.write().await;
        if let Some(current) = open.take() {
            current.crm.close().await?;
        }
        Ok(self.enter(&mut open, crm, name, demo))
    }

    fn enter(&self, open: &mut Option<Opened>, crm: Crm, name: &str, demo: bool) -> Opened {
        let opened = Opened { crm, name: name.to_owned(), demo };
        *open = Some(opened.clone());
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
        let mut open = self.open.write().await;
        let current = open.take().ok_or(CommandError::NotOpen)?;
        let (crm, put) = current.crm.restore_backup(backup).await;
        self.enter(&mut open, crm?, &current.name, current.demo);
        Ok(put?)
    }

    /// Closes the open workspace and forgets that it was open.
    pub async fn leave(&self) -> Reply<()> {
        self.close().await;
        let mut stored = self.stored();
        stored.last_workspace = None;
        Ok(stored.save()?)
    }

    /// Closes the open workspace, for the end of the program.
    pub async fn close(&self) {
        if let Some(open) = self.open.write().await.take()
            && let Err(error) = open.crm.close().await
        {
            tracing::error!(%error, "the workspace did not close cleanly");
        }
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
