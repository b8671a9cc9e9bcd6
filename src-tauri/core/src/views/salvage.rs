//! What is left of a stored filter when fields have gone.

use serde_json::{Map, Value};

use super::fields::Registry;
use super::filter::{errors, parse, read};

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
            let errors = errors(&leaf, registry);
            if errors.is_empty() {
                return Some(leaf);
            }
            for error in errors {
                if !dropped.contains(&error.field) {
                    dropped.push(error.field);
                }
            }
            None
        }
    }
}
