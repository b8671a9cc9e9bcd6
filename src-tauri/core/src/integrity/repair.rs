//! Making anew what is derived. Nothing of it is recorded: the change log is about what people entered.

use sqlx::SqliteConnection;

use super::{CheckReport, keys, store};
use crate::crm::Session;
use crate::error::Result;
use crate::search;
use crate::tx::DataChanged;

/// Checks whose findings can be mended.
pub(super) const MENDABLE: [&str; 11] = [
    "sort_keys",
    "customer_purchases",
    "customer_region",
    "customer_city",
    "customer_tags",
    "customer_owner",
    "customer_totals",
    "customer_months",
    "revenue_months",
    "search",
    "attachment_files",
];

impl Session {
    /// Mends what `report` says can be mended, in one transaction.
    pub(super) async fn mend(&self, report: &CheckReport) -> Result<()> {
        let mut writer = self.crm().database().writer().await?;
        store::begin(&mut writer.conn).await?;
        // From here on a drop rolls back.
        writer.abandoned = true;
        mend(&mut writer.conn, report).await?;
        store::commit(&mut writer.conn).await?;
        writer.abandoned = false;
        drop(writer);
        let tables =
            ["customers", "contacts", "users", "products", "purchases", "taggings"].map(str::to_owned).to_vec();
        self.crm().publish(DataChanged { tables, roots: None });
        Ok(())
    }
}

async fn mend(conn: &mut SqliteConnection, report: &CheckReport) -> Result<()> {
    // Names of owners first: customers are sorted by them.
    if report.found(&["sort_keys"]) {
        keys::mend(conn).await?;
    }
    if report.found(&["customer_owner"]) {
        store::mend_owner(conn).await?;
    }
    if report.found(&["customer_region", "customer_city"]) {
        store::mend_place(conn).await?;
    }
    if report.found(&["customer_tags"]) {
        store::mend_tags(conn).await?;
    }
    if report.found(&["customer_purchases"]) {
        store::mend_purchases(conn).await?;
    }
    if report.found(&["customer_totals", "customer_months", "revenue_months"]) {
        store::mend_sums(conn).await?;
    }
    if report.found(&["search"]) {
        search::rebuild(conn).await?;
    }
    Ok(())
}
