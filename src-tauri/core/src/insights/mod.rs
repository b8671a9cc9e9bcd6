//! What the data says: counts of customers, revenue, who buys most, who comes back, who falls silent.
//!
//! Everything here is about live customers: those in the archive and in the trash are left out, as they are
//! in the lists. Every mark carries the filter that shows exactly the customers it counts. Without a filter
//! the answers come from indexes and from the sums that triggers keep; an owner or a period reads the
//! purchases themselves, in the order of their index. A period restricts purchases; counts of customers and
//! the recency-frequency grid describe today.

mod breakdown;
mod buyers;
mod gather;
mod marks;
mod months;
mod named;
mod sales;
mod store;
#[cfg(test)]
mod tests;

pub use named::{INSIGHTS, Insight, InsightRows};

use chrono::NaiveDate;
use kehu_models::patterns::rfm::Cuts;

use crate::id::{CustomerId, UserId};
use crate::money::Currency;

/// Where the grid is cut: 30, 90, 180, 365 days since the last purchase; 1, 2, 3–4, 5–9, 10 and more purchases.
pub const GRID: Cuts = Cuts { recency_days: [30, 90, 180, 365], purchases: [1, 2, 4, 9] };

/// What insights are asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InsightsQuery {
    /// ISO 4217; none means the workspace's currency or, where nobody bought in it, the most frequent one.
    pub currency: Option<String>,
    /// Only customers of this colleague.
    pub owner_id: Option<UserId>,
    /// Only purchases from this day on.
    #[specta(type = Option<String>)]
    pub from: Option<NaiveDate>,
    /// Only purchases up to this day.
    #[specta(type = Option<String>)]
    pub to: Option<NaiveDate>,
}

/// A mark that counts customers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Count {
    /// The value; `None` for customers without one.
    pub key: Option<String>,
    /// The value's name where it is not a word to translate: a colleague, a Chinese province, a source.
    pub label: Option<String>,
    /// How many customers.
    #[specta(type = specta_typescript::Number)]
    pub count: i64,
    /// The list filter that shows them.
    pub filter: String,
}

/// Revenue of a month.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RevenueMonth {
    /// `YYYY-MM`.
    pub month: String,
    /// How many purchases.
    #[specta(type = specta_typescript::Number)]
    pub purchases: i64,
    /// Their sum in minor units.
    #[specta(type = specta_typescript::Number)]
    pub amount_minor: i64,
    /// How many customers bought.
    #[specta(type = specta_typescript::Number)]
    pub customers: i64,
    /// The list filter that shows them.
    pub filter: String,
}

/// One of those who buy most.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TopCustomer {
    /// The customer.
    pub id: CustomerId,
    /// The name.
    pub name: String,
    /// What they bought, in minor units.
    #[specta(type = specta_typescript::Number)]
    pub amount_minor: i64,
    /// Their share of the revenue, 0 to 1. Customers who returned more than they bought have no part in it.
    #[specta(type = specta_typescript::Number)]
    pub share: f64,
    /// The share of all up to this one.
    #[specta(type = specta_typescript::Number)]
    pub cumulative: f64,
}

/// A point of the curve "the best so many customers bring so much of the revenue".
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ParetoPoint {
    /// Share of the customers, the best first, 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub customers_share: f64,
    /// Their share of the revenue, 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub amount_share: f64,
}

/// Who bought in a month: for the first time ever, or again.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NewReturning {
    /// `YYYY-MM`.
    pub month: String,
    /// Customers whose first purchase, in whatever currency, fell into this month.
    #[specta(type = specta_typescript::Number)]
    pub new_customers: i64,
    /// Customers who had bought before this month.
    #[specta(type = specta_typescript::Number)]
    pub returning_customers: i64,
    /// The list filter that shows the new ones.
    pub new_filter: String,
    /// The list filter that shows those who came back.
    pub returning_filter: String,
}

/// A cell of the recency-frequency grid, cut at [`GRID`]. All purchases count, in whatever currency.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RfmCell {
    /// 1 to 5, 5 = bought most recently.
    pub recency: u8,
    /// 1 to 5, 5 = bought most often.
    pub frequency: u8,
    /// How many customers.
    #[specta(type = specta_typescript::Number)]
    pub customers: i64,
    /// What they ever bought in the chosen currency, in minor units.
    #[specta(type = specta_typescript::Number)]
    pub amount_minor: i64,
    /// The list filter that shows them.
    pub filter: String,
}

/// Everything the page of insights shows.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Insights {
    /// Currencies somebody bought in, the most frequent first.
    pub currencies: Vec<Currency>,
    /// The currency of all amounts here; none when nobody ever bought and none was asked for.
    pub currency: Option<Currency>,
    /// How many customers there are.
    #[specta(type = specta_typescript::Number)]
    pub customers: i64,
    /// Customers by region, the most frequent first.
    pub by_region: Vec<Count>,
    /// Customers by level, A first.
    pub by_level: Vec<Count>,
    /// Customers by source, the hundred most frequent.
    pub by_source: Vec<Count>,
    /// Customers by owner, the most frequent first.
    pub by_owner: Vec<Count>,
    /// Revenue by month, in order.
    pub months: Vec<RevenueMonth>,
    /// The twenty who buy most.
    pub top: Vec<TopCustomer>,
    /// The curve of all who bought, at most 101 points.
    pub pareto: Vec<ParetoPoint>,
    /// How unequal they are: 0 all equal, near 1 one buys everything; none when nobody bought.
    #[specta(type = Option<specta_typescript::Number>)]
    pub gini: Option<f64>,
    /// New and returning customers by month, in order.
    pub returning: Vec<NewReturning>,
    /// The cells of the grid with somebody in them.
    pub rfm: Vec<RfmCell>,
}
