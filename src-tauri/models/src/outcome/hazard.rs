//! When it will end, and how: hazards in whole periods, with reasons, and with cases that are still open.
//!
//! Every case is cut into the periods it lived through; in each the question is whether it ended. That is a logistic
//! regression with the period as one more column (Singer & Willett (1993), Journal of Educational Statistics 18(2),
//! 155–195). With two ways to end, a second regression says which of them it was, given that it ended, so that
//! `P(won in t) = S(t − 1) · h(t) · q(t)` (Tutz & Schmid, *Modeling Discrete Time-to-Event Data*, 2016, ch. 8, with the
//! two steps in sequence). Churn of contracts is the case of one way to end.
//!
//! It assumes that open cases are like closed ones of the same age and columns. Beyond the longest case seen the hazard is
//! held at its last value.

use super::logistic::{Estimate, Logistic, Shape};
use super::{Column, check};
use crate::Unanswerable;

/// How a case stands at the end of what was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It ended well.
    Won,
    /// It ended badly; a contract that ran out.
    Lost,
    /// It had not ended.
    Open,
}

/// A case, or a part of one during which its columns did not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// Periods it had lived through before it was seen: 0 at its beginning.
    pub from: u32,
    /// Periods it had lived through at the end; it was at risk in `from + 1 ..= to`.
    pub to: u32,
    /// What happened in period `to`.
    pub end: End,
}

/// How a case stands after a number of periods. The three add up to one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// Periods since its beginning.
    pub period: u32,
    /// Probability that it was won by then.
    pub won: f64,
    /// Probability that it was lost by then.
    pub lost: f64,
    /// Probability that it is open.
    pub open: f64,
    /// 95 % of the probability that it is open, taking the hazards of all periods as wrong in the same direction, which
    /// is wide.
    pub open95: (f64, f64),
}

/// Fitted hazards of one or two ways to end.
#[derive(Debug, Clone)]
pub struct Hazards {
    ends: Logistic,
    /// Which way, given an end; absent if all ended the same way, which is then `only`.
    wins: Option<Logistic>,
    only: End,
}

