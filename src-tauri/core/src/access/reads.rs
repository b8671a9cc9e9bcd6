//! Every way of reading for every ready-made role, on an own record and on another's, tried out and written as one table:
//! `reads.txt`. Beside [`super::matrix`], which holds what is written.
//!
//! A new way of reading, and every change of what a role sees, shows here. After a deliberate change write the table anew
//! with `KEHU_WRITE_MATRIX=1` and read the difference.

use serde::Serialize;

use super::ready::READY;
use super::tests::{a_customer, with_role};
use crate::error::{Error, Result};
use crate::testing::a_workspace;
use crate::views::{Entity, ListQuery, Selection};
use crate::{ContactId, CustomerId, ParentRef, Session};

/// Two records of each kind, and somebody who looks for them.
struct Look {
    session: Session,
    own: Found,
    other: Found,
}

struct Found {
    /// In the names of the customer and of its contact, and nowhere else.
    word: String,
    customer: CustomerId,
    contact: ContactId,
}

/// What somebody saw of the own and of the other record.
type Seen = (bool, bool);

impl Look {
    /// A list holds the words of what it shows.
    fn list(&self, answer: Result<impl Serialize>) -> Seen {
        let text = granted(answer).map(|answer| serde_json::to_string(&answer).unwrap()).unwrap_or_default();
        (text.contains(&self.own.word), text.contains(&self.other.word))
    }

    /// A number: the own one alone, or more.
    fn count(answer: Result<u64>) -> Seen {
        let count = granted(answer).unwrap_or_default();
        (count > 0, count > 1)
    }

    /// What is about no record: allowed or not.
    fn open(answer: Result<impl Sized>) -> Seen {
        let open = granted(answer).is_some();
        (open, open)
    }

    async fn at(&self, name: &str) -> Seen {
        let (s, own, other) = (&self.session, &self.own, &self.other);
        let query = ListQuery::default();
        let all = Selection::Query { query: ListQuery::default(), except: vec![] };
        /// The same question about the own record and about the other.
        macro_rules! each {
            (|$found:ident| $ask:expr) => {{
                let $found = own;
                let first = granted($ask.await).is_some();
                let $found = other;
                (first, granted($ask.await).is_some())
            }};
        }
        let root = |id: CustomerId| uuid::Uuid::from(id).into();
        match name {
            "list_customers" => self.list(s.list_customers(&query, 0, 50).await.map(|page| page.rows)),
            "count_customers" => Self::count(s.count_customers(&all).await),
            "customer_neighbours" => {
                let seen = |position: u64| position > 0;
                let at = |id| s.customer_neighbours(&query, id);
                let (own, other) = (granted(at(own.customer).await), granted(at(other.customer).await));
                (own.is_some_and(|at| seen(at.position)), other.is_some_and(|at| seen(at.position)))
            }
            "customer" => each!(|found| s.customer(found.customer)),
            "purchasing" => each!(|found| s.purchasing(found.customer)),
            "list_purchases" => each!(|found| s.list_purchases(found.customer, 0, 9)),
            "list_contacts" => self.list(s.list_contacts(&query, 0, 50).await.map(|page| page.rows)),
            "count_contacts" => Self::count(s.count_contacts(&all).await),
            "contact" => each!(|found| s.contact(found.contact)),
            "search" => {
                let (mine, theirs) = (s.search(&own.word, 20, None).await, s.search(&other.word, 20, None).await);
                (self.list(mine.map(|found| found.hits)).0, self.list(theirs.map(|found| found.hits)).1)
            }
            "suggest_values" => self.list(s.suggest_values(Entity::Customer, "industry", "").await),
            "insights" => Self::count(s.insights(Default::default()).await.map(|all| all.customers.unsigned_abs())),
            "list_tags" => {
                Self::count(s.list_tags().await.map(|tags| tags.iter().map(|tag| tag.customers.unsigned_abs()).sum()))
            }
            "workspace_status" => Self::count(s.workspace_facts().await.map(|facts| facts.customers)),
            "history" => each!(|found| s.history(root(found.customer), None)),
            "record_as_of" => each!(|found| s.record_as_of(root(found.customer), s.now())),
            "owner_history" => each!(|found| s.owner_history(found.customer)),
            "collaborators" => each!(|found| s.collaborators(found.customer)),
            "consents" => each!(|found| s.consents(ParentRef::from(found.contact))),
            "erasure_plan" => each!(|found| s.erasure_plan(ParentRef::from(found.contact))),
            "draft" => each!(|found| s.draft(ParentRef::from(found.customer), "note")),
            "list_views" => Self::open(s.list_views(Entity::Customer).await),
            "list_fields" => Self::open(s.list_fields(Entity::Customer).await),
            "list_imports" => Self::open(s.list_imports().await),
            "list_users" => Self::open(s.list_users().await),
            "list_departments" => Self::open(s.list_departments().await),
            "list_roles" => Self::open(s.list_roles().await),
            "roles_of" => Self::open(s.roles_of(s.actor()).await),
            "list_access" => Self::open(s.list_access().await),
            "list_audit" => Self::open(s.list_audit(&Default::default()).await),
            "check_audit" => Self::open(s.check_audit().await),
            "check_workspace" => Self::open(s.check(false).await),
            "backup_now" => Self::open(s.back_up().await),
            "list_certificates" => Self::open(s.list_certificates().await),
            "list_retention_rules" => Self::open(s.list_retention_rules().await),
            unknown => panic!("{unknown} is not tried out"),
        }
    }
}

