//! The inverse of one transaction, computed and applied by sets.

use std::collections::{HashMap, HashSet};

use sqlx::SqliteConnection;
use sqlx::{Row as _, query, query_as, query_scalar};
use uuid::Uuid;

use super::packed::{Value, unpack};
use super::tables::{TABLES, Table};
use super::undo::{LeftAlone, LeftReason, Step, UndoReport};
use super::{Op, capture};
use crate::db::many::insert_counted;
use crate::error::{Error, Result};

/// Rows that come back at a time.
const BATCH: usize = 10_000;
/// How many left rows are named.
const NAMED: i64 = 100;

/// What was changed back and what was not.
#[derive(Debug, Default)]
pub(crate) struct Done {
    rows: u64,
    left: Vec<LeftAlone>,
    left_total: i64,
}

impl Done {
    pub(crate) fn report(self, origin: &Step) -> UndoReport {
        UndoReport {
            op: origin.op.clone(),
            targets: origin.targets,
            rows: i64::try_from(self.rows).unwrap_or(i64::MAX),
            left: self.left,
            left_total: self.left_total,
        }
    }
}

/// Applies the inverse of `step` inside the open transaction.
pub(crate) async fn apply(conn: &mut SqliteConnection, step: &Step) -> Result<Done> {
    match invert(conn, step).await {
        // A former name that only one may bear was given to another since.
        Err(Error::Storage(sqlx::Error::Database(refused))) if refused.is_unique_violation() => {
            Err(Error::Conflict("undo_taken"))
        }
        done => done,
    }
}

async fn invert(conn: &mut SqliteConnection, step: &Step) -> Result<Done> {
    let mut done = Done::default();
    collect_made(conn, step).await?;
    collect_standing(conn, step).await?;
    keep_edited(conn, step).await?;
    for table in TABLES.iter().rev() {
        keep_referenced(conn, table).await?;
    }
    for table in TABLES {
        bring_back(conn, table, step, &mut done).await?;
    }
    for table in TABLES {
        revert_columns(conn, table, step, &mut done).await?;
    }
    // Parents first: what a parent derives from its children need not be made anew for each of them.
    for table in TABLES {
        done.rows += take_away(conn, table).await?;
    }
    name_kept(conn, &mut done).await?;
    query("DROP TABLE temp.made").execute(&mut *conn).await?;
    query("DROP TABLE temp.standing").execute(conn).await?;
    Ok(done)
}

/// Statements name tables and columns, which come from [`TABLES`] and the schema, never from data.
#[expect(clippy::disallowed_types, reason = "names from the list of tables; values are bound")]
fn sql(text: String) -> sqlx::AssertSqlSafe<String> {
    sqlx::AssertSqlSafe(text)
}

/// `temp.made`: the rows the transaction inserted and did not delete again. `kept` says why one stays.
async fn collect_made(conn: &mut SqliteConnection, step: &Step) -> Result<()> {
    query("CREATE TEMP TABLE made (id BLOB PRIMARY KEY, tbl TEXT NOT NULL, kept TEXT) WITHOUT ROWID")
        .execute(&mut *conn)
        .await?;
    query("INSERT INTO temp.made SELECT row_id, tbl, NULL FROM change WHERE seq BETWEEN ? AND ? AND kind = 'i'")
        .bind(step.first_entry)
        .bind(step.last_entry)
        .execute(&mut *conn)
        .await?;
    query("DELETE FROM temp.made WHERE id IN (SELECT row_id FROM change WHERE seq BETWEEN ? AND ? AND kind = 'd')")
        .bind(step.first_entry)
        .bind(step.last_entry)
        .execute(conn)
        .await?;
    Ok(())
}

