use super::AddressDraft;
use crate::check;
use crate::divisions;
use crate::error::{FieldError, Result};
use crate::search::Address;

/// An address in its stored form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parsed {
    pub(crate) label: Option<String>,
    pub(crate) country: String,
    pub(crate) division: Option<String>,
    pub(crate) province: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) district: Option<String>,
    pub(crate) street: Option<String>,
    pub(crate) postcode: Option<String>,
}

impl Parsed {
    /// What it is found by.
    pub(crate) fn words(&self) -> Address<'_> {
        let parts = [&self.province, &self.city, &self.district, &self.street, &self.postcode];
        Address { country: &self.country, parts: parts.map(|part| part.as_deref().unwrap_or_default()) }
    }
}

/// Parses one draft; fields are named as in the draft.
pub(crate) fn parse(draft: &AddressDraft) -> Result<Parsed> {
    let mut errors = Vec::new();
    let parsed = parse_into(&mut errors, "", draft);
    check::done(errors, parsed)
}

/// Parses the list of a larger draft; fields are named `addresses.0.country` and so on. Blank ones are left out.
pub(crate) fn parse_all(errors: &mut Vec<FieldError>, drafts: &[AddressDraft]) -> Vec<Parsed> {
    drafts
        .iter()
        .enumerate()
        .filter(|(_, d)| {
            [&d.division, &d.province, &d.city, &d.district, &d.street, &d.postcode]
                .into_iter()
                .flatten()
                .any(|text| !text.trim().is_empty())
                || !d.country.trim().is_empty()
        })
        .map(|(i, draft)| parse_into(errors, &format!("addresses.{i}."), draft))
        .collect()
}

fn parse_into(errors: &mut Vec<FieldError>, prefix: &str, draft: &AddressDraft) -> Parsed {
    let at = |field: &str| format!("{prefix}{field}");
    let country = check::required(errors, &at("country"), &draft.country, 2).to_uppercase();
    let two_letters = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    if !country.is_empty() && !two_letters {
        errors.push(FieldError::new(at("country"), "invalid"));
    }
    let mut text = |field: &str, raw: &Option<String>, max| check::optional(errors, &at(field), raw.as_deref(), max);
    let mut parsed = Parsed {
        label: text("label", &draft.label, 60),
        division: text("division", &draft.division, 6),
        province: text("province", &draft.province, 200),
        city: text("city", &draft.city, 200),
        district: text("district", &draft.district, 200),
        street: text("street", &draft.street, 500),
        postcode: text("postcode", &draft.postcode, 20),
        country,
    };
    if let Some(code) = parsed.division.clone() {
        if parsed.country != "CN" || divisions::by_code(&code).is_none() {
            errors.push(FieldError::new(at("division"), "unknown"));
        } else {
            let names = divisions::names(&code);
            parsed.province = names.province.map(str::to_owned);
            parsed.city = names.city.map(str::to_owned);
            parsed.district = names.district.map(str::to_owned);
        }
    }
    parsed
}
