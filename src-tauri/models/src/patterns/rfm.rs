//! Recency and frequency as a grid of five by five.
//!
//! The grid of direct marketing (Hughes, *Strategic Database Marketing*, 1994), with cut points given by the
//! caller instead of quintiles: a cell then means the same next year, and can be said as a filter.

use crate::Unanswerable;

/// Where the grid is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cuts {
    /// The most days since the last purchase for recency 5, 4, 3, 2; more is 1. Rising.
    pub recency_days: [i64; 4],
    /// The most purchases for frequency 1, 2, 3, 4; more is 5. Rising.
    pub purchases: [u64; 4],
}

/// A cell of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// 1 to 5, 5 = most recent.
    pub recency: u8,
    /// 1 to 5, 5 = most frequent.
    pub frequency: u8,
}

impl Cuts {
    /// The cell of somebody who bought `purchases` times, `days` ago for the last time (negative: in the future).
    ///
    /// Who never bought has no cell.
    pub fn cell(&self, days: i64, purchases: u64) -> Result<Cell, Unanswerable> {
        if purchases == 0 {
            return Err(Unanswerable::TooLittle { needed: 1, given: 0 });
        }
        let below = |n: usize| u8::try_from(n).unwrap_or(4);
        Ok(Cell {
            recency: 5 - below(self.recency_days.iter().filter(|cut| days > **cut).count()),
            frequency: 1 + below(self.purchases.iter().filter(|cut| purchases > **cut).count()),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CUTS: Cuts = Cuts { recency_days: [30, 90, 180, 365], purchases: [1, 2, 4, 9] };

    #[test]
    fn a_cut_point_belongs_to_the_better_side_of_recency_and_the_lower_of_frequency() {
        for (days, purchases, recency, frequency) in [
            (-3, 1, 5, 1),
            (0, 2, 5, 2),
            (30, 3, 5, 3),
            (31, 4, 4, 3),
            (90, 5, 4, 4),
            (91, 9, 3, 4),
            (181, 10, 2, 5),
            (365, 1_000_000, 2, 5),
            (366, 1, 1, 1),
        ] {
            assert_eq!(CUTS.cell(days, purchases), Ok(Cell { recency, frequency }), "{days} days, {purchases} times");
        }
        assert_eq!(CUTS.cell(1, 0), Err(Unanswerable::TooLittle { needed: 1, given: 0 }));
    }

    proptest! {
        #[test]
        fn every_buyer_has_a_cell_of_the_grid(days in any::<i64>(), purchases in 1..=u64::MAX) {
            let cell = CUTS.cell(days, purchases).unwrap();
            prop_assert!((1..=5).contains(&cell.recency) && (1..=5).contains(&cell.frequency));
        }
    }
}
