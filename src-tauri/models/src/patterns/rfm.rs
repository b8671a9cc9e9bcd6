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

impl Cell {
    /// The group in the words of direct marketing that the cell belongs to.
    pub fn group(self) -> Group {
        match (self.recency, self.frequency) {
            (4.., 4..) => Group::Champions,
            (3, 4..) => Group::Loyal,
            (4.., 2..=3) => Group::Promising,
            (4.., _) => Group::New,
            (3, 2..=3) => Group::NeedAttention,
            (3, _) => Group::AboutToSleep,
            (_, 4..) => Group::AtRisk,
            (2, _) => Group::Hibernating,
            (_, _) => Group::Lost,
        }
    }
}

/// Neighbouring cells that call for the same action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Bought lately, and often.
    Champions,
    /// Buy often; the last time is a while ago.
    Loyal,
    /// Bought lately, a few times.
    Promising,
    /// Bought lately, for the first time.
    New,
    /// Middling in both, cooling.
    NeedAttention,
    /// Bought once or so, a while ago.
    AboutToSleep,
    /// Bought often, but long ago.
    AtRisk,
    /// Bought a little, long ago.
    Hibernating,
    /// Bought a little, very long ago.
    Lost,
}

impl Group {
    /// All of them, best first.
    pub const ALL: [Self; 9] = [
        Self::Champions,
        Self::Loyal,
        Self::Promising,
        Self::New,
        Self::NeedAttention,
        Self::AboutToSleep,
        Self::AtRisk,
        Self::Hibernating,
        Self::Lost,
    ];

    /// Its name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Champions => "champions",
            Self::Loyal => "loyal",
            Self::Promising => "promising",
            Self::New => "new",
            Self::NeedAttention => "need_attention",
            Self::AboutToSleep => "about_to_sleep",
            Self::AtRisk => "at_risk",
            Self::Hibernating => "hibernating",
            Self::Lost => "lost",
        }
    }
}

/// 1 to 5 by four rising cut points, each of which belongs to the lower side: the score of an amount.
pub fn score(value: f64, cuts: &[f64; 4]) -> u8 {
    1 + cuts.iter().map(|cut| u8::from(value > *cut)).sum::<u8>()
}

/// Cut points at the fifths of `values`: the largest value of each of the first four. Needs five finite values.
pub fn fifths(values: &[f64]) -> Result<[f64; 4], Unanswerable> {
    if values.len() < 5 {
        return Err(Unanswerable::TooLittle { needed: 5, given: values.len() });
    }
    if values.iter().any(|value| !value.is_finite()) {
        return Err(Unanswerable::NotFinite);
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    Ok([1, 2, 3, 4].map(|fifth| sorted[(sorted.len() * fifth).div_ceil(5) - 1]))
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

    #[test]
    fn fifths_of_a_hundred_are_its_twenties() {
        let values: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        let cuts = fifths(&values).unwrap();
        assert_eq!(cuts, [20.0, 40.0, 60.0, 80.0]);
        assert_eq!([1.0, 20.0, 20.5, 80.0, 81.0].map(|v| score(v, &cuts)), [1, 1, 2, 4, 5]);
        assert_eq!(fifths(&[1.0; 4]), Err(Unanswerable::TooLittle { needed: 5, given: 4 }));
    }

    #[test]
    fn every_group_has_a_cell() {
        let cells = (1..=5).flat_map(|recency| (1..=5).map(move |frequency| Cell { recency, frequency }));
        let groups: std::collections::BTreeSet<Group> = cells.map(Cell::group).collect();
        assert_eq!(groups.len(), Group::ALL.len());
        assert_eq!(Cell { recency: 5, frequency: 5 }.group(), Group::Champions);
        assert_eq!(Cell { recency: 1, frequency: 5 }.group(), Group::AtRisk);
    }

    proptest! {
        #[test]
        fn every_buyer_has_a_cell_of_the_grid(days in any::<i64>(), purchases in 1..=u64::MAX) {
            let cell = CUTS.cell(days, purchases).unwrap();
            prop_assert!((1..=5).contains(&cell.recency) && (1..=5).contains(&cell.frequency));
        }
    }
}
