//! Many rows in one statement: single-row statements reach a tenth of the speed.

use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, SqliteConnection};

use crate::error::Result;

/// SQLite's limit of bound values in one statement.
const MAX_BINDS: usize = 32_766;

/// A statement that is being bound.
pub(crate) type Statement<'q> = Query<'q, Sqlite, SqliteArguments>;

/// Runs `INSERT INTO … VALUES` (`head`, up to the word VALUES) over all rows of `columns` values each.
pub(crate) async fn insert_many<T>(
    conn: &mut SqliteConnection,
    head: &str,
    columns: usize,
    rows: &[T],
    bind: impl for<'q> Fn(Statement<'q>, &'q T) -> Statement<'q>,
) -> Result<()> {
    insert_counted(conn, head, columns, rows, bind).await.map(drop)
}

/// [`insert_many`], and how many rows were new.
pub(crate) async fn insert_counted<T>(
    conn: &mut SqliteConnection,
    head: &str,
    columns: usize,
    rows: &[T],
    bind: impl for<'q> Fn(Statement<'q>, &'q T) -> Statement<'q>,
) -> Result<u64> {
    let tuple = format!("({})", vec!["?"; columns].join(","));
    let mut rest = rows;
    let mut came = 0;
    // Few sizes, so that every statement is prepared once: preparing a large one costs as much as running it.
    for size in [1000, 100, 10, 1].map(|size: usize| size.min(MAX_BINDS / columns)) {
        if rest.len() < size {
            continue;
        }
        let sql = format!("{head} {}", vec![tuple.as_str(); size].join(","));
        while let Some((chunk, after)) = rest.split_at_checked(size) {
            let mut statement = sqlx::query(sqlx::AssertSqlSafe(sql.clone()));
            for row in chunk {
                statement = bind(statement, row);
            }
            came += statement.execute(&mut *conn).await?.rows_affected();
            rest = after;
        }
    }
    Ok(came)
}
