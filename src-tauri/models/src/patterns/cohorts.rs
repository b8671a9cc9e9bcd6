//! Who stays: customers by the period of their first purchase, and how many of them buy in each period after it.

use std::collections::{BTreeMap, HashMap};

use crate::Unanswerable;

/// Customers whose first purchase fell into one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// The period.
    pub period: i32,
    /// How many bought in it, in the one after it and so on, up to the last period seen. The first is all of them.
    pub active: Vec<u64>,
}

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Retained {
    /// Periods since the first purchase.
    pub age: usize,
    /// Customers seen that old.
    pub customers: u64,
    /// The share of them that bought at that age.
    pub share: f64,
    /// 95 % interval of the share, after Wilson (1927), Journal of the American Statistical Association 22(158).
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// All cohorts up to a last period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohorts {
    /// Oldest first; periods in which nobody began are left out.
    pub cohorts: Vec<Cohort>,
}

/// More periods from the first purchase to the last than this are no cohorts but wrong dates.
pub const MOST_PERIODS: i64 = 10_000;

impl Cohorts {
    /// From pairs of customer and period, in any order. Periods are numbered without gaps, such as months since year 0;
    /// purchases after `last` are not seen.
    pub fn of(purchases: &[(u32, i32)], last: i32) -> Result<Self, Unanswerable> {
        let seen = || purchases.iter().filter(|(_, period)| *period <= last);
        let mut first: HashMap<u32, i32> = HashMap::new();
        for &(customer, period) in seen() {
            first.entry(customer).and_modify(|first| *first = period.min(*first)).or_insert(period);
        }
        let Some(&begin) = first.values().min() else {
            return Err(Unanswerable::TooLittle { needed: 1, given: 0 });
        };
        if i64::from(last) - i64::from(begin) >= MOST_PERIODS {
            return Err(Unanswerable::OutOfRange { what: "period" });
        }
        let mut cohorts: BTreeMap<i32, Vec<u64>> = BTreeMap::new();
        let mut active: Vec<(u32, i32)> = seen().copied().collect();
        active.sort_unstable();
        active.dedup();
        for (customer, period) in active {
            let began = first[&customer];
            let counts = cohorts.entry(began).or_insert_with(|| vec![0; last.abs_diff(began) as usize + 1]);
            counts[period.abs_diff(began) as usize] += 1;
        }
        Ok(Self { cohorts: cohorts.into_iter().map(|(period, active)| Cohort { period, active }).collect() })
    }

    /// The share that buys at each age, over all cohorts that have reached it.
    pub fn curve(&self) -> Vec<Retained> {
        let longest = self.cohorts.iter().map(|cohort| cohort.active.len()).max().unwrap_or(0);
        (0..longest)
            .map(|age| {
                let old = || self.cohorts.iter().filter(|cohort| cohort.active.len() > age);
                let customers: u64 = old().map(|cohort| cohort.active[0]).sum();
                let active: u64 = old().map(|cohort| cohort.active[age]).sum();
                let (share, n) = (active as f64 / customers as f64, customers as f64);
                let z = 1.959_963_984_540_054_f64;
                let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
                let half = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
                Retained { age, customers, share, low: (middle - half).max(0.0), high: (middle + half).min(1.0) }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cohorts_agree_with_a_table_worked_by_hand() {
        let purchases = [(1, 5), (1, 5), (1, 6), (2, 5), (2, 7), (3, 6), (4, 9), (1, 8)];
        let cohorts = Cohorts::of(&purchases, 8).unwrap();
        assert_eq!(
            cohorts.cohorts,
            [Cohort { period: 5, active: vec![2, 1, 1, 1] }, Cohort { period: 6, active: vec![1, 0, 0] }]
        );
        let curve = cohorts.curve();
        assert_eq!(
            curve.iter().map(|r| (r.customers, r.share)).collect::<Vec<_>>(),
            [(3, 1.0), (3, 1.0 / 3.0), (3, 1.0 / 3.0), (2, 0.5)]
        );
        // Wilson, 1 of 3: (1/3 + .6402) / 2.2805 ± .3656.
        assert!((curve[1].low - 0.0615).abs() < 1e-3 && (curve[1].high - 0.7923).abs() < 1e-3, "{:?}", curve[1]);
    }

    #[test]
    fn nobody_and_impossible_dates_are_no_answer() {
        assert_eq!(Cohorts::of(&[], 3), Err(Unanswerable::TooLittle { needed: 1, given: 0 }));
        assert_eq!(Cohorts::of(&[(1, 9)], 3), Err(Unanswerable::TooLittle { needed: 1, given: 0 }));
        assert_eq!(Cohorts::of(&[(1, i32::MIN)], 3), Err(Unanswerable::OutOfRange { what: "period" }));
    }
}
