//! `.sqlx`: what sqlx's macros know about the queries, so that a build needs no database.

use std::fs;
use std::path::PathBuf;
use std::process::id;

use crate::process::{cargo, run as run_program};
use crate::setup::{self, SQLX};
use crate::{Outcome, paths};

/// `cargo xtask sqlx [--check]`
pub fn run(arguments: &[String]) -> Outcome {
    match arguments {
        [] => describe(&[]),
        [only] if only == "--check" => describe(&["--check"]),
        _ => Err("usage: cargo xtask sqlx [--check]".into()),
    }
}

/// Fails if the committed descriptions are not those of the code and the migrations.
pub fn check() -> Outcome {
    describe(&["--check"])
}

fn describe(arguments: &[&str]) -> Outcome {
    setup::tool(&SQLX)?;
    let database = Temporary::new()?;
    let url = database.url();
    let migrations = ["sqlx", "database", "setup", "--source", "migrations/local", "--no-dotenv"];
    run_program(cargo(&migrations).env("DATABASE_URL", &url))?;
    let mut prepare = cargo(&["sqlx", "prepare", "--workspace", "--no-dotenv"]);
    prepare.args(arguments).args(["--", "--locked", "--workspace", "--all-targets", "--all-features"]);
    run_program(prepare.env("DATABASE_URL", &url).env("SQLX_OFFLINE", "false"))
}

/// A plain SQLite file with the schema, removed afterwards.
struct Temporary(PathBuf);

impl Temporary {
    fn new() -> Result<Self, String> {
        let folder = paths::output().join("sqlx");
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self(folder.join(format!("{}.db", id()))))
    }

    fn url(&self) -> String {
        format!("sqlite://{}?mode=rwc", self.0.display())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let mut name = self.0.clone().into_os_string();
            name.push(suffix);
            // What is left is a scratch file in a build folder.
            let _ = fs::remove_file(name);
        }
    }
}
