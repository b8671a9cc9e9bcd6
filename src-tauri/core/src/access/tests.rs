//! Two people in one workspace: each path shows and takes what the gate admits, and nothing else.

use serde_json::json;

use super::words::{Action, Object};
use crate::contacts::{ContactDraft, LinkDraft};
use crate::customers::{BulkEdit, CustomerDraft, CustomerKind, DuplicateProbe, FieldPatch};
use crate::methods::{MethodDraft, MethodKind};
use crate::people::UserDraft;
use crate::purchases::PurchaseDraft;
use crate::testing::a_workspace;
use crate::views::{Entity, ListQuery, Selection, Sort};
use crate::{Crm, CustomerId, Error, Session, UserId};

/// A colleague with a ready-made role, acting.
pub(crate) async fn with_role(crm: &Crm, name: &str, code: &str) -> Session {
    let owner = crm.session();
    let user = owner.create_user(UserDraft::named(name)).await.unwrap();
    let roles = owner.list_roles().await.unwrap();
    let role = roles.iter().find(|role| role.code.as_deref() == Some(code)).unwrap().id;
    owner.set_roles(user, &[role]).await.unwrap();
    crm.session_of(user)
}

/// A customer of somebody, with a phone, a contact, a tag, an industry and a purchase of 100 yuan.
pub(crate) async fn a_customer(crm: &Crm, name: &str, owner: UserId, phone: &str) -> CustomerId {
    let session = crm.session();
    let draft = CustomerDraft {
        owner_id: Some(owner),
        industry: Some(format!("industry of {name}")),
        tags: vec!["vip".into()],
        methods: vec![MethodDraft { kind: MethodKind::Mobile, label: None, raw: phone.into() }],
        ..CustomerDraft::named(CustomerKind::Organisation, name)
    };
    let id = session.create_customer(draft).await.unwrap();
    let contact = ContactDraft { customer_id: Some(id), ..ContactDraft::named(&format!("{name} boss")) };
    session.create_contact(contact).await.unwrap();
    let purchase = PurchaseDraft {
        customer_id: id,
        product_id: None,
        bought_on: "2026-01-10".into(),
        quantity: "1".into(),
        amount: "100".into(),
        currency: "CNY".into(),
        source: None,
        reference: None,
    };
    session.create_purchase(purchase).await.unwrap();
    id
}

fn everything() -> Selection {
    Selection::Query { query: ListQuery::default(), except: vec![] }
}

async fn names(session: &Session, query: ListQuery) -> Vec<String> {
    let page = session.list_customers(&query, 0, 50).await.unwrap();
    assert_eq!(page.total, page.rows.len() as u64);
    page.rows.into_iter().map(|row| row.name).collect()
}

pub(super) fn by(field: &str) -> ListQuery {
    ListQuery { sort: vec![Sort { field: field.to_owned(), descending: false }], ..ListQuery::default() }
}

/// Ada sells; mine is hers, theirs is Bob's.
pub(super) async fn two_sellers() -> (tempfile::TempDir, Crm, Session, Session, CustomerId, CustomerId) {
    let (dir, crm) = a_workspace().await;
    let ada = with_role(&crm, "Ada", "sales").await;
    let bob = with_role(&crm, "Bob", "sales").await;
    let mine = a_customer(&crm, "Mine", ada.actor(), "13800000001").await;
    let theirs = a_customer(&crm, "Theirs", bob.actor(), "13800000002").await;
    (dir, crm, ada, bob, mine, theirs)
}

