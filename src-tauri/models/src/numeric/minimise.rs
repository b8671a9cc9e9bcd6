//! Minimising a smooth function of a few variables, and what its curvature says.

use nalgebra::{SMatrix, SVector};

/// What a search ended with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Minimum<const N: usize> {
    /// Where.
    pub at: [f64; N],
    /// The value there.
    pub value: f64,
    /// The gradient there.
    pub gradient: [f64; N],
    /// Whether the step that is still to be expected changes the value by less than rounding does.
    pub converged: bool,
    /// How often the function was asked.
    pub evaluations: usize,
}

/// No step is longer than this in any variable: in logarithms, a factor of e².
const LONGEST: f64 = 2.0;

/// BFGS from `start`, within |xᵢ| ≤ `bound`; Nocedal & Wright, *Numerical Optimization* (2006), algorithm 6.1,
/// with backtracking and the update skipped where curvature is not positive.
///
/// `f` gives value and gradient; a value that is not finite is a wall. `metric` is a first guess of the inverse
/// Hessian. A minimum on the bound has not converged.
pub fn minimise<const N: usize>(
    start: [f64; N],
    metric: Option<[[f64; N]; N]>,
    bound: f64,
    mut f: impl FnMut(&[f64; N]) -> (f64, [f64; N]),
) -> Minimum<N> {
    let mut x = SVector::from(start);
    let (mut value, gradient) = f(&start);
    let mut gradient = SVector::from(gradient);
    let mut inverse = metric.map_or_else(SMatrix::identity, matrix);
    let mut evaluations = 1;
    let mut fresh = metric.is_none();
    let mut stalls = 0;
    let end = |x: SVector<f64, N>, value, gradient: SVector<f64, N>, converged, evaluations| Minimum {
        at: x.into(),
        value,
        gradient: gradient.into(),
        converged,
        evaluations,
    };
    for _ in 0..300 {
        let mut direction: SVector<f64, N> = -(inverse * gradient);
        let mut slope = gradient.dot(&direction);
        if slope.is_nan() || slope >= 0.0 {
            inverse = SMatrix::identity();
            fresh = true;
            direction = -gradient;
            slope = gradient.dot(&direction);
        }
        if -slope <= 1e-16 * value.abs().max(1e-300) && !fresh || gradient.amax() == 0.0 {
            return end(x, value, gradient, true, evaluations);
        }
        let longest = direction.amax();
        if longest > LONGEST {
            direction *= LONGEST / longest;
            slope *= LONGEST / longest;
        }
        let mut length = 1.0;
        let accepted = loop {
            let trial: SVector<f64, N> = x + direction * length;
            let (there, slopes) = f(&trial.into());
            evaluations += 1;
            let slopes = SVector::from(slopes);
            if there.is_finite() && there <= value + 1e-4 * length * slope {
                break Some((trial, there, slopes));
            }
            // At the limit of rounding the gradient still knows the way.
            if (there - value).abs() <= 1e-14 * value.abs() && slopes.amax() < 0.5 * gradient.amax() {
                break Some((trial, there, slopes));
            }
            length *= if length > 0.1 { 0.5 } else { 0.1 };
            if length < 1e-12 {
                break None;
            }
        };
        let Some((trial, there, slopes)) = accepted else {
            if fresh {
                return end(x, value, gradient, -slope <= 1e-10 * value.abs(), evaluations);
            }
            inverse = SMatrix::identity();
            fresh = true;
            continue;
        };
        // Where rounding drowns the value the gradient may dance for ever; `polish` tells what was reached.
        stalls = if there < value { 0 } else { stalls + 1 };
        if stalls > 3 {
            return end(x, value, gradient, false, evaluations);
        }
        let (moved, turned) = (trial - x, slopes - gradient);
        (x, value, gradient) = (trial, there, slopes);
        if x.amax() > bound {
            return end(x, value, gradient, false, evaluations);
        }
        let curvature = moved.dot(&turned);
        if curvature > 1e-14 * moved.norm() * turned.norm() {
            if fresh {
                inverse = SMatrix::identity() * (curvature / turned.norm_squared());
                fresh = false;
            }
            let mapped = inverse * turned;
            let factor = (1.0 + turned.dot(&mapped) / curvature) / curvature;
            inverse += moved * moved.transpose() * factor
                - (mapped * moved.transpose() + moved * mapped.transpose()) / curvature;
        }
    }
    end(x, value, gradient, false, evaluations)
}

