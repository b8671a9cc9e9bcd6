//! Out of the lists, into the trash, back, and gone for good.

use super::{Op, store};
use crate::access::Note;
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::views::{self, Selection};
use crate::{attachments, drafts, op};

impl Session {
    /// Takes the selected contacts out of the lists.
    pub async fn archive_contacts(&self, selection: &Selection) -> Result<u64> {
        self.mark_contacts(Op::Archive, selection).await
    }

    /// Brings archived contacts back into the lists.
    pub async fn unarchive_contacts(&self, selection: &Selection) -> Result<u64> {
        self.mark_contacts(Op::Unarchive, selection).await
    }

    /// Puts the selected contacts into the trash.
    pub async fn delete_contacts(&self, selection: &Selection) -> Result<u64> {
        self.mark_contacts(Op::Delete, selection).await
    }

    /// Takes the selected contacts out of the trash.
    pub async fn restore_contacts(&self, selection: &Selection) -> Result<u64> {
        self.mark_contacts(Op::Restore, selection).await
    }

    /// Removes contacts in the trash for good; `expected` is the number a person has typed. Their files go when
    /// nothing else needs them.
    pub async fn purge_contacts(&self, selection: &Selection, expected: u64) -> Result<u64> {
        let mut tx = self.begin(op::Op::Contacts(Op::Purge)).await?;
        views::select_contacts(&mut tx, selection).await?;
        let purged = store::keep_deleted_selected(tx.conn()).await?;
        if purged != expected {
            return Err(Error::Conflict("count_changed"));
        }
        drafts::store::forget_selected(tx.conn()).await?;
        store::purge_selected(tx.conn()).await?;
        tx.note(Note::default().with("contacts", purged)).await?;
        tx.commit().await?;
        attachments::sweep_after_purge(self).await;
        Ok(purged)
    }

    async fn mark_contacts(&self, verb: Op, selection: &Selection) -> Result<u64> {
        let mut tx = self.begin(op::Op::Contacts(verb)).await?;
        views::select_contacts(&mut tx, selection).await?;
        let now = tx.now();
        let marked = store::mark_selected(tx.conn(), verb, now).await?;
        tx.commit().await?;
        Ok(marked)
    }
}

#[cfg(test)]
mod tests {
    use crate::change::ChangeKind;
    use crate::contacts::{ContactDraft, LinkDraft};
    use crate::customers::{CustomerDraft, CustomerKind};
    use crate::testing::a_workspace;
    use crate::views::{ListQuery, ListState, Selection, Sort};
    use crate::{ContactId, CustomerId, Session};

    async fn a_customer(session: &Session, name: &str) -> CustomerId {
        session.create_customer(CustomerDraft::named(CustomerKind::Organisation, name)).await.unwrap()
    }

    async fn a_contact(session: &Session, name: &str, customer_id: Option<CustomerId>) -> ContactId {
        session.create_contact(ContactDraft { customer_id, ..ContactDraft::named(name) }).await.unwrap()
    }

    async fn names(session: &Session, state: ListState, sort: &[&str]) -> Vec<String> {
        let sort = sort.iter().map(|field| Sort { field: (*field).to_owned(), descending: false }).collect();
        let query = ListQuery { state, sort, ..ListQuery::default() };
        session.list_contacts(&query, 0, 50).await.unwrap().rows.into_iter().map(|row| row.name).collect()
    }

    #[tokio::test]
    async fn an_archived_contact_leaves_the_list_and_comes_back() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let ada = a_contact(&session, "Ada", None).await;
        a_contact(&session, "Bo", None).await;
        let one = Selection::Ids { ids: vec![uuid::Uuid::from(ada).into()] };
        assert_eq!(session.archive_contacts(&one).await.unwrap(), 1);
        assert_eq!(names(&session, ListState::Live, &["name"]).await, ["Bo"]);
        assert_eq!(names(&session, ListState::Archived, &["name"]).await, ["Ada"]);
        session.undo().await.unwrap();
        assert_eq!(names(&session, ListState::Live, &["name"]).await, ["Ada", "Bo"]);
        session.redo().await.unwrap();
        session.unarchive_contacts(&one).await.unwrap();
        assert_eq!(names(&session, ListState::Live, &["name"]).await, ["Ada", "Bo"]);
    }

    #[tokio::test]
    async fn contacts_are_sorted_by_the_customer_they_are_shown_with() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let (late, early) = (a_customer(&session, "中信").await, a_customer(&session, "安心").await);
        a_contact(&session, "Ada", Some(late)).await;
        a_contact(&session, "Bo", Some(early)).await;
        a_contact(&session, "Cy", None).await;
        assert_eq!(names(&session, ListState::Live, &["customers"]).await, ["Bo", "Ada", "Cy"]);
    }

    #[tokio::test]
    async fn the_history_of_a_contact_tells_its_customers_that_were_and_are() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let (first, second) = (a_customer(&session, "First").await, a_customer(&session, "Second").await);
        let ada = a_contact(&session, "Ada", Some(first)).await;
        let link = session.contact(ada).await.unwrap().customers[0].link_id;
        let draft = LinkDraft { role: Some("Buyer".into()), is_primary: false, from_on: None, to_on: None };
        session.update_link(link, draft.clone()).await.unwrap();
        session.unlink_contact(link).await.unwrap();
        session.link_contact(second, ada, draft).await.unwrap();
        let told = |root: uuid::Uuid| {
            let session = session.clone();
            async move {
                let page = session.history(root.into(), None).await.unwrap();
                let links = page.entries.into_iter().filter(|entry| entry.table == "customer_contacts");
                links.map(|entry| (entry.kind, entry.field, entry.old, entry.new)).collect::<Vec<_>>()
            }
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            told(ada.into()).await,
            [
                (ChangeKind::Insert, None, None, some("Second")),
                (ChangeKind::Delete, None, some("First"), None),
                (ChangeKind::Update, some("role"), None, some("Buyer")),
                (ChangeKind::Insert, None, None, some("First")),
            ]
        );
        assert_eq!(told(first.into()).await[0], (ChangeKind::Delete, None, some("Ada"), None));
        assert_eq!(told(second.into()).await, [(ChangeKind::Insert, None, None, some("Ada"))]);
    }
}
