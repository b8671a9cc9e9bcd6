//! The page's TypeScript view of the shell's commands.

use crate::process::{cargo, run as run_program};
use crate::{Outcome, app, setup};

/// `cargo xtask bindings`: the shell's own test writes the file when asked to.
pub fn run(_: &[String]) -> Outcome {
    setup::build()?;
    app::page()?;
    let mut test = cargo(&["test", "--locked", "--workspace", "--all-features", "--lib", "bindings_are_current"]);
    run_program(test.env("KEHU_WRITE_BINDINGS", "1"))
}
