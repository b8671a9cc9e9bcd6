//! Random filters over random records: the same rows, in the same order, as a naive evaluator finds.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use uuid::Uuid;

use super::company::{self, Customer, FIELDS, OWNERS, REGIONS, TAGS, TEXTS};
use super::naive::{SORTS, holds, in_order, matches, prune};
use crate::text::normal::fold;
use crate::views::{ListQuery, ListState, Selection, Sort};

fn needle() -> impl Strategy<Value = String> {
    let whole = prop::sample::select(&TEXTS[..]).prop_map(str::to_owned);
    let part = (prop::sample::select(&TEXTS[..]), 0..4_usize, 1..4_usize)
        .prop_map(|(text, skip, take)| text.chars().skip(skip).take(take).collect::<String>());
    prop_oneof![whole, part.prop_filter("something to look for", |text| !fold(text).is_empty())]
}

fn days() -> impl Strategy<Value = Value> {
    let day =
        prop::sample::select(vec!["2026-01-15", "2026-01-14", "2026-01-01", "2025-12-31", "2025-01-01", "2026-02-04"]);
    let simple = (prop::sample::select(vec!["is", "before", "after"]), day.clone())
        .prop_map(|(op, day)| json!({"op": op, "value": day}));
    let between = (day.clone(), day).prop_map(|(from, to)| json!({"op": "between", "value": {"from": from, "to": to}}));
    let counted = (
        prop::sample::select(vec!["last_n_days", "next_n_days", "more_than_n_days_ago"]),
        prop::sample::select(vec![1, 7, 15, 400]),
    )
        .prop_map(|(op, n)| json!({"op": op, "value": n}));
    const WORDS: [&str; 18] = [
        "today",
        "yesterday",
        "tomorrow",
        "this_week",
        "last_week",
        "next_week",
        "this_month",
        "last_month",
        "next_month",
        "this_quarter",
        "last_quarter",
        "next_quarter",
        "this_year",
        "last_year",
        "next_year",
        "overdue",
        "empty",
        "not_empty",
    ];
    let relative = prop::sample::select(&WORDS[..]).prop_map(|op| json!({"op": op}));
    prop_oneof![simple, between, counted, relative]
}

fn texts() -> impl Strategy<Value = Value> {
    let told = (prop::sample::select(vec!["is", "is_not", "contains", "starts", "ends"]), needle())
        .prop_map(|(op, value)| json!({"op": op, "value": value}));
    prop_oneof![4 => told, 1 => prop::sample::select(vec!["empty", "not_empty"]).prop_map(|op| json!({"op": op}))]
}

fn numbers(values: Vec<Value>) -> impl Strategy<Value = Value> {
    let one = prop::sample::select(values);
    let told = (prop::sample::select(vec!["eq", "ne", "lt", "lte", "gt", "gte"]), one.clone())
        .prop_map(|(op, value)| json!({"op": op, "value": value}));
    let between = (one.clone(), one).prop_map(|(from, to)| json!({"op": "between", "value": {"from": from, "to": to}}));
    prop_oneof![4 => told, 1 => between, 1 => prop::sample::select(vec!["empty", "not_empty"]).prop_map(|op| json!({"op": op}))]
}

fn choices(values: Vec<String>) -> impl Strategy<Value = Value> {
    let one = prop::sample::select(values);
    let told = (prop::sample::select(vec!["is", "is_not"]), one.clone())
        .prop_map(|(op, value)| json!({"op": op, "value": value}));
    let many = (prop::sample::select(vec!["in", "not_in"]), prop::collection::vec(one, 0..3))
        .prop_map(|(op, value)| json!({"op": op, "value": value}));
    prop_oneof![told, many, prop::sample::select(vec!["empty", "not_empty"]).prop_map(|op| json!({"op": op}))]
}

fn named(field: impl Into<String>, test: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    let field = field.into();
    test.prop_map(move |mut test| {
        test["field"] = json!(field);
        test
    })
}

