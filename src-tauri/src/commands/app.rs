//! The program itself: versions, preferences, links, folders, diagnostics.

use kehu_core::countries::CountryName;
use kehu_core::divisions::DivisionNode;
use kehu_core::workspace::FolderRisk;
use tauri::{AppHandle, Manager as _, State};

use crate::error::Reply;
use crate::platform::{folders, links};
use crate::preferences::Preferences;
use crate::state::App;

/// What this program is and where it keeps things.
#[derive(Debug, Clone, serde::Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AppInfo {
    version: String,
    schema: String,
    sqlite: String,
    sqlcipher: String,
    os: String,
    /// Where new workspaces are made.
    data_dir: String,
    /// A person chose it.
    data_dir_chosen: bool,
    data_dir_risk: Option<FolderRisk>,
    logs_dir: String,
    locale: String,
    e2e: bool,
}

/// A folder that can be shown.
#[derive(Debug, Clone, Copy, serde::Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Folder {
    Data,
    Logs,
    Backups,
}

/// What this program is.
#[tauri::command]
#[specta::specta]
pub async fn app_info(handle: AppHandle, app: State<'_, App>) -> Reply<AppInfo> {
    let versions = kehu_core::versions().await?;
    Ok(AppInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        schema: versions.schema.to_string(),
        sqlite: versions.sqlite,
        sqlcipher: versions.sqlcipher,
        os: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        data_dir_chosen: app.data_folder_chosen(),
        data_dir_risk: kehu_core::workspace::folder_risk(app.workspaces().root()),
        data_dir: app.workspaces().root().display().to_string(),
        logs_dir: handle.path().app_log_dir()?.display().to_string(),
        locale: sys_locale::get_locale().unwrap_or_default(),
        e2e: cfg!(feature = "e2e"),
    })
}

/// What a person likes about the window.
#[tauri::command]
#[specta::specta]
pub async fn preferences(app: State<'_, App>) -> Reply<Preferences> {
    Ok(app.preferences())
}

/// Keeps what a person likes about the window.
#[tauri::command]
#[specta::specta]
pub async fn set_preferences(app: State<'_, App>, preferences: Preferences) -> Reply<Preferences> {
    app.set_preferences(preferences)?;
    Ok(app.preferences())
}

/// Opens a web page, a mail or a phone call.
#[tauri::command]
#[specta::specta]
pub async fn open_link(handle: AppHandle, url: String) -> Reply<()> {
    links::open(&handle, &url)
}

/// Shows a folder of ours in the file manager.
#[tauri::command]
#[specta::specta]
pub async fn reveal_folder(handle: AppHandle, app: State<'_, App>, which: Folder) -> Reply<()> {
    let folder = match which {
        Folder::Logs => handle.path().app_log_dir()?,
        Folder::Data => match app.opened().await {
            Ok(open) => open.crm.dir().to_owned(),
            Err(_) => app.workspaces().root().to_owned(),
        },
        Folder::Backups => app.opened().await?.crm.dir().join("backups"),
    };
    folders::reveal(&handle, &folder)
}

/// Versions, sizes and counts for a report of a problem. No contents.
#[tauri::command]
#[specta::specta]
pub async fn diagnostics(handle: AppHandle, app: State<'_, App>) -> Reply<String> {
    let info = app_info(handle, app.clone()).await?;
    let mut lines = vec![
        format!("Kehu {} ({}), schema {}", info.version, info.os, info.schema),
        format!("SQLite {}, SQLCipher {}", info.sqlite, info.sqlcipher),
        format!("locale {}", info.locale),
    ];
    if let Ok(open) = app.opened().await {
        let facts = open.crm.session().workspace_facts().await?;
        lines.push(format!(
            "workspace: {} bytes, {} customers, read-only {}",
            facts.size_bytes,
            facts.customers,
            open.crm.is_read_only()
        ));
    }
    Ok(lines.join("\n"))
}

/// The administrative divisions of China.
#[tauri::command]
#[specta::specta]
pub async fn divisions() -> Reply<Vec<DivisionNode>> {
    Ok(kehu_core::divisions::all().iter().map(DivisionNode::from).collect())
}

/// The countries, in both languages.
#[tauri::command]
#[specta::specta]
pub async fn countries() -> Reply<Vec<CountryName>> {
    Ok(kehu_core::countries::countries())
}
