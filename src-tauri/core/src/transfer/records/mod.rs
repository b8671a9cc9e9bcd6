//! Rows into records that could be stored, without asking the database: this is the part all cores share.

mod address;
mod contact;
mod customer;
mod person;
mod product;
mod purchase;
mod reach;

pub(crate) use contact::Contact;
pub(crate) use customer::Customer;
pub(crate) use person::Person;
pub(crate) use product::Product;
pub(crate) use purchase::Purchase;

use super::cells::{Cells, Parsed, issue};
use super::compile::Compiled;
use super::csv::rows::Row;
use super::plan::{ImportIssue, ImportTarget, IssueEffect};
use super::survey::is_too_long;
use super::tally::Tally;
use crate::FieldError;

/// The records of a batch of rows.
#[derive(Debug)]
pub(crate) enum Records {
    Customers(Vec<Parsed<Customer>>),
    Contacts(Vec<Parsed<Contact>>),
    People(Vec<Parsed<Person>>),
    Products(Vec<Parsed<Product>>),
    Purchases(Vec<Parsed<Purchase>>),
}

/// Reads a batch; what it costs is in the tally.
pub(crate) fn parse(plan: &Compiled, rows: Vec<Row>) -> (Records, Tally) {
    let mut tally = Tally::new(plan.width);
    let records = match plan.target {
        ImportTarget::Customers => {
            Records::Customers(each(plan, rows, &mut tally, |cells| Some(customer::read(cells))))
        }
        ImportTarget::Contacts => Records::Contacts(each(plan, rows, &mut tally, |cells| Some(contact::read(cells)))),
        ImportTarget::People => Records::People(each(plan, rows, &mut tally, |cells| Some(person::read(cells)))),
        ImportTarget::Products => Records::Products(each(plan, rows, &mut tally, |cells| Some(product::read(cells)))),
        ImportTarget::Purchases => Records::Purchases(each(plan, rows, &mut tally, purchase::read)),
    };
    (records, tally)
}

fn each<T>(
    plan: &Compiled,
    rows: Vec<Row>,
    tally: &mut Tally,
    read: impl Fn(&mut Cells<'_>) -> Option<T>,
) -> Vec<Parsed<T>> {
    let mut parsed = Vec::with_capacity(rows.len());
    for row in rows {
        if row.is_empty() {
            continue;
        }
        if !plan.wants(&row) {
            tally.filtered += 1;
            continue;
        }
        tally.count(&row);
        if is_too_long(&row, plan.width) {
            // Somewhere a separator is too many: every cell behind it may stand in the wrong column.
            let error = FieldError::new("", "row.too_long").with("cells", row.len()).with("columns", plan.width);
            tally.skip(issue(row.number, Some(plan.width), error, IssueEffect::Row));
            continue;
        }
        let mut issues: Vec<ImportIssue> = Vec::new();
        let mut cells = Cells::new(&row, plan, &mut issues);
        let record = read(&mut cells);
        if let (Some(lost), Some(record)) = (cells.finish(), record) {
            issues.into_iter().for_each(|issue| tally.report(issue));
            tally.short(&row, plan.width);
            parsed.push(Parsed { row, lost, record });
        } else {
            refuse(tally, issues);
        }
    }
    parsed
}

/// What else is wrong with a refused row helps to mend it, but only the refusal counts.
fn refuse(tally: &mut Tally, issues: Vec<ImportIssue>) {
    let at = issues.iter().find(|issue| issue.effect == IssueEffect::Row).and_then(|issue| issue.column);
    for mut issue in issues {
        if issue.effect == IssueEffect::Row {
            tally.skip(issue);
        } else if issue.column != at {
            issue.effect = IssueEffect::Note;
            tally.report(issue);
        }
    }
}