/// Newton's method from `minimum`, with the Hessian from [`hessian`], as long as it shrinks the gradient: the last
/// digits that BFGS leaves. Where the Hessian is positive definite it is answered as well, and a step that would change
/// the value by nothing that counts is convergence.
pub fn polish<const N: usize>(
    minimum: Minimum<N>,
    mut f: impl FnMut(&[f64; N]) -> (f64, [f64; N]),
) -> (Minimum<N>, Option<[[f64; N]; N]>) {
    let mut best = minimum;
    let curvature = hessian(&best.at, &best.gradient, |x| f(x).1);
    best.evaluations += N;
    let Some(covariance) = inverse(&curvature) else {
        return (best, None);
    };
    for _ in 0..3 {
        let step = matrix(covariance) * SVector::from(best.gradient);
        if step.amax() > 0.1 || step.amax() < 1e-13 {
            break;
        }
        let trial = (SVector::from(best.at) - step).into();
        let (value, gradient) = f(&trial);
        best.evaluations += 1;
        let shrinks = SVector::from(gradient).amax() < SVector::from(best.gradient).amax();
        if !(shrinks && value <= best.value + 1e-12 * best.value.abs()) {
            break;
        }
        best = Minimum { at: trial, value, gradient, ..best };
    }
    let gradient = SVector::from(best.gradient);
    best.converged |= gradient.dot(&(matrix(covariance) * gradient)) <= 1e-14 * best.value.abs();
    (best, Some(curvature))
}

/// The symmetric matrix of second derivatives at `x`, where the gradient is `here`, by forward differences of the
/// gradient (Nocedal & Wright, section 8.1). For variables of size one, such as logarithms, and gradients exact to 12
/// digits, steps of 10⁻⁶ leave six digits: enough for Newton's method and for standard errors, in half the time of
/// central differences.
pub fn hessian<const N: usize>(
    x: &[f64; N],
    here: &[f64; N],
    mut gradient: impl FnMut(&[f64; N]) -> [f64; N],
) -> [[f64; N]; N] {
    const STEP: f64 = 1e-6;
    let mut rows = [[0.0; N]; N];
    for (i, row) in rows.iter_mut().enumerate() {
        let mut ahead = *x;
        ahead[i] += STEP;
        let there = gradient(&ahead);
        for j in 0..N {
            row[j] = (there[j] - here[j]) / STEP;
        }
    }
    let mut symmetric = rows;
    for i in 0..N {
        for j in 0..N {
            symmetric[i][j] = 0.5 * (rows[i][j] + rows[j][i]);
        }
    }
    symmetric
}

/// The inverse of a symmetric positive definite matrix; none of any other.
pub fn inverse<const N: usize>(symmetric: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let inverse = matrix(*symmetric).cholesky()?.inverse();
    inverse.iter().all(|x| x.is_finite()).then(|| {
        let mut rows = [[0.0; N]; N];
        for (i, row) in rows.iter_mut().enumerate() {
            for (j, cell) in row.iter_mut().enumerate() {
                *cell = inverse[(i, j)];
            }
        }
        rows
    })
}

fn matrix<const N: usize>(rows: [[f64; N]; N]) -> SMatrix<f64, N, N> {
    SMatrix::from_fn(|i, j| rows[i][j])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley.
    fn valley(x: &[f64; 2]) -> (f64, [f64; 2]) {
        let (u, v) = (1.0 - x[0], x[1] - x[0] * x[0]);
        (u * u + 100.0 * v * v, [-2.0 * u - 400.0 * x[0] * v, 200.0 * v])
    }

    #[test]
    fn bfgs_walks_through_the_valley_of_rosenbrock() {
        let found = minimise([-1.2, 1.0], None, 100.0, |x| {
            let (value, gradient) = valley(x);
            (value + 1.0, gradient)
        });
        let (found, _) = polish(found, valley);
        assert!(found.converged && found.evaluations < 80, "{found:?}");
        assert!((found.at[0] - 1.0).abs() < 1e-8 && (found.at[1] - 1.0).abs() < 1e-8, "{found:?}");
    }

    #[test]
    fn a_function_without_a_minimum_stops_at_the_bound() {
        let found = minimise([0.0], None, 12.0, |x| ((-x[0]).exp(), [-(-x[0]).exp()]));
        assert!(!found.converged || found.value < 1e-5, "{found:?}");
        let wall = minimise([0.5], None, 12.0, |x| if x[0] > 1.0 { (f64::NAN, [0.0]) } else { (-x[0], [-1.0]) });
        assert!(!wall.converged && wall.at[0] <= 1.0, "{wall:?}");
    }

    #[test]
    fn the_inverse_exists_where_curvature_is_positive() {
        let h = hessian(&[1.0, 1.0], &valley(&[1.0, 1.0]).1, |x| valley(x).1);
        assert!((h[0][0] - 802.0).abs() < 1e-2 && (h[0][1] + 400.0).abs() < 1e-2 && (h[1][1] - 200.0).abs() < 1e-6);
        let inverted = inverse(&h).unwrap();
        assert!((inverted[0][0] - 0.5).abs() < 1e-3, "{inverted:?}");
        assert_eq!(inverse(&[[1.0, 2.0], [2.0, 1.0]]), None);
    }
}
