//! The workspace in which the operations are done.

use std::path::PathBuf;

use uuid::Uuid;

use super::state::{self, State};
use super::verbs::Verb;
use crate::privacy::{RetentionAction, RetentionCondition, RetentionDraft, RetentionObject};
use crate::testing::a_workspace;
use crate::{Error, ParentRef, Result, RetentionRuleId, Session};

/// The workspace, and what the operations need from outside of it.
pub(super) struct World {
    _dir: tempfile::TempDir,
    pub(super) session: Session,
    pub(super) file: PathBuf,
    pub(super) rule: RetentionRuleId,
}

impl World {
    pub(super) async fn new() -> Self {
        let (dir, crm) = a_workspace().await;
        let file = dir.path().join("contract.txt");
        std::fs::write(&file, "signed").unwrap();
        let session = crm.session();
        let draft = RetentionDraft {
            object: RetentionObject::Customers,
            condition: RetentionCondition::Inactive,
            months: 1,
            action: RetentionAction::Archive,
        };
        let rule = session.save_retention_rule(draft).await.unwrap();
        {
            let mut writer = crm.database().writer().await.unwrap();
            let words = "CREATE VIRTUAL TABLE temp.search_words USING fts5vocab(main, search_index, instance)";
            sqlx::query(words).execute(&mut writer.conn).await.unwrap();
        }
        let world = Self { _dir: dir, session, file, rule };
        // Something for the first operations, and old enough for the rule.
        let first = [
            Verb::CreateCustomer,
            Verb::CreateCustomer,
            Verb::CreateContact,
            Verb::CreateUser,
            Verb::CreateProduct,
            Verb::CreateField,
        ];
        for verb in first {
            world.perform(verb, 0, 1, 2).await.unwrap();
            crm.clock().advance_ms(1_000);
        }
        crm.clock().advance_ms(60 * 24 * 60 * 60 * 1_000);
        world
    }

    pub(super) async fn state(&self) -> State {
        let mut writer = self.session.crm().database().writer().await.unwrap();
        state::read(&mut writer.conn).await
    }

    /// How many transactions there are.
    pub(super) async fn transactions(&self) -> i64 {
        let mut writer = self.session.crm().database().writer().await.unwrap();
        sqlx::query_scalar("SELECT max(seq) FROM change_tx").fetch_one(&mut writer.conn).await.unwrap()
    }

    /// One of the ids a statement lists, if it lists any.
    pub(super) async fn one(&self, ids: &'static str, which: usize) -> Result<Uuid> {
        let mut writer = self.session.crm().database().writer().await?;
        let ids: Vec<Uuid> = sqlx::query_scalar(ids).fetch_all(&mut writer.conn).await?;
        which.checked_rem(ids.len()).map(|at| ids[at]).ok_or(Error::NotFound("record"))
    }

    pub(super) async fn customer(&self, which: usize) -> Result<Uuid> {
        self.one("SELECT id FROM customers ORDER BY id", which).await
    }

    pub(super) async fn contact(&self, which: usize) -> Result<Uuid> {
        self.one("SELECT id FROM contacts ORDER BY id", which).await
    }

    pub(super) async fn user(&self, which: usize) -> Result<Uuid> {
        self.one("SELECT id FROM users ORDER BY id", which).await
    }

    /// A customer or a contact.
    pub(super) async fn parent(&self, which: usize) -> Result<ParentRef> {
        Ok(match which % 3 {
            0 => ParentRef::Contact { id: self.contact(which / 3).await?.into() },
            _ => ParentRef::Customer { id: self.customer(which / 3).await?.into() },
        })
    }
}
