//! `cargo xtask bench [NAME]`: the benchmarks in `tests/benches`, each a program that prints a table.

use std::fs;

use crate::process::{cargo, run as run_program};
use crate::{Outcome, packages, paths};

pub fn run(arguments: &[String]) -> Outcome {
    let there = names()?;
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
    packages::install()?;
    for name in wanted {
        println!("\n── {name} ──");
        run_program(cargo(&["bench", "--locked", "-p", "kehu-tests", "--bench", name, "--"]).args(rest))?;
    }
    Ok(())
}

fn names() -> Result<Vec<String>, String> {
    let folder = paths::root().join("tests/benches");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".rs").map(str::to_owned))
        .collect();
    names.sort();
    Ok(names)
}
