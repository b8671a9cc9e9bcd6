//! Stories of privacy: what a person said, what is held on them, and that nothing is left when they are gone.

use serde_json::json;
use sqlx::SqliteConnection;

use super::consent::{Basis, ConsentChannel, ConsentDraft, ConsentState, Purpose};
use super::{RetentionAction, RetentionCondition, RetentionDraft, RetentionObject, Words};
use crate::access::tests::with_role;
use crate::addresses::AddressDraft;
use crate::contacts::{ContactDraft, LinkDraft};
use crate::customers::{CustomerDraft, CustomerKind, FieldPatch};
use crate::fields::{FieldDefDraft, FieldKind};
use crate::methods::{MethodDraft, MethodKind};
use crate::preferences::PreferenceDraft;
use crate::purchases::PurchaseDraft;
use crate::testing::a_workspace;
use crate::views::{Entity, ListQuery, Selection, ViewDefinition};
use crate::{ContactId, Crm, CustomerId, Error, ParentRef, RecordId, Session};

fn said(channel: ConsentChannel, state: ConsentState, day: &str) -> ConsentDraft {
    ConsentDraft {
        channel,
        purpose: Purpose::Marketing,
        state,
        basis: Basis::Consent,
        source: Some("trade fair".into()),
        proof: None,
        file_id: None,
        stated_on: Some(day.into()),
    }
}

async fn a_person(session: &Session, name: &str) -> CustomerId {
    session.create_customer(CustomerDraft::named(CustomerKind::Person, name)).await.unwrap()
}

fn a_purchase(customer_id: CustomerId, words: &str) -> PurchaseDraft {
    PurchaseDraft {
        customer_id,
        product_id: None,
        bought_on: "2026-01-10".into(),
        quantity: "1".into(),
        amount: "100".into(),
        currency: "CNY".into(),
        source: Some(format!("{words}s")),
        reference: Some(format!("{words}r")),
    }
}

#[tokio::test]
async fn the_newest_statement_counts_and_a_withdrawal_closes_the_channel() {
    let (dir, crm) = a_workspace().await;
    let session = crm.session();
    let ada = session.create_contact(ContactDraft::named("Ada")).await.unwrap().into();
    let yes = said(ConsentChannel::Email, ConsentState::Given, "2026-01-02");
    let file = dir.path().join("form.pdf");
    std::fs::write(&file, "signed").unwrap();
    let files = session.attach_files(ada, &[&file]).await.unwrap();
    let proved = ConsentDraft { file_id: Some(files[0]), proof: Some("I agree".into()), ..yes.clone() };
    session.record_consent(ada, proved).await.unwrap();
    assert_eq!(session.consents(ada).await.unwrap().refused, []);
    session.record_consent(ada, said(ConsentChannel::Email, ConsentState::Withdrawn, "2026-01-10")).await.unwrap();
    // Written down later, said earlier: it does not count any more.
    session.record_consent(ada, said(ConsentChannel::Email, ConsentState::Given, "2026-01-05")).await.unwrap();
    let known = session.consents(ada).await.unwrap();
    assert_eq!((known.current.len(), known.history.len()), (1, 3));
    assert_eq!(known.refused, [ConsentChannel::Email]);
    assert_eq!(known.history[2].file.as_ref().unwrap().name, "form.pdf");
    session.undo().await.unwrap();
    session.undo().await.unwrap();
    assert_eq!(session.consents(ada).await.unwrap().refused, []);
    session.remove_attachment(files[0]).await.unwrap();
    assert_eq!(session.consents(ada).await.unwrap().history[0].file, None, "the statement outlives the file");

    let tomorrow = said(ConsentChannel::Email, ConsentState::Given, "2026-01-16");
    let Err(Error::Invalid(fields)) = session.record_consent(ada, tomorrow).await else { panic!() };
    assert_eq!((fields[0].field.as_str(), fields[0].code.as_str()), ("statedOn", "date.future"));
    let stranger = ConsentDraft { file_id: Some(files[0]), ..yes.clone() };
    assert!(matches!(session.record_consent(ada, stranger).await, Err(Error::Invalid(_))));
    let company = session.create_customer(CustomerDraft::named(CustomerKind::Organisation, "Acme")).await.unwrap();
    assert!(matches!(session.record_consent(company.into(), yes.clone()).await, Err(Error::Invalid(_))));

    let reader = with_role(&crm, "Bo", "read_only").await;
    assert!(matches!(reader.record_consent(ada, yes.clone()).await, Err(Error::Forbidden(_))));
    assert_eq!(reader.consents(ada).await.unwrap().current.len(), 1);
    let marketing = with_role(&crm, "Cy", "marketing").await;
    marketing.record_consent(ada, said(ConsentChannel::Email, ConsentState::Withdrawn, "2026-01-11")).await.unwrap();
    let sales = with_role(&crm, "Di", "sales").await;
    assert!(matches!(sales.consents(ada).await, Err(Error::NotFound(_))));
    assert!(matches!(sales.record_consent(ada, yes).await, Err(Error::NotFound(_))));
}

