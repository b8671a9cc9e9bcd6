//! What can be said of the program and of a workspace without looking at a customer.

use sqlx::{Connection as _, SqliteConnection};

use crate::crm::Session;
use crate::error::Result;
use crate::people::UserRef;
use crate::views::{ListQuery, Selection};

/// Versions of what is inside.
#[derive(Debug, Clone)]
pub struct Versions {
    /// The newest migration this program knows.
    pub schema: i64,
    /// SQLite.
    pub sqlite: String,
    /// SQLCipher.
    pub sqlcipher: String,
}

/// Sizes and counts.
#[derive(Debug, Clone)]
pub struct WorkspaceFacts {
    /// Bytes of the database file.
    pub size_bytes: u64,
    /// Live customers, as far as the one who asks sees them.
    pub customers: u64,
    /// Who acts.
    pub user: UserRef,
}

/// Versions of what is inside.
pub async fn versions() -> Result<Versions> {
    let mut conn = SqliteConnection::connect("sqlite::memory:").await?;
    let sqlite = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut conn).await?;
    let sqlcipher = sqlx::query_scalar("PRAGMA cipher_version").fetch_one(&mut conn).await?;
    conn.close().await?;
    Ok(Versions { schema: super::known_version(), sqlite, sqlcipher })
}

/// The civil time zone of this computer; UTC where the system does not tell.
pub fn system_zone() -> chrono_tz::Tz {
    iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok()).unwrap_or(chrono_tz::Tz::UTC)
}

impl Session {
    /// Sizes and counts of the open workspace.
    pub async fn workspace_facts(&self) -> Result<WorkspaceFacts> {
        let all = Selection::Query { query: ListQuery::default(), except: Vec::new() };
        let customers = self.count_customers(&all).await?;
        let user = crate::people::by_id(self.read().await?.conn(), self.actor()).await?;
        let size_bytes = std::fs::metadata(self.crm().database().path())?.len();
        Ok(WorkspaceFacts { size_bytes, customers, user })
    }
}
