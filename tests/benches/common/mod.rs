//! What the benchmarks share: a large company, a table of times, and statements on a plain copy of the file.
#![allow(dead_code, reason = "each benchmark uses its part")]

pub mod bare;
pub mod company;
pub mod floor;
pub mod table;
