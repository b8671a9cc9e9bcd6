//! Ids: UUIDv7 made on the device, one newtype for each kind of record.

use std::sync::{Mutex, PoisonError};

use uuid::{ContextV7, Timestamp, Uuid};

use crate::clock::Instant;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, sqlx::Type, specta::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        #[specta(transparent)]
        pub struct $name(#[specta(type = String)] Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A customer, organisation or person.
    CustomerId;
    /// A person one talks to.
    ContactId;
    /// A colleague who acts in Kehu.
    UserId;
    /// A machine with its own copy of the data.
    DeviceId;
    /// The link between a customer and a contact.
    LinkId;
    /// A phone number, address of mail or the like.
    MethodId;
    /// A postal address.
    AddressId;
    /// A remembered liking.
    PreferenceId;
    /// A tag.
    TagId;
    /// A relation between two customers.
    RelationId;
    /// The definition of a custom field.
    FieldId;
    /// A file kept with a record.
    AttachmentId;
    /// Something one sells.
    ProductId;
    /// A fact of consumption.
    PurchaseId;
    /// A saved view.
    ViewId;
    /// A run of an import.
    ImportId;
    /// A role: what people who have it may see and do.
    RoleId;
    /// A department.
    DepartmentId;
    /// What somebody said on being reached.
    ConsentId;
    /// A rule how long records are kept.
    RetentionRuleId;
    /// Any record, where the kind is told by the context.
    RecordId;
}

/// Makes ids in time order, random within the millisecond.
#[derive(Debug)]
pub(crate) struct Ids(Mutex<ContextV7>);

impl Ids {
    pub(crate) fn random() -> Self {
        Self(Mutex::new(ContextV7::new()))
    }

    pub(crate) fn next(&self, now: Instant) -> Uuid {
        let ms = u64::try_from(now.ms()).unwrap_or(0);
        let context = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let nanos = u32::try_from(ms % 1000).unwrap_or(0) * 1_000_000;
        Uuid::new_v7(Timestamp::from_unix(&*context, ms / 1000, nanos))
    }
}
