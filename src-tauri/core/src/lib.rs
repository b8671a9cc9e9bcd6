//! The product without a window: customers, what is known of them, and the one door to change it.
//!
//! A feature is a folder, a verb is a file. Verbs are methods of [`Session`]; they decide, and reach SQL only
//! through their own `store.rs`. [`Session::begin`] is the only door to the write connection; whatever goes
//! through it is recorded in the change log, and can be undone.

pub mod attachments;
pub mod change;
mod check;
mod clock;
pub mod contacts;
mod crm;
pub mod customers;
mod db;
mod derive;
pub mod divisions;
mod error;
mod id;
mod money;
mod op;
pub mod people;
pub mod purchases;
pub mod search;
mod settings;
#[cfg(test)]
mod testing;
pub mod text;
mod tx;
pub mod views;
pub mod workspace;

pub use clock::{Clock, Instant, parse_date};
pub use crm::{Crm, NewCompany, Read, Session, Settings};
pub use db::Access;
pub use error::{Error, FieldError, Result};
pub use id::*;
pub use money::{Currency, MAX_MINOR, Money, UnknownCurrency, format_scaled, parse_scaled};
pub use op::Op;
pub use tx::{Committed, DataChanged, Tx};
