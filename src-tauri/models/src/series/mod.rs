//! Series: what comes next, whether something changed, what stands out.
//!
//! A series is a slice of numbers at equal distances, oldest first. [`forecast`](fn@forecast) tries the methods of the
//! field on the series' own past and answers with the one that did best there, or with the seasonal naive where
//! nothing beats it. [`trend`] tells a rise from chance; [`changes`] finds where a level broke; [`anomalies`] what does
//! not fit its season.

mod adjust;
pub mod anomalies;
pub mod changes;
mod describe;
pub mod ets;
pub mod festival;
mod forecast;
mod loess;
mod mstl;
mod naive;
mod path;
#[cfg(test)]
mod published;
mod season;
mod simplex;
mod theta;
pub mod trend;

pub use describe::{Past, describe};
pub use forecast::{Forecast, Interval, Method, Rolling, Task, every_method, forecast, forecast_all};
pub use mstl::{Parts, mstl};
pub use naive::seasonal_naive;
pub use path::Path;
pub use season::{Kind, Seasonal, is_seasonal, seasonal_indices};
pub use theta::{dynamic_theta, theta};
