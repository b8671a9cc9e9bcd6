//! When the next purchase comes.

use super::{History, Model, Parameters, pareto};

/// See [`Parameters::next_purchase`]; `alive` is the customer's P(alive).
pub(super) fn quantile(parameters: &Parameters, h: &History, alive: f64, q: f64) -> Option<f64> {
    let target = q / alive;
    if !(target > 0.0 && target < 1.0) {
        return None;
    }
    let time = match parameters.model() {
        Model::BgNbd | Model::MbgNbd | Model::MbgCnbd { k: 0 | 1 } => {
            let (n, whole) = parameters.lomax(h);
            whole * (-(-target).ln_1p() / n).exp_m1()
        }
        Model::ParetoNbd => mortal(parameters, h, target)?,
        Model::MbgCnbd { .. } => regular(parameters, h, target)?,
    };
    time.is_finite().then_some(time)
}

/// Pareto/NBD: who may leave at any moment returns later than who may not, if at all.
///
/// From where it is, each step takes the rest of the density as that of a power of one scale, the smaller: right in
/// value and slope here, and too high everywhere ahead. So the steps rise to the quantile from the left, with an error
/// that is cubed by each, and where even that density holds too little the customer never returns.
fn mortal(parameters: &Parameters, h: &History, target: f64) -> Option<f64> {
    let values = parameters.values();
    let ((n, a), (s, b)) = (parameters.lomax(h), (values[2], values[3] + h.age));
    let (mut time, mut missing) = (0.0, target);
    for _ in 0..200 {
        let scale = a.min(b) + time;
        let power = (n + 1.0) * scale / (a + time) + s * scale / (b + time) - 1.0;
        let mass = missing / (pareto::return_density(&values, h, time) * scale);
        let length = if power.abs() < 1e-9 { mass } else { -(-power * mass).ln_1p() / power };
        let step = scale * length.exp_m1();
        if !step.is_finite() {
            return None;
        }
        if step <= 5e-3 * time {
            return Some(time + step);
        }
        missing -= pareto::returns(&values, h, time, time + step);
        time += step;
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