impl Hazards {
    /// Fits spells whose columns are given row by row.
    ///
    /// # Errors
    /// Columns of another length than `spells`, an infinite value, a spell that ends before it begins, or too few ends
    /// and periods for [`Logistic::fit`]. With two ways to end but fewer than [`super::logistic::MIN_CLOSED`] ends,
    /// `TooLittle`.
    pub fn fit(columns: &[Column<'_>], spells: &[Spell]) -> Result<Self, Unanswerable> {
        check(columns, spells.len())?;
        if spells.iter().any(|s| s.to < s.from) {
            return Err(Unanswerable::OutOfRange { what: "the end of a spell" });
        }
        let rows: Vec<(usize, u32)> = spells
            .iter()
            .enumerate()
            .flat_map(|(row, s)| (s.from + 1..=s.to).map(move |period| (row, period)))
            .collect();
        let ended: Vec<bool> =
            rows.iter().map(|&(row, period)| period == spells[row].to && spells[row].end != End::Open).collect();
        let ends = Table::of(columns, &rows).fit(&ended)?;
        let closed: Vec<(usize, u32)> = rows.iter().zip(&ended).filter(|(_, e)| **e).map(|(r, _)| *r).collect();
        let won: Vec<bool> = closed.iter().map(|(row, _)| spells[*row].end == End::Won).collect();
        let (wins, only) = match (won.iter().any(|w| *w), won.iter().all(|w| *w)) {
            (true, false) => (Some(Table::of(columns, &closed).fit(&won)?), End::Open),
            (true, true) => (None, End::Won),
            (false, _) => (None, End::Lost),
        };
        Ok(Self { ends, wins, only })
    }

    /// How the case of row `row`, which has lived through `age` periods, stands after each of the next `horizon`.
    ///
    /// # Errors
    /// Other columns than fitted; an infinite value; a row that is not there.
    pub fn outlook(
        &self,
        columns: &[Column<'_>],
        row: usize,
        age: u32,
        horizon: u32,
    ) -> Result<Vec<Outlook>, Unanswerable> {
        if columns.iter().any(|c| c.len() <= row) {
            return Err(Unanswerable::Uneven { expected: row + 1, given: columns.first().map_or(0, Column::len) });
        }
        let rows: Vec<(usize, u32)> = (1..=horizon).map(|step| (row, age.saturating_add(step))).collect();
        let table = Table::of(columns, &rows);
        let hazards = self.ends.estimate(&table.columns())?;
        let shares: Vec<f64> = match &self.wins {
            Some(wins) => wins.estimate(&table.columns())?.iter().map(|e| e.probability).collect(),
            None => vec![f64::from(u8::from(self.only == End::Won)); rows.len()],
        };
        let (mut won, mut lost, mut open, mut open95) = (0.0, 0.0, 1.0, (1.0, 1.0));
        Ok(rows
            .iter()
            .zip(hazards.iter().zip(shares))
            .map(|(&(_, period), (hazard, share)): (_, (&Estimate, f64))| {
                won += open * hazard.probability * share;
                lost += open * hazard.probability * (1.0 - share);
                open *= 1.0 - hazard.probability;
                open95.0 *= 1.0 - hazard.interval95.1;
                open95.1 *= 1.0 - hazard.interval95.0;
                Outlook { period, won, lost, open, open95 }
            })
            .collect())
    }
}

/// One row for each period lived through: the period, then the columns.
struct Table {
    periods: Vec<f64>,
    rest: Vec<Owned>,
}

enum Owned {
    Number(Vec<f64>),
    Level(Vec<u32>),
}

impl Table {
    fn of(columns: &[Column<'_>], rows: &[(usize, u32)]) -> Self {
        let rest = columns
            .iter()
            .map(|column| match column {
                Column::Number(values) => Owned::Number(rows.iter().map(|(row, _)| values[*row]).collect()),
                Column::Level(levels) => Owned::Level(rows.iter().map(|(row, _)| levels[*row]).collect()),
            })
            .collect();
        Self { periods: rows.iter().map(|(_, period)| f64::from(*period)).collect(), rest }
    }

    fn columns(&self) -> Vec<Column<'_>> {
        let rest = self.rest.iter().map(|column| match column {
            Owned::Number(values) => Column::Number(values),
            Owned::Level(levels) => Column::Level(levels),
        });
        std::iter::once(Column::Number(&self.periods)).chain(rest).collect()
    }

    fn fit(&self, happened: &[bool]) -> Result<Logistic, Unanswerable> {
        Logistic::fit(&self.columns(), happened, Shape::WithPairs)
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt as _, SeedableRng as _};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// Cases of two kinds with known hazards, watched for at most 12 periods.
    fn world(cases: usize, two_ways: bool) -> (Vec<u32>, Vec<Spell>) {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        (0..cases)
            .map(|i| {
                let kind = i as u32 % 2;
                let watched = rng.random_range(3..=12);
                let mut spell = Spell { from: 0, to: watched, end: End::Open };
                for period in 1..=watched {
                    if rng.random::<f64>() < hazard(kind, period) {
                        let won = two_ways && rng.random::<f64>() < share(kind);
                        spell = Spell { from: 0, to: period, end: if won { End::Won } else { End::Lost } };
                        break;
                    }
                }
                (kind, spell)
            })
            .unzip()
    }

    fn hazard(kind: u32, period: u32) -> f64 {
        (if kind == 0 { 0.08 } else { 0.2 }) + 0.01 * f64::from(period.min(6))
    }

    fn share(kind: u32) -> f64 {
        if kind == 0 { 0.3 } else { 0.6 }
    }

    #[test]
    fn known_hazards_of_two_ways_to_end_are_recovered() {
        let (kinds, spells) = world(8_000, true);
        let hazards = Hazards::fit(&[Column::Level(&kinds)], &spells).unwrap();
        for kind in [0, 1] {
            let outlook = hazards.outlook(&[Column::Level(&[kind])], 0, 0, 10).unwrap();
            let (mut won, mut open) = (0.0, 1.0);
            for step in &outlook {
                let h = hazard(kind, step.period);
                won += open * h * share(kind);
                open *= 1.0 - h;
                assert!((step.open - open).abs() < 0.025 && (step.won - won).abs() < 0.025, "{step:?} {won} {open}");
                assert!((step.won + step.lost + step.open - 1.0).abs() < 1e-12);
                assert!(step.open95.0 <= step.open && step.open <= step.open95.1);
            }
        }
    }

    #[test]
    fn a_case_that_has_lasted_starts_from_its_age() {
        let (kinds, spells) = world(4_000, false);
        let hazards = Hazards::fit(&[Column::Level(&kinds)], &spells).unwrap();
        let later = hazards.outlook(&[Column::Level(&[1])], 0, 6, 3).unwrap();
        assert_eq!(later.iter().map(|o| o.period).collect::<Vec<_>>(), [7, 8, 9]);
        assert!((later[0].lost - 0.26).abs() < 0.04 && later[0].won == 0.0, "{later:?}");
    }

    #[test]
    fn bad_spells_are_refused_by_name() {
        let spell = Spell { from: 3, to: 1, end: End::Open };
        assert_eq!(Hazards::fit(&[], &[spell]).unwrap_err(), Unanswerable::OutOfRange { what: "the end of a spell" });
        assert!(matches!(Hazards::fit(&[], &[]), Err(Unanswerable::TooLittle { .. })));
    }
}
