//! A process is killed in the middle of its writes, again and again.

use std::time::Duration;

use kehu_core::CustomerId;

use crate::child::{self, Listener, assert_sound, open, write_some};

/// Kills in a test run; `cargo xtask bench crash` asks for thousands.
pub fn kills() -> u64 {
    std::env::var("KEHU_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(100)
}

#[tokio::test]
async fn a_killed_process_loses_nothing_it_had_acknowledged() {
    let (folder, crm) = kehu_tests::a_workspace().await;
    let dir = crm.dir().to_owned();
    crm.close().await.unwrap();
    let mut kept: Vec<CustomerId> = Vec::new();
    for round in 0..kills() {
        let mut child = child::command(&dir, "writes_until_it_is_killed", &[]).spawn().unwrap();
        let listener = Listener::new(&mut child);
        // Moments spread over opening, single writes and imports, the same in every run.
        std::thread::sleep(Duration::from_millis(60 + round * 7919 % 700));
        child.kill().unwrap();
        child.wait().unwrap();
        let new = listener.kept();

        let crm = open(&dir).await.unwrap();
        assert_sound(&crm.session(), &new, round % 10 == 9).await;
        crm.close().await.unwrap();
        kept.extend(new);
    }
    assert!(kept.len() > 100, "only {} writes were acknowledged: the test did not try hard", kept.len());
    let crm = open(&dir).await.unwrap();
    assert_sound(&crm.session(), &kept, true).await;
    crm.close().await.unwrap();
    drop(folder);
}

#[tokio::test]
async fn a_rekeying_that_is_killed_leaves_a_workspace_that_opens() {
    let (_folder, crm) = kehu_tests::a_workspace().await;
    let dir = crm.dir().to_owned();
    let mut kept = Vec::new();
    write_some(&crm.session(), 20, &mut |id| kept.push(id)).await.unwrap();
    let first = crm.session().back_up().await.unwrap();
    crm.clock().advance_ms(1_000);
    let backups = [first, crm.session().back_up().await.unwrap()];
    crm.close().await.unwrap();
    for round in 0..kills().div_ceil(4) {
        let mut child = child::command(&dir, "rekeys_until_it_is_killed", &[]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(40 + round * 7919 % 600));
        child.kill().unwrap();
        child.wait().unwrap();
        let crm = open(&dir).await.unwrap();
        assert_sound(&crm.session(), &kept, round % 10 == 9).await;
        crm.close().await.unwrap();
    }
    for backup in backups {
        let (crm, restored) = open(&dir).await.unwrap().restore_backup(&backup.id).await;
        restored.unwrap();
        crm.unwrap().close().await.unwrap();
    }
}
