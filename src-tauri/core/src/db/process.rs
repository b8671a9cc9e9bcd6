//! What SQLite and SQLCipher need to hear once in a process, before the first connection.
#![expect(
    unsafe_code,
    reason = "sqlx has no way to configure SQLite; the calls follow https://sqlite.org/c3ref/config.html and on_exit(3)"
)]

use std::ffi::c_int;
use std::sync::Once;

use libsqlite3_sys as ffi;

/// Pieces of memory a connection keeps at hand, and their size.
const POOLED: c_int = 128;
const POOLED_BYTES: c_int = 8192;

/// Prepares the process.
pub(super) fn prepare() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SQLite counts every byte it allocates under one lock, for a statistic nobody here asks for.
        // SAFETY: the option takes one int. After SQLite was initialised the call changes nothing and says so.
        let code = unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_MEMSTATUS, 0) };
        if code != ffi::SQLITE_OK {
            tracing::debug!(code, "SQLite goes on counting its memory");
        }
        // Every run of a trigger needs a few kilobytes for a moment. From a pool of the connection they cost nothing.
        // SAFETY: the option takes two ints.
        let code = unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_LOOKASIDE, POOLED_BYTES, POOLED) };
        if code != ffi::SQLITE_OK {
            tracing::debug!(code, "SQLite keeps its small pool");
        }
        #[cfg(target_os = "linux")]
        leave_at_once();
    });
}

/// SQLCipher 4.10 frees its private heap when the process exits, under the threads of connections that are still open,
/// and the process dies of a segmentation fault. Whoever wants to keep something has closed the workspace by then, so
/// the process leaves before SQLCipher's own handler: handlers run in the reverse order of their registration.
#[cfg(target_os = "linux")]
fn leave_at_once() {
    use std::ffi::c_void;

    unsafe extern "C" {
        fn on_exit(handler: extern "C" fn(c_int, *mut c_void), argument: *mut c_void) -> c_int;
        fn _exit(status: c_int) -> !;
    }

    extern "C" fn leave(status: c_int, _: *mut c_void) {
        // SAFETY: it takes any status and does not come back.
        unsafe { _exit(status) }
    }

    // SAFETY: initialising twice is allowed and registers SQLCipher's handler now; ours is a plain function.
    let registered =
        unsafe { ffi::sqlite3_initialize() == ffi::SQLITE_OK && on_exit(leave, std::ptr::null_mut()) == 0 };
    if !registered {
        tracing::debug!("SQLCipher cleans up at exit");
    }
}
