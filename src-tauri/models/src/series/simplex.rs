//! A small minimiser without derivatives, for fits of up to six parameters.

/// The most parameters.
pub(super) const MOST: usize = 6;

/// A point; what lies beyond the dimension of the search is zero.
pub(super) type Point = [f64; MOST];

/// The downhill simplex of Nelder & Mead (1965), The Computer Journal 7(4), 308–313, in `dimension` ≤ [`MOST`]
/// dimensions, from `start` with first steps `step`. A value that is not finite counts as infinitely high.
///
/// Ends after `evaluations` or when the values at the corners agree to a relative 1e-9; answers the lowest point seen
/// and its value.
pub(super) fn minimise(
    dimension: usize,
    start: Point,
    step: Point,
    evaluations: usize,
    mut f: impl FnMut(&Point) -> f64,
) -> (Point, f64) {
    let n = dimension.min(MOST);
    let mut left = evaluations;
    let mut value = |point: &Point| {
        left = left.saturating_sub(1);
        let value = f(point);
        (if value.is_finite() { value } else { f64::MAX }, left)
    };
    let mut corners: Vec<(f64, Point)> = Vec::with_capacity(n + 1);
    corners.push((value(&start).0, start));
    for i in 0..n {
        let mut point = start;
        point[i] += step[i];
        corners.push((value(&point).0, point));
    }
    corners.sort_by(|a, b| a.0.total_cmp(&b.0));
    if n == 0 {
        return (start, corners[0].0);
    }
    loop {
        let (best, worst) = (corners[0], corners[n]);
        if worst.0 - best.0 <= 1e-9 * (best.0.abs() + 1e-9) {
            break;
        }
        let mut centre = [0.0; MOST];
        for (_, corner) in &corners[..n] {
            for i in 0..n {
                centre[i] += corner[i] / n as f64;
            }
        }
        let along = |factor: f64| {
            let mut point = centre;
            for i in 0..n {
                point[i] += factor * (worst.1[i] - centre[i]);
            }
            point
        };
        let reflected = along(-1.0);
        let (at_reflected, mut remaining) = value(&reflected);
        if at_reflected < best.0 {
            let expanded = along(-2.0);
            let (at_expanded, after) = value(&expanded);
            remaining = after;
            corners[n] = if at_expanded < at_reflected { (at_expanded, expanded) } else { (at_reflected, reflected) };
        } else if at_reflected < corners[n - 1].0 {
            corners[n] = (at_reflected, reflected);
        } else {
            let contracted = along(if at_reflected < worst.0 { -0.5 } else { 0.5 });
            let (at_contracted, after) = value(&contracted);
            remaining = after;
            if at_contracted < worst.0.min(at_reflected) {
                corners[n] = (at_contracted, contracted);
            } else {
                for corner in &mut corners[1..] {
                    for i in 0..n {
                        corner.1[i] = f64::midpoint(corner.1[i], best.1[i]);
                    }
                    let (at, after) = value(&corner.1);
                    corner.0 = at;
                    remaining = after;
                }
            }
        }
        corners.sort_by(|a, b| a.0.total_cmp(&b.0));
        if remaining == 0 {
            break;
        }
    }
    (corners[0].1, corners[0].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bowl_and_a_bent_valley_are_left_at_their_lowest_point() {
        let (bowl, _) = minimise(2, [0.0; MOST], [1.0; MOST], 500, |p| (p[0] - 3.0).powi(2) + (p[1] + 1.0).powi(2));
        assert!((bowl[0] - 3.0).abs() < 1e-3 && (bowl[1] + 1.0).abs() < 1e-3, "{bowl:?}");
        // Rosenbrock's valley: lowest at (1, 1).
        let valley = |p: &Point| (1.0 - p[0]).powi(2) + 100.0 * (p[1] - p[0] * p[0]).powi(2);
        let (lowest, _) = minimise(2, [-1.2, 1.0, 0.0, 0.0, 0.0, 0.0], [0.5; MOST], 2_000, valley);
        assert!((lowest[0] - 1.0).abs() < 1e-3 && (lowest[1] - 1.0).abs() < 1e-3, "{lowest:?}");
    }

    #[test]
    fn values_that_are_no_numbers_are_avoided() {
        let (point, value) = minimise(1, [1.0; MOST], [0.5; MOST], 200, |p| if p[0] < 0.5 { f64::NAN } else { p[0] });
        assert!((0.5..0.51).contains(&point[0]) && value >= 0.5, "{point:?}");
    }
}
