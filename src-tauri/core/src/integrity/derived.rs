//! Sums and columns that triggers keep, against the rows they are made from.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use sqlx::SqliteConnection;

use super::{CheckReport, store};
use crate::error::Result;

/// Compares everything derived with what it is derived from.
pub(super) async fn look(conn: &mut SqliteConnection, report: &mut CheckReport) -> Result<()> {
    for (check, statement) in store::DERIVED {
        report.note(check, store::count(conn, statement).await.map(counted))?;
    }
    report.note("revenue_months", revenue_months(conn).await.map(counted))
}

fn counted(wrong: i64) -> Vec<String> {
    if wrong == 0 { Vec::new() } else { vec![wrong.to_string()] }
}

/// Months whose sums are not those of their customers. There are few months, so they are added up here: a database
/// would sort every customer's every month.
async fn revenue_months(conn: &mut SqliteConnection) -> Result<i64> {
    let mut truth: BTreeMap<(String, String), [i64; 3]> = BTreeMap::new();
    {
        let mut months = store::customer_months(conn);
        while let Some(row) = months.try_next().await? {
            let [purchases, amount, customers] = truth.entry((row.currency, row.month)).or_default();
            *purchases += row.purchases;
            *amount += row.amount_minor;
            *customers += 1;
        }
    }
    let mut wrong = 0;
    for row in store::revenue_months(conn).await? {
        let kept = [row.purchases, row.amount_minor, row.customers];
        wrong += i64::from(truth.remove(&(row.currency, row.month)) != Some(kept));
    }
    Ok(wrong + i64::try_from(truth.len()).unwrap_or(i64::MAX))
}
