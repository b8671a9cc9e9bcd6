//! The demo company: 云岭茶业 Yunling Tea, which sells tea and gift boxes to companies and persons.
//!
//! Everything is invented and follows from the seed. What the customers do has a truth for models to find:
//! each buys at an own rate (gamma) until one day it stops (geometric), companies buy gifts before Spring
//! Festival and Mid-Autumn and nothing during the holidays, levels and regions buy differently, and a slow
//! trend lifts it all.

mod behaviour;
mod festivals;
mod people;
mod places;
mod store;
mod words;
mod write;

use std::path::Path;

use crate::clock::Clock;
use crate::crm::{Crm, NewCompany};
use crate::error::Result;
use crate::transfer::{ImportPhase, ImportProgress};
use crate::workspace::Protection;

/// How large, and which one.
#[derive(Debug, Clone, Copy)]
pub struct Demo {
    /// Customers.
    pub customers: u32,
    /// The same seed on the same day makes the same company.
    pub seed: u64,
}

impl Default for Demo {
    fn default() -> Self {
        Self { customers: 2_000, seed: 1 }
    }
}

/// Customers written in one transaction.
const BATCH: u32 = 50_000;

/// Makes the demo company in a new workspace. An existing one is never filled.
pub async fn create(
    dir: &Path,
    demo: &Demo,
    clock: Clock,
    progress: &(dyn Fn(ImportProgress) + Send + Sync),
) -> Result<Crm> {
    let company = NewCompany {
        owner: "林晓 Lin Xiao".to_owned(),
        device: "demo".to_owned(),
        zone: chrono_tz::Tz::Asia__Shanghai,
        country: "CN".to_owned(),
        base_currency: "CNY".to_owned(),
    };
    let (crm, _) = Crm::create(dir, Protection::Demo, company, clock).await?;
    fill(&crm, demo, progress).await?;
    Ok(crm)
}

/// Fills a new workspace.
pub async fn fill(crm: &Crm, demo: &Demo, progress: &(dyn Fn(ImportProgress) + Send + Sync)) -> Result<()> {
    let session = crm.session();
    let total = u64::from(demo.customers);
    let stage = write::stage(&session, demo.seed).await?;
    let mut done = 0;
    while done < demo.customers {
        progress(ImportProgress { phase: ImportPhase::Writing, done: u64::from(done), total: Some(total) });
        let end = (done + BATCH).min(demo.customers);
        write::customers(&session, &stage, demo.seed, done..end).await?;
        done = end;
    }
    progress(ImportProgress { phase: ImportPhase::Writing, done: total, total: Some(total) });
    Ok(())
}

crate::op::ops! {
    /// The demo company, or a part of it.
    Fill = "demo.fill" => Workspace.Configure,
}

#[cfg(test)]
mod tests {
    use super::{Demo, fill};
    use crate::testing::a_workspace;

    async fn contents(seed: u64) -> Vec<(String, i64, Option<String>)> {
        let (_dir, crm) = a_workspace().await;
        fill(&crm, &Demo { customers: 200, seed }, &|_| {}).await.unwrap();
        let mut read = crm.session().read().await.unwrap();
        sqlx::query_as("SELECT name, purchase_count, last_purchase_on FROM customers ORDER BY rid")
            .fetch_all(read.conn())
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn the_same_seed_makes_the_same_company_and_another_makes_another() {
        let first = contents(7).await;
        assert_eq!(first.len(), 200);
        assert_eq!(first, contents(7).await);
        assert_ne!(first, contents(8).await);
    }

    #[tokio::test]
    async fn companies_buy_before_spring_festival_and_not_during_it() {
        let (_dir, crm) = a_workspace().await;
        fill(&crm, &Demo { customers: 1_000, seed: 1 }, &|_| {}).await.unwrap();
        let mut read = crm.session().read().await.unwrap();
        let mut count = async |from: &str, to: &str| -> i64 {
            sqlx::query_scalar("SELECT count(*) FROM purchases WHERE bought_on BETWEEN ? AND ?")
                .bind(from)
                .bind(to)
                .fetch_one(read.conn())
                .await
                .unwrap()
        };
        // Spring Festival 2025 was on 29 January.
        let before = count("2025-01-08", "2025-01-21").await;
        let during = count("2025-01-28", "2025-02-04").await;
        let usual = count("2025-04-08", "2025-04-21").await;
        assert!(before > usual * 3 / 2, "{before} before, {usual} usually");
        assert!(during * 4 < usual, "{during} during, {usual} usually");
    }
}
