//! `kehu model …`: the mathematics on bare files, without a workspace.

mod clv;
mod day;
mod purchases;
mod score;
mod table;

use clap::Subcommand;

use crate::fault::Fault;
use crate::output::Output;

/// What to compute.
#[derive(Debug, Subcommand)]
pub enum Model {
    /// Estimate a model.
    #[command(subcommand)]
    Fit(Fit),
    /// Estimate a model and answer for each customer.
    #[command(subcommand)]
    Score(Score),
}

/// What to estimate.
#[derive(Debug, Subcommand)]
pub enum Fit {
    /// How customers buy and leave, from customer,date[,amount].
    Clv(clv::Options),
}

/// What to answer.
#[derive(Debug, Subcommand)]
pub enum Score {
    /// Whether each customer is still there, what they will buy, when next, and what it is worth.
    Clv(clv::ScoreOptions),
}

/// Carries it out.
pub fn run(model: &Model, output: &Output) -> Result<(), Fault> {
    match model {
        Model::Fit(Fit::Clv(options)) => clv::fit(options, output),
        Model::Score(Score::Clv(options)) => clv::score(options, output),
    }
}
