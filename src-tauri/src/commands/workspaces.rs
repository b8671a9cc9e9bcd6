//! Workspaces: made, opened, closed.

use kehu_core::people::UserRef;
use kehu_core::transfer::ImportProgress;
use kehu_core::workspace::{self, FolderRisk, KeySource, Protection, SlotKind};
use kehu_core::{Access, Clock, Crm, Instant, NewCompany};
use tauri::ipc::Channel;
use tauri::{AppHandle, State};

use crate::error::Reply;
use crate::platform::{dialogs, folders};
use crate::state::{App, LockReason, Locked, Opened, can_lock};

/// A workspace on this computer.
#[derive(Debug, Clone, serde::Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct WorkspaceInfo {
    name: String,
    path: String,
    demo: bool,
    last_opened_at: Option<Instant>,
    risk: Option<FolderRisk>,
}

/// The workspace that is open.
#[derive(Debug, Clone, serde::Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenWorkspace {
    name: String,
    path: String,
    demo: bool,
    read_only: bool,
    size_bytes: u64,
    last_backup_at: Option<Instant>,
    customers: u64,
    user: UserRef,
    base_currency: String,
    zone: String,
    passphrase: bool,
    /// Somebody can come back after it was locked.
    can_lock: bool,
    /// The recovery code opened it: a new passphrase or password needs no old one, once.
    recovered: bool,
}

/// Where the program stands.
#[derive(Debug, Clone, serde::Serialize, specta::Type)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum AppState {
    /// Nothing is open.
    Closed,
    /// The workspace of last time waits for a secret.
    Locked {
        /// Which.
        name: String,
        /// What it waits for.
        reason: LockReason,
        /// Who is asked for a password, where it can only be one.
        person: Option<String>,
    },
    /// A workspace is open.
    Open {
        /// Which.
        workspace: OpenWorkspace,
    },
}

/// What opens a workspace.
#[derive(serde::Deserialize, specta::Type)]
#[serde(tag = "kind", content = "value", rename_all = "lowercase")]
#[expect(missing_debug_implementations, reason = "it may hold a secret")]
pub enum Secret {
    /// The keychain of the system.
    Keychain,
    /// A passphrase.
    Passphrase(String),
    /// The recovery code.
    Recovery(String),
    /// A colleague's name and password.
    Person {
        /// The name.
        name: String,
        /// The password.
        password: String,
    },
}

/// A workspace as asked for.
#[derive(serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewWorkspace {
    name: String,
    owner: String,
    /// `null` keeps the key in the keychain.
    passphrase: Option<String>,
}

/// A workspace that was made.
#[derive(Debug, Clone, serde::Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Created {
    recovery_code: String,
}

/// Whether a keychain answers.
#[derive(Debug, Clone, Copy, serde::Serialize, specta::Type)]
pub struct KeychainStatus {
    available: bool,
}

/// The demo company's folder.
const DEMO: &str = "Demo";
/// Customers of the demo company made from the window.
const DEMO_CUSTOMERS: u32 = 2_000;

impl From<Secret> for KeySource {
    fn from(secret: Secret) -> Self {
        match secret {
            Secret::Keychain => Self::Keychain,
            Secret::Passphrase(text) => Self::Passphrase(text.into()),
            Secret::Recovery(text) => Self::Recovery(text.into()),
            Secret::Person { name, password } => Self::Person { name, password: password.into() },
        }
    }
}

async fn describe(open: &Opened) -> Reply<OpenWorkspace> {
    let session = open.crm.session();
    let facts = session.workspace_facts().await?;
    let ways = workspace::ways_in(open.crm.dir())?;
    Ok(OpenWorkspace {
        name: open.name.clone(),
        path: open.crm.dir().display().to_string(),
        demo: open.demo,
        read_only: open.crm.is_read_only(),
        size_bytes: facts.size_bytes,
        last_backup_at: session.list_backups()?.first().map(|backup| backup.at),
        customers: facts.customers,
        user: facts.user,
        base_currency: open.crm.settings().base_currency.clone(),
        zone: open.crm.settings().zone.name().to_owned(),
        passphrase: ways.contains(&SlotKind::Passphrase) && !session.asks_who()?,
        can_lock: can_lock(open)?,
        recovered: session.is_recovered(),
    })
}

/// Where the program stands. The first to ask opens the workspace of last time.
#[tauri::command]
#[specta::specta]
pub async fn app_state(app: State<'_, App>) -> Reply<AppState> {
    Ok(match app.start().await? {
        Ok(open) => AppState::Open { workspace: describe(&open).await? },
        Err(Some(Locked { name, reason, person })) => AppState::Locked { name, reason, person },
        Err(None) => AppState::Closed,
    })
}

/// The open workspace, with fresh numbers.
#[tauri::command]
#[specta::specta]
pub async fn workspace_status(app: State<'_, App>) -> Reply<OpenWorkspace> {
    describe(&app.opened().await?).await
}

