//! When the next purchase comes.

use super::{History, Parameters};

/// See [`Parameters::next_purchase`].
pub(super) fn quantile(parameters: &Parameters, h: &History, q: f64) -> Option<f64> {
    let alive = parameters.p_alive(h);
    let target = q / alive;
    if !(target > 0.0 && target < 1.0) {
        return None;
    }
    if let Some((n, whole)) = parameters.lomax(h) {
        let time = whole * (-(-target).ln_1p() / n).exp_m1();
        return time.is_finite().then_some(time);
    }
    if target >= parameters.returns_alive(h, f64::INFINITY).0 {
        return None;
    }
    let (mut low, mut high) = (0.0, (h.age / (h.x() + 1.0)).max(1.0));
    while parameters.returns_alive(h, high).0 < target {
        (low, high) = (high, high * 4.0);
        if high > 1e12 {
            return None;
        }
    }
    let mut time = 0.5 * (low + high);
    for _ in 0..100 {
        let (mass, density) = parameters.returns_alive(h, time);
        if mass < target {
            low = time;
        } else {
            high = time;
        }
        // Newton's step where there is a density and it stays inside.
        let newton = density.filter(|d| *d > 0.0).map(|d| time + (target - mass) / d);
        let next = newton.filter(|t| *t > low && *t < high).unwrap_or(0.5 * (low + high));
        if (next - time).abs() <= 1e-6 * time.max(1e-6) {
            return Some(next);
        }
        time = next;
    }
    Some(time)
}
