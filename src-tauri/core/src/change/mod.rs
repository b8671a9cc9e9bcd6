//! The change log: one record serves audit, history, undo and, later, sync.
//!
//! Triggers generated from one list of tables record the previous values of every write, so no code path
//! can forget it. A chain of hashes over the entries makes tampering visible. On the log stand the history
//! of a record, the record as of any date, and undo and redo of any operation, across restarts.

pub(crate) mod capture;
mod history;
mod inverse;
pub(crate) mod log;
mod owners;
pub(crate) mod packed;
pub(crate) mod readback;
pub(crate) mod redact;
mod restore;
mod snapshot;
pub(crate) mod store;
pub(crate) mod tables;
#[cfg(test)]
mod tests;
mod undo;

pub(crate) use history::packed_text;
pub use history::{ChangeEntry, ChangeKind, HistoryPage};
pub use owners::Tenure;
pub use snapshot::{Snapshot, SnapshotField, SnapshotRow};
pub(crate) use undo::Step;
pub use undo::{JournalEntry, LeftAlone, LeftReason, UndoReport, UndoState};

crate::op::ops! {
    /// The inverse of an operation.
    Undo = "change.undo" => Undone,
    /// The inverse of an undo.
    Redo = "change.redo" => Undone,
    /// One former value put back.
    Restore = "change.restore" => Parent.Edit,
}
