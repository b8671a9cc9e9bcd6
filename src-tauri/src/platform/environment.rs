//! What must be set before the window system starts.

/// Prepares the process; called before any thread runs.
pub fn prepare() {
    // Some drivers show a blank window with WebKitGTK's DMA-BUF renderer.
    #[cfg(target_os = "linux")]
    if std::env::var_os("WEBKIT_DISABLE_DMABUF_RENDERER").is_none() {
        #[expect(unsafe_code, reason = "no other thread runs yet, so nobody reads the environment meanwhile")]
        // SAFETY: called first in `main`, before any thread is started.
        unsafe {
            std::env::set_var("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        }
    }
}
