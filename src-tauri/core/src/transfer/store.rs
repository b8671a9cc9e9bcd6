//! SQL of import runs and their staged rows. They stand outside the change log.

use futures_util::TryStreamExt as _;
use sqlx::{Connection as _, SqliteConnection};

use super::plan::{ImportPlan, ImportReport, ImportRun, ImportState, ImportTarget};
use crate::clock::Instant;
use crate::db::many::insert_many;
use crate::error::{Error, Result};
use crate::id::ImportId;

pub(super) async fn begin_run(
    conn: &mut SqliteConnection,
    id: ImportId,
    target: ImportTarget,
    file_name: &str,
    plan: &ImportPlan,
    now: Instant,
) -> Result<()> {
    let (target, plan) = (target.code(), json(plan)?);
    sqlx::query!(
        "INSERT INTO import_runs (id, target, file_name, plan, state, started_at) VALUES (?, ?, ?, ?, 'staging', ?)",
        id,
        target,
        file_name,
        plan,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Stages rows in a transaction of their own.
pub(super) async fn stage_rows(conn: &mut SqliteConnection, run: ImportId, rows: &[(i64, String)]) -> Result<()> {
    let mut tx = conn.begin().await?;
    insert_many(&mut tx, "INSERT INTO import_rows (run_id, row, cells) VALUES", 3, rows, |statement, (row, cells)| {
        statement.bind(run).bind(row).bind(cells)
    })
    .await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn end_staging(conn: &mut SqliteConnection, run: ImportId, rows: i64) -> Result<()> {
    sqlx::query!("UPDATE import_runs SET state = 'staged', rows_total = ? WHERE id = ?", rows, run)
        .execute(conn)
        .await?;
    Ok(())
}

/// Bytes after which a batch of staged rows ends, whatever its count.
const BATCH_BYTES: usize = 4 << 20;

/// The staged rows after `after`, in order; at most `count`, and few when they are large. None at the end.
pub(super) async fn staged_rows(
    conn: &mut SqliteConnection,
    run: ImportId,
    after: i64,
    count: i64,
) -> Result<Vec<(i64, String)>> {
    let mut stream = sqlx::query!(
        "SELECT row, cells FROM import_rows WHERE run_id = ? AND row > ? ORDER BY row LIMIT ?",
        run,
        after,
        count
    )
    .fetch(conn);
    let (mut rows, mut bytes) = (Vec::new(), 0);
    while bytes < BATCH_BYTES
        && let Some(row) = stream.try_next().await?
    {
        bytes += row.cells.len();
        rows.push((row.row, row.cells));
    }
    Ok(rows)
}

/// A run whose rows are all there.
#[derive(Debug)]
pub(super) struct Staged {
    pub(super) target: ImportTarget,
    pub(super) file_name: String,
    /// How the rows were read.
    pub(super) plan: ImportPlan,
    /// Without the header.
    pub(super) rows: i64,
}

pub(super) async fn staged_run(conn: &mut SqliteConnection, id: ImportId) -> Result<Option<Staged>> {
    let run = sqlx::query!(
        "SELECT target, file_name, plan, rows_total FROM import_runs WHERE id = ? AND state = 'staged'",
        id
    )
    .fetch_optional(conn)
    .await?;
    run.map(|run| {
        let target = parse(&format!("{:?}", run.target))?;
        Ok(Staged { target, file_name: run.file_name, plan: parse(&run.plan)?, rows: run.rows_total })
    })
    .transpose()
}

pub(super) async fn end_run(
    conn: &mut SqliteConnection,
    run: ImportId,
    plan: &ImportPlan,
    report: &ImportReport,
    tx: i64,
    now: Instant,
) -> Result<()> {
    let stored = i64::from(report.stored);
    let (plan, report) = (json(plan)?, json(report)?);
    sqlx::query!("DELETE FROM import_rows WHERE run_id = ?", run).execute(&mut *conn).await?;
    sqlx::query!(
        "UPDATE import_runs SET state = 'done', rows_stored = ?, plan = ?, report = ?, change_tx = ?, finished_at = ? WHERE id = ?",
        stored,
        plan,
        report,
        tx,
        now,
        run
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets a run that stored nothing.
pub(super) async fn discard(conn: &mut SqliteConnection, run: ImportId) -> Result<()> {
    sqlx::query!("DELETE FROM import_rows WHERE run_id = ?", run).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM import_runs WHERE id = ? AND state IN ('staging', 'staged')", run).execute(conn).await?;
    Ok(())
}

/// Forgets what crashed runs left behind half staged, and whatever this one staged before.
pub(super) async fn discard_unfinished(conn: &mut SqliteConnection, run: ImportId) -> Result<()> {
    sqlx::query!(
        "DELETE FROM import_rows WHERE run_id = ?1 OR run_id IN (SELECT id FROM import_runs WHERE state = 'staging')",
        run
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("DELETE FROM import_runs WHERE id = ? OR state = 'staging'", run).execute(conn).await?;
    Ok(())
}

pub(super) async fn runs(conn: &mut SqliteConnection) -> Result<Vec<ImportRun>> {
    // Undone: the newest word on the transaction is an undo, not the redo of it.
    let rows = sqlx::query!(
        r#"SELECT id AS "id: ImportId", target, file_name, plan, state, rows_total, rows_stored, report, change_tx, started_at AS "started_at: Instant",
                  finished_at AS "finished_at: Instant",
                  EXISTS (SELECT 1 FROM change_tx u WHERE u.undoes = import_runs.change_tx
                          AND NOT EXISTS (SELECT 1 FROM change_tx r WHERE r.undoes = u.seq)) AS "undone!: bool"
           FROM import_runs WHERE state IN ('staged', 'done') ORDER BY started_at DESC, id DESC LIMIT 200"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(ImportRun {
                id: r.id,
                target: parse(&format!("{:?}", r.target))?,
                file_name: r.file_name,
                state: match (r.state.as_str(), r.undone) {
                    ("staged", _) => ImportState::Staged,
                    (_, true) => ImportState::Undone,
                    _ => ImportState::Done,
                },
                rows: u32::try_from(r.rows_total).unwrap_or(u32::MAX),
                stored: u32::try_from(r.rows_stored).unwrap_or(u32::MAX),
                plan: parse(&r.plan)?,
                report: r.report.as_deref().map(parse).transpose()?,
                tx: r.change_tx,
                started_at: r.started_at,
                finished_at: r.finished_at,
            })
        })
        .collect()
}

pub(super) fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Storage(sqlx::Error::Encode(Box::new(error))))
}

pub(super) fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| Error::Damaged)
}

#[cfg(test)]
pub(super) async fn number(session: &crate::Session, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(session.read().await.unwrap().conn()).await.unwrap()
}

/// How much there is already, by the highest number given out.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Held {
    /// Customers and contacts.
    pub(super) reachable: i64,
    pub(super) purchases: i64,
    /// Of the change log.
    pub(super) entries: i64,
}

pub(super) async fn held(conn: &mut SqliteConnection) -> Result<Held> {
    Ok(sqlx::query_as(
        "SELECT coalesce((SELECT max(rid) FROM customers), 0) + coalesce((SELECT max(rid) FROM contacts), 0) AS reachable,
         coalesce((SELECT max(rid) FROM purchases), 0) AS purchases, coalesce((SELECT max(seq) FROM change), 0) AS entries",
    )
    .fetch_one(conn)
    .await?)
}