/// Strings that occur nowhere else, counted.
#[derive(Default)]
struct Seeds(Vec<String>);

impl Seeds {
    fn next(&mut self) -> String {
        self.0.push(format!("zq{:04}kx", self.0.len()));
        self.0.last().unwrap().clone()
    }

    fn maybe(&mut self) -> Option<String> {
        Some(self.next())
    }
}

/// Writes, changes and removes until every place a person can be written to has been written to.
async fn plant(session: &Session, dir: &std::path::Path, person: ParentRef, seeds: &mut Seeds) {
    let field = FieldDefDraft {
        entity: match person {
            ParentRef::Customer { .. } => Entity::Customer,
            ParentRef::Contact { .. } => Entity::Contact,
        },
        kind: FieldKind::Text,
        label_en: "Car".into(),
        label_zh: "车".into(),
    };
    let field = session.create_field_def(field).await.unwrap();
    let patch = |field: &str, value: String| vec![FieldPatch { field: field.to_owned(), value: Some(value) }];
    let columns: &[&str] = match person {
        ParentRef::Customer { .. } => &["name", "shortName", "industry", "source", "note"],
        ParentRef::Contact { .. } => &["name", "familyName", "givenName", "title", "department", "note"],
    };
    for round in 0..20 {
        let custom = format!("custom:{field}");
        for column in columns.iter().copied().chain([custom.as_str()]) {
            let value = patch(column, seeds.next());
            match person {
                ParentRef::Customer { id } => session.update_customer(id, value).await.unwrap(),
                ParentRef::Contact { id } => session.update_contact(id, value).await.unwrap(),
            }
        }
        let method = |raw: String, label| MethodDraft { kind: MethodKind::Other, label, raw };
        let draft = method(seeds.next(), seeds.maybe());
        let id = session.add_method(person, draft).await.unwrap();
        session.update_method(id, method(seeds.next(), seeds.maybe())).await.unwrap();
        let address = AddressDraft {
            label: seeds.maybe(),
            country: "DE".into(),
            division: None,
            province: seeds.maybe(),
            city: seeds.maybe(),
            district: seeds.maybe(),
            street: seeds.maybe(),
            postcode: seeds.maybe(),
        };
        let address = session.add_address(person, address).await.unwrap();
        let liking = PreferenceDraft {
            key: seeds.next(),
            value: seeds.next(),
            source: seeds.maybe(),
            confidence: None,
            observed_on: None,
        };
        let liking = session.add_preference(person, liking).await.unwrap();
        let consent = ConsentDraft {
            source: seeds.maybe(),
            proof: seeds.maybe(),
            ..said(ConsentChannel::Sms, ConsentState::Given, "2026-01-02")
        };
        session.record_consent(person, consent).await.unwrap();
        session.keep_draft(person, &format!("field{round}"), Some(&seeds.next())).await.unwrap();
        let file = dir.join(seeds.next());
        std::fs::write(&file, seeds.next()).unwrap();
        let files = session.attach_files(person, &[&file]).await.unwrap();
        std::fs::remove_file(&file).unwrap();
        if round % 2 == 0 {
            session.remove_method(id).await.unwrap();
            session.remove_address(address).await.unwrap();
            session.remove_preference(liking).await.unwrap();
            session.remove_attachment(files[0]).await.unwrap();
            session.undo().await.unwrap();
        }
        if let ParentRef::Customer { id } = person {
            let purchase = session.create_purchase(a_purchase(id, &seeds.next())).await.unwrap();
            session.update_purchase(purchase, a_purchase(id, &seeds.next())).await.unwrap();
        }
    }
}

