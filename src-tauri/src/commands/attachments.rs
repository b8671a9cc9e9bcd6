//! Files of records. Paths come from native dialogs and go to folders of ours.

use kehu_core::{AttachmentId, ParentRef};
use tauri::{AppHandle, State};

use crate::error::Reply;
use crate::platform::dialogs;
use crate::state::App;

/// Asks for files and keeps copies of them with a record; gives how many.
#[tauri::command]
#[specta::specta]
pub async fn attach_files(handle: AppHandle, app: State<'_, App>, parent: ParentRef) -> Reply<u32> {
    let picked = dialogs::pick_files(&handle).await;
    if picked.is_empty() {
        return Ok(0);
    }
    let files: Vec<_> = picked.iter().map(std::path::PathBuf::as_path).collect();
    let kept = app.session().await?.attach_files(parent, &files).await?;
    Ok(u32::try_from(kept.len()).unwrap_or(u32::MAX))
}

/// Writes a copy of a file where the person says; false when the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn save_attachment(handle: AppHandle, app: State<'_, App>, id: AttachmentId) -> Reply<bool> {
    let (name, content) = app.session().await?.read_attachment(id).await?;
    let Some(target) = dialogs::pick_target(&handle, &name).await else { return Ok(false) };
    tokio::fs::write(target, &*content).await?;
    Ok(true)
}

/// Takes a file off a record.
#[tauri::command]
#[specta::specta]
pub async fn remove_attachment(app: State<'_, App>, id: AttachmentId) -> Reply<()> {
    Ok(app.session().await?.remove_attachment(id).await?)
}
