//! Unsaved text.

use kehu_core::ParentRef;
use kehu_core::drafts::Draft;
use tauri::State;

use crate::error::Reply;
use crate::state::App;

/// What was typed into a field of a record and not saved; `null` when there is nothing.
#[tauri::command]
#[specta::specta]
pub async fn draft(app: State<'_, App>, record: ParentRef, field: String) -> Reply<Option<Draft>> {
    Ok(app.session().await?.draft(record, &field).await?)
}

/// Keeps unsaved text; `null` forgets it.
#[tauri::command]
#[specta::specta]
pub async fn keep_draft(app: State<'_, App>, record: ParentRef, field: String, text: Option<String>) -> Reply<()> {
    Ok(app.session().await?.keep_draft(record, &field, text.as_deref()).await?)
}
