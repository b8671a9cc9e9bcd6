//! Lagrange's method over concave hulls: the price at which exactly the budget is spent.

use super::Group;
use super::piece::{Piece, Side};

/// The best spend on hulls, and the prices that prove it.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub spend: Vec<f64>,
    /// No choice within the pieces responds more.
    pub bound: f64,
}

/// What does not change from node to node.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub total: f64,
    pub groups: &'a [Group],
    /// Channels by group; those without a group are last.
    pub members: Vec<Vec<usize>>,
}

impl Frame<'_> {
    fn limits(&self, group: usize) -> (f64, f64) {
        self.groups.get(group).map_or((0.0, f64::INFINITY), |g| (g.min, g.max))
    }

    /// None where the pieces leave no room for the limits.
    pub fn level(&self, pieces: &[Piece]) -> Option<Level> {
        let slack = 1e-9 * self.total;
        let mut least = 0.0;
        for (group, members) in self.members.iter().enumerate() {
            let (min, max) = self.limits(group);
            let from: f64 = members.iter().map(|c| pieces[*c].from).sum();
            let to: f64 = members.iter().map(|c| pieces[*c].to).sum();
            if from > max + slack || to < min - slack {
                return None;
            }
            least += from.max(min);
        }
        if least > self.total + slack {
            return None;
        }
        let sums = |price: f64, side: Side| -> Vec<f64> {
            let sum = |members: &Vec<usize>| members.iter().map(|c| pieces[*c].best(price, side)).sum::<f64>();
            self.members.iter().map(sum).collect()
        };
        let clamped = |sums: &[f64]| -> Vec<f64> {
            let clamp = |(group, sum): (usize, &f64)| {
                let (min, max) = self.limits(group);
                sum.max(min).min(max.max(min))
            };
            sums.iter().enumerate().map(clamp).collect()
        };
        let whole = |price: f64, side: Side| clamped(&sums(price, side)).iter().sum::<f64>();
        let price = price_for(self.total, pieces.iter(), whole);
        let (low, high) = (sums(price, Side::Low), sums(price, Side::High));
        let (least, most) = (clamped(&low), clamped(&high));
        let share = share_between(least.iter().sum(), most.iter().sum(), self.total);
        let mut spend = vec![0.0; pieces.len()];
        let mut bound = price * self.total;
        for (group, members) in self.members.iter().enumerate() {
            let target = least[group] + share * (most[group] - least[group]);
            let own = if target < low[group] || target > high[group] {
                let mine = members.iter().map(|c| &pieces[*c]);
                price_for(target, mine, |price, side| members.iter().map(|c| pieces[*c].best(price, side)).sum())
            } else {
                price
            };
            let (min, max) = self.limits(group);
            bound += if own > price { (own - price) * max } else { (own - price) * min };
            let ends: Vec<_> =
                members.iter().map(|c| (pieces[*c].best(own, Side::Low), pieces[*c].best(own, Side::High))).collect();
            let share = share_between(ends.iter().map(|e| e.0).sum(), ends.iter().map(|e| e.1).sum(), target);
            for (channel, (low, high)) in members.iter().zip(ends) {
                spend[*channel] = low + share * (high - low);
                bound += pieces[*channel].surplus(own);
            }
        }
        Some(Level { spend, bound })
    }
}

fn share_between(low: f64, high: f64, target: f64) -> f64 {
    if high > low { ((target - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 }
}

/// The price at which `spent` (falling in the price, with a jump at each chord) passes `target`.
fn price_for<'p>(
    target: f64,
    pieces: impl Iterator<Item = &'p Piece> + Clone,
    spent: impl Fn(f64, Side) -> f64,
) -> f64 {
    if spent(0.0, Side::High) <= target {
        return 0.0;
    }
    let mut chords: Vec<f64> = pieces.clone().map(|p| p.chord).filter(|c| c.is_finite() && *c > 0.0).collect();
    chords.sort_by(f64::total_cmp);
    let below = chords.partition_point(|chord| spent(*chord, Side::Low) > target);
    let mut low = 0.0;
    if below > 0 {
        low = chords[below - 1];
    }
    let high = match chords.get(below) {
        Some(chord) if spent(*chord, Side::High) >= target => return *chord,
        Some(chord) => *chord,
        None => {
            let steepest =
                pieces.map(|p| p.curve.max / p.curve.half.min(p.to.max(f64::MIN_POSITIVE))).fold(0.0, f64::max);
            let mut high = steepest.max(2.0 * low).max(f64::MIN_POSITIVE);
            // A slope below 1 is infinitely steep at 0: no price is too high, but past this the spend is nothing.
            for _ in 0..400 {
                if spent(high, Side::High) <= target {
                    break;
                }
                high *= 8.0;
            }
            high.min(f64::MAX)
        }
    };
    if low == 0.0 {
        low = high;
        for _ in 0..400 {
            low /= 8.0;
            if spent(low, Side::Low) >= target {
                break;
            }
        }
    }
    // Illinois' variant of the false position, in the logarithm of the price.
    let miss = |price: f64| spent(price, Side::Low) - target;
    let (mut left, mut right) = (low.ln(), high.ln());
    let (mut at_left, mut at_right) = (miss(low), miss(high));
    let mut price = high;
    for _ in 0..100 {
        let middle =
            if at_left > at_right { right - at_right * (right - left) / (at_right - at_left) } else { f64::NAN };
        let middle = if middle > left && middle < right { middle } else { (left + right) / 2.0 };
        price = middle.exp();
        let at = miss(price);
        if at.abs() <= 1e-12 * target || right - left <= 1e-15 * (1.0 + left.abs()) {
            break;
        }
        if at > 0.0 {
            (left, at_left) = (middle, at);
            at_right /= 2.0;
        } else {
            (right, at_right) = (middle, at);
            at_left /= 2.0;
        }
    }
    price
}
