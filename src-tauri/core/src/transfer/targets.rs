//! The fields each target takes, with the names people give their columns.
//!
//! The names lie in `headers.txt`, a line for each field, in the form of [`header_key`]: folded, without spaces,
//! punctuation and what stands in brackets.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::plan::ImportTarget;
use super::values::{choice, date, number};
use crate::fields::Entity;
use crate::text::normal::fold_plain;

/// A field a column can go to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) key: &'static str,
    pub(crate) required: bool,
    /// Several columns may go there.
    pub(crate) many: bool,
    pub(crate) content: Content,
}

/// What the cells of a field look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Text,
    Number,
    Date,
    Country,
    Level,
    Lifecycle,
    Kind,
    Gender,
    YesNo,
}

impl Content {
    /// Whether a cell could be stored there (a number of an order of days is not asked for yet).
    pub(crate) fn takes(self, cell: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Number => number::parse(cell.trim_end_matches(['人', '名'])).is_some(),
            Self::Date => date::is_date(cell),
            Self::Country => crate::countries::find(cell).is_some(),
            Self::Level => choice::level(cell).is_some(),
            Self::Lifecycle => choice::lifecycle(cell).is_some(),
            Self::Kind => choice::kind(cell).is_some(),
            Self::Gender => choice::gender(cell).is_some(),
            Self::YesNo => choice::yes(cell).is_some(),
        }
    }
}

const fn one(key: &'static str, content: Content) -> Field {
    Field { key, required: false, many: false, content }
}

const fn many(key: &'static str) -> Field {
    Field { key, required: false, many: true, content: Content::Text }
}

const fn required(key: &'static str, content: Content) -> Field {
    Field { key, required: true, many: false, content }
}

const CUSTOMERS: &[Field] = &[
    required("name", Content::Text),
    one("shortName", Content::Text),
    one("kind", Content::Kind),
    one("taxCode", Content::Text),
    one("industry", Content::Text),
    one("size", Content::Number),
    one("level", Content::Level),
    one("lifecycle", Content::Lifecycle),
    one("source", Content::Text),
    one("website", Content::Text),
    many("note"),
    one("owner", Content::Text),
    one("lastContactAt", Content::Date),
    one("nextContactAt", Content::Date),
    many("tags"),
    many("mobile"),
    many("phone"),
    many("fax"),
    many("email"),
    many("wechat"),
    many("qq"),
    many("whatsapp"),
    one("country", Content::Country),
    one("province", Content::Text),
    one("city", Content::Text),
    one("district", Content::Text),
    many("address"),
    one("postcode", Content::Text),
    one("parent", Content::Text),
];

const CONTACTS: &[Field] = &[
    required("name", Content::Text),
    one("familyName", Content::Text),
    one("givenName", Content::Text),
    one("title", Content::Text),
    one("department", Content::Text),
    one("gender", Content::Gender),
    one("birthdayOn", Content::Date),
    one("doNotContact", Content::YesNo),
    many("note"),
    one("customer", Content::Text),
    one("role", Content::Text),
    many("tags"),
    many("mobile"),
    many("phone"),
    many("fax"),
    many("email"),
    many("wechat"),
    many("qq"),
    many("whatsapp"),
    many("website"),
    one("country", Content::Country),
    one("province", Content::Text),
    one("city", Content::Text),
    one("district", Content::Text),
    many("address"),
    one("postcode", Content::Text),
];

const PEOPLE: &[Field] = &[
    required("name", Content::Text),
    one("email", Content::Text),
    one("manager", Content::Text),
    one("team", Content::Text),
    one("region", Content::Text),
];

const PRODUCTS: &[Field] = &[
    required("name", Content::Text),
    one("sku", Content::Text),
    one("category", Content::Text),
    one("price", Content::Number),
    one("currency", Content::Text),
];

const PURCHASES: &[Field] = &[
    required("customer", Content::Text),
    one("product", Content::Text),
    required("boughtOn", Content::Date),
    one("quantity", Content::Number),
    required("amount", Content::Number),
    one("currency", Content::Text),
    one("source", Content::Text),
    one("reference", Content::Text),
    one("user", Content::Text),
];

/// The fields of a target.
pub(crate) fn fields(target: ImportTarget) -> &'static [Field] {
    match target {
        ImportTarget::Customers => CUSTOMERS,
        ImportTarget::Contacts => CONTACTS,
        ImportTarget::People => PEOPLE,
        ImportTarget::Products => PRODUCTS,
        ImportTarget::Purchases => PURCHASES,
    }
}

/// The field of that key.
pub(crate) fn field(target: ImportTarget, key: &str) -> Option<&'static Field> {
    fields(target).iter().find(|field| field.key == key)
}

/// The field that goes by this header.
pub(crate) fn named(target: ImportTarget, header: &str) -> Option<&'static Field> {
    HEADERS.get(&(target.code(), header_key(header))).and_then(|key| field(target, key))
}

/// By target and header, the key of the field.
static HEADERS: LazyLock<HashMap<(&str, String), &str>> =
    LazyLock::new(|| names().map(|(target, key, name)| ((target, name.to_owned()), key)).collect());

/// Target, field and one of its names.
fn names() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let mut target = "";
    include_str!("headers.txt").lines().flat_map(move |line| {
        if let Some(section) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            target = section;
        }
        let (key, names) = line.split_once(": ").unwrap_or_default();
        let target = target;
        names.split_whitespace().map(move |name| (target, key, name))
    })
}

/// The record that carries a target's custom fields; none for targets that have none.
pub(crate) fn custom_entity(target: ImportTarget) -> Option<Entity> {
    match target {
        ImportTarget::Customers => Some(Entity::Customer),
        ImportTarget::Contacts => Some(Entity::Contact),
        ImportTarget::People | ImportTarget::Products | ImportTarget::Purchases => None,
    }
}

/// A header as names are compared: `Office_Location*` is `officelocation`, `金额（元）` is `金额`.
pub(crate) fn header_key(header: &str) -> String {
    let folded = fold_plain(header);
    let bare = match folded.find(['(', '[', '【']) {
        Some(0) | None => &folded,
        Some(at) => &folded[..at],
    };
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_names_and_no_name_belongs_to_two() {
        let all = [
            ImportTarget::Customers,
            ImportTarget::Contacts,
            ImportTarget::People,
            ImportTarget::Products,
            ImportTarget::Purchases,
        ];
        assert_eq!(names().count(), HEADERS.len(), "a name stands twice in one target");
        for (target, key, name) in names() {
            assert_eq!(header_key(name), name);
            let target = all.into_iter().find(|known| known.code() == target);
            assert!(target.and_then(|target| field(target, key)).is_some(), "{key}");
        }
        for target in all {
            for field in fields(target) {
                assert!(
                    HEADERS.iter().any(|((of, _), key)| *of == target.code() && *key == field.key),
                    "{}",
                    field.key
                );
            }
        }
    }

    #[test]
    fn headers_are_compared_without_dress() {
        for (header, key) in [
            ("Office_Location*", "officelocation"),
            ("金额（元）", "金额"),
            (" E-Mail ", "email"),
            ("(必填)姓名", "必填姓名"),
            ("ＱＱ号", "qq号"),
        ] {
            assert_eq!(header_key(header), key);
        }
    }
}
