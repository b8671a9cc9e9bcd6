//! `kehu model win`: how well opportunities can be told apart before they close, from a bare file.

mod columns;
mod dates;
mod evaluate;
mod outcomes;
mod report;
mod sheet;
mod split;

use std::path::PathBuf;

use clap::Args;

use crate::fault::Fault;
use crate::output::Output;

/// Opportunities and what to learn from them.
#[derive(Debug, Args)]
pub struct Win {
    /// A CSV file with a header, one opportunity in a row.
    #[arg(long, value_name = "FILE")]
    opportunities: PathBuf,
    /// The column of the outcome (1/0, true/false, yes/no, won/lost), or `won` where a stage column says it.
    #[arg(long, default_value = "won", value_name = "COLUMN")]
    target: String,
    /// The first day of the cases to be predicted, or the share of cases, oldest first, to learn from.
    #[arg(long, default_value = "0.7", value_name = "DATE|FRACTION")]
    split: split::Split,
}

/// Reads, learns, answers.
pub fn run(asked: &Win, output: &Output) -> Result<(), Fault> {
    let sheet = sheet::Sheet::read(&asked.opportunities)?;
    let outcomes = outcomes::Outcomes::find(&sheet, &asked.target)?;
    let table = columns::Table::of(&sheet, &outcomes)?;
    let cases = split::Cases::of(&table, &outcomes, &asked.split);
    let found = evaluate::Evaluation::of(&table, &outcomes, &cases)?;
    report::run(&table, &cases, &found, sheet.rows, output)
}
