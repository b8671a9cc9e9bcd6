//! Products and purchases.

use tauri::State;

use crate::error::Reply;
use crate::state::App;
use kehu_core::products::{ProductDraft, ProductRow};
use kehu_core::purchases::{Purchase, PurchaseDraft};
use kehu_core::views::Page;
use kehu_core::{CustomerId, ProductId, PurchaseId};

/// Products, by name.
#[tauri::command]
#[specta::specta]
pub async fn list_products(app: State<'_, App>, text: Option<String>) -> Reply<Vec<ProductRow>> {
    Ok(app.session().await?.list_products(text.as_deref()).await?)
}

/// Products that are no longer offered, by name.
#[tauri::command]
#[specta::specta]
pub async fn list_archived_products(app: State<'_, App>, text: Option<String>) -> Reply<Vec<ProductRow>> {
    Ok(app.session().await?.list_archived_products(text.as_deref()).await?)
}

/// A new product.
#[tauri::command]
#[specta::specta]
pub async fn create_product(app: State<'_, App>, draft: ProductDraft) -> Reply<ProductId> {
    Ok(app.session().await?.create_product(draft).await?)
}

/// A product changed.
#[tauri::command]
#[specta::specta]
pub async fn update_product(app: State<'_, App>, id: ProductId, draft: ProductDraft) -> Reply<()> {
    Ok(app.session().await?.update_product(id, draft).await?)
}

/// A product no longer offered.
#[tauri::command]
#[specta::specta]
pub async fn archive_product(app: State<'_, App>, id: ProductId) -> Reply<()> {
    Ok(app.session().await?.archive_product(id).await?)
}

/// A product offered again.
#[tauri::command]
#[specta::specta]
pub async fn unarchive_product(app: State<'_, App>, id: ProductId) -> Reply<()> {
    Ok(app.session().await?.unarchive_product(id).await?)
}

/// Purchases of a customer, newest first.
#[tauri::command]
#[specta::specta]
pub async fn list_purchases(
    app: State<'_, App>,
    customer_id: CustomerId,
    start: u32,
    count: u32,
) -> Reply<Page<Purchase>> {
    Ok(app.session().await?.list_purchases(customer_id, start, count).await?)
}

/// A purchase recorded.
#[tauri::command]
#[specta::specta]
pub async fn create_purchase(app: State<'_, App>, draft: PurchaseDraft) -> Reply<PurchaseId> {
    Ok(app.session().await?.create_purchase(draft).await?)
}

/// A purchase corrected.
#[tauri::command]
#[specta::specta]
pub async fn update_purchase(app: State<'_, App>, id: PurchaseId, draft: PurchaseDraft) -> Reply<()> {
    Ok(app.session().await?.update_purchase(id, draft).await?)
}

/// A purchase removed.
#[tauri::command]
#[specta::specta]
pub async fn delete_purchase(app: State<'_, App>, id: PurchaseId) -> Reply<()> {
    Ok(app.session().await?.delete_purchase(id).await?)
}
