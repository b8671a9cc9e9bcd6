//! What one person may see and do: the union of their roles, computed once and kept until a rule changes.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::words::{Action, FieldRule, GuardedField, Object, Scope};
use super::{FieldGrant, Grant};
use crate::id::{CustomerId, UserId};

/// On which rows something is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Rows {
    /// On none.
    #[default]
    Nobody,
    /// On those of these owners, in the order of their ids.
    Of(Arc<[UserId]>),
    /// On all, those of nobody included.
    All,
}

impl Rows {
    fn union(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::All, _) | (_, Self::All) => Self::All,
            (Self::Nobody, rows) | (rows, Self::Nobody) => rows.clone(),
            (Self::Of(a), Self::Of(b)) => {
                Self::Of(a.iter().chain(b.iter()).copied().collect::<BTreeSet<_>>().into_iter().collect())
            }
        }
    }

    fn intersection(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Nobody, _) | (_, Self::Nobody) => Self::Nobody,
            (Self::All, rows) | (rows, Self::All) => rows.clone(),
            (Self::Of(a), Self::Of(b)) => {
                Self::Of(a.iter().filter(|owner| b.binary_search(owner).is_ok()).copied().collect())
            }
        }
    }

    pub(crate) fn admit(&self, owner: Option<UserId>) -> bool {
        match self {
            Self::Nobody => false,
            Self::Of(owners) => owner.is_some_and(|owner| owners.binary_search(&owner).is_ok()),
            Self::All => true,
        }
    }
}

/// Whose customers, as parameters of `(?1 IS NULL OR owner_id IN (SELECT unhex(value) FROM json_each(?1)) OR rid IN
/// (SELECT value FROM json_each(?2)))`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Ids in hex as JSON; none for all.
    pub(crate) owners: Option<String>,
    /// Row numbers of customers.
    pub(crate) shared: String,
}

/// A customer of somebody else one works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shared {
    pub(crate) id: CustomerId,
    pub(crate) rid: i64,
    pub(crate) may_edit: bool,
}

/// A role as it is stored.
#[derive(Debug, Clone, Default)]
pub(crate) struct RoleRules {
    pub(crate) grants: Vec<Grant>,
    pub(crate) fields: Vec<FieldGrant>,
}

/// A colleague and where they stand.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) id: UserId,
    /// The team's name, folded.
    pub(crate) team: Option<String>,
    pub(crate) department: Option<uuid::Uuid>,
}

/// Everybody, and the tree of departments as child and parent.
#[derive(Debug, Default)]
pub(crate) struct Company {
    pub(crate) people: Vec<Placed>,
    pub(crate) departments: Vec<(uuid::Uuid, Option<uuid::Uuid>)>,
}

impl Company {
    /// The owners whose rows a scope takes in, seen from `me`.
    fn circle(&self, me: UserId, scope: Scope) -> Rows {
        let own = self.people.iter().find(|person| person.id == me);
        let team = own.and_then(|person| person.team.as_ref());
        let department = own.and_then(|person| person.department);
        let inside: HashSet<uuid::Uuid> = match scope {
            Scope::Below => self.below(department),
            _ => department.into_iter().collect(),
        };
        let admits = |person: &&Placed| match scope {
            Scope::Own | Scope::All => false,
            Scope::Team => team.is_some() && person.team.as_ref() == team,
            Scope::Department | Scope::Below => person.department.is_some_and(|at| inside.contains(&at)),
        };
        if scope == Scope::All {
            return Rows::All;
        }
        let owners: BTreeSet<UserId> = self.people.iter().filter(admits).map(|person| person.id).chain([me]).collect();
        Rows::Of(owners.into_iter().collect())
    }

    fn below(&self, top: Option<uuid::Uuid>) -> HashSet<uuid::Uuid> {
        let mut inside: HashSet<uuid::Uuid> = top.into_iter().collect();
        loop {
            let before = inside.len();
            let children = self.departments.iter().filter(|(_, parent)| parent.is_some_and(|p| inside.contains(&p)));
            let children: Vec<uuid::Uuid> = children.map(|(id, _)| *id).collect();
            inside.extend(children);
            if inside.len() == before {
                return inside;
            }
        }
    }
}

