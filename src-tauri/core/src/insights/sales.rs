//! Revenue by month and the best customers: from the sums that triggers keep, or from the purchases themselves.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;
use uuid::Uuid;

use super::months::Month;
use super::store::{self, Buyer, MonthSums, Period};
use crate::error::{Error, Result};
use crate::money::Currency;
use crate::views::MonthSales;

/// So many of the best are named.
const TOP: usize = 20;

/// The sums of a month.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) purchases: i64,
    pub(super) amount_minor: i64,
    pub(super) customers: i64,
    /// Customers whose first purchase ever fell into the month; `None` where the kept sums know it.
    pub(super) new: Option<i64>,
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

/// Of some owners, and a period if one is given, from the purchases.
pub(super) async fn of_owners(
    conn: &mut SqliteConnection,
    currency: Currency,
    whose: &store::Whose,
    period: Period,
) -> Result<Sales> {
    let text = store::purchases_of(conn, currency, whose, period).await?;
    let (sales, buyers) = read(&text).ok_or(Error::Damaged)?;
    with_best(conn, sales, buyers).await
}

/// Of everybody in a period, from the purchases in the order of their days. Who was new in a month that lies wholly in
/// the period is known from the kept sums.
pub(super) async fn of_period(conn: &mut SqliteConnection, currency: Currency, (from, to): Period) -> Result<Sales> {
    let packed = store::sales(conn, currency, (from, to)).await?;
    let mut sales = Sales::default();
    for (text, sums) in &packed.months {
        let text = std::str::from_utf8(text).map_err(|_| Error::Damaged)?;
        let month = Month::of(text).ok_or(Error::Damaged)?;
        let (first, last) = (
            from.map_or(month.first(), |from| from.max(month.first())),
            to.map_or(month.last(), |to| to.min(month.last())),
        );
        let cut = (first, last) != (month.first(), month.last());
        let new = if cut { Some(store::new_in(conn, currency, text, (Some(first), Some(last))).await?) } else { None };
        let MonthSales { purchases, amount_minor, customers } = *sums;
        sales.months.insert(month, Sums { purchases, amount_minor, customers, new });
    }
    let buyers: Vec<(Uuid, i64)> =
        packed.customers.into_iter().map(|(id, amount)| (Uuid::from_bytes(id), amount)).collect();
    with_best(conn, sales, buyers).await
}

/// Adds what each bought, and the names of the best.
async fn with_best(conn: &mut SqliteConnection, mut sales: Sales, mut buyers: Vec<(Uuid, i64)>) -> Result<Sales> {
    sales.amounts = buyers.iter().map(|(_, amount)| *amount).collect();
    buyers.retain(|(_, amount)| *amount > 0);
    if buyers.len() > TOP {
        buyers.select_nth_unstable_by_key(TOP, |(id, amount)| (-amount, *id));
        buyers.truncate(TOP);
    }
    buyers.sort_unstable_by_key(|(id, amount)| (-amount, *id));
    for (id, amount_minor) in buyers {
        if let Some(name) = store::customer_name(conn, id.into()).await? {
            sales.top.push(Buyer { id: id.into(), name, amount_minor });
        }
    }
    Ok(sales)
}

/// Reads what [`store::purchases_of`] says, and what each bought. `None` when it is not of that form.
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
                *sums.new.get_or_insert_default() += i64::from(month == first_ever);
                seen = month;
            }
            total += amount;
        }
        buyers.push((id, total));
    }
    let sales = Sales {
        months: months.into_iter().map(|(month, sums)| Some((Month::of(month)?, sums))).collect::<Option<_>>()?,
        ..Sales::default()
    };
    let buyers =
        buyers.into_iter().map(|(id, amount)| Some((Uuid::parse_str(id).ok()?, amount))).collect::<Option<_>>()?;
    Some((sales, buyers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_counts_once_a_month_and_is_new_once() {
        let (ada, lin) = ("00000000000000000000000000000001", "00000000000000000000000000000002");
        let text =
            format!("{ada},2024-01-05,2024-01-05,100,2024-01-09,50,2024-02-01,-30;{lin},2023-12-31,2024-01-31,900");
        let (sales, buyers) = read(&text).unwrap();
        let months: Vec<(String, Sums)> = sales.months.iter().map(|(m, s)| (m.to_string(), *s)).collect();
        assert_eq!(
            months,
            [
                ("2024-01".into(), Sums { purchases: 3, amount_minor: 1050, customers: 2, new: Some(1) }),
                ("2024-02".into(), Sums { purchases: 1, amount_minor: -30, customers: 1, new: Some(0) }),
            ]
        );
        assert_eq!(buyers, [(Uuid::from_u128(1), 120), (Uuid::from_u128(2), 900)]);
    }
}
