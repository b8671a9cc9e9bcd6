//! Imports. The page names a target; the path comes from a native dialog and stays in the core.

use kehu_core::ImportId;
use kehu_core::transfer::{
    ImportPlan, ImportPreview, ImportProgress, ImportReport, ImportRun, ImportSource, ImportTarget,
};
use tauri::ipc::Channel;
use tauri::{AppHandle, State};

use crate::error::Reply;
use crate::platform::dialogs;
use crate::state::App;

/// Asks for a file and says what is in it; `null` when the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn pick_import_file(
    handle: AppHandle,
    app: State<'_, App>,
    target: ImportTarget,
) -> Reply<Option<ImportPreview>> {
    let session = app.session().await?;
    let Some(path) = dialogs::pick_file(&handle, &["csv", "tsv", "txt"]).await else { return Ok(None) };
    Ok(Some(session.open_import(target, ImportSource::Path(path)).await?))
}

/// Says what is in pasted text.
#[tauri::command]
#[specta::specta]
pub async fn import_text(app: State<'_, App>, target: ImportTarget, text: String) -> Reply<ImportPreview> {
    Ok(app.session().await?.open_import(target, ImportSource::Text(text.into())).await?)
}

/// Reads the file again with another plan.
#[tauri::command]
#[specta::specta]
pub async fn preview_import(app: State<'_, App>, token: ImportId, plan: ImportPlan) -> Reply<ImportPreview> {
    Ok(app.session().await?.preview_import(token, plan).await?)
}

/// Imports, or tries to.
#[tauri::command]
#[specta::specta]
pub async fn run_import(
    app: State<'_, App>,
    token: ImportId,
    plan: ImportPlan,
    dry_run: bool,
    progress: Channel<ImportProgress>,
) -> Reply<ImportReport> {
    let report = move |step| {
        if let Err(error) = progress.send(step) {
            tracing::warn!(%error, "progress could not be shown");
        }
    };
    let session = app.session().await?;
    // A long run with work between its waits: it gets a thread of its own and never holds up other commands.
    let run = move || tauri::async_runtime::block_on(session.run_import(token, plan, dry_run, &report));
    Ok(tauri::async_runtime::spawn_blocking(run).await??)
}

/// Stops a run; nothing of it is kept.
#[tauri::command]
#[specta::specta]
pub async fn cancel_import(app: State<'_, App>, token: ImportId) -> Reply<()> {
    Ok(app.session().await?.cancel_import(token)?)
}

/// Lets go of a file that was not imported.
#[tauri::command]
#[specta::specta]
pub async fn close_import(app: State<'_, App>, token: ImportId) -> Reply<()> {
    Ok(app.session().await?.close_import(token).await?)
}

/// Imports of the past, newest first.
#[tauri::command]
#[specta::specta]
pub async fn list_imports(app: State<'_, App>) -> Reply<Vec<ImportRun>> {
    Ok(app.session().await?.list_imports().await?)
}
