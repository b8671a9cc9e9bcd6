//! The registry: what can be filtered and sorted, of which kind it is, and where it lives.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::catalogue::{self, field};
use super::operators::Operator;
pub use crate::fields::Entity;
use crate::money::Currency;

/// The kind of a field decides its operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FilterKind {
    /// Text; compared without regard to case and width.
    Text,
    /// A plain decimal.
    Number,
    /// An amount in one currency, written `1000.00 CNY`.
    Money,
    /// A civil date.
    Date,
    /// A moment, asked for by civil dates in the workspace's zone.
    Instant,
    /// One of a closed list of words.
    Enum,
    /// A colleague: an id or `me`.
    User,
    /// Tags, by id.
    Tags,
    /// A country (`DE`) or a Chinese province (`CN-31`).
    Region,
    /// Other records: has one that …, has none that ….
    Relation,
}

/// A field for menus of filters and sorts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldInfo {
    /// Its name in filters; `custom:<id>` for custom fields, `purchases.boughtOn` for a field of a relation.
    pub field: String,
    /// Its kind.
    pub kind: FilterKind,
    /// The operators it takes.
    pub ops: Vec<String>,
    /// Lists can be sorted by it.
    pub sortable: bool,
    /// Sorting by it is as fast as the list allows.
    pub fast: bool,
    /// The words an enum takes.
    pub values: Vec<String>,
    /// The English label of a custom field.
    pub label_en: Option<String>,
    /// The Chinese label of a custom field.
    pub label_zh: Option<String>,
}

/// Where a field's value lives, seen from the row it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A column of the row.
    Column(&'static str),
    /// A column holding 0 or 1.
    Flag(&'static str),
    /// The normalised value of contact methods of these kinds; any one of them counts.
    Methods(&'static str),
    /// The name of the row that a foreign key points to: (foreign key, `SELECT id, name` source).
    Named(&'static str, &'static str),
    /// A column of the link through which a relation was reached.
    Link(&'static str),
    /// The sums of purchases.
    Totals,
    Tags,
    /// A custom field and the column of its values.
    Custom(Uuid, &'static str),
    /// No value of its own: a relation.
    Relation(&'static Relation),
}

/// How to sort by a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    No,
    /// An index delivers this order and the columns of the common filters.
    Fast(FastOrder),
    /// By a column's value.
    Plain(&'static str),
    /// By a text column as it is said: Chinese by pinyin.
    Said(&'static str),
    /// In the order of the enum's list: an SQL expression over `r`.
    Ranked(&'static str),
    /// By the first contact method of these kinds.
    Methods(&'static str),
    /// By a custom field.
    Custom(Uuid, &'static str),
    /// By the name of the customer that the row of a contact names: the first of those the asker sees.
    Customer,
}

/// An order that an index delivers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FastOrder {
    pub(crate) index: &'static str,
    pub(crate) column: &'static str,
    pub(crate) nullable: bool,
    /// A common column and the index that holds this order for each of its values.
    pub(crate) within: Option<(&'static str, &'static str)>,
}

/// A field of the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) key: &'static str,
    pub(crate) kind: FilterKind,
    pub(crate) source: Source,
    pub(crate) order: Order,
    pub(crate) values: &'static [&'static str],
    /// Decimals that are stored: a quantity of 1.5 with scale 4 is 15000.
    pub(crate) scale: u32,
}

/// Other records of a record.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Relation {
    /// `SELECT 1 FROM …` with the related row `s` and its link `l`; the condition on the owner follows as `{owner} = r.id`.
    pub(crate) from: &'static str,
    /// The column that names the owner.
    pub(crate) owner: &'static str,
    /// What must hold for every related row.
    pub(crate) live: &'static str,
    /// The related row is a customer, who may be hidden from the asker.
    pub(crate) of_customers: bool,
    /// Columns an index on the owner holds: with them alone the owners are asked one by one.
    pub(crate) covered: &'static [&'static str],
    /// What is kept of them on the owner.
    pub(crate) sums: Option<Sums>,
    pub(crate) fields: &'static [Field],
}

/// Columns of the owner that triggers keep: how many related rows there are, and the first and last of their days.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sums {
    pub(crate) count: &'static str,
    pub(crate) first: &'static str,
    pub(crate) last: &'static str,
    pub(crate) day: &'static str,
}

/// What the query builder must know of an entity.
#[derive(Debug)]
pub(crate) struct Root {
    pub(crate) table: &'static str,
    /// How children name their parent.
    pub(crate) parent: &'static str,
    pub(crate) live: &'static str,
    pub(crate) archived: &'static str,
    pub(crate) deleted: &'static str,
    pub(crate) fields: &'static [Field],
    /// Values of custom fields that belong to `r`, in the terms of their index.
    pub(crate) field_owner: &'static str,
    /// Columns behind the sort column in every fast index, each with an index of its own for counting.
    pub(crate) common: &'static [(&'static str, &'static str)],
    /// An index of the live rows that holds their `id`.
    pub(crate) ids: Option<&'static str>,
    /// Counts the live rows: all of them, which SQLite counts by whole pages, less the few that are put away.
    pub(crate) count: &'static str,
}

impl Entity {
    pub(crate) fn root(self) -> &'static Root {
        match self {
            Self::Customer => &catalogue::CUSTOMERS,
            Self::Contact => &catalogue::CONTACTS,
        }
    }

    /// The word in the database and on the wire.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Contact => "contact",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Customer, Self::Contact].into_iter().find(|entity| entity.word() == word)
    }
}

/// A custom field as it is defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CustomField {
    pub(crate) id: Uuid,
    pub(crate) kind: FilterKind,
    pub(crate) label_en: String,
    pub(crate) label_zh: String,
}

