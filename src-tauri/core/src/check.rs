//! Parsing drafts: every bad field is reported at once.

use crate::error::{Error, FieldError, Result};
use crate::text::normal::{clean, clean_lines};

/// A line of text that must be there. The empty string stands in for a refused one.
pub(crate) fn required(errors: &mut Vec<FieldError>, field: &str, raw: &str, max: usize) -> String {
    optional(errors, field, Some(raw), max).unwrap_or_else(|| {
        if !errors.iter().any(|e| e.field == field) {
            errors.push(FieldError::new(field, "required"));
        }
        String::new()
    })
}

/// A line of text; blank is none.
pub(crate) fn optional(errors: &mut Vec<FieldError>, field: &str, raw: Option<&str>, max: usize) -> Option<String> {
    clean(raw?, max).unwrap_or_else(|_| {
        errors.push(FieldError::new(field, "too_long").with("max", max));
        None
    })
}

/// Text of several lines; blank is none.
pub(crate) fn lines(errors: &mut Vec<FieldError>, field: &str, raw: Option<&str>, max: usize) -> Option<String> {
    clean_lines(raw?, max).unwrap_or_else(|_| {
        errors.push(FieldError::new(field, "too_long").with("max", max));
        None
    })
}

/// The parsed draft, or everything that was refused.
pub(crate) fn done<T>(errors: Vec<FieldError>, parsed: T) -> Result<T> {
    if errors.is_empty() { Ok(parsed) } else { Err(Error::Invalid(errors)) }
}

/// A civil date; blank is none.
pub(crate) fn date(errors: &mut Vec<FieldError>, field: &str, raw: Option<&str>) -> Option<chrono::NaiveDate> {
    let raw = raw?.trim();
    if raw.is_empty() {
        return None;
    }
    let date = crate::parse_date(raw);
    if date.is_none() {
        errors.push(FieldError::new(field, "date.invalid"));
    }
    date
}
