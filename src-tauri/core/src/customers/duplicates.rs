//! "Is it perhaps already here?", asked while a customer is being typed in.

use super::store;
use crate::access::{GuardedField, Object, mask};
use crate::crm::Session;
use crate::error::Result;
use crate::id::CustomerId;
use crate::methods::{MethodKind, normalise};
use crate::relations::CustomerRef;
use crate::text::normal::company_key;

/// What is known so far.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DuplicateProbe {
    /// The name.
    pub name: Option<String>,
    /// The tax code.
    pub tax_code: Option<String>,
    /// Phones, mails and the rest, as written.
    pub methods: Vec<String>,
    /// The customer that is being edited.
    pub except: Option<CustomerId>,
}

/// On what two customers agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum DuplicateReason {
    Name,
    Phone,
    Email,
    TaxCode,
    Other,
}

/// A customer that may be the same.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateHint {
    /// The customer; none when the asker may not see it.
    pub customer: Option<CustomerRef>,
    /// Who owns it.
    pub owner_name: Option<String>,
    /// On what they agree.
    pub matched_on: DuplicateReason,
    /// The value they share, as it is stored; of a customer one may not see, only its beginning.
    pub value: String,
}

/// No more hints than fit on the form.
const LIMIT: usize = 5;

impl Session {
    /// Customers with the same name (legal endings aside), tax code, phone or mail, a person of theirs included.
    pub async fn customer_duplicates(&self, probe: &DuplicateProbe) -> Result<Vec<DuplicateHint>> {
        let mut read = self.read().await?;
        let mut hints = Vec::new();
        if let Some(code) = probe.tax_code.as_deref().map(str::trim).filter(|c| c.len() >= 4) {
            hints.extend(store::with_tax_code(read.conn(), code).await?);
        }
        for raw in &probe.methods {
            let phone = normalise(MethodKind::Phone, raw, self.country());
            let mail = normalise(MethodKind::Email, raw, self.country());
            for norm in [phone, mail].into_iter().filter(|n| n.len() >= 5) {
                hints.extend(store::with_method(read.conn(), &norm).await?);
            }
        }
        if let Some(key) = probe.name.as_deref().map(company_key).filter(|k| !k.is_empty()) {
            hints.extend(store::with_name_key(read.conn(), &key).await?);
        }
        let mut seen = Vec::new();
        hints.retain(|hint| {
            let id = hint.customer.as_ref().map(|customer| customer.id);
            let new = id != probe.except && !seen.contains(&id);
            seen.push(id);
            new
        });
        hints.truncate(LIMIT);
        let rights = read.rights().await?;
        for hint in &mut hints {
            let field = match hint.matched_on {
                DuplicateReason::Phone => Some(GuardedField::Phone),
                DuplicateReason::Email => Some(GuardedField::Email),
                DuplicateReason::TaxCode => Some(GuardedField::TaxCode),
                DuplicateReason::Name | DuplicateReason::Other => None,
            };
            if let Some(field) = field {
                let value = rights.shown(Object::Customers, field, Some(std::mem::take(&mut hint.value)));
                hint.value = value.unwrap_or_default();
            }
            let Some(customer) = &hint.customer else { continue };
            if read.see(customer.id).await.is_err() {
                hint.customer = None;
                hint.value = mask::text(&hint.value);
            }
        }
        Ok(hints)
    }
}
