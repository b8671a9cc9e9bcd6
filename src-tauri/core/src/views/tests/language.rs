//! Random filters over random records: the same rows, in the same order, as a naive evaluator finds.

use std::cmp::Ordering;

use chrono::{Datelike as _, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use uuid::Uuid;

use super::company::{self, Customer, FIELDS, NOW, OWNERS, Person, Purchase, REGIONS, TAGS, TEXTS};
use crate::clock::Instant;
use crate::text::normal::fold;
use crate::text::pinyin::sort_key;
use crate::views::{ListQuery, ListState, Selection, Sort};

const ZONE: chrono_tz::Tz = chrono_tz::Tz::Asia__Shanghai;

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

/// What restricts nothing is left out.
fn prune(filter: &Value) -> Option<Value> {
    for key in ["all", "any"] {
        if let Some(parts) = filter[key].as_array() {
            let parts: Vec<Value> = parts.iter().filter_map(prune).collect();
            return (!parts.is_empty()).then(|| json!({key: parts}));
        }
    }
    match filter.get("not") {
        Some(inner) => prune(inner).map(|inner| json!({"not": inner})),
        None => Some(filter.clone()),
    }
}

/// Evaluates a pruned filter.
fn holds(filter: &Value, leaf: &dyn Fn(&Value) -> bool) -> bool {
    if let Some(parts) = filter["all"].as_array() {
        parts.iter().all(|part| holds(part, leaf))
    } else if let Some(parts) = filter["any"].as_array() {
        parts.iter().any(|part| holds(part, leaf))
    } else if let Some(inner) = filter.get("not") {
        !holds(inner, leaf)
    } else {
        leaf(filter)
    }
}

fn matches(c: &Customer, me: Uuid, filter: &Value) -> bool {
    if let Some(relation) = filter["relation"].as_str() {
        let (inner, has) =
            if filter.get("has").is_some() { (&filter["has"], true) } else { (&filter["hasNot"], false) };
        let inner = prune(inner);
        let found = match relation {
            "purchases" => {
                c.purchases.iter().any(|p| inner.as_ref().is_none_or(|inner| holds(inner, &|leaf| purchase(p, leaf))))
            }
            _ => c.people.iter().any(|p| inner.as_ref().is_none_or(|inner| holds(inner, &|leaf| person(p, leaf)))),
        };
        return found == has;
    }
    let field = filter["field"].as_str().unwrap();
    let bought: Vec<&str> = c.purchases.iter().map(|p| p.on.as_str()).collect();
    match field {
        "name" => text(Some(c.name), filter),
        "industry" => text(c.industry, filter),
        "note" => text(c.note, filter),
        "city" => text(c.city, filter),
        "kind" => choice(Some(c.kind), filter),
        "level" => choice(c.level, filter),
        "lifecycle" => choice(Some(c.lifecycle), filter),
        "owner" => {
            let mut filter = filter.clone();
            let named = filter["value"].to_string().replace("\"me\"", &format!("\"{me}\""));
            filter["value"] = serde_json::from_str(&named).unwrap();
            choice(c.owner.map(|id| id.to_string()).as_deref(), &filter)
        }
        // An address without a country has a region that is no value of the list.
        "region" => choice(c.region.or(c.city.map(|_| "")), filter),
        "size" => number(c.size.map(|n| n * 10_000), filter),
        "purchase_count" => number(Some(c.purchases.len() as i64 * 10_000), filter),
        "phone" => phones(&c.phones, filter),
        "tags" => {
            let asked: Vec<Uuid> = filter["value"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|id| id.as_str().unwrap().parse().unwrap())
                .collect();
            match filter["op"].as_str().unwrap() {
                "any" => asked.iter().any(|tag| c.tags.contains(tag)),
                "all" => asked.iter().all(|tag| c.tags.contains(tag)),
                "none" => !asked.iter().any(|tag| c.tags.contains(tag)),
                "empty" => c.tags.is_empty(),
                _ => !c.tags.is_empty(),
            }
        }
        "createdAt" => moment(Some(c.created_at), filter),
        "last_contact_at" => moment(c.last_contact_at, filter),
        "nextContactAt" => moment(c.next_contact_at, filter),
        "last_purchase_on" => date(bought.iter().max().copied(), filter),
        "first_purchase_on" => date(bought.iter().min().copied(), filter),
        "purchasedAmount" => {
            let currency = filter["value"].as_str().unwrap().split_once(' ').unwrap().1;
            let own: Vec<i64> = c.purchases.iter().filter(|p| p.currency == currency).map(|p| p.minor).collect();
            !own.is_empty() && money(own.iter().sum(), currency, filter)
        }
        custom => match FIELDS.iter().position(|id| custom == format!("custom:{id}")).unwrap() {
            0 => text(c.text, filter),
            1 => number(c.number, filter),
            _ => date(c.date.as_deref(), filter),
        },
    }
}

fn purchase(p: &Purchase, filter: &Value) -> bool {
    match filter["field"].as_str().unwrap() {
        "boughtOn" => date(Some(&p.on), filter),
        "currency" => text(Some(p.currency), filter),
        "quantity" => number(Some(p.quantity), filter),
        "product" => text(p.product, filter),
        "source" => text(p.source, filter),
        _ => money(p.minor, p.currency, filter),
    }
}

fn person(p: &Person, filter: &Value) -> bool {
    match filter["field"].as_str().unwrap() {
        "name" => text(Some(p.name), filter),
        "title" => text(p.title, filter),
        "role" => text(p.role, filter),
        _ => (filter["op"] == "is") == (filter["value"] == p.silent),
    }
}

fn text(value: Option<&str>, filter: &Value) -> bool {
    let op = filter["op"].as_str().unwrap();
    let Some(value) = value else { return matches!(op, "empty" | "is_not") };
    let (value, asked) = (fold(value), fold(filter["value"].as_str().unwrap_or("")));
    match op {
        "is" => value == asked,
        "is_not" => value != asked,
        "contains" => value.contains(&asked),
        "starts" => value.starts_with(&asked),
        "ends" => value.ends_with(&asked),
        "empty" => false,
        _ => true,
    }
}

fn phones(values: &[String], filter: &Value) -> bool {
    let op = filter["op"].as_str().unwrap();
    let asked: String =
        filter["value"].as_str().unwrap_or("").chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    match op {
        "is" => values.contains(&asked),
        "is_not" => !values.contains(&asked),
        "contains" => values.iter().any(|value| value.contains(&asked)),
        "starts" => values.iter().any(|value| value.starts_with(&asked)),
        "ends" => values.iter().any(|value| value.ends_with(&asked)),
        "empty" => values.is_empty(),
        _ => !values.is_empty(),
    }
}

fn choice(value: Option<&str>, filter: &Value) -> bool {
    let asked = &filter["value"];
    let among = |value: &str| asked.as_array().is_some_and(|list| list.iter().any(|item| item == value));
    match filter["op"].as_str().unwrap() {
        "is" => value.is_some_and(|value| asked == value),
        "is_not" => value.is_none_or(|value| asked != value),
        "in" => value.is_some_and(among),
        "not_in" => !value.is_some_and(among),
        "within" => value.is_some_and(|value| {
            value == asked.as_str().unwrap() || value.starts_with(&format!("{}-", asked.as_str().unwrap()))
        }),
        "empty" => value.is_none(),
        _ => value.is_some(),
    }
}

/// Ten-thousandths.
fn number(value: Option<i64>, filter: &Value) -> bool {
    let read = |value: &Value| {
        (value.as_f64().unwrap_or_else(|| value.as_str().unwrap().parse().unwrap()) * 10_000.0).round() as i64
    };
    let asked = &filter["value"];
    match (filter["op"].as_str().unwrap(), value) {
        ("empty", value) => value.is_none(),
        ("not_empty", value) => value.is_some(),
        ("ne", value) => value != Some(read(asked)),
        (_, None) => false,
        ("between", Some(value)) => (read(&asked["from"])..=read(&asked["to"])).contains(&value),
        (op, Some(value)) => compares(value.cmp(&read(asked)), op),
    }
}

fn compares(order: Ordering, op: &str) -> bool {
    match op {
        "eq" => order.is_eq(),
        "lt" => order.is_lt(),
        "lte" => order.is_le(),
        "gt" => order.is_gt(),
        _ => order.is_ge(),
    }
}

fn money(minor: i64, currency: &str, filter: &Value) -> bool {
    let (amount, asked) = filter["value"].as_str().unwrap().split_once(' ').unwrap();
    let amount = (amount.parse::<f64>().unwrap() * 100.0).round() as i64;
    currency == asked && compares(minor.cmp(&amount), filter["op"].as_str().unwrap())
}

fn moment(ms: Option<i64>, filter: &Value) -> bool {
    match (ms, filter["op"].as_str().unwrap()) {
        (Some(ms), "overdue") => ms < NOW,
        (ms, _) => date(ms.map(|ms| Instant::from_ms(ms).date_in(ZONE).to_string()).as_deref(), filter),
    }
}

fn date(value: Option<&str>, filter: &Value) -> bool {
    let today = Instant::from_ms(NOW).date_in(ZONE);
    let read = |value: &Value| value.as_str().unwrap().parse::<NaiveDate>().unwrap();
    let asked = &filter["value"];
    let n = asked.as_i64().unwrap_or(0);
    let op = filter["op"].as_str().unwrap();
    let Some(day) = value.map(|value| value.parse::<NaiveDate>().unwrap()) else { return op == "empty" };
    let ago = (today - day).num_days();
    let month = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
    let quarter = |day: NaiveDate| month(day).div_euclid(3);
    let week = |day: NaiveDate| (day - NaiveDate::from_ymd_opt(2024, 1, 1).unwrap()).num_days().div_euclid(7);
    match op {
        "is" => day == read(asked),
        "before" => day < read(asked),
        "after" => day > read(asked),
        "between" => day >= read(&asked["from"]) && day <= read(&asked["to"]),
        "last_n_days" => (0..n).contains(&ago),
        "next_n_days" => (0..n).contains(&-ago),
        "more_than_n_days_ago" => ago > n,
        "overdue" => ago > 0,
        "today" => ago == 0,
        "yesterday" => ago == 1,
        "tomorrow" => ago == -1,
        "this_week" => week(day) == week(today),
        "last_week" => week(day) == week(today) - 1,
        "next_week" => week(day) == week(today) + 1,
        "this_month" => month(day) == month(today),
        "last_month" => month(day) == month(today) - 1,
        "next_month" => month(day) == month(today) + 1,
        "this_quarter" => quarter(day) == quarter(today),
        "last_quarter" => quarter(day) == quarter(today) - 1,
        "next_quarter" => quarter(day) == quarter(today) + 1,
        "this_year" => day.year() == today.year(),
        "last_year" => day.year() == today.year() - 1,
        "next_year" => day.year() == today.year() + 1,
        "empty" => false,
        _ => true,
    }
}

const SORTS: [&str; 15] = [
    "name",
    "level",
    "owner",
    "createdAt",
    "updated_at",
    "lastContactAt",
    "nextContactAt",
    "lastPurchaseOn",
    "industry",
    "lifecycle",
    "size",
    "purchases",
    "city",
    "phone",
    "custom",
];

/// A sort value: empty ones last, texts as they are said.
fn sort_value(c: &Customer, field: &str) -> Option<String> {
    let number = |n: i64| format!("{:020}", n + (1 << 50));
    match field {
        "name" => Some(sort_key(c.name)),
        "level" => c.level.map(str::to_owned),
        "owner" => {
            c.owner.map(|id| sort_key(["李", "Bob", "陈"][OWNERS.iter().position(|owner| *owner == id).unwrap()]))
        }
        "createdAt" | "updated_at" => Some(number(c.created_at)),
        "lastContactAt" => c.last_contact_at.map(number),
        "nextContactAt" => c.next_contact_at.map(number),
        "lastPurchaseOn" => c.purchases.iter().map(|p| p.on.clone()).max(),
        "industry" => c.industry.map(sort_key),
        "lifecycle" => ["prospect", "active", "dormant", "lost"]
            .iter()
            .position(|word| *word == c.lifecycle)
            .map(|n| n.to_string()),
        "size" => c.size.map(number),
        "purchases" => Some(number(c.purchases.len() as i64)),
        "city" => c.city.map(sort_key),
        "phone" => c.phones.first().cloned(),
        _ => c.text.map(sort_key),
    }
}

fn in_order<'a>(mut found: Vec<(usize, &'a Customer)>, sorts: &[(&str, bool)]) -> Vec<&'a Customer> {
    let newest = [("createdAt", true)];
    let sorts = if sorts.is_empty() { &newest[..] } else { sorts };
    found.sort_by(|(n, a), (m, b)| {
        let by = |(field, descending): &(&str, bool)| match (sort_value(a, field), sort_value(b, field)) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(a), Some(b)) if *descending => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
        };
        let ties = if sorts[0].1 { m.cmp(n) } else { n.cmp(m) };
        sorts.iter().map(by).find(|order| order.is_ne()).unwrap_or(ties)
    });
    found.into_iter().map(|(_, c)| c).collect()
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
