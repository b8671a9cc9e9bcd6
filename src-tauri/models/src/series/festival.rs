//! Spring Festival, which wanders between 21 January and 20 February and takes a part of the business with it.

use crate::Unanswerable;
use crate::series::season::{Kind, seasonal_indices};

/// New year's day of the lunisolar calendar as a day of the year, from 1990 on: the new moon that begins the first
/// month, in China's civil time (GB/T 33661-2017). Computed from the new moons and the sun's longitude of Meeus,
/// *Astronomical Algorithms* (1998), chapters 25 and 49; the same as the tables of the Hong Kong Observatory.
const NEW_YEAR: [u8; 71] = [
    27, 46, 35, 23, 41, 31, 50, 38, 28, 47, 36, 24, 43, 32, 22, 40, 29, 49, 38, 26, 45, 34, 23, 41, 31, 50, 39, 28, 47,
    36, 25, 43, 32, 22, 41, 29, 48, 37, 26, 44, 34, 23, 42, 31, 50, 39, 28, 46, 35, 24, 43, 32, 22, 41, 30, 48, 37, 26,
    45, 33, 23, 42, 32, 50, 39, 28, 46, 35, 24, 43, 33,
];

/// The first year of the table.
pub const FIRST_YEAR: i32 = 1990;

/// The last year of the table.
pub const LAST_YEAR: i32 = 2060;

/// Days before new year's day in which business is already different.
const BEFORE: i64 = 7;

/// Days from new year's day on in which it still is.
const AFTER: i64 = 7;

/// New year's day as a day of the year, 1 = 1 January, for [`FIRST_YEAR`] to [`LAST_YEAR`].
pub fn spring_festival(year: i32) -> Option<u32> {
    NEW_YEAR.get(usize::try_from(year - FIRST_YEAR).ok()?).map(|day| u32::from(*day))
}

/// The share of the two weeks around Spring Festival that falls into each period.
///
/// `starts` are the first days of the periods as days since 1 January 1970, rising, and one more for the end of the
/// last: one share fewer than `starts` comes back.
pub fn festival_shares(starts: &[i64]) -> Vec<f64> {
    starts.windows(2).map(|w| festival_days(w[0], w[1]) as f64 / (BEFORE + AFTER) as f64).collect()
}

/// How many days of the weeks around any Spring Festival lie in `from..to`.
fn festival_days(from: i64, to: i64) -> i64 {
    let days = (FIRST_YEAR..=LAST_YEAR).zip(NEW_YEAR).map(|(year, day)| first_of_january(year) + i64::from(day) - 1);
    days.map(|new_year| (to.min(new_year + AFTER) - from.max(new_year - BEFORE)).max(0)).sum()
}

/// 1 January of a year from 1970 on, as days since 1970.
fn first_of_january(year: i32) -> i64 {
    let before = i64::from(year) - 1;
    365 * (i64::from(year) - 1970) + before / 4 - before / 100 + before / 400 - 477
}

/// What a moving event does to a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Per unit of the regressor: a difference, or the logarithm of a factor where all values are positive.
    pub size: f64,
    /// `size` in its standard errors.
    pub t: f64,
    /// The effect of each step, history first: to add to, then to multiply, a value free of it with.
    steps: Vec<(f64, f64)>,
}

/// Below so many standard errors an effect may be chance and is left alone.
const TOLD: f64 = 2.5;

impl Effect {
    /// The effect of `regressor` (one value for each of `values`, oldest first, and for each step to come) on a series
    /// with seasons of `period`: least squares of what trend and season leave of the one on what they leave of the other
    /// (Frisch & Waugh 1933). `Ok(None)` when it cannot be told from chance.
    ///
    /// Needs three whole seasons: in two, the event and the season cannot be told apart.
    pub fn of(values: &[f64], regressor: &[f64], period: usize) -> Result<Option<Self>, Unanswerable> {
        let n = values.len();
        if period < 2 || n < 3 * period {
            return Err(Unanswerable::TooLittle { needed: 3 * period.max(2), given: n });
        }
        if regressor.len() < n {
            return Err(Unanswerable::TooLittle { needed: n, given: regressor.len() });
        }
        if values.iter().chain(regressor).any(|x| !x.is_finite()) {
            return Err(Unanswerable::NotFinite);
        }
        let positive = values.iter().all(|y| *y > 0.0);
        let scale = values.iter().fold(f64::MIN_POSITIVE, |most, y| most.max(y.abs()));
        let y: Vec<f64> = values.iter().map(|y| if positive { y.ln() } else { y / scale }).collect();
        let usual: Vec<f64> = (0..period)
            .map(|step| {
                let own = || regressor[..n].iter().skip(step).step_by(period);
                own().sum::<f64>() / own().count() as f64
            })
            .collect();
        let moved: Vec<f64> = regressor.iter().enumerate().map(|(t, x)| x - usual[t % period]).collect();
        let (Some(y), Some(x)) = (left(&y, period), left(&moved[..n], period)) else { return Ok(None) };
        let weight: f64 = x.iter().map(|x| x * x).sum();
        if weight < 1e-9 {
            return Ok(None);
        }
        let size = x.iter().zip(&y).map(|(x, y)| x * y).sum::<f64>() / weight;
        let rest: f64 = x.iter().zip(&y).map(|(x, y)| (y - size * x).powi(2)).sum();
        let freedom = y.len().saturating_sub(period + 2).max(1) as f64;
        let error = (rest / freedom / weight).sqrt();
        let t = if error > 1e-15 { size / error } else { 0.0 };
        let step = |x: &f64| if positive { (0.0, (size * x).exp()) } else { (size * x * scale, 1.0) };
        Ok((t.abs() >= TOLD).then(|| Self {
            size: if positive { size } else { size * scale },
            t,
            steps: moved.iter().map(step).collect(),
        }))
    }