/// Every value of every table, those the index keeps for itself included.
async fn dump(conn: &mut SqliteConnection) -> Vec<u8> {
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table'").fetch_all(&mut *conn).await.unwrap();
    let mut all = Vec::new();
    for table in tables.iter().filter(|table| *table != "search_index") {
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
            .bind(table)
            .fetch_all(&mut *conn)
            .await
            .unwrap();
        for column in columns {
            let sql = format!("SELECT CAST(\"{column}\" AS BLOB) FROM \"{table}\" WHERE \"{column}\" IS NOT NULL");
            let values: Vec<Vec<u8>> =
                sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(&mut *conn).await.unwrap();
            all.extend(values.into_iter().flat_map(|value| [value, vec![0]].concat()));
        }
    }
    // The index keeps its terms without their common beginnings: they are asked of it.
    sqlx::query("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'search_index', 'row')")
        .execute(&mut *conn)
        .await
        .unwrap();
    let terms: Vec<String> = sqlx::query_scalar("SELECT term FROM temp.terms").fetch_all(&mut *conn).await.unwrap();
    sqlx::query("DROP TABLE temp.terms").execute(conn).await.unwrap();
    all.extend(terms.join("\n").into_bytes());
    all
}

async fn found(crm: &Crm, seeds: &Seeds) -> Vec<String> {
    let mut writer = crm.database().writer().await.unwrap();
    let all = dump(&mut writer.conn).await;
    drop(writer);
    let all = String::from_utf8_lossy(&all);
    seeds.0.iter().filter(|seed| all.contains(seed.as_str())).cloned().collect()
}

/// The page of the index may hold what was removed, too: its blocks have one common beginning of ours.
async fn index_is_clean(crm: &Crm) -> bool {
    let mut writer = crm.database().writer().await.unwrap();
    let blocks: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT block FROM search_index_data").fetch_all(&mut writer.conn).await.unwrap();
    !blocks.iter().any(|block| block.windows(3).any(|bytes| bytes == b"zq0"))
}

async fn sums(crm: &Crm) -> Vec<(String, String, i64, i64, i64)> {
    let mut writer = crm.database().writer().await.unwrap();
    sqlx::query_as("SELECT currency, month, purchases, amount_minor, customers FROM revenue_months")
        .fetch_all(&mut writer.conn)
        .await
        .unwrap()
}

