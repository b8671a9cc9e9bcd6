//! Which of two is better, how sure that is, and how long to go on.
//!
//! Shares are compared exactly ([`shares`]), sums of money by resampling ([`money`]). An experiment that is looked at
//! while it runs needs the test for it ([`sequential`]); one that has not begun, its size ([`size`]).

pub mod money;
pub mod sequential;
pub mod shares;
pub mod size;

use crate::Unanswerable;

/// What one arm of an experiment brought: so many successes of so many trials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arm {
    successes: u64,
    trials: u64,
}

/// Beyond this many trials counts are no longer exact in double precision.
const MOST_TRIALS: u64 = 1_000_000_000_000;

impl Arm {
    /// # Errors
    /// More successes than trials; more than a million million trials.
    pub fn new(successes: u64, trials: u64) -> Result<Self, Unanswerable> {
        if successes > trials || trials > MOST_TRIALS {
            return Err(Unanswerable::OutOfRange { what: "successes of trials" });
        }
        Ok(Self { successes, trials })
    }

    fn wins(&self) -> f64 {
        self.successes as f64
    }

    fn size(&self) -> f64 {
        self.trials as f64
    }

    /// The share of successes; ½ without a trial.
    pub fn share(&self) -> f64 {
        if self.trials == 0 { 0.5 } else { self.wins() / self.size() }
    }
}
