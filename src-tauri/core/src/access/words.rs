//! The words of a rule: on what, what, on whose rows, how a field is shown.

use serde::{Deserialize, Serialize};

/// Defines a closed list of words: as written in the database and on the wire.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$word_doc])* $variant,)*
        }

        impl $name {
            /// Every one, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The one of this word.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.word() == word)
            }
        }
    };
}

words! {
    /// On what something is done.
    Object {
        /// Customers and what hangs on them.
        Customers = "customers",
        /// Contacts and what hangs on them.
        Contacts = "contacts",
        /// What customers bought. Whose rows: those of the customers' owners.
        Purchases = "purchases",
        /// What one sells.
        Products = "products",
        /// Kept lists.
        Views = "views",
        /// Colleagues, departments, roles, access.
        People = "people",
        /// Tags and custom fields.
        Settings = "settings",
        /// Backups, the check of the file, its keys.
        Workspace = "workspace",
        /// Who did what.
        Audit = "audit",
        /// What is kept on persons, for how long, on which ground.
        Privacy = "privacy",
    }
}

words! {
    /// What is done.
    Action {
        /// Look at it.
        See = "see",
        /// Make one.
        Create = "create",
        /// Change one.
        Edit = "edit",
        /// Put one into the trash; of privacy: remove for good.
        Delete = "delete",
        /// Give one to another owner.
        Transfer = "transfer",
        /// Write many to a file.
        Export = "export",
        /// Read many from a file.
        Import = "import",
        /// Change many at once.
        Bulk = "bulk",
        /// Look behind a mask.
        Reveal = "reveal",
        /// Set the rules.
        Configure = "configure",
    }
}

words! {
    /// On whose rows. A customer is a row of its owner, a contact one of the owners of its customers.
    Scope {
        /// One's own.
        Own = "own",
        /// One's own and those of the team.
        Team = "team",
        /// Those of the department.
        Department = "department",
        /// Those of the department and of all below it.
        Below = "below",
        /// All.
        All = "all",
    }
}

words! {
    /// A field with a rule of its own, of customers or contacts.
    GuardedField {
        /// Telephone and fax numbers.
        Phone = "phone",
        /// Addresses of mail.
        Email = "email",
        /// WeChat, QQ and the like.
        Handle = "handle",
        /// Postal addresses.
        Address = "address",
        /// Notes.
        Note = "note",
        /// Tax codes.
        TaxCode = "tax_code",
        /// Birthdays.
        Birthday = "birthday",
    }
}

words! {
    /// How a field is shown to somebody, from the mildest to the strictest.
    FieldRule {
        /// It is seen and not changed.
        ReadOnly = "read_only",
        /// So much is seen that one recognises it: `138****5678`.
        Masked = "masked",
        /// It is as if there were none.
        Hidden = "hidden",
    }
}

/// What of a rule was not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The action as such.
    Action,
    /// The action on this row.
    Rows,
    /// The action on this field.
    Field(GuardedField),
}

/// The rule by which something was refused: `customers.edit`, `customers.edit.rows`, `contacts.edit.phone`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// On what.
    pub object: Object,
    /// What.
    pub action: Action,
    /// What of it.
    pub part: Part,
}

impl Rule {
    /// The rule that one may do this at all.
    pub fn action(object: Object, action: Action) -> Self {
        Self { object, action, part: Part::Action }
    }

    /// The rule on whose rows one may do this.
    pub fn rows(object: Object, action: Action) -> Self {
        Self { object, action, part: Part::Rows }
    }

    /// The rule how a field is shown.
    pub fn field(object: Object, action: Action, field: GuardedField) -> Self {
        Self { object, action, part: Part::Field(field) }
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.object.word(), self.action.word())?;
        match self.part {
            Part::Action => Ok(()),
            Part::Rows => f.write_str(".rows"),
            Part::Field(field) => write!(f, ".{}", field.word()),
        }
    }
}

/// What an operation needs the actor to be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing: it is about oneself.
    Nothing,
    /// This, on the rows it touches.
    Of(Object, Action),
    /// This, on the customer or the contact it touches.
    OfParent(Action),
    /// What the operation needed that is undone or redone.
    AsUndone,
}

impl Need {
    /// On what it acts, given the object of the record it touches.
    pub(crate) fn on(self, parent: Object) -> Option<(Object, Action)> {
        match self {
            Self::Of(object, action) => Some((object, action)),
            Self::OfParent(action) => Some((parent, action)),
            Self::Nothing | Self::AsUndone => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_itself() {
        assert_eq!(Rule::action(Object::Customers, Action::Edit).to_string(), "customers.edit");
        assert_eq!(Rule::rows(Object::Customers, Action::Edit).to_string(), "customers.edit.rows");
        let phone = Rule::field(Object::Contacts, Action::Edit, GuardedField::Phone);
        assert_eq!(phone.to_string(), "contacts.edit.phone");
    }

    #[test]
    fn the_words_are_those_of_the_wire() {
        for field in GuardedField::ALL {
            assert_eq!(serde_json::to_value(field).unwrap(), field.word());
            assert_eq!(GuardedField::parse(field.word()), Some(*field));
        }
        assert_eq!(Scope::parse("nobody"), None);
    }
}
