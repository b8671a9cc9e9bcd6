//! Building the page and the programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::process::{cargo, node_tool, run};
use crate::{Outcome, paths};

/// Who will sit in front of the window.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// File dialogs are the system's.
    People,
    /// Feature `e2e`: file dialogs answer from a file, because a driver cannot click in them.
    Drivers,
}

/// The programs as built.
pub struct App {
    pub desktop: PathBuf,
    pub cli: PathBuf,
}

/// Builds what `ui/dist` is made from, if it changed.
pub fn page() -> Outcome {
    let ui = paths::root().join("ui");
    let built = ui.join("dist/index.html");
    let sources = ["src", "index.html", "package-lock.json", "vite.config.ts", "bundle-budget.ts", "public"];
    if !sources.iter().any(|source| changed_after(&ui.join(source), &built)) {
        println!("ui/dist is current");
        return Ok(());
    }
    run(&mut node_tool("ui", "vite", &["build"]))
}

/// Builds both shells around the page, in the dev profile: always together, so that cargo picks the same features
/// for their dependencies and compiles those once.
pub fn programs(audience: For) -> Result<App, String> {
    let features = match audience {
        For::People => "kehu-desktop/custom-protocol",
        For::Drivers => "kehu-desktop/custom-protocol,kehu-desktop/e2e",
    };
    run(&mut cargo(&["build", "--locked", "-p", "kehu-desktop", "-p", "kehu-cli", "--features", features]))?;
    Ok(App { desktop: keep("kehu-desktop")?, cli: keep("kehu")? })
}

/// Holds on to a program that another checkout's build would overwrite in the shared folder.
fn keep(name: &str) -> Result<PathBuf, String> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let built = paths::cargo_target().join("debug").join(&name);
    let folder = paths::output().join("app");
    let kept = folder.join(&name);
    let failed = |error| format!("{}: {error}", kept.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    if kept.exists() {
        fs::remove_file(&kept).map_err(failed)?;
    }
    if fs::hard_link(&built, &kept).is_err() {
        fs::copy(&built, &kept).map_err(failed)?;
    }
    Ok(kept)
}

/// Whether anything at or under `path` is younger than `built`, which may be missing.
fn changed_after(path: &Path, built: &Path) -> bool {
    match built.metadata().and_then(|file| file.modified()) {
        Ok(moment) => younger(path, moment),
        Err(_) => true,
    }
}

fn younger(path: &Path, moment: SystemTime) -> bool {
    let Ok(file) = path.metadata() else {
        return false;
    };
    // A folder is younger when a file in it came or went.
    file.modified().is_ok_and(|changed| changed > moment)
        || path.read_dir().is_ok_and(|entries| entries.flatten().any(|entry| younger(&entry.path(), moment)))
}
