//! Win probability beside scikit-learn: how good, how calibrated and how fast; and, by simulation from known truth, how
//! often the intervals hold. `cargo xtask bench models outcome [quality|coverage|signal] [--alone]`;
//! `--alone` leaves scikit-learn out.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

#[path = "outcome/coverage.rs"]
mod coverage;
#[path = "outcome/peer.rs"]
mod peer;
#[path = "outcome/quality.rs"]
mod quality;
#[path = "outcome/truth.rs"]
mod truth;

fn main() {
    let wanted = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let runs = |name: &str| wanted.as_deref().is_none_or(|w| w == name);
    if runs("quality") {
        quality::run(!std::env::args().any(|a| a == "--alone"));
    }
    if runs("signal") {
        coverage::signal();
    }
    if runs("coverage") {
        coverage::intervals();
    }
}
