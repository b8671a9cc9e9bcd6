//! The only command surface of the project: `cargo xtask COMMAND`. CI, README and CONTRIBUTING all call it.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool speaks through its output")]

mod app;
mod bench;
mod bindings;
mod check;
mod demo;
mod e2e;
mod migration;
mod packages;
mod paths;
mod process;
mod rooms;
mod setup;
mod sqlx;
mod start;
mod steps;
mod tally;
mod test;
mod zones;

use std::env;
use std::process::ExitCode;

/// What every command ends in: nothing, or a sentence that says what went wrong.
type Outcome = Result<(), String>;

struct Command {
    name: &'static str,
    arguments: &'static str,
    does: &'static str,
    run: fn(&[String]) -> Outcome,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "start",
        arguments: "",
        does: "sets up what is missing, builds, opens Kehu (without a display: screenshots in target/tour)",
        run: start::run,
    },
    Command {
        name: "test",
        arguments: "",
        does: "sets up what is missing, then every check and every test",
        run: test::run,
    },
    Command {
        name: "check",
        arguments: "",
        does: "the fast part of it: formatting, lints, types, import zones",
        run: check::run,
    },
    Command { name: "e2e", arguments: "[SPEC]", does: "end-to-end tests in the native window", run: e2e::run },
    Command {
        name: "tour",
        arguments: "",
        does: "screenshots of every main screen, zh and en, light and dark, in target/tour",
        run: e2e::tour,
    },
    Command { name: "bench", arguments: "[NAME]", does: "the benchmarks, or one of them", run: bench::run },
    Command {
        name: "bindings",
        arguments: "",
        does: "writes ui/src/bindings from the commands of the shell",
        run: bindings::run,
    },
    Command { name: "sqlx", arguments: "[--check]", does: "describes the checked queries in .sqlx", run: sqlx::run },
    Command {
        name: "new-migration",
        arguments: "NAME",
        does: "makes an empty migration in migrations/local",
        run: migration::run,
    },
    Command {
        name: "demo-data",
        arguments: "[--workspace DIR] [--customers N] [--seed S]",
        does: "makes a demo company (default: in target/demo)",
        run: demo::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        println!("{}", table());
        return ExitCode::SUCCESS;
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        println!("{}", table());
        return ExitCode::SUCCESS;
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        eprintln!("xtask: there is no command `{name}`\n\n{}", table());
        return ExitCode::from(2);
    };
    match (command.run)(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nxtask {name}: {message}");
            ExitCode::FAILURE
        }
    }
}

fn table() -> String {
    let mut table = String::from("cargo xtask COMMAND\n");
    for command in COMMANDS {
        let usage = format!("{} {}", command.name, command.arguments);
        table.push_str(&format!("\n  {usage:<24} {}", command.does));
    }
    table
}
