//! The terms of the linear predictor: what one factor, or two together, adds.
//!
//! A term is a function on few cells. It is a sum of basis functions whose weights have normal priors of mean 0; the
//! basis carries the prior's shape, so that within a group all weights share one variance:
//!
//! - a level: one weight per level (random intercepts; Gelman & Hill, *Data Analysis Using Regression and
//!   Multilevel/Hierarchical Models*, 2007, ch. 14);
//! - a number: a line in the standardised value, and cosines in its place, between rank and range, whose prior standard deviation falls as
//!   k^-1.5, the Karhunen–Loève form of a smoothing prior (Wahba, *Spline Models for Observational Data*, 1990, §1.2);
//! - a number that is not known: an effect of its own;
//! - two factors: products of the two bases on coarser cells, the tensor-product interaction of Wood (2006),
//!   Biometrics 62(4), 1025–1036.

use std::f64::consts::{PI, SQRT_2};

use super::factor::{Cut, Factor};

/// How fast the prior standard deviation of the k-th cosine falls.
const SMOOTHNESS: f64 = 1.5;
/// Cells of one factor in a pair.
const COARSE: usize = 16;
/// Products of a pair: all wave numbers k, l with k · l up to this.
const HYPERBOLIC: usize = 6;
/// A level counts as this wave number, so that its products with a number stay few.
const LEVEL_WAVE: usize = 2;

/// Which columns a term speaks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// One column, by its position.
    One(usize),
    /// Two columns together.
    Two(usize, usize),
}

/// One term: `cells` rows of `width` basis functions, and a row of zeros for what was never seen.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub subject: Subject,
    pub width: usize,
    /// Row-major, `(cells + 1) × width`.
    pub basis: Vec<f64>,
    /// The groups of basis functions of equal prior variance, in order.
    pub groups: Vec<Group>,
    /// For a pair: the coarse cell of each cell of the two factors.
    pub coarse: Option<(Coarse, Coarse)>,
}

/// Basis functions whose weights have one prior variance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    pub size: usize,
    pub kind: Kind,
}

/// What a group describes; it decides what variance is expected before seeing data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The slopes of all numbers: one variance for the whole model.
    Line,
    /// What a number adds beyond its line.
    Curve,
    /// The levels of one column.
    Level,
    /// Two columns together.
    Pair,
}

/// A factor's cells gathered into at most [`COARSE`], with what a pair needs of each.
#[derive(Debug, Clone)]
pub(super) struct Coarse {
    /// The coarse cell of each cell, and of "never seen".
    pub of: Vec<u16>,
    pub len: usize,
    /// Basis functions on the coarse cells: each a column, with the wave number it stands for.
    columns: Vec<(usize, Vec<f64>)>,
}

impl Term {
    /// The main effect of the factor at `position`, with at most `waves` cosines.
    pub fn main(position: usize, factor: &Factor, waves: usize) -> Self {
        let (columns, groups) = match &factor.cut {
            Cut::Level { .. } => (indicators(factor.len()), vec![Group { size: factor.len(), kind: Kind::Level }]),
            Cut::Number { standardised, place, .. } => {
                let known: Vec<f64> = factor.counts[..place.len()].to_vec();
                let filled = known.iter().filter(|n| **n > 0.0).count();
                let mut columns = Vec::new();
                let mut groups = Vec::new();
                if filled > 1 {
                    columns.push(padded(standardised.iter().copied(), place.len() + 1));
                    groups.push(Group { size: 1, kind: Kind::Line });
                }
                let waves = waves.min(filled.saturating_sub(2));
                for k in 1..=waves {
                    let scale = (k as f64).powf(-SMOOTHNESS);
                    columns.push(padded(place.iter().map(|r| scale * wave(k, *r)), place.len() + 1));
                }
                if waves > 0 {
                    groups.push(Group { size: waves, kind: Kind::Curve });
                }
                if factor.counts[place.len()] > 0.0 {
                    columns.push((0..=place.len()).map(|cell| f64::from(u8::from(cell == place.len()))).collect());
                    groups.push(Group { size: 1, kind: Kind::Level });
                }
                (columns, groups)
            }
        };
        Self { subject: Subject::One(position), width: columns.len(), basis: rows(&columns), groups, coarse: None }
    }

    /// The joint effect of two factors beyond their main effects.
    pub fn pair(positions: (usize, usize), a: &Coarse, b: &Coarse) -> Self {
        let mut columns = Vec::new();
        for (k, u) in &a.columns {
            for (l, v) in b.columns.iter().filter(|(l, _)| k * l <= HYPERBOLIC) {
                let scale = ((k * l) as f64).powf(-SMOOTHNESS / 2.0);
                columns.push(u.iter().flat_map(|x| v.iter().map(move |y| scale * x * y)).collect());
            }
        }
        let width = columns.len();
        Self {
            subject: Subject::Two(positions.0, positions.1),
            width,
            basis: rows(&columns),
            groups: vec![Group { size: width, kind: Kind::Pair }],
            coarse: Some((a.clone(), b.clone())),
        }
    }

    pub fn cells(&self) -> usize {
        self.basis.len() / self.width - 1
    }

    /// The basis functions at a cell.
    pub fn at(&self, cell: u16) -> &[f64] {
        let from = usize::from(cell) * self.width;
        &self.basis[from..from + self.width]
    }

