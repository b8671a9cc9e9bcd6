//! What is hidden says nothing: not by a sum, a count, a suggestion, a page that goes on, an error, or the work it makes.
//!
//! Whatever somebody may ask is answered to the byte as before when others add, change and remove what is theirs. And a
//! record of another's is refused like one that is not there: in the same words, after the same statements.
//!
//! Not covered, because it cannot be kept on one machine: the size of the file and of its backups; the numbers of the change log and of rows
//! (in a cursor of the search, in a history), whose gaps tell how much others wrote; the names of tags, fields, products
//! and colleagues, which belong to all; the one hint told on purpose, that a customer one types in is somebody's already.
//! Nor the clock on the wall: a row that is there is read before it is refused, and a word that occurs in hidden records
//! is found before they are left out. Ids are not to be guessed, so only what is typed in could be tried.
#![expect(
    unsafe_code,
    reason = "sqlx has no way to ask what a statement has done; see https://sqlite.org/c3ref/stmt_status.html"
)]

use std::collections::BTreeMap;
use std::ffi::CStr;
use std::fmt::Debug;

use libsqlite3_sys as ffi;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::tests::{a_customer, by, two_sellers};
use super::words::GuardedField;
use crate::addresses::AddressDraft;
use crate::contacts::LinkDraft;
use crate::customers::{CustomerDraft, CustomerKind, DuplicateProbe, FieldPatch};
use crate::insights::InsightsQuery;
use crate::methods::{MethodDraft, MethodKind};
use crate::preferences::PreferenceDraft;
use crate::purchases::PurchaseDraft;
use crate::relations::RelationKind;
use crate::views::{Entity, ListQuery, ListState, Selection, ViewDefinition};
use crate::{ContactId, Crm, CustomerId, ParentRef, RecordId, Session, UserId};

fn root(id: impl Into<Uuid>) -> RecordId {
    id.into().into()
}

fn a_method() -> MethodDraft {
    MethodDraft { kind: MethodKind::Mobile, label: None, raw: "13900000000".into() }
}

fn an_address() -> AddressDraft {
    AddressDraft {
        label: None,
        country: "CN".into(),
        division: None,
        province: None,
        city: Some("Zinc City".into()),
        district: None,
        street: Some("Zinc Street 1".into()),
        postcode: None,
    }
}

fn a_liking() -> PreferenceDraft {
    PreferenceDraft { key: "zinc tea".into(), value: "zinc".into(), source: None, confidence: None, observed_on: None }
}

fn a_purchase(customer_id: CustomerId) -> PurchaseDraft {
    PurchaseDraft {
        customer_id,
        product_id: None,
        bought_on: "2025-03-04".into(),
        quantity: "1".into(),
        amount: "77".into(),
        currency: "EUR".into(),
        source: Some("zinc".into()),
        reference: None,
    }
}

fn a_link() -> LinkDraft {
    LinkDraft { role: Some("zinc buyer".into()), is_primary: false, from_on: None, to_on: None }
}

