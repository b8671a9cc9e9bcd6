//! The product without a window.

pub mod divisions;
pub mod text;
pub mod workspace;
