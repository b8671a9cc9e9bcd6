//! Rules how long records are kept. Nothing happens by itself: a rule is looked at, then carried out by hand.

mod store;

use chrono::Months;
use serde::{Deserialize, Serialize};

use super::Op;
use super::certificate::subject_of;
use crate::access::{Action, Note, Object, Rows, Rule};
use crate::clock::Instant;
use crate::crm::Session;
use crate::error::{Error, FieldError, Result};
use crate::id::RetentionRuleId;
use crate::parent::ParentRef;
use crate::{check, op};

/// Names of a preview.
const NAMED: usize = 20;
/// As many as a rule may ask for: fifty years.
const MAX_MONTHS: u32 = 600;

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, specta::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum RetentionObject {
    /// Customers; only persons are erased.
    Customers,
    /// Contacts.
    Contacts,
}

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, specta::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum RetentionCondition {
    /// Lost customers with whom nothing happened for so long.
    Lost,
    /// Records put aside so long ago.
    Archived,
    /// Records with which nothing happened for so long: no change, no contact, no purchase.
    Inactive,
}

/// What is done with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, specta::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum RetentionAction {
    /// Put aside; can be undone.
    Archive,
    /// Removed for good.
    Erase,
}

/// A rule as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RetentionDraft {
    /// What it is about.
    pub object: RetentionObject,
    /// Which of them.
    pub condition: RetentionCondition,
    /// For how many months, 1 to 600.
    pub months: u32,
    /// What is done.
    pub action: RetentionAction,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RetentionRule {
    /// The id.
    pub id: RetentionRuleId,
    /// What it is about.
    pub object: RetentionObject,
    /// Which of them.
    pub condition: RetentionCondition,
    /// For how many months.
    pub months: u32,
    /// What is done.
    pub action: RetentionAction,
    /// When it was made.
    pub created_at: Instant,
}

/// A record a rule meets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RetentionCase {
    /// The record.
    pub record: ParentRef,
    /// Its name.
    pub name: String,
}

/// What a rule would do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RetentionPreview {
    /// How many records it meets: the number a person types to carry it out.
    #[specta(type = specta_typescript::Number)]
    pub total: u64,
    /// The first of them.
    pub first: Vec<RetentionCase>,
}

/// What a rule has done, or is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RetentionRun {
    /// Records done.
    #[specta(type = specta_typescript::Number)]
    pub done: u64,
    /// Of so many.
    #[specta(type = specta_typescript::Number)]
    pub total: u64,
}

impl Session {
    /// Every rule, the oldest first.
    pub async fn list_retention_rules(&self) -> Result<Vec<RetentionRule>> {
        self.need(Object::Privacy, Action::Configure).await?;
        store::rules(self.read().await?.conn()).await
    }

    /// A new rule.
    pub async fn save_retention_rule(&self, draft: RetentionDraft) -> Result<RetentionRuleId> {
        let mut errors = Vec::new();
        if !(1..=MAX_MONTHS).contains(&draft.months) {
            errors.push(FieldError::new("months", "out_of_range").with("min", 1).with("max", MAX_MONTHS));
        }
        let pointless = draft.condition == RetentionCondition::Archived && draft.action == RetentionAction::Archive;
        if pointless || (draft.condition == RetentionCondition::Lost && draft.object == RetentionObject::Contacts) {
            errors.push(FieldError::new("condition", "invalid"));
        }
        check::done(errors, ())?;
        let mut tx = self.begin(op::Op::Privacy(Op::SaveRule)).await?;
        let (id, now, actor) = (tx.new_id(), tx.now(), tx.actor());
        store::insert_rule(tx.conn(), id, &draft, now, actor).await?;
        tx.note(Note::about(id).with("rule", serde_json::json!(draft))).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// A rule fewer.
    pub async fn remove_retention_rule(&self, id: RetentionRuleId) -> Result<()> {
        let mut tx = self.begin(op::Op::Privacy(Op::RemoveRule)).await?;
        if !store::remove_rule(tx.conn(), id).await? {
            return Err(Error::NotFound("rule"));
        }
        tx.note(Note::about(id)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What a rule would do now.
    pub async fn preview_retention(&self, id: RetentionRuleId) -> Result<RetentionPreview> {
        let (_, mut cases) = self.cases(id).await?;
        let total = cases.len() as u64;
        cases.truncate(NAMED);
        Ok(RetentionPreview { total, first: cases })
    }

    /// Carries a rule out. `expected` is the number a person has typed: when it meets another number of records by now, that
    /// is a conflict and nothing is done. An erasure that is interrupted has erased those it told of.
    pub async fn run_retention(
        &self,
        id: RetentionRuleId,
        expected: u64,
        progress: &(dyn Fn(RetentionRun) + Send + Sync),
    ) -> Result<RetentionRun> {
        let (rule, cases) = self.cases(id).await?;
        let total = cases.len() as u64;
        if total != expected {
            return Err(Error::Conflict("count_changed"));
        }
        match rule.action {
            RetentionAction::Archive => {
                let mut tx = self.begin(op::Op::Privacy(Op::Retire)).await?;
                let now = tx.now();
                for case in &cases {
                    store::put_aside(tx.conn(), case.record, now).await?;
                }
                tx.note(Note::about(id).with("records", total)).await?;
                tx.commit().await?;
            }
            RetentionAction::Erase => {
                for (done, case) in (1..).zip(&cases) {
                    self.erase(case.record, None, true).await?;
                    progress(RetentionRun { done, total });
                }
                if total > 0 {
                    self.forget_freed().await;
                }
            }
        }
        let run = RetentionRun { done: total, total };
        progress(run);
        Ok(run)
    }

    /// The rule, and every record it meets now.
    async fn cases(&self, id: RetentionRuleId) -> Result<(RetentionRule, Vec<RetentionCase>)> {
        self.need(Object::Privacy, Action::Delete).await?;
        let mut read = self.read().await?;
        // A rule is for everybody's records, or it would keep what its maker cannot see.
        if *read.rights().await?.rows(Object::Privacy, Action::Delete) != Rows::All {
            return Err(Error::Forbidden(Rule::rows(Object::Privacy, Action::Delete)));
        }
        let rules = store::rules(read.conn()).await?;
        let rule = rules.into_iter().find(|rule| rule.id == id).ok_or(Error::NotFound("rule"))?;
        let day = self.today().checked_sub_months(Months::new(rule.months)).unwrap_or(chrono::NaiveDate::MIN);
        let before = store::Before { at: Instant::start_of(day, self.zone()), day };
        let mut cases = store::cases(read.conn(), &rule, &before).await?;
        if rule.action == RetentionAction::Erase {
            drop(read);
            // What stays of an erased customer is nobody any more.
            let erased: std::collections::HashSet<String> =
                self.list_certificates().await?.into_iter().map(|certificate| certificate.subject).collect();
            cases.retain(|case| !erased.contains(&subject_of(case.record)));
        }
        Ok((rule, cases))
    }
}
