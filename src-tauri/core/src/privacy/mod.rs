//! What is kept on persons: on which ground they may be reached, what of them is held, and how it goes again.
//!
//! A *consent* is a statement on one channel and one purpose; statements are added and never changed, and the newest
//! counts ([`consent`]). A *report* is everything held on one person ([`report`]). An *erasure* removes a person from
//! every place, the change log and the search index included; the sums of ledgers stay, on a record without a name
//! ([`erase`]). What it did stands in the chain of the change log as its certificate, without a personal word. Rules of
//! *retention* say which records are not needed any more; they are carried out by hand ([`retention`]).

mod certificate;
pub mod consent;
mod erase;
mod html;
mod places;
mod report;
mod retention;
mod store;
#[cfg(test)]
mod tests;

pub use certificate::{Certificate, Place};
pub use erase::{Erased, ErasurePlan, Mention};
pub use html::Words;
pub use report::{NamedValue, Subject, SubjectReport, UnsavedText};
pub use retention::{
    RetentionAction, RetentionCase, RetentionCondition, RetentionDraft, RetentionObject, RetentionPreview,
    RetentionRule, RetentionRun,
};

/// The word of the operation that redacts entries of the change log.
pub(crate) fn erased_by() -> &'static str {
    Op::Erase.code()
}

crate::op::ops! {
    /// What somebody said on being reached.
    RecordConsent = "privacy.record_consent" => Privacy.Create,
    /// Everything held on one person, written out.
    Report = "privacy.report" => Privacy.Export,
    /// A person removed from every place.
    Erase = "privacy.erase" => Privacy.Delete,
    /// Backups removed that still hold erased persons.
    DeleteBackups = "privacy.delete_backups" => Privacy.Delete,
    /// A rule how long records are kept.
    SaveRule = "privacy.save_rule" => Privacy.Configure,
    /// A rule fewer.
    RemoveRule = "privacy.remove_rule" => Privacy.Configure,
    /// Records put aside by a rule.
    Retire = "privacy.retire" => Privacy.Delete,
}
