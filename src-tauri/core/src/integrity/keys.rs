//! Sort keys and keys of duplicates, made from the names again.

use sqlx::SqliteConnection;

use super::store::{self, Named};
use crate::error::Result;
use crate::text::{normal, pinyin};

/// Names that are read at a time.
const PAGE: i64 = 2_000;

/// A name and the keys it should have.
pub(super) struct Keys {
    pub(super) sort: String,
    /// None where names are not compared.
    pub(super) key: Option<String>,
}

/// How many rows have keys that their names do not give.
pub(super) async fn wrong(conn: &mut SqliteConnection) -> Result<Vec<String>> {
    let mut wrong = 0;
    for table in store::NAMED {
        let mut after = 0;
        while let Some((page, last)) = page(conn, table, after).await? {
            wrong += page.len();
            after = last;
        }
    }
    Ok(if wrong == 0 { Vec::new() } else { vec![wrong.to_string()] })
}

/// Gives every such row the right ones.
pub(super) async fn mend(conn: &mut SqliteConnection) -> Result<()> {
    for table in store::NAMED {
        let mut after = 0;
        while let Some((page, last)) = page(conn, table, after).await? {
            for (rid, keys) in page {
                store::set_keys(conn, table, rid, &keys).await?;
            }
            after = last;
        }
    }
    Ok(())
}

/// The rows with wrong keys among the next ones, and the last that was looked at.
async fn page(conn: &mut SqliteConnection, table: &Named, after: i64) -> Result<Option<(Vec<(i64, Keys)>, i64)>> {
    let rows = store::names(conn, table, after, PAGE).await?;
    let Some(last) = rows.last().map(|row| row.rid) else { return Ok(None) };
    let wrong = rows.into_iter().filter_map(|row| {
        let keys = Keys {
            sort: pinyin::sort_key(&row.name),
            key: row.name_key.is_some().then(|| normal::company_key(&row.name)),
        };
        (keys.sort != row.name_sort || keys.key != row.name_key).then_some((row.rid, keys))
    });
    Ok(Some((wrong.collect(), last)))
}