#[tokio::test]
async fn contacts_stand_by_the_customers_one_sees() {
    let (_dir, crm, ada, _bob, mine, theirs) = two_sellers().await;
    let owner = crm.session();
    let late = a_customer(&crm, "Zeta", ada.actor(), "13800000003").await;
    // Bob's customer is the main one of a contact that Ada knows through hers.
    let both = ContactDraft { customer_id: Some(late), ..ContactDraft::named("Both") };
    let both = owner.create_contact(both).await.unwrap();
    let main = LinkDraft { role: None, is_primary: true, from_on: None, to_on: None };
    owner.link_contact(theirs, both, main).await.unwrap();
    let patch = FieldPatch { field: "name".into(), value: Some("Alpha".into()) };
    owner.update_customer(theirs, vec![patch]).await.unwrap();
    let listed = async |session: &Session, descending| {
        let sort = vec![Sort { field: "customers".into(), descending }];
        let page = session.list_contacts(&ListQuery { sort, ..ListQuery::default() }, 0, 50).await.unwrap();
        let named = page.rows.into_iter().map(|row| (row.name, row.customer.unwrap().name));
        named.collect::<Vec<_>>()
    };
    let said = |rows: &[(&str, &str)]| -> Vec<(String, String)> {
        rows.iter().map(|(name, customer)| ((*name).to_owned(), (*customer).to_owned())).collect()
    };
    let all = [("Theirs boss", "Alpha"), ("Both", "Alpha"), ("Mine boss", "Mine"), ("Zeta boss", "Zeta")];
    assert_eq!(listed(&owner, false).await, said(&all));
    assert_eq!(listed(&ada, false).await, said(&[("Mine boss", "Mine"), ("Zeta boss", "Zeta"), ("Both", "Zeta")]));
    assert_eq!(listed(&ada, true).await, said(&[("Both", "Zeta"), ("Zeta boss", "Zeta"), ("Mine boss", "Mine")]));
    // Among several that one sees, the main one counts, then those of today, then the oldest link.
    let ended = LinkDraft { to_on: Some("2025-01-01".into()), is_primary: false, role: None, from_on: None };
    let links = owner.contact(both).await.unwrap().customers;
    let link = links.iter().find(|link| link.customer_id == late).unwrap().link_id;
    owner.update_link(link, ended).await.unwrap();
    owner
        .link_contact(mine, both, LinkDraft { role: None, is_primary: false, from_on: None, to_on: None })
        .await
        .unwrap();
    assert_eq!(listed(&ada, false).await, said(&[("Mine boss", "Mine"), ("Both", "Mine"), ("Zeta boss", "Zeta")]));
}

