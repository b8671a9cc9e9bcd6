//! Patterns: who buys how recently and how often, who stays, how unevenly, in which groups, and what goes together.

pub mod cohorts;
pub mod concentration;
pub mod interval;
pub mod migration;
pub mod response;
pub mod rfm;
pub mod rules;
pub mod segments;
