//! What somebody does. Each feature owns its operations; this is the sum of them.

/// One operation: it is checked before it begins, named in the change log, and undone as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Op {
    /// Colleagues.
    People(crate::people::Op),
    /// Customers and what hangs on them.
    Customers(crate::customers::Op),
    /// Contacts.
    Contacts(crate::contacts::Op),
    /// Products.
    Products(crate::products::Op),
    /// Ways to reach somebody.
    Methods(crate::methods::Op),
    /// Addresses.
    Addresses(crate::addresses::Op),
    /// Likings.
    Preferences(crate::preferences::Op),
    /// Tags.
    Tags(crate::tags::Op),
    /// Relations between customers.
    Relations(crate::relations::Op),
    /// Custom fields.
    Fields(crate::fields::Op),
    /// Files of records.
    Attachments(crate::attachments::Op),
    /// Purchases.
    Purchases(crate::purchases::Op),
    /// Saved views.
    Views(crate::views::Op),
    /// Files coming in.
    Transfer(crate::transfer::Op),
    /// The demo company.
    Demo(crate::demo::Op),
    /// Undo, redo, one value restored.
    Change(crate::change::Op),
}

impl Op {
    /// The word in the change log, `customers.create`; the shells translate it.
    pub fn code(self) -> &'static str {
        match self {
            Self::People(op) => op.code(),
            Self::Customers(op) => op.code(),
            Self::Contacts(op) => op.code(),
            Self::Products(op) => op.code(),
            Self::Methods(op) => op.code(),
            Self::Addresses(op) => op.code(),
            Self::Preferences(op) => op.code(),
            Self::Tags(op) => op.code(),
            Self::Relations(op) => op.code(),
            Self::Fields(op) => op.code(),
            Self::Attachments(op) => op.code(),
            Self::Purchases(op) => op.code(),
            Self::Views(op) => op.code(),
            Self::Transfer(op) => op.code(),
            Self::Demo(op) => op.code(),
            Self::Change(op) => op.code(),
        }
    }
}

/// Operations that cannot be undone: what they removed is gone on purpose.
pub(crate) const FINAL: &[&str] = &["people.owner", "customers.purge", "contacts.purge"];

/// Defines a feature's operations with their words in the change log.
macro_rules! ops {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// What one can do here.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Op {
            $($(#[$doc])* $name,)*
        }

        impl Op {
            pub(crate) fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}
pub(crate) use ops;