/// `temp.standing`: the later operations that are not undone.
async fn collect_standing(conn: &mut SqliteConnection, step: &Step) -> Result<()> {
    query("CREATE TEMP TABLE standing (seq INTEGER PRIMARY KEY)").execute(&mut *conn).await?;
    let later: Vec<(i64, String, Option<i64>)> =
        query_as("SELECT seq, op, undoes FROM change_tx WHERE seq > ? AND hash IS NOT NULL ORDER BY seq DESC")
            .bind(step.seq)
            .fetch_all(&mut *conn)
            .await?;
    let inverses: Vec<(i64, i64)> =
        query_as("SELECT seq, undoes FROM change_tx WHERE undoes IS NOT NULL").fetch_all(&mut *conn).await?;
    let inverses: HashMap<i64, i64> = inverses.into_iter().collect();
    // A redo stands where the operation stood that it does again: what is later by the clock may be earlier by turn.
    let turn = |seq| std::iter::successors(Some(seq), |seq| inverses.get(seq).copied()).last().unwrap_or(seq);
    // Newest first: whoever undoes is judged before what it undoes.
    let mut undone = HashSet::new();
    for (seq, op, undoes) in later {
        if undone.contains(&seq) {
            continue;
        }
        undone.extend(undoes);
        if op != Op::Undo.code() && turn(seq) > turn(step.seq) {
            query("INSERT INTO temp.standing VALUES (?)").bind(seq).execute(&mut *conn).await?;
        }
    }
    Ok(())
}

/// A row stays when a later operation that still stands has written to it.
async fn keep_edited(conn: &mut SqliteConnection, step: &Step) -> Result<()> {
    let later: Option<i64> = query_scalar("SELECT seq FROM temp.standing LIMIT 1").fetch_optional(&mut *conn).await?;
    if later.is_none() {
        return Ok(());
    }
    query(
        "UPDATE temp.made SET kept = 'edited_since'
         WHERE EXISTS (SELECT 1 FROM change c WHERE c.row_id = made.id AND c.seq > ? AND c.tx IN (SELECT seq FROM temp.standing))",
    )
    .bind(step.last_entry)
    .execute(conn)
    .await?;
    Ok(())
}

/// A row stays when a row that stays refers to it. Children were judged before their parents.
async fn keep_referenced(conn: &mut SqliteConnection, table: &Table) -> Result<()> {
    let going: i64 = query_scalar("SELECT count(*) FROM temp.made WHERE tbl = ? AND kept IS NULL")
        .bind(table.name)
        .fetch_one(&mut *conn)
        .await?;
    if going == 0 {
        return Ok(());
    }
    for child in TABLES {
        let columns: Vec<String> = query_scalar("SELECT \"from\" FROM pragma_foreign_key_list(?) WHERE \"table\" = ?")
            .bind(child.name)
            .bind(table.name)
            .fetch_all(&mut *conn)
            .await?;
        for column in columns {
            let name = child.name;
            let stays = "NOT EXISTS (SELECT 1 FROM temp.made m WHERE m.id = ch.id AND m.kept IS NULL)";
            // Few rows look their children up, many are better found in one pass over the children.
            let referenced = if going < 200 {
                format!("EXISTS (SELECT 1 FROM {name} ch WHERE ch.{column} = made.id AND {stays})")
            } else {
                format!("id IN (SELECT ch.{column} FROM {name} ch WHERE ch.{column} IS NOT NULL AND {stays})")
            };
            let statement =
                format!("UPDATE temp.made SET kept = 'referenced' WHERE tbl = ? AND kept IS NULL AND {referenced}");
            loop {
                let changed = query(sql(statement.clone())).bind(table.name).execute(&mut *conn).await?.rows_affected();
                // A table that refers to itself may keep a chain of rows.
                if changed == 0 || child.name != table.name {
                    break;
                }
            }
        }
    }
    Ok(())
}

