use super::{MethodDraft, MethodKind};
use crate::check;
use crate::error::{FieldError, Result};
use crate::search::Method;
use crate::text::{email::Email, normal::fold, phone};

/// A way to reach somebody in its stored form.
#[derive(Debug, Clone)]
pub(crate) struct Parsed {
    pub(crate) kind: MethodKind,
    pub(crate) label: Option<String>,
    pub(crate) raw: String,
    pub(crate) norm: String,
}

impl Parsed {
    /// What it is found by.
    pub(crate) fn words(&self) -> Method<'_> {
        Method { kind: self.kind, raw: &self.raw, norm: &self.norm }
    }
}

/// Parses one draft; the fields are named `raw` and `label`.
pub(crate) fn parse(draft: &MethodDraft, country: &str) -> Result<Parsed> {
    let mut errors = Vec::new();
    let parsed = parse_into(&mut errors, "", draft, country);
    check::done(errors, parsed)
}

/// Parses the list of a larger draft; the fields are named `methods.0.raw` and so on. Blank ones are left out.
pub(crate) fn parse_all(errors: &mut Vec<FieldError>, drafts: &[MethodDraft], country: &str) -> Vec<Parsed> {
    drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| !draft.raw.trim().is_empty())
        .map(|(i, draft)| parse_into(errors, &format!("methods.{i}."), draft, country))
        .collect()
}

fn parse_into(errors: &mut Vec<FieldError>, prefix: &str, draft: &MethodDraft, country: &str) -> Parsed {
    let field = format!("{prefix}raw");
    let raw = check::required(errors, &field, &draft.raw, 500);
    let label = check::optional(errors, &format!("{prefix}label"), draft.label.as_deref(), 60);
    let norm = if raw.is_empty() { String::new() } else { normalise(draft.kind, &raw, country) };
    if norm.is_empty() && !raw.is_empty() {
        let code = if draft.kind == MethodKind::Email { "email.invalid" } else { "phone.invalid" };
        errors.push(FieldError::new(field, code));
    }
    Parsed { kind: draft.kind, label, raw, norm }
}

/// The form by which a way is found and compared; empty when the text is none.
pub(crate) fn normalise(kind: MethodKind, raw: &str, country: &str) -> String {
    match kind {
        MethodKind::Mobile | MethodKind::Phone | MethodKind::Fax | MethodKind::Whatsapp => {
            phone::normalise(raw, country).map(|p| p.norm).unwrap_or_default()
        }
        MethodKind::Email => Email::parse(raw).map(|e| e.address().to_owned()).unwrap_or_default(),
        MethodKind::Wechat | MethodKind::Qq | MethodKind::Website | MethodKind::Other => fold(raw),
    }
}
