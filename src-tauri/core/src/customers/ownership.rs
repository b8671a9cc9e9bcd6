//! Owners: giving customers to another, handing over all of somebody who leaves, and those who help.

use super::patch::Change;
use super::{Op, store, update};
use crate::access::{Action, Note, Object, Rule};
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::id::{CustomerId, UserId};
use crate::op;
use crate::people::{self, UserRef};
use crate::tx::Tx;
use crate::views::{self, Selection};

/// What becomes of open work when a customer changes hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum OpenWork {
    /// The plans to get in touch go with the customer.
    Goes,
    /// They end.
    Ends,
}

/// Somebody who works on a customer beside its owner.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Collaborator {
    /// Who.
    pub user: UserRef,
    /// They change it; else they only see it.
    pub may_edit: bool,
}

impl Session {
    /// Gives the selected customers to another owner; gives how many there were. One undo takes it all back.
    pub async fn transfer_customers(&self, selection: &Selection, to: UserId, work: OpenWork) -> Result<u64> {
        let mut tx = self.begin(op::Op::Customers(Op::Transfer)).await?;
        let given = views::select_customers(&mut tx, selection).await?;
        give(&mut tx, to, work).await?;
        tx.note(Note::about(to).with("customers", given)).await?;
        tx.commit().await?;
        Ok(given)
    }

    /// Gives everything of somebody to another: every customer, those put aside and in the trash too. What they helped
    /// with they help with no more.
    pub async fn hand_over(&self, from: UserId, to: UserId, work: OpenWork) -> Result<u64> {
        let mut tx = self.begin(op::Op::Customers(Op::HandOver)).await?;
        if from == to {
            return Err(Error::invalid("to", "circular"));
        }
        people::by_id(tx.conn(), from).await?;
        let given = store::select_owned(tx.conn(), from).await?;
        if !views::all_admitted(&mut tx, Object::Customers, Action::Transfer).await? {
            return Err(tx.refuse(Rule::rows(Object::Customers, Action::Transfer), Some(from.into())).await);
        }
        give(&mut tx, to, work).await?;
        store::end_collaborations(tx.conn(), from).await?;
        tx.note(Note::about(from).with("customers", given).with("to", to.to_string())).await?;
        tx.commit().await?;
        Ok(given)
    }

    /// Who works on a customer beside its owner, by name.
    pub async fn collaborators(&self, customer: CustomerId) -> Result<Vec<Collaborator>> {
        let mut read = self.read().await?;
        let seen = read.see(customer).await?;
        store::collaborators(read.conn(), seen).await
    }