#[tokio::test]
async fn nothing_is_left_of_an_erased_person_but_the_sums() {
    let (dir, crm) = a_workspace().await;
    let session = crm.session();
    let mut seeds = Seeds::default();
    let buyer = a_person(&session, &seeds.next()).await;
    let contact = session.create_contact(ContactDraft::named(&seeds.next())).await.unwrap();
    let company = session.create_customer(CustomerDraft::named(CustomerKind::Organisation, "Acme")).await.unwrap();
    for customer in [company, buyer] {
        let role = LinkDraft { role: seeds.maybe(), is_primary: false, from_on: None, to_on: None };
        let link = session.link_contact(customer, contact, role).await.unwrap();
        let role = LinkDraft { role: seeds.maybe(), is_primary: false, from_on: None, to_on: None };
        session.update_link(link, role).await.unwrap();
        if customer == buyer {
            session.unlink_contact(link).await.unwrap();
        }
    }
    plant(&session, dir.path(), buyer.into(), &mut seeds).await;
    plant(&session, dir.path(), contact.into(), &mut seeds).await;
    assert!(seeds.0.len() >= 1_000, "{}", seeds.0.len());
    let name = session.customer(buyer).await.unwrap().name;
    let filter = json!({"field": "name", "op": "contains", "value": name}).to_string();
    let definition = ViewDefinition { filter: Some(filter.clone()), sort: vec![], columns: vec!["name".into()] };
    session.save_view(Entity::Customer, &format!("only {name}"), false, &definition).await.unwrap();
    session.begin_export(Entity::Customer, &ListQuery { filter: Some(filter), ..ListQuery::default() }).await.unwrap();
    let report = session.subject_report(buyer.into()).await.unwrap().json().to_string();
    assert!(seeds.0.iter().filter(|seed| report.contains(seed.as_str())).count() > 300);
    session
        .update_customer(company, vec![FieldPatch { field: "note".into(), value: Some("knows 张三丰".into()) }])
        .await
        .unwrap();
    session.back_up().await.unwrap();
    assert_eq!(found(&crm, &seeds).await.len(), seeds.0.len() - 40, "all but the content of forty files");
    let before = sums(&crm).await;

    // The dry run tells and changes nothing.
    let plan = session.erasure_plan(buyer.into()).await.unwrap();
    assert_eq!((plan.name.as_str(), plan.backups.len(), plan.alias.is_some()), (name.as_str(), 1, true));
    let counted: Vec<&str> = plan.places.iter().map(|place| place.place.as_str()).collect();
    for place in [
        "addresses",
        "attachments",
        "change",
        "consents",
        "contact_methods",
        "customers",
        "drafts",
        "field_values",
        "preferences",
        "purchases",
        "views",
    ] {
        assert!(counted.contains(&place), "{place} in {counted:?}");
    }
    assert_eq!(session.erasure_plan(buyer.into()).await.unwrap(), plan);
    assert!(matches!(session.erase_subject(buyer.into(), "somebody").await, Err(Error::Conflict("name_mismatch"))));
    let manager = with_role(&crm, "Bo", "sales_manager").await;
    assert!(matches!(manager.erase_subject(buyer.into(), &name).await, Err(Error::Forbidden(_))));

    let erased = session.erase_subject(buyer.into(), &name).await.unwrap();
    assert!(erased.compacted);
    assert_eq!((&erased.certificate.places, &erased.certificate.alias), (&plan.places, &plan.alias));
    let other = session.contact(contact).await.unwrap().name;
    session.erase_subject(contact.into(), &other).await.unwrap();

    assert_eq!(found(&crm, &seeds).await, [] as [&str; 0]);
    assert!(index_is_clean(&crm).await);
    assert_eq!(std::fs::read_dir(crm.dir().join("attachments")).unwrap().count(), 0);
    assert_eq!(sums(&crm).await, before);
    let left = session.customer(buyer).await.unwrap();
    assert_eq!((Some(&left.name), left.note, left.methods.len()), (plan.alias.as_ref(), None, 0));
    assert_eq!(session.list_purchases(buyer, 0, 50).await.unwrap().total, 20);
    assert!(matches!(session.contact(contact).await, Err(Error::NotFound(_))));
    assert!(session.search(&name, 10, None).await.unwrap().hits.is_empty());
    let report = session.check(false).await.unwrap();
    assert!(report.ok, "{:?}", report.findings);
    assert_eq!(session.check_audit().await.unwrap(), []);
    assert_eq!(session.list_certificates().await.unwrap().len(), 2);

    // What could still be undone brings nothing back.
    let mut undone = 0;
    let end = loop {
        match session.undo().await {
            Ok(_) => undone += 1,
            Err(end) => break end,
        }
    };
    assert!(matches!(end, Error::NothingToUndo) && undone > 50, "{undone}: {end}");
    assert_eq!(found(&crm, &seeds).await, [] as [&str; 0]);
    assert!(session.check(false).await.unwrap().ok);
    assert_eq!(session.delete_backups(&[erased.backups[0].id.clone()]).await.unwrap(), 1);
    assert!(session.list_backups().unwrap().is_empty());
    assert!(matches!(session.delete_backups(&["../kehu.db".into()]).await, Err(Error::NotFound("backup"))));
}

