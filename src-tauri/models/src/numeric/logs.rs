//! Sums of what is only known by its logarithm.

/// ln(eᵃ + eᵇ) without overflow. −∞ stands for a weight of nothing.
pub fn ln_add_exp(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if high == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

/// ln Σ exp(xᵢ) without overflow; −∞ of nothing.
pub fn log_sum_exp(logs: &[f64]) -> f64 {
    let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !highest.is_finite() {
        return highest;
    }
    highest + logs.iter().map(|x| (x - highest).exp()).sum::<f64>().ln()
}

/// ln(1 + eˣ) without overflow.
pub fn softplus(x: f64) -> f64 {
    if x > 0.0 { x + (-x).exp().ln_1p() } else { x.exp().ln_1p() }
}

/// 1 / (1 + e⁻ˣ) without overflow.
pub fn logistic(x: f64) -> f64 {
    let decay = (-x.abs()).exp();
    if x > 0.0 { 1.0 / (1.0 + decay) } else { decay / (1.0 + decay) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_logs_neither_overflow_nor_vanish() {
        assert!((ln_add_exp(1000.0, 1000.0) - (1000.0 + 2_f64.ln())).abs() < 1e-12);
        assert_eq!(ln_add_exp(f64::NEG_INFINITY, f64::NEG_INFINITY), f64::NEG_INFINITY);
        assert!((log_sum_exp(&[-1000.0, -1000.0, -1000.0]) - (-1000.0 + 3_f64.ln())).abs() < 1e-12);
        assert_eq!(log_sum_exp(&[]), f64::NEG_INFINITY);
        assert_eq!(softplus(800.0), 800.0);
        assert!((softplus(-40.0) / (-40_f64).exp() - 1.0).abs() < 1e-12);
        assert_eq!((logistic(800.0), logistic(-800.0), logistic(0.0)), (1.0, 0.0, 0.5));
    }
}
