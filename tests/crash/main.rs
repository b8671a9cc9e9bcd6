//! A process is killed in the middle of its writes, again and again: what it had acknowledged is there,
//! nothing is half done, and the check finds no damage.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use kehu_core::customers::{CustomerDraft, CustomerKind};
use kehu_core::methods::{MethodDraft, MethodKind};
use kehu_core::transfer::{ImportSource, ImportTarget};
use kehu_core::views::{ListQuery, ListState};
use kehu_core::workspace::KeySource;
use kehu_core::{Access, Clock, Crm, CustomerId};

const FOLDER: &str = "KEHU_CRASH_FOLDER";
const KILLS: u64 = 100;

async fn open(dir: &Path) -> Crm {
    Crm::open(dir, KeySource::Keychain, Access::ReadWrite, Clock::System).await.unwrap()
}

fn a_customer(name: String) -> CustomerDraft {
    let methods = vec![MethodDraft { kind: MethodKind::Email, label: None, raw: "a@example.com".into() }];
    CustomerDraft { methods, ..CustomerDraft::named(CustomerKind::Organisation, &name) }
}

/// The half that is killed: writes, undoes and imports, and says aloud what has been committed.
#[tokio::test]
#[ignore = "the half of the crash test that is killed"]
async fn writes_until_it_is_killed() {
    let Some(dir) = std::env::var_os(FOLDER) else { return };
    let crm = open(Path::new(&dir)).await;
    let session = crm.session();
    let mut out = std::io::stderr().lock();
    for n in 0.. {
        let id = session.create_customer(a_customer(format!("客户 {n}"))).await.unwrap();
        writeln!(out, "kept {id}").unwrap();
        if n % 5 == 4 {
            session.create_customer(a_customer("gone".into())).await.unwrap();
            session.undo().await.unwrap();
        }
        if n % 10 == 9 {
            let rows: String = (0..300).map(|i| format!("批次 {n}-{i},1380000{i:04}\n")).collect();
            let file = ImportSource::Text(format!("name,phone\n{rows}").into());
            let preview = session.open_import(ImportTarget::Customers, file).await.unwrap();
            session.run_import(preview.token, preview.plan, false, &|_| ()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_killed_process_loses_nothing_it_had_acknowledged() {
    let (folder, crm) = kehu_tests::a_workspace().await;
    let dir = crm.dir().to_owned();
    crm.close().await.unwrap();
    let mut kept: Vec<CustomerId> = Vec::new();
    for round in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "writes_until_it_is_killed", "--ignored", "--nocapture"])
            .env(FOLDER, &dir)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let listener = std::thread::spawn(move || {
            let said = lines.map_while(Result::ok);
            said.filter_map(|line| line.strip_prefix("kept ")?.parse().ok()).collect::<Vec<CustomerId>>()
        });
        // Moments spread over opening, single writes and imports, the same in every run.
        std::thread::sleep(Duration::from_millis(60 + round * 7919 % 700));
        child.kill().unwrap();
        child.wait().unwrap();
        kept.extend(listener.join().unwrap());

        let crm = open(&dir).await;
        let session = crm.session();
        for id in kept.iter().rev().take(20) {
            assert_eq!(session.customer(*id).await.unwrap().methods.len(), 1, "round {round}");
        }
        let query = ListQuery { filter: None, text: Some("批次".into()), sort: Vec::new(), state: ListState::Live };
        let imported = session.list_customers(&query, 0, 1).await.unwrap().total;
        assert_eq!(imported % 300, 0, "round {round}: an import is there as a whole or not at all");
        if round % 10 == 9 {
            let report = session.check(false).await.unwrap();
            assert!(report.ok, "round {round}: {:?}", report.findings);
        }
        crm.close().await.unwrap();
    }
    assert!(kept.len() > 100, "only {} writes were acknowledged: the test did not try hard", kept.len());
    let crm = open(&dir).await;
    for id in &kept {
        crm.session().customer(*id).await.unwrap();
    }
    crm.close().await.unwrap();
    drop(folder);
}
