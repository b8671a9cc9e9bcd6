//! The run: staged rows into records, in one transaction, one entry of the journal, one undo.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::mpsc;

use super::compile::Compiled;
use super::csv::rows::Row;
use super::held::HeldFile;
use super::plan::{ImportPhase, ImportPlan, ImportProgress, ImportReport, ImportRun, ImportTarget};
use super::records::{Records, parse};
use super::source::Dialect;
use super::stage::stage;
use super::store;
use super::tally::Tally;
use super::values::date::DateOrder;
use super::write::Writer;
use crate::access::Need;
use crate::crm::{Read, Session};
use crate::db::schema::SetAside;
use crate::error::{Error, Result};
use crate::fields;
use crate::id::{FieldId, ImportId};
use crate::search;
use crate::text::normal::{clean, fold};
use crate::tx::Tx;

crate::op::ops! {
    /// Customers from a file.
    Customers = "import.customers" => Customers.Import,
    /// Contacts from a file.
    Contacts = "import.contacts" => Contacts.Import,
    /// Colleagues from a file.
    People = "import.people" => People.Import,
    /// Products from a file.
    Products = "import.products" => Products.Import,
    /// Purchases from a file.
    Purchases = "import.purchases" => Purchases.Import,
    /// Customers to a file.
    ExportCustomers = "export.customers" => Customers.Export,
    /// Contacts to a file.
    ExportContacts = "export.contacts" => Contacts.Export,
    /// Writing figures of the insights to a file.
    ExportInsights = "export.insights" => Customers.Export,
    /// Writing lines of the audit to a file.
    ExportAudit = "export.audit" => Audit.Export,
}

impl From<ImportTarget> for Op {
    fn from(target: ImportTarget) -> Self {
        match target {
            ImportTarget::Customers => Self::Customers,
            ImportTarget::Contacts => Self::Contacts,
            ImportTarget::People => Self::People,
            ImportTarget::Products => Self::Products,
            ImportTarget::Purchases => Self::Purchases,
        }
    }
}

/// An import of fewer rows keeps every index up as it goes. Tests let theirs count as large.
const MANY: i64 = if cfg!(test) { 20 } else { 5_000 };
/// Rows that one thread reads at a time.
const BATCH: i64 = 4_000;

impl Session {
    /// Imports a file that was opened, or rows that an earlier run left staged. A dry run does everything but keep it.
    ///
    /// Other writes wait while it runs. On an error, and when it is cancelled, nothing is kept but the staged rows.
    pub async fn run_import(
        &self,
        token: ImportId,
        mut plan: ImportPlan,
        dry_run: bool,
        progress: &(dyn Fn(ImportProgress) + Send + Sync),
    ) -> Result<ImportReport> {
        let started = std::time::Instant::now();
        let defs = self.list_field_defs().await?;
        let (target, file) = self.import_target(token).await?;
        let mut compiled = Compiled::new(target, &plan, &defs, self.surroundings())?;
        if let Some(file) = &file {
            file.begin();
            let dialect = Dialect::of_plan(&plan)?;
            let survey = file.survey(dialect).await?;
            if let Some(stopped) = survey.undecodable() {
                return Err(stopped);
            }
            if plan.columns.len() != survey.headers.len() {
                return Err(Error::invalid("columns", "invalid"));
            }
            let order = plan.date_order.or_else(|| survey.date_order(compiled.date_columns()));
            compiled.order = order.ok_or_else(|| Error::invalid("dateOrder", "date.ambiguous"))?;
            plan.date_order = Some(compiled.order).filter(|order| *order != DateOrder::Iso);
            if !file.is_staged(dialect) {
                stage(self, token, file, &plan, dialect, progress).await?;
            }
        }
        let run = Run { session: self, token, file, plan, dry_run, progress };
        let mut report = run.go(compiled).await?;
        report.seconds = started.elapsed().as_secs_f64();
        if report.tx.is_some() {
            self.crm().imports().remove(token);
        }
        Ok(report)
    }

    /// Asks a running import to stop. It rolls back and reports that it was cancelled.
    pub fn cancel_import(&self, token: ImportId) -> Result<()> {
        self.crm().imports().get(token).ok_or(Error::NotFound("import"))?.cancel();
        Ok(())
    }

    /// Imports of the past, the newest first, and those that wait for their run; of what the asker may import.
    pub async fn list_imports(&self) -> Result<Vec<ImportRun>> {
        let mut read = self.read().await?;
        let rights = read.rights().await?;
        let mut runs = store::runs(read.conn()).await?;
        runs.retain(|run| match Op::from(run.target).need() {
            Need::Of(object, action) => rights.may(object, action),
            Need::OfParent(_) | Need::Nothing | Need::AsUndone => false,
        });
        Ok(runs)
    }

    async fn import_target(&self, token: ImportId) -> Result<(ImportTarget, Option<Arc<HeldFile>>)> {
        if let Some(file) = self.crm().imports().get(token) {
            return Ok((file.target, Some(file)));
        }
        let staged = store::staged_run(self.read().await?.conn(), token).await?;
        staged.map(|run| (run.target, None)).ok_or(Error::NotFound("import"))
    }
}

struct Run<'a> {
    session: &'a Session,
    token: ImportId,
    file: Option<Arc<HeldFile>>,
    plan: ImportPlan,
    dry_run: bool,
    progress: &'a (dyn Fn(ImportProgress) + Send + Sync),
}

