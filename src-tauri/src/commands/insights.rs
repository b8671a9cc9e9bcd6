//! Insights.

use tauri::State;

use crate::error::Reply;
use crate::state::App;
use kehu_core::insights::{Insights, InsightsQuery};

/// What the customers buy, at a glance.
#[tauri::command]
#[specta::specta]
pub async fn insights(app: State<'_, App>, query: InsightsQuery) -> Reply<Insights> {
    Ok(app.session().await?.insights(query).await?)
}
