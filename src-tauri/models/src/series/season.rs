//! The season of a series: whether there is one, how large it is, and the series without it.

/// How a season enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Added.
    Additive,
    /// Multiplied.
    Multiplicative,
}

/// One number for each step of a season; the first belongs to the first observation.
#[derive(Debug, Clone, PartialEq)]
pub struct Seasonal {
    kind: Kind,
    indices: Vec<f64>,
}

impl Seasonal {
    /// The numbers: differences around 0, or factors around 1.
    pub fn indices(&self) -> &[f64] {
        &self.indices
    }

    /// The series without its season.
    pub fn remove(&self, y: &[f64]) -> Vec<f64> {
        let at = |t: usize| self.indices[t % self.indices.len()];
        let freed = y.iter().enumerate().map(|(t, y)| match self.kind {
            Kind::Additive => y - at(t),
            Kind::Multiplicative => y / at(t),
        });
        freed.collect()
    }

    /// What to add to, and to multiply, a value of step `t` with.
    pub(super) fn at(&self, t: usize) -> (f64, f64) {
        let index = self.indices[t % self.indices.len()];
        match self.kind {
            Kind::Additive => (index, 1.0),
            Kind::Multiplicative => (0.0, index),
        }
    }
}

/// Whether the autocorrelation one season back is more than chance, at 90 % and beyond what nearer steps explain.
///
/// The test of the M competitions (Makridakis, Spiliotis & Assimakopoulos 2020, International Journal of Forecasting
/// 36(1), appendix; limits after Bartlett 1946), taken on the series without its straight trend, which would
/// otherwise hide the season. Fewer than two whole seasons and a bit are no evidence.
pub fn is_seasonal(y: &[f64], period: usize) -> bool {
    let n = y.len();
    if period < 2 || n < 2 * period + 2 {
        return false;
    }
    let free = without_line(y);
    let total: f64 = free.iter().map(|x| x * x).sum();
    if total <= 1e-20 * n as f64 {
        return false;
    }
    let correlation = |lag: usize| free[lag..].iter().zip(&free).map(|(a, b)| a * b).sum::<f64>() / total;
    let nearer: f64 = (1..period).map(|lag| correlation(lag).powi(2)).sum();
    let here = correlation(period);
    // One season back only n − period pairs remain: their sum is that much too small.
    let full = here * n as f64 / (n - period) as f64;
    full > 1.645 * ((1.0 + 2.0 * nearer) / n as f64).sqrt()
}

fn without_line(y: &[f64]) -> Vec<f64> {
    let n = y.len() as f64;
    let mean = y.iter().sum::<f64>() / n;
    let middle = (n - 1.0) / 2.0;
    let (mut above, mut below) = (0.0, 0.0);
    for (t, y) in y.iter().enumerate() {
        above += (t as f64 - middle) * (y - mean);
        below += (t as f64 - middle).powi(2);
    }
    let slope = if below > 0.0 { above / below } else { 0.0 };
    y.iter().enumerate().map(|(t, y)| y - mean - slope * (t as f64 - middle)).collect()
}

/// The season by classical decomposition: the series against its moving average over one period, averaged for each
/// step, shrunk towards no season as far as the averages are noise, and centred.
///
/// Shrinkage is that of James and Stein after Miller & Williams (2003), International Journal of Forecasting 19(4),
/// 669–684. `None` for fewer than two whole seasons, or factors that are not positive.
pub fn seasonal_indices(y: &[f64], period: usize, kind: Kind) -> Option<Seasonal> {
    let n = y.len();
    if period < 2 || n < 2 * period || kind == Kind::Multiplicative && y.iter().any(|y| *y <= 0.0) {
        return None;
    }
    let neutral = if kind == Kind::Additive { 0.0 } else { 1.0 };
    let half = period / 2;
    let mut parts: Vec<Vec<f64>> = vec![Vec::new(); period];
    for t in half..n - half {
        let window = &y[t - half..=t + half];
        let mut sum: f64 = window.iter().sum();
        if period.is_multiple_of(2) {
            sum -= f64::midpoint(window[0], window[window.len() - 1]);
        }
        let centre = sum / period as f64;
        parts[t % period].push(if kind == Kind::Additive { y[t] - centre } else { y[t] / centre });
    }
    let mut indices = Vec::with_capacity(period);
    let (mut noise, mut repeated) = (0.0, 0);
    for part in &parts {
        let count = part.len() as f64;
        let mean = part.iter().sum::<f64>() / count.max(1.0);
        indices.push(if part.is_empty() { neutral } else { mean });
        if part.len() > 1 {
            noise += part.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0) / count;
            repeated += 1;
        }
    }
    let mean = indices.iter().sum::<f64>() / period as f64;
    let spread = indices.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (period as f64 - 1.0);
    let mut keep = 1.0;
    if repeated > 0 && spread > 0.0 && period > 3 {
        let own = noise / f64::from(repeated);
        keep = 1.0 - (period as f64 - 3.0) / (period as f64 - 1.0) * (own / spread).min(1.0);
    }
    for index in &mut indices {
        let deviation = if kind == Kind::Additive { *index - mean } else { *index / mean - 1.0 };
        *index = neutral + keep * deviation;
    }
    let usable = indices.iter().all(|x| x.is_finite() && (kind == Kind::Additive || *x > 1e-6));
    usable.then_some(Seasonal { kind, indices })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_season_is_found_to_the_digit() {
        let season = [4.0, -1.0, -2.0, -1.0];
        let y: Vec<f64> = (0..24).map(|t| 10.0 + 0.5 * f64::from(t) + season[t as usize % 4]).collect();
        assert!(is_seasonal(&y, 4));
        let found = seasonal_indices(&y, 4, Kind::Additive).unwrap();
        for (found, known) in found.indices().iter().zip(season) {
            assert!((found - known).abs() < 1e-12, "{found} {known}");
        }
        let freed = found.remove(&y);
        assert!(freed.windows(2).all(|w| (w[1] - w[0] - 0.5).abs() < 1e-12));
    }

    #[test]
    fn less_than_two_seasons_and_a_straight_line_have_none() {
        let line: Vec<f64> = (0..60).map(f64::from).collect();
        assert!(!is_seasonal(&line, 12));
        let wave: Vec<f64> = (0..23).map(|t| (f64::from(t) * std::f64::consts::FRAC_PI_6).sin()).collect();
        assert!(!is_seasonal(&wave, 12));
        assert_eq!(seasonal_indices(&wave, 12, Kind::Additive), None);
        assert_eq!(seasonal_indices(&[0.0; 48], 12, Kind::Multiplicative), None);
    }
}
