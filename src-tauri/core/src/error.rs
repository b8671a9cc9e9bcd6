//! What can go wrong, as kinds with data. Shells choose the words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The result of everything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One field that was refused, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldError {
    /// The field as the draft names it, with a path for children: `methods.0.raw`.
    pub field: String,
    /// What is wrong, a word the shells translate: `required`, `email.invalid`.
    pub code: String,
    /// What the sentence needs: the limit, the value that is taken.
    pub data: BTreeMap<String, String>,
}

impl FieldError {
    /// A refusal of `field` for the reason `code`.
    pub fn new(field: impl Into<String>, code: impl Into<String>) -> Self {
        Self { field: field.into(), code: code.into(), data: BTreeMap::new() }
    }

    /// Adds what the sentence needs.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.data.insert(name.to_owned(), value.to_string());
        self
    }
}

/// A variant exists because a caller acts on it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Fields were refused; every bad field is in the list.
    #[error("{} fields were refused, the first is {:?}", .0.len(), .0.first().map(|f| (&f.field, &f.code)))]
    Invalid(Vec<FieldError>),
    /// The named thing does not exist (or may not be seen).
    #[error("{0} not found")]
    NotFound(&'static str),
    /// The write contradicts what is stored.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// The actor may not do this, by this rule.
    #[error("forbidden: {0}")]
    Forbidden(crate::access::Rule),
    /// The workspace was closed.
    #[error("closed")]
    Closed,
    /// Undo or redo has nothing left.
    #[error("nothing to undo")]
    NothingToUndo,
    /// The caller cancelled the operation; nothing was changed.
    #[error("cancelled")]
    Cancelled,
    /// The database was written by a newer program.
    #[error("schema {found} is newer than {known}")]
    SchemaTooNew {
        /// The newest migration in the file.
        found: i64,
        /// The newest migration this program knows.
        known: i64,
    },
    /// The file is not what was written: a page fails its checksum or is not a database at all.
    #[error("the database is damaged")]
    Damaged,
    /// The workspace is open read-only, or its disk is.
    #[error("read-only")]
    ReadOnly,
    /// The disk is full; nothing was saved.
    #[error("disk full")]
    DiskFull,
    /// A foreign file cannot be used.
    #[error("file: {code}")]
    File {
        /// The reason: `empty`, `binary`, `encoding`.
        code: &'static str,
        /// Where and what: `row`, `column`, `limit`.
        data: BTreeMap<String, String>,
    },
    /// Keys, slots, lock, folders.
    #[error(transparent)]
    Workspace(#[from] crate::workspace::WorkspaceError),
    /// Keeping or reading an attached file.
    #[error(transparent)]
    Attachment(#[from] crate::attachments::vault::VaultError),
    /// The database refused for a reason no caller acts on.
    #[error("storage")]
    Storage(#[source] sqlx::Error),
    /// The file system refused.
    #[error("io")]
    Io(#[source] std::io::Error),
}

impl Error {
    /// One refused field.
    pub fn invalid(field: impl Into<String>, code: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, code)])
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        // Primary result codes of SQLite: https://sqlite.org/rescode.html
        let code = match &error {
            sqlx::Error::Database(database) => database.code().and_then(|c| c.parse::<i32>().ok()),
            sqlx::Error::PoolClosed => return Self::Closed,
            sqlx::Error::Io(io) => return io_error(io.kind(), || Self::Storage(error)),
            _ => None,
        };
        match code.map(|c| c & 0xff) {
            Some(11 | 26) => Self::Damaged,
            Some(13) => Self::DiskFull,
            Some(8) => Self::ReadOnly,
            _ => Self::Storage(error),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        io_error(error.kind(), || Self::Io(error))
    }
}

fn io_error(kind: std::io::ErrorKind, otherwise: impl FnOnce() -> Error) -> Error {
    use std::io::ErrorKind;
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Error::DiskFull,
        ErrorKind::ReadOnlyFilesystem => Error::ReadOnly,
        _ => otherwise(),
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(e) | sqlx::migrate::MigrateError::ExecuteMigration(e, _) => e.into(),
            other => Self::Storage(sqlx::Error::Migrate(Box::new(other))),
        }
    }
}
