//! How a column becomes few cells: numbers at their quantiles, levels by name.

use std::collections::HashMap;

use super::super::{Column, MISSING};

/// Cells of a number. More gain nothing: within one cell a number no longer ranks rows.
const CELLS: usize = 64;
/// Levels that have an effect of their own; the rest share one.
const LEVELS: usize = 128;
/// Values that are sorted to find the quantiles.
const SORTED: usize = 16_384;
/// Standardised values are cut here, so that one slip of the keyboard does not steer the line.
const FAR: f64 = 4.0;

/// A column cut into cells.
#[derive(Debug, Clone)]
pub(in crate::outcome) struct Factor {
    pub cut: Cut,
    /// Rows of the training data in each cell.
    pub counts: Vec<f64>,
}

#[derive(Debug, Clone)]
pub(in crate::outcome) enum Cut {
    /// Cell `i` holds values up to and with `upper[i]`; the last cell holds "not known".
    Number { upper: Vec<f64>, standardised: Vec<f64>, place: Vec<f64> },
    /// The cell of each level that came often enough; the last cell holds all that came once.
    Level { cells: HashMap<u32, u16>, rare: Vec<u32> },
}

impl Factor {
    /// Cuts a column of the training data, and says each row's cell. `None` if it is the same in every row.
    pub fn of(column: &Column<'_>) -> Option<(Self, Vec<u16>)> {
        let cut = match column {
            Column::Number(values) => cut_number(values),
            Column::Level(levels) => cut_levels(levels),
        };
        let mut factor = Self { counts: vec![0.0; cut.len()], cut };
        let codes = factor.codes(column);
        for &code in &codes {
            factor.counts[usize::from(code)] += 1.0;
        }
        if let Cut::Number { standardised, place: places, .. } = &mut factor.cut {
            place(&factor.counts, standardised, places);
        }
        (factor.counts.iter().filter(|n| **n > 0.0).count() > 1).then_some((factor, codes))
    }

    /// How many cells there are. The number itself stands for a level that was never seen.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// The cell of each row.
    pub fn codes(&self, column: &Column<'_>) -> Vec<u16> {
        let unseen = code(self.len());
        match (&self.cut, column) {
            (Cut::Number { upper, .. }, Column::Number(values)) => {
                let missing = code(upper.len());
                values
                    .iter()
                    .map(
                        |x| {
                            if x.is_nan() {
                                missing
                            } else {
                                code(upper.partition_point(|u| u < x).min(upper.len() - 1))
                            }
                        },
                    )
                    .collect()
            }
            (Cut::Level { cells, rare }, Column::Level(levels)) => levels
                .iter()
                .map(|level| {
                    cells
                        .get(level)
                        .copied()
                        .unwrap_or_else(|| if rare.binary_search(level).is_ok() { code(cells.len()) } else { unseen })
                })
                .collect(),
            (_, other) => vec![unseen; other.len()],
        }
    }
}

impl Cut {
    fn len(&self) -> usize {
        match self {
            Self::Number { upper, .. } => upper.len() + 1,
            Self::Level { cells, rare } => cells.len() + usize::from(!rare.is_empty()),
        }
    }
}

fn code(cell: usize) -> u16 {
    u16::try_from(cell).unwrap_or(u16::MAX)
}

fn cut_number(values: &[f64]) -> Cut {
    let step = values.len().div_ceil(SORTED).max(1);
    let mut sorted: Vec<f64> = values.iter().step_by(step).copied().filter(|x| !x.is_nan()).collect();
    if sorted.is_empty() {
        sorted = values.iter().copied().filter(|x| !x.is_nan()).collect();
    }
    sorted.sort_unstable_by(f64::total_cmp);
    let mut distinct = sorted.clone();
    distinct.dedup();
    let upper = if distinct.len() <= CELLS {
        distinct
    } else {
        let mut upper: Vec<f64> = (1..=CELLS).map(|i| sorted[(i * sorted.len() / CELLS).saturating_sub(1)]).collect();
        upper.dedup();
        upper
    };
    // A cell's value is the middle of its sorted values, standardised by quartiles: nothing overflows, and an
    // outlier moves nothing but itself.
    let middles: Vec<f64> = upper
        .iter()
        .enumerate()
        .map(|(i, u)| {
            let from = if i == 0 { 0 } else { sorted.partition_point(|x| x <= &upper[i - 1]) };
            let to = sorted.partition_point(|x| x <= u).max(from + 1);
            sorted[usize::midpoint(from, to - 1)]
        })
        .collect();
    let at = |share: f64| sorted[((sorted.len() - 1) as f64 * share) as usize];
    let centre = if sorted.is_empty() { 0.0 } else { at(0.5) };
    let spread = [(0.25, 0.75, 1.349), (0.05, 0.95, 3.290), (0.0, 1.0, 4.0)]
        .iter()
        .filter(|_| !sorted.is_empty())
        .map(|&(low, high, widths)| at(high) / widths - at(low) / widths)
        .find(|s| *s > 0.0)
        .unwrap_or(1.0);
    let standardised = middles.iter().map(|m| (m / spread - centre / spread).clamp(-FAR, FAR)).collect();
    Cut::Number { place: vec![0.0; upper.len()], upper, standardised }
}

fn cut_levels(levels: &[u32]) -> Cut {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for &level in levels {
        *counts.entry(level).or_default() += 1;
    }
    let mut ordered: Vec<(u32, usize)> = counts.into_iter().collect();
    ordered.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let kept = ordered.iter().take(LEVELS).take_while(|(_, n)| *n > 1).count();
    let mut rare: Vec<u32> = ordered[kept..].iter().map(|(level, _)| *level).filter(|l| *l != MISSING).collect();
    rare.sort_unstable();
    let cells = ordered[..kept].iter().enumerate().map(|(i, (level, _))| (*level, code(i))).collect();
    Cut::Level { cells, rare }
}

/// Brings the standardised values to mean 0 and variance 1 over the rows, and gives each cell its place in (0, 1).
///
/// The place is half its middle rank and half its share of the range: by rank alone the tails, where curves bend most,
/// would be a sliver; by range alone a skewed amount would be nothing but tail.
fn place(counts: &[f64], standardised: &mut [f64], places: &mut [f64]) {
    let known: f64 = counts[..places.len()].iter().sum();
    if known == 0.0 {
        return;
    }
    let mean = standardised.iter().zip(counts).map(|(z, n)| z * n).sum::<f64>() / known;
    let variance = standardised.iter().zip(counts).map(|(z, n)| (z - mean).powi(2) * n).sum::<f64>() / known;
    let scale = if variance > 0.0 { variance.sqrt() } else { 1.0 };
    let (low, high) = (standardised[0], standardised[standardised.len() - 1]);
    let range = if high > low { high - low } else { 1.0 };
    let mut before = 0.0;
    for ((z, place), n) in standardised.iter_mut().zip(places.iter_mut()).zip(counts) {
        *place = f64::midpoint((before + n / 2.0) / known, (*z - low) / range);
        *z = (*z - mean) / scale;
        before += n;
    }
}
