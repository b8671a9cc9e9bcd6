//! What the models are computed with: special functions, quadrature, optimisers.
//!
//! Everything here is deterministic, and where a function has a domain its doc says what it answers outside of it.
//! Accuracy is held against 50-digit references (`fixtures/special.csv`, made with mpmath by `fixtures/special.py`).

mod gamma;
mod hypergeometric;
mod logs;
mod minimise;
mod quadrature;

pub use gamma::{digamma, ln_beta, ln_gamma, trigamma};
pub use hypergeometric::{SignedLn, gauss_2f1, ln_gauss_2f1};
pub use logs::{ln_add_exp, log_sum_exp, logistic, softplus};
pub use minimise::{Minimum, hessian, inverse, minimise, polish};
pub use quadrature::Rule;

#[cfg(test)]
mod references;
