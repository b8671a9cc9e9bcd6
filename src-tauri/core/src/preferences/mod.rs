//! What somebody likes: a key and a value, who says so, how sure, since when.

mod store;

pub(crate) use store::of;

use chrono::NaiveDate;

use crate::crm::Session;
use crate::error::{Error, FieldError, Result};
use crate::id::PreferenceId;
use crate::parent::ParentRef;
use crate::{check, op};

crate::op::ops! {
    /// One more liking.
    Add = "preferences.add" => Parent.Edit,
    /// A corrected liking.
    Update = "preferences.update" => Parent.Edit,
    /// One liking fewer.
    Remove = "preferences.remove" => Parent.Edit,
}

/// A stored liking.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Preference {
    /// The id.
    pub id: PreferenceId,
    /// What it is about: "tea".
    pub key: String,
    /// What is liked: "Longjing".
    pub value: String,
    /// Who or what says so.
    pub source: Option<String>,
    /// How sure, 0 to 100.
    #[specta(type = Option<specta_typescript::Number>)]
    pub confidence: Option<i64>,
    /// Since when.
    pub observed_on: Option<String>,
}

/// A liking as written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreferenceDraft {
    /// What it is about, required.
    pub key: String,
    /// What is liked, required.
    pub value: String,
    /// Who or what says so.
    pub source: Option<String>,
    /// How sure, 0 to 100.
    #[specta(type = Option<specta_typescript::Number>)]
    pub confidence: Option<i64>,
    /// Since when, a civil date.
    pub observed_on: Option<String>,
}

struct Parsed {
    key: String,
    value: String,
    source: Option<String>,
    confidence: Option<i64>,
    observed_on: Option<NaiveDate>,
}

fn parse(draft: &PreferenceDraft) -> Result<Parsed> {
    let mut errors = Vec::new();
    let key = check::required(&mut errors, "key", &draft.key, 100);
    let value = check::required(&mut errors, "value", &draft.value, 500);
    let source = check::optional(&mut errors, "source", draft.source.as_deref(), 200);
    if draft.confidence.is_some_and(|c| !(0..=100).contains(&c)) {
        errors.push(FieldError::new("confidence", "out_of_range").with("min", 0).with("max", 100));
    }
    let observed_on = check::date(&mut errors, "observedOn", draft.observed_on.as_deref());
    check::done(errors, Parsed { key, value, source, confidence: draft.confidence, observed_on })
}

impl Session {
    /// Adds a liking to a customer or contact.
    pub async fn add_preference(&self, parent: ParentRef, draft: PreferenceDraft) -> Result<PreferenceId> {
        let parsed = parse(&draft)?;
        let mut tx = self.begin(op::Op::Preferences(Op::Add)).await?;
        tx.target(parent).await?;
        let id = tx.new_id();
        store::insert(tx.conn(), id, parent, &parsed).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Corrects a liking.
    pub async fn update_preference(&self, id: PreferenceId, draft: PreferenceDraft) -> Result<()> {
        let parsed = parse(&draft)?;
        let mut tx = self.begin(op::Op::Preferences(Op::Update)).await?;
        let parent = store::parent_of(tx.conn(), id).await?;
        tx.part("preference", parent).await?;
        if !store::update(tx.conn(), id, &parsed).await? {
            return Err(Error::NotFound("preference"));
        }
        tx.commit().await?;
        Ok(())
    }

    /// Removes a liking.
    pub async fn remove_preference(&self, id: PreferenceId) -> Result<()> {
        let mut tx = self.begin(op::Op::Preferences(Op::Remove)).await?;
        let parent = store::parent_of(tx.conn(), id).await?;
        tx.part("preference", parent).await?;
        if !store::remove(tx.conn(), id).await? {
            return Err(Error::NotFound("preference"));
        }
        tx.commit().await?;
        Ok(())
    }
}
