//! Everything that undo must bring back.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;

use crate::change::capture;
use crate::change::tables::{TABLES, TOUCHABLE};

/// Every row that is recorded and everything that is derived from them, by table.
pub(super) type State = BTreeMap<&'static str, Vec<String>>;

/// What is kept beside the recorded tables, without row numbers: those are made anew when a row comes back.
const BESIDE: [(&str, &str); 6] = [
    (
        "customer_totals",
        "SELECT quote(customer_id) || currency || purchases || ' ' || amount_minor || quote(first_on) || quote(last_on) FROM customer_totals ORDER BY 1",
    ),
    (
        "customer_months",
        "SELECT quote(customer_id) || currency || month || ' ' || purchases || ' ' || amount_minor FROM customer_months ORDER BY 1",
    ),
    (
        "revenue_months",
        "SELECT currency || month || ' ' || purchases || ' ' || amount_minor || ' ' || customers FROM revenue_months ORDER BY 1",
    ),
    (
        "live_tags",
        "SELECT quote(t.tag_id) || quote(c.id) FROM live_tags t LEFT JOIN customers c ON c.rid = t.rid ORDER BY 1",
    ),
    ("stale", "SELECT quote(row) FROM stale"),
    (
        "search_index",
        "SELECT DISTINCT term || coalesce(CASE doc % 2 WHEN 0 THEN (SELECT quote(id) FROM customers WHERE rid = doc / 2) ELSE (SELECT quote(id) FROM contacts WHERE rid = doc / 2) END, ' of nobody') FROM temp.search_words ORDER BY 1",
    ),
];

pub(super) async fn read(conn: &mut SqliteConnection) -> State {
    let mut state = State::new();
    for table in TABLES {
        let mut columns = capture::columns(conn, table).await.unwrap();
        // Who touched a row last is whoever undid, too.
        let touched = if TOUCHABLE.contains(&table.name) || table.name == "purchases" || table.name == "views" {
            ["rid", "updated_at", "updated_by"].as_slice()
        } else {
            &[]
        };
        columns.retain(|column| !touched.contains(&column.as_str()));
        let row: Vec<String> = columns.iter().map(|column| format!("'{column} ' || quote({column})")).collect();
        let rows = format!("SELECT {} FROM {} ORDER BY id", row.join(" || '\n' || "), table.name);
        let rows = sqlx::query_scalar(sqlx::AssertSqlSafe(rows)).fetch_all(&mut *conn).await.unwrap();
        state.insert(table.name, rows);
    }
    for (table, rows) in BESIDE {
        state.insert(table, sqlx::query_scalar(rows).fetch_all(&mut *conn).await.unwrap());
    }
    state
}

/// Says in which tables, and in which rows, the two differ.
pub(super) fn assert_same(is: &State, should: &State, after: &str) {
    for (table, rows) in should {
        let missing: Vec<&String> = rows.iter().filter(|row| !is[table].contains(row)).collect();
        let extra: Vec<&String> = is[table].iter().filter(|row| !rows.contains(row)).collect();
        assert!(is[table] == *rows, "{table} after {after}:\nmissing {missing:#?}\ntoo much {extra:#?}");
    }
}
