//! `cargo xtask demo-data`: a demo company to look at, by the command line program.

use std::fs;

use crate::app::{self, For};
use crate::process::{program, run as run_program};
use crate::{Outcome, paths, setup};

pub fn run(arguments: &[String]) -> Outcome {
    let (folder, rest) = match arguments {
        [flag, folder, rest @ ..] if flag == "--workspace" => (folder.into(), rest),
        rest => (scratch()?, rest),
    };
    setup::build()?;
    app::page()?;
    let app = app::programs(For::People)?;
    let mut kehu = program(&app.cli.to_string_lossy());
    kehu.arg("--workspace").arg(&folder).arg("demo").args(rest);
    run_program(&mut kehu)?;
    println!("demo company: {}", folder.display());
    Ok(())
}

/// Our own folder, emptied: `demo` never fills a workspace that exists.
fn scratch() -> Result<std::path::PathBuf, String> {
    let folder = paths::output().join("demo");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    Ok(folder)
}
