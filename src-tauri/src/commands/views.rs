//! Finding: search, saved views, the fields one can ask for.

use tauri::State;

use crate::error::Reply;
use crate::state::App;
use kehu_core::ViewId;
use kehu_core::fields::Entity;
use kehu_core::search::SearchResult;
use kehu_core::views::{FieldInfo, SavedView, ViewDefinition};

/// Records by any word.
#[tauri::command]
#[specta::specta]
pub async fn search(app: State<'_, App>, text: String, limit: u32, after: Option<i64>) -> Reply<SearchResult> {
    Ok(app.session().await?.search(&text, limit as usize, after).await?)
}

/// What a list can be filtered and sorted by.
#[tauri::command]
#[specta::specta]
pub async fn list_fields(app: State<'_, App>, entity: Entity) -> Reply<Vec<FieldInfo>> {
    Ok(app.session().await?.list_fields(entity).await?)
}

/// Values somebody has used before.
#[tauri::command]
#[specta::specta]
pub async fn suggest_values(app: State<'_, App>, entity: Entity, field: String, text: String) -> Reply<Vec<String>> {
    Ok(app.session().await?.suggest_values(entity, &field, &text).await?)
}

/// Saved views.
#[tauri::command]
#[specta::specta]
pub async fn list_views(app: State<'_, App>, entity: Entity) -> Reply<Vec<SavedView>> {
    Ok(app.session().await?.list_views(entity).await?)
}

/// A new view.
#[tauri::command]
#[specta::specta]
pub async fn save_view(
    app: State<'_, App>,
    entity: Entity,
    name: String,
    shared: bool,
    definition: ViewDefinition,
) -> Reply<SavedView> {
    Ok(app.session().await?.save_view(entity, &name, shared, &definition).await?)
}

/// A changed view.
#[tauri::command]
#[specta::specta]
pub async fn update_view(
    app: State<'_, App>,
    id: ViewId,
    name: String,
    shared: bool,
    definition: ViewDefinition,
) -> Reply<SavedView> {
    Ok(app.session().await?.update_view(id, &name, shared, &definition).await?)
}

/// A view removed.
#[tauri::command]
#[specta::specta]
pub async fn delete_view(app: State<'_, App>, id: ViewId) -> Reply<()> {
    Ok(app.session().await?.delete_view(id).await?)
}
