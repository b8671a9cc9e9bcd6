//! The triggers that record every write, generated from [`TABLES`] after migrating.
//!
//! This is the one exception to "only migrations change the schema": a trigger that names the columns of
//! a table would otherwise have to be rewritten by hand in every migration.

use sha2::{Digest, Sha256};
use sqlx::{Connection, SqliteConnection};

use super::tables::{TABLES, Table};
use crate::db::schema::execute;
use crate::error::Result;

/// What may fail rolls the whole transaction back: a statement that could be taken back alone would copy every page it
/// changes, and the triggers of a bulk write change many.
///
/// Entries of the transaction that is being written. A write outside of one violates NOT NULL and aborts.
const CURRENT: &str = "(SELECT seq FROM change_tx WHERE hash IS NULL)";

/// Columns of a table, in their order.
pub(crate) async fn columns(conn: &mut SqliteConnection, table: &Table) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar("SELECT name FROM pragma_table_info(?) ORDER BY cid")
        .bind(table.name)
        .fetch_all(conn)
        .await?)
}

/// The columns that are packed when a row is deleted.
pub(crate) async fn packed(conn: &mut SqliteConnection, table: &Table) -> Result<Vec<String>> {
    let mut columns = columns(conn, table).await?;
    columns.retain(|c| !table.rebuilt.contains(&c.as_str()));
    Ok(columns)
}

/// Makes the triggers when they are not there or were made from another list.
pub(crate) async fn install(conn: &mut SqliteConnection) -> Result<()> {
    let mut script = String::new();
    for table in TABLES {
        let columns = columns(conn, table).await?;
        triggers(table, &columns, &mut script);
    }
    let version = format!("{:x}", HexDigest(Sha256::digest(script.as_bytes()).into()));
    let installed: Option<String> =
        sqlx::query_scalar("SELECT value FROM settings WHERE key = 'capture'").fetch_optional(&mut *conn).await?;
    if installed.as_deref() == Some(&version) {
        return Ok(());
    }
    let mut tx = conn.begin().await?;
    let old: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'capture_*'")
            .fetch_all(&mut *tx)
            .await?;
    for name in old {
        execute(&mut tx, format!("DROP TRIGGER \"{name}\"")).await?;
    }
    execute(&mut tx, script).await?;
    sqlx::query("INSERT OR REPLACE INTO settings VALUES ('capture', ?)").bind(version).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

fn triggers(table: &Table, columns: &[String], script: &mut String) {
    use std::fmt::Write as _;

    let name = table.name;
    let root = |row: &str| table.root.replace("{row}", row);
    let entry = |kind: &str, row: &str, col: &str, old: &str| {
        // What says nothing but that a row came needs nothing to hide its hash behind.
        let nonce = if kind == "i" { "x''" } else { "randomblob(16)" };
        format!(
            "INSERT OR ROLLBACK INTO change (tx, tbl, row_id, root, kind, col, old, nonce) VALUES ({CURRENT}, '{name}', {row}.id, {root}, '{kind}', {col}, {old}, {nonce});",
            root = root(row)
        )
    };
    // Writing to a String cannot fail.
    let mut put = |text: String| script.write_str(&text).expect("a String takes any text");
    put(format!(
        "CREATE TRIGGER capture_{name}_i AFTER INSERT ON {name} BEGIN {} END;\n",
        entry("i", "new", "NULL", "NULL")
    ));
    for col in columns.iter().filter(|c| !["id", "rid"].contains(&c.as_str()) && !table.derived.contains(&c.as_str())) {
        put(format!(
            "CREATE TRIGGER capture_{name}_u_{col} AFTER UPDATE OF {col} ON {name} WHEN old.{col} IS NOT new.{col} BEGIN {} END;\n",
            entry("u", "old", &format!("'{col}'"), &format!("old.{col}"))
        ));
    }
    let packed: Vec<String> =
        columns.iter().filter(|c| !table.rebuilt.contains(&c.as_str())).map(|c| format!("quote(old.{c})")).collect();
    put(format!(
        "CREATE TRIGGER capture_{name}_d AFTER DELETE ON {name} BEGIN {} END;\n",
        entry("d", "old", "NULL", &packed.join(" || ',' || "))
    ));
}

struct HexDigest([u8; 32]);

impl std::fmt::LowerHex for HexDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}