impl CustomField {
    fn field(&self) -> Field {
        let (column, scale) = match self.kind {
            FilterKind::Number => ("number", 4),
            FilterKind::Date => ("on_date", 0),
            _ => ("text", 0),
        };
        Field { scale, ..field("custom", self.kind, Source::Custom(self.id, column), Order::Custom(self.id, column)) }
    }
}

/// The fields of an entity, with its custom ones.
#[derive(Debug, Clone)]
pub(crate) struct Registry {
    pub(crate) entity: Entity,
    pub(crate) custom: Vec<CustomField>,
    /// The currency of an amount without one.
    pub(crate) base: Currency,
    /// Fields that are masked or hidden from the asker: for them there are none.
    pub(crate) guarded: Vec<&'static str>,
}

impl Registry {
    /// The field of this name.
    pub(crate) fn field(&self, key: &str) -> Option<Field> {
        match key.strip_prefix("custom:") {
            Some(id) => {
                let id = Uuid::parse_str(id).ok()?;
                self.custom.iter().find(|custom| custom.id == id).map(CustomField::field)
            }
            None => find(self.entity.root().fields, key).filter(|field| !self.guarded.contains(&field.key)),
        }
    }

    /// Every field, those of relations included.
    pub(crate) fn infos(&self) -> Vec<FieldInfo> {
        let mut infos = Vec::new();
        for field in self.entity.root().fields.iter().filter(|field| !self.guarded.contains(&field.key)) {
            infos.push(field.info(field.key.to_owned()));
            if let Source::Relation(relation) = field.source {
                let inner = relation.fields.iter().filter(|inner| !self.guarded.contains(&inner.key));
                infos.extend(inner.map(|inner| FieldInfo {
                    sortable: false,
                    fast: false,
                    ..inner.info(format!("{}.{}", field.key, inner.key))
                }));
            }
        }
        infos.extend(self.custom.iter().map(|custom| FieldInfo {
            label_en: Some(custom.label_en.clone()),
            label_zh: Some(custom.label_zh.clone()),
            ..custom.field().info(format!("custom:{}", custom.id))
        }));
        infos
    }
}

/// The field of this name; `last_contact_at` is `lastContactAt` too.
pub(crate) fn find(fields: &[Field], key: &str) -> Option<Field> {
    let mut camel = String::with_capacity(key.len());
    let mut raise = false;
    for c in key.chars() {
        match c {
            '_' => raise = true,
            c if raise => {
                camel.push(c.to_ascii_uppercase());
                raise = false;
            }
            c => camel.push(c),
        }
    }
    fields.iter().find(|field| field.key == camel).copied()
}

impl Field {
    fn info(&self, field: String) -> FieldInfo {
        FieldInfo {
            field,
            kind: self.kind,
            ops: Operator::words(self.kind).into_iter().map(str::to_owned).collect(),
            sortable: self.order != Order::No,
            fast: matches!(self.order, Order::Fast(_)),
            values: self.values.iter().map(|value| (*value).to_owned()).collect(),
            label_en: None,
            label_zh: None,
        }
    }
}
