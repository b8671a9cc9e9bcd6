//! The language against a naive evaluator, the plans of the statements, lists at work.

mod company;
mod language;
mod lists;
mod naive;
mod plans;
mod refusals;
