//! The likelihood of customers who share moments.
//!
//! Where purchases fall on days, a million customers with the same number of repeats differ in two of some thousand
//! moments. Their integrals from one moment to another are differences of integrals from each moment to the last, and
//! these take one short integral for each moment and number of repeats instead of a long one for each customer.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Values;
use crate::purchase::cohort::Row;
use crate::purchase::power_integral::PowerIntegral;

/// Fewer rows than this for each moment share too little.
const SHARED: usize = 8;

/// The moments of a cohort, and where those of each row are among them.
#[derive(Debug)]
pub(in crate::purchase) struct Calendar {
    moments: Vec<f64>,
    /// Of each row, recency and age.
    rows: Vec<[u32; 2]>,
    /// The numbers of repeats that have at least as many rows as there are moments.
    frequencies: Vec<u32>,
}

impl Calendar {
    /// None where the rows, which are in the order of a cohort, share too few moments.
    pub fn of(rows: &[Row]) -> Option<Self> {
        let mut numbers: HashMap<u64, u32> = HashMap::new();
        let mut moments = Vec::new();
        let mut places = Vec::with_capacity(rows.len());
        let mut last = (f64::NAN, 0);
        for row in rows {
            let mut number = |moment: f64| {
                *numbers.entry(moment.to_bits()).or_insert_with(|| {
                    moments.push(moment);
                    moments.len() as u32 - 1
                })
            };
            // Rows of one age follow each other.
            if row.history.age != last.0 {
                last = (row.history.age, number(row.history.age));
            }
            places.push([number(row.history.recency), last.1]);
            if moments.len() * SHARED > rows.len() {
                return None;
            }
        }
        let mut order: Vec<u32> = (0..moments.len() as u32).collect();
        order.sort_unstable_by(|a, b| moments[*a as usize].total_cmp(&moments[*b as usize]));
        let mut ranks = vec![0; order.len()];
        for (rank, number) in order.iter().enumerate() {
            ranks[*number as usize] = rank as u32;
        }
        places.iter_mut().for_each(|pair| *pair = pair.map(|number| ranks[number as usize]));
        let frequencies = rows
            .chunk_by(|a, b| a.history.frequency == b.history.frequency)
            .filter(|same| same.len() >= moments.len())
            .map(|same| same[0].history.frequency)
            .collect();
        Some(Self { moments: order.iter().map(|i| moments[*i as usize]).collect(), rows: places, frequencies })
    }
}

/// A moment under the present parameters.
#[derive(Debug, Clone, Copy)]
struct Moment {
    ln_a: f64,
    per_a: f64,
    ln_b: f64,
    per_b: f64,
}

/// From a moment to the last, relative to the integrand at the moment: ∫ f, and ∫ f with ln(α + t), 1 / (α + t),
/// ln(β + t), 1 / (β + t).
type Tail = [f64; 5];

/// What customers have in common under the present parameters.
#[derive(Debug)]
pub(in crate::purchase) struct Shared<'a> {
    calendar: &'a Calendar,
    values: Values,
    moments: Vec<Moment>,
    tails: Vec<Vec<Tail>>,
}

impl<'a> Shared<'a> {
    pub fn new(values: &Values, calendar: &'a Calendar) -> Self {
        let &[_, alpha, _, beta] = values;
        let moment = |t: &f64| {
            let (a, b) = (alpha + t, beta + t);
            Moment { ln_a: a.ln(), per_a: 1.0 / a, ln_b: b.ln(), per_b: 1.0 / b }
        };
        let moments: Vec<Moment> = calendar.moments.iter().map(moment).collect();
        let tails = calendar.frequencies.par_iter().map(|x| tails(values, f64::from(*x), calendar, &moments)).collect();
        Self { calendar, values: *values, moments, tails }
    }

    /// The likelihood of the rows with `frequency` repeats; none where there are too few of them.
    pub fn group(&self, frequency: u32) -> Option<Group<'_>> {
        let place = self.calendar.frequencies.binary_search(&frequency).ok()?;
        Some(Group { shared: self, n: self.values[0] + f64::from(frequency), tails: &self.tails[place] })
    }
}

/// Rows with the same number of repeats.
#[derive(Debug)]
pub(in crate::purchase) struct Group<'a> {
    shared: &'a Shared<'a>,
    n: f64,
    tails: &'a [Tail],
}

