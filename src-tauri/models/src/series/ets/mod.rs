//! Exponential smoothing as a state-space model: error, trend and season, each absent, additive or multiplicative.
//!
//! Level, trend and season are moved a little by every surprise. All is after Hyndman, Koehler, Ord & Snyder,
//! *Forecasting with Exponential Smoothing* (2008), "HKOS" below: the recursions of table 2.2–2.3, where the
//! multiplicative error enters the states exactly as the additive one and only the likelihood (eq. 5.2) differs.
//! Simple smoothing is (A,N,N), Holt's method (A,A,N), the damped trend (A,Ad,N).

mod fit;
mod path;
mod recursion;
mod start;

pub use fit::{Ets, choose, fit};
pub(super) use fit::{LONGEST_SEASON, fit_from};
pub use recursion::Smoothing;

/// How surprises enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noise {
    /// They have the same size at every level.
    Additive,
    /// They grow with the level.
    Multiplicative,
}

/// The trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slope {
    /// None.
    None,
    /// Straight on.
    Additive,
    /// Fading out.
    Damped,
}

/// The season.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Season {
    /// None.
    None,
    /// So much more in December.
    Additive,
    /// So many per cent more in December.
    Multiplicative,
}

/// One of the models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The error.
    pub noise: Noise,
    /// The trend.
    pub slope: Slope,
    /// The season.
    pub season: Season,
}

impl Form {
    /// Simple exponential smoothing, (A,N,N).
    pub const SIMPLE: Self = Self { noise: Noise::Additive, slope: Slope::None, season: Season::None };
    /// Holt's linear method, (A,A,N).
    pub const HOLT: Self = Self { slope: Slope::Additive, ..Self::SIMPLE };
    /// The damped trend, (A,Ad,N).
    pub const DAMPED: Self = Self { slope: Slope::Damped, ..Self::SIMPLE };

    /// The usual notation: `ETS(A,Ad,M)`.
    pub fn name(self) -> String {
        let noise = match self.noise {
            Noise::Additive => "A",
            Noise::Multiplicative => "M",
        };
        let slope = match self.slope {
            Slope::None => "N",
            Slope::Additive => "A",
            Slope::Damped => "Ad",
        };
        let season = match self.season {
            Season::None => "N",
            Season::Additive => "A",
            Season::Multiplicative => "M",
        };
        format!("ETS({noise},{slope},{season})")
    }

    /// Estimated numbers: smoothing parameters, first states and the variance, with seasons of `period`.
    fn parameters(self, period: usize) -> usize {
        let slope = match self.slope {
            Slope::None => 0,
            Slope::Additive => 2,
            Slope::Damped => 3,
        };
        let season = if self.season == Season::None { 0 } else { period };
        3 + slope + season
    }
}
