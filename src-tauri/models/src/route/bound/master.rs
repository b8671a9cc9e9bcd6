//! The linear programme over the routes that are known: at most one visit to each stop, at most so many routes for each
//! class of people. Solved by the primal simplex method with an explicit inverse (Dantzig & Orchard-Hays 1954).

/// A route.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub value: f64,
    /// Stops, one entry for each visit.
    pub stops: Vec<u32>,
    pub class: usize,
}

/// Rows are stops, then classes. The slack of each row is the basis to start with.
#[derive(Debug)]
pub(super) struct Master {
    stops: usize,
    columns: Vec<Column>,
    /// For each row what is in the basis: a column, or a slack.
    basis: Vec<Basic>,
    inverse: Vec<f64>,
    amounts: Vec<f64>,
    prices: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basic {
    Slack(usize),
    Route(usize),
}

const TINY: f64 = 1e-9;
/// Pivots in one call; the prices are usable after any of them.
const MOST_PIVOTS: usize = 5_000;

impl Master {
    /// Without any route.
    pub fn new(stops: usize, counts: &[f64]) -> Self {
        let rows = stops + counts.len();
        let mut inverse = vec![0.0; rows * rows];
        (0..rows).for_each(|row| inverse[row * rows + row] = 1.0);
        // Slightly uneven right-hand sides: ties, of which set packing is full, would make the simplex method cycle.
        let uneven = |row: usize| 1e-5 * ((row + 1) as f64 * 0.618_034).fract();
        let right = |row: usize| if row < stops { 1.0 } else { counts[row - stops] };
        Self {
            stops,
            columns: Vec::new(),
            basis: (0..rows).map(Basic::Slack).collect(),
            inverse,
            amounts: (0..rows).map(|row| right(row) + uneven(row)).collect(),
            prices: vec![0.0; rows],
        }
    }

    /// Adds a route.
    pub fn add(&mut self, column: Column) {
        self.columns.push(column);
    }

    /// How many routes there are.
    pub fn columns(&self) -> usize {
        self.columns.len()
    }

    /// What a visit to each stop is worth.
    pub fn stop_prices(&self) -> &[f64] {
        &self.prices[..self.stops]
    }

    /// What one more route of a class is worth.
    pub fn class_price(&self, class: usize) -> f64 {
        self.prices[self.stops + class]
    }

    /// Pivots until no route and no slack would gain; prices are never below 0 afterwards.
    pub fn solve(&mut self) {
        for _ in 0..MOST_PIVOTS {
            let gain = |c: &Column| c.value - self.rows(c).map(|row| self.prices[row]).sum::<f64>();
            let routes = self.columns.iter().enumerate().map(|(at, column)| (gain(column), Basic::Route(at)));
            let slacks = self.prices.iter().enumerate().map(|(row, price)| (-price, Basic::Slack(row)));
            let Some((gain, entering)) = routes.chain(slacks).max_by(|a, b| a.0.total_cmp(&b.0)) else { break };
            if gain <= TINY || !self.enter(gain, entering) {
                break;
            }
        }
        self.prices.iter_mut().for_each(|price| *price = price.max(0.0));
    }

    fn rows(&self, column: &Column) -> impl Iterator<Item = usize> {
        column.stops.iter().map(|stop| *stop as usize).chain([self.stops + column.class])
    }

    /// One pivot.
    fn enter(&mut self, gain: f64, entering: Basic) -> bool {
        let rows = self.basis.len();
        let mut change = vec![0.0; rows];
        let mut add = |source: usize| {
            (0..rows).for_each(|row| change[row] += self.inverse[row * rows + source]);
        };
        match entering {
            Basic::Slack(row) => add(row),
            Basic::Route(at) => self.rows(&self.columns[at]).for_each(&mut add),
        }
        let ratio = |row: usize| (change[row] > TINY).then(|| (self.amounts[row].max(0.0) / change[row], row));
        let Some((step, leaving)) = (0..rows).filter_map(ratio).min_by(|a, b| a.0.total_cmp(&b.0)) else {
            return false;
        };
        let pivot = change[leaving];
        let pivot_row: Vec<f64> = self.inverse[leaving * rows..][..rows].iter().map(|v| v / pivot).collect();
        for (row, factor) in change.into_iter().enumerate() {
            let target = &mut self.inverse[row * rows..][..rows];
            if row == leaving {
                self.amounts[row] = step;
                target.copy_from_slice(&pivot_row);
            } else if factor != 0.0 {
                self.amounts[row] -= step * factor;
                target.iter_mut().zip(&pivot_row).for_each(|(value, pivot)| *value -= factor * pivot);
            }
        }
        self.prices.iter_mut().zip(&pivot_row).for_each(|(price, value)| *price += gain * value);
        self.basis[leaving] = entering;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_prove_the_optimum_of_a_small_packing() {
        // Three pairs of three stops, each worth 2: half of each is best, 3 in all, and each stop is worth 1.
        let mut master = Master::new(3, &[9.0]);
        for stops in [vec![0, 1], vec![1, 2], vec![0, 2]] {
            master.add(Column { value: 2.0, stops, class: 0 });
        }
        master.solve();
        assert!(master.stop_prices().iter().all(|price| (price - 1.0).abs() < 1e-9), "{:?}", master.stop_prices());
        assert!(master.class_price(0).abs() < 1e-9);
    }
}
