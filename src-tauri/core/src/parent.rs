//! What methods, addresses, preferences, tags and files hang on.

use crate::id::{ContactId, CustomerId};

/// A customer or a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ParentRef {
    /// A customer.
    Customer {
        /// Its id.
        id: CustomerId,
    },
    /// A contact.
    Contact {
        /// Its id.
        id: ContactId,
    },
}

impl ParentRef {
    /// From the two columns of a child table.
    pub(crate) fn of_columns(customer: Option<CustomerId>, contact: Option<ContactId>) -> Option<Self> {
        customer.map(Self::from).or(contact.map(Self::from))
    }

    /// The two columns of a child table; exactly one is filled.
    pub(crate) fn columns(self) -> (Option<CustomerId>, Option<ContactId>) {
        match self {
            Self::Customer { id } => (Some(id), None),
            Self::Contact { id } => (None, Some(id)),
        }
    }
}

impl From<CustomerId> for ParentRef {
    fn from(id: CustomerId) -> Self {
        Self::Customer { id }
    }
}

impl From<ContactId> for ParentRef {
    fn from(id: ContactId) -> Self {
        Self::Contact { id }
    }
}
