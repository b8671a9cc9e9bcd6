//! Which column goes where: by its name, checked against what is in it. A column nobody knows is kept as a
//! custom field where the target has them, and left out, with its cells counted, where it has none.

use std::collections::{HashMap, HashSet};

use super::plan::{ColumnMap, ImportTarget};
use super::survey::Survey;
use super::targets::{Field, custom_entity, field, header_key, named};
use crate::error::{Error, Result};
use crate::fields::FieldDef;

/// The plan's columns for a file nobody has said anything about yet.
pub(crate) fn propose(target: ImportTarget, survey: &Survey, custom: &[FieldDef]) -> Vec<ColumnMap> {
    let mut taken = HashSet::new();
    survey
        .headers
        .iter()
        .enumerate()
        .map(|(column, header)| {
            let target = known(target, survey, column, header)
                .filter(|field| field.many || taken.insert(field.key.to_owned()))
                .map(|field| field.key.to_owned())
                .or_else(|| custom_field(target, survey, column, header, custom, &mut taken));
            ColumnMap { column: column as u32, header: header.clone(), target }
        })
        .collect()
}

/// The field the header names, when the cells look like it.
fn known(target: ImportTarget, survey: &Survey, column: usize, header: &str) -> Option<&'static Field> {
    let field = named(target, header)?;
    let cells: Vec<&str> = survey.sample.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).collect();
    let fitting = cells.iter().filter(|cell| field.content.takes(cell)).count();
    // A required field is proposed in any case: without it there is nothing to import, and its errors say why.
    (field.required || fitting * 2 >= cells.len()).then_some(field)
}

fn custom_field(
    target: ImportTarget,
    survey: &Survey,
    column: usize,
    header: &str,
    custom: &[FieldDef],
    taken: &mut HashSet<String>,
) -> Option<String> {
    let entity = custom_entity(target)?;
    let stats = &survey.columns[column];
    if stats.filled == 0 && survey.rows > 0 {
        return None;
    }
    let key = header_key(header);
    let existing = custom.iter().find(|field| {
        field.entity == entity
            && !field.archived
            && [&field.label_en, &field.label_zh].iter().any(|label| header_key(label) == key)
    });
    // The same label twice in one file: the second becomes a field of its own.
    let existing = existing.map(|field| format!("custom:{}", field.id));
    if let Some(target) = existing.filter(|target| taken.insert(target.clone())) {
        return Some(target);
    }
    Some(format!("custom:new:{}", stats.kind()))
}

/// The mapping of the published CRM sample, for scripts: column name → field. What it does not name is treated as usual.
const CRM_SAMPLE: &[(ImportTarget, &[(&str, &str)])] = &[
    (
        ImportTarget::Customers,
        &[
            ("account", "name"),
            ("sector", "industry"),
            ("employees", "size"),
            ("office_location", "country"),
            ("subsidiary_of", "parent"),
        ],
    ),
    (ImportTarget::Products, &[("product", "name"), ("series", "category"), ("sales_price", "price")]),
    (ImportTarget::People, &[("sales_agent", "name"), ("manager", "manager"), ("regional_office", "region")]),
    (
        ImportTarget::Purchases,
        &[
            ("opportunity_id", "reference"),
            ("sales_agent", "user"),
            ("product", "product"),
            ("account", "customer"),
            ("close_date", "boughtOn"),
            ("close_value", "amount"),
        ],
    ),
];

/// Applies a named mapping to the columns of a plan.
pub fn apply_preset(preset: &str, target: ImportTarget, columns: &mut [ColumnMap]) -> Result<()> {
    let names = match preset {
        "auto" => return Ok(()),
        "crm-sample" => CRM_SAMPLE.iter().find(|(of, _)| *of == target).map(|(_, names)| *names),
        _ => None,
    };
    let names: HashMap<_, _> = names.ok_or_else(|| Error::invalid("map", "unknown"))?.iter().copied().collect();
    for column in columns.iter_mut() {
        match names.get(column.header.as_str()) {
            Some(&field) => column.target = Some(field.to_owned()),
            // A field has one column.
            None if column
                .target
                .as_deref()
                .is_some_and(|key| field(target, key).is_some() && names.values().any(|taken| *taken == key)) =>
            {
                column.target = None
            }
            None => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::survey::Survey;

    fn propose_for(target: ImportTarget, csv: &str) -> Vec<(String, Option<String>)> {
        let survey = Survey::of_text(csv, target).unwrap();
        propose(target, &survey, &[]).into_iter().map(|c| (c.header, c.target)).collect()
    }

    fn some(pairs: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
        pairs
            .iter()
            .map(|(header, target)| ((*header).to_owned(), (!target.is_empty()).then(|| (*target).to_owned())))
            .collect()
    }

    #[test]
    fn the_published_sample_maps_itself() {
        let accounts = propose_for(
            ImportTarget::Customers,
            "account,sector,year_established,revenue,employees,office_location,subsidiary_of\nAcme,technolgy,1996,1100.04,2822,Kenya,\n",
        );
        assert_eq!(
            accounts,
            some(&[
                ("account", "name"),
                ("sector", "industry"),
                ("year_established", "custom:new:number"),
                ("revenue", "custom:new:number"),
                ("employees", "size"),
                ("office_location", "country"),
                ("subsidiary_of", "parent")
            ])
        );
        let pipeline = propose_for(
            ImportTarget::Purchases,
            "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n1C,Moses,GTXPro,Acme,Won,10/20/2016,3/1/2017,1054\n",
        );
        assert_eq!(
            pipeline,
            some(&[
                ("opportunity_id", "reference"),
                ("sales_agent", "user"),
                ("product", "product"),
                ("account", "customer"),
                ("deal_stage", ""),
                ("engage_date", ""),
                ("close_date", "boughtOn"),
                ("close_value", "amount")
            ])
        );
    }

    #[test]
    fn chinese_headers_find_their_fields_and_several_phones_are_kept() {
        let columns = propose_for(
            ImportTarget::Customers,
            "客户名称*,手机,电话,传真,地址（必填）,客户级别,成立日期\n深圳甲公司,13800138000,0755-1,,深圳市南山区,A级,2001-02-03\n",
        );
        assert_eq!(
            columns,
            some(&[
                ("客户名称*", "name"),
                ("手机", "mobile"),
                ("电话", "phone"),
                ("传真", "fax"),
                ("地址（必填）", "address"),
                ("客户级别", "level"),
                ("成立日期", "custom:new:date")
            ])
        );
    }

    #[test]
    fn a_column_whose_cells_do_not_fit_its_name_becomes_a_custom_field() {
        let columns =
            propose_for(ImportTarget::Customers, "name,type,level,rating\nAda,reseller,A,B\nBob,direct,B,C\n");
        assert_eq!(
            columns,
            some(&[("name", "name"), ("type", "custom:new:text"), ("level", "level"), ("rating", "custom:new:text")])
        );
    }

    #[test]
    fn an_unknown_preset_is_refused() {
        let mut columns = vec![
            ColumnMap { column: 0, header: "account".into(), target: None },
            ColumnMap { column: 1, header: "name".into(), target: Some("name".into()) },
        ];
        assert!(matches!(apply_preset("x", ImportTarget::Customers, &mut columns), Err(Error::Invalid(_))));
        apply_preset("crm-sample", ImportTarget::Customers, &mut columns).unwrap();
        assert_eq!(columns[0].target.as_deref(), Some("name"));
        assert_eq!(columns[1].target, None);
    }
}
