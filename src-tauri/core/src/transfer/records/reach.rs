//! Phones, mail, WeChat: several columns, several in one cell.

use crate::error::FieldError;
use crate::methods::{MethodKind, Parsed, normalise};
use crate::transfer::cells::{Cells, shortened};

const KINDS: &[(&str, MethodKind)] = &[
    ("mobile", MethodKind::Mobile),
    ("phone", MethodKind::Phone),
    ("fax", MethodKind::Fax),
    ("email", MethodKind::Email),
    ("wechat", MethodKind::Wechat),
    ("qq", MethodKind::Qq),
    ("whatsapp", MethodKind::Whatsapp),
];

/// The ways to reach somebody, in the order of the columns.
pub(super) fn methods(cells: &mut Cells<'_>, with_website: bool) -> Vec<Parsed> {
    let website = with_website.then_some(&("website", MethodKind::Website));
    let mut found: Vec<(usize, MethodKind, &str)> = KINDS
        .iter()
        .chain(website)
        .flat_map(|&(key, kind)| cells.cells(key).map(move |(column, cell)| (column, kind, cell)).collect::<Vec<_>>())
        .collect();
    found.sort_by_key(|(column, ..)| *column);
    let mut methods: Vec<Parsed> = Vec::new();
    for (column, kind, cell) in found {
        match ways(kind, cell, &cells.plan.country) {
            Some(ways) => {
                for way in ways {
                    if !methods.iter().any(|known| known.kind == way.kind && known.norm == way.norm) {
                        methods.push(way);
                    }
                }
            }
            None => {
                let code = if kind == MethodKind::Email { "email.invalid" } else { "phone.invalid" };
                cells.lose(column, FieldError::new("", code).with("value", shortened(cell)));
            }
        }
    }
    methods
}

/// The cell as one way, else as several; none when a part of it is no way.
fn ways(kind: MethodKind, cell: &str, country: &str) -> Option<Vec<Parsed>> {
    if let Some(one) = way(kind, cell, country) {
        return Some(vec![one]);
    }
    let between = |c: char| {
        matches!(c, ';' | ',' | '；' | '，' | '、' | '/' | '|' | '\n')
            || (kind == MethodKind::Email && c.is_whitespace())
    };
    cell.split(between)
        .filter(|part| !part.trim().is_empty())
        .map(|part| way(kind, part, country))
        .collect::<Option<Vec<_>>>()
        .filter(|ways| ways.len() > 1)
}

fn way(kind: MethodKind, text: &str, country: &str) -> Option<Parsed> {
    let raw = crate::text::normal::clean(text, 500).ok().flatten()?;
    let norm = normalise(kind, &raw, country);
    (!norm.is_empty()).then_some(Parsed { kind, label: None, raw, norm })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cell_may_hold_several_ways_and_all_of_them_must_be_good() {
        let norms =
            |kind, cell| ways(kind, cell, "CN").map(|ways| ways.into_iter().map(|way| way.norm).collect::<Vec<_>>());
        assert_eq!(norms(MethodKind::Mobile, "13800138000"), Some(vec!["+8613800138000".to_owned()]));
        assert_eq!(norms(MethodKind::Mobile, "13800138000/139 0013 9000").map(|n| n.len()), Some(2));
        assert_eq!(norms(MethodKind::Email, "a@x.com; b@y.com").map(|n| n.len()), Some(2));
        assert_eq!(norms(MethodKind::Email, "a@x.com; nobody"), None);
        assert_eq!(norms(MethodKind::Phone, "ask reception"), None);
    }
}
