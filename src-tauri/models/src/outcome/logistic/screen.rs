//! Which pairs of factors say more together than each alone.
//!
//! A score test of every pair on what the main effects leave over: with residuals `r` and weights `w` in the cells of a
//! pair, each basis function `b` of the pair has score `bᵀr` with variance `bᵀ w b` if there is no joint effect (Rao's
//! test; the quadratic form of Lin (1997), Biometrika 84(2), 309–326). Only what stands out enters the model, where its
//! prior variance still decides how much it may say.

use rayon::prelude::*;

use super::encoding::Encoding;
use super::posterior::{Posterior, Problem};
use super::term::{Coarse, Term};
use crate::numeric::logistic;

/// Rows below which no pair can be told from chance.
const LEAST_ROWS: usize = 300;
/// Standard deviations above what chance gives: one false pair in some 30,000.
const STANDS_OUT: f64 = 4.0;
const MOST_PAIRS: usize = 8;
const MOST_WIDTH: usize = 320;

pub(super) fn pairs(encoding: &Encoding, codes: &[Vec<u16>], main: &Problem<'_>, posterior: &Posterior) -> Vec<Term> {
    if main.won.len() < LEAST_ROWS {
        return Vec::new();
    }
    let rows: Vec<(f64, f64)> = main
        .predictor(&posterior.weights)
        .iter()
        .zip(main.won)
        .map(|(eta, won)| {
            let p = logistic(*eta);
            (f64::from(u8::from(*won)) - p, p * (1.0 - p))
        })
        .collect();
    let coarse: Vec<Coarse> = encoding.factors.iter().map(|(_, factor)| Coarse::of(factor)).collect();
    let all: Vec<(usize, usize)> = (0..coarse.len()).flat_map(|a| (a + 1..coarse.len()).map(move |b| (a, b))).collect();
    let mut found: Vec<(f64, Term)> = all
        .par_iter()
        .filter_map(|&(a, b)| {
            let term = Term::pair((a, b), &coarse[a], &coarse[b]);
            if term.width == 0 {
                return None;
            }
            let mut sums = vec![(0.0, 0.0); term.cells() + 1];
            for (cell, (r, w)) in encoding.cells(&term, codes).iter().zip(&rows) {
                let sum = &mut sums[usize::from(*cell)];
                sum.0 += r;
                sum.1 += w;
            }
            let score = excess(&term, &sums);
            (score > STANDS_OUT).then_some((score, term))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut width = 0;
    found
        .into_iter()
        .map(|(_, term)| term)
        .take(MOST_PAIRS)
        .take_while(|term| {
            width += term.width;
            width <= MOST_WIDTH
        })
        .collect()
}

/// By how many standard deviations the sum of squared scores exceeds what no joint effect would give: a multiple of χ²
/// with the sum's mean and variance (Satterthwaite (1946), Biometrics Bulletin 2(6), 110–114), made normal by its cube
/// root (Wilson & Hilferty (1931), PNAS 17(12), 684–688).
fn excess(term: &Term, sums: &[(f64, f64)]) -> f64 {
    let (mut squares, mut mean, mut variance) = (0.0, 0.0, 0.0);
    for i in 0..term.width {
        let (mut score, mut spread) = (0.0, 0.0);
        for (row, (r, w)) in term.basis.chunks_exact(term.width).zip(sums) {
            score += row[i] * r;
            spread += row[i] * row[i] * w;
        }
        // Too few rows for the normal law of the score.
        if spread > 1.0 {
            let weight = spread / sums.iter().map(|s| s.1).sum::<f64>();
            squares += weight * score * score / spread;
            mean += weight;
            variance += 2.0 * weight * weight;
        }
    }
    if variance == 0.0 {
        return 0.0;
    }
    let ninth = variance / (9.0 * mean * mean);
    ((squares / mean).cbrt() - (1.0 - ninth)) / ninth.sqrt()
}
