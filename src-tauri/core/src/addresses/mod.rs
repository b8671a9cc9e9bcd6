//! Where somebody is. The country decides the layout; a Chinese address carries the code of its division.

mod parse;
pub(crate) mod store;

pub(crate) use parse::{Parsed, parse, parse_all};

use crate::access::GuardedField;
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::id::AddressId;
use crate::op;
use crate::parent::ParentRef;

crate::op::ops! {
    /// One more address.
    Add = "addresses.add" => Parent.Edit,
    /// A corrected address.
    Update = "addresses.update" => Parent.Edit,
    /// One address fewer.
    Remove = "addresses.remove" => Parent.Edit,
}

/// A stored address.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// The id.
    pub id: AddressId,
    /// A word of the user: "warehouse".
    pub label: Option<String>,
    /// ISO 3166 code.
    pub country: String,
    /// Code of the smallest known Chinese division: `440305`.
    pub division: Option<String>,
    /// Province or state.
    pub province: Option<String>,
    /// City.
    pub city: Option<String>,
    /// District or county.
    pub district: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Its place in the list; the first decides the customer's region.
    #[specta(type = specta_typescript::Number)]
    pub position: i64,
}

/// An address as written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddressDraft {
    /// A word of the user.
    pub label: Option<String>,
    /// ISO 3166 code, required.
    pub country: String,
    /// Code of a Chinese division; the names of province, city and district follow from it.
    pub division: Option<String>,
    /// Province or state.
    pub province: Option<String>,
    /// City.
    pub city: Option<String>,
    /// District or county.
    pub district: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
}

impl Session {
    /// Adds an address, at the end of the list.
    pub async fn add_address(&self, parent: ParentRef, draft: AddressDraft) -> Result<AddressId> {
        let parsed = parse(&draft)?;
        let mut tx = self.begin(op::Op::Addresses(Op::Add)).await?;
        tx.target(parent).await?;
        tx.may_change(parent.object(), GuardedField::Address).await?;
        let id = tx.new_id();
        store::append(tx.conn(), id, parent, &parsed).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Corrects an address.
    pub async fn update_address(&self, id: AddressId, draft: AddressDraft) -> Result<()> {
        let parsed = parse(&draft)?;
        let mut tx = self.begin(op::Op::Addresses(Op::Update)).await?;
        let parent = store::parent_of(tx.conn(), id).await?;
        let parent = tx.part("address", parent).await?.id();
        tx.may_change(parent.object(), GuardedField::Address).await?;
        if !store::update(tx.conn(), id, &parsed).await? {
            return Err(Error::NotFound("address"));
        }
        tx.commit().await?;
        Ok(())
    }

    /// Removes an address.
    pub async fn remove_address(&self, id: AddressId) -> Result<()> {
        let mut tx = self.begin(op::Op::Addresses(Op::Remove)).await?;
        let parent = store::parent_of(tx.conn(), id).await?;
        let parent = tx.part("address", parent).await?.id();
        tx.may_change(parent.object(), GuardedField::Address).await?;
        if !store::remove(tx.conn(), id).await? {
            return Err(Error::NotFound("address"));
        }
        tx.commit().await?;
        Ok(())
    }
}
