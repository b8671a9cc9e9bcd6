//! What people do with Kehu, told through its public functions.

mod canaries;
mod import;
