//! Where the states start, before the fit moves level and trend.

use super::recursion::State;
use super::{Form, Season, Slope};
use crate::series::season::Seasonal;

/// First states by the heuristics of HKOS section 2.6.1: seasons from a classical decomposition, level and trend from
/// a line through the first ten observations freed of them.
pub(super) fn state(form: Form, y: &[f64], seasonal: Option<&Seasonal>) -> State {
    let season: Vec<f64> = match (form.season, seasonal) {
        (Season::None, _) | (_, None) => Vec::new(),
        (_, Some(seasonal)) => seasonal.indices().to_vec(),
    };
    let freed = |t: usize| match form.season {
        _ if season.is_empty() => y[t],
        Season::Multiplicative => y[t] / season[t % season.len()],
        Season::None | Season::Additive => y[t] - season[t % season.len()],
    };
    let first: Vec<f64> = (0..y.len().min(10.max(season.len()))).map(freed).collect();
    let (level, trend) = line(&first);
    match form.slope {
        Slope::None => State { level: first.iter().sum::<f64>() / first.len() as f64, trend: 0.0, season, at: 0 },
        Slope::Additive | Slope::Damped => State { level, trend, season, at: 0 },
    }
}

/// The least-squares line: its value one step before the first observation, and its slope.
fn line(y: &[f64]) -> (f64, f64) {
    let n = y.len() as f64;
    let mean = y.iter().sum::<f64>() / n;
    let middle = (n + 1.0) / 2.0;
    let (mut above, mut below) = (0.0, 0.0);
    for (i, y) in y.iter().enumerate() {
        let x = (i + 1) as f64 - middle;
        above += x * (y - mean);
        below += x * x;
    }
    let slope = if below > 0.0 { above / below } else { 0.0 };
    (mean - slope * middle, slope)
}
