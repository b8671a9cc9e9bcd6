//! The one window.

use tauri::{App, AppHandle, Manager as _, Runtime, WebviewWindowBuilder};

/// Keeps what the page tried against its policy while it loaded: a driver connects too late to hear it.
#[cfg(feature = "e2e")]
const RECORD_VIOLATIONS: &str = "window.kehuPolicyViolations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event;
  window.kehuPolicyViolations.push(`${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber}`);
});";

/// Makes the window from its description in `tauri.conf.json`; it goes nowhere but its own page.
pub fn open<R: Runtime>(app: &App<R>) -> tauri::Result<()> {
    let Some(description) = app.config().app.windows.first() else { return Ok(()) };
    let builder = WebviewWindowBuilder::from_config(app.handle(), description)?;
    #[cfg(feature = "e2e")]
    let builder = builder.initialization_script(RECORD_VIOLATIONS);
    let window = builder
        .on_navigation(|url| {
            matches!(
                (url.scheme(), url.host_str()),
                ("tauri", _) | ("http" | "https", Some("tauri.localhost" | "localhost"))
            )
        })
        .build()?;
    allow_composition(&window)?;
    Ok(())
}

/// Brings the window to the front: the program was started a second time.
pub fn show<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window("main") {
        for done in [window.unminimize(), window.show(), window.set_focus()] {
            if let Err(error) = done {
                tracing::warn!(%error, "the window could not be brought to the front");
            }
        }
    }
}

/// Chinese is composed inside the text field, not in a box beside it.
#[cfg(target_os = "linux")]
fn allow_composition<R: Runtime>(window: &tauri::WebviewWindow<R>) -> tauri::Result<()> {
    use webkit2gtk::{InputMethodContextExt as _, WebViewExt as _};
    window.with_webview(|webview| {
        if let Some(context) = webview.inner().input_method_context() {
            context.set_enable_preedit(true);
        }
    })
}

#[cfg(not(target_os = "linux"))]
fn allow_composition<R: Runtime>(_window: &tauri::WebviewWindow<R>) -> tauri::Result<()> {
    Ok(())
}
