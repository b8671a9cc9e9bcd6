//! Saved views and lists.

use sqlx::SqliteConnection;

use crate::crm::Session;
use crate::error::Result;
use crate::tx::DataChanged;

/// Known places in lists.
#[derive(Debug, Default)]
pub(crate) struct Anchors;

impl Anchors {
    pub(crate) fn forget(&self, _changed: &DataChanged) {}
}

/// What a bulk verb works on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(tag = "mode", rename_all = "camelCase")]
pub enum Selection {
    /// These records.
    Ids {
        /// Their ids.
        ids: Vec<crate::RecordId>,
    },
}

/// An empty `temp.selected(id)`.
pub(crate) async fn select_none(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query("CREATE TEMP TABLE IF NOT EXISTS selected (id BLOB PRIMARY KEY) WITHOUT ROWID")
        .execute(&mut *conn)
        .await?;
    sqlx::query("DELETE FROM temp.selected").execute(conn).await?;
    Ok(())
}

/// Fills `temp.selected(id)` with the selected customers; gives how many there are.
pub(crate) async fn select_customers(
    conn: &mut SqliteConnection,
    _session: &Session,
    selection: &Selection,
) -> Result<u64> {
    select_none(conn).await?;
    let Selection::Ids { ids } = selection;
    for id in ids {
        sqlx::query("INSERT OR IGNORE INTO temp.selected VALUES (?)").bind(id).execute(&mut *conn).await?;
    }
    Ok(ids.len() as u64)
}

/// Fills `temp.selected(id)` with the selected contacts; gives how many there are.
pub(crate) async fn select_contacts(
    conn: &mut SqliteConnection,
    session: &Session,
    selection: &Selection,
) -> Result<u64> {
    select_customers(conn, session, selection).await
}

/// Some rows of a list and how many it has.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The rows of the window.
    pub rows: Vec<T>,
    /// How many rows the list has.
    #[specta(type = specta_typescript::Number)]
    pub total: u64,
}
