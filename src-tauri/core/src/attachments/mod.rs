//! Files that belong to a record: kept once, encrypted, outside the database.

pub mod vault;
