//! How customers stand to one another.

mod store;

pub(crate) use store::of;

use crate::crm::Session;
use crate::error::{Error, Result};
use crate::id::{CustomerId, RelationId};
use crate::op;

crate::op::ops! {
    /// Two customers related.
    Add = "relations.add" => Customers.Edit,
    /// Two customers no longer related.
    Remove = "relations.remove" => Customers.Edit,
}

/// A relation as seen from one of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// The other is my parent.
    Parent,
    /// The other is my subsidiary.
    Subsidiary,
    /// I referred the other.
    Referred,
    /// The other referred me.
    ReferredBy,
    /// We compete.
    Competitor,
}

/// A customer by name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRef {
    /// The id.
    pub id: CustomerId,
    /// The name.
    pub name: String,
}

/// A stored relation, seen from one of the two.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Relation {
    /// The id.
    pub id: RelationId,
    /// What the other is to me.
    pub kind: RelationKind,
    /// The other.
    pub customer: CustomerRef,
}

impl RelationKind {
    /// As stored: the word, and whether this record stands first.
    pub(crate) fn stored(self) -> (&'static str, bool) {
        match self {
            Self::Parent => ("parent", false),
            Self::Subsidiary => ("parent", true),
            Self::Referred => ("referral", true),
            Self::ReferredBy => ("referral", false),
            Self::Competitor => ("competitor", true),
        }
    }

    fn seen(kind: &str, first: bool) -> Self {
        match (kind, first) {
            ("parent", false) => Self::Parent,
            ("parent", true) => Self::Subsidiary,
            ("referral", true) => Self::Referred,
            ("referral", false) => Self::ReferredBy,
            _ => Self::Competitor,
        }
    }
}

impl Session {
    /// Relates two customers: `other` is `kind` to `customer`.
    pub async fn add_relation(
        &self,
        customer: CustomerId,
        kind: RelationKind,
        other: CustomerId,
    ) -> Result<RelationId> {
        if customer == other {
            return Err(Error::invalid("other", "circular"));
        }
        let (word, first) = kind.stored();
        let (from, to) = if first { (customer, other) } else { (other, customer) };
        let mut tx = self.begin(op::Op::Relations(Op::Add)).await?;
        tx.target(customer).await?;
        tx.see(other).await?;
        if word == "parent" && store::is_above(tx.conn(), to, from).await? {
            return Err(Error::invalid("other", "circular"));
        }
        let id = tx.new_id();
        if !store::insert(tx.conn(), id, word, from, to).await? {
            return Err(Error::invalid("other", "taken"));
        }
        tx.commit().await?;
        Ok(id)
    }

    /// Ends a relation.
    pub async fn remove_relation(&self, id: RelationId) -> Result<()> {
        let mut tx = self.begin(op::Op::Relations(Op::Remove)).await?;
        let (from, to) = store::ends(tx.conn(), id).await?.ok_or(Error::NotFound("relation"))?;
        // Either side may part from the other.
        if tx.see(from).await.is_err() || !tx.admits(from).await? {
            tx.part("relation", Some(to)).await?;
        }
        store::remove(tx.conn(), id).await?;
        tx.commit().await?;
        Ok(())
    }
}
