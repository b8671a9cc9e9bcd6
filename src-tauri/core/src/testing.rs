//! What tests share: a workspace in a temporary folder, with a clock that stands still.

use crate::Clock;
use crate::crm::{Crm, NewCompany};
use crate::workspace::Protection;

/// A company of one in Shanghai.
pub(crate) fn a_company() -> NewCompany {
    NewCompany {
        owner: "Owner".into(),
        device: "test".into(),
        zone: chrono_tz::Tz::Asia__Shanghai,
        country: "CN".into(),
        base_currency: "CNY".into(),
    }
}

/// 2026-01-15T08:00:00Z.
pub(crate) fn a_clock() -> Clock {
    Clock::fixed(1_768_464_000_000)
}

/// A new, encrypted workspace; it is gone when the folder is dropped.
pub(crate) async fn a_workspace() -> (tempfile::TempDir, Crm) {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let (crm, _) = Crm::create(&dir.path().join("test"), Protection::Demo, a_company(), a_clock())
        .await
        .expect("a workspace can be made");
    (dir, crm)
}
