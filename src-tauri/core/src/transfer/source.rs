//! Where the bytes come from. A source is opened anew for every pass and never held in memory, unless it was pasted.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;

use encoding_rs::Encoding;

use super::csv::decode::{Decoded, Undecodable};
use super::csv::rows::{Row, Rows};
use super::csv::{dialect, encoding};
use super::plan::ImportPlan;
use super::{file_error, targets};
use crate::error::{Error, FieldError, Result};

/// Something to import.
#[derive(Debug, Clone)]
pub enum ImportSource {
    /// A file that a dialog or the command line named.
    Path(PathBuf),
    /// Pasted text.
    Text(Arc<str>),
}

impl ImportSource {
    /// The file's name without its folder; empty for pasted text.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Path(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            Self::Text(_) => String::new(),
        }
    }

    pub(crate) fn size_bytes(&self) -> Result<u64> {
        match self {
            Self::Path(path) => Ok(unreadable(std::fs::metadata(path))?.len()),
            Self::Text(text) => Ok(text.len() as u64),
        }
    }

    fn open(&self) -> Result<Box<dyn Read + Send>> {
        match self {
            Self::Path(path) => {
                let file = unreadable(File::open(path))?;
                if !unreadable(file.metadata())?.is_file() {
                    return Err(file_error("unreadable", []));
                }
                Ok(Box::new(BufReader::with_capacity(256 * 1024, file)))
            }
            Self::Text(text) => Ok(Box::new(Cursor::new(Arc::<[u8]>::from(Arc::clone(text))))),
        }
    }
}

fn unreadable<T>(result: std::io::Result<T>) -> Result<T> {
    result.map_err(|error| {
        tracing::info!(kind = ?error.kind(), "a file could not be read for import");
        file_error("unreadable", [])
    })
}

/// How the bytes become rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) encoding: &'static Encoding,
    pub(crate) delimiter: u8,
    pub(crate) header: bool,
}

impl Dialect {
    /// What the plan says.
    pub(crate) fn of_plan(plan: &ImportPlan) -> Result<Self> {
        let mut refused = Vec::new();
        let encoding = Encoding::for_label(plan.encoding.as_bytes());
        if encoding.is_none() {
            refused.push(FieldError::new("encoding", "unknown"));
        }
        let delimiter = match plan.delimiter.as_bytes() {
            &[byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n') => byte,
            _ => {
                refused.push(FieldError::new("delimiter", "invalid"));
                b','
            }
        };
        match encoding {
            Some(encoding) if refused.is_empty() => Ok(Self { encoding, delimiter, header: plan.header_row }),
            _ => Err(Error::Invalid(refused)),
        }
    }

    /// What the bytes say.
    pub(crate) fn sniff(source: &ImportSource, target: super::ImportTarget) -> Result<Self> {
        let encoding = encoding::sniff(source.open()?)?;
        let mut decoded = Decoded::new(source.open()?, encoding, Undecodable::Show);
        let head = String::from_utf8_lossy(decoded.piece()?).into_owned();
        let delimiter = dialect::delimiter(&head);
        let mut reader = Self { encoding, delimiter, header: true }.rows(source, Undecodable::Show)?;
        let mut rows = Vec::new();
        let mut row = Row::default();
        while rows.len() < 50 && reader.next(&mut row)? {
            rows.push(row.clone());
        }
        let known = |cell: &str| targets::named(target, cell).is_some();
        Ok(Self { encoding, delimiter, header: dialect::has_header(&rows, known) })
    }

    /// All rows of the source, the header among them.
    pub(crate) fn rows(self, source: &ImportSource, undecodable: Undecodable) -> Result<Rows<Box<dyn Read + Send>>> {
        Ok(Rows::new(Decoded::new(source.open()?, self.encoding, undecodable), self.delimiter))
    }

    /// The label the plan carries.
    pub(crate) fn label(self) -> String {
        self.encoding.name().to_ascii_lowercase()
    }
}
