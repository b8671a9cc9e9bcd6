//! What a method says of the steps to come, before intervals are cut from it.

/// Means and variances of the steps to come, nearest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Path {
    /// The expected values.
    pub mean: Vec<f64>,
    /// The variances of what will be seen around them.
    pub variance: Vec<f64>,
}

impl Path {
    pub(super) fn with_capacity(horizon: usize) -> Self {
        Self { mean: Vec::with_capacity(horizon), variance: Vec::with_capacity(horizon) }
    }

    pub(super) fn push(&mut self, mean: f64, variance: f64) {
        self.mean.push(mean);
        self.variance.push(variance);
    }

    /// The median of several at each step. The variance is the median of theirs, with what they disagree about.
    pub(super) fn median(members: &[&Self]) -> Option<Self> {
        let horizon = members.iter().map(|path| path.mean.len()).min()?;
        let mut median = Self::with_capacity(horizon);
        for h in 0..horizon {
            let mut means: Vec<f64> = members.iter().map(|path| path.mean[h]).collect();
            let mut variances: Vec<f64> = members.iter().map(|path| path.variance[h]).collect();
            let middle = crate::median::median(&mut means);
            let apart = means.iter().map(|mean| (mean - middle).powi(2)).sum::<f64>() / means.len() as f64;
            median.push(middle, crate::median::median(&mut variances) + apart);
        }
        Some(median)
    }

    /// Half way between two.
    pub(super) fn mean(a: &Self, b: &Self) -> Self {
        let halve = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| f64::midpoint(*a, *b)).collect();
        Self { mean: halve(&a.mean, &b.mean), variance: halve(&a.variance, &b.variance) }
    }

    /// Every number is one.
    pub(super) fn is_finite(&self) -> bool {
        self.mean.iter().chain(&self.variance).all(|x| x.is_finite())
    }
}
