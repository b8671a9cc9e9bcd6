//! One thin function for each command: arguments in, one call of the core, the error converted.

pub mod access;
pub mod app;
pub mod attachments;
pub mod backup;
pub mod contacts;
pub mod customers;
pub mod drafts;
pub mod export;
pub mod history;
pub mod insights;
pub mod parts;
pub mod people;
pub mod privacy;
pub mod purchases;
pub mod transfer;
pub mod views;
pub mod workspaces;