fn words(of: &[&str]) -> Vec<String> {
    of.iter().map(|word| (*word).to_owned()).collect()
}

fn leaf() -> BoxedStrategy<Value> {
    let people: Vec<String> = OWNERS.iter().map(Uuid::to_string).chain(["me".to_owned()]).collect();
    let tags = (
        prop::sample::select(vec!["any", "all", "none"]),
        prop::collection::vec(prop::sample::select(&TAGS[..]), 1..3),
    )
        .prop_map(|(op, tags)| json!({"op": op, "value": tags}));
    let tags =
        prop_oneof![3 => tags, 1 => prop::sample::select(vec!["empty", "not_empty"]).prop_map(|op| json!({"op": op}))];
    let phones = (
        prop::sample::select(vec!["is", "is_not", "contains", "starts", "ends"]),
        prop::sample::select(vec!["138", "+86 138-0013-8000", "8001", "+49"]),
    )
        .prop_map(|(op, value)| json!({"op": op, "value": value}));
    let money = |op: Vec<&'static str>| {
        (prop::sample::select(op), prop::sample::select(vec!["0 CNY", "1.00 CNY", "100 USD", "99.99 CNY", "-5 CNY"]))
            .prop_map(|(op, value)| json!({"op": op, "value": value}))
    };
    prop_oneof![
        named("name", texts()),
        named("industry", texts()),
        named("note", texts()),
        named("city", texts()),
        named("kind", choices(words(&["organisation", "person"]))),
        named("level", choices(words(&["A", "B", "C", "D"]))),
        named("lifecycle", choices(words(&["prospect", "active", "dormant", "lost"]))),
        named("owner", choices(people)),
        named("region", choices(words(&REGIONS))),
        named("region", prop::sample::select(vec!["CN", "DE", "CN-31"]).prop_map(|value| json!({"op": "within", "value": value}))),
        named("size", numbers(vec![json!(0), json!(1), json!("2"), json!("50.0")])),
        named("purchase_count", numbers(vec![json!(0), json!(1), json!(2)])),
        named("phone", prop_oneof![3 => phones, 1 => prop::sample::select(vec!["empty", "not_empty"]).prop_map(|op| json!({"op": op}))]),
        named("tags", tags),
        named("createdAt", days()),
        named("last_contact_at", days()),
        named("nextContactAt", days()),
        named("last_purchase_on", days()),
        named("first_purchase_on", days()),
        named("purchasedAmount", money(vec!["eq", "lt", "lte", "gt", "gte"])),
        named(format!("custom:{}", FIELDS[0]), texts()),
        named(format!("custom:{}", FIELDS[1]), numbers(vec![json!(0), json!("1.5"), json!(-2.5)])),
        named(format!("custom:{}", FIELDS[2]), days()),
        relation(),
    ]
    .boxed()
}

fn relation() -> impl Strategy<Value = Value> {
    let purchase = prop_oneof![
        named("boughtOn", days()),
        named("currency", texts()),
        named("quantity", numbers(vec![json!(1), json!("1.5")])),
        named("product", texts()),
        named("source", texts()),
        named(
            "amount",
            (prop::sample::select(vec!["eq", "lt", "gte"]), prop::sample::select(vec!["1 CNY", "100 USD"]))
                .prop_map(|(op, value)| json!({"op": op, "value": value}))
        ),
    ];
    let person = prop_oneof![
        named("name", texts()),
        named("title", texts()),
        named("role", texts()),
        named(
            "doNotContact",
            (prop::sample::select(vec!["is", "is_not"]), any::<bool>())
                .prop_map(|(op, value)| json!({"op": op, "value": value}))
        ),
    ];
    let purchases = combined(purchase.boxed(), 2).prop_map(|inner| ("purchases", inner));
    let people = combined(person.boxed(), 2).prop_map(|inner| ("contacts", inner));
    let anything =
        prop::sample::select(vec!["purchases", "contacts"]).prop_map(|relation| (relation, json!({"all": []})));
    (prop_oneof![3 => purchases, 3 => people, 1 => anything], any::<bool>()).prop_map(|((relation, inner), has)| {
        if has { json!({"relation": relation, "has": inner}) } else { json!({"relation": relation, "hasNot": inner}) }
    })
}

