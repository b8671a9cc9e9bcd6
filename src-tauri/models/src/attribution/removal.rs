//! The removal effect in a Markov chain of order 1.

use nalgebra::{DMatrix, DVector};

use super::Journey;

/// For each channel the share of sales that would be lost if every journey that comes to it ended there.
pub(super) fn effects(journeys: &[Journey], channels: &[u32]) -> Vec<f64> {
    let n = channels.len();
    let place = |channel: u32| channels.partition_point(|c| *c < channel);
    // From the start (row n) or a channel, to a channel or a sale (column n); the rest ends without one.
    let mut counts = DMatrix::<f64>::zeros(n + 1, n + 1);
    let mut leaving = vec![0.0; n + 1];
    for journey in journeys.iter().filter(|j| !j.touches.is_empty()) {
        let mut at = n;
        for (channel, _) in &journey.touches {
            let next = place(*channel);
            counts[(at, next)] += 1.0;
            leaving[at] += 1.0;
            at = next;
        }
        leaving[at] += 1.0;
        if journey.sale.is_some() {
            counts[(at, n)] += 1.0;
        }
    }
    for (row, leaving) in leaving.iter().enumerate() {
        if *leaving > 0.0 {
            counts.row_mut(row).scale_mut(1.0 / leaving);
        }
    }
    let full = sale(&counts, None);
    (0..n).map(|removed| ((full - sale(&counts, Some(removed))) / full).clamp(0.0, 1.0)).collect()
}

/// The probability of a sale from the start: (I − Q) x = r.
fn sale(chain: &DMatrix<f64>, removed: Option<usize>) -> f64 {
    let n = chain.nrows() - 1;
    let mut system = DMatrix::<f64>::identity(n, n) - chain.view((0, 0), (n, n));
    let mut sold = DVector::from(chain.view((0, n), (n, 1)).column(0));
    let mut start = chain.view((n, 0), (1, n)).transpose();
    if let Some(removed) = removed {
        system.row_mut(removed).fill(0.0);
        system[(removed, removed)] = 1.0;
        sold[removed] = 0.0;
        start[removed] = 0.0;
    }
    // Every channel is left in the end, so the system has a solution.
    system.lu().solve(&sold).map_or(0.0, |x| start.column(0).dot(&x))
}
