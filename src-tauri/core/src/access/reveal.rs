//! Looking behind a mask: allowed to some, written down, counted by the day.

use serde::{Deserialize, Serialize};

use super::notes::Note;
use super::words::GuardedField;
use super::{Op, store};
use crate::crm::Session;
use crate::error::Result;
use crate::methods::{self, ContactMethod};
use crate::op;
use crate::parent::ParentRef;

/// What was revealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Revealed {
    /// The ways to reach the customer or the contact, as they are.
    pub methods: Vec<ContactMethod>,
    /// How often the actor has revealed something today, this time included.
    #[specta(type = specta_typescript::Number)]
    pub today: i64,
}

impl Session {
    /// The telephone numbers, addresses of mail or handles of a record, unmasked. It is written down who asked.
    pub async fn reveal(&self, parent: ParentRef, field: GuardedField) -> Result<Revealed> {
        let mut tx = self.begin(op::Op::Access(Op::Reveal)).await?;
        let seen = tx.target(parent).await?;
        let mut methods = methods::store::of(tx.conn(), seen).await?;
        methods.retain(|method| method.kind.guarded() == Some(field));
        let record: uuid::Uuid = match parent {
            ParentRef::Customer { id } => id.into(),
            ParentRef::Contact { id } => id.into(),
        };
        tx.note(Note::about(record).with("field", field.word())).await?;
        let midnight = self.now().ms() - i64::from(self.seconds_today()) * 1_000;
        let actor = self.actor();
        let today = store::reveals_since(tx.conn(), actor, midnight).await?;
        tx.commit().await?;
        Ok(Revealed { methods, today })
    }
}
