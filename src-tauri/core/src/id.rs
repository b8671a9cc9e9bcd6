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
    /// Any record, where the kind is told by the context.
    RecordId;
}

/// Makes ids in time order.
#[derive(Debug)]
pub(crate) enum Ids {
    /// Random, ordered within the millisecond.
    Random(Mutex<ContextV7>),
    /// Counting from a seed, so that tests repeat.
    #[cfg(any(test, feature = "testing"))]
    Seeded(std::sync::atomic::AtomicU64),
}

impl Ids {
    pub(crate) fn random() -> Self {
        Self::Random(Mutex::new(ContextV7::new()))
    }

    pub(crate) fn next(&self, now: Instant) -> Uuid {
        let ms = u64::try_from(now.ms()).unwrap_or(0);
        match self {
            Self::Random(context) => {
                let context = context.lock().unwrap_or_else(PoisonError::into_inner);
                let nanos = u32::try_from(ms % 1000).unwrap_or(0) * 1_000_000;
                Uuid::new_v7(Timestamp::from_unix(&*context, ms / 1000, nanos))
            }
            #[cfg(any(test, feature = "testing"))]
            Self::Seeded(counter) => {
                let n = counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let mut random = [0; 10];
                random[2..].copy_from_slice(&n.to_be_bytes());
                uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid()
            }
        }
    }
}
