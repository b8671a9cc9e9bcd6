//! Backups and the check.

use kehu_core::backup::Backup;
use kehu_core::integrity::CheckReport;
use tauri::State;

use crate::error::Reply;
use crate::state::App;

/// A backup, now.
#[tauri::command]
#[specta::specta]
pub async fn backup_now(app: State<'_, App>) -> Reply<Backup> {
    Ok(app.session().await?.back_up().await?)
}

/// Every backup, newest first.
#[tauri::command]
#[specta::specta]
pub async fn list_backups(app: State<'_, App>) -> Reply<Vec<Backup>> {
    Ok(app.session().await?.list_backups()?)
}

/// Puts a backup in the place of the open workspace. What was there is kept as a backup.
#[tauri::command]
#[specta::specta]
pub async fn restore_backup(app: State<'_, App>, id: String) -> Reply<()> {
    app.restore(&id).await
}

/// Looks for damage; repairs what can be rebuilt.
#[tauri::command]
#[specta::specta]
pub async fn check_workspace(app: State<'_, App>, repair: bool) -> Reply<CheckReport> {
    Ok(app.session().await?.check(repair).await?)
}