impl Group<'_> {
    /// As [`super::by_time`], of row number `row`.
    pub fn by_time(&self, row: usize) -> (f64, Values) {
        let (n, [_, _, s, _]) = (self.n, self.shared.values);
        let [from, to] = self.shared.calendar.rows[row].map(|i| i as usize);
        let (since, until) = (&self.shared.moments[from], &self.shared.moments[to]);
        // f(T) / f(tₓ): everything is relative to the integrand at the last purchase.
        let fall = (-n * (until.ln_a - since.ln_a) - (s + 1.0) * (until.ln_b - since.ln_b)).exp();
        let [mass, ln_a, per_a, ln_b, per_b] = std::array::from_fn(|i| self.tails[from][i] - fall * self.tails[to][i]);
        let alive = fall / until.per_b;
        let whole = alive + s * mass;
        let (alive, gone) = (alive / whole, s / whole);
        let value = -n * since.ln_a - (s + 1.0) * since.ln_b + whole.ln();
        let gradient = [
            -alive * until.ln_a - gone * ln_a,
            -n * (alive * until.per_a + gone * per_a),
            -alive * until.ln_b + mass / whole - gone * ln_b,
            -alive * s * until.per_b - gone * (s + 1.0) * per_b,
        ];
        (value, gradient)
    }
}

fn tails(&[r, alpha, s, beta]: &Values, x: f64, calendar: &Calendar, moments: &[Moment]) -> Vec<Tail> {
    let (p, q) = (r + x, s + 1.0);
    let mut tails = vec![[0.0; 5]; moments.len()];
    for i in (0..moments.len().saturating_sub(1)).rev() {
        let (here, next) = (&moments[i], &moments[i + 1]);
        let (from, to) = (calendar.moments[i], calendar.moments[i + 1]);
        let Some(m) = (PowerIntegral { alpha, p, beta, q, from, to }).moments() else { continue };
        let mass = (m.ln + p * here.ln_a + q * here.ln_b).exp();
        let fall = (-p * (next.ln_a - here.ln_a) - q * (next.ln_b - here.ln_b)).exp();
        let means = [1.0, m.ln_alpha, m.per_alpha, m.ln_beta, m.per_beta];
        tails[i] = std::array::from_fn(|k| mass * means[k] + fall * tails[i + 1][k]);
    }
    tails
}

#[cfg(test)]
mod tests {
    use super::super::by_time;
    use super::*;
    use crate::purchase::{Cohort, History};

    #[test]
    fn what_customers_share_is_what_each_has() {
        let days = 60_u32;
        let each = (1..=days).flat_map(|age| (0..age).map(move |day| (age, day)));
        let history = |(age, day): (u32, u32), x: u32| {
            let (x, day) = if day == 0 { (0, 0) } else { (x, day) };
            History::new(x, f64::from(day) / 7.0, f64::from(age) / 7.0).unwrap()
        };
        let cohort = Cohort::of(each.flat_map(|pair| [1, 2, 90].map(|x| history(pair, x))), None);
        let calendar = Calendar::of(&cohort.rows).unwrap();
        assert_eq!((calendar.moments.len(), calendar.frequencies.as_slice()), (61, [1, 2, 90].as_slice()));
        for values in [[0.5, 10.0, 0.6, 11.0], [3.0, 0.2, 4.0, 900.0], [0.01, 80.0, 0.02, 0.05]] {
            let shared = Shared::new(&values, &calendar);
            for (i, row) in cohort.rows.iter().enumerate() {
                let Some(group) = shared.group(row.history.frequency) else { continue };
                let ((value, gradient), (own, slopes)) = (group.by_time(i), by_time(&values, &row.history));
                assert!((value - own).abs() < 1e-10 * (1.0 + own.abs()), "{row:?} {value} {own}");
                for (slope, own) in gradient.into_iter().zip(slopes) {
                    assert!((slope - own).abs() < 1e-9 * (1.0 + own.abs()), "{row:?} {gradient:?} {slopes:?}");
                }
            }
        }
        let apart = (1..200).map(|i| History::new(1, f64::from(i).sqrt(), f64::from(i)).unwrap());
        assert!(Calendar::of(&Cohort::of(apart, None).rows).is_none(), "moments of their own are not shared");
    }
}
