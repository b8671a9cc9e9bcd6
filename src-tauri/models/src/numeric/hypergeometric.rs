//! Gauss's hypergeometric function ₂F₁ on the real line below 1.
//!
//! Small |z|: the defining series, of F itself or of its Euler transform, whichever cancels less. Near 1 the
//! function is continued by Taylor steps of its differential equation, each to half of the remaining distance:
//! unlike the textbook transformation to 1 − z this knows no special case when c − a − b is an integer.

use crate::Unanswerable;

/// A number by its sign and the logarithm of its size: what overflows as a number is still an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignedLn {
    /// ln |value|; −∞ for zero.
    pub ln: f64,
    /// 1 or −1.
    pub sign: f64,
}

/// Up to here the series converges fast enough.
const SERIES: f64 = 0.75;
/// Where the continuation starts.
const BASE: f64 = 0.5;
const OUT_OF_RANGE: Unanswerable = Unanswerable::OutOfRange { what: "2F1" };
const EPSILON: f64 = 1e-17;
const RESCALE: f64 = 1e200;

/// ₂F₁(a, b; c; z) for c > 0 and z < 1; Abramowitz & Stegun 15.1.1.
///
/// # Errors
/// [`Unanswerable::OutOfRange`] for other arguments or when the value overflows (ask [`ln_gauss_2f1`] then).
pub fn gauss_2f1(a: f64, b: f64, c: f64, z: f64) -> Result<f64, Unanswerable> {
    let SignedLn { ln, sign } = ln_gauss_2f1(a, b, c, z)?;
    let value = sign * ln.exp();
    if value.is_finite() { Ok(value) } else { Err(OUT_OF_RANGE) }
}

/// The sign and logarithm of ₂F₁(a, b; c; z) for c > 0 and z < 1; the logarithm to 3·10⁻¹² for parameters to 1,000
/// and to 10⁻⁹ for some thousands.
///
/// # Errors
/// [`Unanswerable::OutOfRange`] for other arguments, and where neither series nor continuation settles
/// (parameters beyond about 10⁵ of mixed sign).
pub fn ln_gauss_2f1(a: f64, b: f64, c: f64, z: f64) -> Result<SignedLn, Unanswerable> {
    if !(a.is_finite() && b.is_finite() && c.is_finite() && c > 0.0 && z < 1.0 && z.is_finite()) {
        return Err(OUT_OF_RANGE);
    }
    let found = if z < 0.0 {
        // Pfaff's transformation, 15.3.4: into (0, 1).
        let scale = -a * (-z).ln_1p();
        unit(a, c - b, c, 1.0 / (1.0 - z)).map(|f| f.scaled(scale))
    } else {
        unit(a, b, c, 1.0 - z)
    };
    found
        .filter(|f| f.value.is_finite() && f.scale.is_finite())
        .map(|f| SignedLn { ln: f.value.abs().ln() + f.scale, sign: if f.value < 0.0 { -1.0 } else { 1.0 } })
        .ok_or(OUT_OF_RANGE)
}

/// value · exp(scale), its derivative likewise, and by how much the terms cancelled.
#[derive(Clone, Copy)]
struct Sum {
    value: f64,
    slope: f64,
    scale: f64,
    cancelled: f64,
}

impl Sum {
    fn scaled(self, by: f64) -> Self {
        Self { scale: self.scale + by, ..self }
    }
}

/// At z = 1 − `rest` in [0, 1): what is left to the singularity is given, since near it z alone has lost the digits.
fn unit(a: f64, b: f64, c: f64, rest: f64) -> Option<Sum> {
    let direct = reach(a, b, c, rest);
    if direct.is_some_and(|sum| sum.cancelled < 4.0) {
        return direct;
    }
    // Euler's transformation, 15.3.3.
    let euler = reach(c - a, c - b, c, rest).map(|sum| sum.scaled((c - a - b) * rest.ln()));
    match (direct, euler) {
        (Some(direct), Some(euler)) if euler.cancelled < direct.cancelled => Some(euler),
        (Some(direct), _) => Some(direct),
        (None, euler) => euler,
    }
}

