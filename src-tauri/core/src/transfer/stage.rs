//! Copying the rows into the database, outside the change log, in short transactions: a crash loses nothing that
//! was copied, others can write in between, and the run reads from a place that cannot change under it.

use std::sync::Arc;

use super::csv::decode::Undecodable;
use super::csv::rows::Row;
use super::held::HeldFile;
use super::plan::{ImportPhase, ImportPlan, ImportProgress};
use super::source::Dialect;
use super::store;
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::id::ImportId;

/// Rows, or bytes, of one transaction.
const BATCH_ROWS: usize = 10_000;
const BATCH_BYTES: usize = 8 << 20;

struct Batch {
    rows: Vec<(i64, String)>,
    bytes_read: u64,
}

/// Copies all rows of the file, the header among them.
pub(super) async fn stage(
    session: &Session,
    token: ImportId,
    file: &Arc<HeldFile>,
    plan: &ImportPlan,
    dialect: Dialect,
    progress: &(dyn Fn(ImportProgress) + Send + Sync),
) -> Result<()> {
    let _alone = session.crm().imports().staging.lock().await;
    file.set_staged(None);
    {
        let mut writer = session.crm().database().writer().await?;
        store::discard_unfinished(&mut writer.conn, token).await?;
        store::begin_run(&mut writer.conn, token, file.target, &file.source.name(), plan, session.now()).await?;
    }
    let total = Some(file.source.size_bytes()?);
    let (sender, mut receiver) = tokio::sync::mpsc::channel(2);
    let reading = Arc::clone(file);
    let reader = tokio::task::spawn_blocking(move || read(&reading, dialect, &sender));
    let mut rows = 0;
    while let Some(batch) = receiver.recv().await {
        let batch: Batch = batch;
        file.go_on()?;
        rows += batch.rows.len() as i64;
        let mut writer = session.crm().database().writer().await?;
        store::stage_rows(&mut writer.conn, token, &batch.rows).await?;
        progress(ImportProgress { phase: ImportPhase::Reading, done: batch.bytes_read, total });
    }
    match reader.await {
        Ok(result) => result?,
        Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
        Err(_) => return Err(Error::Cancelled),
    }
    let mut writer = session.crm().database().writer().await?;
    store::end_staging(&mut writer.conn, token, rows - i64::from(dialect.header)).await?;
    file.set_staged(Some(dialect));
    Ok(())
}

fn read(file: &HeldFile, dialect: Dialect, sender: &tokio::sync::mpsc::Sender<Batch>) -> Result<()> {
    let mut reader = dialect.rows(&file.source, Undecodable::Stop)?;
    let mut row = Row::default();
    let mut batch = Vec::new();
    let mut bytes = 0;
    while reader.next(&mut row)? {
        if super::survey::is_separator_line(&row) {
            continue;
        }
        let cells = store::json(&row.cells().collect::<Vec<_>>())?;
        bytes += cells.len();
        batch.push((i64::try_from(row.number).unwrap_or(i64::MAX), cells));
        if batch.len() == BATCH_ROWS || bytes > BATCH_BYTES {
            let full = Batch { rows: std::mem::take(&mut batch), bytes_read: reader.bytes_read() };
            bytes = 0;
            if sender.blocking_send(full).is_err() {
                // Nobody waits any more: the import was cancelled.
                return Ok(());
            }
        }
    }
    drop(sender.blocking_send(Batch { rows: batch, bytes_read: reader.bytes_read() }));
    Ok(())
}