    /// Lets a colleague see a customer, and change it with `may_edit`.
    pub async fn set_collaborator(&self, customer: CustomerId, user: UserId, may_edit: bool) -> Result<()> {
        let mut tx = self.begin(op::Op::Customers(Op::Collaborate)).await?;
        tx.target(customer).await?;
        if !people::is_here(tx.conn(), user).await? {
            return Err(Error::invalid("user", "unknown"));
        }
        let id = tx.new_id();
        store::set_collaborator(tx.conn(), id, customer, user, may_edit).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends a collaboration.
    pub async fn remove_collaborator(&self, customer: CustomerId, user: UserId) -> Result<()> {
        let mut tx = self.begin(op::Op::Customers(Op::Collaborate)).await?;
        tx.target(customer).await?;
        if !store::remove_collaborator(tx.conn(), customer, user).await? {
            return Err(Error::NotFound("collaborator"));
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Gives the selected customers away; that this is allowed was asked before.
async fn give(tx: &mut Tx, to: UserId, work: OpenWork) -> Result<()> {
    if !people::is_here(tx.conn(), to).await? {
        return Err(Error::invalid("to", "unknown"));
    }
    let now = tx.now();
    // First what is the old owner's to say, then the owner.
    if work == OpenWork::Ends {
        update::apply(tx, &[Change::NextContact(None)]).await?;
    }
    store::apply(tx.conn(), &Change::Owner(Some(to)), now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::tests::with_role;
    use crate::customers::{CustomerDraft, CustomerKind};
    use crate::testing::a_workspace;
    use crate::{Crm, Instant};

    async fn of(crm: &Crm, name: &str, owner: UserId) -> CustomerId {
        let draft = CustomerDraft {
            owner_id: Some(owner),
            next_contact_at: Some(Instant::from_ms(1)),
            ..CustomerDraft::named(CustomerKind::Person, name)
        };
        crm.session().create_customer(draft).await.unwrap()
    }

    fn only(id: CustomerId) -> Selection {
        Selection::Ids { ids: vec![uuid::Uuid::from(id).into()] }
    }

    #[tokio::test]
    async fn a_leaver_hands_everything_over_and_one_undo_takes_it_back() {
        let (_dir, crm) = a_workspace().await;
        let ada = with_role(&crm, "Ada", "sales").await;
        let bob = with_role(&crm, "Bob", "sales").await;
        let owner = crm.session();
        let (first, trashed) = (of(&crm, "First", ada.actor()).await, of(&crm, "Second", ada.actor()).await);
        let helped = of(&crm, "Helped", owner.actor()).await;
        owner.set_collaborator(helped, ada.actor(), true).await.unwrap();
        owner.delete_customers(&only(trashed)).await.unwrap();
        assert!(matches!(ada.hand_over(ada.actor(), bob.actor(), OpenWork::Goes).await, Err(Error::Forbidden(_))));
        assert_eq!(owner.hand_over(ada.actor(), bob.actor(), OpenWork::Ends).await.unwrap(), 2);
        let record = bob.customer(first).await.unwrap();
        assert_eq!((record.owner.unwrap().name.as_str(), record.next_contact_at), ("Bob", None));
        assert!(bob.customer(trashed).await.unwrap().deleted_at.is_some());
        assert!(owner.collaborators(helped).await.unwrap().is_empty());
        assert!(ada.customer(first).await.is_err());
        let tenures = bob.owner_history(first).await.unwrap();
        let names: Vec<_> = tenures.iter().map(|t| t.owner.as_ref().map(|o| o.name.as_str())).collect();
        assert_eq!(names, [Some("Bob"), Some("Ada")]);
        owner.undo().await.unwrap();
        assert_eq!(ada.customer(first).await.unwrap().next_contact_at, Some(Instant::from_ms(1)));
        assert_eq!(owner.collaborators(helped).await.unwrap()[0].user.name, "Ada");
    }

    #[tokio::test]
    async fn a_collaborator_sees_and_works_as_far_as_allowed() {
        let (_dir, crm) = a_workspace().await;
        let ada = with_role(&crm, "Ada", "sales").await;
        let bob = with_role(&crm, "Bob", "sales").await;
        let id = of(&crm, "Shared", ada.actor()).await;
        of(&crm, "Other", ada.actor()).await;
        ada.set_collaborator(id, bob.actor(), false).await.unwrap();
        let count = async |session: &Session| {
            let query = views::ListQuery::default();
            session.count_customers(&Selection::Query { query, except: vec![] }).await.unwrap()
        };
        assert_eq!(count(&bob).await, 1);
        assert_eq!(bob.search("shared", 9, None).await.unwrap().hits.len(), 1);
        assert_eq!(bob.insights(Default::default()).await.unwrap().customers, 1);
        let rename = || vec![crate::customers::FieldPatch { field: "name".into(), value: Some("x".into()) }];
        let Err(Error::Forbidden(rule)) = bob.update_customer(id, rename()).await else { panic!("changed") };
        assert_eq!(rule.to_string(), "customers.edit.rows");
        ada.set_collaborator(id, bob.actor(), true).await.unwrap();
        bob.update_customer(id, rename()).await.unwrap();
        assert!(bob.transfer_customers(&only(id), bob.actor(), OpenWork::Goes).await.is_err());
        ada.remove_collaborator(id, bob.actor()).await.unwrap();
        assert_eq!(count(&bob).await, 0);
    }
}