fn reach(a: f64, b: f64, c: f64, rest: f64) -> Option<Sum> {
    if rest >= 1.0 - SERIES { series(a, b, c, 1.0 - rest) } else { continued(a, b, c, rest) }
}

/// The defining series with its derivative.
fn series(a: f64, b: f64, c: f64, z: f64) -> Option<Sum> {
    let (mut term, mut sum, mut slope, mut scale, mut largest) = (1.0_f64, 1.0_f64, 0.0_f64, 0.0, 1.0_f64);
    for n in 0..200_000 {
        let k = f64::from(n);
        term *= (a + k) * (b + k) / ((c + k) * (k + 1.0)) * z;
        sum += term;
        slope += term * (k + 1.0);
        largest = largest.max(term.abs());
        if term.abs() > RESCALE {
            (term, sum, slope, largest) = (term / RESCALE, sum / RESCALE, slope / RESCALE, largest / RESCALE);
            scale += RESCALE.ln();
        }
        // A term may pass near zero where a + k or b + k does: only past both is a small term the end.
        let small = (k + 1.0) * term.abs() <= EPSILON * slope.abs().max(sum.abs());
        if term == 0.0 || small && k > -a.min(b) {
            let slope = if z == 0.0 { a * b / c } else { slope / z };
            return Some(Sum { value: sum, slope, scale, cancelled: largest / sum.abs() });
        }
    }
    None
}

/// From [`BASE`] by Taylor steps of z(1 − z)F″ + (c − (a + b + 1)z)F′ − abF = 0 (15.5.1).
fn continued(a: f64, b: f64, c: f64, rest: f64) -> Option<Sum> {
    let mut left = 1.0 - BASE;
    let mut sum = series(a, b, c, BASE)?;
    // Over a longer step the second solution, about z^(1 − c), would turn rounding into terms that swamp the sum.
    let stride = 0.5_f64.min(8.0 / (a.abs() + b.abs() + c.abs()));
    let mut peak = sum.value.abs().ln() + sum.scale;
    while left > rest {
        let step = (stride * left).min(left - rest);
        let (value, slope, cancelled) = taylor(a, b, c, left, step, sum.value, sum.slope)?;
        let size = value.abs().max(slope.abs() * left);
        if size == 0.0 || !size.is_finite() {
            return None;
        }
        let now = value.abs().ln() + sum.scale;
        peak = peak.max(now);
        sum = Sum {
            value: value / size,
            slope: slope / size,
            scale: sum.scale + size.ln(),
            cancelled: sum.cancelled.max(cancelled).max((peak - now).exp()),
        };
        left = if step < stride * left { rest } else { left - step };
    }
    Some(sum)
}

fn taylor(a: f64, b: f64, c: f64, left: f64, h: f64, value: f64, slope: f64) -> Option<(f64, f64, f64)> {
    let (mut now, mut next) = (value, slope * h);
    let (mut sum, mut derivative, mut largest) = (value + next, next, value.abs().max(next.abs()));
    let at = 1.0 - left;
    let spread = at * left;
    for n in 0..20_000 {
        let k = f64::from(n);
        let after = h
            * (h * (k + a) * (k + b) * now - (k + 1.0) * ((2.0 * left - 1.0) * k + c - (a + b + 1.0) * at) * next)
            / (spread * (k + 2.0) * (k + 1.0));
        sum += after;
        derivative += after * (k + 2.0);
        largest = largest.max(after.abs());
        if (after.abs() + next.abs()) * (k + 2.0) <= EPSILON * (sum.abs() + derivative.abs()) {
            return Some((sum, derivative / h, largest / sum.abs()));
        }
        (now, next) = (next, after);
    }
    None
}
