//! Saved views and lists.

use crate::tx::DataChanged;

/// Known places in lists.
#[derive(Debug, Default)]
pub(crate) struct Anchors;

impl Anchors {
    pub(crate) fn forget(&self, _changed: &DataChanged) {}
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
