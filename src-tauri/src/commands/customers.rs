//! Customers.

use tauri::State;

use crate::error::Reply;
use crate::state::App;
use kehu_core::customers::{BulkEdit, CustomerDraft, CustomerRecord, DuplicateHint, DuplicateProbe, FieldPatch};
use kehu_core::purchases::Purchasing;
use kehu_core::views::{CustomerRow, ListQuery, Neighbours, Page, Selection};
use kehu_core::{CustomerId, FieldId};

/// A window of a list, with the values of these custom fields.
#[tauri::command]
#[specta::specta]
pub async fn list_customers(
    app: State<'_, App>,
    query: ListQuery,
    start: u64,
    count: u32,
    custom: Vec<FieldId>,
) -> Reply<Page<CustomerRow>> {
    Ok(app.session().await?.list_customers_with(&query, start, count, &custom).await?)
}

/// How many a selection has.
#[tauri::command]
#[specta::specta]
pub async fn count_customers(app: State<'_, App>, selection: Selection) -> Reply<u64> {
    Ok(app.session().await?.count_customers(&selection).await?)
}

/// Who stands before and after in a list.
#[tauri::command]
#[specta::specta]
pub async fn customer_neighbours(app: State<'_, App>, query: ListQuery, id: CustomerId) -> Reply<Neighbours> {
    Ok(app.session().await?.customer_neighbours(&query, id).await?)
}

/// One customer with all that belongs to it.
#[tauri::command]
#[specta::specta]
pub async fn customer(app: State<'_, App>, id: CustomerId) -> Reply<CustomerRecord> {
    Ok(app.session().await?.customer(id).await?)
}

/// What a customer buys, and how often.
#[tauri::command]
#[specta::specta]
pub async fn purchasing(app: State<'_, App>, customer_id: CustomerId) -> Reply<Purchasing> {
    Ok(app.session().await?.purchasing(customer_id).await?)
}

/// A new customer.
#[tauri::command]
#[specta::specta]
pub async fn create_customer(app: State<'_, App>, draft: CustomerDraft) -> Reply<CustomerId> {
    Ok(app.session().await?.create_customer(draft).await?)
}

/// Changed fields.
#[tauri::command]
#[specta::specta]
pub async fn update_customer(app: State<'_, App>, id: CustomerId, patches: Vec<FieldPatch>) -> Reply<()> {
    Ok(app.session().await?.update_customer(id, patches).await?)
}

/// One change for many.
#[tauri::command]
#[specta::specta]
pub async fn bulk_edit_customers(app: State<'_, App>, selection: Selection, edit: BulkEdit) -> Reply<u64> {
    Ok(app.session().await?.bulk_edit_customers(&selection, &edit).await?)
}

/// Out of the lists.
#[tauri::command]
#[specta::specta]
pub async fn archive_customers(app: State<'_, App>, selection: Selection) -> Reply<u64> {
    Ok(app.session().await?.archive_customers(&selection).await?)
}

/// Back in the lists.
#[tauri::command]
#[specta::specta]
pub async fn unarchive_customers(app: State<'_, App>, selection: Selection) -> Reply<u64> {
    Ok(app.session().await?.unarchive_customers(&selection).await?)
}

/// Into the trash.
#[tauri::command]
#[specta::specta]
pub async fn delete_customers(app: State<'_, App>, selection: Selection) -> Reply<u64> {
    Ok(app.session().await?.delete_customers(&selection).await?)
}

/// Out of the trash.
#[tauri::command]
#[specta::specta]
pub async fn restore_customers(app: State<'_, App>, selection: Selection) -> Reply<u64> {
    Ok(app.session().await?.restore_customers(&selection).await?)
}

/// Gone for good.
#[tauri::command]
#[specta::specta]
pub async fn purge_customers(app: State<'_, App>, selection: Selection, expected: u64) -> Reply<u64> {
    Ok(app.session().await?.purge_customers(&selection, expected).await?)
}

/// Is it perhaps already here?
#[tauri::command]
#[specta::specta]
pub async fn customer_duplicates(app: State<'_, App>, probe: DuplicateProbe) -> Reply<Vec<DuplicateHint>> {
    Ok(app.session().await?.customer_duplicates(&probe).await?)
}
