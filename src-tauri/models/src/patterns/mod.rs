//! Patterns: who buys how recently and how often, how unevenly, in which groups, and what goes together.

pub mod concentration;
pub mod interval;
pub mod rfm;
