//! The chain of transactions, each link by itself: what was changed, removed or put in another order, by name.
//!
//! Every link is compared with the stored hash of the one before it, so that a forged transaction does not make all later
//! ones suspect. Whoever holds the key can forge the whole chain anew; the newest hash is therefore also
//! kept in the key slots and in every backup, and must be found here.

use std::collections::{BTreeMap, HashSet};

use futures_util::TryStreamExt as _;
use serde::{Deserialize, Serialize};

use super::store::{self, LoggedTx};
use crate::access::{Action, Object};
use crate::change::log::{Chain, Entry, Header, REDACTED};
use crate::change::store::NOTE;
use crate::crm::Session;
use crate::error::Result;
use crate::privacy;
use crate::workspace::{self, hex_encode};

/// Transactions that are read at a time.
const PAGE: i64 = 500;

/// What is wrong with a part of the change log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum AuditProblem {
    /// It is not what was written.
    Changed,
    /// It is gone.
    Removed,
    /// It stands in another place.
    Reordered,
}

/// A part of the change log that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditFlaw {
    /// The transaction.
    #[specta(type = specta_typescript::Number)]
    pub tx: i64,
    /// The entry, where one alone is concerned.
    #[specta(type = Option<specta_typescript::Number>)]
    pub entry: Option<i64>,
    /// The word of the operation, of a transaction that is there.
    pub op: Option<String>,
    /// What is wrong.
    pub problem: AuditProblem,
}

impl Session {
    /// Goes through the whole change log and names what was changed, removed or put in another order.
    pub async fn check_audit(&self) -> Result<Vec<AuditFlaw>> {
        self.need(Object::Audit, Action::See).await?;
        let mut read = self.read().await?;
        let mut snapshot = store::snapshot(read.conn()).await?;
        let mut walk = Walk { next_tx: 1, next_entry: 1, ..Walk::default() };
        loop {
            let page = store::transactions(&mut snapshot, walk.next_tx - 1, PAGE).await?;
            if page.is_empty() {
                break;
            }
            for tx in page {
                walk.step(&mut snapshot, &tx).await?;
            }
        }
        if let Some(tx) = store::entry_from(&mut snapshot, walk.next_entry).await? {
            walk.flaws.push(AuditFlaw { tx, entry: Some(walk.next_entry), op: None, problem: AuditProblem::Removed });
        }
        let marks = workspace::read_marks(self.crm().dir(), self.crm().key()).await?;
        if marks.head.is_some_and(|head| !walk.hashes.contains(&head)) {
            let problem = AuditProblem::Removed;
            walk.flaws.push(AuditFlaw { tx: walk.next_tx, entry: None, op: None, problem });
        }
        walk.compare_redactions();
        Ok(walk.flaws)
    }
}

#[derive(Default)]
struct Walk {
    head: Vec<u8>,
    hlc: i64,
    next_tx: i64,
    next_entry: i64,
    hashes: HashSet<String>,
    flaws: Vec<AuditFlaw>,
    /// By the transaction that redacted them: how many entries there are.
    redacted: BTreeMap<i64, i64>,
    /// How many it says it redacted.
    told: BTreeMap<i64, i64>,
}

impl Walk {
    /// A redacted entry hides what it was, so an erasure must say that it was there.
    fn count_redaction(&mut self, tx: i64, op: &str, entry: &Entry) {
        let text = entry.old.as_deref().and_then(|old| std::str::from_utf8(old).ok());
        if entry.kind == REDACTED {
            *self.redacted.entry(text.and_then(|by| by.parse().ok()).unwrap_or(tx)).or_default() += 1;
        } else if entry.kind == NOTE && op == privacy::erased_by() {
            let note = text.and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
            let told = note.and_then(|note| note["redacted"].as_i64());
            *self.told.entry(tx).or_default() += told.unwrap_or_default();
        }
    }

    fn compare_redactions(&mut self) {
        for (tx, count) in &self.redacted {
            if self.told.get(tx) != Some(count) {
                self.flaws.push(AuditFlaw { tx: *tx, entry: None, op: None, problem: AuditProblem::Changed });
            }
        }
        for (tx, told) in &self.told {
            if *told > 0 && !self.redacted.contains_key(tx) {
                self.flaws.push(AuditFlaw { tx: *tx, entry: None, op: None, problem: AuditProblem::Changed });
            }
        }
    }

