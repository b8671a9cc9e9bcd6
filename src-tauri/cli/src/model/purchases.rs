//! Reads `customer,date[,amount]` into a ledger.

use std::path::Path;

use hashbrown::{DefaultHashBuilder, HashTable};
use kehu_models::purchase::{Ledger, Window};
use std::hash::BuildHasher as _;

use super::day;
use super::table::Table;
use crate::fault::Fault;

/// What the file says.
pub struct Purchases {
    pub ledger: Ledger,
    pub names: Names,
    /// Whether there is a column of amounts.
    pub amounts: bool,
    /// The first and the last day of any purchase.
    pub days: (i32, i32),
}

/// The customers in the order of their appearance.
#[derive(Default)]
pub struct Names {
    text: String,
    ends: Vec<u32>,
    index: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Names {
    /// The name of customer number `i`.
    pub fn get(&self, i: usize) -> &str {
        name(&self.text, &self.ends, i)
    }

    fn number(&mut self, wanted: &str) -> Result<u32, Fault> {
        let Self { text, ends, index, hasher } = self;
        let hash = hasher.hash_one(wanted);
        if let Some(found) = index.find(hash, |i| name(text, ends, *i as usize) == wanted) {
            return Ok(*found);
        }
        let too_large = |_| Fault::new("file").with("code", "too_large").with("max", "4 GB");
        let next = u32::try_from(ends.len()).map_err(too_large)?;
        text.push_str(wanted);
        ends.push(u32::try_from(text.len()).map_err(too_large)?);
        index.insert_unique(hash, next, |i| hasher.hash_one(name(text, ends, *i as usize)));
        Ok(next)
    }
}

fn name<'a>(text: &'a str, ends: &[u32], i: usize) -> &'a str {
    let start = if i == 0 { 0 } else { ends[i - 1] as usize };
    &text[start..ends[i] as usize]
}

/// Reads the file for a window. Where each customer's purchases are in order, memory is needed for customers alone;
/// else the file is read again and sorted.
pub fn read(path: &Path, window: Window) -> Result<Purchases, Fault> {
    let mut ledger = Ledger::new(window);
    let mut names = Names::default();
    let mut ordered = true;
    let (amounts, days) = each(path, &mut names, |customer, day, amount| {
        ordered = ledger.record(customer, day, amount).is_ok();
        ordered
    })?;
    if ordered {
        return Ok(Purchases { ledger, names, amounts, days });
    }
    let (mut rows, mut names) = (Vec::new(), Names::default());
    let (amounts, days) = each(path, &mut names, |customer, day, amount| {
        rows.push((customer, day, amount));
        true
    })?;
    rows.sort_by_key(|(customer, day, _)| (*customer, *day));
    let mut ledger = Ledger::new(window);
    for (customer, day, amount) in rows {
        ledger.record(customer, day, amount).map_err(|error| Fault::new("internal").with("reason", error))?;
    }
    Ok(Purchases { ledger, names, amounts, days })
}

/// The first and the last day of the file.
pub fn days(path: &Path) -> Result<(i32, i32), Fault> {
    each(path, &mut Names::default(), |_, _, _| true).map(|(_, days)| days)
}

/// Hands over every purchase until `take` has had enough; says whether there are amounts, and the days.
pub fn each(
    path: &Path,
    names: &mut Names,
    mut take: impl FnMut(u32, i32, f64) -> bool,
) -> Result<(bool, (i32, i32)), Fault> {
    let mut table = Table::open(path)?;
    let (customer, date, amount) = (table.column("customer")?, table.column("date")?, table.find("amount"));
    let mut record = csv::ByteRecord::new();
    let mut days = (i32::MAX, i32::MIN);
    while table.next(&mut record)? {
        let name = customer.of(&record);
        if name.is_empty() {
            return Err(table.fault("customer_missing", customer, name));
        }
        let text = date.of(&record);
        let day = day::parse(text).ok_or_else(|| table.fault("date", date, text))?;
        let paid = match amount {
            None => 0.0,
            Some(column) => {
                let text = column.of(&record);
                let paid: f64 = text
                    .parse()
                    .ok()
                    .filter(|x: &f64| x.is_finite())
                    .ok_or_else(|| table.fault("number", column, text))?;
                if paid < 0.0 {
                    return Err(table.fault("amount_negative", column, text));
                }
                paid
            }
        };
        days = (days.0.min(day), days.1.max(day));
        let number = names.number(name)?;
        if !take(number, day, paid) {
            break;
        }
    }
    if days.1 < days.0 {
        return Err(Fault::new("file").with("code", "empty"));
    }
    Ok((amount.is_some(), days))
}
