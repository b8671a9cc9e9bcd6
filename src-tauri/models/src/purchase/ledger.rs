use super::gamma_gamma::Spend;
use super::{Gaps, History, Unidentified};

/// What is looked at, in day numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The last day that the models see.
    pub until: i32,
    /// The last day of the holdout after it; what comes later does not exist.
    pub holdout_until: Option<i32>,
}

/// Counts purchases into histories as they are read. Needs memory for customers, not for purchases.
///
/// Purchases of one day are one transaction; the first is not a repeat; who first bought after the window is left
/// out. Customers are numbered from 0 in the order of their appearance, and the purchases of each come in order.
#[derive(Debug, Clone)]
pub struct Ledger {
    window: Window,
    tallies: Vec<Tally>,
    ln_gaps: f64,
    repeats: u64,
    pairs: u64,
    share_sum: f64,
    share_squares: f64,
    latest: i32,
}

/// The count of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tally {
    /// The day of the first purchase.
    pub first: i32,
    /// The last day with a purchase in the window.
    pub recent: i32,
    last: i32,
    gap: i32,
    /// Days with a purchase in the window after the first.
    pub repeats: u32,
    /// Days with a purchase in the holdout.
    pub holdout: u32,
    /// What was spent on these repeats, in the window.
    pub spend: f64,
}

impl Tally {
    /// What a repeat purchase of this customer was worth in the mean; of nobody's repeats, 0.
    pub fn spent(&self) -> Spend {
        Spend { purchases: self.repeats, mean: self.spend / f64::from(self.repeats.max(1)) }
    }
}

/// A purchase came before one that was already counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the purchases of a customer are not in the order of their days")]
pub struct OutOfOrder;

impl Ledger {
    /// An empty one.
    pub fn new(window: Window) -> Self {
        Self {
            window,
            tallies: Vec::new(),
            ln_gaps: 0.0,
            repeats: 0,
            pairs: 0,
            share_sum: 0.0,
            share_squares: 0.0,
            latest: i32::MIN,
        }
    }

    /// Counts one purchase of `amount` (0 where unknown).
    ///
    /// # Errors
    /// [`OutOfOrder`] when this customer's purchases are not in order; nothing is counted then.
    pub fn record(&mut self, customer: u32, day: i32, amount: f64) -> Result<(), OutOfOrder> {
        let inside = day <= self.window.until;
        self.latest = self.latest.max(day);
        let Some(tally) = self.tallies.get_mut(customer as usize) else {
            let first = Tally { first: day, recent: day, last: day, gap: 0, repeats: 0, holdout: 0, spend: 0.0 };
            self.tallies.push(first);
            return Ok(());
        };
        if day < tally.last {
            return Err(OutOfOrder);
        }
        if day > tally.last {
            tally.last = day;
            if inside {
                let gap = day - tally.recent;
                tally.recent = day;
                tally.repeats += 1;
                self.repeats += 1;
                self.ln_gaps += f64::from(gap).ln();
                if tally.repeats == 2 {
                    let share = f64::from(tally.gap) / (f64::from(tally.gap) + f64::from(gap));
                    self.pairs += 1;
                    self.share_sum += share;
                    self.share_squares += share * share;
                }
                tally.gap = gap;
            } else if self.window.holdout_until.is_some_and(|end| day <= end) {
                tally.holdout += 1;
            }
        }
        if inside && day > tally.first {
            tally.spend += amount;
        }
        Ok(())
    }

    /// The last day of the window: as asked, but no later than the last purchase when that was asked without limit.
    pub fn until(&self) -> i32 {
        if self.window.until == i32::MAX { self.latest } else { self.window.until }
    }

    /// Every customer by number, those who first bought after the window included.
    pub fn tallies(&self) -> &[Tally] {
        &self.tallies
    }

    /// Whether customer number `customer` bought within the window.
    pub fn counts(&self, tally: &Tally) -> bool {
        tally.first <= self.until()
    }

    /// The history of a tally in units of `unit` days; none of who first bought after the window.
    pub fn history(&self, tally: &Tally, unit: f64) -> Option<History> {
        let days = |from: i32, to: i32| (f64::from(to) - f64::from(from)) / unit;
        self.counts(tally).then(|| History {
            frequency: tally.repeats,
            recency: days(tally.first, tally.recent),
            age: days(tally.first, self.until()),
        })
    }

    /// What the gaps say, in units of `unit` days.
    pub fn gaps(&self, unit: f64) -> Gaps {
        let n = self.pairs as f64;
        let share_variance = if self.pairs < 2 {
            0.0
        } else {
            ((self.share_squares - self.share_sum * self.share_sum / n) / (n - 1.0)).max(0.0)
        };
        Gaps { ln_sum: self.ln_gaps - self.repeats as f64 * unit.ln(), pairs: self.pairs, share_variance }
    }

    /// The customers of the window as a [`super::Cohort`], times in units of `unit` days.
    ///
    /// # Errors
    /// [`Unidentified::NoCustomers`] when there is none, [`Unidentified::NoTime`] when all came on the last day.
    pub fn cohort(&self, unit: f64) -> Result<super::Cohort, Unidentified> {
        if !(unit > 0.0 && unit.is_finite()) {
            return Err(Unidentified::Impossible { what: "unit", value: unit });
        }
        let cohort =
            super::Cohort::of(self.tallies.iter().filter_map(|t| self.history(t, unit)), Some(self.gaps(unit)));
        match cohort.rows.last() {
            None => Err(Unidentified::NoCustomers),
            Some(_) if cohort.rows.iter().all(|row| row.history.age == 0.0) => {
                Err(Unidentified::NoTime { customers: cohort.customers })
            }
            Some(_) => Ok(cohort),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purchases_of_a_day_are_one_and_the_first_is_no_repeat() {
        let mut ledger = Ledger::new(Window { until: 100, holdout_until: Some(130) });
        for (customer, day, amount) in
            [(0, 10, 5.0), (0, 10, 2.0), (0, 40, 3.0), (0, 40, 4.0), (0, 110, 9.0), (0, 110, 1.0), (0, 131, 1.0)]
        {
            ledger.record(customer, day, amount).unwrap();
        }
        ledger.record(1, 101, 1.0).unwrap();
        ledger.record(2, 100, 1.0).unwrap();
        let tally = ledger.tallies()[0];
        assert_eq!((tally.repeats, tally.holdout, tally.spend), (1, 1, 7.0));
        assert_eq!(ledger.history(&tally, 1.0), Some(History { frequency: 1, recency: 30.0, age: 90.0 }));
        assert_eq!(ledger.history(&ledger.tallies()[1], 1.0), None, "who came after the window is left out");
        assert_eq!(ledger.cohort(1.0).unwrap().customers(), 2);
        assert_eq!(ledger.record(0, 5, 1.0), Err(OutOfOrder));
    }

    #[test]
    fn without_a_limit_the_window_ends_with_the_last_purchase() {
        let mut ledger = Ledger::new(Window { until: i32::MAX, holdout_until: None });
        for (customer, day) in [(0, 7), (1, 7)] {
            ledger.record(customer, day, 0.0).unwrap();
        }
        assert_eq!(ledger.cohort(1.0), Err(Unidentified::NoTime { customers: 2 }));
        ledger.record(0, 21, 0.0).unwrap();
        assert_eq!(ledger.history(&ledger.tallies()[1], 7.0), Some(History { frequency: 0, recency: 0.0, age: 2.0 }));
        assert_eq!(Ledger::new(Window { until: 1, holdout_until: None }).cohort(7.0), Err(Unidentified::NoCustomers));
    }
}