/// Deleted rows come back with the same ids, but for those whose place is taken or whose parent is gone.
async fn bring_back(conn: &mut SqliteConnection, table: &Table, step: &Step, done: &mut Done) -> Result<()> {
    let deleted: Vec<String> = query_scalar(
        "SELECT old FROM change c WHERE seq BETWEEN ? AND ? AND kind = 'd' AND tbl = ?
         AND NOT EXISTS (SELECT 1 FROM change i WHERE i.row_id = c.row_id AND i.kind = 'i' AND i.seq BETWEEN ? AND c.seq) ORDER BY seq",
    )
    .bind(step.first_entry)
    .bind(step.last_entry)
    .bind(table.name)
    .bind(step.first_entry)
    .fetch_all(&mut *conn)
    .await?;
    if deleted.is_empty() {
        return Ok(());
    }
    let columns = capture::packed(conn, table).await?;
    let head = format!("INSERT OR IGNORE INTO {} ({}) VALUES", table.name, columns.join(","));
    let mut came = 0;
    for batch in deleted.chunks(BATCH) {
        let mut rows = Vec::with_capacity(batch.len());
        for row in batch {
            let mut values = unpack(row).ok_or(Error::Damaged)?;
            // Columns added since the row was deleted stand at the end.
            values.resize(columns.len(), Value::Null);
            rows.push(values);
        }
        came += insert_counted(conn, &head, columns.len(), &rows, |insert, values| {
            values.iter().fold(insert, |insert, value| value.bind(insert))
        })
        .await?;
    }
    came -= drop_orphans(conn, table, step).await?;
    done.rows += came;
    if came < deleted.len() as u64 {
        name_gone(conn, table, step, done).await?;
    }
    Ok(())
}

/// Takes out again what refers to a row that is no more: its record was purged since, or could not come back itself.
async fn drop_orphans(conn: &mut SqliteConnection, table: &Table, step: &Step) -> Result<u64> {
    let parents: Vec<(String, String)> = query_as("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)")
        .bind(table.name)
        .fetch_all(&mut *conn)
        .await?;
    let name = table.name;
    let mut dropped = 0;
    for (column, parent) in parents {
        let orphans = format!(
            "DELETE FROM {name} WHERE id IN (SELECT row_id FROM change WHERE seq BETWEEN ? AND ? AND kind = 'd' AND tbl = ?)
             AND {column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {name}.{column})"
        );
        loop {
            let orphans = query(sql(orphans.clone())).bind(step.first_entry).bind(step.last_entry).bind(name);
            let gone = orphans.execute(&mut *conn).await?.rows_affected();
            dropped += gone;
            // A table that refers to itself may lose a chain of rows.
            if gone == 0 || parent != name {
                break;
            }
        }
    }
    Ok(dropped)
}

/// Names the deleted rows that did not come back.
async fn name_gone(conn: &mut SqliteConnection, table: &Table, step: &Step, done: &mut Done) -> Result<()> {
    let gone = format!(
        "SELECT row_id FROM change c WHERE seq BETWEEN ? AND ? AND kind = 'd' AND tbl = ? AND NOT EXISTS (SELECT 1 FROM {} r WHERE r.id = c.row_id)
         AND NOT EXISTS (SELECT 1 FROM change i WHERE i.row_id = c.row_id AND i.kind = 'i' AND i.seq BETWEEN ? AND c.seq)",
        table.name
    );
    let gone: Vec<Uuid> = query_scalar(sql(gone))
        .bind(step.first_entry)
        .bind(step.last_entry)
        .bind(table.name)
        .bind(step.first_entry)
        .fetch_all(conn)
        .await?;
    done.left_total += i64::try_from(gone.len()).unwrap_or(i64::MAX);
    done.left.extend(gone.iter().take(NAMED as usize).map(|id| LeftAlone {
        table: table.name.to_owned(),
        row_id: id.to_string(),
        field: None,
        reason: LeftReason::EditedSince,
    }));
    Ok(())
}

