//! Columns cut into cells once, and fitted on all rows or on some.

use rayon::prelude::*;

use super::super::Column;
use super::Shape;
use super::factor::Factor;
use super::posterior::{Posterior, Problem};
use super::screen;
use super::term::{Subject, Term};

/// Prior variances are found on at most so many rows: they describe effects, and more rows do not change them.
const ROWS_FOR_VARIANCES: usize = 12_000;
const STEPS_FOR_VARIANCES: usize = 25;
const STEPS: usize = 12;

/// Factors and cells of a set of rows.
#[derive(Debug, Clone)]
pub(in crate::outcome) struct Encoding {
    /// With the position of the column each was made of.
    pub factors: Vec<(usize, Factor)>,
    /// `codes[factor][row]`.
    pub codes: Vec<Vec<u16>>,
}

/// Terms and their posterior.
#[derive(Debug, Clone)]
pub(in crate::outcome) struct Fitted {
    pub(super) terms: Vec<Term>,
    pub(super) posterior: Posterior,
}

impl Encoding {
    /// Cuts the columns. A column that is the same in every row is left out.
    pub fn of(columns: &[Column<'_>]) -> Self {
        let cut: Vec<Option<(Factor, Vec<u16>)>> = columns.par_iter().map(Factor::of).collect();
        let mut encoding = Self { factors: Vec::new(), codes: Vec::new() };
        for (position, found) in cut.into_iter().enumerate() {
            if let Some((factor, codes)) = found {
                encoding.factors.push((position, factor));
                encoding.codes.push(codes);
            }
        }
        encoding
    }

    /// The cells of other rows.
    pub fn encode(&self, columns: &[Column<'_>]) -> Vec<Vec<u16>> {
        self.factors.par_iter().map(|(position, factor)| factor.codes(&columns[*position])).collect()
    }

    /// The cells of the rows named.
    pub fn pick(&self, rows: &[usize]) -> Vec<Vec<u16>> {
        self.codes.iter().map(|codes| rows.iter().map(|&row| codes[row]).collect()).collect()
    }

    /// Fits `won` on rows whose cells are `codes`.
    pub fn fit(&self, codes: &[Vec<u16>], won: &[bool], shape: Shape) -> Fitted {
        let step = won.len().div_ceil(ROWS_FOR_VARIANCES).max(1);
        let some: Vec<bool> = won.iter().step_by(step).copied().collect();
        let few: Vec<Vec<u16>> = codes.iter().map(|c| c.iter().step_by(step).copied().collect()).collect();
        let waves = (200 / self.factors.len().max(1)).clamp(6, 16);
        let mut terms: Vec<Term> =
            self.factors.iter().enumerate().map(|(at, (_, factor))| Term::main(at, factor, waves)).collect();
        let mut cells = few.clone();
        let main = Problem { terms: &terms, codes: &cells, won: &some };
        let mut posterior = main.fit(None, STEPS_FOR_VARIANCES);
        if shape == Shape::WithPairs {
            let pairs = screen::pairs(self, &few, &main, &posterior);
            if !pairs.is_empty() {
                for pair in pairs {
                    cells.push(self.cells(&pair, &few));
                    terms.push(pair);
                }
                posterior = Problem { terms: &terms, codes: &cells, won: &some }.fit(None, STEPS_FOR_VARIANCES);
            }
        }
        if step > 1 {
            let cells: Vec<Vec<u16>> = terms.par_iter().map(|term| self.cells(term, codes)).collect();
            posterior = Problem { terms: &terms, codes: &cells, won }.fit(Some(&posterior), STEPS);
        }
        Fitted { terms, posterior }
    }

    /// The cell of every row in a term whose subject counts factors.
    pub(super) fn cells(&self, term: &Term, codes: &[Vec<u16>]) -> Vec<u16> {
        match term.subject {
            Subject::One(a) => codes[a].clone(),
            Subject::Two(a, b) => term.pair_codes(&codes[a], &codes[b]),
        }
    }
}
