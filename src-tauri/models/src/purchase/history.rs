use std::cmp::Ordering;

use super::Unidentified;

/// One customer as the models see them. Times are in one unit that the caller chooses (weeks, say).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct History {
    /// Repeat purchases: the first is not one.
    pub(super) frequency: u32,
    /// From the first purchase to the last; 0 without a repeat.
    pub(super) recency: f64,
    /// From the first purchase to the end of the window.
    pub(super) age: f64,
}

impl History {
    /// A customer at the moment of their first purchase.
    pub const NEW: Self = Self { frequency: 0, recency: 0.0, age: 0.0 };

    /// `frequency` repeat purchases, the last one `recency` after the first, seen until `age` after the first.
    ///
    /// # Errors
    /// [`Unidentified::Impossible`] unless 0 < recency ≤ age with repeats, 0 = recency ≤ age without.
    pub fn new(frequency: u32, recency: f64, age: f64) -> Result<Self, Unidentified> {
        if !(age >= 0.0 && age.is_finite()) {
            return Err(Unidentified::Impossible { what: "age", value: age });
        }
        let possible = if frequency == 0 { recency == 0.0 } else { recency > 0.0 && recency <= age };
        if !possible {
            return Err(Unidentified::Impossible { what: "recency", value: recency });
        }
        Ok(Self { frequency, recency, age })
    }

    /// Repeat purchases.
    pub fn frequency(&self) -> u32 {
        self.frequency
    }

    /// From the first purchase to the last.
    pub fn recency(&self) -> f64 {
        self.recency
    }

    /// From the first purchase to the end of the window.
    pub fn age(&self) -> f64 {
        self.age
    }

    /// By repeats, then age, then recency.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let Self { frequency, recency, age } = self;
        frequency.cmp(&other.frequency).then(age.total_cmp(&other.age)).then(recency.total_cmp(&other.recency))
    }

    pub(super) fn x(&self) -> f64 {
        f64::from(self.frequency)
    }
}
