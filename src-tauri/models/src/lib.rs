//! Pure mathematics for Kehu.
