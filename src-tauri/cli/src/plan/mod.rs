//! `kehu plan …`: optimisation on bare files. No workspace is opened.

mod assign;
mod budget;
mod table;
mod visits;

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use kehu_models::route::Layout;

use crate::fault::Fault;
use crate::output::Output;

/// What is to be planned.
#[derive(Debug, Subcommand)]
pub enum Plan {
    /// Whom to visit, in which order: most prize, or everybody with the least travel.
    Visits {
        /// The file with places, windows and prizes or demands.
        #[arg(long, value_name = "FILE")]
        instance: PathBuf,
        /// Its layout.
        #[arg(long)]
        format: Format,
        /// How many people go; toptw: 1, solomon: as in the file.
        #[arg(long)]
        routes: Option<usize>,
        /// How long to think, such as 500ms, 10s, 2m.
        #[arg(long, default_value = "10s", allow_hyphen_values = true)]
        time: String,
        /// The same seed and the same number of steps give the same plan.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Stop after so many steps, whatever the time.
        #[arg(long)]
        steps: Option<u64>,
        /// Decimals to which distances are truncated; else 2 where coordinates are fractions, 1 where they are whole.
        #[arg(long)]
        decimals: Option<u32>,
    },
    /// Who gets what: each item to one person, at the least cost, within capacities.
    Assign {
        /// `item,person,cost`, or a row for each item and a column for each person; a blank cost forbids.
        #[arg(long, value_name = "FILE")]
        costs: PathBuf,
        /// `person,capacity`.
        #[arg(long, value_name = "FILE")]
        capacity: PathBuf,
        /// The extra cost of a person's second item, twice that for the third, and so on.
        #[arg(long, default_value_t = 0.0, allow_negative_numbers = true)]
        fairness: f64,
    },
    /// How much for which channel: the best spend under response curves.
    Budget {
        /// `channel,max_response,half_point,slope,min,max`, and where wanted `or_zero` (yes or no) and `group`.
        #[arg(long, value_name = "FILE")]
        curves: PathBuf,
        /// What there is to spend.
        #[arg(long, allow_negative_numbers = true)]
        total: f64,
        /// What a group of channels may have in sum; can be given several times.
        #[arg(long = "group", value_name = "NAME=MIN:MAX")]
        groups: Vec<String>,
    },
}

/// Layouts of routing files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Team orienteering with time windows.
    Toptw,
    /// Solomon's vehicle routing with time windows.
    Solomon,
}

impl From<Format> for Layout {
    fn from(format: Format) -> Self {
        match format {
            Format::Toptw => Self::Toptw,
            Format::Solomon => Self::Solomon,
        }
    }
}

/// Carries out what was asked for.
pub fn run(plan: &Plan, output: &Output) -> Result<(), Fault> {
    match plan {
        Plan::Visits { instance, format, routes, time, seed, steps, decimals } => {
            let asked = visits::Asked {
                format: *format,
                routes: *routes,
                time,
                seed: *seed,
                steps: *steps,
                decimals: *decimals,
            };
            visits::run(instance, &asked, output)
        }
        Plan::Assign { costs, capacity, fairness } => assign::run(costs, capacity, *fairness, output),
        Plan::Budget { curves, total, groups } => budget::run(curves, *total, groups, output),
    }
}