/// All that somebody can ask who knows one customer and its contact.
async fn answers(session: &Session, mine: CustomerId, other_owner: UserId) -> Vec<(String, String)> {
    let mut told = Vec::new();
    macro_rules! ask {
        ($name:expr, $answer:expr) => {
            told.push(($name.to_string(), format!("{:?}", $answer.await.unwrap())))
        };
    }
    let contact = session.customer(mine).await.unwrap().contacts[0].contact_id;
    for entity in [Entity::Customer, Entity::Contact] {
        let fields = session.list_fields(entity).await.unwrap();
        ask!("fields", session.list_fields(entity));
        let sorts = fields.iter().filter(|field| field.sortable).map(|field| by(&field.field));
        let mut queries: Vec<ListQuery> = [ListQuery::default()].into_iter().chain(sorts).collect();
        queries.extend([ListState::Archived, ListState::Deleted].map(|state| ListQuery { state, ..by("name") }));
        queries.push(ListQuery { text: Some("o".into()), ..by("name") });
        for query in queries {
            let name = format!("{entity:?} {query:?}");
            let all = Selection::Query { query: query.clone(), except: vec![] };
            if entity == Entity::Customer {
                ask!(name, session.list_customers(&query, 0, 2));
                ask!(name, session.count_customers(&all));
                ask!(name, session.customer_neighbours(&query, mine));
            } else {
                ask!(name, session.list_contacts(&query, 0, 2));
                ask!(name, session.count_contacts(&all));
            }
        }
        let typed = ["role", "contacts.role", "preferences.key", "purchases.product"];
        for field in fields.iter().map(|field| field.field.as_str()).chain(typed) {
            // Not every field is one to suggest values of.
            told.push((format!("suggest {field}"), format!("{:?}", session.suggest_values(entity, field, "").await)));
        }
        ask!("views", session.list_views(entity));
    }
    for (text, limit) in [("boss", 20), ("boss", 1), ("mine", 20), ("zinc", 20), ("vip", 20), ("138", 20)] {
        ask!(format!("search {text}"), session.search(text, limit, None));
    }
    for owner_id in [None, Some(session.actor()), Some(other_owner)] {
        ask!("insights", session.insights(InsightsQuery { owner_id, ..InsightsQuery::default() }));
    }
    let in_euro = InsightsQuery { currency: Some("EUR".into()), ..InsightsQuery::default() };
    ask!("insights in another currency", session.insights(in_euro));
    ask!("tags", session.list_tags());
    ask!("users", session.list_users());
    told.push(("customers".to_owned(), session.workspace_facts().await.unwrap().customers.to_string()));
    ask!("customer", session.customer(mine));
    ask!("contact", session.contact(contact));
    ask!("purchasing", session.purchasing(mine));
    ask!("purchases", session.list_purchases(mine, 0, 9));
    ask!("owners", session.owner_history(mine));
    ask!("helpers", session.collaborators(mine));
    ask!("consents", session.consents(contact.into()));
    for id in [root(mine), root(contact)] {
        ask!("history", session.history(id, None));
        ask!("as of", session.record_as_of(id, session.now()));
    }
    ask!("imports", session.list_imports());
    ask!("journal", session.undo_state());
    ask!("rights", session.my_rights());
    let probe =
        DuplicateProbe { name: Some("Mine".into()), tax_code: None, methods: vec!["13800000001".into()], except: None };
    ask!("duplicates", session.customer_duplicates(&probe));
    told
}

/// Others work with what is theirs, in every way that could show in a sum.
async fn others_work(crm: &Crm, bob: &Session, theirs: CustomerId, shared: ContactId) {
    let owner = crm.session();
    for n in 0..3 {
        let id = a_customer(crm, &format!("Zinc {n}"), bob.actor(), &format!("1380000900{n}")).await;
        bob.create_purchase(a_purchase(id)).await.unwrap();
        bob.add_address(id.into(), an_address()).await.unwrap();
        bob.add_preference(id.into(), a_liking()).await.unwrap();
        let one = Selection::Ids { ids: vec![root(id)] };
        match n {
            0 => owner.archive_customers(&one).await.map(drop).unwrap(),
            1 => owner.delete_customers(&one).await.map(drop).unwrap(),
            _ => owner.add_relation(id, RelationKind::Parent, theirs).await.map(drop).unwrap(),
        }
    }
    let draft = CustomerDraft {
        source: Some("zinc".into()),
        industry: Some("zinc".into()),
        owner_id: Some(bob.actor()),
        ..CustomerDraft::named(CustomerKind::Person, "Zinc Boss")
    };
    let person = bob.create_customer(draft).await.unwrap();
    bob.create_purchase(a_purchase(theirs)).await.unwrap();
    // A contact of both: that it works for the other, too, is the other's to know.
    owner.link_contact(theirs, shared, a_link()).await.unwrap();
    bob.save_view(Entity::Customer, "zinc", false, &ViewDefinition::default()).await.unwrap();
    bob.keep_draft(theirs.into(), "note", Some("zinc")).await.unwrap();
    let one = Selection::Ids { ids: vec![root(person)] };
    owner.transfer_customers(&one, owner.actor(), crate::customers::OpenWork::Goes).await.unwrap();
    bob.undo_state().await.unwrap();
}

#[tokio::test]
async fn what_others_do_changes_no_answer() {
    let (_dir, crm, ada, bob, mine, theirs) = two_sellers().await;
    let shared = ada.customer(mine).await.unwrap().contacts[0].contact_id;
    let before = answers(&ada, mine, bob.actor()).await;
    others_work(&crm, &bob, theirs, shared).await;
    let after = answers(&ada, mine, bob.actor()).await;
    for ((name, before), (_, after)) in before.iter().zip(&after) {
        assert_eq!(after, before, "{name}");
    }
    assert_eq!(before.len(), after.len());
    // The other way round the same questions do show it: they would not keep silent by saying nothing.
    let owner = answers(&crm.session(), theirs, bob.actor()).await;
    assert!(owner.iter().filter(|(_, told)| told.to_lowercase().contains("zinc")).count() > 20);
}

