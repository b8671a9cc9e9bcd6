//! What customers and contacts have in common: reach, addresses, likings, tags, relations, custom fields.

use tauri::State;

use crate::error::Reply;
use crate::state::App;
use kehu_core::addresses::AddressDraft;
use kehu_core::fields::{FieldDef, FieldDefDraft};
use kehu_core::methods::MethodDraft;
use kehu_core::preferences::PreferenceDraft;
use kehu_core::relations::RelationKind;
use kehu_core::tags::{Tag, TagCount};
use kehu_core::{AddressId, CustomerId, FieldId, MethodId, ParentRef, PreferenceId, RelationId, TagId};

/// One more way to reach somebody.
#[tauri::command]
#[specta::specta]
pub async fn add_method(app: State<'_, App>, parent: ParentRef, draft: MethodDraft) -> Reply<MethodId> {
    Ok(app.session().await?.add_method(parent, draft).await?)
}

/// A corrected way.
#[tauri::command]
#[specta::specta]
pub async fn update_method(app: State<'_, App>, id: MethodId, draft: MethodDraft) -> Reply<()> {
    Ok(app.session().await?.update_method(id, draft).await?)
}

/// One way fewer.
#[tauri::command]
#[specta::specta]
pub async fn remove_method(app: State<'_, App>, id: MethodId) -> Reply<()> {
    Ok(app.session().await?.remove_method(id).await?)
}

/// One more address.
#[tauri::command]
#[specta::specta]
pub async fn add_address(app: State<'_, App>, parent: ParentRef, draft: AddressDraft) -> Reply<AddressId> {
    Ok(app.session().await?.add_address(parent, draft).await?)
}

/// A corrected address.
#[tauri::command]
#[specta::specta]
pub async fn update_address(app: State<'_, App>, id: AddressId, draft: AddressDraft) -> Reply<()> {
    Ok(app.session().await?.update_address(id, draft).await?)
}

/// One address fewer.
#[tauri::command]
#[specta::specta]
pub async fn remove_address(app: State<'_, App>, id: AddressId) -> Reply<()> {
    Ok(app.session().await?.remove_address(id).await?)
}

/// One more liking.
#[tauri::command]
#[specta::specta]
pub async fn add_preference(app: State<'_, App>, parent: ParentRef, draft: PreferenceDraft) -> Reply<PreferenceId> {
    Ok(app.session().await?.add_preference(parent, draft).await?)
}

/// A corrected liking.
#[tauri::command]
#[specta::specta]
pub async fn update_preference(app: State<'_, App>, id: PreferenceId, draft: PreferenceDraft) -> Reply<()> {
    Ok(app.session().await?.update_preference(id, draft).await?)
}

/// One liking fewer.
#[tauri::command]
#[specta::specta]
pub async fn remove_preference(app: State<'_, App>, id: PreferenceId) -> Reply<()> {
    Ok(app.session().await?.remove_preference(id).await?)
}

/// A tag hung on a record.
#[tauri::command]
#[specta::specta]
pub async fn add_tag(app: State<'_, App>, parent: ParentRef, name: String) -> Reply<Tag> {
    Ok(app.session().await?.add_tag(parent, &name).await?)
}

/// A tag taken off a record.
#[tauri::command]
#[specta::specta]
pub async fn remove_tag(app: State<'_, App>, parent: ParentRef, tag_id: TagId) -> Reply<()> {
    Ok(app.session().await?.remove_tag(parent, tag_id).await?)
}

/// Every tag.
#[tauri::command]
#[specta::specta]
pub async fn list_tags(app: State<'_, App>) -> Reply<Vec<TagCount>> {
    Ok(app.session().await?.list_tags().await?)
}

/// A tag renamed or recoloured.
#[tauri::command]
#[specta::specta]
pub async fn update_tag(app: State<'_, App>, id: TagId, name: String, colour: String) -> Reply<()> {
    Ok(app.session().await?.update_tag(id, &name, &colour).await?)
}

/// A tag removed from everywhere.
#[tauri::command]
#[specta::specta]
pub async fn delete_tag(app: State<'_, App>, id: TagId) -> Reply<()> {
    Ok(app.session().await?.delete_tag(id).await?)
}

/// Two customers related.
#[tauri::command]
#[specta::specta]
pub async fn add_relation(
    app: State<'_, App>,
    customer_id: CustomerId,
    kind: RelationKind,
    other_id: CustomerId,
) -> Reply<RelationId> {
    Ok(app.session().await?.add_relation(customer_id, kind, other_id).await?)
}

/// Two customers no longer related.
#[tauri::command]
#[specta::specta]
pub async fn remove_relation(app: State<'_, App>, id: RelationId) -> Reply<()> {
    Ok(app.session().await?.remove_relation(id).await?)
}

/// Every custom field.
#[tauri::command]
#[specta::specta]
pub async fn list_field_defs(app: State<'_, App>) -> Reply<Vec<FieldDef>> {
    Ok(app.session().await?.list_field_defs().await?)
}

/// A new custom field.
#[tauri::command]
#[specta::specta]
pub async fn create_field_def(app: State<'_, App>, draft: FieldDefDraft) -> Reply<FieldId> {
    Ok(app.session().await?.create_field_def(draft).await?)
}

/// A relabelled custom field.
#[tauri::command]
#[specta::specta]
pub async fn update_field_def(app: State<'_, App>, id: FieldId, label_en: String, label_zh: String) -> Reply<()> {
    Ok(app.session().await?.update_field_def(id, &label_en, &label_zh).await?)
}

/// A custom field put away or brought back.
#[tauri::command]
#[specta::specta]
pub async fn archive_field_def(app: State<'_, App>, id: FieldId, archived: bool) -> Reply<()> {
    Ok(app.session().await?.archive_field_def(id, archived).await?)
}
