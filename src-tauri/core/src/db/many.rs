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
    head: &'static str,
    columns: usize,
    rows: &[T],
    bind: impl for<'q> Fn(Statement<'q>, &'q T) -> Statement<'q>,
) -> Result<()> {
    let tuple = format!("({})", vec!["?"; columns].join(","));
    let per = (MAX_BINDS / columns).min(1000);
    for chunk in rows.chunks(per) {
        let sql = format!("{head} {}", vec![tuple.as_str(); chunk.len()].join(","));
        // Only the full chunk repeats; a statement for a rest would crowd the cache.
        let mut statement = sqlx::query(sqlx::AssertSqlSafe(sql)).persistent(chunk.len() == per);
        for row in chunk {
            statement = bind(statement, row);
        }
        statement.execute(&mut *conn).await?;
    }
    Ok(())
}
