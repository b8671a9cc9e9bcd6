use chrono::NaiveDate;

use crate::error::FieldError;
use crate::money::{Currency, Money};
use crate::parse_scaled;
use crate::purchases::{MAX_AMOUNT, QUANTITY_SCALE};
use crate::transfer::cells::{Cells, MAX_NAME, Named, shortened};
use crate::transfer::values::{date, number};

/// A purchase as a row tells of it.
#[derive(Debug)]
pub(crate) struct Purchase {
    pub(crate) customer: Named,
    pub(crate) product: Option<Named>,
    pub(crate) user: Option<Named>,
    pub(crate) bought_on: NaiveDate,
    /// Ten-thousandths.
    pub(crate) quantity: i64,
    pub(crate) amount: Money,
    pub(crate) source: Option<String>,
    pub(crate) reference: Option<String>,
}

pub(super) fn read(cells: &mut Cells<'_>) -> Option<Purchase> {
    let name = cells.required("customer", MAX_NAME);
    let column = cells.cell("customer").map_or(0, |(column, _)| column);
    let bought_on = bought_on(cells);
    let amount = amount(cells);
    let quantity = cells.read("quantity", "number.invalid", |cell| {
        parse_scaled(&number::parse(cell)?.decimal, QUANTITY_SCALE).filter(|quantity| *quantity > 0)
    });
    Some(Purchase {
        customer: Named { column, name },
        product: cells.named("product"),
        user: cells.named("user"),
        bought_on: bought_on?,
        quantity: quantity.unwrap_or(10_000),
        amount: amount?,
        source: cells.text("source", 200),
        reference: cells.text("reference", 200),
    })
}

fn amount(cells: &mut Cells<'_>) -> Option<Money> {
    match money(cells, "amount") {
        Ok(Some(amount)) if amount.minor.abs() > MAX_AMOUNT => {
            cells.refuse(cells.plan.columns("amount").first().copied(), FieldError::new("amount", "number.invalid"));
        }
        Ok(Some(amount)) => return Some(amount),
        Ok(None) => cells.refuse(cells.plan.columns("amount").first().copied(), FieldError::new("amount", "required")),
        Err((column, error)) => cells.refuse(Some(column), error),
    }
    None
}

fn bought_on(cells: &mut Cells<'_>) -> Option<NaiveDate> {
    let Some((column, cell)) = cells.cell("boughtOn") else {
        let column = cells.plan.columns("boughtOn").first().copied();
        cells.refuse(column, FieldError::new("boughtOn", "required"));
        return None;
    };
    let day = date::parse(cell, cells.plan.order);
    if day.is_none() {
        cells.refuse(Some(column), FieldError::new("boughtOn", "date.invalid").with("value", shortened(cell)));
    }
    day
}

/// An amount in the currency of its own column, of its cell, or of the plan; exact to the minor unit.
pub(super) fn money(cells: &Cells<'_>, key: &str) -> Result<Option<Money>, (usize, FieldError)> {
    let Some((column, cell)) = cells.cell(key) else { return Ok(None) };
    let invalid = || (column, FieldError::new(key, "number.invalid").with("value", shortened(cell)));
    let number = number::parse(cell).ok_or_else(invalid)?;
    let own = number.currency.and_then(|code| code.parse::<Currency>().ok());
    let currency = named_currency(cells)?.or(own).or(cells.plan.currency);
    let currency = currency.ok_or_else(|| (column, FieldError::new(key, "currency.required")))?;
    let minor = currency.parse_minor(&number.decimal).ok_or_else(invalid)?;
    Ok(Some(Money { minor, currency }))
}

/// The currency of its own column.
pub(super) fn named_currency(cells: &Cells<'_>) -> Result<Option<Currency>, (usize, FieldError)> {
    let Some((column, cell)) = cells.cell("currency") else { return Ok(None) };
    let unknown = || (column, FieldError::new("currency", "currency.invalid").with("value", shortened(cell)));
    currency(cell).map(Some).ok_or_else(unknown)
}

/// A code, or one of the words people write.
fn currency(cell: &str) -> Option<Currency> {
    let folded = crate::text::normal::fold(cell);
    let code = match folded.as_str() {
        "人民币" | "rmb" | "元" | "人民币元" | "cnh" => "CNY",
        "美元" | "us$" | "美金" => "USD",
        "欧元" | "€" => "EUR",
        "日元" | "日圆" => "JPY",
        "英镑" | "£" => "GBP",
        "港币" | "港元" | "hk$" => "HKD",
        "新台币" | "台币" => "TWD",
        "韩元" => "KRW",
        other => return other.to_uppercase().parse().ok(),
    };
    code.parse().ok()
}
