//! Comma-separated files as people really have them: any encoding Excel writes, any of four delimiters,
//! quotes and line breaks inside cells, of any size. Everything streams; nothing holds the file in memory.
//!
//! The walk of a byte: [`encoding`] decides what the bytes mean, [`decode`] turns them into UTF-8 without
//! ever inventing a character, [`rows`] cuts them into cells within limits, [`dialect`] guesses delimiter and
//! header. [`guard`] is the pair of prefix and strip that keeps spreadsheets from running what we export.

pub(crate) mod decode;
pub(crate) mod dialect;
pub(crate) mod encoding;
pub mod guard;
pub(crate) mod rows;
mod text;

pub use text::csv_text;

/// The widest file that is read.
pub(crate) const MAX_COLUMNS: usize = 1_000;
/// The largest cell that is read, in bytes of UTF-8.
pub(crate) const MAX_CELL_BYTES: usize = 1_000_000;
