//! Builders and helpers shared by the stories.

use std::path::PathBuf;

use kehu_core::workspace::Protection;
use kehu_core::{Clock, Crm, NewCompany};

/// A new workspace with an owner in Shanghai, and a clock that stands still; gone with the folder.
pub async fn a_workspace() -> (tempfile::TempDir, Crm) {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let company = NewCompany {
        owner: "Owner".into(),
        device: "test".into(),
        zone: chrono_tz::Tz::Asia__Shanghai,
        country: "CN".into(),
        base_currency: "CNY".into(),
    };
    let clock = Clock::fixed(1_768_464_000_000); // 2026-01-15T08:00:00Z
    let (crm, _) =
        Crm::create(&dir.path().join("test"), Protection::Demo, company, clock).await.expect("a workspace can be made");
    (dir, crm)
}

/// A file of `tests/fixtures`.
pub fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}
