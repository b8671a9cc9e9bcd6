//! The purchase models: how fast beside lifetimes, and, by simulation from known truth, how often their intervals hold.
//! `cargo xtask bench models clv [speed|study|others] [--alone]`; `--alone` leaves lifetimes out.
//!
//! lifetimes comes from the virtual environment `peers` of the target folder (`peers/requirements.txt`).

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

#[path = "clv/peer.rs"]
mod peer;
#[path = "../tests/purchase/simulate.rs"]
mod simulate;
#[path = "clv/speed.rs"]
mod speed;
#[path = "clv/study.rs"]
mod study;

fn main() {
    let wanted = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let runs = |name: &str| wanted.as_deref().is_none_or(|w| w == name);
    if runs("speed") {
        speed::run(!std::env::args().any(|a| a == "--alone"));
    }
    if runs("study") {
        study::run();
    }
    if runs("others") {
        study::others();
    }
}
