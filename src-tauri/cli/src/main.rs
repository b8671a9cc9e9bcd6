//! `kehu`: the second shell over the core, for scripts and headless machines.

mod access;
mod args;
mod commands;
mod fault;
mod key;
mod language;
mod model;
mod output;
mod plan;
mod privacy;
#[cfg(test)]
mod verbs;

use std::process::ExitCode;

use clap::Parser as _;

use args::Args;
use fault::Fault;
use output::Output;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(help) => return fault::usage(&help),
    };
    let output = Output::new(&args);
    let result = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Fault::from(kehu_core::Error::from(error)))
        .and_then(|runtime| runtime.block_on(commands::run(&args, &output)));
    match result {
        Ok(()) => output.flush(),
        Err(fault) => output.fail(&fault),
    }
}
