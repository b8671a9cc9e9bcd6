//! What a customer does: an own rate of buying until one day it stops.
//!
//! The rate is gamma distributed (shape 1.4), the chance to stop after each purchase has a beta-like spread:
//! the assumptions of BG/NBD (Fader, Hardie, Lee 2005), bent by festivals and a trend.

use chrono::{Datelike as _, Days, NaiveDate};
use rand::RngExt as _;
use rand::rngs::Xoshiro256PlusPlus;

use super::festivals::appetite;
use crate::customers::{Level, Lifecycle};

/// Days of history.
const HISTORY: u64 = 3 * 365;

/// How one customer behaves.
pub(super) struct Habit {
    /// Since when the customer is known.
    pub(super) since: NaiveDate,
    pub(super) level: Level,
    /// Days with purchases.
    pub(super) days: Vec<NaiveDate>,
    pub(super) lifecycle: Lifecycle,
}

pub(super) fn habit(random: &mut Xoshiro256PlusPlus, today: NaiveDate, gifts: bool) -> Habit {
    let age = random.random_range(1..HISTORY);
    let since = today.checked_sub_days(Days::new(age)).unwrap_or(today);
    let level = match random.random_range(0..100) {
        0..8 => Level::A,
        8..28 => Level::B,
        28..65 => Level::C,
        _ => Level::D,
    };
    // Purchases a year.
    let mean = match level {
        Level::A => 14.0,
        Level::B => 7.0,
        Level::C => 3.5,
        Level::D => 1.6,
    };
    let rate = mean * gamma_1_4(random) / 1.4 / 365.0;
    let stop = random.random::<f64>().powi(2) * 0.35;
    let never = random.random::<f64>() < 0.22;
    let mut days = Vec::new();
    let mut day = since;
    let mut alive = !never;
    while alive && day < today {
        // A slow lift of 8 % a year on top of the season.
        let lift = 1.0 + 0.08 * f64::from(day.num_days_from_ce() - since.num_days_from_ce()) / 365.0;
        let first = days.is_empty() && day >= since.checked_add_days(Days::new(20)).unwrap_or(since);
        let weekend = if gifts && day.weekday().number_from_monday() > 5 { 0.35 } else { 1.0 };
        let chance = (rate * lift * weekend * appetite(day, gifts)).min(0.9);
        if random.random::<f64>() < chance || (first && random.random::<f64>() < 0.2) {
            days.push(day);
            alive = random.random::<f64>() >= stop;
        }
        day = day.succ_opt().unwrap_or(today);
    }
    let lifecycle = match days.last() {
        None => Lifecycle::Prospect,
        Some(last) => {
            let silent = (today - *last).num_days();
            let usual = (age as i64 / days.len() as i64).max(30);
            if silent > 365 && random.random::<f64>() < 0.3 {
                Lifecycle::Lost
            } else if silent > 3 * usual {
                Lifecycle::Dormant
            } else {
                Lifecycle::Active
            }
        }
    };
    Habit { since, level, days, lifecycle }
}

/// Gamma with shape 1.4 and scale 1 (Marsaglia and Tsang 2000, ACM TOMS 26(3), 363–372).
fn gamma_1_4(random: &mut Xoshiro256PlusPlus) -> f64 {
    let d = 1.4 - 1.0 / 3.0;
    let c = 1.0 / (9.0_f64 * d).sqrt();
    loop {
        // Box and Muller (1958).
        let radius = (-2.0 * (1.0 - random.random::<f64>()).ln()).sqrt();
        let x = radius * (std::f64::consts::TAU * random.random::<f64>()).cos();
        let v = (1.0 + c * x).powi(3);
        if v > 0.0 && random.random::<f64>().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}
