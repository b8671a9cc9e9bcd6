//! Who owned a customer, and when: told by the change log.

use super::store;
use crate::clock::Instant;
use crate::crm::Session;
use crate::error::Result;
use crate::id::CustomerId;
use crate::people::UserRef;

/// The time somebody owned a customer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Tenure {
    /// Who; nobody for a time without an owner.
    pub owner: Option<UserRef>,
    /// From when.
    pub from: Instant,
    /// Until when; not yet over when not said.
    pub to: Option<Instant>,
}

impl Session {
    /// The owners of a customer, the present one first.
    pub async fn owner_history(&self, customer: CustomerId) -> Result<Vec<Tenure>> {
        let mut read = self.read().await?;
        let seen = read.see(customer).await?;
        let (made, mut owner) = store::made_and_owned(read.conn(), seen).await?;
        let mut tenures = Vec::new();
        let mut to = None;
        for (at, before) in store::owners_before(read.conn(), seen).await? {
            tenures.push(Tenure { owner: std::mem::replace(&mut owner, before), from: at, to });
            to = Some(at);
        }
        tenures.push(Tenure { owner, from: made, to });
        Ok(tenures)
    }
}