#[tokio::test]
async fn lists_counts_and_suggestions_hold_what_one_sees() {
    let (_dir, crm, ada, _bob, mine, theirs) = two_sellers().await;
    for query in [ListQuery::default(), by("name"), by("owner"), by("city"), by("lastPurchaseOn")] {
        assert_eq!(names(&ada, query.clone()).await, ["Mine"]);
        assert_eq!(names(&crm.session(), query).await.len(), 2);
    }
    for filter in [
        json!({"field": "owner", "op": "is", "value": ada.actor()}),
        json!({"field": "lifecycle", "op": "is", "value": "prospect"}),
        json!({"relation": "purchases", "has": {"field": "currency", "op": "is", "value": "CNY"}}),
        json!({"field": "name", "op": "not_empty"}),
    ] {
        assert_eq!(
            names(&ada, ListQuery { filter: Some(filter.to_string()), ..by("name") }).await,
            ["Mine"],
            "{filter}"
        );
    }
    assert_eq!(names(&ada, ListQuery { text: Some("heirs".into()), ..by("name") }).await, Vec::<String>::new());
    assert_eq!(ada.count_customers(&everything()).await.unwrap(), 1);
    assert_eq!(ada.workspace_facts().await.unwrap().customers, 1);
    let ids = Selection::Ids { ids: vec![uuid::Uuid::from(mine).into(), uuid::Uuid::from(theirs).into()] };
    assert_eq!(ada.count_customers(&ids).await.unwrap(), 1);
    assert_eq!(ada.customer_neighbours(&by("name"), theirs).await.unwrap().position, 0);
    assert_eq!(ada.customer_neighbours(&by("name"), mine).await.unwrap().total, 1);
    let contacts = ada.list_contacts(&by("name"), 0, 10).await.unwrap();
    assert_eq!(contacts.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Mine boss"]);
    assert_eq!(ada.count_contacts(&everything()).await.unwrap(), 1);
    assert_eq!(ada.suggest_values(Entity::Customer, "industry", "").await.unwrap(), ["industry of Mine"]);
    assert_eq!(ada.list_tags().await.unwrap()[0].customers, 1);
    let users = ada.list_users().await.unwrap();
    assert_eq!(
        users.iter().map(|user| (user.name.as_str(), user.customers)).collect::<Vec<_>>(),
        [("Ada", 1), ("Bob", 0), ("Owner", 0)]
    );
}

#[tokio::test]
async fn records_and_their_past_are_found_by_those_who_see_them() {
    let (_dir, crm, ada, _bob, mine, theirs) = two_sellers().await;
    assert_eq!(ada.customer(mine).await.unwrap().name, "Mine");
    assert!(matches!(ada.customer(theirs).await, Err(Error::NotFound("customer"))));
    assert!(matches!(ada.purchasing(theirs).await, Err(Error::NotFound("customer"))));
    assert!(matches!(ada.list_purchases(theirs, 0, 9).await, Err(Error::NotFound("customer"))));
    let root = |id: CustomerId| uuid::Uuid::from(id).into();
    assert!(!ada.history(root(mine), None).await.unwrap().entries.is_empty());
    assert!(matches!(ada.history(root(theirs), None).await, Err(Error::NotFound(_))));
    assert!(matches!(ada.record_as_of(root(theirs), ada.now()).await, Err(Error::NotFound(_))));
    // A relation to a hidden customer says nothing of it.
    crm.session().add_relation(mine, crate::relations::RelationKind::Parent, theirs).await.unwrap();
    assert!(ada.customer(mine).await.unwrap().relations.is_empty());
    let related = |name: &str| ListQuery {
        filter: Some(
            json!({"relation": "relations", "has": {"field": "customer", "op": "is", "value": name}}).to_string(),
        ),
        ..by("name")
    };
    assert_eq!(names(&crm.session(), related("Theirs")).await, ["Mine"]);
    assert_eq!(names(&ada, related("Theirs")).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_search_box_finds_what_one_sees() {
    let (_dir, crm, ada, _bob, ..) = two_sellers().await;
    for (text, found) in
        [("boss", vec!["Mine boss"]), ("theirs", vec![]), ("0000002", vec![]), ("0000001", vec!["Mine"])]
    {
        let hits = ada.search(text, 20, None).await.unwrap();
        assert_eq!(hits.hits.iter().map(|hit| hit.title.as_str()).collect::<Vec<_>>(), found, "{text}");
        assert_eq!(hits.after, None);
    }
    assert_eq!(crm.session().search("boss", 20, None).await.unwrap().hits.len(), 2);
    // Contacts are shared by two customers: the hidden one is not named.
    let boss = crm.session().search("theirs boss", 1, None).await.unwrap().hits.remove(0);
    assert_eq!(boss.subtitle.as_deref(), Some("Theirs"));
}

#[tokio::test]
async fn a_write_beyond_the_rows_is_refused_whole_and_written_down() {
    let (_dir, crm, ada, bob, mine, theirs) = two_sellers().await;
    let rename = || vec![FieldPatch { field: "name".into(), value: Some("Renamed".into()) }];
    ada.update_customer(mine, rename()).await.unwrap();
    assert!(matches!(ada.update_customer(theirs, rename()).await, Err(Error::NotFound("customer"))));
    let phone = || MethodDraft { kind: MethodKind::Mobile, label: None, raw: "13900000000".into() };
    assert!(matches!(ada.add_method(theirs.into(), phone()).await, Err(Error::NotFound("customer"))));
    let method = crm.session().customer(theirs).await.unwrap().methods[0].id;
    assert!(matches!(ada.update_method(method, phone()).await, Err(Error::NotFound("method"))));
    assert!(matches!(ada.remove_method(method).await, Err(Error::NotFound("method"))));
    // Not allowed at all.
    let Err(Error::Forbidden(rule)) = ada.delete_customers(&everything()).await else { panic!("deleted") };
    assert_eq!(rule, super::Rule::action(Object::Customers, Action::Delete));
    // Giving away needs its own right.
    let give = vec![FieldPatch { field: "ownerId".into(), value: Some(bob.actor().to_string()) }];
    let Err(Error::Forbidden(rule)) = ada.update_customer(mine, give).await else { panic!("given") };
    assert_eq!(rule.to_string(), "customers.transfer.rows");
    let named = CustomerDraft { owner_id: Some(bob.actor()), ..CustomerDraft::named(CustomerKind::Person, "x") };
    assert!(matches!(ada.create_customer(named).await, Err(Error::Forbidden(_))));
    // A bulk edit reaches what one sees and nothing else.
    let edit = BulkEdit {
        patches: vec![FieldPatch { field: "level".into(), value: Some("A".into()) }],
        add_tags: vec![],
        remove_tags: vec![],
    };
    assert_eq!(ada.bulk_edit_customers(&everything(), &edit).await.unwrap(), 1);
    assert_eq!(crm.session().customer(theirs).await.unwrap().level, None);
    let refusals: i64 = sqlx::query_scalar("SELECT count(*) FROM change_tx WHERE op = 'access.refused' AND actor = ?")
        .bind(ada.actor())
        .fetch_one(crm.session().read().await.unwrap().conn())
        .await
        .unwrap();
    assert_eq!(refusals, 3);
    assert!(crm.session().check(false).await.unwrap().ok, "refusals stand in the chain");
}

#[tokio::test]
async fn an_export_holds_no_row_that_may_be_seen_alone() {
    let (_dir, crm, ada, ..) = two_sellers().await;
    let roles = crm.session().list_roles().await.unwrap();
    let role = |code: &str| roles.iter().find(|role| role.code.as_deref() == Some(code)).unwrap().id;
    crm.session().set_roles(ada.actor(), &[role("sales_manager"), role("read_only")]).await.unwrap();
    let own = json!({"field": "owner", "op": "is", "value": ada.actor()});
    let own = ListQuery { filter: Some(own.to_string()), ..by("name") };
    assert_eq!(names(&ada, by("name")).await, ["Mine", "Theirs"]);
    assert_eq!(ada.begin_export(Entity::Customer, &own).await.unwrap(), 1);
    for (entity, refused) in [(Entity::Customer, "customers.export.rows"), (Entity::Contact, "contacts.export.rows")] {
        let Err(Error::Forbidden(rule)) = ada.begin_export(entity, &by("name")).await else { panic!("exported") };
        assert_eq!(rule.to_string(), refused);
    }
}

#[tokio::test]
async fn an_undo_is_checked_like_the_operation() {
    let (_dir, crm, ada, bob, mine, _theirs) = two_sellers().await;
    let rename = vec![FieldPatch { field: "name".into(), value: Some("Renamed".into()) }];
    ada.update_customer(mine, rename).await.unwrap();
    let give = vec![FieldPatch { field: "ownerId".into(), value: Some(bob.actor().to_string()) }];
    crm.session().update_customer(mine, give).await.unwrap();
    assert!(matches!(ada.undo().await, Err(Error::Forbidden(rule)) if rule.to_string() == "customers.edit.rows"));
    crm.session().undo().await.unwrap();
    assert_eq!(ada.undo().await.unwrap().op, "customers.update");
    assert_eq!(ada.customer(mine).await.unwrap().name, "Mine");
}

#[tokio::test]
async fn rights_follow_a_change_at_once() {
    let (_dir, crm, ada, _bob, ..) = two_sellers().await;
    assert_eq!(ada.count_customers(&everything()).await.unwrap(), 1);
    let roles = crm.session().list_roles().await.unwrap();
    let finance = roles.iter().find(|role| role.code.as_deref() == Some("finance")).unwrap().id;
    crm.session().set_roles(ada.actor(), &[finance]).await.unwrap();
    assert_eq!(ada.count_customers(&everything()).await.unwrap(), 2);
    crm.session().set_roles(ada.actor(), &[]).await.unwrap();
    assert_eq!(ada.count_customers(&everything()).await.unwrap(), 0);
    assert_eq!(ada.count_contacts(&everything()).await.unwrap(), 0);
    crm.session().set_roles(ada.actor(), &[finance]).await.unwrap();
    crm.session().archive_user(ada.actor()).await.unwrap();
    assert_eq!(ada.count_customers(&everything()).await.unwrap(), 0, "who has left sees nothing");
}

#[tokio::test]
async fn a_team_and_a_department_see_each_other() {
    let (_dir, crm, _ada, bob, ..) = two_sellers().await;
    let manager = with_role(&crm, "Manager", "sales_manager").await;
    assert_eq!(manager.count_customers(&everything()).await.unwrap(), 0);
    let department = |name: &str, parent_id| crate::people::DepartmentDraft { name: name.into(), parent_id };
    let top = crm.session().create_department(&department("Sales", None)).await.unwrap();
    let east = crm.session().create_department(&department("East", Some(top))).await.unwrap();
    crm.session().place_user(manager.actor(), Some(top)).await.unwrap();
    crm.session().place_user(bob.actor(), Some(east)).await.unwrap();
    assert_eq!(names(&manager, by("name")).await, ["Theirs"]);
    assert_eq!(manager.search("boss", 9, None).await.unwrap().hits.len(), 1);
}

#[tokio::test]
async fn duplicates_beyond_the_rows_are_told_masked_with_their_owner() {
    let (_dir, _crm, ada, _bob, mine, _theirs) = two_sellers().await;
    let probe = |name: &str| DuplicateProbe { name: Some(name.into()), tax_code: None, methods: vec![], except: None };
    let own = ada.customer_duplicates(&probe("Mine")).await.unwrap().remove(0);
    assert_eq!(own.customer.map(|customer| customer.id), Some(mine));
    let hit = ada.customer_duplicates(&probe("Theirs")).await.unwrap().remove(0);
    assert_eq!((hit.customer, hit.owner_name.as_deref(), hit.value.as_str()), (None, Some("Bob"), "Th****"));
}

#[tokio::test]
async fn masked_fields_are_recognised_and_not_learnt() {
    let (_dir, crm, ada, _bob, mine, _theirs) = two_sellers().await;
    let marketing = with_role(&crm, "Marketing", "marketing").await;
    let service = with_role(&crm, "Service", "service").await;
    assert_eq!(ada.customer(mine).await.unwrap().methods[0].raw, "13800000001");
    let record = marketing.customer(mine).await.unwrap();
    assert_eq!((record.methods[0].raw.as_str(), record.methods[0].norm.as_str()), ("138****0001", "138****0001"));
    let page = marketing.list_customers(&by("name"), 0, 9).await.unwrap();
    assert_eq!(page.rows[0].phone.as_deref(), Some("138****0001"));
    let past = marketing.history(uuid::Uuid::from(mine).into(), None).await.unwrap();
    let number = past.entries.iter().find(|entry| entry.table == "contact_methods").unwrap();
    assert_eq!(number.new.as_deref(), Some("138****0001"));
    let then = marketing.record_as_of(uuid::Uuid::from(mine).into(), marketing.now()).await.unwrap();
    assert!(!format!("{then:?}").contains("13800000001"));
    // Not digit by digit either: by no filter, no order, no fragment. A whole number is known already.
    for query in [
        ListQuery {
            filter: Some(json!({"field": "phone", "op": "contains", "value": "1380"}).to_string()),
            ..by("name")
        },
        by("phone"),
    ] {
        assert!(matches!(marketing.list_customers(&query, 0, 9).await, Err(Error::Invalid(_))));
    }
    assert!(!marketing.list_fields(Entity::Customer).await.unwrap().iter().any(|field| field.field == "phone"));
    assert!(marketing.search("0000001", 9, None).await.unwrap().hits.is_empty());
    assert_eq!(names(&marketing, ListQuery { text: Some("0000001".into()), ..by("name") }).await, Vec::<String>::new());
    assert_eq!(marketing.search("138 0000 0001", 9, None).await.unwrap().hits.len(), 1);
    // Looking behind the mask is a right of its own, and written down.
    let Err(Error::Forbidden(rule)) = marketing.reveal(mine.into(), super::GuardedField::Phone).await else {
        panic!("revealed")
    };
    assert_eq!(rule.to_string(), "customers.reveal.rows");
    for today in 1..=2 {
        let revealed = service.reveal(mine.into(), super::GuardedField::Phone).await.unwrap();
        assert_eq!((revealed.methods[0].raw.as_str(), revealed.today), ("13800000001", today));
    }
    crm.clock().advance_ms(24 * 60 * 60 * 1000);
    assert_eq!(service.reveal(mine.into(), super::GuardedField::Phone).await.unwrap().today, 1);
    // What is not seen whole is not changed.
    let method = crm.session().customer(mine).await.unwrap().methods[0].id;
    let other = MethodDraft { kind: MethodKind::Mobile, label: None, raw: "13900000000".into() };
    let Err(Error::Forbidden(rule)) = service.update_method(method, other).await else { panic!("changed") };
    assert_eq!(rule.to_string(), "customers.edit.phone");
}

#[tokio::test]
async fn insights_count_what_one_sees() {
    let (_dir, crm, ada, bob, mine, theirs) = two_sellers().await;
    let all = crm.session().insights(Default::default()).await.unwrap();
    assert_eq!((all.customers, all.months[0].amount_minor, all.by_owner.len()), (2, 20_000, 2));
    let own = ada.insights(Default::default()).await.unwrap();
    assert_eq!((own.customers, own.months[0].amount_minor, own.months[0].customers), (1, 10_000, 1));
    assert_eq!(own.top.iter().map(|top| top.id).collect::<Vec<_>>(), [mine]);
    assert_eq!(own.by_owner.iter().map(|count| count.label.as_deref()).collect::<Vec<_>>(), [Some("Ada")]);
    assert_eq!(own.rfm.iter().map(|cell| cell.customers).sum::<i64>(), 1);
    assert_eq!(own.by_source.iter().map(|count| count.count).sum::<i64>(), 1);
    // Asking for another's says nothing.
    let query = crate::insights::InsightsQuery { owner_id: Some(bob.actor()), ..Default::default() };
    let nothing = ada.insights(query).await.unwrap();
    assert_eq!((nothing.customers, nothing.months.len(), nothing.top.len()), (0, 0, 0));
    let theirs_too = bob.insights(Default::default()).await.unwrap();
    assert_eq!(theirs_too.top.iter().map(|top| top.id).collect::<Vec<_>>(), [theirs]);
}
