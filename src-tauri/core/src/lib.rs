//! The product without a window.

pub mod text;
