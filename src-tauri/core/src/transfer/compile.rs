//! A plan that was checked: every column goes somewhere that exists, and nothing is left to ask.

use std::collections::HashSet;

use chrono_tz::Tz;

use super::plan::{ImportPlan, ImportTarget};
use super::targets::{self, Field, field};
use super::values::date::DateOrder;
use crate::error::{Error, FieldError, Result};
use crate::fields::{Entity, FieldDef, FieldKind};
use crate::id::FieldId;
use crate::money::Currency;
use crate::text::normal::fold;

/// What the parsing threads need to know.
#[derive(Debug, Clone)]
pub(crate) struct Compiled {
    pub(crate) target: ImportTarget,
    pub(crate) order: DateOrder,
    pub(crate) currency: Option<Currency>,
    /// The country of a phone or an address that names none.
    pub(crate) country: String,
    pub(crate) zone: Tz,
    pub(crate) create_missing: bool,
    /// Customers in this file are people.
    pub(crate) of_persons: bool,
    pub(crate) width: usize,
    only: Option<(usize, String)>,
    fields: Vec<(&'static Field, Vec<usize>)>,
    pub(crate) custom: Vec<CustomColumn>,
}

/// A column that goes to a custom field.
#[derive(Debug, Clone)]
pub(crate) struct CustomColumn {
    pub(crate) column: usize,
    pub(crate) header: String,
    pub(crate) kind: FieldKind,
    /// None until the field is made.
    pub(crate) field: Option<FieldId>,
}

/// Where cells are read that name no country, currency or zone.
#[derive(Debug, Clone)]
pub(crate) struct Surroundings {
    pub(crate) country: String,
    pub(crate) zone: Tz,
}

impl Compiled {
    /// Checks the plan; everything that is wrong with it is reported at once.
    pub(crate) fn new(
        target: ImportTarget,
        plan: &ImportPlan,
        defs: &[FieldDef],
        around: Surroundings,
    ) -> Result<Self> {
        let mut errors = Vec::new();
        let mut compiled = Self {
            target,
            order: plan.date_order.unwrap_or(DateOrder::Iso),
            currency: None,
            country: around.country,
            zone: around.zone,
            create_missing: plan.create_missing,
            of_persons: false,
            width: plan.columns.len(),
            only: None,
            fields: Vec::new(),
            custom: Vec::new(),
        };
        if let Some(code) = plan.currency.as_deref().filter(|code| !code.trim().is_empty()) {
            match code.trim().to_uppercase().parse() {
                Ok(currency) => compiled.currency = Some(currency),
                Err(_) => errors.push(FieldError::new("currency", "currency.invalid")),
            }
        }
        if let Some(only) = &plan.only {
            match usize::try_from(only.column).ok().filter(|column| *column < plan.columns.len()) {
                Some(column) => compiled.only = Some((column, fold(&only.value))),
                None => errors.push(FieldError::new("where", "unknown")),
            }
        }
        compiled.map_columns(plan, defs, &mut errors);
        compiled.check_required(&mut errors);
        if errors.is_empty() { Ok(compiled) } else { Err(Error::Invalid(errors)) }
    }

    fn map_columns(&mut self, plan: &ImportPlan, defs: &[FieldDef], errors: &mut Vec<FieldError>) {
        let mut used = HashSet::new();
        for (column, map) in plan.columns.iter().enumerate() {
            let Some(goal) = map.target.as_deref() else { continue };
            let at = || format!("columns.{column}.target");
            if let Some(kind) = goal.strip_prefix("custom:") {
                match self.custom_column(column, &map.header, kind, defs) {
                    Some(custom) if custom.field.is_none_or(|id| used.insert(id.to_string())) => {
                        self.custom.push(custom)
                    }
                    Some(_) => errors.push(FieldError::new(at(), "taken")),
                    None => errors.push(FieldError::new(at(), "unknown")),
                }
                continue;
            }
            let Some(field) = field(self.target, goal) else {
                errors.push(FieldError::new(at(), "unknown"));
                continue;
            };
            let key = targets::header_key(&map.header);
            self.of_persons |= field.key == "name" && ["姓名", "客户姓名", "fullname"].contains(&key.as_str());
            match self.fields.iter_mut().find(|(known, _)| known.key == field.key) {
                Some((_, columns)) if field.many => columns.push(column),
                Some(_) => errors.push(FieldError::new(at(), "taken")),
                None => self.fields.push((field, vec![column])),
            }
        }
    }

    fn custom_column(&self, column: usize, header: &str, goal: &str, defs: &[FieldDef]) -> Option<CustomColumn> {
        let entity = self.entity()?;
        let (kind, field) = match goal {
            "new:text" => (FieldKind::Text, None),
            "new:number" => (FieldKind::Number, None),
            "new:date" => (FieldKind::Date, None),
            id => {
                let def = defs.iter().find(|def| def.id.to_string() == id && def.entity == entity)?;
                (def.kind, Some(def.id))
            }
        };
        Some(CustomColumn { column, header: header.to_owned(), kind, field })
    }

    fn check_required(&self, errors: &mut Vec<FieldError>) {
        for field in targets::fields(self.target).iter().filter(|field| field.required) {
            let named_in_parts =
                self.target == ImportTarget::Contacts && (self.has("familyName") || self.has("givenName"));
            let stands_in = field.key == "name" && named_in_parts;
            if !self.has(field.key) && !stands_in {
                errors.push(FieldError::new("columns", "required").with("field", field.key));
            }
        }
        let money = self.has("amount") || self.has("price");
        if money && self.currency.is_none() && !self.has("currency") && errors.is_empty() {
            errors.push(FieldError::new("currency", "required"));
        }
    }

    /// What carries the custom fields.
    pub(crate) fn entity(&self) -> Option<Entity> {
        targets::custom_entity(self.target)
    }

    /// The columns of a field, from the left.
    pub(crate) fn columns(&self, key: &str) -> &[usize] {
        self.fields.iter().find(|(field, _)| field.key == key).map_or(&[], |(_, columns)| columns)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        !self.columns(key).is_empty()
    }

    /// Whether the row was asked for.
    pub(crate) fn wants(&self, row: &super::csv::rows::Row) -> bool {
        self.only.as_ref().is_none_or(|(column, value)| fold(row.cell(*column)) == *value)
    }

    /// The columns whose cells are read as dates.
    pub(crate) fn date_columns(&self) -> impl Iterator<Item = usize> {
        let fields = self
            .fields
            .iter()
            .filter(|(field, _)| field.content == targets::Content::Date)
            .flat_map(|(_, columns)| columns.iter().copied());
        fields.chain(self.custom.iter().filter(|custom| custom.kind == FieldKind::Date).map(|custom| custom.column))
    }
}
