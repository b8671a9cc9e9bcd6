use rayon::prelude::*;

use super::History;

/// Customers, equal histories compressed into one row: the likelihood needs each only once.
#[derive(Debug, Clone, PartialEq)]
pub struct Cohort {
    pub(super) rows: Vec<Row>,
    /// Each number of repeats with how many customers have it, rising.
    pub(super) frequencies: Vec<(u32, f64)>,
    pub(super) customers: u64,
    pub(super) gaps: Option<Gaps>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    pub history: History,
    pub weight: u32,
}

/// What the gaps between successive purchases say about regularity.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Gaps {
    /// Σ ln gap, in the unit of the histories.
    pub ln_sum: f64,
    /// How many pairs of successive gaps there are, one of each customer who has two.
    pub pairs: u64,
    /// The variance of first / (first + second) over these pairs.
    pub share_variance: f64,
}

impl Gaps {
    /// The Erlang shape by Wheat & Morrison (1990), Journal of Marketing Research 27(1), 87–93: the share of the
    /// first of two gaps is Beta(k, k), whose variance is 1 / (4(2k + 1)). 1 where buying is as good as random.
    pub fn regularity(&self) -> f64 {
        let v = self.share_variance;
        if self.pairs < 10 || v <= 0.0 { 1.0 } else { ((1.0 - 4.0 * v) / (8.0 * v)).max(1.0) }
    }
}

impl Cohort {
    /// Takes histories in any order. `gaps` may be unknown; then only the models that ignore regularity can be fitted.
    pub fn of(histories: impl IntoIterator<Item = History>, gaps: Option<Gaps>) -> Self {
        Self::weighted(histories.into_iter().map(|history| (history, 1)), gaps)
    }

    /// The same of histories that stand for several customers each.
    pub fn weighted(histories: impl IntoIterator<Item = (History, u32)>, gaps: Option<Gaps>) -> Self {
        let mut rows: Vec<Row> = histories
            .into_iter()
            .filter(|(_, weight)| *weight > 0)
            .map(|(history, weight)| Row { history, weight })
            .collect();
        rows.par_sort_unstable_by(|a, b| a.history.order(&b.history));
        rows.dedup_by(|next, kept| {
            let same = next.history == kept.history;
            match kept.weight.checked_add(next.weight) {
                Some(sum) if same => {
                    kept.weight = sum;
                    true
                }
                _ => false,
            }
        });
        let mut frequencies: Vec<(u32, f64)> = Vec::new();
        for row in &rows {
            match frequencies.last_mut() {
                Some((frequency, weight)) if *frequency == row.history.frequency => *weight += f64::from(row.weight),
                _ => frequencies.push((row.history.frequency, f64::from(row.weight))),
            }
        }
        let customers = rows.iter().map(|row| u64::from(row.weight)).sum();
        Self { rows, frequencies, customers, gaps }
    }

    /// How many customers.
    pub fn customers(&self) -> u64 {
        self.customers
    }

    /// How many different histories they have.
    pub fn distinct(&self) -> usize {
        self.rows.len()
    }

    /// The gaps between purchases, where known.
    pub fn gaps(&self) -> Option<&Gaps> {
        self.gaps.as_ref()
    }

    /// How many bought exactly once.
    pub fn bought_once(&self) -> u64 {
        self.rows.iter().filter(|row| row.history.frequency == 0).map(|row| u64::from(row.weight)).sum()
    }

    /// Every so many-th row: enough to find the neighbourhood of the optimum.
    pub(super) fn sample(&self, size: usize) -> Option<Self> {
        if self.rows.len() <= 2 * size {
            return None;
        }
        let step = self.rows.len() / size;
        let picked = self.rows.iter().skip(step / 2).step_by(step).map(|row| (row.history, row.weight));
        Some(Self::weighted(picked, None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_histories_become_one_weighted_row() {
        let h = |x, tx, age| History::new(x, tx, age).unwrap();
        let cohort = Cohort::of([h(1, 2.0, 9.0), h(0, 0.0, 9.0), h(1, 2.0, 9.0), h(1, 3.0, 9.0)], None);
        assert_eq!((cohort.customers(), cohort.distinct(), cohort.bought_once()), (4, 3, 1));
        assert_eq!(cohort.frequencies, [(0, 1.0), (1, 3.0)]);
        assert_eq!(cohort.rows[1].weight, 2);
    }

    #[test]
    fn wheat_and_morrison_see_erlang_two() {
        // Beta(2, 2) has variance 1 / 20.
        let gaps = Gaps { ln_sum: 0.0, pairs: 100, share_variance: 0.05 };
        assert!((gaps.regularity() - 2.0).abs() < 1e-12);
        assert_eq!(Gaps::default().regularity(), 1.0);
    }
}
