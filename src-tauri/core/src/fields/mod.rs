//! Custom fields: text, number or date. Values are rows, so that they are logged and merged one by one.

pub(crate) mod store;
mod value;

pub(crate) use value::{Value, parse};

use crate::crm::Session;
use crate::error::{Error, Result};
use crate::id::FieldId;
use crate::text::normal::fold;
use crate::{check, op};

crate::op::ops! {
    /// A new field.
    Create = "fields.create" => Settings.Configure,
    /// A relabelled field.
    Update = "fields.update" => Settings.Configure,
    /// A field put away or brought back.
    Archive = "fields.archive" => Settings.Configure,
}

/// What a field belongs to, and a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, sqlx::Type, specta::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(rename_all = "lowercase")]
pub enum Entity {
    /// Customers.
    Customer,
    /// Contacts.
    Contact,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type, specta::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(rename_all = "lowercase")]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// A number of at most four decimals.
    Number,
    /// A civil date.
    Date,
}

/// A custom field.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldDef {
    /// The id.
    pub id: FieldId,
    /// What it belongs to.
    pub entity: Entity,
    /// What it holds.
    pub kind: FieldKind,
    /// Its folded name, unique.
    pub key: String,
    /// The label in English.
    pub label_en: String,
    /// The label in Chinese.
    pub label_zh: String,
    /// Its place.
    #[specta(type = specta_typescript::Number)]
    pub position: i64,
    /// Put away: kept, not shown.
    pub archived: bool,
}

/// A custom field as asked for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FieldDefDraft {
    /// What it belongs to.
    pub entity: Entity,
    /// What it holds.
    pub kind: FieldKind,
    /// The label in English; either label stands in for the other.
    pub label_en: String,
    /// The label in Chinese.
    pub label_zh: String,
}

/// A value as text: a number as a plain decimal, a date in ISO form.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldValue {
    /// The field.
    pub field_id: FieldId,
    /// What it holds.
    pub kind: FieldKind,
    /// The value.
    pub value: String,
}

fn labels(en: &str, zh: &str) -> Result<(String, String)> {
    let mut errors = Vec::new();
    let label_en = check::optional(&mut errors, "labelEn", Some(en), 100);
    let label_zh = check::optional(&mut errors, "labelZh", Some(zh), 100);
    let labels = match (label_en, label_zh) {
        (Some(en), Some(zh)) => (en, zh),
        (Some(one), None) | (None, Some(one)) => (one.clone(), one),
        (None, None) => {
            if errors.is_empty() {
                errors.push(crate::FieldError::new("labelEn", "required"));
            }
            Default::default()
        }
    };
    check::done(errors, labels)
}

impl Session {
    /// Every custom field, those put away included.
    pub async fn list_field_defs(&self) -> Result<Vec<FieldDef>> {
        store::list(self.read().await?.conn()).await
    }

    /// Makes a custom field.
    pub async fn create_field_def(&self, draft: FieldDefDraft) -> Result<FieldId> {
        let (label_en, label_zh) = labels(&draft.label_en, &draft.label_zh)?;
        let key = fold(&label_en);
        let mut tx = self.begin(op::Op::Fields(Op::Create)).await?;
        if store::list(tx.conn()).await?.iter().any(|f| f.entity == draft.entity && f.key == key) {
            return Err(Error::invalid("labelEn", "taken"));
        }
        let id = tx.new_id();
        store::insert(tx.conn(), id, draft.entity, draft.kind, &key, &label_en, &label_zh).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes the labels of a custom field.
    pub async fn update_field_def(&self, id: FieldId, label_en: &str, label_zh: &str) -> Result<()> {
        let (label_en, label_zh) = labels(label_en, label_zh)?;
        let mut tx = self.begin(op::Op::Fields(Op::Update)).await?;
        if !store::relabel(tx.conn(), id, &label_en, &label_zh).await? {
            return Err(Error::NotFound("field"));
        }
        tx.commit().await?;
        Ok(())
    }

    /// Puts a custom field away, or brings it back. Its values stay.
    pub async fn archive_field_def(&self, id: FieldId, archived: bool) -> Result<()> {
        let mut tx = self.begin(op::Op::Fields(Op::Archive)).await?;
        let at = archived.then(|| tx.now());
        if !store::archive(tx.conn(), id, at).await? {
            return Err(Error::NotFound("field"));
        }
        tx.commit().await?;
        Ok(())
    }
}
