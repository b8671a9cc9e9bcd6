//! Lists: one filter language, one query builder, windows of any list, and the views people save.
//!
//! A filter travels as JSON ([`filter`]), is checked against the registry of fields ([`fields`], [`catalogue`]) and the table
//! of operators ([`operators`]), and becomes SQL whose values are bound parameters ([`compile`]). Every list, count,
//! selection and, later, segment and export takes this way, and so passes the one gate that decides what the asker
//! may see. How the rows of a window are found, fast at any place of a long list, is told in [`page`].

pub(crate) mod aggregates;
mod anchors;
mod catalogue;
mod compile;
mod contacts;
mod counts;
mod customers;
mod dates;
mod fields;
mod filter;
pub(crate) mod functions;
mod gate;
mod names;
mod operators;
mod page;
mod predicate;
mod question;
mod sales;
mod salvage;
mod saved;
mod selection;
mod snapshot;
mod sql;
mod store;
mod suggest;
mod value;
mod walk;

#[cfg(test)]
mod tests;

pub use contacts::ContactRow;
pub use customers::{CustomValue, CustomerRow};
pub use fields::{Entity, FieldInfo, FilterKind};
pub use page::{ListQuery, ListState, Neighbours, Page, Sort};
pub use saved::{SavedView, ViewDefinition};
pub use selection::Selection;

pub(crate) use anchors::Anchors;
pub(crate) use counts::{seen_by_owner, seen_by_tag};
pub(crate) use functions::install as install_functions;
pub(crate) use gate::seen;
pub(crate) use names::names;
pub(crate) use sales::{MonthSales, PackedSales};
pub(crate) use selection::{all_admitted, select_contacts, select_customers, select_none, touched_beyond};

crate::op::ops! {
    /// A list kept under a name.
    Create = "views.create" => Views.Create,
    /// A kept list changed.
    Update = "views.update" => Views.Edit,
    /// A kept list removed.
    Delete = "views.delete" => Views.Delete,
}
