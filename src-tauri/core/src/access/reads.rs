//! Every way of reading for every ready-made role, on an own record and on another's, tried out and written as one table:
//! `reads.txt`; and everything that leaves as a file, `exports.txt`. Beside [`super::matrix`], which holds what is written.
//!
//! A new way of reading, and every change of what a role sees, shows here. After a deliberate change write the tables anew
//! with `KEHU_WRITE_MATRIX=1` and read the difference.

use std::path::Path;

use serde::Serialize;

use super::ready::READY;
use super::tests::{a_customer, with_role};
use crate::error::{Error, Result};
use crate::op::Op;
use crate::testing::a_workspace;
use crate::transfer::Figures;
use crate::views::{Entity, ListQuery, Selection};
use crate::{AttachmentId, ContactId, Crm, CustomerId, ParentRef, Session};

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
    file: AttachmentId,
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

    /// What the file holds.
    async fn export(&self, name: &str) -> Seen {
        let (s, query) = (&self.session, ListQuery::default());
        match name {
            "export.customers" => match granted(s.begin_export(Entity::Customer, &query).await) {
                Some(_) => self.at("list_customers").await,
                None => (false, false),
            },
            "export.contacts" => match granted(s.begin_export(Entity::Contact, &query).await) {
                Some(_) => self.at("list_contacts").await,
                None => (false, false),
            },
            "export.insights" => match granted(s.begin_page_export(Figures::Insights, "").await) {
                Some(()) => self.at("insights").await,
                None => (false, false),
            },
            "export.audit" => match granted(s.begin_page_export(Figures::Audit, "").await) {
                Some(()) => self.at("list_audit").await,
                None => (false, false),
            },
            "privacy.report" => {
                let report = |found: &Found| s.subject_report(ParentRef::from(found.contact));
                (granted(report(&self.own).await).is_some(), granted(report(&self.other).await).is_some())
            }
            "export_certificate" => self.at("list_certificates").await,
            "save_attachment" => {
                let read = |found: &Found| s.read_attachment(found.file);
                (granted(read(&self.own).await).is_some(), granted(read(&self.other).await).is_some())
            }
            "backup_now" => self.at("backup_now").await,
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

const EXPORTS: [&str; 8] = [
    "export.customers",
    "export.contacts",
    "export.insights",
    "export.audit",
    "privacy.report",
    "export_certificate",
    "save_attachment",
    "backup_now",
];

/// The answer, unless it was refused or kept from somebody who does not see the record.
fn granted<T>(answer: Result<T>) -> Option<T> {
    match answer {
        Ok(answer) => Some(answer),
        Err(Error::Forbidden(_) | Error::NotFound(_)) => None,
        Err(other) => panic!("{other:?}"),
    }
}

async fn found(crm: &Crm, folder: &Path, word: String, owner: &Session) -> Found {
    let customer = a_customer(crm, &word, owner.actor(), "13800000000").await;
    let contact = crm.session().customer(customer).await.unwrap().contacts[0].contact_id;
    let file = folder.join(&word);
    std::fs::write(&file, &word).unwrap();
    let file = crm.session().attach_files(customer.into(), &[&file]).await.unwrap()[0];
    Found { word, customer, contact, file }
}

/// Somebody of every ready-made role.
async fn everybody(crm: &Crm, folder: &Path) -> Vec<Look> {
    let mut looks = Vec::new();
    for (n, role) in READY.iter().enumerate() {
        let seller = with_role(crm, &format!("Seller {n}"), "sales").await;
        let session = with_role(crm, role.code, role.code).await;
        let own = found(crm, folder, format!("quay{n}"), &session).await;
        let other = found(crm, folder, format!("zinc{n}"), &seller).await;
        looks.push(Look { session, own, other });
    }
    looks
}

fn head(of: &str) -> String {
    READY.iter().fold(format!("{of:26}"), |line, role| line + &format!("{:15}", role.code))
}

fn answer(seen: Seen) -> &'static str {
    match seen {
        (true, true) => "all",
        (true, false) => "own",
        (false, false) => "–",
        (false, true) => "other's alone",
    }
}

/// The table stands as it is in the file.
fn stands(file: &str, lines: &[String]) {
    let table: String = lines.iter().map(|line| line.trim_end().to_owned() + "\n").collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/access").join(file);
    if std::env::var_os("KEHU_WRITE_MATRIX").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), table);
}

#[tokio::test]
async fn every_way_of_reading_shows_to_whom_the_table_says() {
    let (dir, crm) = a_workspace().await;
    let looks = everybody(&crm, dir.path()).await;
    let mut lines = vec![head("way of reading")];
    for read in READS {
        let mut line = format!("{read:26}");
        for look in &looks {
            line += &format!("{:15}", answer(look.at(read).await));
        }
        lines.push(line);
    }
    stands("reads.txt", &lines);
}

#[tokio::test]
async fn every_file_holds_for_whom_the_table_says() {
    let exports = Op::all().map(Op::code).filter(|code| code.starts_with("export."));
    assert_eq!(exports.filter(|code| !EXPORTS.contains(code)).collect::<Vec<_>>(), Vec::<&str>::new());
    let (dir, crm) = a_workspace().await;
    let looks = everybody(&crm, dir.path()).await;
    let mut lines = vec![head("file")];
    for export in EXPORTS {
        let mut line = format!("{export:26}");
        for look in &looks {
            line += &format!("{:15}", answer(look.export(export).await));
        }
        lines.push(line);
    }
    stands("exports.txt", &lines);
}