const READS: [&str; 35] = [
    "list_customers",
    "count_customers",
    "customer_neighbours",
    "customer",
    "purchasing",
    "list_purchases",
    "list_contacts",
    "count_contacts",
    "contact",
    "search",
    "suggest_values",
    "insights",
    "list_tags",
    "workspace_status",
    "history",
    "record_as_of",
    "owner_history",
    "collaborators",
    "consents",
    "erasure_plan",
    "draft",
    "list_views",
    "list_fields",
    "list_imports",
    "list_users",
    "list_departments",
    "list_roles",
    "roles_of",
    "list_access",
    "list_audit",
    "check_audit",
    "check_workspace",
    "backup_now",
    "list_certificates",
    "list_retention_rules",
];

/// The answer, unless it was refused or kept from somebody who does not see the record.
fn granted<T>(answer: Result<T>) -> Option<T> {
    match answer {
        Ok(answer) => Some(answer),
        Err(Error::Forbidden(_) | Error::NotFound(_)) => None,
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_way_of_reading_shows_to_whom_the_table_says() {
    let (_dir, crm) = a_workspace().await;
    let mut looks = Vec::new();
    for (n, role) in READY.iter().enumerate() {
        let seller = with_role(&crm, &format!("Seller {n}"), "sales").await;
        let session = with_role(&crm, role.code, role.code).await;
        let mut found = Vec::new();
        for (whose, word) in [(&session, format!("quay{n}")), (&seller, format!("zinc{n}"))] {
            let customer = a_customer(&crm, &word, whose.actor(), &format!("1380000{n:04}")).await;
            let contact = crm.session().customer(customer).await.unwrap().contacts[0].contact_id;
            found.push(Found { word, customer, contact });
        }
        let (other, own) = (found.pop().unwrap(), found.pop().unwrap());
        looks.push(Look { session, own, other });
    }
    let mut table = format!("{:26}", "way of reading");
    table.extend(READY.iter().map(|role| format!("{:15}", role.code)));
    for read in READS {
        table = table.trim_end().to_owned() + "\n" + &format!("{read:26}");
        for look in &looks {
            let answer = match look.at(read).await {
                (true, true) => "all",
                (true, false) => "own",
                (false, false) => "–",
                (false, true) => "other's alone",
            };
            table += &format!("{answer:15}");
        }
    }
    let table = table.trim_end().to_owned() + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/access/reads.txt");
    if std::env::var_os("KEHU_WRITE_MATRIX").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), table);
}
