//! Pure mathematics for Kehu: numbers in, numbers out.
//!
//! Nothing here knows a customer, a database or a clock. A function that cannot answer says so with
//! [`Unanswerable`] instead of a guess, and no answer is ever NaN or infinite. Every formula names its source.

#![deny(missing_docs)]

pub mod allocate;
pub mod attribution;
mod density;
pub mod experiment;
mod median;
pub mod numeric;
pub mod outcome;
pub mod patterns;
pub mod purchase;
pub mod route;
pub mod series;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unanswerable {
    /// There are fewer observations than the method needs.
    #[error("{given} observations, {needed} are needed")]
    TooLittle {
        /// What the method needs at least.
        needed: usize,
        /// What there was.
        given: usize,
    },
    /// An argument lies outside what it may be.
    #[error("{what} is out of range")]
    OutOfRange {
        /// Which.
        what: &'static str,
    },
    /// There is more than can be worked on.
    #[error("more than {most}")]
    TooMany {
        /// The most.
        most: usize,
    },
    /// An observation is NaN or infinite.
    #[error("an observation is not a finite number")]
    NotFinite,
    /// Columns that belong together differ in length or number.
    #[error("{given} values, {expected} are expected")]
    Uneven {
        /// How many there should be.
        expected: usize,
        /// How many there are.
        given: usize,
    },
    /// Everything ended the same way, so nothing tells one end from the other.
    #[error("all outcomes are the same")]
    OneOutcome,
}
