//! Starting other programs. The line is printed first, and a failure names it.

use std::env;
use std::ffi::OsString;
use std::process::Command;

use crate::{Outcome, paths};

/// Cargo, in the checkout, with the shared build folder and no database behind the checked queries.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = program("cargo");
    command
        .args(arguments)
        .env("CARGO_TARGET_DIR", paths::cargo_target())
        .env("SQLX_OFFLINE", "true")
        .env_remove("DATABASE_URL");
    command
}

/// A program from `PATH` or from cargo's folder, in the checkout.
pub fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    command.current_dir(paths::root()).env("PATH", search_path());
    // What `cargo run` tells xtask about xtask is not true of the programs it starts.
    for (key, _) in env::vars_os() {
        let key_text = key.to_string_lossy();
        if key_text.starts_with("CARGO_PKG_") || key_text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&key);
        }
    }
    command
}

/// npm, in a folder of the checkout.
pub fn npm(folder: &str, arguments: &[&str]) -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(paths::root().join(folder)).args(arguments);
    command
}

/// A program that npm installed in `folder`, run there.
pub fn node_tool(folder: &str, name: &str, arguments: &[&str]) -> Command {
    let folder = paths::root().join(folder);
    let tool =
        folder.join("node_modules/.bin").join(if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() });
    let mut command = program(&tool.to_string_lossy());
    command.current_dir(folder).args(arguments);
    command
}

/// Runs to the end with the terminal's own streams.
pub fn run(command: &mut Command) -> Outcome {
    println!("$ {}", line(command));
    let status = command.status().map_err(|error| format!("could not start `{}`: {error}", line(command)))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("`{}` failed ({status})", line(command)))
}

/// What it writes to standard output, if it succeeds.
pub fn read(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The line a person would type, with paths inside the checkout shortened.
pub fn line(command: &Command) -> String {
    let root = format!("{}/", paths::root().display());
    let words = [command.get_program()].into_iter().chain(command.get_args());
    let words = words.map(|word| {
        let word = word.to_string_lossy().replace(&root, "");
        if word.contains(' ') { format!("'{word}'") } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn search_path() -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let has_cargo = env::split_paths(&path).any(|folder| folder == paths::cargo_bin());
    if has_cargo {
        return path;
    }
    let folders = env::split_paths(&path).chain([paths::cargo_bin()]);
    env::join_paths(folders).unwrap_or(path)
}
