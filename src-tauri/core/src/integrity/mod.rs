//! Is everything as it was written, and does everything derived agree with the truth?
//!
//! The check reads one snapshot in constant memory: the pages of the file, references between rows, the chain of
//! the change log from its first transaction on, the sums and sort keys that are kept beside the data, and the search
//! index. Repair makes anew whatever can be made from the truth; it writes no entry of the change log, because nothing
//! anybody entered is changed.

pub(crate) mod audit;
mod chain;
mod derived;
mod keys;
mod repair;
mod store;

pub use audit::{AuditFlaw, AuditProblem};
#[cfg(test)]
mod tests;

use crate::access::{Action, Object};
use crate::crm::{Read, Session};
use crate::error::{Error, Result};
use crate::{attachments, db, search, workspace};

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The check that found it, a word of [`CheckReport::checked`].
    pub check: String,
    /// How many rows; for the change log the first broken transaction, or `cut_off` when its newest ones are gone;
    /// else what SQLite said.
    pub detail: String,
    /// It was mended.
    pub repaired: bool,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckReport {
    /// Nothing is wrong, or nothing any more.
    pub ok: bool,
    /// What was wrong.
    pub findings: Vec<Finding>,
    /// What was looked at: `pages`, `cipher`, `references`, `change_log`, `sort_keys`, `customer_totals`, …, `search`.
    pub checked: Vec<String>,
}

impl CheckReport {
    fn found(&self, checks: &[&str]) -> bool {
        self.findings.iter().any(|f| checks.contains(&f.check.as_str()))
    }

    /// Notes what a check says. That a page cannot be read is a finding, not the end of the check.
    fn note(&mut self, check: &str, outcome: Result<Vec<String>>) -> Result<()> {
        let details = match outcome {
            Ok(details) => details,
            Err(Error::Damaged | Error::Storage(_)) => vec!["unreadable".to_owned()],
            Err(other) => return Err(other),
        };
        self.checked.push(check.to_owned());
        let findings = details.into_iter().map(|detail| Finding { check: check.to_owned(), detail, repaired: false });
        self.findings.extend(findings);
        Ok(())
    }
}

impl Session {
    /// Checks the whole workspace. With `repair`, what can be made anew from the truth is; the rest is only told.
    pub async fn check(&self, repair: bool) -> Result<CheckReport> {
        self.need(Object::Workspace, if repair { Action::Configure } else { Action::See }).await?;
        let mut report = self.look().await?;
        if repair && report.found(&repair::MENDABLE) {
            self.mend(&report).await?;
            if report.found(&["attachment_files"]) {
                attachments::sweep::sweep(self).await?;
            }
            let after = self.look().await?;
            for finding in &mut report.findings {
                finding.repaired = !after.found(&[&finding.check]);
            }
        }
        report.ok = report.findings.iter().all(|finding| finding.repaired);
        Ok(report)
    }

    async fn look(&self) -> Result<CheckReport> {
        let mut report = CheckReport::default();
        let mut read = self.read().await?;
        db::widen(read.conn()).await?;
        let looked = self.look_through(&mut read, &mut report).await;
        db::narrow(read.conn()).await?;
        looked?;
        drop(read);
        // The index checks itself by a statement that looks like a write.
        if !self.crm().is_read_only() {
            let mut writer = self.crm().database().writer().await?;
            let flaws = search::verify(&mut writer.conn).await.map_err(Error::from);
            report.note("search", flaws.map(|flaws| flaws.iter().map(ToString::to_string).collect()))?;
        }
        Ok(report)
    }

    /// What a reader can see of one moment.
    async fn look_through(&self, read: &mut Read, report: &mut CheckReport) -> Result<()> {
        let marks = workspace::read_marks(self.crm().dir(), self.crm().key()).await?;
        let noted = marks.head.unwrap_or_default();
        let mut snapshot = store::snapshot(read.conn()).await?;
        report.note("pages", store::pages(&mut snapshot).await)?;
        report.note("cipher", store::cipher(&mut snapshot).await)?;
        report.note("references", store::references(&mut snapshot).await)?;
        report.note("change_log", chain::broken(&mut snapshot, &noted).await)?;
        report.note("sort_keys", keys::wrong(&mut snapshot).await)?;
        derived::look(&mut snapshot, report).await?;
        let _no_sweep = self.crm().files().lock().await;
        let files = attachments::sweep::compare(self, &mut snapshot).await;
        let told = |word: &str, count: usize| if count == 0 { Vec::new() } else { vec![format!("{word}: {count}")] };
        let (missing, leftover) = match files {
            Ok(files) => (Ok(told("missing", files.missing)), Ok(told("leftover", files.leftover.len()))),
            Err(error) => (Err(error), Ok(Vec::new())),
        };
        report.note("attachments", missing)?;
        report.note("attachment_files", leftover)
    }
}
