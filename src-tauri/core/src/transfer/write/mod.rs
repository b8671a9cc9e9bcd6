//! Records into the database, a batch at a time, inside the one transaction of the run.

mod children;
mod contacts;
mod customers;
mod people;
mod products;
mod purchases;
mod store;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use uuid::Uuid;

use super::cells::{Named, Parsed, issue, shortened};
use super::compile::Compiled;
use super::lookup::{Answer, Known, Names, users};
use super::plan::{ImportTarget, IssueEffect};
use super::records::{Person, Records};
use super::tally::Tally;
use crate::access::{Action, Need, Object};
use crate::error::{FieldError, Result};
use crate::id::{CustomerId, TagId, UserId};
use crate::search::{Fresh, Kind};
use crate::text::normal::{company_key, fold};
use crate::text::pinyin::sort_key;
use crate::tx::Tx;
use store::{NewUser, Owner, Stamp};

/// What an import may make besides its own records.
struct Allowed {
    customers: bool,
    people: bool,
    /// Customers of other owners.
    owners: bool,
}

/// The writing end of a run, with everything it remembers between batches.
pub(super) struct Writer {
    allowed: Allowed,
    pub(super) tx: Tx,
    plan: Arc<Compiled>,
    pub(super) tally: Tally,
    stamp: Stamp,
    /// Who imports: customers nobody is named for are theirs.
    me: Owner,
    customers: Names,
    products: Names,
    /// By folded name; none when several bear it.
    users: HashMap<String, Option<Owner>>,
    tags: HashMap<String, TagId>,
    /// Products of this file, by key and by number.
    product_names: HashSet<String>,
    /// Parents are looked for when all rows are in: they may come later in the file.
    parents: Vec<customers::Child>,
    people: Vec<Parsed<Person>>,
    /// What the search does not know yet.
    fresh: Fresh,
}

impl Writer {
    pub(super) async fn new(mut tx: Tx, plan: Arc<Compiled>) -> Result<Self> {
        let target = plan.target;
        let stamp = Stamp { now: tx.now(), actor: tx.actor() };
        let mut colleagues: HashMap<String, Option<Owner>> = HashMap::new();
        let mut me = (stamp.actor, String::new());
        for known in users(tx.conn()).await? {
            let owner = (UserId::from(known.id), known.other.unwrap_or_default());
            if owner.0 == stamp.actor {
                me.clone_from(&owner);
            }
            colleagues.entry(fold(&known.name)).and_modify(|known| *known = None).or_insert(Some(owner));
        }
        let rights = tx.rights();
        // Names mean records on which this import is allowed: what somebody may not write to is unknown.
        let whose = match tx.need() {
            Need::Of(object, action) => rights.listed(object, action),
            Need::OfParent(_) | Need::Nothing | Need::AsUndone => rights.listed(Object::Customers, Action::Import),
        };
        let allowed = Allowed {
            customers: rights.may(Object::Customers, Action::Create),
            people: rights.may(Object::People, Action::Create),
            owners: rights.may(Object::Customers, Action::Transfer),
        };
        Ok(Self {
            tx,
            tally: Tally::new(plan.width),
            plan,
            stamp,
            me,
            customers: Names::of_customers(whose),
            allowed,
            products: Names::of_products(),
            users: colleagues,
            tags: HashMap::new(),
            product_names: HashSet::new(),
            parents: Vec::new(),
            people: Vec::new(),
            fresh: Fresh::new(if target == ImportTarget::Contacts { Kind::Contact } else { Kind::Customer }),
        })
    }

    /// Stores a batch.
    pub(super) async fn write(&mut self, records: Records) -> Result<()> {
        match records {
            Records::Customers(rows) => self.write_customers(rows).await,
            Records::Contacts(rows) => self.write_contacts(rows).await,
            Records::People(rows) => {
                self.people.extend(rows);
                Ok(())
            }
            Records::Products(rows) => self.write_products(rows).await,
            Records::Purchases(rows) => self.write_purchases(rows).await,
        }
    }

    /// What can only be done when every row is in.
    pub(super) async fn finish(&mut self) -> Result<()> {
        self.fresh.write(self.tx.conn()).await?;
        self.write_people().await?;
        self.write_parents().await
    }

    /// The row is stored without this cell.
    fn lose<T>(&mut self, parsed: &mut Parsed<T>, named: &Named, code: &str) {
        if !parsed.lost.contains(&named.column) {
            parsed.lost.push(named.column);
        }
        let error = FieldError::new("", code).with("value", shortened(&named.name));
        self.tally.report(issue(parsed.row.number, Some(named.column), error, IssueEffect::Cell));
    }

    /// The row is not stored.
    fn skip<T>(&mut self, parsed: &Parsed<T>, column: usize, code: &str, value: &str) {
        let error = FieldError::new("", code).with("value", shortened(value));
        self.tally.skip(issue(parsed.row.number, Some(column), error, IssueEffect::Row));
    }

    /// Finds the customers of these names and, where the plan says so, makes the missing ones.
    async fn meet_customers(&mut self, names: &[&str]) -> Result<()> {
        self.customers.ask(self.tx.conn(), names.iter().copied()).await?;
        if !(self.plan.create_missing && self.allowed.customers) {
            return Ok(());
        }
        let mut made: Vec<(CustomerId, Known)> = Vec::new();
        for name in names {
            if self.customers.answer(name) == Answer::Nobody {
                let id: Uuid = self.tx.new_id();
                self.customers.learn(name, id);
                let known = Known { id, name: (*name).to_owned(), key: company_key(name), other: Some(sort_key(name)) };
                made.push((id.into(), known));
            }
        }
        self.tally.made += made.len() as u32;
        store::insert_named_customers(self.tx.conn(), &made, &self.me, self.stamp).await
    }

    /// Makes the colleagues nobody knows, where the plan says so.
    async fn meet_users(&mut self, names: &[&str]) -> Result<()> {
        if !(self.plan.create_missing && self.allowed.people) {
            return Ok(());
        }
        let mut made = Vec::new();
        for name in names {
            let key = fold(name);
            if !self.users.contains_key(&key) {
                let user = self.new_user(name);
                self.users.insert(key, Some((user.id, user.name_sort.clone())));
                made.push(user);
            }
        }
        self.tally.made += made.len() as u32;
        store::insert_users(self.tx.conn(), &made, self.stamp).await
    }

    fn new_user(&self, name: &str) -> NewUser {
        let id = self.tx.new_id();
        NewUser {
            id,
            name: name.to_owned(),
            name_sort: sort_key(name),
            email: None,
            manager: None,
            team: None,
            region: None,
        }
    }

    /// The colleague of that name; the issue's code when there is not exactly one.
    fn user(&self, name: &str) -> Result<&Owner, &'static str> {
        match self.users.get(&fold(name)) {
            Some(Some(owner)) => Ok(owner),
            Some(None) => Err("user.ambiguous"),
            None => Err("user.unknown"),
        }
    }
}
