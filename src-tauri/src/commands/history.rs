//! History, undo and redo.

use tauri::State;

use crate::error::Reply;
use crate::state::App;
use kehu_core::change::{HistoryPage, Snapshot, UndoReport, UndoState};
use kehu_core::{Instant, RecordId};

/// Who changed what, newest first.
#[tauri::command]
#[specta::specta]
pub async fn history(app: State<'_, App>, root: RecordId, before: Option<i64>) -> Reply<HistoryPage> {
    Ok(app.session().await?.history(root, before).await?)
}

/// A former value put back.
#[tauri::command]
#[specta::specta]
pub async fn restore_value(app: State<'_, App>, tx: i64, row_id: RecordId, field: String) -> Reply<()> {
    Ok(app.session().await?.restore_value(tx, row_id, &field).await?)
}

/// The record of a day.
#[tauri::command]
#[specta::specta]
pub async fn record_as_of(app: State<'_, App>, root: RecordId, at: Instant) -> Reply<Snapshot> {
    Ok(app.session().await?.record_as_of(root, at).await?)
}

/// The newest operation undone.
#[tauri::command]
#[specta::specta]
pub async fn undo(app: State<'_, App>) -> Reply<UndoReport> {
    Ok(app.session().await?.undo().await?)
}

/// The newest undo taken back.
#[tauri::command]
#[specta::specta]
pub async fn redo(app: State<'_, App>) -> Reply<UndoReport> {
    Ok(app.session().await?.redo().await?)
}

/// What can be undone and redone.
#[tauri::command]
#[specta::specta]
pub async fn undo_state(app: State<'_, App>) -> Reply<UndoState> {
    Ok(app.session().await?.undo_state().await?)
}

/// What undoing one operation would do.
#[tauri::command]
#[specta::specta]
pub async fn undo_preview(app: State<'_, App>, tx: i64) -> Reply<UndoReport> {
    Ok(app.session().await?.undo_preview(tx).await?)
}

/// One operation undone.
#[tauri::command]
#[specta::specta]
pub async fn undo_tx(app: State<'_, App>, tx: i64) -> Reply<UndoReport> {
    Ok(app.session().await?.undo_tx(tx).await?)
}
