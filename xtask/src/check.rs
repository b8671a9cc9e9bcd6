//! `cargo xtask check`: what can be known without running the product.

use crate::process::{cargo, node_tool, run as run_program};
use crate::steps::Steps;
use crate::{Outcome, app, rooms, setup, zones};

pub fn run(_: &[String]) -> Outcome {
    setup::build()?;
    setup::end_to_end()?;
    let mut steps = Steps::default();
    quick(&mut steps);
    // The shell embeds the page while it compiles.
    if steps.run("page: build", app::page) {
        lints(&mut steps);
    }
    steps.finish()
}

/// The checks that compile nothing.
pub fn quick(steps: &mut Steps) {
    steps.run("rust: format", || run_program(&mut cargo(&["fmt", "--all", "--check"])));
    steps.run("rust: rooms", rooms::check);
    steps.run("page: format and lint", biome);
    steps.run("page: import zones", zones::check);
    steps.run("page: types", || run_program(&mut node_tool("ui", "tsc", &["--noEmit"])));
    steps.run("end-to-end: types", || run_program(&mut node_tool("tests/e2e", "tsc", &["--noEmit"])));
}

/// Clippy over everything. All Rust steps name the same packages and features, so dependencies compile once.
pub fn lints(steps: &mut Steps) {
    steps.run("rust: clippy", || {
        run_program(&mut cargo(&[
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ]))
    });
}

fn biome() -> Outcome {
    let mut command = node_tool("ui", "biome", &["check", "--error-on-warnings", "."]);
    run_program(command.current_dir(crate::paths::root()))
}
