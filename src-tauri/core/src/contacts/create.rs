use super::{ContactDraft, LinkDraft, Op, store};
use crate::crm::Session;
use crate::error::Result;
use crate::id::ContactId;
use crate::parent::ParentRef;
use crate::{check, methods, op};

impl Session {
    /// Adds a contact, with its ways to be reached and its customer. Every bad field is reported at once.
    pub async fn create_contact(&self, draft: ContactDraft) -> Result<ContactId> {
        let mut errors = Vec::new();
        let row = store::NewContact {
            name: check::required(&mut errors, "name", &draft.name, store::MAX_NAME),
            family_name: check::optional(&mut errors, "familyName", draft.family_name.as_deref(), 200),
            given_name: check::optional(&mut errors, "givenName", draft.given_name.as_deref(), 200),
            title: check::optional(&mut errors, "title", draft.title.as_deref(), 200),
            department: check::optional(&mut errors, "department", draft.department.as_deref(), 200),
            gender: draft.gender,
            birthday_on: check::date(&mut errors, "birthdayOn", draft.birthday_on.as_deref()),
            do_not_contact: draft.do_not_contact,
            note: check::lines(&mut errors, "note", draft.note.as_deref(), 100_000),
        };
        let role = check::optional(&mut errors, "role", draft.role.as_deref(), 200);
        let methods = methods::parse_all(&mut errors, &draft.methods, self.country());
        check::done(errors, ())?;

        let mut tx = self.begin(op::Op::Contacts(Op::Create)).await?;
        let id: ContactId = tx.new_id();
        let (now, actor) = (tx.now(), tx.actor());
        store::insert(tx.conn(), id, &row, now, actor).await?;
        for method in &methods {
            let method_id = tx.new_id();
            methods::store::append(tx.conn(), method_id, ParentRef::from(id), method).await?;
        }
        if let Some(customer) = draft.customer_id {
            tx.target(customer).await?;
            let link = LinkDraft { role, is_primary: false, from_on: None, to_on: None }.parse()?;
            let link_id = tx.new_id();
            store::link(tx.conn(), link_id, customer, id, &link).await?;
        }
        tx.commit().await?;
        Ok(id)
    }
}
