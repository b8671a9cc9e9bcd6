//! The history of a record: who changed what, when, from what to what.

use super::packed::{Value, unpack};
use super::{capture, store};
use crate::change::tables::Table;
use crate::clock::Instant;
use crate::crm::Session;
use crate::error::Result;
use crate::id::CustomerId;
use crate::people::UserRef;

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It was made.
    Insert,
    /// One of its columns changed.
    Update,
    /// It was removed.
    Delete,
}

/// One line of a history.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeEntry {
    /// The transaction.
    #[specta(type = specta_typescript::Number)]
    pub tx: i64,
    /// When.
    pub at: Instant,
    /// Who; `None` when the person is gone.
    pub actor: Option<UserRef>,
    /// The word of the operation.
    pub op: String,
    /// The table of the row.
    pub table: String,
    /// The row.
    pub row_id: String,
    /// What happened.
    pub kind: ChangeKind,
    /// The column, for an update.
    pub field: Option<String>,
    /// The former value; for a removed row what it said, for a removed link the name at its other end.
    pub old: Option<String>,
    /// The value after it; for a made row what it says or said.
    pub new: Option<String>,
    /// The former value can be put back.
    pub restorable: bool,
}

/// A page of a history, newest first.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HistoryPage {
    /// The lines.
    pub entries: Vec<ChangeEntry>,
    /// Where the next page begins; `None` at the end.
    #[specta(type = Option<specta_typescript::Number>)]
    pub next: Option<i64>,
}

const PAGE: i64 = 100;

impl Session {
    /// The history of the record `root` and of all that belongs to it, newest first, from before the entry `before`.
    pub async fn history(&self, root: crate::RecordId, before: Option<i64>) -> Result<HistoryPage> {
        let mut read = self.read().await?;
        let (object, hidden) = read.see_history(root.into()).await?;
        let rights = read.rights().await?;
        let rows = store::history(read.conn(), root, before.unwrap_or(i64::MAX), PAGE + 1).await?;
        let more = rows.len() as i64 > PAGE;
        let mut entries = Vec::with_capacity(rows.len());
        let mut last = None;
        for row in rows.into_iter().take(PAGE as usize) {
            last = Some(row.seq);
            if hidden.contains(&row.tbl.as_str()) || row.kind == super::log::REDACTED {
                continue;
            }
            // What joins the record to a customer one may not see stays unseen, or it would name it.
            if let Some(customer) = other_end(read.conn(), &row, root).await?
                && read.see(customer).await.is_err()
            {
                continue;
            }
            let mut entry = describe(read.conn(), row, root).await?;
            rights.show_change(object, &mut entry);
            entries.push(entry);
        }
        Ok(HistoryPage { entries, next: last.filter(|_| more) })
    }
}

/// The customer at the other end of a link of this contact or of a relation of this customer.
async fn other_end(
    conn: &mut sqlx::SqliteConnection,
    row: &store::HistoryRow,
    root: crate::RecordId,
) -> Result<Option<CustomerId>> {
    if row.tbl != "relations" {
        return Ok(row.customer_of_link(root));
    }
    let packed = match &row.old {
        Some(old) if row.kind == "d" => Some(String::from_utf8_lossy(old).into_owned()),
        _ => match store::related(conn, row.row_id).await? {
            Some(customer) => return Ok(Some(customer)),
            None => store::removed_row(conn, row).await?,
        },
    };
    let Some(packed) = packed else { return Ok(None) };
    let id = packed_text(conn, "relations", "to_id", &packed).await?;
    Ok(id.and_then(|id| id.parse().ok()))
}

async fn describe(
    conn: &mut sqlx::SqliteConnection,
    row: store::HistoryRow,
    root: crate::RecordId,
) -> Result<ChangeEntry> {
    let kind = match row.kind.as_str() {
        "i" => ChangeKind::Insert,
        "d" => ChangeKind::Delete,
        _ => ChangeKind::Update,
    };
    let (old, new) = match kind {
        ChangeKind::Update => {
            let new = store::value_after(conn, &row).await?;
            (value(row.old_type.as_str(), row.old.as_deref()).display(), new)
        }
        ChangeKind::Delete => (said(conn, &row, root).await?, None),
        ChangeKind::Insert => match party(&row, root) {
            Some(party) => match store::removed_row(conn, &row).await? {
                Some(packed) => (None, packed_party(conn, party, &packed).await?),
                None => (None, store::party_of(conn, party, row.row_id).await?),
            },
            None => (None, store::says(conn, &row.tbl, row.row_id).await?),
        },
    };
    let restorable =
        kind == ChangeKind::Update && old != new && !matches!(row.col.as_deref(), Some("deleted_at" | "archived_at"));
    Ok(ChangeEntry {
        tx: row.tx,
        at: row.at,
        actor: row.actor_name.map(|name| UserRef { id: row.actor, name }),
        op: row.op,
        table: row.tbl,
        row_id: row.row_id.to_string(),
        kind,
        field: row.col,
        old,
        new,
        restorable,
    })
}

/// What a removed row said, read from its packed values.
async fn said(
    conn: &mut sqlx::SqliteConnection,
    row: &store::HistoryRow,
    root: crate::RecordId,
) -> Result<Option<String>> {
    let Some(packed) = row.old.as_deref().and_then(|b| std::str::from_utf8(b).ok()) else { return Ok(None) };
    match party(row, root) {
        Some(party) => packed_party(conn, party, packed).await,
        None => packed_text(conn, &row.tbl, store::telling_column(&row.tbl), packed).await,
    }
}

/// The name at one end of a removed link.
async fn packed_party(conn: &mut sqlx::SqliteConnection, party: Party, packed: &str) -> Result<Option<String>> {
    let id = packed_text(conn, "customer_contacts", party.column(), packed).await?;
    match id.and_then(|id| uuid::Uuid::parse_str(&id).ok()) {
        Some(id) => store::name_of(conn, party, id).await,
        None => Ok(None),
    }
}

/// What a column of a removed row said, from its packed values.
pub(crate) async fn packed_text(
    conn: &mut sqlx::SqliteConnection,
    table: &str,
    column: &str,
    packed: &str,
) -> Result<Option<String>> {
    let (Some(table), Some(values)) = (Table::named(table), unpack(packed)) else { return Ok(None) };
    let columns = capture::packed(conn, table).await?;
    Ok(columns.iter().position(|c| c == column).and_then(|i| values.get(i)).and_then(Value::display))
}

/// One end of a link between a customer and a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Party {
    Customer,
    Contact,
}

impl Party {
    fn column(self) -> &'static str {
        match self {
            Self::Customer => "customer_id",
            Self::Contact => "contact_id",
        }
    }
}

/// The end of a link that is news: the other one. `None` for rows that are no links.
fn party(row: &store::HistoryRow, root: crate::RecordId) -> Option<Party> {
    (row.tbl == "customer_contacts").then_some(if row.root == root { Party::Contact } else { Party::Customer })
}

/// A recorded value, from its type and its bytes as SQLite casts them.
pub(super) fn value(kind: &str, bytes: Option<&[u8]>) -> Value {
    let Some(bytes) = bytes else { return Value::Null };
    let text = || String::from_utf8_lossy(bytes).into_owned();
    match kind {
        "integer" => text().parse().map_or(Value::Null, Value::Integer),
        "real" => text().parse().map_or(Value::Null, Value::Real),
        "text" => Value::Text(text()),
        "blob" => Value::Blob(bytes.to_vec()),
        _ => Value::Null,
    }
}
