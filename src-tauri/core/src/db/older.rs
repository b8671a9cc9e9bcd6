//! Workspaces as an earlier program left them: for tests of the upgrade.

use std::path::Path;

use sqlx::migrate::Migrator;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use super::migrate::MIGRATIONS;
use super::schema::execute;
use super::writer_options;
use crate::crm::DATABASE;
use crate::error::Result;
use crate::workspace::{self, KeySource};

/// Gives the closed workspace in `dir` the schema of the first `migrations`: every row is as it was written, but what
/// that schema has no place for is gone.
pub async fn take_back_schema(dir: &Path, source: KeySource, migrations: usize) -> Result<()> {
    let key = workspace::unlock(dir, source).await?;
    let (path, newer) = (dir.join(DATABASE), dir.join("newer.db"));
    std::fs::rename(&path, &newer)?;
    let mut conn = writer_options(&path, Some(&key)).foreign_keys(false).connect().await?;
    let earlier = MIGRATIONS.iter().take(migrations).cloned().collect();
    Migrator::with_migrations(earlier).run_direct(None, &mut conn, false).await?;
    let file = newer.to_string_lossy();
    let value = key.pragma_value();
    sqlx::query("ATTACH ? AS newer KEY ?").bind(&*file).bind(value.trim_matches('"')).execute(&mut conn).await?;
    copy_rows(&mut conn).await?;
    sqlx::query("DETACH newer").execute(&mut conn).await?;
    conn.close().await?;
    std::fs::remove_file(newer)?;
    Ok(())
}

async fn copy_rows(conn: &mut SqliteConnection) -> Result<()> {
    let mut tx = conn.begin().await?;
    // What triggers wrote is copied like everything else.
    let triggers: Vec<(String, String)> =
        sqlx::query_as("SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'").fetch_all(&mut *tx).await?;
    for (name, _) in &triggers {
        execute(&mut tx, format!("DROP TRIGGER {name}")).await?;
    }
    // The index for searching is copied through the tables in which it lies.
    let tables: Vec<(String, String)> = sqlx::query_as(
        "SELECT t.name, (SELECT group_concat('\"' || c.name || '\"') FROM pragma_table_info(t.name, 'main') c)
         FROM main.sqlite_schema t WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%'
         AND t.name NOT GLOB 'sqlite_*' AND t.name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut *tx)
    .await?;
    for (table, columns) in tables {
        execute(&mut tx, format!("DELETE FROM main.{table}")).await?;
        let copy = format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}");
        execute(&mut tx, copy).await?;
    }
    // The triggers of the change log are made from today's list of tables when the workspace is opened.
    execute(&mut tx, "DELETE FROM settings WHERE key = 'capture'".to_owned()).await?;
    for (_, trigger) in triggers {
        execute(&mut tx, trigger).await?;
    }
    tx.commit().await?;
    Ok(())
}
