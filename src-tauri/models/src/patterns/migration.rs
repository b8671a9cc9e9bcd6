//! Who moved where: a table of classes before against classes after.

use crate::Unanswerable;

/// Counts by class before (rows) and after (columns).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    counts: Vec<Vec<u64>>,
}

impl Migration {
    /// Counts pairs of classes, both below `classes`.
    pub fn of(classes: usize, moves: impl IntoIterator<Item = (usize, usize)>) -> Result<Self, Unanswerable> {
        let mut counts = vec![vec![0; classes]; classes];
        for (before, after) in moves {
            let cell = counts.get_mut(before).and_then(|row| row.get_mut(after));
            *cell.ok_or(Unanswerable::OutOfRange { what: "class" })? += 1;
        }
        Ok(Self { counts })
    }

    /// The counts: rows before, columns after.
    pub fn counts(&self) -> &[Vec<u64>] {
        &self.counts
    }

    /// The share of each row that went to each column: a Markov chain's transition matrix by maximum likelihood.
    /// A class nobody was in has an empty row.
    pub fn shares(&self) -> Vec<Vec<f64>> {
        let share = |row: &Vec<u64>| {
            let total: u64 = row.iter().sum();
            if total == 0 { Vec::new() } else { row.iter().map(|n| *n as f64 / total as f64).collect() }
        };
        self.counts.iter().map(share).collect()
    }

    /// The share of all that stayed where they were; `None` of nobody.
    pub fn stayed(&self) -> Option<f64> {
        let total: u64 = self.counts.iter().flatten().sum();
        let stayed: u64 = self.counts.iter().enumerate().map(|(class, row)| row[class]).sum();
        (total > 0).then(|| stayed as f64 / total as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_are_counted_by_row_and_column() {
        let moves = Migration::of(3, [(0, 0), (0, 1), (0, 1), (2, 2)]).unwrap();
        assert_eq!(moves.counts(), [vec![1, 2, 0], vec![0, 0, 0], vec![0, 0, 1]]);
        assert_eq!(moves.shares(), [vec![1.0 / 3.0, 2.0 / 3.0, 0.0], vec![], vec![0.0, 0.0, 1.0]]);
        assert_eq!(moves.stayed(), Some(0.5));
        assert_eq!(Migration::of(2, []).unwrap().stayed(), None);
        assert_eq!(Migration::of(2, [(0, 2)]), Err(Unanswerable::OutOfRange { what: "class" }));
    }
}
