//! The filters behind the marks, in the wire form of the filter language.

use chrono::{NaiveDate, TimeDelta};
use kehu_models::patterns::rfm::Cell;
use serde_json::{Value, json};

use super::GRID;
use super::months::Month;
use crate::id::UserId;
use crate::money::Currency;

/// What every mark of one answer has in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    pub(super) owner: Option<UserId>,
    pub(super) from: Option<NaiveDate>,
    pub(super) to: Option<NaiveDate>,
}

impl Marks {
    /// Customers with this value of a field, or without one.
    pub(super) fn value(&self, field: &str, value: Option<&str>) -> String {
        self.all(vec![test(field, value)])
    }

    /// Customers of a colleague, or of nobody.
    pub(super) fn owner(&self, owner: Option<&str>) -> String {
        // Already restricted to one owner, the mark of this owner needs no more.
        if self.owner.is_some() { self.all(Vec::new()) } else { self.value("owner", owner) }
    }

    /// Customers who bought in the month.
    pub(super) fn buyers(&self, month: Month, currency: Currency) -> String {
        self.all(vec![self.bought(month, currency)])
    }

    /// Those among them who had never bought before.
    pub(super) fn new_buyers(&self, month: Month, currency: Currency) -> String {
        self.all(vec![
            self.bought(month, currency),
            json!({"field": "first_purchase_on", "op": "between", "value": {"from": month.first(), "to": month.last()}}),
        ])
    }

    /// Those among them who had.
    pub(super) fn returning_buyers(&self, month: Month, currency: Currency) -> String {
        self.all(vec![
            self.bought(month, currency),
            json!({"field": "first_purchase_on", "op": "before", "value": month.first()}),
        ])
    }

    /// The customers of a cell, seen from `today`.
    pub(super) fn cell(&self, cell: Cell, today: NaiveDate) -> String {
        self.all(vec![recency(cell.recency, today), frequency(cell.frequency)])
    }

    fn bought(&self, month: Month, currency: Currency) -> Value {
        let from = self.from.map_or(month.first(), |from| from.max(month.first()));
        let to = self.to.map_or(month.last(), |to| to.min(month.last()));
        json!({"relation": "purchases", "has": {"all": [
            {"field": "bought_on", "op": "between", "value": {"from": from, "to": to}},
            {"field": "currency", "op": "is", "value": currency.code()},
        ]}})
    }

    fn all(&self, mut tests: Vec<Value>) -> String {
        if let Some(owner) = self.owner {
            tests.insert(0, json!({"field": "owner", "op": "is", "value": owner}));
        }
        match tests.len() {
            1 => tests.remove(0).to_string(),
            _ => json!({"all": tests}).to_string(),
        }
    }
}

fn test(field: &str, value: Option<&str>) -> Value {
    match value {
        Some(value) => json!({"field": field, "op": "is", "value": value}),
        None => json!({"field": field, "op": "empty"}),
    }
}

fn recency(recency: u8, today: NaiveDate) -> Value {
    let field = "last_purchase_on";
    let ago = |days: i64| today.checked_sub_signed(TimeDelta::days(days)).unwrap_or(today);
    let worse = usize::from(5 - recency);
    match (worse.checked_sub(1), GRID.recency_days.get(worse)) {
        (None, Some(most)) => json!({"field": field, "op": "after", "value": ago(most + 1)}),
        (Some(better), Some(most)) => json!({"field": field, "op": "between",
            "value": {"from": ago(*most), "to": ago(GRID.recency_days[better] + 1)}}),
        (Some(better), None) => json!({"field": field, "op": "before", "value": ago(GRID.recency_days[better])}),
        (None, None) => json!({"field": field, "op": "not_empty"}),
    }
}

fn frequency(frequency: u8) -> Value {
    let field = "purchase_count";
    let at = usize::from(frequency - 1);
    let least = at.checked_sub(1).map_or(1, |below| GRID.purchases[below] + 1);
    match GRID.purchases.get(at) {
        Some(most) if *most == least => json!({"field": field, "op": "eq", "value": least}),
        Some(most) => json!({"field": field, "op": "between", "value": {"from": least, "to": most}}),
        None => json!({"field": field, "op": "gte", "value": least}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_date;

    const ANY: Marks = Marks { owner: None, from: None, to: None };

    #[test]
    fn filters_say_what_the_mark_counts() {
        let cny = "CNY".parse().unwrap();
        assert_eq!(ANY.value("region", None), r#"{"field":"region","op":"empty"}"#);
        let month = Month::of("2024-02-10").unwrap();
        let bought = r#"{"has":{"all":[{"field":"bought_on","op":"between","value":{"from":"2024-02-01","to":"2024-02-29"}},{"field":"currency","op":"is","value":"CNY"}]},"relation":"purchases"}"#;
        assert_eq!(ANY.buyers(month, cny), bought);
        let returning =
            format!(r#"{{"all":[{bought},{{"field":"first_purchase_on","op":"before","value":"2024-02-01"}}]}}"#);
        assert_eq!(ANY.returning_buyers(month, cny), returning);
        let period = Marks { from: parse_date("2024-02-10"), to: parse_date("2024-05-01"), ..ANY };
        assert_eq!(period.buyers(month, cny), bought.replace("2024-02-01", "2024-02-10"));
        let owned = Marks { owner: Some(uuid::Uuid::nil().into()), ..ANY };
        assert_eq!(
            owned.owner(Some("whoever")),
            r#"{"field":"owner","op":"is","value":"00000000-0000-0000-0000-000000000000"}"#
        );
    }

    #[test]
    fn the_cells_of_the_grid_leave_no_gap() {
        let today = parse_date("2026-01-15").unwrap();
        let recencies: Vec<String> = (1..=5).map(|r| recency(r, today).to_string()).collect();
        assert_eq!(
            recencies,
            [
                r#"{"field":"last_purchase_on","op":"before","value":"2025-01-15"}"#,
                r#"{"field":"last_purchase_on","op":"between","value":{"from":"2025-01-15","to":"2025-07-18"}}"#,
                r#"{"field":"last_purchase_on","op":"between","value":{"from":"2025-07-19","to":"2025-10-16"}}"#,
                r#"{"field":"last_purchase_on","op":"between","value":{"from":"2025-10-17","to":"2025-12-15"}}"#,
                r#"{"field":"last_purchase_on","op":"after","value":"2025-12-15"}"#,
            ]
        );
        let frequencies: Vec<String> = (1..=5).map(|f| frequency(f).to_string()).collect();
        assert_eq!(
            frequencies,
            [
                r#"{"field":"purchase_count","op":"eq","value":1}"#,
                r#"{"field":"purchase_count","op":"eq","value":2}"#,
                r#"{"field":"purchase_count","op":"between","value":{"from":3,"to":4}}"#,
                r#"{"field":"purchase_count","op":"between","value":{"from":5,"to":9}}"#,
                r#"{"field":"purchase_count","op":"gte","value":10}"#,
            ]
        );
    }
}
