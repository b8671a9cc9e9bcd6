//! What somebody does. Each feature owns its operations; this is the sum of them.

use crate::access::Need;

/// One operation: it is checked before it begins, named in the change log, and undone as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Op {
    /// Roles and what they allow.
    Access(crate::access::Op),
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
    /// What is kept on persons, and whether it may be.
    Privacy(crate::privacy::Op),
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
            Self::Access(op) => op.code(),
            Self::People(op) => op.code(),
            Self::Customers(op) => op.code(),
            Self::Contacts(op) => op.code(),
            Self::Products(op) => op.code(),
            Self::Methods(op) => op.code(),
            Self::Addresses(op) => op.code(),
            Self::Preferences(op) => op.code(),
            Self::Privacy(op) => op.code(),
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

    /// What the actor must be allowed.
    pub(crate) fn need(self) -> Need {
        match self {
            Self::Access(op) => op.need(),
            Self::People(op) => op.need(),
            Self::Customers(op) => op.need(),
            Self::Contacts(op) => op.need(),
            Self::Products(op) => op.need(),
            Self::Methods(op) => op.need(),
            Self::Addresses(op) => op.need(),
            Self::Preferences(op) => op.need(),
            Self::Privacy(op) => op.need(),
            Self::Tags(op) => op.need(),
            Self::Relations(op) => op.need(),
            Self::Fields(op) => op.need(),
            Self::Attachments(op) => op.need(),
            Self::Purchases(op) => op.need(),
            Self::Views(op) => op.need(),
            Self::Transfer(op) => op.need(),
            Self::Demo(op) => op.need(),
            Self::Change(op) => op.need(),
        }
    }

    /// Every operation there is.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let none = std::iter::empty();
        none.chain(crate::access::Op::ALL.iter().copied().map(Self::Access))
            .chain(crate::people::Op::ALL.iter().copied().map(Self::People))
            .chain(crate::customers::Op::ALL.iter().copied().map(Self::Customers))
            .chain(crate::contacts::Op::ALL.iter().copied().map(Self::Contacts))
            .chain(crate::products::Op::ALL.iter().copied().map(Self::Products))
            .chain(crate::methods::Op::ALL.iter().copied().map(Self::Methods))
            .chain(crate::addresses::Op::ALL.iter().copied().map(Self::Addresses))
            .chain(crate::preferences::Op::ALL.iter().copied().map(Self::Preferences))
            .chain(crate::privacy::Op::ALL.iter().copied().map(Self::Privacy))
            .chain(crate::tags::Op::ALL.iter().copied().map(Self::Tags))
            .chain(crate::relations::Op::ALL.iter().copied().map(Self::Relations))
            .chain(crate::fields::Op::ALL.iter().copied().map(Self::Fields))
            .chain(crate::attachments::Op::ALL.iter().copied().map(Self::Attachments))
            .chain(crate::purchases::Op::ALL.iter().copied().map(Self::Purchases))
            .chain(crate::views::Op::ALL.iter().copied().map(Self::Views))
            .chain(crate::transfer::Op::ALL.iter().copied().map(Self::Transfer))
            .chain(crate::demo::Op::ALL.iter().copied().map(Self::Demo))
            .chain(crate::change::Op::ALL.iter().copied().map(Self::Change))
    }

    /// The operation of this word.
    pub(crate) fn of(code: &str) -> Option<Self> {
        Self::all().find(|op| op.code() == code)
    }
}

/// Operations that cannot be undone: what they removed is gone on purpose, or they are rules, which are set by hand.
pub(crate) const FINAL: &[&str] = &[
    "people.owner",
    "customers.purge",
    "contacts.purge",
    "people.departments",
    "people.place",
    "export.customers",
    "export.contacts",
    "export.insights",
    "export.audit",
    "privacy.report",
    "privacy.erase",
    "privacy.delete_backups",
    "privacy.save_rule",
    "privacy.remove_rule",
    "access.rekey",
    "access.refused",
    "access.sign_in",
    "access.sign_out",
    "access.unlock",
    "access.change_password",
    "access.reset_password",
    "access.withdraw",
    "access.rotate_recovery",
    "access.reveal",
    "access.create_role",
    "access.update_role",
    "access.delete_role",
    "access.set_roles",
    "access.keep_up",
];

/// Defines a feature's operations with their words in the change log and what they need.
macro_rules! ops {
    ($($(#[$doc:meta])* $name:ident = $code:literal => $object:ident $(. $action:ident)?),* $(,)?) => {
        /// What one can do here.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Op {
            $($(#[$doc])* $name,)*
        }

        impl Op {
            pub(crate) const ALL: &[Self] = &[$(Self::$name),*];

            pub(crate) fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            pub(crate) fn need(self) -> crate::access::Need {
                match self {
                    $(Self::$name => crate::op::need!($object $(. $action)?),)*
                }
            }
        }
    };
}
pub(crate) use ops;

/// `Customers.Edit`, `Parent.Edit`, `Anybody` or `Undone`, as a need.
macro_rules! need {
    (Anybody) => {
        crate::access::Need::Nothing
    };
    (Undone) => {
        crate::access::Need::AsUndone
    };
    (Parent . $action:ident) => {
        crate::access::Need::OfParent(crate::access::Action::$action)
    };
    ($object:ident . $action:ident) => {
        crate::access::Need::Of(crate::access::Object::$object, crate::access::Action::$action)
    };
}
pub(crate) use need;
