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
use super::value;
use crate::error::{Error, FieldError, Result};
use crate::money::Currency;

const MAX_BYTES: usize = 64 * 1024;
const MAX_DEPTH: usize = 8;
const MAX_TESTS: usize = 200;

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

/// What is wrong with a filter; nothing when it can be used.
pub(super) fn errors(value: &Value, registry: &Registry) -> Vec<FieldError> {
    let mut parser = Parser { registry, tests: 0, errors: Vec::new() };
    parser.node(value, Scope::Root, 0);
    parser.errors
}

pub(super) fn read(json: &str) -> Result<Value> {
    if json.len() > MAX_BYTES {
        return Err(Error::Invalid(vec![FieldError::new("filter", "too_long").with("max", MAX_BYTES)]));
    }
    serde_json::from_str(json).map_err(|_| Error::invalid("filter", "invalid"))
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
            Scope::Related(relation, related) => (
                find(related.fields, key).filter(|field| !self.registry.guarded.contains(&field.key)),
                format!("{relation}.{key}"),
            ),
        };
        let Some(field) = field else { return self.refuse(&name, "unknown") };
        if object.keys().any(|k| !matches!(k.as_str(), "field" | "op" | "value")) {
            return self.refuse(&name, "invalid");
        }
        let operator = object.get("op").and_then(Value::as_str).and_then(|word| Operator::parse(word, field.kind));
        let Some(operator) = operator.filter(|_| field.kind != FilterKind::Relation) else {
            return self.refuse(&name, "operator.invalid");
        };
        match value::test(&field, operator, object.get("value").unwrap_or(&Value::Null), self.registry.base) {
            Ok(test) => Some(Node::Test(field, test)),
            Err(mut error) => {
                error.field = name;
                self.errors.push(error);
                None
            }
        }
    }
}