/// An id as `unhex` reads it.
pub(crate) fn hex(id: UserId) -> String {
    uuid::Uuid::from(id).simple().to_string()
}

/// What one person may see and do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Rights {
    rows: HashMap<(Object, Action), Rows>,
    fields: HashMap<(Object, GuardedField), FieldRule>,
    /// In the order of their ids.
    shared: Arc<[Shared]>,
}

impl Rights {
    /// The union of the roles. A field is as open as the most open role that sees its object.
    pub(crate) fn of(me: UserId, roles: &[RoleRules], company: &Company, mut shared: Vec<Shared>) -> Self {
        let mut rows: HashMap<(Object, Action), Rows> = HashMap::new();
        let mut fields = HashMap::new();
        for grant in roles.iter().flat_map(|role| &role.grants) {
            let circle = company.circle(me, grant.scope);
            for action in &grant.actions {
                let known = rows.entry((grant.object, *action)).or_default();
                *known = known.union(&circle);
            }
        }
        for object in Object::ALL {
            let sees = |role: &&RoleRules| {
                role.grants.iter().any(|grant| grant.object == *object && grant.actions.contains(&Action::See))
            };
            for field in GuardedField::ALL {
                let rule = |role: &RoleRules| {
                    role.fields.iter().find(|f| f.object == *object && f.field == *field).map(|f| f.rule)
                };
                if let Some(rule) = roles.iter().filter(sees).map(rule).min().flatten() {
                    fields.insert((*object, *field), rule);
                }
            }
        }
        shared.sort_by_key(|customer| customer.id);
        Self { rows, fields, shared: shared.into() }
    }

    /// On which rows the action is allowed.
    pub(crate) fn rows(&self, object: Object, action: Action) -> &Rows {
        self.rows.get(&(object, action)).unwrap_or(&Rows::Nobody)
    }

    /// The action is allowed on some rows.
    pub(crate) fn may(&self, object: Object, action: Action) -> bool {
        *self.rows(object, action) != Rows::Nobody
    }

    /// The rule of a field, where it has one.
    pub(crate) fn field(&self, object: Object, field: GuardedField) -> Option<FieldRule> {
        self.fields.get(&(object, field)).copied()
    }

    /// The customers somebody works on who is not their owner, for the action.
    pub(crate) fn shared(&self, action: Action) -> impl Iterator<Item = &Shared> {
        self.shared.iter().filter(move |customer| shares(customer, action))
    }

    /// The same as [`Self::rows`], for a statement that is written out.
    pub(crate) fn listed(&self, object: Object, action: Action) -> Listed {
        self.list(self.rows(object, action), action)
    }

    /// The customers whose purchases are seen, both they and those.
    pub(crate) fn listed_buyers(&self) -> Listed {
        let (customers, purchases) =
            (self.rows(Object::Customers, Action::See), self.rows(Object::Purchases, Action::See));
        self.list(&customers.intersection(purchases), Action::See)
    }

    fn list(&self, rows: &Rows, action: Action) -> Listed {
        let owners = match rows {
            Rows::All => return Listed { owners: None, shared: "[]".to_owned() },
            Rows::Nobody => return Listed { owners: Some("[]".to_owned()), shared: "[]".to_owned() },
            Rows::Of(owners) => owners.iter().map(|owner| hex(*owner)).collect::<Vec<_>>(),
        };
        let shared = self.shared(action).map(|customer| customer.rid).collect::<Vec<_>>();
        Listed { owners: Some(serde_json::json!(owners).to_string()), shared: serde_json::json!(shared).to_string() }
    }

    /// The action is allowed on this customer, or on what belongs to it.
    pub(crate) fn admit(&self, object: Object, action: Action, id: CustomerId, owner: Option<UserId>) -> bool {
        let rows = self.rows(object, action);
        *rows != Rows::Nobody
            && (rows.admit(owner)
                || self
                    .shared
                    .binary_search_by_key(&id, |customer| customer.id)
                    .is_ok_and(|at| shares(&self.shared[at], action)))
    }
}

