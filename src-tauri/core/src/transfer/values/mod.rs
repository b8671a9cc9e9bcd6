//! What people write in cells, read exactly or refused: dates, numbers, choices. No guess is made here that
//! the whole column does not support.

pub(crate) mod choice;
pub(crate) mod date;
pub(crate) mod number;

use unicode_normalization::UnicodeNormalization;

/// Full-width digits and signs become plain ones.
pub(crate) fn plain(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_ascii() { text.into() } else { text.nfkc().collect::<String>().into() }
}
