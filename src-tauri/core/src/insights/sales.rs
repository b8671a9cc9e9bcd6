//! Revenue by month and the best customers: from the sums that triggers keep, or from the purchases themselves.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::months::Month;
use super::store::{self, Buyer, MonthSums};
use crate::error::{Error, Result};
use crate::money::Currency;

/// So many of the best are named.
const TOP: usize = 20;

/// The sums of a month.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) purchases: i64,
    pub(super) amount_minor: i64,
    pub(super) customers: i64,
    /// Customers whose first purchase ever fell into the month; not known from the kept sums.
    pub(super) new: i64,
}

/// Revenue in one currency.
#[derive(Debug, Default)]
pub(super) struct Sales {
    pub(super) months: BTreeMap<Month, Sums>,
    /// What each bought; not known from the kept sums.
    pub(super) amounts: Vec<i64>,
    pub(super) top: Vec<Buyer>,
}

/// Of everybody and all time, from the kept sums.
pub(super) async fn kept(conn: &mut SqliteConnection, currency: Currency) -> Result<Sales> {
    let mut months: BTreeMap<Month, Sums> = BTreeMap::new();
    let mut add = |sums: Vec<MonthSums>, sign: i64| {
        for sum in sums {
            let month = months.entry(Month::of(&sum.month).ok_or(Error::Damaged)?).or_default();
            month.purchases += sign * sum.purchases;
            month.amount_minor += sign * sum.amount_minor;
            month.customers += sign * sum.customers;
        }
        Ok::<(), Error>(())
    };
    add(store::revenue(conn, currency).await?, 1)?;
    add(store::revenue_put_aside(conn, currency).await?, -1)?;
    months.retain(|_, sums| sums.customers > 0);
    Ok(Sales { months, amounts: Vec::new(), top: store::top(conn, currency, TOP as i64).await? })
}

/// Of some owners, a period or both, from the purchases.
pub(super) async fn counted(
    conn: &mut SqliteConnection,
    currency: Currency,
    whose: &store::Whose,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<Sales> {
    let text = store::purchases(conn, currency, whose, (from, to)).await?;
    let (mut sales, best) = read(&text).ok_or(Error::Damaged)?;
    for (id, amount_minor) in best {
        if let Some(name) = store::customer_name(conn, id.into()).await? {
            sales.top.push(Buyer { id: id.into(), name, amount_minor });
        }
    }
    Ok(sales)
}

/// Reads what [`store::purchases`] says, and who the best are. `None` when it is not of that form.
fn read(text: &str) -> Option<(Sales, Vec<(Uuid, i64)>)> {
    let mut months: BTreeMap<&str, Sums> = BTreeMap::new();
    let mut buyers: Vec<(&str, i64)> = Vec::new();
    for buyer in text.split_terminator(';') {
        let mut parts = buyer.split(',');
        let (id, first_ever) = (parts.next()?, parts.next()?.get(..7)?);
        let (mut total, mut seen) = (0, "");
        while let Some(day) = parts.next() {
            let amount: i64 = parts.next()?.parse().ok()?;
            let month = day.get(..7)?;
            let sums = months.entry(month).or_default();
            sums.purchases += 1;
            sums.amount_minor += amount;
            // Days rise, so a month is seen in one go.
            if month != seen {
                sums.customers += 1;
                sums.new += i64::from(month == first_ever);
                seen = month;
            }
            total += amount;
        }
        buyers.push((id, total));
    }
    let sales = Sales {
        months: months.into_iter().map(|(month, sums)| Some((Month::of(month)?, sums))).collect::<Option<_>>()?,
        amounts: buyers.iter().map(|(_, amount)| *amount).collect(),
        top: Vec::new(),
    };
    buyers.retain(|(_, amount)| *amount > 0);
    if buyers.len() > TOP {
        buyers.select_nth_unstable_by_key(TOP, |(id, amount)| (-amount, *id));
        buyers.truncate(TOP);
    }
    buyers.sort_unstable_by_key(|(id, amount)| (-amount, *id));
    let best =
        buyers.into_iter().map(|(id, amount)| Some((Uuid::parse_str(id).ok()?, amount))).collect::<Option<_>>()?;
    Some((sales, best))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_counts_once_a_month_and_is_new_once() {
        let (ada, lin) = ("00000000000000000000000000000001", "00000000000000000000000000000002");
        let text =
            format!("{ada},2024-01-05,2024-01-05,100,2024-01-09,50,2024-02-01,-30;{lin},2023-12-31,2024-01-31,900");
        let (sales, best) = read(&text).unwrap();
        let months: Vec<(String, Sums)> = sales.months.iter().map(|(m, s)| (m.to_string(), *s)).collect();
        assert_eq!(
            months,
            [
                ("2024-01".into(), Sums { purchases: 3, amount_minor: 1050, customers: 2, new: 1 }),
                ("2024-02".into(), Sums { purchases: 1, amount_minor: -30, customers: 1, new: 0 }),
            ]
        );
        assert_eq!(best, [(Uuid::from_u128(2), 900), (Uuid::from_u128(1), 120)]);
        assert_eq!(sales.amounts, [120, 900]);
    }
}
