use super::address;
use super::reach;
use crate::addresses;
use crate::clock::Instant;
use crate::fields::Value;
use crate::methods;
use crate::parse_scaled;
use crate::search::{Kind, Words};
use crate::text::normal::company_key;
use crate::text::pinyin::sort_key;
use crate::transfer::cells::{Cells, MAX_NAME, Named};
use crate::transfer::values::{choice, number};

/// A customer as a row tells of it.
#[derive(Debug)]
pub(crate) struct Customer {
    pub(crate) name: String,
    pub(crate) name_sort: String,
    pub(crate) name_key: String,
    pub(crate) kind: &'static str,
    pub(crate) short_name: Option<String>,
    pub(crate) tax_code: Option<String>,
    pub(crate) industry: Option<String>,
    pub(crate) size: Option<i64>,
    pub(crate) level: Option<&'static str>,
    pub(crate) lifecycle: &'static str,
    pub(crate) source: Option<String>,
    pub(crate) website: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) owner: Option<Named>,
    pub(crate) last_contact_at: Option<Instant>,
    pub(crate) next_contact_at: Option<Instant>,
    pub(crate) tags: Vec<String>,
    pub(crate) methods: Vec<methods::Parsed>,
    pub(crate) address: Option<addresses::Parsed>,
    pub(crate) parent: Option<Named>,
    pub(crate) custom: Vec<(usize, Value)>,
    /// What it will be found by.
    pub(crate) tokens: String,
}

impl Customer {
    fn words(&self) -> Words<'_> {
        Words {
            names: [Some(&self.name), self.short_name.as_deref()],
            tax_code: self.tax_code.as_deref(),
            website: self.website.as_deref(),
            text: [None, None, self.note.as_deref()],
            methods: self.methods.iter().map(methods::Parsed::words).collect(),
            addresses: self.address.iter().map(addresses::Parsed::words).collect(),
        }
    }
}

pub(super) fn read(cells: &mut Cells<'_>) -> Customer {
    let name = cells.required("name", MAX_NAME);
    let kind = if cells.plan.of_persons { "person" } else { "organisation" };
    let mut customer = Customer {
        name_sort: sort_key(&name),
        name_key: company_key(&name),
        name,
        kind: cells.read("kind", "invalid", choice::kind).unwrap_or(kind),
        short_name: cells.text("shortName", 200),
        tax_code: cells.text("taxCode", 50).map(|code| code.to_uppercase()),
        industry: cells.text("industry", 200),
        size: cells.read("size", "number.invalid", size),
        level: cells.read("level", "invalid", choice::level),
        lifecycle: cells.read("lifecycle", "invalid", choice::lifecycle).unwrap_or("prospect"),
        source: cells.text("source", 200),
        website: cells.text("website", 500),
        note: cells.lines("note", 100_000),
        owner: cells.named("owner"),
        last_contact_at: cells.moment("lastContactAt"),
        next_contact_at: cells.moment("nextContactAt"),
        tags: cells.words("tags", 60),
        methods: reach::methods(cells, false),
        address: address::read(cells),
        parent: cells.named("parent"),
        custom: cells.custom(),
        tokens: String::new(),
    };
    customer.tokens = customer.words().tokens(Kind::Customer);
    customer
}

/// Heads: a whole number that is not negative.
fn size(cell: &str) -> Option<i64> {
    let number = number::parse(cell.trim_end_matches(['人', '名']))?;
    parse_scaled(&number.decimal, 0).filter(|size| (0..=100_000_000).contains(size) && number.currency.is_none())
}
