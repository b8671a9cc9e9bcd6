//! Lists at work: rows, changes, selections, saved views, suggestions.

use serde_json::json;
use uuid::Uuid;

use super::company::{self, FIELDS};
use crate::crm::{Crm, Session};
use crate::customers::{CustomerDraft, CustomerKind};
use crate::error::Error;
use crate::id::CustomerId;
use crate::parent::ParentRef;
use crate::views::{Entity, ListQuery, ListState, Selection, Sort, ViewDefinition};

async fn a_company() -> (tempfile::TempDir, Crm) {
    let (dir, crm) = crate::testing::a_workspace().await;
    company::store(&crm, &company::customers(60)).await;
    (dir, crm)
}

fn by(field: &str) -> ListQuery {
    ListQuery { sort: vec![Sort { field: field.to_owned(), descending: false }], ..ListQuery::default() }
}

async fn total(session: &Session, query: &ListQuery) -> u64 {
    session.list_customers(query, 0, 1).await.unwrap().total
}

#[tokio::test]
async fn a_list_follows_every_change() {
    let (_dir, crm) = a_company().await;
    let session = crm.session();
    let query = by("name");
    let before = total(&session, &query).await;
    let id = session.create_customer(CustomerDraft::named(CustomerKind::Person, "0 第一")).await.unwrap();
    let page = session.list_customers(&query, 0, 1).await.unwrap();
    assert_eq!((page.total, page.rows[0].id), (before + 1, id));
    assert_eq!(page.rows[0].owner.as_ref().map(|owner| owner.name.as_str()), Some("Owner"));
    let tag = session.add_tag(ParentRef::from(id), "重点").await.unwrap();
    let tagged =
        ListQuery { filter: Some(json!({"field": "tags", "op": "any", "value": [tag.id]}).to_string()), ..by("name") };
    let page = session.list_customers(&tagged, 0, 50).await.unwrap();
    assert_eq!((page.total, page.rows[0].tags[0].name.as_str()), (1, "重点"));
    session.delete_customers(&Selection::Ids { ids: vec![Uuid::from(id).into()] }).await.unwrap();
    assert_eq!(total(&session, &tagged).await, 0);
    assert_eq!(total(&session, &ListQuery { state: ListState::Deleted, ..tagged.clone() }).await, 1);
    session.undo().await.unwrap();
    assert_eq!(total(&session, &tagged).await, 1);
    session.remove_tag(ParentRef::from(id), tag.id).await.unwrap();
    assert_eq!(total(&session, &tagged).await, 0);
}

#[tokio::test]
async fn the_table_of_live_tags_tells_the_truth_after_any_sequence() {
    let (_dir, crm) = a_company().await;
    let session = crm.session();
    let someone = |n: u128| Selection::Ids { ids: vec![Uuid::from_u128(10_000 + n).into()] };
    for n in 0..20 {
        session.archive_customers(&someone(n)).await.unwrap();
        session.delete_customers(&someone(n + 10)).await.unwrap();
    }
    for n in 5..15 {
        session.unarchive_customers(&someone(n)).await.unwrap();
    }
    for _ in 0..12 {
        session.undo().await.unwrap();
    }
    let mut read = session.read().await.unwrap();
    let wrong: i64 = sqlx::query_scalar(
        "WITH truth AS (SELECT g.tag_id, c.rid FROM taggings g JOIN customers c ON c.id = g.customer_id WHERE c.deleted_at IS NULL AND c.archived_at IS NULL)
        SELECT (SELECT count(*) FROM (SELECT * FROM truth EXCEPT SELECT tag_id, rid FROM live_tags)) + (SELECT count(*) FROM (SELECT tag_id, rid FROM live_tags EXCEPT SELECT * FROM truth))",
    )
    .fetch_one(read.conn())
    .await
    .unwrap();
    assert_eq!(wrong, 0);
}