    /// The cell of each row of a pair, from the cells of its two factors.
    pub fn pair_codes(&self, a: &[u16], b: &[u16]) -> Vec<u16> {
        let Some((coarse_a, coarse_b)) = &self.coarse else { return a.to_vec() };
        let unseen = u16::try_from(self.cells()).unwrap_or(u16::MAX);
        let (unseen_a, unseen_b) =
            (usize::from(coarse_a.of[coarse_a.of.len() - 1]), usize::from(coarse_b.of[coarse_b.of.len() - 1]));
        a.iter()
            .zip(b)
            .map(|(&a, &b)| {
                let (a, b) = (usize::from(coarse_a.of[usize::from(a)]), usize::from(coarse_b.of[usize::from(b)]));
                if a == unseen_a || b == unseen_b {
                    unseen
                } else {
                    u16::try_from(a * coarse_b.len + b).unwrap_or(unseen)
                }
            })
            .collect()
    }
}

impl Coarse {
    pub fn of(factor: &Factor) -> Self {
        match &factor.cut {
            Cut::Level { .. } => {
                // Cells come by falling count; the tail of many small levels shares the last.
                let len = factor.len().min(COARSE);
                let mut of: Vec<u16> = (0..factor.len()).map(|cell| small(cell.min(len - 1))).collect();
                of.push(small(len));
                Self { of, len, columns: indicators(len).into_iter().map(|column| (LEVEL_WAVE, column)).collect() }
            }
            Cut::Number { place, standardised, .. } => {
                let filled = factor.counts[..place.len()].iter().filter(|n| **n > 0.0).count();
                let len = filled.clamp(1, COARSE);
                let mut of: Vec<u16> = if filled <= COARSE {
                    let mut next = 0;
                    factor.counts[..place.len()]
                        .iter()
                        .map(|n| {
                            let here = next;
                            next = (next + usize::from(*n > 0.0)).min(len - 1);
                            small(here)
                        })
                        .collect()
                } else {
                    place.iter().map(|r| small(((r * len as f64) as usize).min(len - 1))).collect()
                };
                // "Not known" has no place on the axis and so no joint effect.
                of.push(small(len));
                of.push(small(len));
                let mean = |values: &[f64]| -> Vec<f64> {
                    let (mut sum, mut weight) = (vec![0.0; len], vec![0.0; len]);
                    for ((cell, value), n) in of.iter().zip(values).zip(&factor.counts) {
                        sum[usize::from(*cell)] += value * n;
                        weight[usize::from(*cell)] += n;
                    }
                    sum.iter().zip(&weight).map(|(s, w)| if *w > 0.0 { s / w } else { 0.0 }).collect()
                };
                let (middle, line) = (mean(place), mean(standardised));
                let mut weight = vec![0.0; len];
                for (cell, n) in of.iter().zip(&factor.counts[..place.len()]) {
                    weight[usize::from(*cell)] += n;
                }
                let waves = len.saturating_sub(2).min(HYPERBOLIC);
                let columns = std::iter::once((1, line))
                    .chain((2..=waves).map(|k| (k, middle.iter().map(|r| wave(k, *r)).collect())));
                Self { of, len, columns: orthonormal(columns, &weight) }
            }
        }
    }
}

/// Makes each column orthogonal to the constant and to those before it, and of mean square 1, over weighted cells
/// (Gram and Schmidt), so that their products test independent things.
fn orthonormal(columns: impl Iterator<Item = (usize, Vec<f64>)>, weight: &[f64]) -> Vec<(usize, Vec<f64>)> {
    let total: f64 = weight.iter().sum();
    let product =
        |a: &[f64], b: &[f64]| a.iter().zip(b).zip(weight).map(|((a, b), w)| a * b * w).sum::<f64>() / total.max(1.0);
    let constant = vec![1.0; weight.len()];
    let mut done: Vec<(usize, Vec<f64>)> = Vec::new();
    for (k, mut column) in columns {
        for before in std::iter::once(&constant).chain(done.iter().map(|d| &d.1)) {
            let share = product(&column, before);
            column.iter_mut().zip(before).for_each(|(c, b)| *c -= share * b);
        }
        let size = product(&column, &column).sqrt();
        if size > 1e-6 {
            column.iter_mut().for_each(|c| *c /= size);
            done.push((k, column));
        }
    }
    done
}

fn wave(k: usize, place: f64) -> f64 {
    SQRT_2 * (PI * k as f64 * place).cos()
}

fn indicators(len: usize) -> Vec<Vec<f64>> {
    (0..len).map(|i| (0..len).map(|j| f64::from(u8::from(i == j))).collect()).collect()
}

fn padded(values: impl Iterator<Item = f64>, len: usize) -> Vec<f64> {
    let mut column: Vec<f64> = values.collect();
    column.resize(len, 0.0);
    column
}

/// Columns to row-major, with one more row of zeros.
fn rows(columns: &[Vec<f64>]) -> Vec<f64> {
    let cells = columns.first().map_or(0, Vec::len);
    let mut basis: Vec<f64> = (0..cells).flat_map(|cell| columns.iter().map(move |column| column[cell])).collect();
    basis.resize((cells + 1) * columns.len(), 0.0);
    basis
}

fn small(cell: usize) -> u16 {
    u16::try_from(cell).unwrap_or(u16::MAX)
}