    async fn step(&mut self, conn: &mut sqlx::SqliteConnection, tx: &LoggedTx) -> Result<()> {
        let before = self.flaws.len();
        let flaw = |entry, problem| AuditFlaw { tx: tx.seq, entry, op: Some(tx.op.clone()), problem };
        for gone in self.next_tx..tx.seq {
            self.flaws.push(AuditFlaw { tx: gone, entry: None, op: None, problem: AuditProblem::Removed });
        }
        let whole = self.flaws.len() == before;
        if tx.hlc <= self.hlc {
            self.flaws.push(flaw(None, AuditProblem::Reordered));
        }
        let header = Header {
            id: tx.id,
            op: &tx.op,
            actor: tx.actor,
            device: tx.device,
            hlc: tx.hlc,
            at: tx.at,
            undoes: tx.undoes,
        };
        let mut chain = Chain::new(&self.head, &header);
        let last = tx.last_entry.unwrap_or(tx.first_entry - 1);
        let mut expected = tx.first_entry;
        {
            let mut entries = store::entries(conn, tx.first_entry, last);
            while let Some(numbered) = entries.try_next().await? {
                for gone in expected..numbered.seq {
                    self.flaws.push(flaw(Some(gone), AuditProblem::Removed));
                }
                if numbered.tx != tx.seq {
                    self.flaws.push(flaw(Some(numbered.seq), AuditProblem::Reordered));
                }
                chain.add(&numbered.entry);
                self.count_redaction(tx.seq, &tx.op, &numbered.entry);
                expected = numbered.seq + 1;
            }
        }
        for gone in expected..=last {
            self.flaws.push(flaw(Some(gone), AuditProblem::Removed));
        }
        let hash = chain.finish();
        // With a link missing before it, or a part of it, it cannot be recomputed: that is told already.
        if whole && self.flaws.len() == before && tx.hash.as_deref() != Some(hash.as_slice()) {
            let only = (tx.first_entry == last).then_some(last);
            self.flaws.push(flaw(only, AuditProblem::Changed));
        }
        self.hlc = self.hlc.max(tx.hlc);
        self.head = tx.hash.clone().unwrap_or_default();
        self.hashes.insert(hex_encode(&self.head));
        self.next_tx = tx.seq + 1;
        self.next_entry = last + 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::UserDraft;
    use crate::testing::{a_clock, a_company};
    use crate::workspace::{KeySource, Protection};
    use crate::{Access, Crm};

    /// A workspace with five colleagues, whose log was changed by somebody with the key.
    async fn after(forgery: &'static str) -> Vec<(i64, Option<i64>, AuditProblem)> {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("w");
        let (crm, _) = Crm::create(&dir, Protection::Demo, a_company(), a_clock()).await.unwrap();
        for name in ["a", "b", "c", "d", "e"] {
            crm.session().create_user(UserDraft::named(name)).await.unwrap();
        }
        crm.close().await.unwrap();
        let crm = Crm::open(&dir, KeySource::Keychain, Access::ReadWrite, a_clock()).await.unwrap();
        assert_eq!(crm.session().check_audit().await.unwrap(), []);
        {
            let mut writer = crm.database().writer().await.unwrap();
            sqlx::raw_sql(forgery).execute(&mut writer.conn).await.unwrap();
        }
        let flaws = crm.session().check_audit().await.unwrap();
        flaws.into_iter().map(|flaw| (flaw.tx, flaw.entry, flaw.problem)).collect()
    }

    /// Where the colleagues' transactions stand: the first makes the owner and the roles.
    const B: i64 = 3;

    #[tokio::test]
    async fn what_was_changed_removed_or_reordered_is_named() {
        use AuditProblem::{Changed, Removed, Reordered};
        let entry = |flaws: &[(i64, Option<i64>, AuditProblem)]| flaws[0].1.unwrap();
        let changed = after("UPDATE change SET nonce = randomblob(16) WHERE tx = 3").await;
        assert_eq!(changed, [(B, Some(entry(&changed)), Changed)]);
        assert_eq!(after("UPDATE change_tx SET actor = randomblob(16) WHERE seq = 3").await[0].2, Changed);
        assert_eq!(after("UPDATE change_tx SET at = at - 1 WHERE seq = 3").await[0].0, B);
        let removed = after("DELETE FROM change WHERE tx = 3").await;
        assert_eq!(removed, [(B, Some(entry(&removed)), Removed)]);
        let gone = after("DELETE FROM change WHERE tx = 3; DELETE FROM change_tx WHERE seq = 3").await;
        assert_eq!(gone[0], (B, None, Removed));
        let swapped = "UPDATE change_tx SET seq = -1 WHERE seq = 3; UPDATE change_tx SET seq = 3 WHERE seq = 4; UPDATE change_tx SET seq = 4 WHERE seq = -1";
        assert!(after(swapped).await.iter().any(|flaw| flaw.2 == Reordered));
        let tail = "DELETE FROM change WHERE tx = 6; DELETE FROM change_tx WHERE seq = 6";
        assert_eq!(after(tail).await, [(6, None, Removed)], "the newest one is missed, too");
    }
}
