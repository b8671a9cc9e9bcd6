//! Disks that are full and disks that fail.

use std::path::Path;
use std::process::Command;

use kehu_core::workspace::Protection;
use kehu_core::{Clock, Crm, CustomerId, Error, NewCompany};

use crate::child::{self, Listener, assert_sound, open, write_some};

/// A file system of a few megabytes in memory; gone with this value.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount(megabytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={megabytes}m");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "kehu-test"]).arg(folder.path()).output();
        mount.is_ok_and(|mount| mount.status.success()).then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg(self.path()).status();
        assert!(unmounted.is_ok_and(|status| status.success()) || std::thread::panicking());
    }
}

fn a_company() -> NewCompany {
    NewCompany {
        owner: "Owner".into(),
        device: "test".into(),
        zone: chrono_tz::Tz::Asia__Shanghai,
        country: "CN".into(),
        base_currency: "CNY".into(),
    }
}

#[tokio::test]
async fn a_full_disk_is_said_and_costs_nothing() {
    let Some(disk) = SmallDisk::mount(8) else {
        eprintln!("skipped: this user may not mount a small file system");
        return;
    };
    let ballast = disk.path().join("ballast");
    std::fs::write(&ballast, vec![0; 1 << 20]).unwrap();
    let dir = disk.path().join("w");
    let (crm, _) = Crm::create(&dir, Protection::Demo, a_company(), Clock::System).await.unwrap();
    let mut kept: Vec<CustomerId> = Vec::new();
    let written = write_some(&crm.session(), u64::MAX, &mut |id| kept.push(id)).await;
    assert!(matches!(written, Err(Error::DiskFull)), "{written:?}");
    assert!(kept.len() > 10, "the disk was full after {} customers", kept.len());
    assert_sound(&crm.session(), &kept, false).await;

    // With room again the same open workspace goes on.
    std::fs::remove_file(&ballast).unwrap();
    let draft = kehu_core::customers::CustomerDraft::named(kehu_core::customers::CustomerKind::Person, "Ada");
    crm.session().create_customer(draft).await.unwrap();
    assert_sound(&crm.session(), &kept, true).await;
    crm.close().await.unwrap();
    let crm = open(&dir).await.unwrap();
    assert_sound(&crm.session(), &kept, true).await;
    crm.close().await.unwrap();
}

#[tokio::test]
async fn a_commit_that_did_not_reach_the_disk_is_not_acknowledged() {
    let works = Command::new("strace").args(["-f", "-qq", "-e", "trace=none", "true"]).status();
    if !works.is_ok_and(|status| status.success()) {
        eprintln!("skipped: strace is not installed or may not trace");
        return;
    }
    let (folder, crm) = kehu_tests::a_workspace().await;
    let dir = crm.dir().to_owned();
    crm.close().await.unwrap();
    for when in [3, 9, 14, 27] {
        let inject = format!("inject=fsync,fdatasync:error=EIO:when={when}+");
        let strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", &inject];
        let mut child = child::command(&dir, "writes_until_it_is_killed", &strace).spawn().unwrap();
        let listener = Listener::new(&mut child);
        child.wait().unwrap();
        let kept = listener.kept();
        let crm = open(&dir).await.unwrap();
        assert_sound(&crm.session(), &kept, true).await;
        crm.close().await.unwrap();
    }
    drop(folder);
}