impl Run<'_> {
    async fn go(&self, mut compiled: Compiled) -> Result<ImportReport> {
        let mut read = self.session.read().await?;
        let total = store::staged_run(read.conn(), self.token).await?.ok_or(Error::NotFound("import"))?.rows;
        let mut tx = self.session.begin(crate::op::Op::Transfer(compiled.target.into())).await?;
        make_fields(&mut tx, &mut compiled).await?;
        let plan = Arc::new(compiled);
        let mut writer = Writer::new(tx, Arc::clone(&plan)).await?;

        let indexes = self.set_aside(&mut writer.tx, plan.target, total).await?;
        let (batches, mut reading) = mpsc::channel(1);
        let reader = tokio::spawn(read_ahead(read, self.token, plan, usize::from(self.plan.header_row), batches));
        while let Some(batch) = reading.recv().await {
            let (records, tally) = batch?;
            if let Some(file) = &self.file {
                file.go_on()?;
            }
            writer.tally.add(tally);
            writer.write(records).await?;
            let done = u64::from(writer.tally.rows + writer.tally.filtered);
            (self.progress)(ImportProgress { phase: ImportPhase::Writing, done, total: u64::try_from(total).ok() });
        }
        if let Err(failed) = reader.await
            && failed.is_panic()
        {
            std::panic::resume_unwind(failed.into_panic());
        }
        indexes.put_back(writer.tx.conn()).await?;
        writer.finish().await?;
        if total >= MANY {
            search::merge_again(writer.tx.conn()).await?;
        }
        (self.progress)(ImportProgress { phase: ImportPhase::Indexing, done: 0, total: None });
        self.end(writer).await
    }

    /// What need not be kept up row by row, when at least as many rows come as there are: for fewer, making an index
    /// anew costs more than keeping it up.
    async fn set_aside(&self, tx: &mut Tx, target: ImportTarget, coming: i64) -> Result<SetAside> {
        let mut aside = SetAside::default();
        if coming < MANY {
            return Ok(aside);
        }
        search::merge_later(tx.conn()).await?;
        let held = store::held(tx.conn()).await?;
        let (tables, there): (&[&str], i64) = match target {
            ImportTarget::Customers => (&["customers", "contact_methods"], held.reachable),
            ImportTarget::Contacts => (&["contacts", "contact_methods"], held.reachable),
            ImportTarget::Purchases => (&["purchases"], held.purchases),
            ImportTarget::People | ImportTarget::Products => (&[], 0),
        };
        for table in tables.iter().filter(|_| coming >= there) {
            aside.take(tx.conn(), table).await?;
        }
        if coming >= held.entries {
            aside.take(tx.conn(), "change").await?;
        }
        Ok(aside)
    }

    async fn end(&self, writer: Writer) -> Result<ImportReport> {
        let Writer { mut tx, tally, .. } = writer;
        let nothing = tally.stored == 0 && tally.made == 0;
        let mut report = tally.into_report(&self.plan, self.dry_run);
        if self.dry_run || nothing {
            tx.rollback().await?;
            return Ok(report);
        }
        if let Some(file) = &self.file {
            file.go_on()?;
        }
        report.tx = Some(tx.seq());
        let (seq, now) = (tx.seq(), tx.now());
        store::end_run(tx.conn(), self.token, &self.plan, &report, seq, now).await?;
        tx.commit().await?;
        Ok(report)
    }
}

/// Reads staged rows and parses them, a little ahead of whoever stores them.
async fn read_ahead(
    mut read: Read,
    run: ImportId,
    plan: Arc<Compiled>,
    mut header_rows: usize,
    batches: mpsc::Sender<Result<(Records, Tally)>>,
) {
    let mut after = 0;
    loop {
        let rows = match store::staged_rows(read.conn(), run, after, BATCH).await {
            Ok(rows) if rows.is_empty() => return,
            rows => rows,
        };
        let (plan, skip) = (Arc::clone(&plan), std::mem::take(&mut header_rows));
        let parsing = tokio::task::spawn_blocking(move || {
            let rows = rows?;
            let last = rows.last().map_or(0, |(row, _)| *row);
            let rows: Result<Vec<Row>> =
                rows.into_iter().skip(skip).map(|(number, cells)| Row::from_json(number, &cells)).collect();
            Ok((last, parse(&plan, rows?)))
        });
        let parsed = match parsing.await {
            Ok(parsed) => parsed,
            Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
            Err(_) => Err(Error::Cancelled),
        };
        let failed = parsed.is_err();
        let batch = parsed.map(|(last, batch)| {
            after = last;
            batch
        });
        // Nobody takes it when the run has stopped.
        if batches.send(batch).await.is_err() || failed {
            return;
        }
    }
}

/// Makes the custom fields the plan asks for. One of the same name and kind is used; of another kind, stands beside.
async fn make_fields(tx: &mut Tx, plan: &mut Compiled) -> Result<()> {
    let Some(entity) = plan.entity() else { return Ok(()) };
    let mut defs = fields::store::list(tx.conn()).await?;
    let mut used: HashSet<FieldId> = plan.custom.iter().filter_map(|custom| custom.field).collect();
    for custom in &mut plan.custom {
        if custom.field.is_some() {
            continue;
        }
        let short: String = custom.header.chars().take(90).collect();
        let name = clean(&short, 100).ok().flatten().unwrap_or_else(|| "?".to_owned());
        let mut label = name.clone();
        let mut number = 1;
        custom.field = loop {
            let key = fold(&label);
            match defs.iter().find(|def| def.entity == entity && def.key == key) {
                Some(def) if def.kind == custom.kind && !def.archived && used.insert(def.id) => break Some(def.id),
                Some(_) => {
                    number += 1;
                    label = format!("{name} {number}");
                }
                None => {
                    let id: FieldId = tx.new_id();
                    fields::store::insert(tx.conn(), id, entity, custom.kind, &key, &label, &label).await?;
                    used.insert(id);
                    defs = fields::store::list(tx.conn()).await?;
                    break Some(id);
                }
            }
        };
    }
    Ok(())
}
