//! A process is killed while it brings an older workspace to the newest schema.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr};
use std::time::Instant;

use kehu_core::backup::BackupKind;
use kehu_core::take_back_schema;
use kehu_core::workspace::KeySource;

use crate::child::{self, assert_sound, open, write_some};
use crate::kills::kills;

/// Migrations of the older workspace: the roles, and nothing that came after them.
const OLDER: usize = 7;

/// A child that opens the workspace, and what it says.
struct Upgrade {
    child: Child,
    says: std::io::Lines<BufReader<ChildStderr>>,
}

impl Upgrade {
    /// Comes back when the child is about to open.
    fn begin(dir: &Path) -> Self {
        let mut child = child::command(dir, "upgrades_until_it_is_killed", &[]).spawn().unwrap();
        let says = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut upgrade = Self { child, says };
        assert!(upgrade.hears("opening"));
        upgrade
    }

    fn hears(&mut self, word: &str) -> bool {
        self.says.by_ref().map_while(Result::ok).any(|line| line == word)
    }

    /// Whether it was killed before it had opened.
    fn kill(mut self) -> bool {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        !self.hears("opened")
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

fn names(dir: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test]
async fn an_upgrade_that_is_killed_loses_nothing_and_is_ended_by_the_next_opening() {
    let (folder, crm) = kehu_tests::a_workspace().await;
    let older = crm.dir().to_owned();
    let mut kept = Vec::new();
    write_some(&crm.session(), 20, &mut |id| kept.push(id)).await.unwrap();
    crm.close().await.unwrap();
    take_back_schema(&older, KeySource::Keychain, OLDER).await.unwrap();

    // How long it takes when nobody is killed.
    let dir = folder.path().join("whole");
    copy_folder(&older, &dir);
    let mut whole = Upgrade::begin(&dir);
    let start = Instant::now();
    assert!(whole.hears("opened"));
    let length = start.elapsed();
    whole.child.wait().unwrap();

    let (mut copying, mut migrating) = (0, 0);
    for round in 0..kills().div_ceil(2) {
        let dir = folder.path().join(round.to_string());
        copy_folder(&older, &dir);
        // The second process goes on where the first was killed.
        for turn in [2 * round, 2 * round + 1] {
            let upgrade = Upgrade::begin(&dir);
            // Moments spread over the opening, the same in every run.
            std::thread::sleep(length.mul_f64((turn * 7919 % 100) as f64 / 100.0));
            if upgrade.kill() {
                let copied = names(&dir.join("backups")).iter().any(|name| name.ends_with(".db"));
                *(if copied { &mut migrating } else { &mut copying }) += 1;
            }
        }
        let crm = open(&dir).await.unwrap();
        let session = crm.session();
        assert_sound(&session, &kept, round % 5 == 4).await;
        let copies = session.list_backups().unwrap();
        assert_eq!(
            copies.iter().map(|copy| copy.kind).collect::<Vec<_>>(),
            [BackupKind::BeforeMigration],
            "{copies:?}"
        );
        assert_eq!(names(&dir.join("backups")).len(), 1, "nothing is left of copies that were cut short");
        write_some(&session, 5, &mut |_| {}).await.unwrap();
        if round % 10 == 9 {
            // The copy is of the moment before: restored, it is brought to the newest schema again.
            let (crm, restored) = crm.restore_backup(&copies[0].id).await;
            restored.unwrap();
            let crm = crm.unwrap();
            assert_sound(&crm.session(), &kept, true).await;
            crm.close().await.unwrap();
        } else {
            crm.close().await.unwrap();
        }
        std::fs::remove_dir_all(&dir).unwrap();
    }
    assert!(
        copying.min(migrating) > kills() / 10,
        "of {} kills within {length:?} only {copying} hit the copy and {migrating} what follows it",
        kills()
    );
}
