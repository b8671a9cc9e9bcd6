//! What the operations of the property write: few names and words, so that they meet each other.

use uuid::Uuid;

use crate::addresses::AddressDraft;
use crate::contacts::LinkDraft;
use crate::methods::{MethodDraft, MethodKind};
use crate::preferences::PreferenceDraft;
use crate::products::ProductDraft;
use crate::views::{Selection, ViewDefinition};

pub(super) const NAMES: [&str; 6] =
    ["张伟", "Ada Lovelace", "Müller GmbH", "深圳市光明科技有限公司", "O'Brien", "欧阳🎉"];
pub(super) const WORDS: [&str; 4] = ["重要", "tea", "Gold", "展会"];

pub(super) fn name(word: usize) -> String {
    NAMES[word % NAMES.len()].to_owned()
}

pub(super) fn word(word: usize) -> Option<String> {
    WORDS.get(word % (WORDS.len() + 1)).map(|word| (*word).to_owned())
}

pub(super) fn a_method(word: usize) -> MethodDraft {
    let (kind, raw) = [
        (MethodKind::Mobile, "138 0013 8000"),
        (MethodKind::Email, "Ada@Example.com"),
        (MethodKind::Phone, "0755-8888 6666"),
        (MethodKind::Wechat, "ada_l"),
    ][word % 4];
    MethodDraft { kind, label: None, raw: raw.into() }
}

pub(super) fn an_address(word: usize) -> AddressDraft {
    let (country, division, city) =
        [("CN", Some("440305"), None), ("CN", Some("310104"), None), ("DE", None, Some("Köln")), ("GB", None, None)]
            [word % 4];
    AddressDraft {
        label: None,
        country: country.into(),
        division: division.map(str::to_owned),
        province: None,
        city: city.map(str::to_owned),
        district: None,
        street: Some(format!("{word} High Street")),
        postcode: None,
    }
}

pub(super) fn a_product(word: usize) -> ProductDraft {
    ProductDraft {
        sku: None,
        name: format!("{} {word}", NAMES[word % NAMES.len()]),
        category: word.is_multiple_of(2).then(|| "tea".into()),
        price: None,
        currency: None,
    }
}

pub(super) fn a_view(word: usize) -> ViewDefinition {
    let column = if word.is_multiple_of(2) { "name" } else { "level" };
    ViewDefinition { filter: None, sort: Vec::new(), columns: vec![column.into()] }
}

pub(super) fn only(ids: impl IntoIterator<Item = Uuid>) -> Selection {
    Selection::Ids { ids: ids.into_iter().map(Into::into).collect() }
}

pub(super) fn a_link(at: usize) -> LinkDraft {
    LinkDraft { role: word(at), is_primary: at.is_multiple_of(2), from_on: Some("2024-01-01".into()), to_on: None }
}

pub(super) fn a_preference(at: usize) -> PreferenceDraft {
    PreferenceDraft {
        key: WORDS[at % WORDS.len()].into(),
        value: name(at),
        source: word(at),
        confidence: Some(at as i64),
        observed_on: None,
    }
}
