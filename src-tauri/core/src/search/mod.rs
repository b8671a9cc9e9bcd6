//! Finding anything as you type: one full-text index over customers and contacts.
//!
//! FTS5 keeps the index, but the tokens are ours ([`tokens`]): SQLite's own tokenisers take a Chinese sentence for
//! one word, or need three characters. A query becomes a short expression over the same tokens ([`query`]), which
//! SQLite answers newest first without looking at anything that is not shown: ranks are expressions too, so the
//! order is exact however many records match ([`find`]). Triggers queue what changed and every commit empties the
//! queue ([`index`]), so import, undo and merge are served without remembering to.

mod find;
mod index;
mod query;
mod tokens;
mod words;

pub use find::{MatchedOn, SearchHit, SearchResult};
pub(crate) use index::{Fresh, drain, merge_again, merge_later, rebuild, verify};
pub(crate) use query::match_expression;
pub(crate) use words::{Address, Method, Words};

/// What a search finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A customer.
    Customer,
    /// A contact.
    Contact,
}

impl Kind {
    /// The row of the index in which a record is kept. Both kinds share one index, so that ranks do.
    fn row(self, rid: i64) -> i64 {
        match self {
            Kind::Customer => 2 * rid,
            Kind::Contact => 2 * rid + 1,
        }
    }

    /// The kind and `rid` of a row of the index.
    fn of_row(row: i64) -> (Kind, i64) {
        (if row % 2 == 0 { Kind::Customer } else { Kind::Contact }, row / 2)
    }
}
