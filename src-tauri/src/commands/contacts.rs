//! Contacts.

use tauri::State;

use crate::error::Reply;
use crate::state::App;
use kehu_core::contacts::{ContactDraft, ContactRecord, LinkDraft};
use kehu_core::customers::FieldPatch;
use kehu_core::views::{ContactRow, ListQuery, Neighbours, Page, Selection};
use kehu_core::{ContactId, CustomerId, LinkId};

/// A window of a list.
#[tauri::command]
#[specta::specta]
pub async fn list_contacts(app: State<'_, App>, query: ListQuery, start: u64, count: u32) -> Reply<Page<ContactRow>> {
    Ok(app.session().await?.list_contacts(&query, start, count).await?)
}

/// How many a selection has.
#[tauri::command]
#[specta::specta]
pub async fn count_contacts(app: State<'_, App>, selection: Selection) -> Reply<u64> {
    Ok(app.session().await?.count_contacts(&selection).await?)
}

/// Who stands before and after in a list.
#[tauri::command]
#[specta::specta]
pub async fn contact_neighbours(app: State<'_, App>, query: ListQuery, id: ContactId) -> Reply<Neighbours> {
    Ok(app.session().await?.contact_neighbours(&query, id).await?)
}

/// One contact with all that belongs to it.
#[tauri::command]
#[specta::specta]
pub async fn contact(app: State<'_, App>, id: ContactId) -> Reply<ContactRecord> {
    Ok(app.session().await?.contact(id).await?)
}

/// A new contact.
#[tauri::command]
#[specta::specta]
pub async fn create_contact(app: State<'_, App>, draft: ContactDraft) -> Reply<ContactId> {
    Ok(app.session().await?.create_contact(draft).await?)
}

/// Changed fields.
#[tauri::command]
#[specta::specta]
pub async fn update_contact(app: State<'_, App>, id: ContactId, patches: Vec<FieldPatch>) -> Reply<()> {
    Ok(app.session().await?.update_contact(id, patches).await?)
}

/// Out of the lists.
#[tauri::command]
#[specta::specta]
pub async fn archive_contacts(app: State<'_, App>, selection: Selection) -> Reply<u64> {
    Ok(app.session().await?.archive_contacts(&selection).await?)
}

/// Back in the lists.
#[tauri::command]
#[specta::specta]
pub async fn unarchive_contacts(app: State<'_, App>, selection: Selection) -> Reply<u64> {
    Ok(app.session().await?.unarchive_contacts(&selection).await?)
}

/// Into the trash.
#[tauri::command]
#[specta::specta]
pub async fn delete_contacts(app: State<'_, App>, selection: Selection) -> Reply<u64> {
    Ok(app.session().await?.delete_contacts(&selection).await?)
}

/// Out of the trash.
#[tauri::command]
#[specta::specta]
pub async fn restore_contacts(app: State<'_, App>, selection: Selection) -> Reply<u64> {
    Ok(app.session().await?.restore_contacts(&selection).await?)
}

/// Gone for good.
#[tauri::command]
#[specta::specta]
pub async fn purge_contacts(app: State<'_, App>, selection: Selection, expected: u64) -> Reply<u64> {
    Ok(app.session().await?.purge_contacts(&selection, expected).await?)
}

/// Bring a contact and a customer together.
#[tauri::command]
#[specta::specta]
pub async fn link_contact(
    app: State<'_, App>,
    customer_id: CustomerId,
    contact_id: ContactId,
    draft: LinkDraft,
) -> Reply<LinkId> {
    Ok(app.session().await?.link_contact(customer_id, contact_id, draft).await?)
}

/// Change a role.
#[tauri::command]
#[specta::specta]
pub async fn update_link(app: State<'_, App>, id: LinkId, draft: LinkDraft) -> Reply<()> {
    Ok(app.session().await?.update_link(id, draft).await?)
}

/// Part a contact and a customer.
#[tauri::command]
#[specta::specta]
pub async fn unlink_contact(app: State<'_, App>, id: LinkId) -> Reply<()> {
    Ok(app.session().await?.unlink_contact(id).await?)
}
