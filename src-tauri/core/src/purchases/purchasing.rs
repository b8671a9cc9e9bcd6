//! How a customer buys: sums, rhythm, direction. One read of the customer's days, then arithmetic.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use kehu_models::patterns::interval::usual_interval;
use kehu_models::series::trend::{Direction, mann_kendall};

use super::store::{self, Day};
use crate::access::Object;
use crate::crm::Session;
use crate::error::Result;
use crate::id::CustomerId;
use crate::money::{Currency, Money};

/// The trend looks back so many whole months.
const TREND_MONTHS: i32 = 36;

/// The sum of purchases in one currency.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PurchaseTotal {
    /// The currency.
    pub currency: Currency,
    /// How many purchases.
    #[specta(type = specta_typescript::Number)]
    pub purchases: i64,
    /// Their sum.
    pub amount: Money,
    /// The first day.
    #[specta(type = String)]
    pub first_on: NaiveDate,
    /// The last day.
    #[specta(type = String)]
    pub last_on: NaiveDate,
}

/// The sum of purchases in one month and currency.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MonthPoint {
    /// `YYYY-MM`.
    pub month: String,
    /// How many purchases.
    #[specta(type = specta_typescript::Number)]
    pub purchases: i64,
    /// Their sum in minor units.
    #[specta(type = specta_typescript::Number)]
    pub amount_minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// Where a customer's purchases go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PurchasingTrend {
    /// Up.
    Rising,
    /// Neither up nor down, as far as can be told.
    Steady,
    /// Down.
    Falling,
    /// Fewer whole months than the test needs.
    TooLittleData,
}

/// How a customer buys.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Purchasing {
    /// Sums per currency, the most frequent first.
    pub totals: Vec<PurchaseTotal>,
    /// The median number of days from one day of purchase to the next; none below four days.
    pub usual_interval_days: Option<u32>,
    /// How far intervals usually lie from it, in days.
    pub interval_spread_days: Option<u32>,
    /// Days since the last purchase.
    pub days_silent: Option<u32>,
    /// Where the monthly sums of the most frequent currency went in the last 36 whole months.
    pub trend: PurchasingTrend,
    /// Months with purchases, in order.
    pub months: Vec<MonthPoint>,
}

impl Session {
    /// How a customer buys.
    pub async fn purchasing(&self, customer: CustomerId) -> Result<Purchasing> {
        let mut read = self.read().await?;
        let seen = read.see(customer).await?;
        let days = match read.admits(Object::Purchases, customer).await? {
            Some(true) => store::days(read.conn(), seen).await?,
            Some(false) | None => Vec::new(),
        };
        Ok(summarise(&days, self.today()))
    }
}

fn summarise(days: &[Day], today: NaiveDate) -> Purchasing {
    let mut totals: BTreeMap<Currency, PurchaseTotal> = BTreeMap::new();
    let mut months: BTreeMap<(i32, Currency), MonthPoint> = BTreeMap::new();
    for day in days {
        let total = totals.entry(day.currency).or_insert_with(|| PurchaseTotal {
            currency: day.currency,
            purchases: 0,
            amount: Money { minor: 0, currency: day.currency },
            first_on: day.bought_on,
            last_on: day.bought_on,
        });
        total.purchases += day.purchases;
        total.amount.minor += day.amount_minor;
        total.last_on = day.bought_on;
        let month = months.entry((month_number(day.bought_on), day.currency)).or_insert_with(|| MonthPoint {
            month: day.bought_on.format("%Y-%m").to_string(),
            purchases: 0,
            amount_minor: 0,
            currency: day.currency,
        });
        month.purchases += day.purchases;
        month.amount_minor += day.amount_minor;
    }
    let mut totals: Vec<PurchaseTotal> = totals.into_values().collect();
    totals.sort_by_key(|t| (std::cmp::Reverse((t.purchases, t.last_on)), t.currency));
    let numbers: Vec<i32> = days.iter().map(|d| d.bought_on.num_days_from_ce()).collect();
    let interval = usual_interval(&numbers).ok();
    let silent = days.last().map(|day| (today - day.bought_on).num_days().max(0));
    Purchasing {
        usual_interval_days: interval.map(|i| whole(i.median)),
        interval_spread_days: interval.map(|i| whole(i.spread)),
        days_silent: silent.map(|days| u32::try_from(days).unwrap_or(u32::MAX)),
        trend: totals.first().map_or(PurchasingTrend::TooLittleData, |main| trend(&months, main, today)),
        totals,
        months: months.into_values().collect(),
    }
}