/// Whether the keychain of the system can keep a key.
#[tauri::command]
#[specta::specta]
pub async fn keychain_status() -> Reply<KeychainStatus> {
    Ok(KeychainStatus { available: workspace::probe_keychain().await.is_ok() })
}

/// The workspaces on this computer.
#[tauri::command]
#[specta::specta]
pub async fn list_workspaces(app: State<'_, App>) -> Reply<Vec<WorkspaceInfo>> {
    let mut list = Vec::new();
    for found in app.known()? {
        let opened = std::fs::metadata(found.path.join("kehu.db")).and_then(|m| m.modified()).ok();
        list.push(WorkspaceInfo {
            name: found.name,
            demo: found.demo,
            last_opened_at: opened
                .and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok())
                .and_then(|since| i64::try_from(since.as_millis()).ok())
                .map(Instant::from_ms),
            risk: workspace::folder_risk(&found.path),
            path: found.path.display().to_string(),
        });
    }
    Ok(list)
}

/// Makes a workspace and opens it. The recovery code is shown once.
#[tauri::command]
#[specta::specta]
pub async fn create_workspace(app: State<'_, App>, workspace: NewWorkspace) -> Reply<Created> {
    let dir = app.workspaces().path_of(&workspace.name)?;
    let protection = workspace.passphrase.map_or(Protection::Keychain, |text| Protection::Passphrase(text.into()));
    let (crm, code) = Crm::create(&dir, protection, company(&app, workspace.owner), Clock::System).await?;
    app.adopt(crm, &workspace.name, false).await?;
    let recovery_code = code.map(|code| code.printed().to_string()).unwrap_or_default();
    Ok(Created { recovery_code })
}

fn company(app: &App, owner: String) -> NewCompany {
    let preferences = app.preferences();
    NewCompany {
        owner,
        device: std::env::consts::OS.to_owned(),
        zone: preferences.zone.and_then(|zone| zone.parse().ok()).unwrap_or_else(kehu_core::system_zone),
        country: preferences.default_country,
        base_currency: preferences.default_currency,
    }
}

/// Opens a workspace.
#[tauri::command]
#[specta::specta]
pub async fn open_workspace(
    app: State<'_, App>,
    name: String,
    secret: Secret,
    read_only: bool,
) -> Reply<OpenWorkspace> {
    let access = if read_only { Access::ReadOnly } else { Access::ReadWrite };
    describe(&app.open(&name, secret.into(), access).await?).await
}

/// Opens the demo company; the first time it is made.
#[tauri::command]
#[specta::specta]
pub async fn open_demo(app: State<'_, App>, progress: Channel<ImportProgress>) -> Reply<OpenWorkspace> {
    if app.find(DEMO).is_err() {
        let dir = app.workspaces().path_of(DEMO)?;
        let demo = kehu_core::demo::Demo { customers: DEMO_CUSTOMERS, ..kehu_core::demo::Demo::default() };
        let report = |step| {
            if let Err(error) = progress.send(step) {
                tracing::warn!(%error, "progress could not be shown");
            }
        };
        kehu_core::demo::create(&dir, &demo, Clock::System, &report).await?.close().await?;
    }
    describe(&app.open(DEMO, KeySource::Keychain, Access::ReadWrite).await?).await
}

/// Asks for the folder of a workspace that lies elsewhere and keeps it in the list; gives the name to open it by, `null`
/// when the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn pick_workspace(handle: AppHandle, app: State<'_, App>) -> Reply<Option<String>> {
    let Some(folder) = dialogs::pick_folder(&handle).await else { return Ok(None) };
    app.remember(&folder).map(Some)
}

/// Asks for the folder of new workspaces; false when the person cancels. Those that exist stay where they are.
#[tauri::command]
#[specta::specta]
pub async fn pick_data_folder(handle: AppHandle, app: State<'_, App>) -> Reply<bool> {
    let Some(folder) = dialogs::pick_folder(&handle).await else { return Ok(false) };
    folders::probe(&folder)?;
    app.set_data_folder(Some(folder))?;
    Ok(true)
}

/// New workspaces are made in the usual folder again.
#[tauri::command]
#[specta::specta]
pub async fn reset_data_folder(app: State<'_, App>) -> Reply<()> {
    app.set_data_folder(None)
}

/// Closes the open workspace and goes back to the welcome page.
#[tauri::command]
#[specta::specta]
pub async fn close_workspace(app: State<'_, App>) -> Reply<()> {
    app.leave().await
}

/// Another passphrase; the current one, or the recovery code, proves the right.
#[tauri::command]
#[specta::specta]
pub async fn change_passphrase(app: State<'_, App>, current: Option<String>, next: String) -> Reply<()> {
    Ok(app.session().await?.change_passphrase(current.map(Into::into), next.into()).await?)
}
