use super::super::History;
use super::super::pareto::decay;
use super::{Shape, Values};

/// Purchases expected within `t` of a customer who is alive, with the gradient.
pub(crate) fn expected_alive(shape: Shape, values: &Values, h: &History, t: f64) -> (f64, Values) {
    let &[r, _, a, b] = values;
    // Where the series would overflow, or alternate, the sum over counts is short.
    let smooth = a < 200.0 && a + b - r > -40.0;
    if shape.k == 1 && smooth { random(shape, values, h, t) } else { regular(shape, values, h, t) }
}

/// Eq. 10 of Fader, Hardie & Lee (2005), after Euler's transformation of its ₂F₁: small parameters however many
/// purchases, and without the pole at a = 1. With n = r + x, A = α + T, z = t / (A + t) and C = a + b′ − 1 it is
///
/// C [1 − (1 − z)^(a−1)] / (a − 1) − (1 − z)^(a−1) U,  U = Σ_{i≥1} (C − n)ᵢ (a)ᵢ₋₁ / ((C + 1)ᵢ₋₁ i!) zⁱ.
fn random(shape: Shape, &[r, alpha, a, b]: &Values, h: &History, t: f64) -> (f64, Values) {
    let (n, whole) = (r + h.x(), alpha + h.age);
    let z = t / (whole + t);
    let length = (t / whole).ln_1p();
    let c = a + b + shape.stayed(h.x()) - 1.0;
    let u = Series::sum(c - n, a, c, z);
    let (mass, mean) = decay(a - 1.0, length);
    let left = (-(a - 1.0) * length).exp();
    // How z and the length move with α.
    let (length_alpha, z_alpha) = (1.0 / (whole + t) - 1.0 / whole, -z / (whole + t));
    let by_r = left * u.by_p;
    let by_alpha = c * left * length_alpha + left * ((a - 1.0) * length_alpha * u.value - u.by_z * z_alpha);
    let by_b = mass - left * (u.by_p + u.by_c);
    let by_a = by_b - c * mean + left * (length * u.value - u.by_a);
    (c * mass - left * u.value, [by_r, by_alpha, by_a, by_b])
}

/// U with its derivatives.
#[derive(Default)]
struct Series {
    value: f64,
    by_p: f64,
    by_a: f64,
    by_c: f64,
    by_z: f64,
}

impl Series {
    fn sum(p: f64, a: f64, c: f64, z: f64) -> Self {
        let mut sum = Self { value: p * z, by_p: z, by_z: p, ..Self::default() };
        let (mut term, mut term_p, mut term_a, mut term_c) = (p * z, z, 0.0, 0.0);
        for i in 1..100_000_u32 {
            let i = f64::from(i);
            let shared = 1.0 / ((c + i) * (i + 1.0));
            let w = z * shared;
            let (by_p, by_a) = ((a + i - 1.0) * w, (p + i) * w);
            let ratio = (p + i) * by_p;
            term_p = term_p * ratio + term * by_p;
            term_a = term_a * ratio + term * by_a;
            term_c = (term_c - term * shared * (i + 1.0)) * ratio;
            term *= ratio;
            sum.value += term;
            sum.by_p += term_p;
            sum.by_a += term_a;
            sum.by_c += term_c;
            sum.by_z += (i + 1.0) * term / z.max(f64::MIN_POSITIVE);
            let size = term.abs() + term_p.abs();
            if i > -p && size * (i + 1.0) <= 1e-16 * (sum.value.abs() + sum.by_p.abs() + f64::MIN_POSITIVE) {
                break;
            }
        }
        sum
    }
}

/// Stages that have passed since the last purchase, of a customer who is alive: weights of j = 0 … k − 1.
fn passed(shape: Shape, n: f64, alpha: f64, h: &History) -> Vec<f64> {
    let v = (h.age - h.recency) / (alpha + h.age);
    let mut weights = Vec::with_capacity(shape.k as usize);
    let mut term = 1.0;
    for j in 0..shape.k {
        weights.push(term);
        term *= (n + f64::from(j)) * v / f64::from(j + 1);
    }
    let total: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|w| *w /= total);
    weights
}

/// Exactly, where Platzer & Reutterer approximate: given that j stages have passed, the stages of the next `t` are
/// negative binomial with shape n + j, every k-th stage is a purchase, and the m-th purchase needs m − 1 decisions to
/// stay, E[(1 − p)^(m−1)] = B(a, b′ + m − 1) / B(a, b′).
fn counted(shape: Shape, &[r, alpha, a, b]: &Values, h: &History, t: f64) -> f64 {
    let n = r + shape.stages(h.x());
    let odds = t / (alpha + h.age);
    let stayed = b + shape.stayed(h.x());
    let mut total = 0.0;
    for (j, weight) in passed(shape, n, alpha, h).into_iter().enumerate() {
        let n = n + j as f64;
        let z = odds / (1.0 + odds);
        // The chance of so many stages; by its logarithm where it starts below the smallest number.
        let mut ln_chance = -n * odds.ln_1p();
        let mut chance = ln_chance.exp();
        let mut left = 1.0;
        let (mut purchases, mut stays) = (0.0, 1.0);
        let (mut stage, mut bought) = (j as u64, 0.0_f64);
        for i in 0..2_000_000_u32 {
            total += weight * chance * purchases;
            left -= chance;
            // Nobody is left to buy more, or whoever is left would have stopped by now.
            if left < 1e-13 || stays < 1e-17 * purchases {
                break;
            }
            stage += 1;
            if stage % u64::from(shape.k) == 0 {
                purchases += stays;
                stays *= (stayed + bought) / (a + stayed + bought);
                bought += 1.0;
            }
            let i = f64::from(i);
            let ratio = (n + i) / (i + 1.0) * z;
            if chance > 1e-280 {
                chance *= ratio;
                if chance < 1e-26 && i > n * odds {
                    break;
                }
            } else {
                ln_chance += ratio.ln();
                chance = ln_chance.exp();
            }
        }
        total += weight * left.max(0.0) * purchases;
    }
    total
}

fn regular(shape: Shape, values: &Values, h: &History, t: f64) -> (f64, Values) {
    const STEP: f64 = 1e-5;
    let mut gradient = [0.0; 4];
    for (i, slope) in gradient.iter_mut().enumerate() {
        let (mut up, mut down) = (*values, *values);
        up[i] *= 1.0 + STEP;
        down[i] *= 1.0 - STEP;
        *slope = (counted(shape, &up, h, t) - counted(shape, &down, h, t)) / (up[i] - down[i]);
    }
    (counted(shape, values, h, t), gradient)
}

/// P(no purchase within `t` | alive).
pub(crate) fn stays_away(shape: Shape, &[r, alpha, ..]: &Values, h: &History, t: f64) -> f64 {
    let n = r + shape.stages(h.x());
    let odds = t / (alpha + h.age);
    let z = odds / (1.0 + odds);
    let mut total = 0.0;
    for (j, weight) in passed(shape, n, alpha, h).into_iter().enumerate() {
        let n = n + j as f64;
        let mut chance = (-n * odds.ln_1p()).exp();
        for i in 0..shape.k as usize - j {
            total += weight * chance;
            let i = i as f64;
            chance *= (n + i) / (i + 1.0) * z;
        }
    }
    total.min(1.0)
}
