//! Links leave the program only as web pages, mails and phone calls.

use tauri::{AppHandle, Url};
use tauri_plugin_opener::OpenerExt as _;

use crate::error::{CommandError, Reply};

/// Opens a link with the program the system has for it.
pub fn open(app: &AppHandle, link: &str) -> Reply<()> {
    let url = parse(link)
        .ok_or_else(|| CommandError::Invalid { fields: vec![kehu_core::FieldError::new("url", "link.refused")] })?;
    app.opener().open_url(url, None::<&str>).map_err(|error| CommandError::internal(&error))
}

/// `https`, `mailto` and `tel` only, in their normal form.
fn parse(link: &str) -> Option<String> {
    let url = Url::parse(link.trim()).ok()?;
    let allowed = match url.scheme() {
        "https" => url.host_str().is_some_and(|host| !host.is_empty()),
        "mailto" | "tel" => !url.path().is_empty(),
        _ => false,
    };
    allowed.then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn only_pages_mails_and_calls_leave() {
        for good in ["https://example.com/a?b=c", "mailto:a@example.com", "tel:+8613812345678"] {
            assert!(parse(good).is_some(), "{good}");
        }
        for bad in [
            "http://example.com",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "kehu://x",
            "smb://host/share",
            "mailto:",
            "C:\\a.exe",
            "",
        ] {
            assert!(parse(bad).is_none(), "{bad}");
        }
    }
}
