//! SQLite counts every byte it allocates under one lock, for a statistic nobody here asks for.
#![expect(
    unsafe_code,
    reason = "sqlx has no way to configure SQLite: https://sqlite.org/c3ref/c_config_covering_index_scan.html"
)]

use std::sync::Once;

use libsqlite3_sys as ffi;

/// Switches the count off, before the first connection of the process.
pub(super) fn uncounted() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: the option takes one int. After SQLite was initialised the call changes nothing and says so.
        let code = unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_MEMSTATUS, 0) };
        if code != ffi::SQLITE_OK {
            tracing::debug!(code, "SQLite goes on counting its memory");
        }
    });
}