fn combined(leaf: BoxedStrategy<Value>, depth: u32) -> impl Strategy<Value = Value> {
    leaf.prop_recursive(depth, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|parts| json!({"all": parts})),
            prop::collection::vec(inner.clone(), 0..4).prop_map(|parts| json!({"any": parts})),
            inner.prop_map(|part| json!({"not": part})),
        ]
    })
}

#[test]
fn lists_hold_exactly_the_rows_a_naive_evaluator_finds_in_its_order() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let customers = company::customers(150);
    let (_dir, crm) = runtime.block_on(async {
        let (dir, crm) = crate::testing::a_workspace().await;
        company::store(&crm, &customers).await;
        (dir, crm)
    });
    let session = crm.session();
    let me: Uuid = session.actor().into();
    let filters = prop::option::weighted(0.9, combined(leaf(), 3));
    let sorts = prop::collection::vec((prop::sample::select(&SORTS[..]), any::<bool>()), 0..3);
    let state = prop_oneof![6 => Just("live"), 1 => Just("archived"), 1 => Just("deleted")];
    let windows = prop::collection::vec((0..150_u64, 1..40_u32), 3);
    let mut runner = TestRunner::new(Config { cases: 512, failure_persistence: None, ..Config::default() });
    let outcome =
        runner.run(&(filters, sorts, state, windows, 0..150_usize), |(filter, sorts, state, windows, someone)| {
            let pruned = filter.as_ref().and_then(prune);
            let fits = |c: &Customer| {
                c.state == state && pruned.as_ref().is_none_or(|filter| holds(filter, &|leaf| matches(c, me, leaf)))
            };
            let expected = in_order(customers.iter().enumerate().filter(|(_, c)| fits(c)).collect(), &sorts);
            let query = ListQuery {
                filter: filter.as_ref().map(Value::to_string),
                text: None,
                sort: sorts
                    .iter()
                    .map(|(field, descending)| Sort {
                        field: if *field == "custom" { format!("custom:{}", FIELDS[0]) } else { (*field).to_owned() },
                        descending: *descending,
                    })
                    .collect(),
                state: match state {
                    "live" => ListState::Live,
                    "archived" => ListState::Archived,
                    _ => ListState::Deleted,
                },
            };
            runtime.block_on(async {
                for (start, count) in windows {
                    let page = session.list_customers(&query, start, count).await.unwrap();
                    let found: Vec<Uuid> = page.rows.iter().map(|row| row.id.into()).collect();
                    let wanted: Vec<Uuid> =
                        expected.iter().skip(start as usize).take(count as usize).map(|c| c.id).collect();
                    prop_assert_eq!(page.total, expected.len() as u64);
                    prop_assert_eq!(found, wanted, "from {} for {}", start, count);
                }
                let selection = Selection::Query { query: query.clone(), except: Vec::new() };
                prop_assert_eq!(session.count_customers(&selection).await.unwrap(), expected.len() as u64);
                let someone = customers[someone].id;
                let at = expected.iter().position(|c| c.id == someone);
                let neighbours = session.customer_neighbours(&query, someone.into()).await.unwrap();
                prop_assert_eq!(neighbours.position, at.map_or(0, |at| at as u64 + 1));
                let beside = |by: isize| {
                    at.and_then(|at| at.checked_add_signed(by))
                        .and_then(|at| expected.get(at))
                        .map(|c| c.id.to_string())
                };
                prop_assert_eq!(neighbours.previous, beside(-1));
                prop_assert_eq!(neighbours.next, beside(1));
                Ok(())
            })
        });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
