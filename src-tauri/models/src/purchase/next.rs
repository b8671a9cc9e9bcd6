//! When the next purchase comes.

use super::{History, Model, Parameters, pareto};

/// See [`Parameters::next_purchase`]; `alive` is the customer's P(alive).
pub(super) fn quantile(parameters: &Parameters, h: &History, alive: f64, q: f64) -> Option<f64> {
    let target = q / alive;
    if !(target > 0.0 && target < 1.0) {
        return None;
    }
    // Of a customer who stays alive.
    let (n, whole) = parameters.lomax(h);
    let lomax = whole * (-(-target).ln_1p() / n).exp_m1();
    let time = match parameters.model() {
        Model::BgNbd | Model::MbgNbd | Model::MbgCnbd { k: 0 | 1 } => lomax,
        Model::ParetoNbd => mortal(parameters, h, target, lomax)?,
        Model::MbgCnbd { .. } => regular(parameters, h, target)?,
    };
    time.is_finite().then_some(time)
}

/// Pareto/NBD: who may leave at any moment returns later than who may not, if at all. The density falls, so Newton's
/// method rises to the quantile from the left and never passes it.
fn mortal(parameters: &Parameters, h: &History, target: f64, start: f64) -> Option<f64> {
    let values = parameters.values();
    let (mut time, mut mass) = (0.0, 0.0);
    let mut step = start;
    for round in 0..200 {
        if round == 6 && parameters.returns_alive(h, f64::INFINITY) <= target {
            return None;
        }
        let next = time + step;
        if !next.is_finite() {
            return None;
        }
        mass += pareto::returns(&values, h, time, next);
        time = next;
        step = (target - mass) / pareto::return_density(&values, h, time);
        if step <= 1e-6 * time {
            return Some(time);
        }
    }
    None
}

/// MBG/CNBD-k, by bisection.
fn regular(parameters: &Parameters, h: &History, target: f64) -> Option<f64> {
    let (mut low, mut high) = (0.0, (h.age / (h.x() + 1.0)).max(1.0));
    while parameters.returns_alive(h, high) < target {
        (low, high) = (high, high * 4.0);
        if high > 1e12 {
            return None;
        }
    }
    while high - low > 1e-6 * high {
        let middle = 0.5 * (low + high);
        if parameters.returns_alive(h, middle) < target { low = middle } else { high = middle }
    }
    Some(high)
}
