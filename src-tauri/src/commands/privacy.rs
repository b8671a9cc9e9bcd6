//! Consent, reports, erasure and retention. A file goes where the person says in a native dialog.

use kehu_core::backup::Backup;
use kehu_core::privacy::consent::{ConsentDraft, Consents};
use kehu_core::privacy::{
    Certificate, Erased, ErasurePlan, RetentionDraft, RetentionPreview, RetentionRule, RetentionRun, Words,
};
use kehu_core::{ConsentId, ParentRef, RetentionRuleId};
use tauri::ipc::Channel;
use tauri::{AppHandle, State};

use super::export::file_name;
use crate::error::Reply;
use crate::platform::dialogs;
use crate::preferences::Language;
use crate::state::App;

/// As what something is written out.
#[derive(Debug, Clone, Copy, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PageFormat {
    /// For programs.
    Json,
    /// To print.
    Html,
}

impl PageFormat {
    fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Html => "html",
        }
    }
}

fn words(language: Language) -> Words {
    let (report, history) = match language {
        Language::Chinese => (
            include_str!("../../../ui/src/i18n/zh-CN/report.json"),
            include_str!("../../../ui/src/i18n/zh-CN/history.json"),
        ),
        Language::English => {
            (include_str!("../../../ui/src/i18n/en/report.json"), include_str!("../../../ui/src/i18n/en/history.json"))
        }
    };
    Words::parse(report, history).expect("the words are JSON: the page's tests read the same files")
}

/// What a person said on being reached.
#[tauri::command]
#[specta::specta]
pub async fn consents(app: State<'_, App>, parent: ParentRef) -> Reply<Consents> {
    Ok(app.session().await?.consents(parent).await?)
}

/// One more statement.
#[tauri::command]
#[specta::specta]
pub async fn record_consent(app: State<'_, App>, parent: ParentRef, draft: ConsentDraft) -> Reply<ConsentId> {
    Ok(app.session().await?.record_consent(parent, draft).await?)
}

/// Writes out everything held on a person; false when nobody named a place for it.
#[tauri::command]
#[specta::specta]
pub async fn export_subject_report(
    handle: AppHandle,
    app: State<'_, App>,
    parent: ParentRef,
    name: String,
    format: PageFormat,
) -> Reply<bool> {
    let session = app.session().await?;
    let Some(target) = dialogs::pick_target(&handle, &file_name(&name, format.ending())).await else {
        return Ok(false);
    };
    let report = session.subject_report(parent).await?;
    let text = match format {
        PageFormat::Json => format!("{:#}\n", report.json()),
        PageFormat::Html => report.html(&words(app.preferences().language), session.zone()),
    };
    tokio::fs::write(target, text).await?;
    Ok(true)
}

/// What an erasure would do.
#[tauri::command]
#[specta::specta]
pub async fn erasure_plan(app: State<'_, App>, parent: ParentRef) -> Reply<ErasurePlan> {
    Ok(app.session().await?.erasure_plan(parent).await?)
}

/// Removes a person for good; `name` is what somebody has typed.
#[tauri::command]
#[specta::specta]
pub async fn erase_subject(app: State<'_, App>, parent: ParentRef, name: String) -> Reply<Erased> {
    Ok(app.session().await?.erase_subject(parent, &name).await?)
}

/// Removes backups that still hold erased persons; gives those that are left.
#[tauri::command]
#[specta::specta]
pub async fn delete_backups(app: State<'_, App>, ids: Vec<String>) -> Reply<Vec<Backup>> {
    let session = app.session().await?;
    session.delete_backups(&ids).await?;
    Ok(session.list_backups()?)
}

/// The certificates of all erasures, the newest first.
#[tauri::command]
#[specta::specta]
pub async fn list_certificates(app: State<'_, App>) -> Reply<Vec<Certificate>> {
    Ok(app.session().await?.list_certificates().await?)
}

/// Writes out a certificate; false when nobody named a place for it.
#[tauri::command]
#[specta::specta]
pub async fn export_certificate(
    handle: AppHandle,
    app: State<'_, App>,
    tx: i64,
    name: String,
    format: PageFormat,
) -> Reply<bool> {
    let session = app.session().await?;
    let certificate = session.certificate(tx).await?;
    let Some(target) = dialogs::pick_target(&handle, &file_name(&name, format.ending())).await else {
        return Ok(false);
    };
    let text = match format {
        PageFormat::Json => format!("{:#}\n", certificate.json()),
        PageFormat::Html => certificate.html(&words(app.preferences().language), session.zone()),
    };
    tokio::fs::write(target, text).await?;
    Ok(true)
}

/// Every rule of retention.
#[tauri::command]
#[specta::specta]
pub async fn list_retention_rules(app: State<'_, App>) -> Reply<Vec<RetentionRule>> {
    Ok(app.session().await?.list_retention_rules().await?)
}

/// A new rule.
#[tauri::command]
#[specta::specta]
pub async fn save_retention_rule(app: State<'_, App>, draft: RetentionDraft) -> Reply<RetentionRuleId> {
    Ok(app.session().await?.save_retention_rule(draft).await?)
}

/// A rule fewer.
#[tauri::command]
#[specta::specta]
pub async fn remove_retention_rule(app: State<'_, App>, id: RetentionRuleId) -> Reply<()> {
    Ok(app.session().await?.remove_retention_rule(id).await?)
}

/// What a rule would do now.
#[tauri::command]
#[specta::specta]
pub async fn preview_retention(app: State<'_, App>, id: RetentionRuleId) -> Reply<RetentionPreview> {
    Ok(app.session().await?.preview_retention(id).await?)
}

/// Carries a rule out; `expected` is the number somebody has typed.
#[tauri::command]
#[specta::specta]
pub async fn run_retention(
    app: State<'_, App>,
    id: RetentionRuleId,
    expected: u32,
    progress: Channel<RetentionRun>,
) -> Reply<RetentionRun> {
    let told = |run| {
        if let Err(error) = progress.send(run) {
            tracing::warn!(%error, "progress could not be shown");
        }
    };
    Ok(app.session().await?.run_retention(id, expected.into(), &told).await?)
}