#[tokio::test]
async fn other_records_that_name_the_person_are_told_and_left() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let person = a_person(&session, "张三丰").await;
    let note = CustomerDraft {
        note: Some("张三丰介绍".into()),
        ..CustomerDraft::named(CustomerKind::Organisation, "武当")
    };
    let friend = session.create_customer(note).await.unwrap();
    let plan = session.erasure_plan(person.into()).await.unwrap();
    assert_eq!(plan.mentions.iter().map(|mention| mention.record).collect::<Vec<_>>(), [friend.into()]);
    assert_eq!(plan.alias, None, "without purchases nothing stays");
    session.erase_subject(person.into(), " 张三丰 ").await.unwrap();
    assert_eq!(session.customer(friend).await.unwrap().note.as_deref(), Some("张三丰介绍"));
    assert!(matches!(session.customer(person).await, Err(Error::NotFound(_))));
}

#[tokio::test]
async fn an_entry_that_was_redacted_by_no_erasure_is_found() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let person = a_person(&session, "Ada").await;
    let rename = vec![FieldPatch { field: "name".into(), value: Some("Grace".into()) }];
    session.update_customer(person, rename).await.unwrap();
    {
        let mut writer = crm.database().writer().await.unwrap();
        let seq: i64 = sqlx::query_scalar("SELECT max(seq) FROM change WHERE kind = 'u'")
            .fetch_one(&mut writer.conn)
            .await
            .unwrap();
        crate::change::redact::redact(&mut writer.conn, 1, &[seq]).await.unwrap();
    }
    assert!(session.check(false).await.unwrap().ok, "the chain of hashes holds");
    assert_eq!(session.check_audit().await.unwrap().len(), 1);
}

fn words() -> Words {
    let parse = |report, history| Words::parse(report, history).unwrap();
    parse(
        include_str!("../../../../ui/src/i18n/zh-CN/report.json"),
        include_str!("../../../../ui/src/i18n/zh-CN/history.json"),
    )
}

#[tokio::test]
async fn a_report_holds_everything_is_written_down_and_runs_nothing() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let person = a_person(&session, "<script>alert('张伟')</script>").await;
    session.create_purchase(a_purchase(person, "inv")).await.unwrap();
    session.add_tag(person.into(), "vip").await.unwrap();
    let method = MethodDraft { kind: MethodKind::Mobile, label: None, raw: "13800138000".into() };
    session.add_method(person.into(), method).await.unwrap();
    session
        .record_consent(person.into(), said(ConsentChannel::Phone, ConsentState::Withdrawn, "2026-01-02"))
        .await
        .unwrap();
    session.reveal(person.into(), crate::access::GuardedField::Phone).await.unwrap();
    let report = session.subject_report(person.into()).await.unwrap();
    let json = report.json();
    assert_eq!(json["record"]["methods"][0]["raw"], "13800138000");
    assert_eq!(json["purchases"][0]["reference"], "invr");
    assert_eq!(json["consents"]["refused"][0], "phone");
    let ops: Vec<&str> = report.audit.iter().map(|line| line.op.as_str()).collect();
    assert_eq!(ops, ["privacy.report", "access.reveal"]);
    assert!(report.history.iter().any(|entry| entry.table == "purchases"));
    let page = report.html(&words(), session.zone());
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"));
    for word in [
        "inv",
        "vip",
        json["record"]["methods"][0]["display"].as_str().unwrap(),
        "100.00 CNY",
        "已撤回",
        "2026-01-15 16:00",
    ] {
        assert!(page.contains(word), "{word}");
    }
    for role in ["sales", "marketing", "read_only"] {
        let other = with_role(&crm, role, role).await;
        assert!(other.subject_report(person.into()).await.is_err(), "{role}");
    }
}

