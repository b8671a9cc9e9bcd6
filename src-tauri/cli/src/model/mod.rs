//! `kehu model …`: the mathematics on bare files, without a workspace.

mod ab;
mod calendar;
mod clv;
mod cohorts;
mod day;
mod forecast;
mod purchases;
mod response;
mod rfm;
mod rules;
mod score;
mod series;
mod table;
mod win;

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
    /// What comes next in one or thousands of series.
    Forecast(forecast::Options),
    /// What is bought together.
    Rules(rules::Options),
    /// Who bought how recently, how often, for how much.
    Rfm(rfm::Options),
    /// Who stays, by the period of the first purchase.
    Cohorts(cohorts::Options),
    /// How well opportunities can be told apart before they close.
    Win(win::Win),
    /// Which of two variants has the better share.
    Ab(ab::Ab),
}

/// What to estimate.
#[derive(Debug, Subcommand)]
pub enum Fit {
    /// How customers buy and leave, from customer,date[,amount].
    Clv(clv::Options),
    /// How the response to each channel grows with its spend, from channel,index_or_date,spend,response.
    Response(response::Options),
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
        Model::Fit(Fit::Response(options)) => response::run(options, output),
        Model::Score(Score::Clv(options)) => clv::score(options, output),
        Model::Forecast(options) => forecast::run(options, output),
        Model::Rules(options) => rules::run(options, output),
        Model::Rfm(options) => rfm::run(options, output),
        Model::Cohorts(options) => cohorts::run(options, output),
        Model::Win(options) => win::run(options, output),
        Model::Ab(options) => ab::run(options, output),
    }
}
