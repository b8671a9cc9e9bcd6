//! How much of what is found would be found in shuffled baskets.

use super::Rule;

/// Logarithms of factorials up to the number of baskets.
pub(super) struct Chance {
    log_factorial: Vec<f64>,
}

impl Chance {
    pub(super) fn of(total: u32) -> Self {
        let mut log_factorial = Vec::with_capacity(total as usize + 1);
        let mut sum = 0.0;
        log_factorial.push(sum);
        for i in 1..=total {
            sum += f64::from(i).ln();
            log_factorial.push(sum);
        }
        Self { log_factorial }
    }

    pub(super) fn total(&self) -> u32 {
        self.log_factorial.len() as u32 - 1
    }

    /// The chance that of `total` baskets, `a` with one thing and `b` with another, at least `both` have both: the upper
    /// tail of the hypergeometric distribution. Never 0, so that its logarithm stays a number.
    pub(super) fn at_least(&self, both: u32, a: u32, b: u32) -> f64 {
        let total = self.total();
        let (most, least) = (a.min(b), (a + b).saturating_sub(total));
        if both <= least {
            return 1.0;
        }
        let f = |n: u32| self.log_factorial[n as usize];
        let log = f(a) + f(total - a) + f(b) + f(total - b)
            - f(total)
            - f(both)
            - f(a - both)
            - f(b - both)
            - f(total + both - a - b);
        let (mut term, mut sum) = (1.0, 1.0);
        for k in both..most {
            term *= f64::from(a - k) * f64::from(b - k) / (f64::from(k + 1) * f64::from(total + k + 1 - a - b));
            sum += term;
            // Below the mode the terms rise first.
            if term < 1e-17 * sum {
                break;
            }
        }
        (log + sum.ln()).exp().clamp(f64::MIN_POSITIVE, 1.0)
    }
}

/// Sets `q` of rules among `tested`, of which the rest, less sure than these, are taken as never better: that can only
/// raise a `q`.
pub(super) fn false_discovery(rules: &mut [Rule], tested: usize) {
    rules.sort_unstable_by(|a, b| a.p.total_cmp(&b.p));
    let mut q = 1.0_f64;
    for (rank, rule) in rules.iter_mut().enumerate().rev() {
        q = q.min(rule.p * tested as f64 / (rank + 1) as f64);
        rule.q = q;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_agree_with_counted_ones() {
        // Fisher's tea: 8 cups, 4 with milk first, 4 said so; all 4 right in 1 of 70 ways, at least 3 in 17.
        let tea = Chance::of(8);
        assert!((tea.at_least(4, 4, 4) - 1.0 / 70.0).abs() < 1e-14);
        assert!((tea.at_least(3, 4, 4) - 17.0 / 70.0).abs() < 1e-13);
        assert_eq!(tea.at_least(0, 4, 4), 1.0);
        assert_eq!(tea.at_least(4, 6, 6), 1.0);
        // A tail that begins far below the mode is nearly everything.
        assert!((Chance::of(1_000).at_least(1, 500, 500) - 1.0).abs() < 1e-9);
        assert!(Chance::of(100_000).at_least(900, 1_000, 1_000) >= f64::MIN_POSITIVE);
    }
}
