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

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    const WINDOW: Window = Window { until: i32::MAX, holdout_until: None };

    fn reading(text: &str) -> Result<Purchases, Fault> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        read(file.path(), WINDOW)
    }

    #[test]
    fn the_order_of_rows_does_not_matter() {
        let sorted =
            reading("customer,date,amount\n李,20260101,5\n李,20260108,6\n李,20260215,7\n王,20260103,1\n").unwrap();
        let mixed = reading(
            "\u{feff}Date, Customer ,amount\n2026-02-15,李,7\n2026-01-03,王,1\n2026/1/8,李,6\n2026-01-01,李,5\n",
        )
        .unwrap();
        assert_eq!(sorted.ledger.tallies(), mixed.ledger.tallies());
        assert_eq!((sorted.ledger.tallies()[0].repeats, sorted.ledger.tallies()[0].spend), (2, 13.0));
        assert_eq!((mixed.names.get(0), mixed.names.get(1), mixed.days), ("李", "王", sorted.days));
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_place() {
        for (text, code, row, column) in [
            ("", "empty", None, None),
            ("customer,date\n", "empty", None, None),
            ("who,when\na,2026-01-01\n", "column_missing", None, None),
            ("customer,date\n,2026-01-01\n", "customer_missing", Some(2), Some(1)),
            ("customer,date\na,2026-01-01\na,tomorrow\n", "date", Some(3), Some(2)),
            ("customer,date,amount\na,2026-01-01,x\n", "number", Some(2), Some(3)),
            ("customer,date,amount\na,2026-01-01,inf\n", "number", Some(2), Some(3)),
            ("customer,date,amount\na,2026-01-01,-3\n", "amount_negative", Some(2), Some(3)),
        ] {
            let fault = reading(text).err().unwrap();
            assert_eq!((fault.data["code"].as_str(), fault.row, fault.column), (code, row, column), "{text:?}");
            assert_eq!(fault.exit_code(), 2);
        }
    }
}
