use crate::text::email::Email;
use crate::transfer::cells::{Cells, Named};

/// A colleague as a row tells of them.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) manager: Option<Named>,
    pub(crate) team: Option<String>,
    pub(crate) region: Option<String>,
}

pub(super) fn read(cells: &mut Cells<'_>) -> Person {
    Person {
        name: cells.required("name", 200),
        email: cells.read("email", "email.invalid", |cell| Email::parse(cell).map(|email| email.address().to_owned())),
        manager: cells.named("manager"),
        team: cells.text("team", 200),
        region: cells.text("region", 200),
    }
}
