//! One address from up to six kinds of column.

use crate::addresses::Parsed;
use crate::countries::{self, Found};
use crate::divisions::{Division, parse_address};
use crate::error::FieldError;
use crate::transfer::cells::{Cells, shortened};

/// The address of the row. A Chinese one is cut into its divisions; none is lost: what is no division is street.
pub(super) fn read(cells: &mut Cells<'_>) -> Option<Parsed> {
    let country = country(cells);
    let province = cells.text("province", 200);
    let city = cells.text("city", 200);
    let district = cells.text("district", 200);
    let mut street = String::new();
    for (column, cell) in cells.cells("address") {
        if let Some(text) = cells.line(column, cell, 500 - street.chars().count().min(499)) {
            if !street.is_empty() {
                street.push(' ');
            }
            street.push_str(&text);
        }
    }
    let postcode = cells.text("postcode", 20);
    let parts = [province.as_deref(), city.as_deref(), district.as_deref(), Some(street.as_str())];
    let is_empty = parts.iter().flatten().all(|part| part.is_empty()) && postcode.is_none();
    if is_empty && country.is_none() {
        return None;
    }
    if country.is_none_or(|code| code == "CN") {
        let whole: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let whole = whole.join(" ");
        if let Some(split) = parse_address(&whole) {
            let name = |division: Option<&Division>| division.filter(|d| !d.is_nominal()).map(|d| d.name.to_owned());
            return Some(Parsed {
                label: None,
                country: "CN".to_owned(),
                division: Some(split.district.or(split.city).unwrap_or(split.province).code.to_owned()),
                province: name(Some(split.province)),
                city: name(split.city),
                district: name(split.district),
                street: Some(split.rest.trim().to_owned()).filter(|rest| !rest.is_empty()),
                postcode,
            });
        }
    }
    let country = country.map_or_else(|| cells.plan.country.clone(), str::to_owned);
    Some(Parsed {
        label: None,
        country,
        division: None,
        province,
        city,
        district,
        street: Some(street).filter(|s| !s.is_empty()),
        postcode,
    })
}

fn country(cells: &mut Cells<'_>) -> Option<&'static str> {
    let (column, cell) = cells.cell("country")?;
    match countries::find(cell) {
        Some(Found::Named(code)) => Some(code),
        Some(Found::Misspelt(code)) => {
            cells.note(
                column,
                FieldError::new("country", "country.corrected").with("value", shortened(cell)).with("country", code),
            );
            Some(code)
        }
        None => {
            cells.lose(column, FieldError::new("country", "country.unknown").with("value", shortened(cell)));
            None
        }
    }
}
