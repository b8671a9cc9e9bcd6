//! Text that was typed and not yet saved. It survives a restart in the encrypted store and is nobody's change: the log
//! does not capture it, undo does not know it, and it goes with the record it was meant for.

pub(crate) mod store;

use crate::clock::Instant;
use crate::crm::Session;
use crate::error::{Error, FieldError, Result};
use crate::parent::ParentRef;

/// Characters of a draft: as many as the longest text it can become.
const MAX_CHARS: usize = 100_000;
/// Characters of a field's name.
const MAX_FIELD: usize = 64;

/// An unsaved text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// What was typed.
    pub text: String,
    /// When it was kept last.
    pub at: Instant,
}

impl Session {
    /// What this person typed into a field of a record and has not saved.
    pub async fn draft(&self, record: ParentRef, field: &str) -> Result<Option<Draft>> {
        let mut read = self.read().await?;
        let seen = read.see(record).await?;
        store::find(read.conn(), self.actor(), seen, field).await
    }

    /// Keeps unsaved text; none forgets it.
    pub async fn keep_draft(&self, record: ParentRef, field: &str, text: Option<&str>) -> Result<()> {
        if field.len() > MAX_FIELD {
            return Err(Error::invalid("field", "too_long"));
        }
        let seen = self.read().await?.see(record).await?;
        let mut writer = self.crm().database().writer().await?;
        match text {
            None => store::forget(&mut writer.conn, self.actor(), seen, field).await,
            Some(text) if text.chars().count() > MAX_CHARS => {
                Err(Error::Invalid(vec![FieldError::new(field, "too_long").with("max", MAX_CHARS)]))
            }
            Some(text) => store::keep(&mut writer.conn, self.actor(), seen, field, text, self.now()).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::customers::{CustomerDraft, CustomerKind};
    use crate::testing::a_workspace;
    use crate::views::Selection;
    use crate::{Error, ParentRef, RecordId};

    #[tokio::test]
    async fn a_draft_is_kept_until_it_is_forgotten_and_is_no_change() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let customer = session.create_customer(CustomerDraft::named(CustomerKind::Person, "张伟")).await.unwrap();
        let root: RecordId = uuid::Uuid::from(customer).into();
        let record = ParentRef::from(customer);
        let before = session.history(root, None).await.unwrap();
        assert_eq!(session.draft(record, "note").await.unwrap(), None);
        session.keep_draft(record, "note", Some("half a")).await.unwrap();
        session.keep_draft(record, "note", Some("half a thought")).await.unwrap();
        assert_eq!(session.draft(record, "note").await.unwrap().unwrap().text, "half a thought");
        assert_eq!(session.draft(record, "other").await.unwrap(), None);
        assert_eq!(session.history(root, None).await.unwrap(), before);
        session.keep_draft(record, "note", None).await.unwrap();
        assert_eq!(session.draft(record, "note").await.unwrap(), None);
        assert!(session.keep_draft(record, "note", Some(&"x".repeat(100_001))).await.is_err());
    }

    #[tokio::test]
    async fn a_draft_goes_with_its_record() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let customer = session.create_customer(CustomerDraft::named(CustomerKind::Person, "张伟")).await.unwrap();
        let root: RecordId = uuid::Uuid::from(customer).into();
        let record = ParentRef::from(customer);
        session.keep_draft(record, "note", Some("secret")).await.unwrap();
        let one = Selection::Ids { ids: vec![root] };
        session.delete_customers(&one).await.unwrap();
        assert!(session.draft(record, "note").await.unwrap().is_some(), "the trash gives it back");
        session.purge_customers(&one, 1).await.unwrap();
        assert!(matches!(session.draft(record, "note").await, Err(Error::NotFound(_))));
        assert_eq!(super::store::count(session.read().await.unwrap().conn()).await, 0);
    }
}
