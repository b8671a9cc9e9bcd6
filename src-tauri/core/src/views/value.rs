//! The values of tests, read by the kind of their field.

use serde_json::Value;
use uuid::Uuid;

use super::dates::When;
use super::fields::{Field, FilterKind, Source};
use super::filter::{Colleague, Range, Test};
use super::operators::Operator;
use crate::clock::parse_date;
use crate::error::FieldError;
use crate::money::{Currency, parse_scaled};
use crate::text::normal::fold;

const MAX_VALUES: usize = 500;
const MAX_CHARS: usize = 1_000;
/// More than a hundred years.
const MAX_DAYS: u32 = 40_000;

fn refused(code: &str) -> FieldError {
    FieldError::new("", code)
}

/// The test that an operator and a value make; the error's field is named by the caller.
pub(super) fn test(field: &Field, operator: Operator, value: &Value, base: Currency) -> Result<Test, FieldError> {
    use Operator as O;
    match operator {
        O::Empty => return without_value(value, Test::Empty),
        O::NotEmpty => return without_value(value, Test::NotEmpty),
        O::Relative(relative) => return without_value(value, Test::When(When::Relative(relative))),
        _ if value.is_null() => return Err(refused("required")),
        _ => {}
    }
    match field.kind {
        FilterKind::Text => text(field, operator, value),
        FilterKind::Number => {
            let range = range(operator, value, |value| {
                let text =
                    if let Value::Number(number) = value { number.to_string() } else { string(value)?.to_owned() };
                parse_scaled(&text, field.scale).ok_or_else(|| refused("number.invalid"))
            })?;
            Ok(match (operator, range.from) {
                (O::Ne, Some(n)) => Test::NotNumber(n),
                _ => Test::Number(range),
            })
        }
        FilterKind::Money => money(operator, value, base),
        FilterKind::Date | FilterKind::Instant => date(operator, value).map(Test::When),
        FilterKind::User => {
            let who = |word: String| match word.as_str() {
                "me" => Ok(Colleague::Me),
                id => Uuid::parse_str(id).map(Colleague::Id).map_err(|_| refused("invalid")),
            };
            let list = words(operator, value)?.into_iter().map(who).collect::<Result<_, _>>()?;
            Ok(if negative(operator) { Test::NotUsers(list) } else { Test::Users(list) })
        }
        FilterKind::Enum | FilterKind::Region => {
            let list = words(operator, value)?;
            if field.kind == FilterKind::Enum && list.iter().any(|word| !field.values.contains(&word.as_str())) {
                return Err(refused("invalid"));
            }
            match operator {
                O::Within => list.into_iter().next().map(Test::Within).ok_or_else(|| refused("required")),
                _ if negative(operator) => Ok(Test::NotIn(list)),
                _ => Ok(Test::In(list)),
            }
        }
        FilterKind::Tags => {
            let ids = strings(value)?
                .iter()
                .map(|id| Uuid::parse_str(id).map_err(|_| refused("invalid")))
                .collect::<Result<Vec<_>, _>>()?;
            if ids.is_empty() {
                return Err(refused("required"));
            }
            match operator {
                O::Any => Ok(Test::AnyTag(ids)),
                O::All => Ok(Test::AllTags(ids)),
                _ => Ok(Test::NoTag(ids)),
            }
        }
        FilterKind::Relation => Err(refused("operator.invalid")),
    }
}

fn negative(operator: Operator) -> bool {
    matches!(operator, Operator::IsNot | Operator::NotIn)
}

fn without_value(value: &Value, test: Test) -> Result<Test, FieldError> {
    if value.is_null() { Ok(test) } else { Err(refused("invalid")) }
}

fn string(value: &Value) -> Result<&str, FieldError> {
    let text = match value {
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        other => other.as_str().ok_or_else(|| refused("invalid"))?,
    };
    if text.chars().count() > MAX_CHARS {
        return Err(refused("too_long").with("max", MAX_CHARS));
    }
    Ok(text)
}

/// A list of strings, or one string.
fn strings(value: &Value) -> Result<Vec<String>, FieldError> {
    match value {
        Value::Array(list) if list.len() > MAX_VALUES => Err(refused("too_long").with("max", MAX_VALUES)),
        Value::Array(list) => list.iter().map(|item| string(item).map(str::to_owned)).collect(),
        one => Ok(vec![string(one)?.to_owned()]),
    }
}

