//! Looking at a file before anything is done with it.

use std::sync::Arc;

use super::compile::{Compiled, Surroundings};
use super::held::{HeldFile, blocking};
use super::mapping::propose;
use super::plan::{ImportField, ImportIssue, ImportPlan, ImportPreview, ImportTarget, IssueEffect};
use super::source::{Dialect, ImportSource};
use super::survey::Survey;
use super::{store, targets};
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::fields::FieldDef;
use crate::id::ImportId;

impl Session {
    /// Takes a file (or pasted text) in hand: reads it once and proposes what to do with it.
    ///
    /// Refuses what is no text, is empty, is wider than 1,000 columns or has a cell over 1 MB, naming the row.
    pub async fn open_import(&self, target: ImportTarget, source: ImportSource) -> Result<ImportPreview> {
        let looked_at = source.clone();
        let dialect = blocking(move || Dialect::sniff(&looked_at, target)).await?;
        let token: ImportId = self.new_id();
        let file = self.crm().imports().add(token, target, source);
        match self.first_preview(token, &file, dialect).await {
            Ok(preview) => Ok(preview),
            Err(error) => {
                self.crm().imports().remove(token);
                Err(error)
            }
        }
    }

    async fn first_preview(&self, token: ImportId, file: &Arc<HeldFile>, dialect: Dialect) -> Result<ImportPreview> {
        let survey = file.survey(dialect).await?;
        let defs = self.list_field_defs().await?;
        let money = matches!(file.target, ImportTarget::Products | ImportTarget::Purchases);
        let plan = ImportPlan {
            encoding: dialect.label(),
            delimiter: char::from(dialect.delimiter).to_string(),
            header_row: dialect.header,
            columns: propose(file.target, &survey, &defs),
            currency: money.then(|| self.crm().settings().base_currency.clone()),
            date_order: None,
            only: None,
            create_missing: matches!(file.target, ImportTarget::Contacts | ImportTarget::People),
        };
        self.preview(token, file, &survey, plan, &defs)
    }

    /// The same file under a changed plan. A change of encoding, delimiter or header that makes other columns of it
    /// proposes their mapping anew.
    ///
    /// Rows that wait in the database since before a crash are shown as they were read; only their mapping can change.
    pub async fn preview_import(&self, token: ImportId, mut plan: ImportPlan) -> Result<ImportPreview> {
        let Some(file) = self.crm().imports().get(token) else { return self.preview_staged(token, plan).await };
        let survey = file.survey(Dialect::of_plan(&plan)?).await?;
        let defs = self.list_field_defs().await?;
        if !plan.columns.iter().map(|map| &map.header).eq(&survey.headers) {
            plan.columns = propose(file.target, &survey, &defs);
            plan.only = None;
        }
        self.preview(token, &file, &survey, plan, &defs)
    }

    /// Lets go of a file, and of rows that wait for a run.
    pub async fn close_import(&self, token: ImportId) -> Result<()> {
        self.crm().imports().remove(token);
        let mut writer = self.crm().database().writer().await?;
        store::discard(&mut writer.conn, token).await
    }

    fn preview(
        &self,
        token: ImportId,
        file: &HeldFile,
        survey: &Survey,
        plan: ImportPlan,
        defs: &[FieldDef],
    ) -> Result<ImportPreview> {
        let mut warnings = survey.warnings.clone();
        // A plan that is not whole yet is no reason not to show the file.
        if let Ok(compiled) = Compiled::new(file.target, &plan, defs, self.surroundings())
            && plan.date_order.is_none()
            && survey.date_order(compiled.date_columns()).is_none()
        {
            let column = compiled.date_columns().next().map(|column| column as u32);
            warnings.push(ImportIssue {
                row: 1,
                column,
                code: "date.ambiguous".into(),
                data: [].into(),
                effect: IssueEffect::Note,
            });
        }
        Ok(ImportPreview {
            token,
            file_name: file.source.name(),
            size_bytes: file.source.size_bytes()?,
            target: file.target,
            rows: survey.rows,
            sample: survey.sample.iter().map(|row| row.cells().map(str::to_owned).collect()).collect(),
            fields: fields(file.target, &plan),
            warnings,
            plan,
        })
    }

    async fn preview_staged(&self, token: ImportId, plan: ImportPlan) -> Result<ImportPreview> {
        let mut read = self.read().await?;
        let run = store::staged_run(read.conn(), token).await?.ok_or(Error::NotFound("import"))?;
        let header = usize::from(run.plan.header_row);
        let rows = store::staged_rows(read.conn(), token, 0, 50 + header as i64).await?;
        let sample: Result<Vec<_>> = rows.iter().skip(header).map(|(_, cells)| store::parse(cells)).collect();
        let ImportPlan { encoding, delimiter, header_row, .. } = run.plan;
        Ok(ImportPreview {
            token,
            file_name: run.file_name,
            size_bytes: 0,
            target: run.target,
            rows: u32::try_from(run.rows).unwrap_or(u32::MAX),
            sample: sample?,
            fields: fields(run.target, &plan),
            warnings: Vec::new(),
            plan: ImportPlan { encoding, delimiter, header_row, ..plan },
        })
    }

    pub(super) fn surroundings(&self) -> Surroundings {
        Surroundings { country: self.crm().settings().country.clone(), zone: self.zone() }
    }
}

/// The fields a column can go to. A contact whose name comes in parts needs no whole name.
fn fields(target: ImportTarget, plan: &ImportPlan) -> Vec<ImportField> {
    let goes_to = |key: &str| plan.columns.iter().any(|map| map.target.as_deref() == Some(key));
    let in_parts = target == ImportTarget::Contacts && (goes_to("familyName") || goes_to("givenName"));
    let fields = targets::fields(target).iter();
    fields.map(|field| ImportField { key: field.key.into(), required: field.required && !in_parts }).collect()
}
