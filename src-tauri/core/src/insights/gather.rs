use std::collections::BTreeMap;

use kehu_models::patterns::concentration::Concentration;

use super::breakdown::breakdown;
use super::buyers::buyers;
use super::marks::Marks;
use super::months::{Month, without_gaps};
use super::sales::{self, Sales, Sums};
use super::store::Whose;
use super::{Insights, InsightsQuery, NewReturning, ParetoPoint, RevenueMonth, RfmCell, TopCustomer, store};
use crate::access::{Action, Object};
use crate::crm::Session;
use crate::error::{FieldError, Result};
use crate::money::Currency;

/// Points of the curve after its origin.
const CURVE: usize = 100;

impl Session {
    /// What the data says. Independent parts are read side by side.
    pub async fn insights(&self, query: InsightsQuery) -> Result<Insights> {
        let (customers, bought, currencies) = {
            let mut read = self.read().await?;
            let rights = read.rights().await?;
            let customers = Whose::new(rights.listed(Object::Customers, Action::See), query.owner_id);
            let seen = Whose::new(rights.listed_buyers(), None);
            let currencies = store::currencies(read.conn(), &seen).await?;
            (customers, Whose::new(rights.listed_buyers(), query.owner_id), currencies)
        };
        let currency = self.currency_of(&query, &currencies)?;
        let InsightsQuery { owner_id: owner, from, to, .. } = query;
        let restricted = !bought.is_everybody() || from.is_some() || to.is_some();
        let today = self.today();
        let (counts, buyers, sales) = tokio::try_join!(
            async { breakdown(self.read().await?.conn(), &customers, owner).await },
            async { buyers(self.read().await?.conn(), currency, &bought, today).await },
            async {
                let Some(currency) = currency else { return Ok(Sales::default()) };
                let mut read = self.read().await?;
                if !bought.is_everybody() {
                    sales::of_owners(read.conn(), currency, &bought, (from, to)).await
                } else if restricted {
                    sales::of_period(read.conn(), currency, (from, to)).await
                } else {
                    sales::kept(read.conn(), currency).await
                }
            },
        )?;
        let marks = Marks { owner, from, to };
        let rfm = buyers
            .grid
            .iter()
            .map(|(cell, (customers, amount_minor))| RfmCell {
                recency: cell.recency,
                frequency: cell.frequency,
                customers: *customers,
                amount_minor: *amount_minor,
                filter: marks.cell(*cell, today),
            })
            .collect();
        let (mut months, amounts) = (sales.months, if restricted { sales.amounts } else { buyers.amounts });
        for (month, sums) in &mut months {
            sums.new.get_or_insert(buyers.new.get(month).copied().unwrap_or(0));
        }
        let (months, returning) = by_month(&months, &marks, currency);
        let concentration = Concentration::of(amounts.iter().map(|amount| *amount as f64)).ok();
        Ok(Insights {
            currencies,
            currency,
            customers: counts.customers,
            by_region: counts.by_region,
            by_level: counts.by_level,
            by_source: counts.by_source,
            by_owner: counts.by_owner,
            months,
            top: ranked(sales.top, &amounts),
            pareto: concentration.as_ref().map(curve).unwrap_or_default(),
            gini: concentration.as_ref().map(Concentration::gini),
            returning,
            rfm,
        })
    }

    fn currency_of(&self, query: &InsightsQuery, known: &[Currency]) -> Result<Option<Currency>> {
        let mut errors = Vec::new();
        if query.from.zip(query.to).is_some_and(|(from, to)| from > to) {
            errors.push(FieldError::new("to", "out_of_range"));
        }
        let currency = match query.currency.as_deref().map(str::parse::<Currency>) {
            Some(Ok(currency)) => Some(currency),
            Some(Err(_)) => {
                errors.push(FieldError::new("currency", "currency.invalid"));
                None
            }
            None => {
                let base = self.crm().settings().base_currency.parse().ok();
                base.filter(|base| known.contains(base)).or_else(|| known.first().copied())
            }
        };
        crate::check::done(errors, currency)
    }
}

fn by_month(
    months: &BTreeMap<Month, Sums>,
    marks: &Marks,
    currency: Option<Currency>,
) -> (Vec<RevenueMonth>, Vec<NewReturning>) {
    let Some(currency) = currency else { return (Vec::new(), Vec::new()) };
    without_gaps(months.keys().copied())
        .into_iter()
        .map(|month| {
            let sums = months.get(&month).copied().unwrap_or_default();
            let revenue = RevenueMonth {
                month: month.to_string(),
                purchases: sums.purchases,
                amount_minor: sums.amount_minor,
                customers: sums.customers,
                filter: marks.buyers(month, currency),
            };
            let returning = NewReturning {
                month: month.to_string(),
                new_customers: sums.new.unwrap_or(0),
                returning_customers: sums.customers - sums.new.unwrap_or(0),
                new_filter: marks.new_buyers(month, currency),
                returning_filter: marks.returning_buyers(month, currency),
            };
            (revenue, returning)
        })
        .unzip()
}

/// The best with their share of what all who bought something brought.
fn ranked(top: Vec<store::Buyer>, amounts: &[i64]) -> Vec<TopCustomer> {
    let total: f64 = amounts.iter().filter(|amount| **amount > 0).map(|amount| *amount as f64).sum();
    let mut sum = 0.0;
    top.into_iter()
        .map(|buyer| {
            let amount = buyer.amount_minor as f64;
            sum += amount;
            // A write between two parallel reads may leave the total behind.
            let share = |part: f64| if total > 0.0 { (part / total).min(1.0) } else { 0.0 };
            TopCustomer {
                id: buyer.id,
                name: buyer.name,
                amount_minor: buyer.amount_minor,
                share: share(amount),
                cumulative: share(sum),
            }
        })
        .collect()
}

fn curve(concentration: &Concentration) -> Vec<ParetoPoint> {
    let steps = concentration.owners().min(CURVE);
    concentration
        .curve(steps)
        .into_iter()
        .map(|point| ParetoPoint { customers_share: point.owners, amount_share: point.amount })
        .collect()
}