    /// The history without the effect.
    pub fn remove(&self, values: &[f64]) -> Vec<f64> {
        values.iter().zip(&self.steps).map(|(y, (add, factor))| y / factor - add).collect()
    }

    /// Puts the effect on a value of step `t`, counted from the first observation on.
    pub fn put_back(&self, t: usize, value: f64) -> f64 {
        let (add, factor) = self.steps.get(t).copied().unwrap_or((0.0, 1.0));
        ((value + add) * factor).clamp(f64::MIN, f64::MAX)
    }
}

/// What a moving average over one season and the mean season leave of a series; half a season is lost at both ends.
fn left(y: &[f64], period: usize) -> Option<Vec<f64>> {
    let seasonal = seasonal_indices(y, period, Kind::Additive)?;
    let free = seasonal.remove(y);
    let half = period / 2;
    Some(
        (half..y.len() - half)
            .map(|t| {
                let window = &free[t - half..=t + half];
                free[t] - window.iter().sum::<f64>() / window.len() as f64
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_new_year_is_at_a_new_moon() {
        for (year, day) in (FIRST_YEAR..=LAST_YEAR).zip(NEW_YEAR) {
            assert!((21..=51).contains(&day), "{year}");
            // Days since the new moon of 6 January 2000, 18:14 UTC, in mean months; Meeus (1998), eq. 49.1. The true
            // new moon lies up to .6 days from the mean one.
            let noon = (first_of_january(year) + i64::from(day) - 1 - first_of_january(2000)) as f64 + 0.5 - 8.0 / 24.0;
            let phase = (noon - 5.76) / 29.530_588_861;
            assert!((phase - phase.round()).abs() * 29.53 < 1.2, "{year}: {}", (phase - phase.round()) * 29.53);
        }
        assert_eq!([2024, 2025, 2033, 2034].map(spring_festival), [41, 29, 31, 50].map(Some));
        assert_eq!([1989, 2061].map(spring_festival), [None; 2]);
    }

    #[test]
    fn the_weeks_around_the_festival_fall_into_their_months() {
        assert_eq!(first_of_january(1970), 0);
        assert_eq!(first_of_january(2000), 10_957);
        // 2025: new year's day is 29 January, so 22 January to 4 February.
        let january = first_of_january(2025);
        let shares = festival_shares(&[january, january + 31, january + 59]);
        assert!((shares[0] - 10.0 / 14.0).abs() < 1e-12 && (shares[1] - 4.0 / 14.0).abs() < 1e-12, "{shares:?}");
    }

    #[test]
    fn a_festival_that_halves_sales_is_found_and_taken_off() {
        let starts: Vec<i64> = (0..=120).map(month).collect();
        let shares = festival_shares(&starts);
        let clean = |t: usize| 100.0 * (1.0 + 0.2 * (t as f64 * std::f64::consts::FRAC_PI_6).sin());
        let jitter = |t: usize| 1.0 + 0.01 * [1.0, -1.0, 0.5, -0.5, 0.2][t % 5];
        let y: Vec<f64> = (0..108).map(|t| clean(t) * jitter(t) * (0.5_f64.ln() * shares[t]).exp()).collect();
        let effect = Effect::of(&y, &shares, 12).unwrap().unwrap();
        assert!((effect.size - 0.5_f64.ln()).abs() < 0.1, "{effect:?}");
        let scatter = |y: &[f64]| (12..96).map(|t| (y[t + 12] / y[t]).ln().powi(2)).sum::<f64>();
        assert!(scatter(&effect.remove(&y)) < 0.1 * scatter(&y));
        assert!((effect.put_back(5, effect.remove(&y)[5]) - y[5]).abs() < 1e-9);
        assert!(Effect::of(&y[..30], &shares, 12).is_err());
    }

    /// The first day of month `t` from January 2015 on.
    fn month(t: usize) -> i64 {
        let (year, of_year) = (2015 + t as i32 / 12, t % 12);
        let leap = i64::from(first_of_january(year + 1) - first_of_january(year) == 366);
        let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][of_year];
        first_of_january(year) + before + if of_year > 1 { leap } else { 0 }
    }
}