#[tokio::test]
async fn a_hidden_customer_is_not_named_by_what_leads_to_it() {
    let (_dir, crm, ada, bob, mine, theirs) = two_sellers().await;
    let owner = crm.session();
    let relation = owner.add_relation(mine, RelationKind::Parent, theirs).await.unwrap();
    let shared = ada.customer(mine).await.unwrap().contacts[0].contact_id;
    let link = owner.link_contact(theirs, shared, a_link()).await.unwrap();
    let silent = async || {
        for (name, told) in answers(&ada, mine, bob.actor()).await {
            let hidden = [theirs.to_string(), "Theirs".to_owned(), "zinc".to_owned()];
            assert!(!hidden.iter().any(|hidden| told.contains(hidden.as_str())), "{name}: {told}");
        }
    };
    silent().await;
    owner.remove_relation(relation).await.unwrap();
    owner.unlink_contact(link).await.unwrap();
    silent().await;
}

/// How often each statement ran on a connection since it was last asked, and how many instructions they took in all.
async fn work(conn: &mut SqliteConnection, runs: &mut BTreeMap<String, i32>) -> i32 {
    let mut handle = conn.lock_handle().await.unwrap();
    let db = handle.as_raw_handle().as_ptr();
    let (mut statement, mut steps) = (std::ptr::null_mut(), 0);
    loop {
        // SAFETY: the lock keeps every other user of the connection away, so its statements stay while they are walked; the
        // text of a statement lives as long as the statement.
        let sql = unsafe {
            statement = ffi::sqlite3_next_stmt(db, statement);
            if statement.is_null() {
                return steps;
            }
            steps += ffi::sqlite3_stmt_status(statement, ffi::SQLITE_STMTSTATUS_VM_STEP, 1);
            let ran = ffi::sqlite3_stmt_status(statement, ffi::SQLITE_STMTSTATUS_RUN, 1);
            (ran > 0).then(|| (CStr::from_ptr(ffi::sqlite3_sql(statement)).to_string_lossy().into_owned(), ran))
        };
        if let Some((sql, ran)) = sql {
            *runs.entry(sql).or_default() += ran;
        }
    }
}

/// The same over all connections of a workspace.
async fn all_work(crm: &Crm) -> (BTreeMap<String, i32>, i32) {
    let (mut runs, session) = (BTreeMap::new(), crm.session());
    let mut steps = work(&mut crm.database().writer().await.unwrap().conn, &mut runs).await;
    let mut readers = [session.read().await.unwrap(), session.read().await.unwrap(), session.read().await.unwrap()];
    for reader in &mut readers {
        steps += work(reader.conn(), &mut runs).await;
    }
    (runs, steps)
}

/// Asks once more than needed: what is remembered from then on is remembered for both.
async fn worked<T: Debug>(crm: &Crm, ask: impl AsyncFn() -> crate::Result<T>) -> (String, BTreeMap<String, i32>, i32) {
    drop(ask().await);
    all_work(crm).await;
    let answer = format!("{:?}", ask().await);
    let (runs, steps) = all_work(crm).await;
    (answer, runs, steps)
}

/// Instructions that reading a row takes before it is refused.
const READING: i32 = 60;

