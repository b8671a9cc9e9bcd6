//! Ruin, recreate, and decide whether to keep it: simulated annealing over whole plans.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::net::Net;
use super::problem::{Problem, RouteError};
use super::recreate::{Order, recreate};
use super::ruin::ruin;
use super::state::State;
use super::tour::Tour;
use super::tuning::Tuning;

/// Who visits what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// For each person the stops in order, by index.
    pub routes: Vec<Vec<usize>>,
    /// Sum of the prizes of visited stops.
    pub prize: i64,
    /// Sum of travel times of everybody who sets out.
    pub travel: i64,
    /// Ruin-and-recreate steps that were made.
    pub steps: u64,
}

/// How the caller follows and ends a search.
pub struct Watch<'a> {
    /// Given the number of steps made, the share of the budget that is spent: 0 at the beginning, 1 or more ends the
    /// search. A limit of steps makes a search reproducible; a clock or a cancel flag is the caller's.
    pub spent: &'a mut dyn FnMut(u64) -> f64,
    /// Called with each plan that is better than all before it, and serves every stop that must be served.
    pub improved: &'a mut dyn FnMut(&Plan),
}

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").finish_non_exhaustive()
    }
}

/// Steps between two looks at the budget.
const GLANCE: u64 = 32;

/// The best plan that was found until `watch.spent` said 1.
///
/// The first plan is greedy and there at once; each step then takes some neighbouring stops out and puts stops back
/// ([`ruin`], [`recreate`]). A worse plan is kept with a probability that falls as the budget is spent: annealing,
/// Kirkpatrick, Gelatt & Vecchi (1983), with the exponential schedule of Christiaens & Vanden Berghe (2020), section 5.3.
/// A better plan visits more of what must be visited, then has more prize, then less travel.
///
/// [`RouteError::DoNotFit`] names the stops that must be visited and for which no room was found.
pub fn search(problem: &Problem, seed: u64, watch: &mut Watch<'_>) -> Result<Plan, RouteError> {
    let net = Net::new(problem);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut state = State::empty(&net);
    recreate(&mut state, &net, Order::Closes, &mut rng);
    let mut best = state.clone();
    let mut step = 0;
    report(&best, &net, step, watch);
    if net.stops > 0 {
        let tuning = Tuning::of(&net);
        let near = net.neighbours();
        let mut energy = tuning.energy(&state.worth);
        let mut heat = tuning.hot;
        loop {
            if step % GLANCE == 0 {
                let spent = (watch.spent)(step);
                if spent >= 1.0 {
                    break;
                }
                heat = tuning.hot * (tuning.cold / tuning.hot).powf(spent.max(0.0));
            }
            step += 1;
            state.begin();
            ruin(&mut state, &net, &near, &mut rng);
            let order = tuning.orders[rng.random_range(0..tuning.orders.len())];
            recreate(&mut state, &net, order, &mut rng);
            let after = tuning.energy(&state.worth);
            if after - energy < -heat * rng.random_range(f64::MIN_POSITIVE..1.0).ln() {
                energy = after;
                if state.worth.better_than(&best.worth) {
                    best = state.clone();
                    report(&best, &net, step, watch);
                }
            } else {
                state.undo();
            }
        }
    }
    if best.worth.missed == 0 {
        return Ok(plan(&best, &net, step));
    }
    let missed = best.absent.iter().filter(|s| net.must[**s as usize]).map(|s| net.origin[*s as usize]);
    Err(RouteError::DoNotFit { stops: missed.collect() })
}

fn report(state: &State, net: &Net, step: u64, watch: &mut Watch<'_>) {
    if state.worth.missed == 0 {
        (watch.improved)(&plan(state, net, step));
    }
}

fn plan(state: &State, net: &Net, steps: u64) -> Plan {
    let route = |tour: &Tour| tour.nodes().map(|node| net.origin[node as usize]).collect();
    Plan {
        routes: state.tours.iter().map(route).collect(),
        prize: state.worth.prize,
        travel: state.worth.travel,
        steps,
    }
}
