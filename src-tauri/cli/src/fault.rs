//! Failures on the way out: an exit code, and one line.

use std::collections::BTreeMap;
use std::process::ExitCode;

use kehu_core::Error;
use kehu_core::workspace::WorkspaceError;
use kehu_models::Unanswerable;

/// A failure as the outside sees it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// The kind, as in the window.
    pub kind: &'static str,
    /// The field or option.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The row of a file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// The column of a file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
    /// What else is known.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<String, String>,
}

impl Fault {
    /// A failure of a kind.
    pub fn new(kind: &'static str) -> Self {
        Self { kind, field: None, row: None, column: None, data: BTreeMap::new() }
    }

    /// A refused field or option.
    pub fn invalid(field: &str, code: &str) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new("invalid") }.with("code", code)
    }

    /// Adds what else is known.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.data.insert(name.to_owned(), value.to_string());
        self
    }

    /// What a script acts on.
    pub fn exit_code(&self) -> u8 {
        match self.kind {
            "invalid" | "file" | "conflict" | "nothing_to_undo" | "unanswerable" | "usage" => 2,
            "not_found" => 3,
            "wrong_key" | "too_many_tries" | "missing_key" | "keychain_unavailable" => 4,
            "open_elsewhere" => 5,
            "damaged" => 6,
            "forbidden" => 7,
            _ => 1,
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(fields) => fields.into_iter().next().map_or_else(
                || Self::new("invalid"),
                |first| {
                    let mut fault = Self::invalid(&first.field, &first.code);
                    fault.data.extend(first.data);
                    fault
                },
            ),
            Error::NotFound(what) => Self::new("not_found").with("what", what),
            Error::Conflict(what) => Self::new("conflict").with("what", what),
            Error::Forbidden(rule) => Self::new("forbidden").with("action", rule),
            Error::NothingToUndo => Self::new("nothing_to_undo"),
            Error::Cancelled => Self::new("cancelled"),
            Error::Closed => Self::new("not_open"),
            Error::SchemaTooNew { found, known } => {
                Self::new("schema_too_new").with("found", found).with("known", known)
            }
            Error::Damaged => Self::new("damaged"),
            Error::ReadOnly => Self::new("read_only"),
            Error::DiskFull => Self::new("disk_full"),
            Error::File { code, mut data } => {
                let mut number = |name: &str| data.remove(name).and_then(|n| n.parse().ok());
                let (row, column) = (number("row"), number("column"));
                Self { row, column, data, ..Self::new("file") }.with("code", code)
            }
            Error::Workspace(error) => error.into(),
            other => Self::new("internal").with("reason", other),
        }
    }
}

impl From<Unanswerable> for Fault {
    fn from(error: Unanswerable) -> Self {
        let fault = |code| Self::new("unanswerable").with("code", code);
        match error {
            Unanswerable::TooLittle { needed, given } => {
                fault("too_little").with("needed", needed).with("given", given)
            }
            Unanswerable::TooMany { most } => fault("too_many").with("most", most),
            Unanswerable::OutOfRange { what } => fault("out_of_range").with("what", what),
            Unanswerable::NotFinite => fault("not_finite"),
            Unanswerable::Uneven { expected, given } => fault("uneven").with("expected", expected).with("given", given),
            Unanswerable::OneOutcome => fault("one_outcome"),
        }
    }
}

impl From<WorkspaceError> for Fault {
    fn from(error: WorkspaceError) -> Self {
        match error {
            WorkspaceError::WrongPassphrase | WorkspaceError::WrongRecoveryCode => Self::new("wrong_key"),
            WorkspaceError::KeychainEntryMissing | WorkspaceError::WrongKeychainEntry | WorkspaceError::NoSlot(_) => {
                Self::new("missing_key")
            }
            WorkspaceError::TooManyTries { seconds } => Self::new("too_many_tries").with("seconds", seconds),
            WorkspaceError::KeychainUnavailable(_) => Self::new("keychain_unavailable"),
            WorkspaceError::OpenElsewhere { pid, .. } => {
                let fault = Self::new("open_elsewhere");
                pid.map_or(fault.clone(), |pid| fault.with("pid", pid))
            }
            WorkspaceError::NotAWorkspace => Self::new("not_found").with("what", "workspace"),
            WorkspaceError::AlreadyExists => Self::invalid("workspace", "taken"),
            WorkspaceError::BadName(_) => Self::invalid("workspace", "name.invalid"),
            WorkspaceError::WeakPassphrase(_) => Self::invalid("passphrase", "passphrase.too_short")
                .with("min", kehu_core::workspace::MIN_PASSPHRASE_CHARS),
            WorkspaceError::MistypedRecoveryCode(_) => Self::invalid("recoveryCode", "recovery_code.mistyped"),
            other => Self::new("internal").with("reason", other),
        }
    }
}

/// Help and version go out as asked; anything else is a wrong call.
#[expect(clippy::print_stderr, reason = "the shell's own line")]
pub fn usage(help: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind;
    if matches!(help.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return if help.print().is_ok() { ExitCode::SUCCESS } else { ExitCode::from(1) };
    }
    if std::env::args().any(|a| a == "--json") {
        let reason = help.to_string().lines().next().unwrap_or_default().to_owned();
        eprintln!("{}", serde_json::json!({ "error": Fault::new("usage").with("reason", reason) }));
    } else {
        eprint!("{help}");
    }
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use kehu_core::access::{Action, Object, Rule};

    use super::*;

    #[test]
    fn every_kind_has_the_exit_code_that_scripts_know() {
        for (error, code) in [
            (Error::invalid("name", "required"), 2),
            (Error::NotFound("customer"), 3),
            (Error::Workspace(WorkspaceError::WrongPassphrase), 4),
            (Error::Workspace(WorkspaceError::OpenElsewhere { pid: Some(1), program: None }), 5),
            (Error::Damaged, 6),
            (Error::Forbidden(Rule::action(Object::Privacy, Action::Delete)), 7),
            (Error::DiskFull, 1),
        ] {
            assert_eq!(Fault::from(error).exit_code(), code);
        }
    }

    #[test]
    fn a_file_error_names_row_and_column_apart() {
        let data = [("row", "3"), ("column", "2"), ("limit", "9")].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        let fault = Fault::from(Error::File { code: "cell_too_large", data });
        assert_eq!((fault.row, fault.column, fault.data.len()), (Some(3), Some(2), 2));
    }
}
