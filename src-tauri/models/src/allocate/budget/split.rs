//! Branch and bound over ranges of spends.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::level::{Frame, Level};
use super::piece::{Piece, Side};

/// Where bound and plan are so close, the plan is called the optimum.
const CLOSE: f64 = 1e-7;
/// More ranges than any plan of practice needs; past them the gap that is left is reported.
const MOST_NODES: usize = 20_000;

/// The best spends that were found, and what none can beat.
#[derive(Debug)]
pub(super) struct Found {
    pub spend: Vec<f64>,
    pub response: f64,
    pub bound: f64,
    pub nodes: usize,
}

struct Node {
    pieces: Vec<Piece>,
    level: Level,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Node {}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Node {
    fn cmp(&self, other: &Self) -> Ordering {
        self.level.bound.total_cmp(&other.level.bound)
    }
}

/// None where no choice of ranges has room for the limits.
pub(super) fn split(pieces: Vec<Piece>, frame: &Frame<'_>) -> Option<Found> {
    let level = frame.level(&pieces)?;
    let mut found = Found { spend: Vec::new(), response: f64::NEG_INFINITY, bound: level.bound, nodes: 0 };
    let mut open = BinaryHeap::from([Node { pieces, level }]);
    while let Some(node) = open.peek() {
        found.bound = node.level.bound;
        let enough = found.response + CLOSE * found.response.abs();
        if found.bound <= enough || found.nodes >= MOST_NODES {
            break;
        }
        let Some(Node { pieces, level }) = open.pop() else { break };
        found.nodes += 1;
        try_roundings(&pieces, &level, frame, &mut found);
        let excess = |c: &usize| pieces[*c].excess(level.spend[*c]);
        let Some(worst) = (0..pieces.len()).max_by(|a, b| excess(a).total_cmp(&excess(b))) else { break };
        if excess(&worst) <= 0.0 {
            continue;
        }
        for part in pieces[worst].split(level.spend[worst]) {
            let mut child = pieces.clone();
            child[worst] = part;
            if let Some(level) = frame.level(&child)
                && level.bound > found.response
            {
                open.push(Node { pieces: child, level });
            }
        }
    }
    if open.is_empty() {
        found.bound = found.response;
    }
    found.bound = found.bound.max(found.response);
    found.response.is_finite().then_some(found)
}

/// A plan on hulls becomes a plan by leaving the lines: as it is, all down, or all up.
fn try_roundings(pieces: &[Piece], level: &Level, frame: &Frame<'_>, found: &mut Found) {
    let exact =
        |spend: &[f64]| pieces.iter().zip(spend).all(|(p, s)| p.gap.is_none_or(|least| *s <= 0.0 || *s >= least));
    let mut consider = |spend: &[f64]| {
        let response = pieces.iter().zip(spend).map(|(p, s)| p.curve.response(*s)).sum::<f64>();
        if exact(spend) && response > found.response {
            found.response = response;
            found.spend = spend.to_vec();
        }
    };
    consider(&level.spend);
    for side in [Side::Low, Side::High] {
        let rounded: Vec<Piece> = pieces.iter().zip(&level.spend).map(|(p, s)| p.rounded(*s, side)).collect();
        if let Some(level) = frame.level(&rounded) {
            consider(&level.spend);
        }
    }
}
