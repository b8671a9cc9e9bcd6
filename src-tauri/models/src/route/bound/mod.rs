//! How far the best plan can be from the one at hand.
//!
//! Each stop is visited at most once: that rule is relaxed by Lagrange multipliers, and what remains falls apart into one
//! best route for each person. Routes may come back to a stop once they have been far enough away (the ng-route
//! relaxation of Baldacci, Mingozzi & Roberti 2011, Operations Research 59(5), 1269–1283, section 4), which makes them
//! a matter of dynamic programming. The multipliers come from column generation (Desrochers, Desrosiers & Solomon 1992,
//! Operations Research 40(2), 342–354); any multipliers give a valid bound, so an early end costs sharpness, never truth.
//!
//! Where all stops must be visited, a stop counts as the cost of a journey for it alone, and the most that can be saved
//! by combining journeys bounds the travel from below.

mod master;
mod pricing;

use master::{Column, Master};
use pricing::{Effort, LEVELS, Pricing};

use super::net::Net;
use super::problem::Problem;
use super::search::Plan;

/// What no plan can beat that visits only stops worth something and within somebody's direct reach
/// ([`Problem::reaches`]). Where a detour through a third place can be quicker than the direct way, stops beyond that are
/// not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// No plan has more prize.
    Prize(i64),
    /// Every stop must be visited, and no plan travels less.
    Travel(i64),
}

/// Problems with more stops get the simple bound only.
const MOST_STOPS: usize = 64 * pricing::WORDS;
/// Below this a reduced value is rounding.
const TINY: f64 = 1e-6;

/// A bound for `problem`, at least as sharp as what `plan` shows to be reachable. `spent` is as in
/// [`Watch`](super::Watch), with the number of routes that were generated; when it says 1, the best bound until then is
/// returned.
pub fn bound(problem: &Problem, plan: &Plan, spent: &mut dyn FnMut(u64) -> f64) -> Bound {
    let net = Net::new(problem);
    let all_must = net.must.iter().all(|must| *must);
    let values: Vec<f64> =
        (0..net.stops as u32).map(|s| if all_must { alone(&net, s) } else { net.prize[s as usize] as f64 }).collect();
    let ceiling: f64 = values.iter().sum();
    let mut best = ceiling;
    if all_must {
        best -= nearest(&net);
    }
    if net.stops > 0 && net.stops <= MOST_STOPS {
        let weight = if all_must { 1.0 } else { 0.0 };
        best = best.min(relaxed(&net, &values, weight, plan, spent));
    }
    if all_must {
        Bound::Travel(((ceiling - best - TINY).ceil() as i64).clamp(0, plan.travel.max(0)))
    } else {
        Bound::Prize(((best + TINY).floor() as i64).max(plan.prize))
    }
}

/// The least cost of a journey for one stop.
fn alone(net: &Net, stop: u32) -> f64 {
    let there_and_back = net.people.iter().map(|day| net.time(day.start, stop) + net.time(stop, day.end));
    f64::from(there_and_back.min().unwrap_or_default())
}

/// Every stop is reached from somewhere, and somebody has to return: the simple bound on travel.
fn nearest(net: &Net) -> f64 {
    let into = |stop: u32| {
        let mut ways = net.to(stop).iter().enumerate().filter(|(from, _)| *from != stop as usize).map(|(_, way)| *way);
        ways.next().map_or(0, |first| ways.fold(first, i32::min))
    };
    let stops = || 0..net.stops as u32;
    let home = stops().flat_map(|stop| net.people.iter().map(move |day| net.time(stop, day.end))).min();
    f64::from(home.unwrap_or_default()) + stops().map(|stop| f64::from(into(stop))).sum::<f64>()
}

/// People whose days are the same, by the first of them, with how many there are.
fn classes(net: &Net) -> Vec<(u32, f64)> {
    let mut classes: Vec<(u32, f64)> = Vec::new();
    for day in &net.people {
        match classes.iter_mut().find(|(first, _)| *first == day.like) {
            Some((_, count)) => *count += 1.0,
            None => classes.push((day.like, 1.0)),
        }
    }
    classes
}

