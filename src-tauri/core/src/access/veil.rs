//! Values as somebody sees them: whole, masked or not at all; and the refusal to change what is not seen whole.

use super::Rights;
use super::mask;
use super::words::{Action, FieldRule, GuardedField, Object, Rule};
use crate::addresses::Address;
use crate::change::ChangeEntry;
use crate::error::Result;
use crate::methods::{ContactMethod, MethodKind};
use crate::tx::Tx;

impl MethodKind {
    /// The field whose rule a way to reach somebody follows.
    pub(crate) fn guarded(self) -> Option<GuardedField> {
        match self {
            Self::Mobile | Self::Phone | Self::Fax | Self::Whatsapp => Some(GuardedField::Phone),
            Self::Email => Some(GuardedField::Email),
            Self::Wechat | Self::Qq => Some(GuardedField::Handle),
            Self::Website | Self::Other => None,
        }
    }
}

/// The fields kept in `contact_methods`.
const REACH: [GuardedField; 3] = [GuardedField::Phone, GuardedField::Email, GuardedField::Handle];

fn masked(field: GuardedField, value: &str) -> String {
    match field {
        GuardedField::Phone => mask::phone(value),
        GuardedField::Email => mask::email(value),
        GuardedField::Birthday => "****".to_owned(),
        GuardedField::Handle | GuardedField::Address | GuardedField::Note | GuardedField::TaxCode => mask::text(value),
    }
}

impl Rights {
    /// A value as it is shown; `None` for one that is hidden.
    pub(crate) fn shown(&self, object: Object, field: GuardedField, value: Option<String>) -> Option<String> {
        match self.field(object, field) {
            None | Some(FieldRule::ReadOnly) => value,
            Some(FieldRule::Masked) => value.map(|value| masked(field, &value)),
            Some(FieldRule::Hidden) => None,
        }
    }

    /// The field is shown as it is.
    pub(crate) fn sees(&self, object: Object, field: GuardedField) -> bool {
        !matches!(self.field(object, field), Some(FieldRule::Masked | FieldRule::Hidden))
    }

    /// Somebody to whom anything is masked or hidden learns nothing of it by searching, either.
    pub(crate) fn searches_all(&self) -> bool {
        let objects = [Object::Customers, Object::Contacts];
        objects.iter().all(|object| GuardedField::ALL.iter().all(|field| self.sees(*object, *field)))
    }

    /// The names of the fields by which nothing may be filtered or sorted.
    pub(crate) fn guarded_names(&self, object: Object) -> Vec<&'static str> {
        let names = |field: &GuardedField| match field {
            GuardedField::Phone => "phone",
            GuardedField::Email => "email",
            GuardedField::Handle => "handle",
            GuardedField::Address => "addresses",
            GuardedField::Note => "note",
            GuardedField::TaxCode => "taxCode",
            GuardedField::Birthday => "birthdayOn",
        };
        GuardedField::ALL.iter().filter(|field| !self.sees(object, **field)).map(names).collect()
    }

    pub(crate) fn show_methods(&self, object: Object, methods: &mut Vec<ContactMethod>) {
        methods.retain_mut(|method| {
            let Some(field) = method.kind.guarded().filter(|field| !self.sees(object, *field)) else { return true };
            let Some(shown) = self.shown(object, field, Some(std::mem::take(&mut method.raw))) else { return false };
            method.norm.clone_from(&shown);
            method.display.clone_from(&shown);
            method.raw = shown;
            true
        });
    }

    pub(crate) fn show_addresses(&self, object: Object, addresses: &mut Vec<Address>) {
        if self.field(object, GuardedField::Address) == Some(FieldRule::Hidden) {
            addresses.clear();
        }
        for address in addresses {
            address.street = self.shown(object, GuardedField::Address, address.street.take());
            address.postcode = self.shown(object, GuardedField::Address, address.postcode.take());
        }
    }

    /// A value of a history as it is shown. What kind of way to reach somebody it was is not known any more, so the
    /// strictest rule of them counts.
    pub(crate) fn past(
        &self,
        object: Object,
        table: &str,
        column: Option<&str>,
        value: Option<String>,
    ) -> Option<String> {
        let fields: &[GuardedField] = match (table, column) {
            ("contact_methods", Some("raw" | "norm") | None) => &REACH,
            ("addresses", Some("street" | "postcode") | None) => &[GuardedField::Address],
            ("customers" | "contacts", Some("note")) => &[GuardedField::Note],
            ("customers", Some("tax_code")) => &[GuardedField::TaxCode],
            ("contacts", Some("birthday_on")) => &[GuardedField::Birthday],
            _ => return value,
        };
        match fields.iter().filter_map(|field| self.field(object, *field)).max() {
            None | Some(FieldRule::ReadOnly) => value,
            Some(FieldRule::Hidden) => None,
            Some(FieldRule::Masked) => value.map(|value| match fields {
                [field] => masked(*field, &value),
                _ if value.contains('@') => mask::email(&value),
                _ if value.chars().filter(char::is_ascii_digit).count() > 4 => mask::phone(&value),
                _ => mask::text(&value),
            }),
        }
    }

    pub(crate) fn show_change(&self, object: Object, entry: &mut ChangeEntry) {
        let column = entry.field.clone();
        for value in [&mut entry.old, &mut entry.new] {
            let shown = self.past(object, &entry.table, column.as_deref(), value.clone());
            entry.restorable &= shown == *value;
            *value = shown;
        }
    }
}

impl Tx {
    /// A field with a rule is changed by nobody the rule is for.
    pub(crate) async fn may_change(&mut self, object: Object, field: GuardedField) -> Result<()> {
        match self.rights().field(object, field) {
            None => Ok(()),
            Some(_) => Err(self.refuse(Rule::field(object, Action::Edit, field), None).await),
        }
    }
}
