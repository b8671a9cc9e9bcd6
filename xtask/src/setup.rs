//! Brings a fresh machine to where the other commands work. What is there already costs nothing.

use std::fs;
use std::path::Path;

use crate::process::{npm, program, read, run};
use crate::{Outcome, packages, paths};

/// Vite asks for this one.
const NODE: (u32, u32) = (20, 19);

/// A program of cargo's that we use, at the version we tried.
pub struct Tool {
    program: &'static str,
    package: &'static str,
    version: &'static str,
    features: &'static [&'static str],
}

/// Drives the native window.
pub const TAURI_DRIVER: Tool =
    Tool { program: "tauri-driver", package: "tauri-driver", version: "2.1.0", features: &[] };

/// Licences, sources and who may depend on whom.
pub const DENY: Tool = Tool { program: "cargo-deny", package: "cargo-deny", version: "0.20.2", features: &[] };

/// Describes the checked queries; its version is that of sqlx.
pub const SQLX: Tool = Tool {
    program: "cargo-sqlx",
    package: "sqlx-cli",
    version: "0.9.0",
    features: &["--no-default-features", "--features", "sqlite"],
};

/// System packages, Node and the page's packages: enough to build.
pub fn build() -> Outcome {
    packages::install()?;
    node()?;
    node_modules("ui")
}

/// What the lints and end-to-end tests of `tests/e2e` need on top.
pub fn end_to_end() -> Outcome {
    node()?;
    node_modules("tests/e2e")
}

/// Installs a tool unless it is there. Any version of cargo-deny and tauri-driver will do, sqlx-cli must be ours.
pub fn tool(tool: &Tool) -> Outcome {
    let there = paths::program(tool.program).is_some();
    if there && (tool.package != SQLX.package || sqlx_version_fits()) {
        return Ok(());
    }
    let version = format!("={}", tool.version);
    let mut command = program("cargo");
    // In the shared build folder its dependencies would mix with ours and leave their objects behind.
    command.env_remove("CARGO_TARGET_DIR").args(["install", "--locked", tool.package, "--version", &version]);
    run(command.args(tool.features))
}

fn sqlx_version_fits() -> bool {
    read(program("cargo").args(["sqlx", "--version"]))
        .is_some_and(|text| text.trim().ends_with(&format!(" {}", SQLX.version)))
}

fn node() -> Outcome {
    let wanted = format!("Node {}.{} or newer with npm is needed (https://nodejs.org)", NODE.0, NODE.1);
    let Some(version) = read(program("node").arg("--version")) else {
        return Err(format!("there is no `node`; {wanted}"));
    };
    let numbers: Vec<u32> = version.trim().trim_start_matches('v').split('.').map_while(|n| n.parse().ok()).collect();
    match numbers.as_slice() {
        [major, minor, ..] if (*major, *minor) >= NODE => Ok(()),
        _ => Err(format!("`node` is {}; {wanted}", version.trim())),
    }
}

/// `npm ci`, when the lock file is not the one that was installed last.
fn node_modules(folder: &str) -> Outcome {
    let lock = paths::root().join(folder).join("package-lock.json");
    let copy = paths::root().join(folder).join("node_modules/.installed-lock.json");
    let wanted = fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    if fs::read(&copy).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    run(&mut npm(folder, &["ci", "--no-audit", "--no-fund"]))?;
    write(&copy, &wanted)
}

fn write(file: &Path, content: &[u8]) -> Outcome {
    fs::write(file, content).map_err(|error| format!("{}: {error}", file.display()))
}
