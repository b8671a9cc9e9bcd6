//! What the page hears without asking.

/// Rows have changed: whatever was read from these tables is stale.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, specta::Type, tauri_specta::Event)]
#[serde(rename_all = "camelCase")]
pub struct DataChanged {
    /// The tables.
    pub tables: Vec<String>,
    /// The records; `null` when there are many.
    pub roots: Option<Vec<String>>,
}

/// Nobody used the window for a while, or the machine slept: everything is hidden until the one who acts is back.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize, specta::Type, tauri_specta::Event)]
pub struct WorkspaceLocked;
