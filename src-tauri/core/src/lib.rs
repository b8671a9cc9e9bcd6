//! The product without a window.

pub mod attachments;
pub mod divisions;
pub mod text;
pub mod workspace;
