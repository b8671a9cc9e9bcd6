//! Roles, rights, sign-in, ownership and the audit.

use tauri::State;
use tauri::ipc::Channel;

use super::workspaces::Secret;
use crate::error::{CommandError, Reply};
use crate::state::App;
use kehu_core::access::{AuditPage, AuditQuery, GuardedField, MyRights, Revealed, Role, RoleDraft};
use kehu_core::backup::RekeyStep;
use kehu_core::change::Tenure;
use kehu_core::customers::{Collaborator, OpenWork};
use kehu_core::integrity::AuditFlaw;
use kehu_core::people::{Department, DepartmentDraft};
use kehu_core::views::Selection;
use kehu_core::workspace;
use kehu_core::{CustomerId, DepartmentId, ParentRef, RoleId, UserId};

/// The names to sign in to a workspace with; none when it has one person alone.
#[tauri::command]
#[specta::specta]
pub async fn sign_in_names(app: State<'_, App>, name: String) -> Reply<Vec<String>> {
    let dir = app.find(&name)?.path;
    let people = workspace::people(&dir).map_err(CommandError::from)?;
    Ok(people.into_iter().map(|person| person.name).collect())
}

/// Leaves the workspace: it closes, and the next one signs in.
#[tauri::command]
#[specta::specta]
pub async fn sign_out(app: State<'_, App>) -> Reply<()> {
    app.sign_out().await
}

/// Hides everything until the one who acts is back; everything stays as it is meanwhile.
#[tauri::command]
#[specta::specta]
pub async fn lock_workspace(app: State<'_, App>) -> Reply<()> {
    app.lock().await
}

/// The one who acts is back.
#[tauri::command]
#[specta::specta]
pub async fn unlock_workspace(app: State<'_, App>, secret: Secret) -> Reply<()> {
    app.unlock(secret.into()).await
}

/// Somebody uses the window: the time until it locks starts anew.
#[tauri::command]
#[specta::specta]
pub async fn still_here(app: State<'_, App>) -> Reply<()> {
    app.still_here();
    Ok(())
}

/// Gives the database a new key. The workspace closes meanwhile and comes back open.
#[tauri::command]
#[specta::specta]
pub async fn rekey(app: State<'_, App>, progress: Channel<RekeyStep>) -> Reply<()> {
    app.rekey(&|step| {
        if let Err(error) = progress.send(step) {
            tracing::warn!(%error, "progress could not be shown");
        }
    })
    .await
}

/// What the one who acts may do.
#[tauri::command]
#[specta::specta]
pub async fn my_rights(app: State<'_, App>) -> Reply<MyRights> {
    Ok(app.session().await?.my_rights().await?)
}

/// Changes the own password.
#[tauri::command]
#[specta::specta]
pub async fn change_password(app: State<'_, App>, current: Option<String>, next: String) -> Reply<()> {
    Ok(app.session().await?.change_password(current.map(Into::into), next.into()).await?)
}

/// Gives a colleague a password.
#[tauri::command]
#[specta::specta]
pub async fn reset_password(app: State<'_, App>, user: UserId, next: String) -> Reply<()> {
    Ok(app.session().await?.reset_password(user, next.into()).await?)
}

/// Takes a colleague's password away.
#[tauri::command]
#[specta::specta]
pub async fn withdraw_access(app: State<'_, App>, user: UserId) -> Reply<()> {
    Ok(app.session().await?.withdraw_access(user).await?)
}

/// Who signs in.
#[tauri::command]
#[specta::specta]
pub async fn list_access(app: State<'_, App>) -> Reply<Vec<UserId>> {
    Ok(app.session().await?.list_access().await?)
}

/// A new recovery code, shown once.
#[tauri::command]
#[specta::specta]
pub async fn rotate_recovery_code(app: State<'_, App>) -> Reply<String> {
    Ok(app.session().await?.rotate_recovery_code().await?.printed().to_string())
}

/// The roles.
#[tauri::command]
#[specta::specta]
pub async fn list_roles(app: State<'_, App>) -> Reply<Vec<Role>> {
    Ok(app.session().await?.list_roles().await?)
}

/// A new role.
#[tauri::command]
#[specta::specta]
pub async fn create_role(app: State<'_, App>, draft: RoleDraft) -> Reply<RoleId> {
    Ok(app.session().await?.create_role(draft).await?)
}

/// A changed role.
#[tauri::command]
#[specta::specta]
pub async fn update_role(app: State<'_, App>, id: RoleId, draft: RoleDraft) -> Reply<()> {
    Ok(app.session().await?.update_role(id, draft).await?)
}

