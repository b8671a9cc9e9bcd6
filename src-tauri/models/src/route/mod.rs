//! Visits: who goes where, in which order, so that most is gained.
//!
//! One problem covers both classics. In the *team orienteering problem with time windows* every stop is
//! [`Rule::May`] and the plan collects the most prize; in the *vehicle routing problem with time windows* every stop
//! is [`Rule::Must`] and the plan travels least. A working week of a sales team is a mixture of the two: appointments
//! that are fixed, visits that are owed, customers who would be worth a visit if somebody is near.
//!
//! [`search`] finds plans (anytime, seeded, reproducible), [`bound`] proves how far a plan can be from the best one,
//! and [`check`] shares no code with either and says whether a plan can be driven.
//!
//! Times and lengths are integers in one unit of the caller's choice (seconds, tenths of a minute): sums are exact, so
//! a plan is feasible or it is not, and never "nearly".

mod bound;
mod check;
mod instance;
mod net;
mod problem;
mod recreate;
mod ruin;
mod search;
mod state;
mod tour;
mod tuning;

pub use bound::{Bound, bound};
pub use check::{Timetable, Violation, Visit, check};
pub use instance::{Instance, InstanceError, Layout, Options};
pub use problem::{Person, Problem, RouteError, Rule, Stop, Travel};
pub use search::{Plan, Watch, search};
