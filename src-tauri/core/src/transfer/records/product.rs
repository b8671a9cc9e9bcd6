use super::purchase::{money, named_currency};
use crate::money::Currency;
use crate::text::normal::company_key;
use crate::text::pinyin::sort_key;
use crate::transfer::cells::Cells;

/// A product as a row tells of it.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) name: String,
    pub(crate) name_sort: String,
    pub(crate) name_key: String,
    pub(crate) sku: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) price_minor: Option<i64>,
    pub(crate) currency: Option<Currency>,
}

pub(super) fn read(cells: &mut Cells<'_>) -> Product {
    let name = cells.required("name", 200);
    let currency = named_currency(cells).unwrap_or_else(|(column, error)| {
        cells.lose(column, error);
        None
    });
    let price = money(cells, "price").unwrap_or_else(|(column, error)| {
        cells.lose(column, error);
        None
    });
    Product {
        name_sort: sort_key(&name),
        name_key: company_key(&name),
        name,
        sku: cells.text("sku", 100),
        category: cells.text("category", 200),
        price_minor: price.map(|price| price.minor),
        currency: price.map(|price| price.currency).or(currency),
    }
}
