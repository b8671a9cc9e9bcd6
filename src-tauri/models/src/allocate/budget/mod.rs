//! A budget over channels with saturating response curves, at the proven global optimum.
//!
//! Where a curve is an S, equal marginal returns are a necessary condition that many wrong answers meet. The way round:
//! each curve is replaced by its concave hull, for which Lagrange's method is exact (Luss & Gupta 1975, Operations
//! Research 23(2), 360–366). That gives a plan and a bound no plan can beat. At most about one channel for each constraint
//! then lies where hull and curve differ (Shapley & Folkman, in Starr 1969, Econometrica 37(1)), so splitting that
//! channel's range closes the gap in a few steps of branch and bound (Falk & Soland 1969, Management Science 15(9)).

mod hill;
mod level;
mod piece;
mod plan;
mod split;

pub use hill::Hill;
pub use plan::{Binding, BudgetPlan, Limit, budget};

/// What can be bought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Channel {
    /// Its response curve.
    pub curve: Hill,
    /// The least spend.
    pub min: f64,
    /// The most.
    pub max: f64,
    /// Whether it may also have nothing at all, although `min` is more.
    pub or_zero: bool,
    /// The group it belongs to, by index.
    pub group: Option<usize>,
}

/// Channels whose sum is limited.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// The least sum.
    pub min: f64,
    /// The most.
    pub max: f64,
}

/// Why there is no plan.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BudgetError {
    /// There is no channel.
    #[error("there is no channel")]
    NoChannels,
    /// The total is negative, NaN or infinite.
    #[error("the total is not a number from 0 on")]
    BadTotal,
    /// A curve needs a response from 0 on, a half point and a slope above 0, all finite, and a slope of at most 100.
    #[error("the curve of channel {channel} is not usable")]
    BadCurve {
        /// The channel.
        channel: usize,
    },
    /// A limit is negative, NaN, or the least is above the most.
    #[error("the limits of channel {channel} are not usable")]
    BadLimits {
        /// The channel.
        channel: usize,
    },
    /// The same for a group, or a channel names a group that does not exist.
    #[error("the limits of group {group} are not usable")]
    BadGroup {
        /// The group.
        group: usize,
    },
    /// The channels of a group must have more than it may, or may have less than it must.
    #[error("the limits of group {group} contradict those of its channels")]
    GroupContradiction {
        /// The group.
        group: usize,
    },
    /// What must be spent at least is more than there is.
    #[error("at least {needed} must be spent, there are {total}")]
    MinimumsExceedTotal {
        /// Sum of what must be spent.
        needed: f64,
        /// What there is.
        total: f64,
    },
    /// Each limit could be met alone, but no choice of channels meets them all.
    #[error("the limits contradict each other")]
    Contradiction,
}
