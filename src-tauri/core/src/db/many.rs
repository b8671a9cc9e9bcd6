//! Many rows in one statement: single-row statements reach a tenth of the speed.

use std::sync::Arc;

use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, SqliteConnection};

use crate::error::Result;

/// SQLite's limit of bound values in one statement.
const MAX_BINDS: usize = 32_766;

/// Rows of two values that one statement takes. The search index writes out what it holds before a statement of several
/// rows, so few large ones cost it least.
pub(crate) const LARGE: usize = 16_000;

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
    let mut came = 0;
    let mut bound: Option<Statement<'_>> = None;
    for (sql, chunk) in chunks(head, columns, rows) {
        let next = async { chunk.iter().fold(sqlx::query(sqlx::AssertSqlSafe(sql)), &bind) };
        // The connection has a thread of its own: while it runs one statement the next is bound.
        bound = Some(match bound.take() {
            None => next.await,
            Some(statement) => {
                let (done, next) = tokio::join!(statement.execute(&mut *conn), next);
                came += done?.rows_affected();
                next
            }
        });
    }
    if let Some(last) = bound {
        came += last.execute(conn).await?.rows_affected();
    }
    Ok(came)
}

/// The rows in statements of few sizes, so that every one is prepared once: preparing a large one costs as much as
/// running it.
fn chunks<'r, T>(head: &str, columns: usize, rows: &'r [T]) -> Vec<(Arc<str>, &'r [T])> {
    let tuple = format!("({})", vec!["?"; columns].join(","));
    let mut chunks = Vec::new();
    let mut rest = rows;
    for size in [LARGE, 1000, 100, 10, 1].map(|size: usize| size.min(MAX_BINDS / columns)) {
        if rest.len() < size {
            continue;
        }
        let sql: Arc<str> = format!("{head} {}", vec![tuple.as_str(); size].join(",")).into();
        while let Some((chunk, after)) = rest.split_at_checked(size) {
            chunks.push((Arc::clone(&sql), chunk));
            rest = after;
        }
    }
    chunks
}
