//! Where scarce things go: people to customers, regions to people, money to channels, calls to a day.
//!
//! [`assign`] and [`budget`] return proven optima together with what proves them; [`territories`] is a heuristic
//! and says so; [`response`] estimates the curves a budget needs; [`calls`] orders a day's calls by what they are worth.

pub mod assign;
pub mod budget;
pub mod calls;
pub mod response;
pub mod territories;
