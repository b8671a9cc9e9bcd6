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

/// The record exists (in the trash it does, too).
pub(crate) async fn must_exist(conn: &mut sqlx::SqliteConnection, parent: ParentRef) -> crate::Result<()> {
    let (table, found) = match parent {
        ParentRef::Customer { id } => ("customer", crate::customers::exists(conn, id).await?),
        ParentRef::Contact { id } => ("contact", crate::contacts::exists(conn, id).await?),
    };
    if found { Ok(()) } else { Err(crate::Error::NotFound(table)) }
}
