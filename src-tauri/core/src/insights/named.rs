//! Each insight alone, for scripts.

use super::{Count, Insights, InsightsQuery, NewReturning, ParetoPoint, RevenueMonth, RfmCell, TopCustomer};
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::money::Currency;

/// The insights one can ask for by name.
pub const INSIGHTS: [&str; 8] = [
    "customers-by-region",
    "customers-by-level",
    "customers-by-source",
    "customers-by-owner",
    "revenue-by-month",
    "top-customers",
    "new-versus-returning",
    "rfm",
];

/// One insight.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Insight {
    /// Its name.
    pub insight: String,
    /// The currency of its amounts; none where it has no amounts.
    pub currency: Option<Currency>,
    /// What it says.
    #[serde(flatten)]
    pub rows: InsightRows,
}

/// What an insight says. All but the best customers are plain rows.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum InsightRows {
    /// Customers by a value.
    Counts {
        /// The counts.
        rows: Vec<Count>,
    },
    /// Revenue by month.
    Months {
        /// The months.
        rows: Vec<RevenueMonth>,
    },
    /// The best customers, and how the revenue is spread over all.
    Top {
        /// The best.
        rows: Vec<TopCustomer>,
        /// The curve.
        pareto: Vec<ParetoPoint>,
        /// The Gini coefficient.
        gini: Option<f64>,
    },
    /// New and returning customers by month.
    Returning {
        /// The months.
        rows: Vec<NewReturning>,
    },
    /// The recency-frequency grid.
    Rfm {
        /// The cells.
        rows: Vec<RfmCell>,
    },
}

impl Session {
    /// One insight by its name, see [`INSIGHTS`].
    pub async fn insight(&self, name: &str, query: InsightsQuery) -> Result<Insight> {
        if !INSIGHTS.contains(&name) {
            return Err(Error::invalid("insight", "unknown"));
        }
        let all = self.insights(query).await?;
        let currency = all.currency.filter(|_| !name.starts_with("customers-by-"));
        let rows = rows(name, all).ok_or_else(|| Error::invalid("insight", "unknown"))?;
        Ok(Insight { insight: name.to_owned(), currency, rows })
    }
}

fn rows(name: &str, all: Insights) -> Option<InsightRows> {
    Some(match name {
        "customers-by-region" => InsightRows::Counts { rows: all.by_region },
        "customers-by-level" => InsightRows::Counts { rows: all.by_level },
        "customers-by-source" => InsightRows::Counts { rows: all.by_source },
        "customers-by-owner" => InsightRows::Counts { rows: all.by_owner },
        "revenue-by-month" => InsightRows::Months { rows: all.months },
        "top-customers" => InsightRows::Top { rows: all.top, pareto: all.pareto, gini: all.gini },
        "new-versus-returning" => InsightRows::Returning { rows: all.returning },
        "rfm" => InsightRows::Rfm { rows: all.rfm },
        _ => return None,
    })
}
