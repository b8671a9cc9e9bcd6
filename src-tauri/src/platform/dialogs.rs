//! Asking for files. The page never sends a path: it asks for a dialog, and gets what was read.

use std::path::PathBuf;

use tauri::AppHandle;

/// One file; `None` when the person cancels.
#[cfg(not(feature = "e2e"))]
pub async fn pick_file(app: &AppHandle, endings: &[&str]) -> Option<PathBuf> {
    use tauri_plugin_dialog::DialogExt as _;
    let mut dialog = app.dialog().file();
    if !endings.is_empty() {
        dialog = dialog.add_filter(endings.join(", "), endings);
    }
    let (send, receive) = tokio::sync::oneshot::channel();
    dialog.pick_file(move |path| {
        // The receiver is gone only when the program ends.
        drop(send.send(path));
    });
    receive.await.ok().flatten()?.into_path().ok()
}

/// Several files; none when the person cancels.
#[cfg(not(feature = "e2e"))]
pub async fn pick_files(app: &AppHandle) -> Vec<PathBuf> {
    use tauri_plugin_dialog::DialogExt as _;
    let (send, receive) = tokio::sync::oneshot::channel();
    app.dialog().file().pick_files(move |paths| {
        // The receiver is gone only when the program ends.
        drop(send.send(paths));
    });
    let picked = receive.await.ok().flatten().unwrap_or_default();
    picked.into_iter().filter_map(|path| path.into_path().ok()).collect()
}

/// A folder; `None` when the person cancels.
#[cfg(not(feature = "e2e"))]
pub async fn pick_folder(app: &AppHandle) -> Option<PathBuf> {
    use tauri_plugin_dialog::DialogExt as _;
    let (send, receive) = tokio::sync::oneshot::channel();
    app.dialog().file().pick_folder(move |path| {
        // The receiver is gone only when the program ends.
        drop(send.send(path));
    });
    receive.await.ok().flatten()?.into_path().ok()
}

/// A driver names the folder the same way as a file.
#[cfg(feature = "e2e")]
pub async fn pick_folder(app: &AppHandle) -> Option<PathBuf> {
    pick_file(app, &[]).await
}

/// A driver cannot operate a native dialog: it writes the path into a file of the config folder.
#[cfg(feature = "e2e")]
pub async fn pick_file(app: &AppHandle, _endings: &[&str]) -> Option<PathBuf> {
    use tauri::Manager as _;
    let seam = app.path().app_config_dir().ok()?.join("e2e-picked-path.txt");
    let path = tokio::fs::read_to_string(seam).await.ok()?;
    let path = path.trim();
    (!path.is_empty()).then(|| PathBuf::from(path))
}

/// A driver picks one file.
#[cfg(feature = "e2e")]
pub async fn pick_files(app: &AppHandle) -> Vec<PathBuf> {
    pick_file(app, &[]).await.into_iter().collect()
}

/// Where to write a file of this name; `None` when the person cancels.
#[cfg(not(feature = "e2e"))]
pub async fn pick_target(app: &AppHandle, name: &str) -> Option<PathBuf> {
    use tauri_plugin_dialog::DialogExt as _;
    let (send, receive) = tokio::sync::oneshot::channel();
    app.dialog().file().set_file_name(name).save_file(move |path| {
        // The receiver is gone only when the program ends.
        drop(send.send(path));
    });
    receive.await.ok().flatten()?.into_path().ok()
}

/// A driver names the target the same way.
#[cfg(feature = "e2e")]
pub async fn pick_target(app: &AppHandle, _name: &str) -> Option<PathBuf> {
    pick_file(app, &[]).await
}
