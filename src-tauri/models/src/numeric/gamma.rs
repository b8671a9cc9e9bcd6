//! The gamma function and its relatives for positive arguments.

/// ½ ln 2π.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

/// From here on the asymptotic series below reach the last bit.
const ASYMPTOTIC: f64 = 10.0;

/// ln Γ(x) for x > 0, to about 4·10⁻¹⁵ (absolute below 10, relative above). Elsewhere +∞, as at a pole.
///
/// Stirling's series after shifting upwards; Abramowitz & Stegun 6.1.41.
pub fn ln_gamma(x: f64) -> f64 {
    if !(x > 0.0 && x.is_finite()) {
        return f64::INFINITY;
    }
    let (mut shifted, mut product) = (x, 1.0);
    while shifted < ASYMPTOTIC {
        product *= shifted;
        shifted += 1.0;
    }
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    let series = inverse
        * (1.0 / 12.0
            - square
                * (1.0 / 360.0
                    - square
                        * (1.0 / 1260.0
                            - square
                                * (1.0 / 1680.0
                                    - square * (1.0 / 1188.0 - square * (691.0 / 360_360.0 - square / 156.0))))));
    (shifted - 0.5) * shifted.ln() - shifted + HALF_LN_TAU + series - product.ln()
}

/// ψ(x) = d ln Γ(x) / dx for x > 0. Elsewhere −∞, as at a pole from the right.
///
/// Abramowitz & Stegun 6.3.18 after shifting by 6.3.5.
pub fn digamma(x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return f64::NEG_INFINITY;
    }
    let (mut shifted, mut below) = (x, 0.0);
    while shifted < ASYMPTOTIC {
        below += 1.0 / shifted;
        shifted += 1.0;
    }
    let square = 1.0 / (shifted * shifted);
    let series = square
        * (1.0 / 12.0
            - square
                * (1.0 / 120.0
                    - square
                        * (1.0 / 252.0
                            - square
                                * (1.0 / 240.0
                                    - square * (1.0 / 132.0 - square * (691.0 / 32_760.0 - square / 12.0))))));
    shifted.ln() - 0.5 / shifted - series - below
}

/// ψ′(x), the derivative of [`digamma`], for x > 0. Elsewhere +∞.
///
/// Abramowitz & Stegun 6.4.12 after shifting by 6.4.6.
pub fn trigamma(x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return f64::INFINITY;
    }
    let (mut shifted, mut below) = (x, 0.0);
    while shifted < ASYMPTOTIC {
        below += 1.0 / (shifted * shifted);
        shifted += 1.0;
    }
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    let series = square
        * (1.0 / 6.0
            - square
                * (1.0 / 30.0
                    - square
                        * (1.0 / 42.0
                            - square
                                * (1.0 / 30.0
                                    - square * (5.0 / 66.0 - square * (691.0 / 2730.0 - square * 7.0 / 6.0))))));
    inverse * (1.0 + 0.5 * inverse + series) + below
}

/// ln B(a, b) for a, b > 0. Elsewhere +∞.
///
/// For arguments of very different size the difference of log-gammas cancels; Stirling's series is then
/// subtracted term by term (DiDonato & Morris 1992, ACM TOMS 18(3), ALGDIV).
pub fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if !(small > 0.0 && large.is_finite()) {
        return f64::INFINITY;
    }
    if large < 1e3 {
        return ln_gamma(small) + ln_gamma(large) - ln_gamma(small + large);
    }
    // ln Γ(large) − ln Γ(small + large), without their common size.
    let sum = small + large;
    let tail = |x: f64| (1.0 / 12.0 - 1.0 / (360.0 * x * x)) / x;
    ln_gamma(small) - (large - 0.5) * (small / large).ln_1p() - small * (sum.ln() - 1.0) + tail(large) - tail(sum)
}
