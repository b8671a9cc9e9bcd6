use super::{Gender, Op, store};
use crate::access::{GuardedField, Object};
use crate::crm::Session;
use crate::customers::FieldPatch;
use crate::error::{Error, FieldError, Result};
use crate::id::ContactId;
use crate::{check, fields, op};

impl Session {
    /// Changes fields of one contact. Every bad patch is reported, and then none is applied.
    pub async fn update_contact(&self, id: ContactId, patches: Vec<FieldPatch>) -> Result<()> {
        let mut tx = self.begin(op::Op::Contacts(Op::Update)).await?;
        tx.target(id).await?;
        for patch in &patches {
            let field = match patch.field.as_str() {
                "note" => GuardedField::Note,
                "birthdayOn" => GuardedField::Birthday,
                _ => continue,
            };
            tx.may_change(Object::Contacts, field).await?;
        }
        let defs = fields::store::list(tx.conn()).await?;
        let mut row = store::columns(tx.conn(), id).await?.ok_or(Error::NotFound("contact"))?;
        let mut errors = Vec::new();
        let mut custom = Vec::new();
        for patch in &patches {
            let (field, raw) = (patch.field.as_str(), patch.value.as_deref());
            match field {
                "name" => row.name = check::required(&mut errors, field, raw.unwrap_or(""), store::MAX_NAME),
                "familyName" => row.family_name = check::optional(&mut errors, field, raw, 200),
                "givenName" => row.given_name = check::optional(&mut errors, field, raw, 200),
                "title" => row.title = check::optional(&mut errors, field, raw, 200),
                "department" => row.department = check::optional(&mut errors, field, raw, 200),
                "note" => row.note = check::lines(&mut errors, field, raw, 100_000),
                "birthdayOn" => row.birthday_on = check::date(&mut errors, field, raw),
                "doNotContact" => row.do_not_contact = raw == Some("true"),
                "gender" => {
                    row.gender = match raw {
                        None | Some("") => None,
                        Some("female") => Some(Gender::Female),
                        Some("male") => Some(Gender::Male),
                        Some("other") => Some(Gender::Other),
                        Some(_) => {
                            errors.push(FieldError::new(field, "unknown"));
                            None
                        }
                    }
                }
                _ => match field.strip_prefix("custom:").and_then(|id| defs.iter().find(|d| d.id.to_string() == id)) {
                    Some(def) => {
                        custom.push((def.id, raw.and_then(|raw| fields::parse(&mut errors, field, def.kind, raw))))
                    }
                    None => errors.push(FieldError::new(field, "unknown")),
                },
            }
        }
        check::done(errors, ())?;
        store::update(tx.conn(), id, &row).await?;
        for (field, value) in custom {
            let value_id = tx.new_id();
            fields::store::set(tx.conn(), value_id, field, id.into(), value.as_ref()).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