#[tokio::test]
async fn a_hidden_record_is_refused_like_one_that_is_not_there() {
    let (_dir, crm, ada, _bob, mine, theirs) = two_sellers().await;
    let hidden = (theirs, crm.session().customer(theirs).await.unwrap().contacts[0].contact_id);
    let absent = (CustomerId::from(crm.session().new_id::<Uuid>()), ContactId::from(crm.session().new_id::<Uuid>()));
    let own = ada.customer(mine).await.unwrap().contacts[0].contact_id;
    let name = || vec![FieldPatch { field: "name".into(), value: Some("Renamed".into()) }];
    macro_rules! alike {
        ($hidden:expr, $absent:expr; $(|$id:ident| $ask:expr),* $(,)?) => {$({
            let (hidden, absent, name) = ($hidden, $absent, stringify!($ask));
            let $id = hidden;
            let there = worked(&crm, async || $ask.await).await;
            let $id = absent;
            let not_there = worked(&crm, async || $ask.await).await;
            let told = |text: &str| text.replace(&hidden.to_string(), "?").replace(&absent.to_string(), "?");
            assert_eq!(told(&there.0), told(&not_there.0), "{name}");
            assert_eq!(there.1, not_there.1, "{name}");
            assert!((there.2 - not_there.2).abs() <= READING, "{name}: {} and {} instructions", there.2, not_there.2);
        })*};
    }
    alike![
        hidden.0, absent.0;
        |id| ada.customer(id),
        |id| ada.purchasing(id),
        |id| ada.list_purchases(id, 0, 9),
        |id| ada.history(root(id), None),
        |id| ada.record_as_of(root(id), ada.now()),
        |id| ada.owner_history(id),
        |id| ada.collaborators(id),
        |id| ada.consents(ParentRef::from(id)),
        |id| ada.draft(id.into(), "note"),
        |id| ada.keep_draft(id.into(), "note", Some("x")),
        |id| ada.customer_neighbours(&by("name"), id),
        |id| ada.count_customers(&Selection::Ids { ids: vec![root(id)] }),
        |id| ada.archive_customers(&Selection::Ids { ids: vec![root(id)] }),
        |id| ada.update_customer(id, name()),
        |id| ada.add_method(id.into(), a_method()),
        |id| ada.add_address(id.into(), an_address()),
        |id| ada.add_preference(id.into(), a_liking()),
        |id| ada.add_tag(id.into(), "vip"),
        |id| ada.add_relation(mine, RelationKind::Parent, id),
        |id| ada.add_relation(id, RelationKind::Parent, mine),
        |id| ada.set_collaborator(id, ada.actor(), true),
        |id| ada.link_contact(id, own, a_link()),
        |id| ada.create_purchase(a_purchase(id)),
        |id| ada.reveal(id.into(), GuardedField::Phone),
        |id| ada.subject_report(id.into()),
        |id| ada.erasure_plan(id.into()),
    ];
    alike![
        hidden.1, absent.1;
        |id| ada.contact(id),
        |id| ada.history(root(id), None),
        |id| ada.record_as_of(root(id), ada.now()),
        |id| ada.consents(ParentRef::from(id)),
        |id| ada.count_contacts(&Selection::Ids { ids: vec![root(id)] }),
        |id| ada.archive_contacts(&Selection::Ids { ids: vec![root(id)] }),
        |id| ada.update_contact(id, name()),
        |id| ada.add_method(id.into(), a_method()),
        |id| ada.link_contact(mine, id, a_link()),
        |id| ada.reveal(id.into(), GuardedField::Phone),
    ];
}

#[tokio::test]
async fn what_belongs_to_a_hidden_record_is_refused_like_what_is_not_there() {
    let (dir, crm, ada, _bob, mine, theirs) = two_sellers().await;
    let owner = crm.session();
    let method = owner.customer(theirs).await.unwrap().methods[0].id;
    let purchase = owner.list_purchases(theirs, 0, 1).await.unwrap().rows[0].id;
    let link = owner.customer(theirs).await.unwrap().contacts[0].link_id;
    let address = owner.add_address(theirs.into(), an_address()).await.unwrap();
    let liking = owner.add_preference(theirs.into(), a_liking()).await.unwrap();
    let second = a_customer(&crm, "Second", owner.actor(), "13800000009").await;
    let relation = owner.add_relation(theirs, RelationKind::Parent, second).await.unwrap();
    let file = dir.path().join("file");
    std::fs::write(&file, "zinc").unwrap();
    let file = owner.attach_files(theirs.into(), &[&file]).await.unwrap()[0];
    let level = vec![FieldPatch { field: "level".into(), value: Some("A".into()) }];
    owner.update_customer(theirs, level).await.unwrap();
    let row = root(theirs);
    let changed = owner.history(row, None).await.unwrap().entries.remove(0);
    macro_rules! alike {
        ($(|$id:ident = $hidden:ident| $ask:expr),* $(,)?) => {$({
            let $id = $hidden;
            let there = $ask.await.map(drop).map_err(|error| format!("{error:?}"));
            let $id = owner.new_id();
            let _of_one_type = [$hidden, $id];
            let not_there = $ask.await.map(drop).map_err(|error| format!("{error:?}"));
            assert!(there.is_err());
            assert_eq!(there, not_there, "{}", stringify!($ask));
        })*};
    }
    alike![
        |id = method| ada.update_method(id, a_method()),
        |id = method| ada.remove_method(id),
        |id = address| ada.update_address(id, an_address()),
        |id = address| ada.remove_address(id),
        |id = liking| ada.update_preference(id, a_liking()),
        |id = liking| ada.remove_preference(id),
        |id = file| ada.read_attachment(id),
        |id = file| ada.remove_attachment(id),
        |id = purchase| ada.update_purchase(id, a_purchase(mine)),
        |id = purchase| ada.delete_purchase(id),
        |id = link| ada.update_link(id, a_link()),
        |id = link| ada.unlink_contact(id),
        |id = relation| ada.remove_relation(id),
        |id = row| ada.restore_value(changed.tx, id, "level"),
    ];
}