/// Collaborators see; those who may edit also work. Giving away and removing stay with the owner.
fn shares(customer: &Shared, action: Action) -> bool {
    match action {
        Action::See => true,
        Action::Create | Action::Edit | Action::Reveal | Action::Bulk => customer.may_edit,
        Action::Delete | Action::Transfer | Action::Export | Action::Import | Action::Configure => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(n: u128) -> UserId {
        uuid::Uuid::from_u128(n).into()
    }

    fn a_company() -> Company {
        let department = |n| Some(uuid::Uuid::from_u128(n));
        let person = |n, team: Option<&str>, d| Placed { id: user(n), team: team.map(str::to_owned), department: d };
        Company {
            people: vec![
                person(1, Some("north"), department(10)),
                person(2, Some("north"), department(11)),
                person(3, Some("south"), department(10)),
                person(4, None, department(12)),
                person(5, None, None),
            ],
            // 10 over 11 over 12.
            departments: vec![
                (uuid::Uuid::from_u128(10), None),
                (uuid::Uuid::from_u128(11), department(10)),
                (uuid::Uuid::from_u128(12), department(11)),
            ],
        }
    }

    fn a_role(scope: Scope, actions: &[Action]) -> RoleRules {
        RoleRules {
            grants: vec![Grant { object: Object::Customers, actions: actions.to_vec(), scope }],
            fields: Vec::new(),
        }
    }

    #[test]
    fn a_scope_takes_in_the_right_owners() {
        for (me, scope, expected) in [
            (1, Scope::Own, vec![1]),
            (1, Scope::Team, vec![1, 2]),
            (1, Scope::Department, vec![1, 3]),
            (1, Scope::Below, vec![1, 2, 3, 4]),
            (2, Scope::Below, vec![2, 4]),
            (5, Scope::Team, vec![5]),
            (5, Scope::Below, vec![5]),
        ] {
            let expected = Rows::Of(expected.into_iter().map(user).collect());
            assert_eq!(a_company().circle(user(me), scope), expected, "{me} {scope:?}");
        }
        assert_eq!(a_company().circle(user(1), Scope::All), Rows::All);
    }

    #[test]
    fn several_roles_allow_what_any_of_them_allows_and_no_more() {
        let roles = [a_role(Scope::All, &[Action::See]), a_role(Scope::Own, &[Action::See, Action::Edit])];
        let rights = Rights::of(user(1), &roles, &a_company(), Vec::new());
        assert_eq!(*rights.rows(Object::Customers, Action::See), Rows::All);
        assert_eq!(*rights.rows(Object::Customers, Action::Edit), Rows::Of([user(1)].into()));
        assert!(!rights.may(Object::Customers, Action::Delete) && !rights.may(Object::Contacts, Action::See));
    }

    #[test]
    fn a_field_is_as_open_as_the_most_open_role() {
        let masked = |rule| RoleRules {
            fields: vec![FieldGrant { object: Object::Customers, field: GuardedField::Phone, rule }],
            ..a_role(Scope::All, &[Action::See])
        };
        let field = |roles: &[RoleRules]| {
            Rights::of(user(1), roles, &a_company(), Vec::new()).field(Object::Customers, GuardedField::Phone)
        };
        assert_eq!(field(&[masked(FieldRule::Hidden), masked(FieldRule::Masked)]), Some(FieldRule::Masked));
        assert_eq!(field(&[masked(FieldRule::Masked), a_role(Scope::Own, &[Action::See])]), None);
        let blind = a_role(Scope::Own, &[Action::Edit]);
        assert_eq!(field(&[masked(FieldRule::Masked), blind]), Some(FieldRule::Masked));
    }

    #[test]
    fn collaborators_see_and_those_who_may_edit_work() {
        let customer = |n: u128| CustomerId::from(uuid::Uuid::from_u128(n));
        let shared = |n: u128, may_edit| Shared { id: customer(n), rid: n as i64, may_edit };
        let actions = [Action::See, Action::Edit, Action::Delete];
        let roles = [a_role(Scope::Own, &actions)];
        let rights = Rights::of(user(1), &roles, &a_company(), vec![shared(8, true), shared(7, false)]);
        let may = |action, n| rights.admit(Object::Customers, action, customer(n), Some(user(2)));
        assert_eq!(actions.map(|action| may(action, 7)), [true, false, false]);
        assert_eq!(actions.map(|action| may(action, 8)), [true, true, false]);
        assert_eq!(actions.map(|action| may(action, 9)), [false; 3]);
    }
}
