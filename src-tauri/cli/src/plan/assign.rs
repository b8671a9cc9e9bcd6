//! `kehu plan assign`.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::Instant;

use kehu_models::allocate::assign::{AssignError, Wanted, assign};
use serde_json::json;

use super::table::Table;
use crate::fault::Fault;
use crate::output::Output;

/// Decimals of costs that are kept.
const MOST_DECIMALS: u32 = 6;

/// Names and costs; a cost that is not there forbids.
struct Costs {
    items: Vec<String>,
    values: Vec<Option<f64>>,
    decimals: u32,
}

/// Reads, assigns, answers.
pub fn run(costs: &Path, capacity: &Path, fairness: f64, output: &Output) -> Result<(), Fault> {
    let begin = Instant::now();
    let (people, capacity) = capacities(&Table::read(capacity)?)?;
    let costs = read(&Table::read(costs)?, &people)?;
    let scale = 10f64.powi(costs.decimals.max(decimals(&fairness.to_string())) as i32);
    let units = |cost: f64| (cost * scale).round().clamp(-1e18, 1e18) as i64;
    if !fairness.is_finite() || fairness < 0.0 {
        return Err(Fault::invalid("fairness", "number.invalid"));
    }
    let values: Vec<Option<i64>> = costs.values.iter().map(|cost| cost.map(units)).collect();
    let wanted = Wanted { costs: &values, capacity: &capacity, fairness: units(fairness) };
    let found = assign(&wanted).map_err(|error| refusal(error, &costs.items, &people))?;
    let uneven: i64 = found.load.iter().map(|l| wanted.fairness * (*l as i64) * (*l as i64 - 1).max(0) / 2).sum();
    let money = |units: i64| units as f64 / scale;
    let rows: Vec<_> = costs
        .items
        .iter()
        .zip(&found.person)
        .map(|(item, person)| json!({ "item": item, "person": people[*person] }))
        .collect();
    let load: BTreeMap<_, _> = people.iter().zip(&found.load).collect();
    let price: BTreeMap<_, _> = people.iter().zip(found.price.iter().map(|p| money(*p))).collect();
    let answer = json!({
        "assignment": rows, "cost": money(found.cost), "objective": money(found.cost + uneven), "bound": money(found.bound),
        "gap": money(found.cost + uneven - found.bound), "load": load, "price": price,
        "seconds": begin.elapsed().as_secs_f64(),
    });
    output.answer(&answer, |words| {
        let mut lines =
            vec![words.say(
                "planAssign",
                &[("items", &costs.items.len().to_string()), ("cost", &money(found.cost).to_string())],
            )];
        lines.extend(
            costs.items.iter().zip(&found.person).map(|(item, person)| format!("{item} → {}", people[*person])),
        );
        lines
    })
}

/// `person,capacity`; without names people are numbered.
fn capacities(table: &Table) -> Result<(Vec<String>, Vec<usize>), Fault> {
    let column = table.column("capacity")?;
    let name = (0..table.header.len()).find(|c| *c != column);
    let (mut people, mut capacity) = (Vec::new(), Vec::new());
    for row in &table.rows {
        let number = table.number(row, column)?;
        if number < 0.0 || number.fract() != 0.0 || number > 1e9 {
            return Err(table.bad(row, column));
        }
        let named = name.and_then(|c| row.1.get(c)).cloned();
        let person = named.unwrap_or_else(|| (people.len() + 1).to_string());
        if people.contains(&person) {
            return Err(Fault { row: Some(row.0), ..Fault::invalid("person", "taken") });
        }
        people.push(person);
        capacity.push(number as usize);
    }
    Ok((people, capacity))
}

/// Long (`item,person,cost`) or wide (a column for each person, by name, else by position).
fn read(table: &Table, people: &[String]) -> Result<Costs, Fault> {
    if let (Some(item), Some(person), Some(cost)) = (table.find("item"), table.find("person"), table.find("cost")) {
        return long(table, people, [item, person, cost]);
    }
    let named: Option<Vec<usize>> = people.iter().map(|name| table.find(name)).collect();
    let columns = match (named, table.header.len().checked_sub(people.len())) {
        (Some(columns), _) => columns,
        (None, Some(spare @ (0 | 1))) if people.iter().enumerate().all(|(i, name)| *name == (i + 1).to_string()) => {
            (spare..table.header.len()).collect()
        }
        _ => {
            let missing = people.iter().find(|name| table.find(name).is_none()).cloned().unwrap_or_default();
            return Err(Fault::invalid(&missing, "plan.missing_column").with("name", &missing));
        }
    };
    let label = (0..table.header.len()).find(|c| !columns.contains(c));
    let mut costs = Costs { items: Vec::new(), values: Vec::new(), decimals: 0 };
    for row in &table.rows {
        let named = label.and_then(|c| row.1.get(c)).cloned();
        costs.items.push(named.unwrap_or_else(|| (costs.items.len() + 1).to_string()));
        for column in &columns {
            let value = costs.cell(table, row, *column)?;
            costs.values.push(value);
        }
    }
    Ok(costs)
}

fn long(table: &Table, people: &[String], [item, person, cost]: [usize; 3]) -> Result<Costs, Fault> {
    let mut costs = Costs { items: Vec::new(), values: Vec::new(), decimals: 0 };
    let mut known: HashMap<String, usize> = HashMap::new();
    for row in &table.rows {
        let cell = |column: usize| row.1.get(column).map_or("", String::as_str);
        let who = people.iter().position(|name| name == cell(person));
        let who = who.ok_or_else(|| Fault { row: Some(row.0), ..Fault::invalid("person", "unknown") })?;
        let what = *known.entry(cell(item).to_owned()).or_insert_with(|| {
            costs.items.push(cell(item).to_owned());
            costs.values.extend(std::iter::repeat_n(None, people.len()));
            costs.items.len() - 1
        });
        costs.values[what * people.len() + who] = costs.cell(table, row, cost)?;
    }
    Ok(costs)
}

impl Costs {
    fn cell(&mut self, table: &Table, row: &(u64, Vec<String>), column: usize) -> Result<Option<f64>, Fault> {
        let text = row.1.get(column).map_or("", String::as_str);
        if text.is_empty() {
            return Ok(None);
        }
        self.decimals = self.decimals.max(decimals(text));
        table.number(row, column).map(Some)
    }
}

fn decimals(text: &str) -> u32 {
    if text.contains(['e', 'E']) {
        return MOST_DECIMALS;
    }
    let behind = text.split_once('.').map_or("", |(_, behind)| behind.trim_end_matches('0'));
    (behind.len() as u32).min(MOST_DECIMALS)
}

fn refusal(error: AssignError, items: &[String], people: &[String]) -> Fault {
    match error {
        AssignError::Forbidden { item } => Fault::invalid("costs", "plan.item_for_nobody").with("item", &items[item]),
        AssignError::TooMany { items, capacity } => {
            Fault::invalid("capacity", "plan.too_little_capacity").with("needed", items).with("given", capacity)
        }
        AssignError::Full { item, people: full } => {
            let names = full.iter().map(|p| people[*p].as_str()).collect::<Vec<_>>().join(", ");
            Fault::invalid("capacity", "plan.people_full").with("item", &items[item]).with("people", names)
        }
        AssignError::TooLarge { item, person } => {
            Fault::invalid("costs", "plan.cost_too_large").with("item", &items[item]).with("person", &people[person])
        }
        AssignError::BadFairness => Fault::invalid("fairness", "number.invalid"),
        AssignError::Shape { .. } => Fault::new("internal").with("reason", error),
    }
}
