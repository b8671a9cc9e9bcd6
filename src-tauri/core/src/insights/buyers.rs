//! One pass over everybody who ever bought: the grid, the amounts, and who was new when.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike as _, NaiveDate};
use kehu_models::patterns::rfm::Cell;
use sqlx::SqliteConnection;

use super::months::Month;
use super::{GRID, store};
use crate::error::{Error, Result};
use crate::money::Currency;

/// What the pass found.
#[derive(Debug, Default)]
pub(super) struct Buyers {
    /// Customers and their amount in the currency, by cell.
    pub(super) grid: BTreeMap<Cell, (i64, i64)>,
    /// What each bought in the currency.
    pub(super) amounts: Vec<i64>,
    /// How many made their first purchase, in any currency, in the month, and bought in this currency in it too.
    pub(super) new: BTreeMap<Month, i64>,
}

impl Buyers {
    /// Adds the lists of the store. `None` when they do not fit together.
    pub(super) fn add(&mut self, lists: &store::Buyers, today: NaiveDate) -> Option<()> {
        let (Some(purchases), Some(last_on), Some(first_on), Some(amounts)) =
            (&lists.purchases, &lists.last_on, &lists.first_on, &lists.amounts)
        else {
            return Some(());
        };
        let today = i64::from(today.num_days_from_ce());
        // By the text of the month: parsing a few dozen months is cheaper than parsing 200,000.
        let mut new: HashMap<&str, i64> = HashMap::new();
        let mut cells: HashMap<Cell, (i64, i64)> = HashMap::new();
        let buyers = purchases.split(',').zip(amounts.split(','));
        for (at, (purchases, amount)) in buyers.enumerate() {
            let days = 10 * at..10 * at + 10;
            let last = i64::from(day_number(last_on.get(days.clone())?)?);
            let (customers, sum) = cells.entry(GRID.cell(today - last, purchases.parse().ok()?).ok()?).or_default();
            *customers += 1;
            if amount.is_empty() {
                continue;
            }
            let amount = amount.parse().ok()?;
            *sum += amount;
            self.amounts.push(amount);
            let month = first_on.get(days.start..days.start + 7)?;
            let here = match &lists.first_here {
                Some(first_here) => first_here.get(days.start..days.start + 7)?,
                None => month,
            };
            if here == month {
                *new.entry(month).or_default() += 1;
            }
        }
        for (cell, (customers, sum)) in cells {
            let known = self.grid.entry(cell).or_default();
            *known = (known.0 + customers, known.1 + sum);
        }
        for (month, count) in new {
            *self.new.entry(Month::of(month)?).or_default() += count;
        }
        Some(())
    }
}

/// Reads who bought, of some owners or all.
pub(super) async fn buyers(
    conn: &mut SqliteConnection,
    currency: Option<Currency>,
    whose: &store::Whose,
    today: NaiveDate,
) -> Result<Buyers> {
    let mut buyers = Buyers::default();
    let Some(currency) = currency else { return Ok(buyers) };
    let lists = match whose.is_everybody() {
        false => vec![store::buyers_of(conn, currency, whose).await?],
        true => vec![store::buyers(conn, currency).await?, store::buyers_elsewhere(conn, currency).await?],
    };
    for lists in lists {
        buyers.add(&lists, today).ok_or(Error::Damaged)?;
    }
    Ok(buyers)
}

/// The number of a day as it is stored, without the generality that makes a parser slow.
fn day_number(text: &str) -> Option<i32> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let year = i32::try_from(number(0..4)?).ok()?;
    Some(NaiveDate::from_ymd_opt(year, number(5..7)?, number(8..10)?)?.num_days_from_ce())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pass_reads_cells_amounts_and_first_months() {
        let today = crate::parse_date("2026-01-15").unwrap();
        let list = |text: &str| Some(text.to_owned());
        // Twice, lately, in this currency. Once, long ago, in another. Ten times, first elsewhere.
        let lists = store::Buyers {
            purchases: list("2,1,10"),
            last_on: list("2026-01-012020-05-052025-10-01"),
            first_on: list("2025-12-312020-05-052020-01-01"),
            first_here: list("2025-12-31----------2020-02-01"),
            amounts: list("500,,-70"),
        };
        let mut buyers = Buyers::default();
        buyers.add(&lists, today).unwrap();
        let cell = |recency, frequency| Cell { recency, frequency };
        assert_eq!(buyers.grid, BTreeMap::from([(cell(5, 2), (1, 500)), (cell(1, 1), (1, 0)), (cell(3, 5), (1, -70))]));
        assert_eq!(buyers.amounts, [500, -70]);
        assert_eq!(buyers.new, BTreeMap::from([(Month::of("2025-12").unwrap(), 1)]));
        let short = store::Buyers { last_on: list("2026-01-01"), ..lists };
        assert_eq!(Buyers::default().add(&short, today), None);
    }
}
