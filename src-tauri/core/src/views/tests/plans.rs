//! The statements of the fast lists read one index, in its order, and no table.

use std::collections::HashSet;

use chrono::Weekday;
use sqlx::{Row as _, SqliteConnection};

use crate::clock::Instant;
use crate::views::compile::Asker;
use crate::views::dates::Calendar;
use crate::views::fields::{Entity, Order, Registry};
use crate::views::gate::Gate;
use crate::views::page::{ListQuery, Sort};
use crate::views::question::{Hint, Question};
use crate::views::sql::Sql;
use crate::views::walk::{Part, Walk};

async fn plan(conn: &mut SqliteConnection, sql: &Sql) -> String {
    let mut explained = Sql::new("EXPLAIN QUERY PLAN ");
    explained.append(sql);
    let rows = explained.query().fetch_all(conn).await.unwrap();
    rows.iter().map(|row| row.get::<String, _>("detail")).collect::<Vec<_>>().join("; ")
}

/// The columns of tables that the statement reads: SQLite postpones the seek into the table until one is read, so
/// a plan that never says so is answered by the index alone.
async fn reads_a_table(conn: &mut SqliteConnection, sql: &Sql, table: &'static str) -> bool {
    let root: i64 = sqlx::query_scalar("SELECT rootpage FROM sqlite_schema WHERE name = ?")
        .bind(table)
        .fetch_one(&mut *conn)
        .await
        .unwrap();
    let mut explained = Sql::new("EXPLAIN ");
    explained.append(sql);
    let rows = explained.query().fetch_all(conn).await.unwrap();
    let code = |row: &sqlx::sqlite::SqliteRow| {
        (row.get::<String, _>("opcode"), row.get::<i64, _>("p1"), row.get::<i64, _>("p2"))
    };
    let cursors: HashSet<i64> =
        rows.iter().map(code).filter(|(op, _, p2)| op == "OpenRead" && *p2 == root).map(|(_, p1, _)| p1).collect();
    rows.iter().map(code).any(|(op, p1, _)| op == "Column" && cursors.contains(&p1))
}

fn question(entity: Entity, filter: Option<&str>, sort: &str, descending: bool) -> Question {
    behind(&Gate::Open, entity, filter, sort, descending)
}

/// A question of somebody who sees these customers.
fn behind(customers: &Gate, entity: Entity, filter: Option<&str>, sort: &str, descending: bool) -> Question {
    let registry = Registry { entity, custom: Vec::new(), base: "CNY".parse().unwrap(), guarded: Vec::new() };
    let asker = Asker {
        gate: Gate::Open,
        customers: customers.clone(),
        actor: uuid::Uuid::from_u128(1).into(),
        calendar: Calendar { now: Instant::from_ms(0), zone: chrono_tz::Tz::UTC, week_start: Weekday::Mon },
    };
    let query = ListQuery {
        filter: filter.map(str::to_owned),
        sort: vec![Sort { field: sort.to_owned(), descending }],
        ..ListQuery::default()
    };
    Question::with(&registry, &asker, true, &query).unwrap()
}

