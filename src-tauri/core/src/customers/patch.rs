//! Patches: one field and its new value, parsed into a change that cannot be wrong.

use std::str::FromStr as _;

use super::{CustomerKind, FieldPatch, Level, Lifecycle, create::MAX_SIZE, store::MAX_NAME};
use crate::check;
use crate::clock::Instant;
use crate::error::{FieldError, Result};
use crate::fields::{self, FieldDef};
use crate::id::{FieldId, UserId};

/// A change of one field of customers.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Name(String),
    ShortName(Option<String>),
    Kind(CustomerKind),
    TaxCode(Option<String>),
    Industry(Option<String>),
    Size(Option<i64>),
    Level(Option<Level>),
    Lifecycle(Lifecycle),
    Source(Option<String>),
    Website(Option<String>),
    Note(Option<String>),
    Owner(Option<UserId>),
    LastContact(Option<Instant>),
    NextContact(Option<Instant>),
    Custom(FieldId, Option<fields::Value>),
}

/// Parses patches; every bad one is reported.
pub(super) fn parse(patches: &[FieldPatch], defs: &[FieldDef]) -> Result<Vec<Change>> {
    let mut errors = Vec::new();
    let changes = patches.iter().filter_map(|patch| one(&mut errors, patch, defs)).collect();
    check::done(errors, changes)
}

fn one(errors: &mut Vec<FieldError>, patch: &FieldPatch, defs: &[FieldDef]) -> Option<Change> {
    let field = patch.field.as_str();
    let raw = patch.value.as_deref();
    Some(match field {
        "name" => Change::Name(check::required(errors, field, raw.unwrap_or(""), MAX_NAME)),
        "shortName" => Change::ShortName(check::optional(errors, field, raw, 200)),
        "taxCode" => Change::TaxCode(check::optional(errors, field, raw, 50)),
        "industry" => Change::Industry(check::optional(errors, field, raw, 200)),
        "source" => Change::Source(check::optional(errors, field, raw, 200)),
        "website" => Change::Website(check::optional(errors, field, raw, 500)),
        "note" => Change::Note(check::lines(errors, field, raw, 100_000)),
        "kind" => Change::Kind(word(errors, field, raw)?),
        "lifecycle" => Change::Lifecycle(word(errors, field, raw)?),
        "level" if blank(raw).is_none() => Change::Level(None),
        "level" => Change::Level(Some(word(errors, field, raw)?)),
        "ownerId" => Change::Owner(parsed(errors, field, raw, "unknown", |t| UserId::from_str(t).ok())?),
        "size" => Change::Size(parsed(errors, field, raw, "number.invalid", |t| {
            t.parse().ok().filter(|n| (0..=MAX_SIZE).contains(n))
        })?),
        "lastContactAt" => Change::LastContact(parsed(errors, field, raw, "date.invalid", instant)?),
        "nextContactAt" => Change::NextContact(parsed(errors, field, raw, "date.invalid", instant)?),
        _ => {
            let def = field
                .strip_prefix("custom:")
                .and_then(|id| id.parse().ok())
                .and_then(|id: FieldId| defs.iter().find(|d| d.id == id));
            let Some(def) = def else {
                errors.push(FieldError::new(field, "unknown"));
                return None;
            };
            Change::Custom(def.id, raw.and_then(|raw| fields::parse(errors, field, def.kind, raw)))
        }
    })
}

fn blank(raw: Option<&str>) -> Option<&str> {
    raw.map(str::trim).filter(|t| !t.is_empty())
}

/// Milliseconds since the epoch, within the years 1970 to 9999.
fn instant(text: &str) -> Option<Instant> {
    text.parse().ok().filter(|ms| (0..253_402_300_800_000).contains(ms)).map(Instant::from_ms)
}

/// A value that may be absent: blank is `Some(None)`, a bad one is reported and `None`.
fn parsed<T>(
    errors: &mut Vec<FieldError>,
    field: &str,
    raw: Option<&str>,
    code: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<Option<T>> {
    let Some(text) = blank(raw) else { return Some(None) };
    let value = parse(text);
    if value.is_none() {
        errors.push(FieldError::new(field, code));
    }
    value.map(Some)
}

/// A word of a closed list.
fn word<T: serde::de::DeserializeOwned>(errors: &mut Vec<FieldError>, field: &str, raw: Option<&str>) -> Option<T> {
    let value = blank(raw).and_then(|text| serde_json::from_value(serde_json::Value::String(text.to_owned())).ok());
    if value.is_none() {
        errors.push(FieldError::new(field, if blank(raw).is_none() { "required" } else { "unknown" }));
    }
    value
}
