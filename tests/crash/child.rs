//! The half that is killed, or whose disk fails: it says aloud what has been committed.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use kehu_core::customers::{CustomerDraft, CustomerKind};
use kehu_core::methods::{MethodDraft, MethodKind};
use kehu_core::transfer::{ImportSource, ImportTarget};
use kehu_core::views::{ListQuery, ListState};
use kehu_core::workspace::KeySource;
use kehu_core::{Access, Clock, Crm, CustomerId, Result, Session};

const FOLDER: &str = "KEHU_CRASH_FOLDER";
/// Customers of one import.
const BATCH: u64 = 300;

pub async fn open(dir: &Path) -> Result<Crm> {
    Crm::open(dir, KeySource::Keychain, Access::ReadWrite, Clock::System).await
}

/// A run of one of the tests below as a process of its own, on the workspace in `dir`.
pub fn command(dir: &Path, test: &str, before: &[&str]) -> Command {
    let exe = std::env::current_exe().unwrap();
    let mut command = match before {
        [] => Command::new(&exe),
        [program, arguments @ ..] => {
            let mut command = Command::new(program);
            command.args(arguments).arg(&exe);
            command
        }
    };
    command.args(["--exact", &format!("child::{test}"), "--ignored", "--nocapture"]).env(FOLDER, dir);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// What a child said it had kept, gathered while it runs.
pub struct Listener(std::thread::JoinHandle<Vec<CustomerId>>);

impl Listener {
    pub fn new(child: &mut Child) -> Self {
        let err: ChildStderr = child.stderr.take().unwrap();
        let said = BufReader::new(err).lines().map_while(std::io::Result::ok);
        Self(std::thread::spawn(move || said.filter_map(|line| line.strip_prefix("kept ")?.parse().ok()).collect()))
    }

    pub fn kept(self) -> Vec<CustomerId> {
        self.0.join().unwrap()
    }
}

fn a_customer(name: String) -> CustomerDraft {
    let methods = vec![MethodDraft { kind: MethodKind::Email, label: None, raw: "a@example.com".into() }];
    CustomerDraft { methods, ..CustomerDraft::named(CustomerKind::Organisation, &name) }
}

pub async fn import(session: &Session, n: u64) -> Result<()> {
    let rows: String = (0..BATCH).map(|i| format!("批次 {n}-{i},1380000{i:04}\n")).collect();
    let file = ImportSource::Text(format!("name,phone\n{rows}").into());
    let preview = session.open_import(ImportTarget::Customers, file).await?;
    session.run_import(preview.token, preview.plan, false, &|_| ()).await.map(|_| ())
}

/// Writes, undoes and imports; `kept` hears of every acknowledged customer.
pub async fn write_some(session: &Session, rounds: u64, kept: &mut impl FnMut(CustomerId)) -> Result<()> {
    for n in 0..rounds {
        kept(session.create_customer(a_customer(format!("客户 {n}"))).await?);
        if n % 5 == 4 {
            session.create_customer(a_customer("gone".into())).await?;
            session.undo().await?;
        }
        if n % 10 == 9 {
            import(session, n).await?;
        }
    }
    Ok(())
}

/// Every acknowledged customer is there as a whole, imports are whole, and the check finds nothing.
pub async fn assert_sound(session: &Session, kept: &[CustomerId], check: bool) {
    for id in kept {
        assert_eq!(session.customer(*id).await.unwrap().methods.len(), 1, "{id}");
    }
    let query = ListQuery { filter: None, text: Some("批次".into()), sort: Vec::new(), state: ListState::Live };
    let imported = session.list_customers(&query, 0, 1).await.unwrap().total;
    assert_eq!(imported % BATCH, 0, "an import is there as a whole or not at all");
    if check {
        let report = session.check(false).await.unwrap();
        assert!(report.ok, "{:?}", report.findings);
    }
}

#[tokio::test]
#[ignore = "the half of the crash tests that is killed"]
async fn writes_until_it_is_killed() {
    let Some(dir) = std::env::var_os(FOLDER) else { return };
    let crm = open(Path::new(&dir)).await.unwrap();
    let mut err = std::io::stderr().lock();
    let written = write_some(&crm.session(), u64::MAX, &mut |id| writeln!(err, "kept {id}").unwrap()).await;
    writeln!(err, "ended {written:?}").unwrap();
}

#[tokio::test]
#[ignore = "the half of the rekeying test that is killed"]
async fn rekeys_until_it_is_killed() {
    let Some(dir) = std::env::var_os(FOLDER) else { return };
    let mut crm = open(Path::new(&dir)).await.unwrap();
    let mut err = std::io::stderr().lock();
    loop {
        let (opened, done) = crm.rekey(&|_| {}).await;
        done.unwrap();
        crm = opened.unwrap();
        writeln!(err, "rekeyed").unwrap();
    }
}

#[tokio::test]
#[ignore = "the half of the upgrade test that is killed"]
async fn upgrades_until_it_is_killed() {
    let Some(dir) = std::env::var_os(FOLDER) else { return };
    let mut err = std::io::stderr().lock();
    writeln!(err, "opening").unwrap();
    let crm = open(Path::new(&dir)).await.unwrap();
    writeln!(err, "opened").unwrap();
    crm.close().await.unwrap();
}
