//! The purchase models beside what the literature prints, and beside themselves.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cdnow;
mod known;
mod other;
mod properties;
mod refusals;
mod simulate;
mod simulation;
