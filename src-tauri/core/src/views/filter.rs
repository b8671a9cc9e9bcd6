//! The filter language: from the wire form to conditions that cannot be wrong.
//!
//! `{"all":[…]}`, `{"any":[…]}`, `{"not":…}`, `{"field":"level","op":"is","value":"A"}`,
//! `{"relation":"purchases","has":…}`, `{"relation":"contacts","hasNot":…}`; `{"field":"purchases.bought_on",…}` is short
//! for a relation with one test. An empty group restricts nothing.
//! NULL matches only `empty`, `is_not`, `ne`, `not_in` and `none`; `not` is the exact complement.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::dates::When;
use super::fields::{Field, FilterKind, Registry, Relation, Source, find};
use super::operators::Operator;
use crate::clock::parse_date;
use crate::error::{Error, FieldError, Result};
use crate::money::{Currency, parse_scaled};
use crate::text::normal::fold;

const MAX_BYTES: usize = 64 * 1024;
const MAX_DEPTH: usize = 8;
const MAX_TESTS: usize = 200;
const MAX_VALUES: usize = 500;
const MAX_CHARS: usize = 1_000;
/// More than a hundred years.
const MAX_DAYS: u32 = 40_000;

/// A filter, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Test(Field, Test),
    /// Has a related record (that satisfies the inner filter).
    Has(&'static Relation, Option<Box<Node>>),
}

/// What a field is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    Empty,
    NotEmpty,
    /// Texts are folded.
    Is(String),
    IsNot(String),
    Contains(String),
    Starts(String),
    Ends(String),
    In(Vec<String>),
    NotIn(Vec<String>),
    /// A country with its provinces.
    Within(String),
    Number(Range),
    NotNumber(i64),
    Money(Currency, Range),
    When(When),
    Users(Vec<Colleague>),
    NotUsers(Vec<Colleague>),
    AnyTag(Vec<Uuid>),
    AllTags(Vec<Uuid>),
    NoTag(Vec<Uuid>),
}

/// Integers from one end to the other, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) from: Option<i64>,
    pub(crate) to: Option<i64>,
}

/// Whom a filter names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colleague {
    /// Whoever asks.
    Me,
    Id(Uuid),
}

/// Parses a filter. `None` when it restricts nothing. Every bad test is reported.
pub(crate) fn parse(json: &str, registry: &Registry) -> Result<Option<Node>> {
    let value = read(json)?;
    let mut parser = Parser { registry, tests: 0, errors: Vec::new() };
    let node = parser.node(&value, Scope::Root, 0);
    if parser.errors.is_empty() { Ok(node) } else { Err(Error::Invalid(parser.errors)) }
}

/// A stored filter without the tests that can no longer be understood, and the fields they named.
pub(crate) fn salvage(json: &str, registry: &Registry) -> (Option<String>, Vec<String>) {
    let Ok(value) = read(json) else { return (None, vec!["filter".to_owned()]) };
    let mut dropped = Vec::new();
    let kept = keep(value, registry, &mut dropped).map(|value| value.to_string());
    // What is left may still be too deep or too large.
    match kept.as_deref().map(|json| parse(json, registry)) {
        Some(Err(_)) => (None, vec!["filter".to_owned()]),
        _ => (kept, dropped),
    }
}

fn read(json: &str) -> Result<Value> {
    if json.len() > MAX_BYTES {
        return Err(Error::Invalid(vec![FieldError::new("filter", "too_long").with("max", MAX_BYTES)]));
    }
    serde_json::from_str(json).map_err(|_| Error::invalid("filter", "invalid"))
}

fn keep(value: Value, registry: &Registry, dropped: &mut Vec<String>) -> Option<Value> {
    match value {
        Value::Object(mut object)
            if object.len() == 1 && (object.contains_key("all") || object.contains_key("any")) =>
        {
            let key = if object.contains_key("all") { "all" } else { "any" };
            let Some(Value::Array(children)) = object.remove(key) else {
                dropped.push("filter".to_owned());
                return None;
            };
            let kept: Vec<Value> = children.into_iter().filter_map(|child| keep(child, registry, dropped)).collect();
            (!kept.is_empty()).then(|| Value::Object(Map::from_iter([(key.to_owned(), Value::Array(kept))])))
        }
        Value::Object(mut object) if object.len() == 1 && object.contains_key("not") => {
            let inner = keep(object.remove("not")?, registry, dropped)?;
            Some(Value::Object(Map::from_iter([("not".to_owned(), inner)])))
        }
        leaf => {
            let mut parser = Parser { registry, tests: 0, errors: Vec::new() };
            parser.node(&leaf, Scope::Root, 0);
            if parser.errors.is_empty() {
                return Some(leaf);
            }
            for error in parser.errors {
                if !dropped.contains(&error.field) {
                    dropped.push(error.field);
                }
            }
            None
        }
    }
}

