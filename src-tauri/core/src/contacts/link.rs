//! Contacts and customers: brought together, with a role and dates, and parted.

use chrono::NaiveDate;

use super::{Op, store};
use crate::crm::Session;
use crate::error::{FieldError, Result};
use crate::id::{ContactId, CustomerId, LinkId};
use crate::{check, op};

/// A role as asked for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkDraft {
    /// The role: "buyer".
    pub role: Option<String>,
    /// The main contact of the customer.
    pub is_primary: bool,
    /// Since when.
    pub from_on: Option<String>,
    /// Until when.
    pub to_on: Option<String>,
}

pub(crate) struct Link {
    pub(crate) role: Option<String>,
    pub(crate) is_primary: bool,
    pub(crate) from_on: Option<NaiveDate>,
    pub(crate) to_on: Option<NaiveDate>,
}

impl LinkDraft {
    pub(super) fn parse(&self) -> Result<Link> {
        let mut errors = Vec::new();
        let link = Link {
            role: check::optional(&mut errors, "role", self.role.as_deref(), 200),
            is_primary: self.is_primary,
            from_on: check::date(&mut errors, "fromOn", self.from_on.as_deref()),
            to_on: check::date(&mut errors, "toOn", self.to_on.as_deref()),
        };
        if link.from_on.zip(link.to_on).is_some_and(|(from, to)| to < from) {
            errors.push(FieldError::new("toOn", "before_start"));
        }
        check::done(errors, link)
    }
}

impl Session {
    /// Brings a contact and a customer together.
    pub async fn link_contact(&self, customer: CustomerId, contact: ContactId, draft: LinkDraft) -> Result<LinkId> {
        let link = draft.parse()?;
        let mut tx = self.begin(op::Op::Contacts(Op::Link)).await?;
        tx.target(customer).await?;
        tx.target(contact).await?;
        let id = tx.new_id();
        if link.is_primary {
            store::no_primary(tx.conn(), customer).await?;
        }
        store::link(tx.conn(), id, customer, contact, &link).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes a role or its dates.
    pub async fn update_link(&self, id: LinkId, draft: LinkDraft) -> Result<()> {
        let link = draft.parse()?;
        let mut tx = self.begin(op::Op::Contacts(Op::Relink)).await?;
        let customer = store::customer_of(tx.conn(), id).await?;
        let customer = tx.part("link", customer).await?.id();
        if link.is_primary {
            store::no_primary(tx.conn(), customer).await?;
        }
        store::relink(tx.conn(), id, &link).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Parts a contact and a customer; both stay.
    pub async fn unlink_contact(&self, id: LinkId) -> Result<()> {
        let mut tx = self.begin(op::Op::Contacts(Op::Unlink)).await?;
        let customer = store::customer_of(tx.conn(), id).await?;
        tx.part("link", customer).await?;
        store::unlink(tx.conn(), id).await?;
        tx.commit().await?;
        Ok(())
    }
}
