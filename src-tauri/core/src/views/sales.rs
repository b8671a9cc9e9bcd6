//! `kehu_sales(customer, day, amount)` sums purchases by month and by customer while they are read: as rows, or as text,
//! a quarter of a million of them would cost many times what SQLite needs to find them.
#![expect(
    unsafe_code,
    reason = "as in functions.rs: the callbacks follow https://sqlite.org/c3ref/aggregate_context.html"
)]

use std::collections::HashMap;
use std::ffi::c_int;

use libsqlite3_sys as ffi;

use super::aggregates::{answer, finish, state};
use super::functions::{blob, bytes};

/// A month as it is stored: `2024-02`.
pub(crate) type MonthText = [u8; 7];

/// The sums of a month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct MonthSales {
    pub(crate) purchases: i64,
    pub(crate) amount_minor: i64,
    pub(crate) customers: i64,
}

/// What was bought, by month and by customer.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct PackedSales {
    pub(crate) months: Vec<(MonthText, MonthSales)>,
    pub(crate) customers: Vec<([u8; 16], i64)>,
}

/// One run of the aggregate. Days rise, so a month is over when another begins.
#[derive(Default)]
struct Run {
    months: Vec<(MonthText, MonthSales)>,
    customers: HashMap<[u8; 16], Bought>,
}

#[derive(Default)]
struct Bought {
    total: i64,
    /// The number of months begun when the customer was last seen.
    seen: usize,
}

impl Run {
    fn add(&mut self, customer: [u8; 16], month: MonthText, amount: i64) {
        if self.months.last().is_none_or(|(last, _)| *last != month) {
            self.months.push((month, MonthSales::default()));
        }
        let begun = self.months.len();
        let bought = self.customers.entry(customer).or_default();
        bought.total += amount;
        if let Some((_, sums)) = self.months.last_mut() {
            sums.purchases += 1;
            sums.amount_minor += amount;
            sums.customers += i64::from(bought.seen != begun);
        }
        bought.seen = begun;
    }

    fn pack(&self) -> Vec<u8> {
        let mut packed = Vec::with_capacity(8 + 31 * self.months.len() + 24 * self.customers.len());
        packed.extend_from_slice(&(self.months.len() as u64).to_le_bytes());
        for (month, sums) in &self.months {
            packed.extend_from_slice(month);
            for number in [sums.purchases, sums.amount_minor, sums.customers] {
                packed.extend_from_slice(&number.to_le_bytes());
            }
        }
        for (customer, bought) in &self.customers {
            packed.extend_from_slice(customer);
            packed.extend_from_slice(&bought.total.to_le_bytes());
        }
        packed
    }
}

impl PackedSales {
    /// Reads the result of `kehu_sales`. `None` when it is not of that form.
    pub(crate) fn unpack(packed: &[u8]) -> Option<Self> {
        let Some((count, rest)) = packed.split_first_chunk::<8>() else { return Some(Self::default()) };
        let (months, customers) = rest.split_at_checked(31 * usize::try_from(u64::from_le_bytes(*count)).ok()?)?;
        let number = |bytes: &[u8]| Some(i64::from_le_bytes(bytes.try_into().ok()?));
        Some(Self {
            months: months
                .chunks_exact(31)
                .map(|row| {
                    let (month, sums) = row.split_first_chunk::<7>()?;
                    Some((
                        *month,
                        MonthSales {
                            purchases: number(&sums[..8])?,
                            amount_minor: number(&sums[8..16])?,
                            customers: number(&sums[16..])?,
                        },
                    ))
                })
                .collect::<Option<_>>()?,
            customers: customers
                .chunks_exact(24)
                .map(|row| {
                    let (id, total) = row.split_first_chunk::<16>()?;
                    Some((*id, number(total)?))
                })
                .collect::<Option<_>>()?,
        })
    }
}

pub(super) unsafe extern "C" fn step(
    context: *mut ffi::sqlite3_context,
    _: c_int,
    values: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: SQLite calls with three arguments, as registered.
    unsafe {
        let Some(run) = state::<Run>(context) else { return };
        let (Ok(customer), Some(month)) = (blob(*values).try_into(), bytes(*values.add(1)).first_chunk()) else {
            return;
        };
        run.add(customer, *month, ffi::sqlite3_value_int64(*values.add(2)));
    }
}

pub(super) unsafe extern "C" fn last(context: *mut ffi::sqlite3_context) {
    // SAFETY: the state was made by `step`.
    unsafe { answer(context, &finish::<Run>(context).map(|run| run.pack()).unwrap_or_default()) }
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection as _, SqliteConnection};

    use super::*;
    use crate::views::functions::install;

    #[tokio::test]
    async fn purchases_are_summed_by_month_and_by_customer() {
        let mut conn = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        install(&mut conn).await.unwrap();
        let rows = "VALUES (x'00000000000000000000000000000001', '2024-01-05', 100), (x'00000000000000000000000000000002', '2024-01-31', 900),
            (x'00000000000000000000000000000001', '2024-01-31', 50), (x'00000000000000000000000000000001', '2024-02-01', -30)";
        let sql = format!("SELECT kehu_sales(column1, column2, column3) FROM ({rows})");
        let packed: Vec<u8> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut conn).await.unwrap();
        let mut sales = PackedSales::unpack(&packed).unwrap();
        sales.customers.sort_unstable();
        let sums = |purchases, amount_minor, customers| MonthSales { purchases, amount_minor, customers };
        assert_eq!(sales.months, [(*b"2024-01", sums(3, 1_050, 2)), (*b"2024-02", sums(1, -30, 1))]);
        assert_eq!(sales.customers, [(1_u128.to_be_bytes(), 120), (2_u128.to_be_bytes(), 900)]);
        let none: Vec<u8> =
            sqlx::query_scalar("SELECT kehu_sales(NULL, NULL, NULL) WHERE FALSE").fetch_one(&mut conn).await.unwrap();
        assert_eq!(PackedSales::unpack(&none).unwrap(), PackedSales::default());
    }
}
