//! `cargo xtask bench [NAME] [ARGUMENT…]`: the benchmarks, each a program that prints a table.
//!
//! Those of the product are in `tests/benches`; those of the mathematics, `bench models [NAME]`, beside their crate;
//! `bench window [CUSTOMERS]` drives the native window, and `bench crash [KILLS]` is the crash test, long.

use std::fs;

use crate::process::{cargo, run as run_program};
use crate::{Outcome, e2e, packages, paths};

struct Group {
    package: &'static str,
    folder: &'static str,
}

const PRODUCT: Group = Group { package: "kehu-tests", folder: "tests/benches" };
const MODELS: Group = Group { package: "kehu-models", folder: "src-tauri/models/benches" };

pub fn run(arguments: &[String]) -> Outcome {
    packages::install()?;
    match arguments {
        [] => {
            PRODUCT.run(&[])?;
            MODELS.run(&[])?;
            crash(&[])?;
            e2e::bench(&[])
        }
        [name, rest @ ..] if name == "crash" => crash(rest),
        [name, rest @ ..] if name == "window" => e2e::bench(rest),
        [name, rest @ ..] if name == "models" => MODELS.run(rest),
        named => PRODUCT.run(named),
    }
}

/// Kills in the middle of writes, by the thousand.
fn crash(arguments: &[String]) -> Outcome {
    let kills = arguments.first().map_or("2000", String::as_str);
    let test = ["test", "--locked", "-p", "kehu-tests", "--test", "crash", "--", "kills::", "--nocapture"];
    run_program(cargo(&test).env("KEHU_KILLS", kills))
}

impl Group {
    fn run(&self, arguments: &[String]) -> Outcome {
        let there = self.names()?;
        let (wanted, rest) = match arguments.split_first() {
            None => (there.as_slice(), arguments),
            Some((name, rest)) => {
                let found = there
                    .iter()
                    .position(|bench| bench == name)
                    .ok_or_else(|| format!("there is no benchmark `{name}`; there are: {}", there.join(", ")))?;
                (&there[found..=found], rest)
            }
        };
        for name in wanted {
            println!("\n── {name} ──");
            run_program(cargo(&["bench", "--locked", "-p", self.package, "--bench", name, "--"]).args(rest))?;
        }
        Ok(())
    }

    fn names(&self) -> Result<Vec<String>, String> {
        let folder = paths::root().join(self.folder);
        let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut names: Vec<String> = entries
            .flatten()
            .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".rs").map(str::to_owned))
            .collect();
        names.sort();
        Ok(names)
    }
}
