//! The prior variances of the weights: how large effects of one kind are, learned from all of them together.

use nalgebra::{DMatrix, DVector};

use super::term::{Kind, Term};

/// Prior precision of the intercept: a standard deviation of 5 on the scale of log odds.
const INTERCEPT: f64 = 1.0 / 25.0;
/// The hyperprior of a variance is scaled inverse χ² with this many degrees of freedom around [`expected`]. Without it
/// the variance of levels with few cases each falls to zero for no reason but its own error.
const DEGREES: f64 = 1.0;
/// Where the search begins.
const FIRST: f64 = 0.3;
const SMALLEST: f64 = 1e-6;
const LARGEST: f64 = 9.0;

/// One variance for each group of weights.
#[derive(Debug, Clone)]
pub(super) struct Variances {
    /// The group of every weight after the intercept.
    groups: Vec<(usize, Kind)>,
    of: Vec<f64>,
    /// How many of a group's weights the data determine.
    determined: Vec<f64>,
}

impl Variances {
    /// Where the search begins. All lines are one group.
    pub fn first(terms: &[Term]) -> Self {
        let (mut groups, mut next, mut line) = (Vec::new(), 0, None);
        for group in terms.iter().flat_map(|t| &t.groups) {
            let id = match (group.kind, line) {
                (Kind::Line, Some(id)) => id,
                _ => next,
            };
            if group.kind == Kind::Line {
                line = Some(id);
            }
            next = next.max(id + 1);
            groups.extend(std::iter::repeat_n((id, group.kind), group.size));
        }
        Self { groups, of: vec![FIRST; next], determined: vec![0.0; next] }
    }

    /// The variance of a weight.
    pub fn at(&self, weight: usize) -> f64 {
        weight.checked_sub(1).and_then(|i| self.groups.get(i)).map_or(0.0, |(id, _)| self.of[*id])
    }

    /// The prior precision of every weight.
    pub fn precision(&self) -> DVector<f64> {
        let rest = self.groups.iter().map(|(id, _)| 1.0 / self.of[*id]);
        DVector::from_iterator(self.groups.len() + 1, std::iter::once(INTERCEPT).chain(rest))
    }

    /// One step of the fixed point `τ² ← ‖β‖² / γ`, `γ = d − tr Σ / τ²`, of MacKay (1992), Neural Computation 4(3),
    /// 415–447, eq. 2.22, with the hyperprior's share; `spread` is the diagonal of Σ. Says by how much the logarithm of a
    /// variance changed at most, less where the data determine no weight of it.
    pub fn update(&mut self, weights: &DVector<f64>, spread: &[f64]) -> f64 {
        let mut sums = vec![(0.0, 0.0, Kind::Line); self.of.len()];
        for (i, (id, kind)) in self.groups.iter().enumerate() {
            let (squares, determined, _) = sums[*id];
            let free = 1.0 - spread[i + 1] / self.of[*id];
            sums[*id] = (squares + weights[i + 1].powi(2), determined + free, *kind);
        }
        let mut change = 0.0_f64;
        for (id, (squares, determined, kind)) in sums.into_iter().enumerate() {
            let determined = determined.max(0.0);
            let updated = ((squares + DEGREES * expected(kind)) / (determined + DEGREES)).clamp(SMALLEST, LARGEST);
            change = change.max((updated / self.of[id]).ln().abs() * determined / (1.0 + determined));
            self.of[id] = updated;
            self.determined[id] = determined;
        }
        change
    }

    /// With those of levels at their means, for intervals: [`Self::update`] finds modes, which predict best, but the mode
    /// of a variance of few levels claims that they are alike. Its logarithm is known to a variance of about `2 / γ`.
    pub fn mean(&self) -> Self {
        let mut mean = self.clone();
        let mut levels = vec![false; mean.of.len()];
        self.groups.iter().for_each(|(id, kind)| levels[*id] = *kind == Kind::Level);
        for ((of, determined), level) in mean.of.iter_mut().zip(&self.determined).zip(levels) {
            if level {
                *of = (*of * (1.0 / (determined + DEGREES)).exp()).min(LARGEST);
            }
        }
        mean
    }

    /// Adds to a covariance what is not known about the variances: a step of a variance's logarithm, which is known to a
    /// variance of about `2 / γ`, moves the weights by `Σ β / τ²`. Kass & Steffey (1989), JASA 84, 717–726, eq. 3.7.
    pub fn widen(&self, covariance: &mut DMatrix<f64>, weights: &DVector<f64>) {
        let mut moves = DMatrix::zeros(weights.len(), self.of.len());
        for (i, (id, _)) in self.groups.iter().enumerate() {
            let share = weights[i + 1] / self.of[*id] * (2.0 / (self.determined[*id] + DEGREES)).sqrt();
            moves.column_mut(*id).axpy(share, &covariance.column(i + 1), 1.0);
        }
        covariance.gemm(1.0, &moves, &moves.transpose(), 1.0);
    }
}

/// The variance expected before seeing data.
fn expected(kind: Kind) -> f64 {
    match kind {
        Kind::Line => 0.1,
        Kind::Level => 0.25,
        Kind::Curve => 0.004,
        Kind::Pair => 0.002,
    }
}