/// Every changed column that still holds what the transaction wrote gets its former value, where that is still there.
async fn revert_columns(conn: &mut SqliteConnection, table: &Table, step: &Step, done: &mut Done) -> Result<()> {
    let columns: Vec<String> =
        query_scalar("SELECT DISTINCT col FROM change WHERE seq BETWEEN ? AND ? AND kind = 'u' AND tbl = ?")
            .bind(step.first_entry)
            .bind(step.last_entry)
            .bind(table.name)
            .fetch_all(&mut *conn)
            .await?;
    for col in columns {
        let name = table.name;
        let changed = format!(
            "id IN (SELECT row_id FROM change WHERE seq BETWEEN ?1 AND ?2 AND kind = 'u' AND tbl = '{name}' AND col = '{col}')
             AND id NOT IN (SELECT id FROM temp.made)"
        );
        let later = format!(
            "SELECT old FROM change c WHERE c.row_id = {name}.id AND c.col = '{col}' AND c.seq > ?2 AND c.seq < ?3 ORDER BY c.seq LIMIT 1"
        );
        let former = format!(
            "(SELECT old FROM change c WHERE c.row_id = {name}.id AND c.col = '{col}' AND c.kind = 'u' AND c.seq BETWEEN ?1 AND ?2 ORDER BY c.seq LIMIT 1)"
        );
        let parent: Option<String> =
            query_scalar("SELECT \"table\" FROM pragma_foreign_key_list(?) WHERE \"from\" = ?")
                .bind(name)
                .bind(&col)
                .fetch_optional(&mut *conn)
                .await?;
        // Who was made before, and whose making was undone since, is referred to no more.
        let exists = parent.map_or_else(
            || "TRUE".to_owned(),
            |parent| format!("({former} IS NULL OR EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {former}))"),
        );
        let holds = format!("((NOT EXISTS ({later}) OR {col} IS ({later})) AND {exists})");
        // Entries of this very undo are not "later".
        let end: i64 = query_scalar("SELECT coalesce(max(seq), 0) + 1 FROM change").fetch_one(&mut *conn).await?;
        let left: Vec<Uuid> = query_scalar(sql(format!("SELECT id FROM {name} WHERE {changed} AND NOT {holds}")))
            .bind(step.first_entry)
            .bind(step.last_entry)
            .bind(end)
            .fetch_all(&mut *conn)
            .await?;
        done.left_total += i64::try_from(left.len()).unwrap_or(i64::MAX);
        done.left.extend(left.iter().take(NAMED as usize).map(|id| LeftAlone {
            table: name.to_owned(),
            row_id: id.to_string(),
            field: Some(col.clone()),
            reason: LeftReason::EditedSince,
        }));
        // What holds its former value already is no change: an undo that changes nothing has to be noted as one.
        let update =
            format!("UPDATE {name} SET {col} = {former} WHERE {changed} AND {holds} AND {col} IS NOT {former}");
        done.rows += query(sql(update))
            .bind(step.first_entry)
            .bind(step.last_entry)
            .bind(end)
            .execute(&mut *conn)
            .await?
            .rows_affected();
    }
    Ok(())
}

async fn take_away(conn: &mut SqliteConnection, table: &Table) -> Result<u64> {
    let delete =
        format!("DELETE FROM {} WHERE id IN (SELECT id FROM temp.made WHERE tbl = ? AND kept IS NULL)", table.name);
    Ok(query(sql(delete)).bind(table.name).execute(conn).await?.rows_affected())
}

async fn name_kept(conn: &mut SqliteConnection, done: &mut Done) -> Result<()> {
    let total: i64 =
        query_scalar("SELECT count(*) FROM temp.made WHERE kept IS NOT NULL").fetch_one(&mut *conn).await?;
    done.left_total += total;
    let rows =
        query("SELECT tbl, id, kept FROM temp.made WHERE kept IS NOT NULL LIMIT ?").bind(NAMED).fetch_all(conn).await?;
    for row in rows {
        let reason =
            if row.get::<&str, _>("kept") == "referenced" { LeftReason::Referenced } else { LeftReason::EditedSince };
        done.left.push(LeftAlone {
            table: row.get("tbl"),
            row_id: row.get::<Uuid, _>("id").to_string(),
            field: None,
            reason,
        });
    }
    Ok(())
}
