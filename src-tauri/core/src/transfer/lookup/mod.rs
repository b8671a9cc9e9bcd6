//! Names into records: a batch asks once for all the names it does not know yet.

mod store;

pub(super) use store::{Known, users};

use std::collections::{HashMap, HashSet};

use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::access::Listed;
use crate::error::Result;
use crate::text::normal::{company_key, fold};
use crate::transfer::store::json;

/// More answers than this are forgotten; they can be asked for again.
const REMEMBERED: usize = 200_000;

/// What a name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    One(Uuid),
    Several,
    Nobody,
}

/// The customers, or the products, that rows name.
#[derive(Debug)]
pub(crate) struct Names {
    of: Of,
    answers: HashMap<String, Answer>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Of {
    Customers(Listed),
    Products,
}

impl Names {
    pub(crate) fn of_customers(whose: Listed) -> Self {
        Self { of: Of::Customers(whose), answers: HashMap::new() }
    }

    pub(crate) fn of_products() -> Self {
        Self { of: Of::Products, answers: HashMap::new() }
    }

    /// Asks for all these names at once; afterwards [`Names::answer`] knows them.
    pub(crate) async fn ask(&mut self, conn: &mut SqliteConnection, names: impl Iterator<Item = &str>) -> Result<()> {
        if self.answers.len() > REMEMBERED {
            self.answers.clear();
        }
        let wanted: HashSet<&str> = names.filter(|name| !self.answers.contains_key(&fold(name))).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let keys = json(&wanted.iter().map(|name| company_key(name)).collect::<HashSet<_>>())?;
        let known = match &self.of {
            Of::Customers(whose) => store::customers_named(conn, &keys, whose).await?,
            Of::Products => store::products_named(conn, &keys, &json(&wanted)?).await?,
        };
        let mut by_key: HashMap<&str, Vec<&Known>> = HashMap::new();
        for record in &known {
            by_key.entry(&record.key).or_default().push(record);
        }
        for name in wanted {
            let folded = fold(name);
            let by_sku = known.iter().filter(|record| record.other.as_deref() == Some(name));
            let alike = by_key.get(company_key(name).as_str()).map_or(&[][..], Vec::as_slice);
            let exact = one(alike.iter().filter(|record| fold(&record.name) == folded).map(|record| record.id));
            // The name as it is, else a product's number, else the name without its legal form and spaces.
            let answer = exact
                .or(one(by_sku.map(|record| record.id)))
                .or(one(alike.iter().filter(|record| !record.key.is_empty()).map(|record| record.id)));
            self.answers.insert(folded, answer);
        }
        Ok(())
    }

    /// What the name leads to, once asked.
    pub(crate) fn answer(&self, name: &str) -> Answer {
        self.answers.get(&fold(name)).copied().unwrap_or(Answer::Nobody)
    }

    /// A record that was just made.
    pub(crate) fn learn(&mut self, name: &str, id: Uuid) {
        self.answers.insert(fold(name), Answer::One(id));
    }
}

impl Answer {
    fn or(self, other: Self) -> Self {
        if self == Self::Nobody { other } else { self }
    }
}

fn one(mut ids: impl Iterator<Item = Uuid>) -> Answer {
    match (ids.next(), ids.next()) {
        (None, _) => Answer::Nobody,
        (Some(id), None) => Answer::One(id),
        (Some(_), Some(_)) => Answer::Several,
    }
}
