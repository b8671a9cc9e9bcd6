//! What the language refuses, and that no value ever becomes SQL.

use serde_json::json;

use crate::error::Error;
use crate::views::fields::{Entity, Registry};
use crate::views::filter::parse;
use crate::views::{ListQuery, ListState, Sort};

fn registry() -> Registry {
    Registry { entity: Entity::Customer, custom: Vec::new(), base: "CNY".parse().unwrap(), guarded: Vec::new() }
}

fn refusal(filter: &serde_json::Value) -> Vec<(String, String)> {
    match parse(&filter.to_string(), &registry()) {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.code)).collect(),
        other => panic!("{filter} gave {other:?}"),
    }
}

#[test]
fn every_bad_test_is_named() {
    for (filter, field, code) in [
        (json!({"field": "nonsense", "op": "is", "value": "x"}), "nonsense", "unknown"),
        (
            json!({"field": "custom:00000000-0000-0000-0000-000000000001", "op": "empty"}),
            "custom:00000000-0000-0000-0000-000000000001",
            "unknown",
        ),
        (json!({"field": "custom:x", "op": "empty"}), "custom:x", "unknown"),
        (json!({"field": "name", "op": "like", "value": "%"}), "name", "operator.invalid"),
        (json!({"field": "name", "op": "gt", "value": "a"}), "name", "operator.invalid"),
        (json!({"field": "name", "op": "contains"}), "name", "required"),
        (json!({"field": "name", "op": "contains", "value": "  "}), "name", "required"),
        (json!({"field": "name", "op": "contains", "value": ["a"]}), "name", "invalid"),
        (json!({"field": "name", "op": "contains", "value": "长".repeat(1001)}), "name", "too_long"),
        (json!({"field": "name", "op": "contains", "value": "a", "sql": "1"}), "name", "invalid"),
        (json!({"field": "level", "op": "is", "value": "E"}), "level", "invalid"),
        (json!({"field": "level", "op": "in", "value": "A"}), "level", "invalid"),
        (json!({"field": "size", "op": "eq", "value": "1.5"}), "size", "number.invalid"),
        (json!({"field": "size", "op": "between", "value": {"from": 1}}), "size", "invalid"),
        (json!({"field": "size", "op": "eq", "value": 1e300}), "size", "number.invalid"),
        (json!({"field": "createdAt", "op": "is", "value": "2024-02-30"}), "createdAt", "date.invalid"),
        (json!({"field": "createdAt", "op": "last_n_days", "value": 0}), "createdAt", "out_of_range"),
        (json!({"field": "createdAt", "op": "last_n_days", "value": 99_999_999}), "createdAt", "out_of_range"),
        (json!({"field": "createdAt", "op": "today", "value": "x"}), "createdAt", "invalid"),
        (json!({"field": "owner", "op": "is", "value": "somebody"}), "owner", "invalid"),
        (json!({"field": "tags", "op": "any", "value": []}), "tags", "required"),
        (json!({"field": "tags", "op": "any", "value": ["vip"]}), "tags", "invalid"),
        (json!({"field": "purchasedAmount", "op": "gt", "value": "5 XQX"}), "purchasedAmount", "currency.invalid"),
        (json!({"field": "purchasedAmount", "op": "gt", "value": "1.234 CNY"}), "purchasedAmount", "number.invalid"),
        (json!({"relation": "orders", "has": {}}), "orders", "unknown"),
        (json!({"relation": "level", "has": {}}), "level", "unknown"),
        (json!({"relation": "contacts", "with": {}}), "contacts", "operator.invalid"),
        (json!({"relation": "contacts", "has": {"field": "level", "op": "empty"}}), "contacts.level", "unknown"),
        (json!({"relation": "contacts", "has": {"relation": "customers", "has": {}}}), "customers", "unknown"),
        (json!({"field": "contacts.nobody", "op": "empty"}), "contacts.nobody", "unknown"),
        (json!("name"), "filter", "invalid"),
        (json!({}), "filter", "invalid"),
        (json!({"all": [], "any": []}), "filter", "invalid"),
        (json!({"all": {}}), "filter", "invalid"),
    ] {
        assert_eq!(refusal(&filter), [(field.to_owned(), code.to_owned())], "{filter}");
    }
    let two =
        json!({"any": [{"field": "a", "op": "is", "value": 1}, {"not": {"field": "level", "op": "is", "value": "Z"}}]});
    assert_eq!(refusal(&two).len(), 2);
}

#[test]
fn too_deep_too_long_and_too_many_are_refused_without_harm() {
    let mut deep = json!({"field": "name", "op": "empty"});
    for _ in 0..9 {
        deep = json!({"not": deep});
    }
    assert_eq!(refusal(&deep), [("filter".to_owned(), "too_deep".to_owned())]);
    let many = json!({"any": vec![json!({"field": "name", "op": "empty"}); 201]});
    assert_eq!(refusal(&many), [("filter".to_owned(), "too_many".to_owned())]);
    for json in
        ["[".repeat(60_000), "{\"not\":".repeat(9_000), " ".repeat(70_000), "nul".to_owned(), "\u{0}".to_owned()]
    {
        assert!(parse(&json, &registry()).is_err());
    }
}

#[test]
fn an_empty_group_restricts_nothing() {
    for filter in [
        json!({"all": []}),
        json!({"any": []}),
        json!({"not": {"any": []}}),
        json!({"all": [{"any": []}, {"not": {"all": []}}]}),
    ] {
        assert_eq!(parse(&filter.to_string(), &registry()).unwrap(), None, "{filter}");
    }
}

#[tokio::test]
async fn no_value_becomes_sql() {
    let (_dir, crm) = crate::testing::a_workspace().await;
    let session = crm.session();
    let tricks = [
        "'; DROP TABLE customers; --",
        "\" OR 1=1 --",
        "?1",
        "$1",
        ":a",
        "%'||(SELECT key FROM attachment_key)||'%",
        "\u{0}x",
        "*",
        "NEAR(a b)",
        "name:x",
        "\"",
        "(((",
    ];
    for trick in tricks {
        let filter = |field: &str, op: &str| {
            let value = if op == "in" { json!([trick]) } else { json!(trick) };
            Some(json!({"field": field, "op": op, "value": value}).to_string())
        };
        for (field, op) in [
            ("name", "contains"),
            ("city", "starts"),
            ("region", "in"),
            ("region", "within"),
            ("phone", "ends"),
            ("purchases.product", "is"),
        ] {
            let query = ListQuery { filter: filter(field, op), ..ListQuery::default() };
            assert_eq!(session.list_customers(&query, 0, 10).await.unwrap().total, 0, "{trick} in {field}");
        }
        let query = ListQuery { text: Some(trick.to_owned()), state: ListState::Deleted, ..ListQuery::default() };
        assert_eq!(session.list_customers(&query, 0, 10).await.unwrap().total, 0, "{trick} as text");
        let query =
            ListQuery { sort: vec![Sort { field: trick.to_owned(), descending: false }], ..ListQuery::default() };
        assert!(matches!(session.list_customers(&query, 0, 10).await, Err(Error::Invalid(_))), "{trick} as sort");
        session.suggest_values(Entity::Customer, "industry", trick).await.unwrap();
        assert!(session.suggest_values(Entity::Customer, trick, "").await.is_err());
    }
}
