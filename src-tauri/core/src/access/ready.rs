//! The roles every workspace begins with. They are rows like any other: to be changed and cloned.

use sha2::{Digest as _, Sha256};

use super::words::{Action, FieldRule, GuardedField, Object, Scope};
use super::{FieldGrant, Grant, RoleDraft};
use crate::workspace::hex_encode;

use Action::{Bulk, Create, Delete, Edit, Export, Import, Reveal, See, Transfer};
use GuardedField::{Email, Handle, Phone};
use Object::{Audit, Contacts, Customers, People, Privacy, Products, Purchases, Settings, Views, Workspace};
use Scope::{All, Below, Own};

type Line = (Object, &'static [Action], Scope);

/// A ready-made role.
pub(crate) struct Ready {
    pub(crate) code: &'static str,
    grants: &'static [Line],
    masked: &'static [GuardedField],
}

impl Ready {
    pub(crate) fn grants(&self) -> Vec<Grant> {
        let grant =
            |(object, actions, scope): &Line| Grant { object: *object, actions: actions.to_vec(), scope: *scope };
        self.grants.iter().map(grant).collect()
    }

    pub(super) fn draft(&self, name: Option<String>) -> RoleDraft {
        RoleDraft { name, grants: self.grants(), fields: self.fields() }
    }

    pub(crate) fn fields(&self) -> Vec<FieldGrant> {
        let rule = FieldRule::Masked;
        [Customers, Contacts]
            .into_iter()
            .flat_map(|object| self.masked.iter().map(move |field| FieldGrant { object, field: *field, rule }))
            .collect()
    }
}

/// The role of whoever a workspace is made for. There is always somebody who has it.
pub(crate) const OWNER: &str = "owner";

const EVERYTHING: &[Action] = Action::ALL;
const MANAGE: &[Action] = &[See, Create, Edit, Delete, Transfer, Export, Import, Bulk, Reveal];
const KEEP: &[Action] = &[See, Create, Edit, Delete];
const LOOK: &[Action] = &[See];

pub(crate) const READY: &[Ready] = &[
    Ready {
        code: OWNER,
        grants: &[
            (Customers, EVERYTHING, All),
            (Contacts, EVERYTHING, All),
            (Purchases, EVERYTHING, All),
            (Products, EVERYTHING, All),
            (Views, EVERYTHING, All),
            (People, EVERYTHING, All),
            (Settings, EVERYTHING, All),
            (Workspace, EVERYTHING, All),
            (Audit, EVERYTHING, All),
            (Privacy, EVERYTHING, All),
        ],
        masked: &[],
    },
    Ready {
        code: "administrator",
        grants: &[
            (Customers, EVERYTHING, All),
            (Contacts, EVERYTHING, All),
            (Purchases, EVERYTHING, All),
            (Products, EVERYTHING, All),
            (Views, KEEP, All),
            (People, EVERYTHING, All),
            (Settings, EVERYTHING, All),
            // The keys of the workspace stay with its owner.
            (Workspace, &[See, Export, Import], All),
            (Audit, &[See, Export], All),
            (Privacy, EVERYTHING, All),
        ],
        masked: &[],
    },
    Ready {
        code: "sales_manager",
        grants: &[
            (Customers, MANAGE, Below),
            (Contacts, MANAGE, Below),
            (Purchases, MANAGE, Below),
            (Products, &[See, Create, Import], All),
            (Views, KEEP, Own),
            (People, LOOK, All),
            (Settings, LOOK, All),
            (Privacy, &[See, Create], Below),
        ],
        masked: &[],
    },
    Ready {
        code: "sales",
        grants: &[
            (Customers, &[See, Create, Edit, Bulk, Reveal], Own),
            (Contacts, &[See, Create, Edit, Reveal], Own),
            (Purchases, &[See, Create, Edit], Own),
            (Products, LOOK, All),
            (Views, KEEP, Own),
            (People, LOOK, All),
            (Settings, LOOK, All),
            (Privacy, &[See, Create], Own),
        ],
        masked: &[],
    },
    Ready {
        code: "marketing",
        grants: &[
            (Customers, &[See, Bulk, Export], All),
            (Contacts, &[See, Export], All),
            (Purchases, LOOK, All),
            (Products, LOOK, All),
            (Views, KEEP, Own),
            (People, LOOK, All),
            (Settings, LOOK, All),
            (Privacy, &[See, Create], All),
        ],
        masked: &[Phone, Handle],
    },
    Ready {
        code: "service",
        grants: &[
            (Customers, &[See, Edit, Reveal], All),
            (Contacts, &[See, Create, Edit, Reveal], All),
            (Purchases, LOOK, All),
            (Products, LOOK, All),
            (Views, KEEP, Own),
            (People, LOOK, All),
            (Settings, LOOK, All),
            // Who is told "no more calls" writes it down.
            (Privacy, &[See, Create], All),
        ],
        masked: &[Phone],
    },
    Ready {
        code: "finance",
        grants: &[
            (Customers, LOOK, All),
            (Contacts, LOOK, All),
            (Purchases, &[See, Create, Edit, Delete, Export, Import], All),
            (Products, &[See, Create, Import], All),
            (Views, KEEP, Own),
            (People, LOOK, All),
            (Settings, LOOK, All),
        ],
        masked: &[Phone, Email, Handle],
    },
    Ready {
        code: "read_only",
        grants: &[
            (Customers, LOOK, All),
            (Contacts, LOOK, All),
            (Purchases, LOOK, All),
            (Products, LOOK, All),
            (Views, KEEP, Own),
            (People, LOOK, All),
            (Settings, LOOK, All),
        ],
        masked: &[Phone, Email, Handle],
    },
];

/// Another for every change of a ready-made role.
pub(super) fn edition() -> String {
    let mut hash = Sha256::new();
    for role in READY {
        hash.update(format!("{} {:?} {:?}\n", role.code, role.grants(), role.fields()));
    }
    hex_encode(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_may_do_everything_and_nobody_else_the_keys() {
        let grants = READY[0].grants();
        assert_eq!((READY[0].code, grants.len()), (OWNER, Object::ALL.len()));
        assert!(grants.iter().all(|grant| grant.actions == Action::ALL && grant.scope == All));
        for role in &READY[1..] {
            let keys = |grant: &Grant| grant.object == Workspace && grant.actions.contains(&Action::Configure);
            assert!(!role.grants().iter().any(keys), "{}", role.code);
        }
    }
}
