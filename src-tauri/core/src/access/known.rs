//! Rights that were computed already, until something they are made of changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sqlx::SqliteConnection;

use super::{Rights, store};
use crate::crm::Session;
use crate::error::Result;
use crate::id::UserId;
use crate::tx::DataChanged;

/// The tables rights are made of.
const TABLES: &[&str] = &["users", "departments", "roles", "role_grants", "role_fields", "user_roles", "collaborators"];

/// The rights of those who act in one open workspace.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<Memory>);

#[derive(Debug, Default)]
struct Memory {
    generation: u64,
    rights: HashMap<UserId, Arc<Rights>>,
}

impl Known {
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn forget(&self, changed: &DataChanged) {
        if changed.tables.iter().any(|table| TABLES.contains(&table.as_str())) {
            let mut memory = self.memory();
            memory.generation += 1;
            memory.rights.clear();
        }
    }
}

impl Session {
    /// What the actor may see and do now.
    pub(crate) async fn rights(&self, conn: &mut SqliteConnection) -> Result<Arc<Rights>> {
        let known = self.crm().rights();
        let generation = {
            let memory = known.memory();
            if let Some(rights) = memory.rights.get(&self.actor()) {
                return Ok(Arc::clone(rights));
            }
            memory.generation
        };
        let rights = Arc::new(store::rights(conn, self.actor()).await?);
        let mut memory = known.memory();
        // Nothing older than a change is kept.
        if memory.generation == generation {
            memory.rights.insert(self.actor(), Arc::clone(&rights));
        }
        Ok(rights)
    }
}