/// A role removed.
#[tauri::command]
#[specta::specta]
pub async fn delete_role(app: State<'_, App>, id: RoleId) -> Reply<()> {
    Ok(app.session().await?.delete_role(id).await?)
}

/// The roles of a colleague.
#[tauri::command]
#[specta::specta]
pub async fn roles_of(app: State<'_, App>, user: UserId) -> Reply<Vec<RoleId>> {
    Ok(app.session().await?.roles_of(user).await?)
}

/// Exactly these roles for a colleague.
#[tauri::command]
#[specta::specta]
pub async fn set_roles(app: State<'_, App>, user: UserId, roles: Vec<RoleId>) -> Reply<()> {
    Ok(app.session().await?.set_roles(user, &roles).await?)
}

/// The departments.
#[tauri::command]
#[specta::specta]
pub async fn list_departments(app: State<'_, App>) -> Reply<Vec<Department>> {
    Ok(app.session().await?.list_departments().await?)
}

/// A new department.
#[tauri::command]
#[specta::specta]
pub async fn create_department(app: State<'_, App>, draft: DepartmentDraft) -> Reply<DepartmentId> {
    Ok(app.session().await?.create_department(&draft).await?)
}

/// A changed department.
#[tauri::command]
#[specta::specta]
pub async fn update_department(app: State<'_, App>, id: DepartmentId, draft: DepartmentDraft) -> Reply<()> {
    Ok(app.session().await?.update_department(id, &draft).await?)
}

/// A department removed.
#[tauri::command]
#[specta::specta]
pub async fn delete_department(app: State<'_, App>, id: DepartmentId) -> Reply<()> {
    Ok(app.session().await?.delete_department(id).await?)
}

/// A colleague in a department, or in none.
#[tauri::command]
#[specta::specta]
pub async fn place_user(app: State<'_, App>, user: UserId, department: Option<DepartmentId>) -> Reply<()> {
    Ok(app.session().await?.place_user(user, department).await?)
}

/// A look behind a mask.
#[tauri::command]
#[specta::specta]
pub async fn reveal(app: State<'_, App>, parent: ParentRef, field: GuardedField) -> Reply<Revealed> {
    Ok(app.session().await?.reveal(parent, field).await?)
}

/// Customers to another owner.
#[tauri::command]
#[specta::specta]
pub async fn transfer_customers(app: State<'_, App>, selection: Selection, to: UserId, work: OpenWork) -> Reply<u64> {
    Ok(app.session().await?.transfer_customers(&selection, to, work).await?)
}

/// All of one owner to another.
#[tauri::command]
#[specta::specta]
pub async fn hand_over(app: State<'_, App>, from: UserId, to: UserId, work: OpenWork) -> Reply<u64> {
    Ok(app.session().await?.hand_over(from, to, work).await?)
}

/// The owners of a customer.
#[tauri::command]
#[specta::specta]
pub async fn owner_history(app: State<'_, App>, customer: CustomerId) -> Reply<Vec<Tenure>> {
    Ok(app.session().await?.owner_history(customer).await?)
}

/// Who helps with a customer.
#[tauri::command]
#[specta::specta]
pub async fn collaborators(app: State<'_, App>, customer: CustomerId) -> Reply<Vec<Collaborator>> {
    Ok(app.session().await?.collaborators(customer).await?)
}

/// Somebody helps.
#[tauri::command]
#[specta::specta]
pub async fn set_collaborator(app: State<'_, App>, customer: CustomerId, user: UserId, may_edit: bool) -> Reply<()> {
    Ok(app.session().await?.set_collaborator(customer, user, may_edit).await?)
}

/// Somebody helps no more.
#[tauri::command]
#[specta::specta]
pub async fn remove_collaborator(app: State<'_, App>, customer: CustomerId, user: UserId) -> Reply<()> {
    Ok(app.session().await?.remove_collaborator(customer, user).await?)
}

/// A page of the audit.
#[tauri::command]
#[specta::specta]
pub async fn list_audit(app: State<'_, App>, query: AuditQuery) -> Reply<AuditPage> {
    Ok(app.session().await?.list_audit(&query).await?)
}

/// What of the change log is not as it was written.
#[tauri::command]
#[specta::specta]
pub async fn check_audit(app: State<'_, App>) -> Reply<Vec<AuditFlaw>> {
    Ok(app.session().await?.check_audit().await?)
}