#[tokio::test]
async fn every_fast_order_walks_its_index_and_nothing_else() {
    let (_dir, crm) = crate::testing::a_workspace().await;
    let mut read = crm.session().read().await.unwrap();
    let conn = read.conn();
    let owner = r#"{"field":"owner","op":"is","value":"me"}"#;
    let common = [
        None,
        Some(owner),
        Some(r#"{"field":"level","op":"in","value":["A","B"]}"#),
        Some(r#"{"field":"region","op":"within","value":"CN"}"#),
        Some(r#"{"field":"lifecycle","op":"is","value":"prospect"}"#),
        Some(r#"{"all":[{"field":"owner","op":"is","value":"me"},{"not":{"field":"level","op":"empty"}}]}"#),
    ];
    let mut walked = 0;
    for entity in [Entity::Customer, Entity::Contact] {
        let root = entity.root();
        for field in root.fields {
            let Order::Fast(fast) = field.order else { continue };
            for filter in common.into_iter().take(if entity == Entity::Customer { 6 } else { 1 }) {
                for descending in [false, true] {
                    let question = question(entity, filter, field.key, descending);
                    assert!(question.covered_by(fast.column), "{} {filter:?}", field.key);
                    let walk = Walk {
                        table: root.table,
                        fast,
                        descending,
                        members: question.condition.clone(),
                        identity: question.condition.clone(),
                    };
                    let parts = if fast.nullable { &[Part::Filled, Part::Empty][..] } else { &[Part::Whole] };
                    for sql in parts.iter().flat_map(|part| walk.statements(*part)) {
                        let plan = plan(conn, &sql).await;
                        assert!(
                            plan.contains(fast.index) && !plan.contains("TEMP B-TREE"),
                            "{} {filter:?}: {plan}: {}",
                            field.key,
                            sql.text()
                        );
                        assert!(
                            !reads_a_table(conn, &sql, root.table).await,
                            "{} {filter:?} reads the table: {}",
                            field.key,
                            sql.text()
                        );
                        walked += 1;
                    }
                    let index = question.own_index().unwrap_or(fast.index);
                    let count = question.select(&Sql::new("count(*)"), Hint::Index(index));
                    assert!(!reads_a_table(conn, &count, root.table).await, "counting {filter:?} reads the table");
                }
            }
        }
    }
    assert!(walked > 200, "{walked}");
}

#[tokio::test]
async fn a_known_place_is_sought_by_key_and_number() {
    let (_dir, crm) = crate::testing::a_workspace().await;
    let mut read = crm.session().read().await.unwrap();
    let question = question(Entity::Customer, None, "level", false);
    let (fast, _) = question.fast().unwrap();
    let walk = Walk {
        table: "customers",
        fast,
        descending: false,
        members: question.condition.clone(),
        identity: question.condition.clone(),
    };
    let plan = plan(read.conn(), &walk.statements(Part::Filled)[1]).await;
    assert!(plan.contains("(level=? AND rid>?)") && plan.contains("(level>?)"), "{plan}");
}

#[tokio::test]
async fn one_lifecycle_by_last_purchase_walks_an_index_of_its_own() {
    let (_dir, crm) = crate::testing::a_workspace().await;
    let mut read = crm.session().read().await.unwrap();
    let lost = r#"{"field":"lifecycle","op":"is","value":"lost"}"#;
    let question = question(Entity::Customer, Some(lost), "lastPurchaseOn", true);
    let (fast, descending) = question.fast().unwrap();
    let fast = question.within(fast);
    assert_eq!(fast.index, "customers_of_lifecycle");
    let members = question.condition.clone();
    let walk = Walk { table: "customers", fast, descending, identity: members.clone(), members };
    for sql in [Part::Filled, Part::Empty].into_iter().flat_map(|part| walk.statements(part)) {
        let plan = plan(read.conn(), &sql).await;
        assert!(plan.contains("customers_of_lifecycle (lifecycle=? AND last_purchase_on"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE") && !reads_a_table(read.conn(), &sql, "customers").await, "{plan}");
    }
}

#[tokio::test]
async fn a_filter_an_index_does_not_hold_is_not_walked() {
    for filter in [
        r#"{"field":"name","op":"contains","value":"a"}"#,
        r#"{"field":"note","op":"empty"}"#,
        r#"{"relation":"purchases","has":{}}"#,
    ] {
        let question = question(Entity::Customer, Some(filter), "name", false);
        assert!(!question.covered_by("name_sort") && question.own_index().is_none(), "{filter}");
    }
    let by_contact =
        question(Entity::Customer, Some(r#"{"field":"lastContactAt","op":"overdue"}"#), "lastContactAt", false);
    assert!(by_contact.covered_by("last_contact_at") && !by_contact.covered_by("name_sort"));
}

#[tokio::test]
async fn contacts_by_customer_seek_one_link_and_one_customer_each() {
    let (_dir, crm) = crate::testing::a_workspace().await;
    let mut read = crm.session().read().await.unwrap();
    let me = uuid::Uuid::from_u128(1).into();
    for gate in [Gate::Open, Gate::Owners([me].into(), None), Gate::Owners([me].into(), Some([1].into()))] {
        let question = behind(&gate, Entity::Contact, None, "customers", false);
        let sql = question.select(&question.in_order(), question.pass());
        let plan = plan(read.conn(), &sql).await;
        let steps: Vec<&str> = plan.split("; ").collect();
        assert_eq!(
            steps,
            [
                "SCAN r",
                "CORRELATED SCALAR SUBQUERY 1",
                "SEARCH k USING COVERING INDEX customer_contacts_contact (contact_id=?)",
                "SEARCH x USING INDEX sqlite_autoindex_customers_1 (id=?)",
            ],
            "{}",
            sql.text()
        );
    }
}
