//! What customers who are bound by no contract will buy, and for how long contracts last.
//!
//! The "buy till you die" family says of each customer: while alive they buy at a rate of their own, and at some
//! moment that nobody sees they leave. All that the models need of a customer is a [`History`]: how many repeat
//! purchases, when the last one was, and how long ago the first. [`Ledger`] counts it from purchases, [`Cohort`]
//! compresses equal histories into one weighted row, [`fit`] estimates the four parameters of a [`Model`], and
//! [`Parameters`] answer for one customer: whether they are still there, what they will buy, and when next.
//!
//! Beside it stand what a purchase is worth ([`gamma_gamma`]), donors and members who may act once a period
//! ([`beta_binomial`]), and contracts that are renewed or not ([`contract`]).

pub mod beta_binomial;
mod beta_geometric;
mod cohort;
pub mod contract;
mod fit;
pub mod gamma_gamma;
mod history;
mod holdout;
mod ledger;
mod model;
mod next;
mod optimum;
mod pareto;
mod power_integral;

pub use cohort::{Cohort, Gaps};
pub use fit::{Fit, MIN_REPEAT_BUYERS, fit};
pub use history::History;
pub use holdout::{Candidate, Holdout, choose};
pub use ledger::{Ledger, OutOfOrder, Tally, Window};
pub use model::{Family, Interval, Model, Parameters, Score};

/// Why a model of purchases was not fitted.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Unidentified {
    /// Nobody bought within the window.
    #[error("nobody bought in the time that was looked at")]
    NoCustomers,
    /// All purchases fell on the last day, so that no time has passed in which anybody could return.
    #[error("all first purchases of {customers} customers are on the last day: no time has passed since")]
    NoTime {
        /// How many customers.
        customers: u64,
    },
    /// Who bought once says nothing about how people return.
    #[error(
        "{once} of {customers} customers bought once: {model} is not identified ({needed} who bought again are needed)"
    )]
    TooFewRepeatBuyers {
        /// The model's name.
        model: &'static str,
        /// How many bought once.
        once: u64,
        /// Of how many.
        customers: u64,
        /// How many would have to have bought again.
        needed: u64,
    },
    /// How people differ cannot be seen when they do not.
    #[error("all {customers} customers have the same history: {model} is not identified")]
    Identical {
        /// The model's name.
        model: &'static str,
        /// How many customers.
        customers: u64,
    },
    /// Regularity is read from the gaps between purchases, which bare histories do not have.
    #[error("regularity is read from the gaps between purchases, which are not known")]
    NoGaps,
    /// A number that should be positive and finite is not.
    #[error("{what} is {value}, which cannot be")]
    Impossible {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
    },
}