/// `is` and `is_not` take one word, `in` and `not_in` a list.
fn words(operator: Operator, value: &Value) -> Result<Vec<String>, FieldError> {
    let many = matches!(operator, Operator::In | Operator::NotIn);
    if many != value.is_array() {
        return Err(refused("invalid"));
    }
    strings(value)
}

fn text(field: &Field, operator: Operator, value: &Value) -> Result<Test, FieldError> {
    let typed = string(value)?;
    let needle = match field.source {
        Source::Methods(_) => reach(typed),
        _ => fold(typed),
    };
    if needle.is_empty() {
        return Err(refused("required"));
    }
    Ok(match operator {
        Operator::Is => Test::Is(needle),
        Operator::IsNot => Test::IsNot(needle),
        Operator::Contains => Test::Contains(needle),
        Operator::Starts => Test::Starts(needle),
        Operator::Ends => Test::Ends(needle),
        _ => return Err(refused("operator.invalid")),
    })
}

/// A phone number as people type it loses its spaces and marks, as the stored one has; anything else is folded.
fn reach(typed: &str) -> String {
    let folded = fold(typed);
    let phone = folded.contains(|c: char| c.is_ascii_digit())
        && folded.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '+' | '.' | '/'));
    if phone { folded.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect() } else { folded }
}

fn range(
    operator: Operator,
    value: &Value,
    one: impl Fn(&Value) -> Result<i64, FieldError>,
) -> Result<Range, FieldError> {
    let from = |from| Range { from: Some(from), to: None };
    let to = |to| Range { from: None, to: Some(to) };
    Ok(match operator {
        Operator::Between => {
            let (low, high) = ends(value)?;
            Range { from: Some(one(low)?), to: Some(one(high)?) }
        }
        // Parsed numbers stay far from the ends of i64.
        Operator::Lt => to(one(value)? - 1),
        Operator::Lte => to(one(value)?),
        Operator::Gt => from(one(value)? + 1),
        Operator::Gte => from(one(value)?),
        _ => {
            let exactly = one(value)?;
            Range { from: Some(exactly), to: Some(exactly) }
        }
    })
}

/// `1000.00 CNY`; without a code it is the workspace's currency.
fn money(operator: Operator, value: &Value, base: Currency) -> Result<Test, FieldError> {
    let split = |value: &Value| -> Result<(String, Currency), FieldError> {
        if let Value::Number(number) = value {
            return Ok((number.to_string(), base));
        }
        match string(value)?.trim().rsplit_once(' ') {
            Some((amount, code)) => {
                Ok((amount.trim().to_owned(), code.parse().map_err(|_| refused("currency.invalid"))?))
            }
            None => Ok((string(value)?.trim().to_owned(), base)),
        }
    };
    let currency = match operator {
        Operator::Between => {
            let (low, high) = ends(value)?;
            let (low, high) = (split(low)?.1, split(high)?.1);
            if low != high {
                return Err(refused("currency.invalid"));
            }
            low
        }
        _ => split(value)?.1,
    };
    let amount = |value: &Value| currency.parse_minor(&split(value)?.0).ok_or_else(|| refused("number.invalid"));
    Ok(Test::Money(currency, range(operator, value, amount)?))
}

fn ends(value: &Value) -> Result<(&Value, &Value), FieldError> {
    match value.as_object() {
        Some(object) if object.len() == 2 => object.get("from").zip(object.get("to")).ok_or_else(|| refused("invalid")),
        _ => Err(refused("invalid")),
    }
}

fn date(operator: Operator, value: &Value) -> Result<When, FieldError> {
    let day = |value: &Value| parse_date(string(value)?).ok_or_else(|| refused("date.invalid"));
    let days = || -> Result<u32, FieldError> {
        let n = value
            .as_u64()
            .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
            .ok_or_else(|| refused("number.invalid"))?;
        u32::try_from(n)
            .ok()
            .filter(|n| (1..=MAX_DAYS).contains(n))
            .ok_or_else(|| refused("out_of_range").with("min", 1).with("max", MAX_DAYS))
    };
    Ok(match operator {
        Operator::Is => When::On(day(value)?),
        Operator::Before => When::Before(day(value)?),
        Operator::After => When::After(day(value)?),
        Operator::Between => {
            let (from, to) = ends(value)?;
            When::Between(day(from)?, day(to)?)
        }
        Operator::LastDays => When::LastDays(days()?),
        Operator::NextDays => When::NextDays(days()?),
        Operator::MoreThanDaysAgo => When::MoreThanDaysAgo(days()?),
        _ => return Err(refused("operator.invalid")),
    })
}