/// The trend of the monthly sums from the first purchase to the last whole month. A month without purchases is a zero.
fn trend(months: &BTreeMap<(i32, Currency), MonthPoint>, main: &PurchaseTotal, today: NaiveDate) -> PurchasingTrend {
    let end = month_number(today);
    let start = month_number(main.first_on).max(end - TREND_MONTHS);
    let sums: Vec<f64> =
        (start..end).map(|month| months.get(&(month, main.currency)).map_or(0.0, |m| m.amount_minor as f64)).collect();
    match mann_kendall(&sums).map(|trend| trend.direction) {
        Ok(Direction::Rising) => PurchasingTrend::Rising,
        Ok(Direction::Steady) => PurchasingTrend::Steady,
        Ok(Direction::Falling) => PurchasingTrend::Falling,
        Err(_) => PurchasingTrend::TooLittleData,
    }
}

/// Months since the year zero.
fn month_number(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0() as i32
}

/// Days without a fraction; what is left of a saturating cast is right: nobody is silent for 2^32 days.
fn whole(days: f64) -> u32 {
    days.round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, currency: &str, amount_minor: i64) -> Day {
        Day {
            bought_on: crate::parse_date(text).unwrap(),
            currency: currency.parse().unwrap(),
            purchases: 1,
            amount_minor,
        }
    }

    fn today() -> NaiveDate {
        crate::parse_date("2026-01-15").unwrap()
    }

    #[test]
    fn a_customer_who_never_bought_has_no_rhythm() {
        let nothing = summarise(&[], today());
        assert_eq!((nothing.usual_interval_days, nothing.days_silent), (None, None));
        assert_eq!(nothing.trend, PurchasingTrend::TooLittleData);
    }

    #[test]
    fn the_rhythm_is_that_of_days_in_any_currency() {
        let days = [
            day("2025-09-01", "CNY", 100),
            day("2025-10-01", "USD", 100),
            day("2025-10-31", "CNY", 100),
            day("2025-12-10", "CNY", 300),
            day("2025-12-10", "USD", 300),
        ];
        let rhythm = summarise(&days, today());
        // Gaps 30, 30, 40: median 30, deviations 0, 0, 10.
        assert_eq!((rhythm.usual_interval_days, rhythm.interval_spread_days), (Some(30), Some(0)));
        assert_eq!(rhythm.days_silent, Some(36));
        assert_eq!(
            rhythm.totals.iter().map(|t| (t.currency.code(), t.purchases, t.amount.minor)).collect::<Vec<_>>(),
            [("CNY", 3, 500), ("USD", 2, 400)]
        );
        let months: Vec<(&str, &str)> = rhythm.months.iter().map(|m| (m.month.as_str(), m.currency.code())).collect();
        assert_eq!(
            months,
            [("2025-09", "CNY"), ("2025-10", "CNY"), ("2025-10", "USD"), ("2025-12", "CNY"), ("2025-12", "USD")]
        );
    }

    #[test]
    fn the_trend_counts_silent_months_and_leaves_the_running_one_out() {
        let mut days: Vec<Day> = (1..=9).map(|m| day(&format!("2025-0{m}-05"), "CNY", 1000 * m)).collect();
        let october = crate::parse_date("2025-10-03").unwrap();
        assert_eq!(summarise(&days, october).trend, PurchasingTrend::Rising);
        // A huge running month proves nothing yet.
        let august = crate::parse_date("2025-08-31").unwrap();
        assert_eq!(summarise(&days[..8], august).trend, PurchasingTrend::TooLittleData);
        days.truncate(2);
        days.push(day("2026-01-02", "CNY", 1_000_000));
        assert_eq!(summarise(&days, today()).trend, PurchasingTrend::Steady);
    }

    #[test]
    fn a_purchase_in_the_future_is_no_silence() {
        assert_eq!(summarise(&[day("2026-03-01", "CNY", 1)], today()).days_silent, Some(0));
    }
}
