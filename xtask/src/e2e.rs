//! The native window under a driver: end-to-end tests, and the tour that takes screenshots.

use std::path::Path;
use std::process::Command;

use crate::app::{self, App, For};
use crate::process::{self, node_tool};
use crate::tally::{self, Tally};
use crate::{Outcome, paths, setup};

/// `cargo xtask e2e [SPEC]`
pub fn run(specs: &[String]) -> Outcome {
    let app = prepare()?;
    let tally = tests(&app, specs)?;
    if tally.failed > 0 {
        return Err(format!("{} tests failed", tally.failed));
    }
    println!("\n{} passed, 0 failed", tally.passed);
    Ok(())
}

/// `cargo xtask tour`
pub fn tour(_: &[String]) -> Outcome {
    screenshots(&prepare()?, Tour::Whole)
}

/// How much of the tour.
#[derive(Clone, Copy)]
pub enum Tour {
    /// Every screen in both languages, light and dark.
    Whole,
    /// Every screen once, in the language of the machine.
    Once,
}

/// Sets up and builds what a driver drives.
pub fn prepare() -> Result<App, String> {
    setup::build()?;
    setup::end_to_end()?;
    setup::tool(&setup::TAURI_DRIVER)?;
    app::page()?;
    app::programs(For::Drivers)
}

/// Runs the specs whose file name contains one of these words, or all.
pub fn tests(app: &App, specs: &[String]) -> Result<Tally, String> {
    let mut vitest = vec!["run", "--project", "specs"];
    vitest.extend(specs.iter().map(String::as_str));
    tally::run(&mut in_a_display(app, &vitest)?)
}

/// Measures what a person feels, in the window.
pub fn bench(arguments: &[String]) -> Outcome {
    let mut command = in_a_display(&prepare()?, &["run", "--project", "bench"])?;
    if let Some(customers) = arguments.first() {
        command.env("KEHU_BENCH_CUSTOMERS", customers);
    }
    process::run(&mut command)
}

/// Walks through the demo company and writes pictures to `target/tour`.
pub fn screenshots(app: &App, tour: Tour) -> Outcome {
    let how_much = match tour {
        Tour::Whole => "whole",
        Tour::Once => "once",
    };
    process::run(in_a_display(app, &["run", "--project", "tour"])?.env("KEHU_TOUR", how_much))?;
    println!("\nscreenshots: {}", paths::output().join("tour").display());
    Ok(())
}

fn in_a_display(app: &App, vitest: &[&str]) -> Result<Command, String> {
    if !cfg!(target_os = "linux") {
        return Err("the native window is driven on Linux only (WebKitWebDriver)".into());
    }
    let vitest = node_tool("tests/e2e", "vitest", vitest);
    let mut command = process::program("xvfb-run");
    command
        .current_dir(paths::root().join("tests/e2e"))
        .args(["-a", "-s", "-screen 0 1440x900x24"])
        .arg(vitest.get_program())
        .args(vitest.get_args())
        .envs(places(app));
    // The harness decides the language and the session; what this shell has must not leak in.
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LC_ALL", "LANGUAGE"] {
        command.env_remove(name);
    }
    Ok(command)
}

fn places(app: &App) -> [(&'static str, &Path); 2] {
    [("KEHU_DESKTOP", &app.desktop), ("KEHU_CLI", &app.cli)]
}
