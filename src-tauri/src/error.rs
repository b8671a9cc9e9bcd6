//! What the page may see of a failure: a kind and data. SQL, paths and sentences stay here.

use std::collections::BTreeMap;

use kehu_core::workspace::WorkspaceError;
use kehu_core::{Error, FieldError};

/// The answer of a command.
pub type Reply<T> = Result<T, CommandError>;

/// A failure; a kind exists because the page acts on it.
#[derive(Debug, Clone, serde::Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CommandError {
    /// Fields were refused.
    Invalid {
        /// Every bad field.
        fields: Vec<FieldError>,
    },
    /// The named thing does not exist.
    NotFound {
        /// What.
        what: String,
    },
    /// The write contradicts what is stored.
    Conflict {
        /// How.
        what: String,
    },
    /// The actor may not do this.
    Forbidden {
        /// What.
        action: String,
    },
    /// The passphrase or recovery code is wrong.
    WrongKey,
    /// There were too many wrong tries.
    TooManyTries {
        /// How long the next one waits, in seconds.
        seconds: u32,
    },
    /// The keychain has lost the key.
    MissingKey,
    /// The system has no keychain to ask.
    KeychainUnavailable,
    /// The file is not what was written.
    Damaged,
    /// The file was written by a newer program.
    SchemaTooNew {
        /// The newest migration in the file.
        found: String,
        /// The newest migration this program knows.
        known: String,
    },
    /// Nothing can be written here.
    ReadOnly,
    /// The disk is full; nothing was saved.
    DiskFull,
    /// Another process holds the workspace.
    OpenElsewhere {
        /// Which, where the system tells.
        pid: Option<u32>,
    },
    /// No workspace is open.
    NotOpen,
    /// The workspace waits for the one who acts to be back.
    Locked,
    /// Undo or redo has nothing left.
    NothingToUndo,
    /// The person cancelled.
    Cancelled,
    /// A foreign file cannot be used.
    File {
        /// Why.
        code: String,
        /// Where and what.
        data: BTreeMap<String, String>,
    },
    /// Anything else; the log has the rest under the incident.
    Internal {
        /// The number to ask about.
        incident: String,
    },
}

impl CommandError {
    /// Logs what happened under a number and shows only the number.
    pub fn internal(error: &dyn std::error::Error) -> Self {
        let mut chain = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            chain.push_str(": ");
            chain.push_str(&cause.to_string());
            source = cause.source();
        }
        let incident = format!("{:08X}", std::process::id() ^ crate::state::next_incident());
        tracing::error!(incident, error = chain, "a command failed");
        Self::Internal { incident }
    }

    fn field(field: &str, code: &str) -> Self {
        Self::Invalid { fields: vec![FieldError::new(field, code)] }
    }
}

impl From<Error> for CommandError {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(fields) => Self::Invalid { fields },
            Error::NotFound(what) => Self::NotFound { what: what.to_owned() },
            Error::Conflict(what) => Self::Conflict { what: what.to_owned() },
            Error::Forbidden(rule) => Self::Forbidden { action: rule.to_string() },
            Error::NothingToUndo => Self::NothingToUndo,
            Error::Cancelled => Self::Cancelled,
            Error::Closed => Self::NotOpen,
            Error::SchemaTooNew { found, known } => {
                Self::SchemaTooNew { found: found.to_string(), known: known.to_string() }
            }
            Error::Damaged => Self::Damaged,
            Error::ReadOnly => Self::ReadOnly,
            Error::DiskFull => Self::DiskFull,
            Error::File { code, data } => Self::File { code: code.to_owned(), data },
            Error::Workspace(error) => error.into(),
            other => Self::internal(&other),
        }
    }
}

impl From<WorkspaceError> for CommandError {
    fn from(error: WorkspaceError) -> Self {
        match error {
            WorkspaceError::WrongPassphrase | WorkspaceError::WrongRecoveryCode => Self::WrongKey,
            WorkspaceError::TooManyTries { seconds } => {
                Self::TooManyTries { seconds: u32::try_from(seconds).unwrap_or(u32::MAX) }
            }
            WorkspaceError::MistypedRecoveryCode(_) => Self::field("recoveryCode", "recovery_code.mistyped"),
            WorkspaceError::WeakPassphrase(_) => Self::Invalid {
                fields: vec![
                    FieldError::new("passphrase", "passphrase.too_short")
                        .with("min", kehu_core::workspace::MIN_PASSPHRASE_CHARS),
                ],
            },
            WorkspaceError::BadName(_) => Self::field("name", "name.invalid"),
            WorkspaceError::AlreadyExists => Self::field("name", "taken"),
            WorkspaceError::NotAWorkspace => Self::NotFound { what: "workspace".to_owned() },
            WorkspaceError::KeychainUnavailable(_) => Self::KeychainUnavailable,
            WorkspaceError::KeychainEntryMissing | WorkspaceError::WrongKeychainEntry | WorkspaceError::NoSlot(_) => {
                Self::MissingKey
            }
            WorkspaceError::OpenElsewhere { pid, .. } => Self::OpenElsewhere { pid },
            other => Self::internal(&other),
        }
    }
}

impl From<std::io::Error> for CommandError {
    fn from(error: std::io::Error) -> Self {
        Error::from(error).into()
    }
}

impl From<tauri::Error> for CommandError {
    fn from(error: tauri::Error) -> Self {
        Self::internal(&error)
    }
}
