//! Putting absent stops back, one after another, each where it costs least.
//!
//! Greedy insertion with blinks: Christiaens & Vanden Berghe (2020), section 5.2. Now and then a gap is passed over, which
//! is all the randomness that is needed; the order in which stops come is drawn anew each time.

use rand::RngExt as _;
use rand::seq::SliceRandom as _;
use rand_chacha::ChaCha8Rng;

use super::net::Net;
use super::state::State;
use super::tour::Gap;

/// The share of gaps that are passed over.
const BLINK: f64 = 0.01;

/// Which stops come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Random,
    /// Most demand.
    Demand,
    /// Farthest from where the first person starts.
    Far,
    /// Nearest to it.
    Close,
    /// Narrowest window.
    Window,
    /// Earliest opening.
    Opens,
    /// Earliest closing.
    Closes,
    /// Most prize.
    Prize,
    /// Most prize, with much noise.
    Lure,
}

/// Inserts absent stops in an order until none fits.
pub(super) fn recreate(state: &mut State, net: &Net, order: Order, rng: &mut ChaCha8Rng) {
    let mut absent = std::mem::take(&mut state.absent);
    sort(&mut absent, net, order, rng);
    absent.retain(|&stop| match best(state, stop, net, rng) {
        Some((tour, gap)) => {
            state.put(stop, tour, gap, net);
            false
        }
        None => true,
    });
    state.absent = absent;
}

fn sort(absent: &mut [u32], net: &Net, order: Order, rng: &mut ChaCha8Rng) {
    absent.shuffle(rng);
    let home = |stop: u32| net.people.first().map_or(0, |day| net.time(day.start, stop));
    let at = |stop: u32| stop as usize;
    match order {
        Order::Random => {}
        Order::Demand => absent.sort_by_key(|&s| -net.demand[at(s)]),
        Order::Far => absent.sort_by_key(|&s| -home(s)),
        Order::Close => absent.sort_by_key(|&s| home(s)),
        Order::Window => absent.sort_by_key(|&s| net.closes[at(s)] - net.opens[at(s)]),
        Order::Opens => absent.sort_by_key(|&s| net.opens[at(s)]),
        Order::Closes => absent.sort_by_key(|&s| net.closes[at(s)]),
        Order::Prize => absent.sort_by_key(|&s| -net.prize[at(s)]),
        Order::Lure => absent.sort_by_cached_key(|&s| {
            let lure = net.prize[at(s)] as f64 * rng.random_range(0.2..1.0);
            -(lure * 1024.0) as i64
        }),
    }
    // What must be visited has the first choice.
    absent.sort_by_key(|&s| !net.must[at(s)]);
}

/// The gap with the least detour over all tours.
fn best(state: &State, stop: u32, net: &Net, rng: &mut ChaCha8Rng) -> Option<(u32, Gap)> {
    let mut found: Option<(u32, Gap)> = None;
    let mut opened: Option<u32> = None;
    for (index, tour) in state.tours.iter().enumerate() {
        let (tour_index, day) = (index as u32, &net.people[index]);
        let allowed = net.only[stop as usize].is_none_or(|only| only == tour_index);
        if !allowed || tour.load + net.demand[stop as usize] > day.capacity {
            continue;
        }
        // Of people whose days are the same only one who has nothing yet needs to be looked at.
        if tour.is_empty() {
            if opened == Some(day.like) {
                continue;
            }
            opened = Some(day.like);
        }
        let Some(gap) = tour.best_gap(stop, net, || rng.random_bool(BLINK)) else { continue };
        if found.is_none_or(|(_, best)| gap.detour < best.detour) {
            found = Some((tour_index, gap));
        }
    }
    found
}