#[tokio::test]
async fn a_selection_is_a_query_less_some_or_a_list_of_ids() {
    let (_dir, crm) = a_company().await;
    let session = crm.session();
    let all = total(&session, &by("name")).await;
    let page = session.list_customers(&by("name"), 0, 2).await.unwrap();
    let except: Vec<_> = page.rows.iter().map(|row| Uuid::from(row.id).into()).collect();
    let selection = Selection::Query { query: by("name"), except };
    assert_eq!(session.count_customers(&selection).await.unwrap(), all - 2);
    assert_eq!(session.archive_customers(&selection).await.unwrap(), all - 2);
    assert_eq!(total(&session, &by("name")).await, 2);
    let none = Selection::Ids { ids: vec![Uuid::from_u128(1).into()] };
    assert_eq!(session.count_customers(&none).await.unwrap(), 0);
    let wire: Selection = serde_json::from_value(json!({"mode": "query", "query": {"filter": null, "text": null, "sort": [], "state": "archived"}, "except": []})).unwrap();
    assert!(session.count_customers(&wire).await.unwrap() >= all - 2);
}

#[tokio::test]
async fn contacts_are_listed_with_their_customer() {
    let (_dir, crm) = a_company().await;
    let session = crm.session();
    let page = session.list_contacts(&by("name"), 0, 10_000).await.unwrap();
    assert_eq!(page.total, page.rows.len() as u64);
    assert!(page.rows.iter().any(|row| row.customer.is_some()));
    let filter =
        json!({"relation": "customers", "has": {"field": "lifecycle", "op": "is", "value": "active"}}).to_string();
    let some = session.list_contacts(&ListQuery { filter: Some(filter), ..by("title") }, 0, 10).await.unwrap();
    assert!(some.total > 0 && some.total < page.total);
    let beside = session.contact_neighbours(&by("name"), page.rows[1].id).await.unwrap();
    assert_eq!(
        (beside.position, beside.previous, beside.next),
        (2, Some(page.rows[0].id.to_string()), Some(page.rows[2].id.to_string()))
    );
}

