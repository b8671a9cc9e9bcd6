//! What the core knows about written text, as pure functions: how to clean and compare it
//! ([`normal`]), how to cut it into things to look for ([`han`]), how Chinese sounds and sorts
//! ([`pinyin`]), and how telephone numbers ([`phone`]) and mail addresses ([`email`]) are read.
//!
//! Everything here is total: any string, however long or strange, gives an answer and never a panic.

pub mod email;
pub mod han;
pub mod normal;
pub mod phone;
pub mod pinyin;
mod readings;

pub use email::Email;
pub use normal::{TooLong, clean, clean_lines, company_key, fold};
pub use phone::Phone;
pub use pinyin::{initials, pinyin, sort_key};
