//! The product without a window: customers, what is known of them, and the one door to change it.
//!
//! A feature is a folder, a verb is a file. Verbs are methods of [`Session`]; they decide, and reach SQL only
//! through their own `store.rs`. [`Session::begin`] is the only door to the write connection; whatever goes
//! through it is recorded in the change log, and can be undone.

pub mod access;
pub mod addresses;
pub mod attachments;
pub mod backup;
pub mod change;
mod check;
mod clock;
pub mod contacts;
pub mod countries;
mod crm;
pub mod customers;
mod db;
pub mod demo;
mod derive;
pub mod divisions;
pub mod drafts;
mod error;
pub mod fields;
mod id;
pub mod insights;
pub mod integrity;
pub mod methods;
mod money;
mod op;
mod parent;
pub mod people;
pub mod preferences;
pub mod privacy;
pub mod products;
pub mod purchases;
pub mod relations;
pub mod search;
mod settings;
pub mod tags;
#[cfg(test)]
mod testing;
pub mod text;
pub mod transfer;
mod tx;
pub mod views;
pub mod workspace;

pub use clock::{Clock, Instant, parse_date};
pub use crm::{Crm, NewCompany, Read, Session, Settings, WeekStart};
pub use db::Access;
pub use db::facts::{Versions, WorkspaceFacts, system_zone, versions};
#[cfg(any(test, feature = "testing"))]
pub use db::older::take_back_schema;
pub use error::{Error, FieldError, Result};
pub use id::*;
pub use money::{Currency, MAX_MINOR, Money, UnknownCurrency, format_scaled, parse_scaled};
pub use op::Op;
pub use parent::ParentRef;
pub use tx::{Committed, DataChanged, Tx};
