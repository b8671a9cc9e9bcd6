//! What the search weighs, and how hot it begins: measured on the sets of Solomon (1987) and Cordeau, Laporte & Mercier
//! (2001), and scaled to the problem at hand.

use super::net::Net;
use super::recreate::Order;
use super::state::Worth;

/// Neighbours that count when the usual length of a leg is estimated.
const NEAREST: usize = 5;
/// Worse than any travel and any prize.
const MISSED: f64 = 1e12;

/// Weights and temperatures.
#[derive(Debug)]
pub(super) struct Tuning {
    /// Drawn from at each step; a name that is there four times comes four times as often.
    pub orders: &'static [Order],
    /// The weight of a unit of prize.
    prize: f64,
    /// The weight of a unit of travel.
    travel: f64,
    /// The temperature at the beginning.
    pub hot: f64,
    /// The temperature at the end.
    pub cold: f64,
}

impl Tuning {
    /// Where every stop must be visited, travel alone counts. Else prize does, and travel only so much that a plan
    /// that leaves time for more is preferred.
    pub fn of(net: &Net) -> Self {
        use Order::{Close, Closes, Demand, Far, Lure, Opens, Prize, Random, Window};
        if net.must.iter().all(|must| *must) {
            let leg = usual_leg(net);
            return Self {
                orders: &[
                    Random, Random, Random, Random, Demand, Demand, Demand, Demand, Far, Far, Close, Window, Window,
                    Opens, Opens, Closes, Closes,
                ],
                prize: 0.0,
                travel: 1.0,
                hot: leg,
                cold: leg * 0.03,
            };
        }
        let prize = (net.prize.iter().sum::<i64>() as f64 / net.stops as f64).max(1.0);
        let hours: f64 = net.people.iter().map(|day| f64::from(day.until - day.from)).sum();
        Self {
            orders: &[Random, Prize, Prize, Prize, Prize, Lure, Lure, Lure, Lure, Close, Window, Closes, Opens],
            prize: 1.0,
            travel: 2.0 * prize / hours.max(1.0),
            hot: prize,
            cold: prize * 0.02,
        }
    }

    /// What annealing brings down.
    pub fn energy(&self, worth: &Worth) -> f64 {
        worth.travel as f64 * self.travel - worth.prize as f64 * self.prize + worth.missed as f64 * MISSED
    }
}

/// The mean way from a stop to those nearest to it.
fn usual_leg(net: &Net) -> f64 {
    let mut sum = 0.0;
    for stop in 0..net.stops as u32 {
        let mut legs: Vec<i32> = net.from(stop)[..net.stops].to_vec();
        legs.swap_remove(stop as usize);
        legs.sort_unstable();
        legs.truncate(NEAREST);
        sum += legs.iter().map(|leg| f64::from(*leg)).sum::<f64>() / legs.len().max(1) as f64;
    }
    (sum / net.stops as f64).max(1.0)
}
