use chrono::NaiveDate;

use super::{address, reach};
use crate::fields::Value;
use crate::search::{Kind, Words};
use crate::text::han::is_cjk;
use crate::text::pinyin::sort_key;
use crate::transfer::cells::{Cells, MAX_NAME, Named};
use crate::transfer::values::choice;
use crate::{addresses, methods};

/// A contact as a row tells of it.
#[derive(Debug)]
pub(crate) struct Contact {
    pub(crate) name: String,
    pub(crate) name_sort: String,
    pub(crate) family_name: Option<String>,
    pub(crate) given_name: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) department: Option<String>,
    pub(crate) gender: Option<&'static str>,
    pub(crate) birthday_on: Option<NaiveDate>,
    pub(crate) do_not_contact: bool,
    pub(crate) note: Option<String>,
    pub(crate) customer: Option<Named>,
    pub(crate) role: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) methods: Vec<methods::Parsed>,
    pub(crate) address: Option<addresses::Parsed>,
    pub(crate) custom: Vec<(usize, Value)>,
    /// What it will be found by.
    pub(crate) tokens: String,
}

impl Contact {
    fn words(&self) -> Words<'_> {
        Words {
            names: [Some(&self.name), None],
            tax_code: None,
            website: None,
            text: [self.title.as_deref(), self.department.as_deref(), self.note.as_deref()],
            methods: self.methods.iter().map(methods::Parsed::words).collect(),
            addresses: self.address.iter().map(addresses::Parsed::words).collect(),
        }
    }
}

pub(super) fn read(cells: &mut Cells<'_>) -> Contact {
    let family_name = cells.text("familyName", 200);
    let given_name = cells.text("givenName", 200);
    let name = match cells.cell("name") {
        None if family_name.is_some() || given_name.is_some() => {
            whole_name(family_name.as_deref(), given_name.as_deref())
        }
        _ => cells.required("name", MAX_NAME),
    };
    let customer = cells.named("customer");
    if customer.is_none()
        && let Some((column, cell)) = cells.cell("role")
    {
        let data =
            crate::FieldError::new("role", "customer.required").with("value", crate::transfer::cells::shortened(cell));
        cells.lose(column, data);
    }
    let mut contact = Contact {
        name_sort: sort_key(&name),
        name,
        family_name,
        given_name,
        title: cells.text("title", 200),
        department: cells.text("department", 200),
        gender: cells.read("gender", "invalid", choice::gender),
        birthday_on: cells.date("birthdayOn"),
        do_not_contact: cells.read("doNotContact", "invalid", choice::yes).unwrap_or(false),
        note: cells.lines("note", 100_000),
        role: customer.as_ref().and_then(|_| cells.text("role", 100)),
        customer,
        tags: cells.words("tags", 60),
        methods: reach::methods(cells, true),
        address: address::read(cells),
        custom: cells.custom(),
        tokens: String::new(),
    };
    contact.tokens = contact.words().tokens(Kind::Contact);
    contact
}

/// 张伟, but Ada Lovelace.
fn whole_name(family: Option<&str>, given: Option<&str>) -> String {
    match (family, given) {
        (Some(family), Some(given)) if family.chars().all(is_cjk) => format!("{family}{given}"),
        (Some(family), Some(given)) => format!("{given} {family}"),
        (one, other) => one.or(other).unwrap_or_default().to_owned(),
    }
}
