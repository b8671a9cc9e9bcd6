//! `cargo xtask test`: everything, on a machine that may be fresh.

use crate::app::{self, For};
use crate::process::{cargo, node_tool, run as run_program};
use crate::setup::{self, DENY, TAURI_DRIVER};
use crate::steps::Steps;
use crate::tally::{self, Tally};
use crate::{Outcome, check, e2e, paths, sqlx};

const LINUX_ONLY: &str = "done on Linux, where the result is the same";

pub fn run(_: &[String]) -> Outcome {
    let mut steps = Steps::default();
    let ready = steps.run("set up", || {
        setup::build()?;
        setup::end_to_end()
    });
    if !ready {
        return steps.finish();
    }
    check::quick(&mut steps);
    if cfg!(target_os = "linux") {
        steps.run("rust: licences, sources, bans", deny);
    } else {
        steps.skip("rust: licences, sources, bans", LINUX_ONLY);
    }
    steps.count("page: tests", || tally::run(&mut node_tool("ui", "vitest", &["run"])));
    // The shell embeds the page while it compiles.
    if !steps.run("page: build", app::page) {
        return steps.finish();
    }
    if cfg!(target_os = "linux") {
        // Before clippy: it touches the sources of every crate that has queries.
        steps.run("rust: descriptions of queries", sqlx::check);
    } else {
        steps.skip("rust: descriptions of queries", LINUX_ONLY);
    }
    check::lints(&mut steps);
    steps.count("rust: tests", rust_tests);
    if cfg!(target_os = "linux") {
        steps.count("native window", native_window);
    } else {
        steps.skip("native window", "driven on Linux only (WebKitWebDriver)");
    }
    steps.finish()
}

fn deny() -> Outcome {
    setup::tool(&DENY)?;
    run_program(&mut cargo(&["deny", "--locked", "check", "bans", "licenses", "sources"]))
}

fn rust_tests() -> Result<Tally, String> {
    // `--tests` leaves out the benches, which are no tests and would be built for nothing.
    let whole = ["--locked", "--workspace", "--all-features", "--lib", "--bins", "--tests"];
    if paths::program("cargo-nextest").is_some() {
        return tally::run(cargo(&["nextest", "run", "--no-fail-fast"]).args(whole));
    }
    tally::run(cargo(&["test", "--no-fail-fast"]).args(whole))
}

fn native_window() -> Result<Tally, String> {
    setup::tool(&TAURI_DRIVER)?;
    e2e::tests(&app::programs(For::Drivers)?, &[])
}
