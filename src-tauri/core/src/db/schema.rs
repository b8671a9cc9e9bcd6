//! Changes of the schema that no migration makes: the triggers of the change log, and indexes that a large import makes at
//! its end, because sorted once an index costs a third of what its rows cost one by one.

use sqlx::SqliteConnection;

use crate::error::Result;

/// Indexes that are not there until they are put back; when the transaction rolls back they never went.
#[derive(Debug, Default)]
pub(crate) struct SetAside(Vec<String>);

impl SetAside {
    /// Takes away the indexes of a table that only serve to find its rows. Unique ones stay.
    pub(crate) async fn take(&mut self, conn: &mut SqliteConnection, table: &str) -> Result<()> {
        let indexes: Vec<(String, String)> = sqlx::query_as(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql GLOB 'CREATE INDEX *'",
        )
        .bind(table)
        .fetch_all(&mut *conn)
        .await?;
        for (name, sql) in indexes {
            execute(conn, format!("DROP INDEX \"{name}\"")).await?;
            self.0.push(sql);
        }
        Ok(())
    }

    /// Makes them again.
    pub(crate) async fn put_back(self, conn: &mut SqliteConnection) -> Result<()> {
        for sql in self.0 {
            execute(conn, sql).await?;
        }
        Ok(())
    }
}

/// Runs a statement about the schema: what it names comes from the schema or from our own lists, never from data.
pub(crate) async fn execute(conn: &mut SqliteConnection, sql: String) -> Result<()> {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(conn).await?;
    Ok(())
}