/// The most value that ng-routes reach, or a bound on it.
fn relaxed(net: &Net, values: &[f64], weight: f64, plan: &Plan, spent: &mut dyn FnMut(u64) -> f64) -> f64 {
    let classes = classes(net);
    let mut pricing = Pricing::new(net, weight);
    let mut master = Master::new(net.stops, &classes.iter().map(|(_, count)| *count).collect::<Vec<_>>());
    let node_of = |stop: &usize| net.origin.iter().position(|origin| origin == stop).map(|node| node as u32);
    for (person, route) in plan.routes.iter().enumerate() {
        let stops: Vec<u32> = route.iter().filter_map(node_of).collect();
        let class = classes.iter().position(|(first, _)| *first == net.people[person].like).unwrap_or_default();
        master.add(pricing.column(class, classes[class].0, stops, values));
    }
    let mut proof = Proof { classes: &classes, values, weight, best: f64::INFINITY, level: 0 };
    // Half of what is left is for gathering routes, unless that ends sooner.
    let due = (1.0 + spent(0)) / 2.0;
    loop {
        master.solve();
        let now = spent(master.columns() as u64);
        if now >= 1.0 {
            return proof.best;
        }
        let count = master.columns() as u64;
        let mut stop = || spent(count) >= 1.0;
        let prices = master.stop_prices().to_vec();
        let floors: Vec<f64> = (0..classes.len()).map(|class| master.class_price(class) + TINY).collect();
        let quick = if now >= due && proof.best.is_infinite() {
            None
        } else {
            proof.quick(&mut pricing, &prices, &floors, &mut stop)
        };
        let found = quick.filter(|columns| !columns.is_empty());
        let found = found.or_else(|| proof.exact(&mut pricing, &prices, &floors, &mut stop));
        let Some(columns) = found.filter(|columns| !columns.is_empty()) else {
            return proof.best;
        };
        columns.into_iter().for_each(|column| master.add(column));
    }
}

/// The sharpest bound so far.
struct Proof<'a> {
    classes: &'a [(u32, f64)],
    values: &'a [f64],
    weight: f64,
    best: f64,
    /// The lowest level that is still worth a try.
    level: usize,
}

/// Rounds of scaling prices down until no journey pays.
const SCALINGS: usize = 4;

impl Proof<'_> {
    /// Routes that are worth more than the prices of what they use; there may be others.
    fn quick(
        &self,
        pricing: &mut Pricing<'_>,
        prices: &[f64],
        floors: &[f64],
        stop: &mut dyn FnMut() -> bool,
    ) -> Option<Vec<Column>> {
        let gains: Vec<f64> = self.values.iter().zip(prices).map(|(value, price)| value - price).collect();
        self.price(pricing, &gains, Effort::Quick, floors, stop).map(|(_, columns)| columns)
    }

    /// Sharpens the bound from level to level. None where time ran out; else the routes of the last level.
    fn exact(
        &mut self,
        pricing: &mut Pricing<'_>,
        prices: &[f64],
        floors: &[f64],
        stop: &mut dyn FnMut() -> bool,
    ) -> Option<Vec<Column>> {
        let ceiling: f64 = self.values.iter().sum();
        let gains: Vec<f64> = self.values.iter().zip(prices).map(|(value, price)| value - price).collect();
        let mut last = None;
        for level in self.level..LEVELS.len() {
            let mut scaled = gains.clone();
            for _ in 0..SCALINGS {
                let (most, columns) = self.price(pricing, &scaled, Effort::Exact(level), floors, stop)?;
                let worth: f64 = scaled.iter().sum();
                self.best = self.best.min(ceiling - worth + most.total);
                if scaled == gains {
                    last = Some(columns);
                }
                if self.weight == 0.0 || most.total <= 1e-3 * worth || most.ratio >= 1.0 {
                    break;
                }
                scaled.iter_mut().for_each(|gain| *gain *= most.ratio);
            }
        }
        // A level that was reached once is reached again; the ones below it have nothing more to say.
        self.level = LEVELS.len() - 1;
        last
    }

    fn price(
        &self,
        pricing: &mut Pricing<'_>,
        gains: &[f64],
        effort: Effort,
        floors: &[f64],
        stop: &mut dyn FnMut() -> bool,
    ) -> Option<(Most, Vec<Column>)> {
        let mut most = Most { total: 0.0, ratio: 1.0 };
        let mut columns: Vec<Column> = Vec::new();
        for (class, (first, count)) in self.classes.iter().enumerate() {
            let routes = pricing.routes(*first, gains, effort, stop)?;
            most.total += count * routes.best.max(0.0);
            for (gain, stops) in routes.found {
                if gain > 0.0 {
                    let collected: f64 = stops.iter().map(|stop| gains[*stop as usize]).sum();
                    most.ratio = most.ratio.min((collected - gain) / collected);
                }
                if gain > floors[class] {
                    columns.push(pricing.column(class, *first, stops, self.values));
                }
            }
        }
        Some((most, columns))
    }
}

/// What routes gain beyond the prices.
struct Most {
    /// The sum over all people.
    total: f64,
    /// The least share of its prices that a route's travel costs.
    ratio: f64,
}
