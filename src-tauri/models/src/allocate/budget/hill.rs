//! The Hill response curve and its concave hull.

/// `max · sᵏ / (halfᵏ + sᵏ)`: half of `max` is reached at `half`; a slope k above 1 makes an S.
/// Hill (1910), Journal of Physiology 40; for advertising, Jin et al. (2017), Google, equation 5.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hill {
    /// The response that is never quite reached.
    pub max: f64,
    /// The spend at which half of it is reached.
    pub half: f64,
    /// How suddenly.
    pub slope: f64,
}

impl Hill {
    /// The response to a spend.
    pub fn response(&self, spend: f64) -> f64 {
        if spend <= 0.0 { 0.0 } else { self.max / (1.0 + (self.half / spend).powf(self.slope)) }
    }

    /// What one more unit brings: the derivative of the response. Infinite at 0 where the slope is below 1.
    pub fn marginal(&self, spend: f64) -> f64 {
        if spend <= 0.0 {
            return match self.slope.total_cmp(&1.0) {
                std::cmp::Ordering::Less => f64::INFINITY,
                std::cmp::Ordering::Equal => self.max / self.half,
                std::cmp::Ordering::Greater => 0.0,
            };
        }
        let odds = (self.half / spend).powf(self.slope);
        if odds.is_infinite() { 0.0 } else { self.max * self.slope / spend * (odds / (1.0 + odds)) / (1.0 + odds) }
    }

    /// Where growth is steepest; below it the curve is convex, above it concave.
    pub fn inflection(&self) -> f64 {
        if self.slope <= 1.0 {
            0.0
        } else {
            self.half * ((self.slope - 1.0) / (self.slope + 1.0)).powf(1.0 / self.slope)
        }
    }

    /// The spend in `[from, to]`, right of the inflection, where the marginal response is `price`.
    pub fn spend_at(&self, price: f64, from: f64, to: f64) -> f64 {
        if self.marginal(to) >= price {
            return to;
        }
        if self.marginal(from) <= price {
            return from;
        }
        // The marginal falls here. In logarithms it is nearly straight, so Newton's steps, kept inside a bracket, converge fast.
        let (mut low, mut high) = (from, to);
        let mut spend = if from > 0.0 { (from * to).sqrt() } else { to / 2.0 };
        for _ in 0..60 {
            let odds = (self.half / spend).powf(self.slope);
            let marginal = self.max * self.slope / spend * (odds / (1.0 + odds)) / (1.0 + odds);
            if marginal > price {
                low = spend;
            } else {
                high = spend;
            }
            // d log marginal / d log spend
            let bend = self.slope * (odds - 1.0) / (odds + 1.0) - 1.0;
            let step = spend * (-(marginal / price).ln() / bend).clamp(-30.0, 30.0).exp();
            let next = if step > low && step < high { step } else { (low + high) / 2.0 };
            if (next - spend).abs() <= 1e-14 * spend || high - low <= f64::EPSILON * high {
                return next;
            }
            spend = next;
        }
        spend
    }

    /// Where a line from (`anchor`, response) touches the curve right of the inflection, within `[from, to]`.
    pub fn touch(&self, anchor: f64, from: f64, to: f64) -> f64 {
        let base = self.response(anchor);
        let mut low = self.inflection().max(anchor).max(from);
        if low >= to {
            return to;
        }
        let above = |s: f64| self.marginal(s) * (s - anchor) > self.response(s) - base;
        if above(to) {
            return to;
        }
        let mut high = to;
        for _ in 0..100 {
            let middle = (low + high) / 2.0;
            if above(middle) {
                low = middle;
            } else {
                high = middle;
            }
            if high - low <= f64::EPSILON * high {
                break;
            }
        }
        high
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_marginal_is_the_derivative(slope in 0.3f64..6.0, half in 1.0f64..100.0, spend in 0.5f64..300.0) {
            let curve = Hill { max: 10.0, half, slope };
            let step = 1e-5 * spend;
            let difference = (curve.response(spend + step) - curve.response(spend - step)) / (2.0 * step);
            prop_assert!((curve.marginal(spend) - difference).abs() <= 1e-5 * difference.abs() + 1e-9);
        }

        #[test]
        fn the_spend_at_a_price_has_that_marginal(slope in 0.3f64..6.0, half in 1.0f64..100.0, share in 0.001f64..0.999) {
            let curve = Hill { max: 10.0, half, slope };
            let from = curve.inflection();
            let price = curve.marginal(from.max(1e-3)) * share;
            let spend = curve.spend_at(price, from.max(1e-3), 1e9);
            prop_assert!((curve.marginal(spend) / price - 1.0).abs() < 1e-9);
        }
    }
}