async fn a_rule(
    session: &Session,
    object: RetentionObject,
    condition: RetentionCondition,
    action: RetentionAction,
) -> crate::RetentionRuleId {
    session.save_retention_rule(RetentionDraft { object, condition, months: 12, action }).await.unwrap()
}

#[tokio::test]
async fn a_rule_is_looked_at_and_then_carried_out_by_hand() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let (old, company) = (
        a_person(&session, "Old").await,
        session.create_customer(CustomerDraft::named(CustomerKind::Organisation, "Acme")).await.unwrap(),
    );
    let put_aside: ContactId = session.create_contact(ContactDraft::named("Aside")).await.unwrap();
    let one = Selection::Ids { ids: vec![RecordId::from(uuid::Uuid::from(put_aside))] };
    session.archive_contacts(&one).await.unwrap();
    crm.clock().advance_ms(400 * 24 * 60 * 60 * 1000);
    let young = a_person(&session, "Young").await;
    let archive =
        a_rule(&session, RetentionObject::Customers, RetentionCondition::Inactive, RetentionAction::Archive).await;
    let erase =
        a_rule(&session, RetentionObject::Customers, RetentionCondition::Inactive, RetentionAction::Erase).await;
    let contacts =
        a_rule(&session, RetentionObject::Contacts, RetentionCondition::Archived, RetentionAction::Erase).await;
    let preview = session.preview_retention(archive).await.unwrap();
    let names: Vec<&str> = preview.first.iter().map(|case| case.name.as_str()).collect();
    assert_eq!((names, preview.total), (vec!["Acme", "Old"], 2));
    assert!(matches!(session.run_retention(archive, 1, &|_| {}).await, Err(Error::Conflict("count_changed"))));
    session.run_retention(archive, 2, &|_| {}).await.unwrap();
    assert!(session.customer(old).await.unwrap().archived_at.is_some());
    session.undo().await.unwrap();
    assert!(session.customer(old).await.unwrap().archived_at.is_none(), "putting aside can be undone");

    // The undo was an activity.
    assert_eq!(session.preview_retention(erase).await.unwrap().total, 0);
    crm.clock().advance_ms(400 * 24 * 60 * 60 * 1000);
    let preview = session.preview_retention(erase).await.unwrap();
    assert_eq!(preview.total, 2, "organisations are nobody's personal data");
    let told = std::sync::Mutex::new(Vec::new());
    session.run_retention(erase, 2, &|run| told.lock().unwrap().push(run.done)).await.unwrap();
    assert_eq!(*told.lock().unwrap(), [1, 2, 2]);
    for gone in [old, young] {
        assert!(matches!(session.customer(gone).await, Err(Error::NotFound(_))));
    }
    session.customer(company).await.unwrap();
    assert_eq!(session.preview_retention(contacts).await.unwrap().first[0].name, "Aside");
    session.run_retention(contacts, 1, &|_| {}).await.unwrap();
    assert!(session.list_certificates().await.unwrap().iter().all(|certificate| certificate.by_rule));
    assert_eq!(session.check_audit().await.unwrap(), []);

    let pointless = RetentionDraft {
        object: RetentionObject::Contacts,
        condition: RetentionCondition::Lost,
        months: 0,
        action: RetentionAction::Erase,
    };
    let Err(Error::Invalid(fields)) = session.save_retention_rule(pointless).await else { panic!() };
    assert_eq!(fields.len(), 2);
    session.remove_retention_rule(erase).await.unwrap();
    assert_eq!(session.list_retention_rules().await.unwrap().len(), 2);
    let sales = with_role(&crm, "Bo", "sales_manager").await;
    assert!(matches!(sales.list_retention_rules().await, Err(Error::Forbidden(_))));
    assert!(matches!(sales.run_retention(archive, 0, &|_| {}).await, Err(Error::Forbidden(_))));
}
