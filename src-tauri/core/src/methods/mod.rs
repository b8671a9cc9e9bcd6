//! How to reach somebody: phones, mail, WeChat, QQ. The text as written stays; a normalised form finds it.

mod parse;
pub(crate) mod store;

pub(crate) use parse::{Parsed, normalise, parse, parse_all};

use crate::crm::Session;
use crate::error::{Error, Result};
use crate::id::MethodId;
use crate::op;
use crate::parent::ParentRef;
use crate::tx::Tx;

crate::op::ops! {
    /// One more way.
    Add = "methods.add" => Parent.Edit,
    /// A corrected way.
    Update = "methods.update" => Parent.Edit,
    /// One way fewer.
    Remove = "methods.remove" => Parent.Edit,
}

/// The kinds of way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, sqlx::Type, specta::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the words say it")]
pub enum MethodKind {
    Mobile,
    Phone,
    Fax,
    Email,
    Wechat,
    Qq,
    Whatsapp,
    Website,
    Other,
}

/// A stored way to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ContactMethod {
    /// The id.
    pub id: MethodId,
    /// The kind.
    pub kind: MethodKind,
    /// A word of the user: "office".
    pub label: Option<String>,
    /// As it was written.
    pub raw: String,
    /// Normalised: E.164, lower-cased mail.
    pub norm: String,
    /// As it is shown: a phone in its national form.
    pub display: String,
    /// Its place in the list; the first is the main one.
    #[specta(type = specta_typescript::Number)]
    pub position: i64,
}

/// A way to reach somebody, as written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MethodDraft {
    /// The kind.
    pub kind: MethodKind,
    /// A word of the user.
    pub label: Option<String>,
    /// The number, address or name.
    pub raw: String,
}

impl Session {
    /// Adds a way to reach a customer or contact, at the end of the list.
    pub async fn add_method(&self, parent: ParentRef, draft: MethodDraft) -> Result<MethodId> {
        let parsed = parse(&draft, self.country())?;
        let mut tx = self.begin(op::Op::Methods(Op::Add)).await?;
        tx.target(parent).await?;
        may_change(&mut tx, parent, draft.kind).await?;
        let id = tx.new_id();
        store::append(tx.conn(), id, parent, &parsed).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Corrects a way to reach somebody.
    pub async fn update_method(&self, id: MethodId, draft: MethodDraft) -> Result<()> {
        let parsed = parse(&draft, self.country())?;
        let mut tx = self.begin(op::Op::Methods(Op::Update)).await?;
        reach(&mut tx, id).await?;
        if !store::update(tx.conn(), id, &parsed).await? {
            return Err(Error::NotFound("method"));
        }
        tx.commit().await?;
        Ok(())
    }

    /// Removes a way to reach somebody.
    pub async fn remove_method(&self, id: MethodId) -> Result<()> {
        let mut tx = self.begin(op::Op::Methods(Op::Remove)).await?;
        reach(&mut tx, id).await?;
        if !store::remove(tx.conn(), id).await? {
            return Err(Error::NotFound("method"));
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The method may be changed: its record, and its kind.
async fn reach(tx: &mut Tx, id: MethodId) -> Result<()> {
    let parent = store::parent_of(tx.conn(), id).await?;
    let parent = tx.part("method", parent).await?.id();
    let kind = store::kind_of(tx.conn(), id).await?.ok_or(Error::NotFound("method"))?;
    may_change(tx, parent, kind).await
}

async fn may_change(tx: &mut Tx, parent: ParentRef, kind: MethodKind) -> Result<()> {
    match kind.guarded() {
        Some(field) => tx.may_change(parent.object(), field).await,
        None => Ok(()),
    }
}
