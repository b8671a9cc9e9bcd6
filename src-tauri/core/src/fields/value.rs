use chrono::NaiveDate;

use super::FieldKind;
use crate::error::FieldError;
use crate::{check, parse_scaled};

/// Decimals of a custom number.
pub(crate) const SCALE: u32 = 4;

/// A value in its stored form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    /// Ten-thousandths.
    Number(i64),
    Date(NaiveDate),
}

/// Parses a value of a field; blank is none.
pub(crate) fn parse(errors: &mut Vec<FieldError>, field: &str, kind: FieldKind, raw: &str) -> Option<Value> {
    let text = check::optional(errors, field, Some(raw), 4000)?;
    match kind {
        FieldKind::Text => Some(Value::Text(text)),
        FieldKind::Date => check::date(errors, field, Some(&text)).map(Value::Date),
        FieldKind::Number => {
            let number = parse_scaled(&text, SCALE);
            if number.is_none() {
                errors.push(FieldError::new(field, "number.invalid"));
            }
            number.map(Value::Number)
        }
    }
}