#[tokio::test]
async fn a_view_survives_a_removed_field() {
    let (_dir, crm) = a_company().await;
    let session = crm.session();
    let gone = format!("custom:{}", FIELDS[1]);
    let filter = json!({"all": [{"field": gone, "op": "gt", "value": 1}, {"any": [{"field": gone, "op": "empty"}]}, {"field": "level", "op": "is", "value": "A"}]}).to_string();
    let definition = ViewDefinition {
        filter: Some(filter),
        sort: vec![Sort { field: gone.clone(), descending: true }, Sort { field: "name".into(), descending: false }],
        columns: vec!["name".into(), gone.clone(), "phone".into()],
    };
    let saved = session.save_view(Entity::Customer, "  大客户  ", true, &definition).await.unwrap();
    assert_eq!(
        (saved.name.as_str(), saved.mine, &saved.definition, saved.dropped.len()),
        ("大客户", true, &definition, 0)
    );
    session.archive_field_def(FIELDS[1].into(), true).await.unwrap();
    let views = session.list_views(Entity::Customer).await.unwrap();
    assert_eq!(views[0].dropped, [gone]);
    assert_eq!(views[0].definition.filter.as_deref(), Some(r#"{"all":[{"field":"level","op":"is","value":"A"}]}"#));
    assert_eq!((views[0].definition.sort.len(), views[0].definition.columns.len()), (1, 2));
    let query = ListQuery {
        filter: views[0].definition.filter.clone(),
        sort: views[0].definition.sort.clone(),
        ..ListQuery::default()
    };
    session.list_customers(&query, 0, 10).await.unwrap();
    session.archive_field_def(FIELDS[1].into(), false).await.unwrap();
    assert_eq!(session.list_views(Entity::Customer).await.unwrap()[0].definition, definition);
    assert!(session.list_views(Entity::Contact).await.unwrap().is_empty());
    session.update_view(saved.id, "B", false, &ViewDefinition::default()).await.unwrap();
    session.delete_view(saved.id).await.unwrap();
    assert!(matches!(session.delete_view(saved.id).await, Err(Error::NotFound("view"))));
    session.undo().await.unwrap();
    assert_eq!(session.list_views(Entity::Customer).await.unwrap()[0].name, "B");
}

#[tokio::test]
async fn a_view_that_cannot_work_is_refused_with_every_reason() {
    let (_dir, crm) = a_company().await;
    let definition = ViewDefinition {
        filter: Some("{".into()),
        sort: vec![Sort { field: "tags".into(), descending: false }],
        columns: Vec::new(),
    };
    let Err(Error::Invalid(errors)) = crm.session().save_view(Entity::Customer, " ", false, &definition).await else {
        panic!("saved")
    };
    let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["name", "filter", "tags"]);
}

#[tokio::test]
async fn a_shared_view_is_changed_by_its_owner_only() {
    let (_dir, crm) = a_company().await;
    let session = crm.session();
    let view = session.save_view(Entity::Customer, "A", true, &ViewDefinition::default()).await.unwrap();
    let mut tx = session.begin(crate::op::Op::Views(crate::views::Op::Update)).await.unwrap();
    sqlx::query("UPDATE views SET owner_id = ?").bind(company::OWNERS[0]).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
    let ada = crate::access::tests::with_role(&crm, "Ada Sales", "sales").await;
    assert!(!ada.list_views(Entity::Customer).await.unwrap()[0].mine);
    assert!(matches!(ada.delete_view(view.id).await, Err(Error::Forbidden(_))));
    // Whoever keeps the views of all may.
    session.delete_view(view.id).await.unwrap();
}

#[tokio::test]
async fn suggestions_come_by_text_and_by_sound_the_frequent_first() {
    let (_dir, crm) = a_company().await;
    let session = crm.session();
    let mut draft = CustomerDraft::named(CustomerKind::Person, "x");
    draft.industry = Some("云计算".into());
    for _ in 0..30 {
        session.create_customer(draft.clone()).await.unwrap();
    }
    let suggest = async |field: &str, text: &str| session.suggest_values(Entity::Customer, field, text).await.unwrap();
    assert_eq!(suggest("industry", "").await[0], "云计算");
    assert_eq!(suggest("industry", "yunj").await, ["云计算"]);
    assert_eq!(suggest("industry", "计算").await, ["云计算"]);
    assert!(suggest("city", "shang").await.contains(&"上海".to_owned()));
    assert_eq!(suggest("product", "ＡＤ").await, ["Ada"]);
    assert!(!suggest(&format!("custom:{}", FIELDS[0]), "").await.is_empty());
    assert!(session.suggest_values(Entity::Customer, "name", "a").await.is_err());
}

#[tokio::test]
async fn the_fields_say_what_they_can() {
    let (_dir, crm) = a_company().await;
    let fields = crm.session().list_fields(Entity::Customer).await.unwrap();
    let find = |name: &str| fields.iter().find(|field| field.field == name).unwrap();
    let fast: Vec<_> = fields.iter().filter(|field| field.fast).map(|field| field.field.as_str()).collect();
    assert_eq!(
        fast,
        ["name", "level", "owner", "createdAt", "updatedAt", "lastContactAt", "nextContactAt", "lastPurchaseOn"]
    );
    assert_eq!(find("level").values, ["A", "B", "C", "D"]);
    assert!(find("region").values.contains(&"CN-31".to_owned()));
    assert!(find("purchases.boughtOn").ops.contains(&"last_n_days".to_owned()));
    assert!(find("purchases").ops == ["has", "has_not"] && !find("tags").sortable);
    assert_eq!(find(&format!("custom:{}", FIELDS[1])).label_en.as_deref(), Some("number"));
    for field in fields.iter().filter(|field| field.sortable) {
        crm.session().list_customers(&by(&field.field), 5, 5).await.unwrap();
    }
}

#[tokio::test]
async fn the_search_box_and_the_filter_restrict_together() {
    let (_dir, crm) = a_company().await;
    let session = crm.session();
    let mut draft = CustomerDraft::named(CustomerKind::Organisation, "深圳市腾讯计算机系统有限公司");
    draft.level = Some(crate::customers::Level::A);
    let id: CustomerId = session.create_customer(draft).await.unwrap();
    let level = |level: &str| Some(json!({"field": "level", "op": "is", "value": level}).to_string());
    for text in ["腾讯", "tx", "tengxun"] {
        let found = session
            .list_customers(&ListQuery { text: Some(text.into()), filter: level("A"), ..by("name") }, 0, 10)
            .await
            .unwrap();
        assert_eq!(found.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id], "{text}");
        assert_eq!(total(&session, &ListQuery { text: Some(text.into()), filter: level("B"), ..by("name") }).await, 0);
    }
}
