//! A range of a channel's spend, with the concave hull of its curve over it.

use super::{Channel, Hill};

/// The hull is a line from `from` to `join`, and the curve itself from there to `to`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    pub curve: Hill,
    pub from: f64,
    pub to: f64,
    /// The least spend that is not nothing, where nothing is a choice too.
    pub gap: Option<f64>,
    join: f64,
    foot: f64,
    /// Slope of the line; what the line gains for each unit.
    pub chord: f64,
}

/// At a price that equals a chord, both of its ends are best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Low,
    High,
}

impl Piece {
    /// All a channel may do.
    pub fn whole(channel: &Channel, total: f64) -> Self {
        let to = channel.max.min(total).max(channel.min);
        if channel.or_zero && channel.min > 0.0 {
            if channel.min > total {
                return Self::range(channel.curve, 0.0, 0.0);
            }
            return Self::new(channel.curve, 0.0, to, Some(channel.min));
        }
        Self::range(channel.curve, channel.min, to)
    }

    /// A range without a gap.
    pub fn range(curve: Hill, from: f64, to: f64) -> Self {
        Self::new(curve, from, to, None)
    }

    fn new(curve: Hill, from: f64, to: f64, gap: Option<f64>) -> Self {
        let join = match gap {
            Some(least) => curve.touch(from, least, to),
            None if from >= curve.inflection() => from,
            None => curve.touch(from, from, to),
        };
        let foot = curve.response(from);
        let chord = if join > from { (curve.response(join) - foot) / (join - from) } else { f64::INFINITY };
        Self { curve, from, to, gap, join, foot, chord }
    }

    /// The hull.
    pub fn hull(&self, spend: f64) -> f64 {
        if spend < self.join { self.foot + self.chord * (spend - self.from) } else { self.curve.response(spend) }
    }

    /// How far the hull lies above what can be had: above nothing, where spending so little is not allowed.
    pub fn excess(&self, spend: f64) -> f64 {
        if spend <= self.from || spend >= self.join {
            0.0
        } else if self.gap.is_some_and(|least| spend < least) {
            self.hull(spend) - self.foot
        } else {
            self.hull(spend) - self.curve.response(spend)
        }
    }

    /// Where the hull less the price of spending is largest.
    pub fn best(&self, price: f64, side: Side) -> f64 {
        if price > self.chord || (price == self.chord && side == Side::Low) {
            return self.from;
        }
        if self.join >= self.to { self.to } else { self.curve.spend_at(price, self.join, self.to) }
    }

    /// That largest value: with it any price gives an upper bound.
    pub fn surplus(&self, price: f64) -> f64 {
        let at = |spend: f64| self.hull(spend) - price * spend;
        let best = at(self.best(price, Side::High)).max(at(self.best(price, Side::Low)));
        best.max(at(self.from)).max(at(self.to)).max(at(self.join))
    }

    /// The two parts, split where the hull is furthest off.
    pub fn split(&self, spend: f64) -> [Self; 2] {
        if let Some(least) = self.gap {
            return [Self::range(self.curve, 0.0, 0.0), Self::range(self.curve, least, self.to)];
        }
        let margin = 0.05 * (self.join - self.from);
        let at = spend.clamp(self.from + margin, self.join - margin);
        [Self::range(self.curve, self.from, at), Self::range(self.curve, at, self.to)]
    }

    /// Only where hull and curve agree, below or above `spend`; none where there is no such part.
    pub fn rounded(&self, spend: f64, side: Side) -> Self {
        if self.excess(spend) == 0.0 && self.gap.is_none_or(|least| spend == 0.0 || spend >= least) {
            return *self;
        }
        match side {
            Side::Low => Self::range(self.curve, self.from, self.from),
            Side::High => Self::range(self.curve, self.join, self.to),
        }
    }
}
