//! Taking strings of neighbouring stops out of neighbouring tours.
//!
//! Slack induction by string removals: Christiaens & Vanden Berghe (2020), Transportation Science 54(2), 417–433,
//! section 5.1. Removing stops that lie beside each other, on several tours at once, leaves room exactly where stops can
//! change places.

use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::net::Net;
use super::state::{ABSENT, State};

/// Stops taken out in the mean (c̄).
const MEAN: f64 = 10.0;
/// The longest string (Lᵐᵃˣ).
const LONGEST: f64 = 10.0;
/// How often a string keeps a part in its middle (α).
const SPLIT: f64 = 0.5;
/// How often that part grows by one more (β).
const GROW: f64 = 0.01;

/// Ruins the tours around one stop.
pub(super) fn ruin(state: &mut State, net: &Net, near: &[Vec<u32>], rng: &mut ChaCha8Rng) {
    let used = state.tours.iter().filter(|tour| !tour.is_empty()).count();
    if used == 0 {
        return;
    }
    let mean_stops = (net.stops - state.absent.len()) as f64 / used as f64;
    let longest = LONGEST.min(mean_stops).max(1.0);
    let most = (4.0 * MEAN / (1.0 + longest) - 1.0).max(1.0);
    let tours = rng.random_range(1.0..most + 1.0) as usize;
    let seed = rng.random_range(0..net.stops);
    for &stop in &near[seed] {
        if state.touched_count() >= tours {
            break;
        }
        let tour = state.tour_of[stop as usize];
        if tour == ABSENT || state.touched(tour) {
            continue;
        }
        let stops = state.tours[tour as usize].stops();
        let length = rng.random_range(1.0..longest.min(stops as f64) + 1.0) as usize;
        let position = 1 + state.tours[tour as usize].nodes().position(|node| node == stop).unwrap_or_default();
        take_string(state, tour, position, length.min(stops), net, rng);
        state.settle(tour, net);
    }
}

/// Takes `length` stops around slot `position` out of a tour, possibly leaving some between them.
fn take_string(state: &mut State, tour: u32, position: usize, length: usize, net: &Net, rng: &mut ChaCha8Rng) {
    let stops = state.tours[tour as usize].stops();
    let mut kept = 0;
    if length > 1 && length < stops && rng.random_bool(SPLIT) {
        kept = 1;
        while length + kept < stops && rng.random_bool(GROW) {
            kept += 1;
        }
    }
    let span = length + kept;
    let lowest = (position + 1).saturating_sub(span).max(1);
    let highest = position.min(stops + 1 - span);
    let first = rng.random_range(lowest..=highest);
    if kept == 0 {
        state.take(tour, first, length, net);
        return;
    }
    let before = rng.random_range(1..length);
    state.take(tour, first + before + kept, length - before, net);
    state.take(tour, first, before, net);
}
