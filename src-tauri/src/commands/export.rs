//! What leaves the page as a file. The person names the place in a native dialog.

use kehu_core::transfer::Figures;
use kehu_core::transfer::csv::csv_text;
use tauri::{AppHandle, State};

use crate::error::{CommandError, Reply};
use crate::platform::dialogs;
use crate::state::App;

/// The first bytes of a PNG: <https://www.w3.org/TR/png-3/#5PNG-file-signature>
const PNG: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];

/// Writes a table as CSV that a spreadsheet can open without running anything in it; false when the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn export_table(
    handle: AppHandle,
    app: State<'_, App>,
    figures: Figures,
    name: String,
    rows: Vec<Vec<String>>,
) -> Reply<bool> {
    let session = app.session().await?;
    let Some(target) = dialogs::pick_target(&handle, &file_name(&name, "csv")).await else { return Ok(false) };
    session.begin_page_export(figures, &name).await?;
    tokio::fs::write(target, csv_text(&rows)).await?;
    Ok(true)
}

/// Writes a picture of a chart; false when the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn export_picture(handle: AppHandle, app: State<'_, App>, name: String, png: Vec<u8>) -> Reply<bool> {
    if !png.starts_with(&PNG) {
        return Err(CommandError::Invalid { fields: vec![kehu_core::FieldError::new("png", "invalid")] });
    }
    let session = app.session().await?;
    let Some(target) = dialogs::pick_target(&handle, &file_name(&name, "png")).await else { return Ok(false) };
    session.begin_page_export(Figures::Insights, &name).await?;
    tokio::fs::write(target, png).await?;
    Ok(true)
}

/// A title as the name of a file.
pub(super) fn file_name(title: &str, ending: &str) -> String {
    let safe: String =
        title.chars().map(|c| if c.is_control() || r#"\/:*?"<>|"#.contains(c) { ' ' } else { c }).take(80).collect();
    let safe = safe.trim().trim_matches('.');
    if safe.is_empty() { format!("kehu.{ending}") } else { format!("{safe}.{ending}") }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_title_becomes_a_name_that_every_system_takes() {
        assert_eq!(file_name("营收 / 月", "csv"), "营收   月.csv");
        assert_eq!(file_name("..", "png"), "kehu.png");
        assert_eq!(file_name("a\nb", "csv"), "a b.csv");
    }
}