#[derive(Clone, Copy)]
enum Scope {
    Root,
    Related(&'static str, &'static Relation),
}

struct Parser<'a> {
    registry: &'a Registry,
    tests: usize,
    errors: Vec<FieldError>,
}

impl Parser<'_> {
    fn refuse<T>(&mut self, field: &str, code: &str) -> Option<T> {
        self.errors.push(FieldError::new(field, code));
        None
    }

    fn node(&mut self, value: &Value, scope: Scope, depth: usize) -> Option<Node> {
        if depth > MAX_DEPTH {
            self.errors.push(FieldError::new("filter", "too_deep").with("max", MAX_DEPTH));
            return None;
        }
        let Value::Object(object) = value else { return self.refuse("filter", "invalid") };
        if let Some(children) = object.get("all").or_else(|| object.get("any")) {
            let Value::Array(children) = children else { return self.refuse("filter", "invalid") };
            if object.len() != 1 {
                return self.refuse("filter", "invalid");
            }
            let mut nodes: Vec<Node> = children.iter().filter_map(|child| self.node(child, scope, depth + 1)).collect();
            return match nodes.len() {
                0 => None,
                1 => nodes.pop(),
                _ if object.contains_key("all") => Some(Node::All(nodes)),
                _ => Some(Node::Any(nodes)),
            };
        }
        if let (Some(inner), 1) = (object.get("not"), object.len()) {
            return self.node(inner, scope, depth + 1).map(|node| Node::Not(Box::new(node)));
        }
        self.tests += 1;
        if self.tests == MAX_TESTS + 1 {
            self.errors.push(FieldError::new("filter", "too_many").with("max", MAX_TESTS));
        }
        if self.tests > MAX_TESTS {
            return None;
        }
        match (object.get("relation"), object.get("field")) {
            (Some(Value::String(key)), None) => self.relation(key, object, scope, depth),
            (None, Some(Value::String(key))) => self.test(key, object, scope),
            _ => self.refuse("filter", "invalid"),
        }
    }

    fn relation(&mut self, key: &str, object: &Map<String, Value>, scope: Scope, depth: usize) -> Option<Node> {
        let Scope::Root = scope else { return self.refuse(key, "unknown") };
        let Some(Field { source: Source::Relation(relation), key: name, .. }) = self.registry.field(key) else {
            return self.refuse(key, "unknown");
        };
        let (inner, negated) = match (object.get("has"), object.get("hasNot"), object.len()) {
            (Some(inner), None, 2) => (inner, false),
            (None, Some(inner), 2) => (inner, true),
            _ => return self.refuse(key, "operator.invalid"),
        };
        let before = self.errors.len();
        let empty = matches!(inner, Value::Null) || inner.as_object().is_some_and(Map::is_empty);
        let inner = if empty { None } else { self.node(inner, Scope::Related(name, relation), depth + 1) };
        if self.errors.len() > before {
            return None;
        }
        let node = Node::Has(relation, inner.map(Box::new));
        Some(if negated { Node::Not(Box::new(node)) } else { node })
    }

    fn test(&mut self, key: &str, object: &Map<String, Value>, scope: Scope) -> Option<Node> {
        // `purchases.boughtOn` is short for: has a purchase whose …
        if let (Scope::Root, Some((relation, inner))) = (scope, key.split_once('.'))
            && let Some(Field { source: Source::Relation(related), key: name, .. }) = self.registry.field(relation)
        {
            let inner = self.test(inner, object, Scope::Related(name, related))?;
            return Some(Node::Has(related, Some(Box::new(inner))));
        }
        let (field, name) = match scope {
            Scope::Root => (self.registry.field(key), key.to_owned()),
            Scope::Related(relation, related) => (find(related.fields, key), format!("{relation}.{key}")),
        };
        let Some(field) = field else { return self.refuse(&name, "unknown") };
        if object.keys().any(|k| !matches!(k.as_str(), "field" | "op" | "value")) {
            return self.refuse(&name, "invalid");
        }
        let operator = object.get("op").and_then(Value::as_str).and_then(|word| Operator::parse(word, field.kind));
        let Some(operator) = operator.filter(|_| field.kind != FilterKind::Relation) else {
            return self.refuse(&name, "operator.invalid");
        };
        match test(&field, operator, object.get("value").unwrap_or(&Value::Null), self.registry.base) {
            Ok(test) => Some(Node::Test(field, test)),
            Err(mut error) => {
                error.field = name;
                self.errors.push(error);
                None
            }
        }
    }
}

/// The field is named by the caller.
fn refused(code: &str) -> FieldError {
    FieldError::new("", code)
}

fn test(field: &Field, operator: Operator, value: &Value, base: Currency) -> Result<Test, FieldError> {
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
