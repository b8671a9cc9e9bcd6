//! Showing where things lie.

use std::path::Path;

use tauri::AppHandle;
use tauri_plugin_opener::OpenerExt as _;

use crate::error::{CommandError, Reply};

/// Refuses a folder that nothing can be written to.
pub fn probe(folder: &Path) -> Reply<()> {
    let probe = folder.join(".kehu-write-probe");
    std::fs::write(&probe, []).and_then(|()| std::fs::remove_file(&probe)).map_err(|_| CommandError::ReadOnly)
}

/// Shows a folder in the file manager.
pub fn reveal(app: &AppHandle, folder: &Path) -> Reply<()> {
    std::fs::create_dir_all(folder)?;
    app.opener().open_path(folder.to_string_lossy(), None::<&str>).map_err(|error| CommandError::internal(&error))
}
