//! Colleagues.

use tauri::State;

use crate::error::Reply;
use crate::state::App;
use kehu_core::UserId;
use kehu_core::people::{UserDraft, UserRow};

/// Colleagues who are here.
#[tauri::command]
#[specta::specta]
pub async fn list_users(app: State<'_, App>) -> Reply<Vec<UserRow>> {
    Ok(app.session().await?.list_users().await?)
}

/// A new colleague.
#[tauri::command]
#[specta::specta]
pub async fn create_user(app: State<'_, App>, draft: UserDraft) -> Reply<UserId> {
    Ok(app.session().await?.create_user(draft).await?)
}

/// Changed facts of a colleague.
#[tauri::command]
#[specta::specta]
pub async fn update_user(app: State<'_, App>, id: UserId, draft: UserDraft) -> Reply<()> {
    Ok(app.session().await?.update_user(id, draft).await?)
}

/// A colleague who has left.
#[tauri::command]
#[specta::specta]
pub async fn archive_user(app: State<'_, App>, id: UserId) -> Reply<()> {
    Ok(app.session().await?.archive_user(id).await?)
}
