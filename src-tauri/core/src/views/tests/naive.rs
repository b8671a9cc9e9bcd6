//! The same filters and orders, evaluated row by row without SQL.

use std::cmp::Ordering;

use chrono::{Datelike as _, NaiveDate};
use serde_json::{Value, json};
use uuid::Uuid;

use super::company::{Customer, FIELDS, NOW, OWNERS, Person, Purchase};
use crate::clock::Instant;
use crate::text::normal::fold;
use crate::text::pinyin::sort_key;

const ZONE: chrono_tz::Tz = chrono_tz::Tz::Asia__Shanghai;

/// What restricts nothing is left out.
pub(super) fn prune(filter: &Value) -> Option<Value> {
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
pub(super) fn holds(filter: &Value, leaf: &dyn Fn(&Value) -> bool) -> bool {
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

pub(super) fn matches(c: &Customer, me: Uuid, filter: &Value) -> bool {
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

pub(super) const SORTS: [&str; 15] = [
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

pub(super) fn in_order<'a>(mut found: Vec<(usize, &'a Customer)>, sorts: &[(&str, bool)]) -> Vec<&'a Customer> {
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
