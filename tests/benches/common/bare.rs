//! The floor under an import: the rows it stored, written again by bare multi-row inserts into the same encrypted tables
//! with the same indexes, but no validation, no change log, no search and no triggers.
#![expect(clippy::disallowed_types, reason = "names of tables come from the schema; values are bound")]

use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::sqlite::SqliteRow;
use sqlx::{
    Column as _, Connection as _, QueryBuilder, Row as _, Sqlite, SqliteConnection, TypeInfo as _, ValueRef as _,
};

use super::company;

/// Values that one statement binds at most.
const BINDS: usize = 32_766;

enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

fn value(row: &SqliteRow, column: usize) -> Value {
    let raw = row.try_get_raw(column).unwrap();
    if raw.is_null() {
        return Value::Null;
    }
    match raw.type_info().name() {
        "INTEGER" => Value::Integer(row.get_unchecked(column)),
        "REAL" => Value::Real(row.get_unchecked(column)),
        "BLOB" => Value::Blob(row.get_unchecked(column)),
        _ => Value::Text(row.get_unchecked(column)),
    }
}

/// Copies `tables` of one workspace into an emptied other, in one transaction; how long the writing took.
pub async fn write_again(from: &Path, to: &Path, tables: &[&str]) -> Duration {
    let mut source = company::connect(from).await;
    let mut target = company::connect(to).await;
    sqlx::raw_sql(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -163840; PRAGMA foreign_keys = OFF",
    )
    .execute(&mut target)
    .await
    .unwrap();
    company::drop_triggers(&mut target).await;
    let mut taken = Duration::ZERO;
    let began = Instant::now();
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut target).await.unwrap();
    taken += began.elapsed();
    for table in tables {
        let rows =
            sqlx::query(sqlx::AssertSqlSafe(format!("SELECT * FROM {table}"))).fetch_all(&mut source).await.unwrap();
        let Some(first) = rows.first() else { continue };
        let columns: Vec<String> = first.columns().iter().map(|column| column.name().to_owned()).collect();
        let values: Vec<Vec<Value>> =
            rows.iter().map(|row| (0..columns.len()).map(|column| value(row, column)).collect()).collect();
        sqlx::query(sqlx::AssertSqlSafe(format!("DELETE FROM {table}"))).execute(&mut target).await.unwrap();
        let began = Instant::now();
        insert(&mut target, table, &columns, values).await;
        taken += began.elapsed();
    }
    let began = Instant::now();
    sqlx::raw_sql("COMMIT").execute(&mut target).await.unwrap();
    taken += began.elapsed();
    source.close().await.unwrap();
    target.close().await.unwrap();
    taken
}

async fn insert(conn: &mut SqliteConnection, table: &str, columns: &[String], values: Vec<Vec<Value>>) {
    let size = (BINDS / columns.len()).min(1_000);
    let mut rows = values.into_iter().peekable();
    while rows.peek().is_some() {
        let mut statement: QueryBuilder<Sqlite> =
            QueryBuilder::new(format!("INSERT INTO {table} ({}) ", columns.join(", ")));
        statement.push_values(rows.by_ref().take(size), |mut tuple, row| {
            for value in row {
                match value {
                    Value::Null => tuple.push_bind(None::<i64>),
                    Value::Integer(value) => tuple.push_bind(value),
                    Value::Real(value) => tuple.push_bind(value),
                    Value::Text(value) => tuple.push_bind(value),
                    Value::Blob(value) => tuple.push_bind(value),
                };
            }
        });
        statement.build().execute(&mut *conn).await.unwrap();
    }
}
