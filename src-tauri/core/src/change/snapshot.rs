//! A record as it was: the rows of today with the log read backwards.

use std::collections::BTreeMap;

use super::history::value;
use super::packed::{Value, unpack};
use super::tables::TABLES;
use super::{capture, store};
use crate::RecordId;
use crate::clock::Instant;
use crate::crm::Session;
use crate::error::Result;
use crate::id::CustomerId;

/// A record and what belonged to it at a moment.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The moment.
    pub at: Instant,
    /// The record existed then (it may have been in the trash).
    pub existed: bool,
    /// Its rows, the record's own first.
    pub rows: Vec<SnapshotRow>,
}

/// One row of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotRow {
    /// Its table.
    pub table: String,
    /// Its id.
    pub row_id: String,
    /// Its values in column order.
    pub fields: Vec<SnapshotField>,
}

/// One value of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotField {
    /// The column.
    pub field: String,
    /// The value as text.
    pub value: Option<String>,
}

type Rows = BTreeMap<(usize, uuid::Uuid), BTreeMap<String, Value>>;

impl Session {
    /// The record `root` as it was at `at`.
    pub async fn record_as_of(&self, root: RecordId, at: Instant) -> Result<Snapshot> {
        let mut read = self.read().await?;
        let (object, hidden) = read.see_history(root.into()).await?;
        let rights = read.rights().await?;
        let conn = read.conn();
        let mut rows = Rows::new();
        for (order, table) in TABLES.iter().enumerate().filter(|(_, table)| !hidden.contains(&table.name)) {
            for (id, values) in store::rows_of(conn, table, root).await? {
                rows.insert((order, id), values);
            }
        }
        for entry in store::entries_after(conn, root, at).await? {
            let Some(order) = TABLES.iter().position(|t| t.name == entry.tbl) else { continue };
            let key = (order, entry.row_id);
            match (entry.kind.as_str(), entry.col) {
                ("i", _) => {
                    rows.remove(&key);
                }
                ("d", _) => {
                    let columns = capture::packed(conn, &TABLES[order]).await?;
                    let values = entry
                        .old
                        .as_deref()
                        .and_then(|b| std::str::from_utf8(b).ok())
                        .and_then(unpack)
                        .unwrap_or_default();
                    rows.insert(key, columns.into_iter().zip(values).collect());
                }
                (_, Some(col)) => {
                    if let Some(row) = rows.get_mut(&key) {
                        row.insert(col, value(&entry.old_type, entry.old.as_deref()));
                    }
                }
                (_, None) => {}
            }
        }
        rows.retain(|(order, _), _| !hidden.contains(&TABLES[*order].name));
        let mut unseen = Vec::new();
        for (key, values) in rows.iter().filter(|((order, _), _)| TABLES[*order].name == "relations") {
            let other = values.get("to_id").and_then(Value::display).and_then(|id| id.parse::<CustomerId>().ok());
            if let Some(other) = other
                && read.see(other).await.is_err()
            {
                unseen.push(*key);
            }
        }
        rows.retain(|key, _| !unseen.contains(key));
        let existed = rows.keys().any(|(_, id)| *id == uuid::Uuid::from(root));
        let rows = rows
            .into_iter()
            .map(|((order, id), values)| SnapshotRow {
                table: TABLES[order].name.to_owned(),
                row_id: id.to_string(),
                fields: values
                    .into_iter()
                    .map(|(field, value)| {
                        let value = rights.past(object, TABLES[order].name, Some(&field), value.display());
                        SnapshotField { field, value }
                    })
                    .collect(),
            })
            .collect();
        Ok(Snapshot { at, existed, rows })
    }
}
