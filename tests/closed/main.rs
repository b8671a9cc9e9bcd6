//! A thousand strings are written into every corner of a workspace, looked for, changed, backed up and exported from, with
//! every library logging at TRACE. Neither while it is open nor once it is closed does any file hold one of them: not the
//! database, its write-ahead log, attachments, backups, logs, nor what was left in the folder of temporary files. A process
//! of its own: the log is the whole process's.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use kehu_core::contacts::ContactDraft;
use kehu_core::customers::{CustomerDraft, CustomerKind, FieldPatch};
use kehu_core::methods::{MethodDraft, MethodKind};
use kehu_core::preferences::PreferenceDraft;
use kehu_core::privacy::consent::{Basis, ConsentChannel, ConsentDraft, ConsentState, Purpose};
use kehu_core::transfer::{ImportSource, ImportTarget};
use kehu_core::views::ListQuery;
use kehu_core::workspace::{KeySource, Protection};
use kehu_core::{Access, Clock, Crm, CustomerId, NewCompany, ParentRef, Session};

/// A larger file is none of ours: the workspace of this test is a few megabytes.
const LARGEST: u64 = 64 << 20;

/// Strings that occur nowhere else, in this run or in any other.
struct Seeds {
    run: String,
    made: Vec<String>,
}

impl Seeds {
    fn next(&mut self) -> String {
        self.made.push(format!("{}{:04}", self.run, self.made.len()));
        self.made.last().unwrap().clone()
    }
}

fn passphrase() -> secrecy::SecretString {
    "correct horse battery 马".to_owned().into()
}

async fn a_person(session: &Session, seeds: &mut Seeds) -> CustomerId {
    let method = |raw| MethodDraft { kind: MethodKind::Wechat, label: None, raw };
    let draft = CustomerDraft {
        note: Some(seeds.next()),
        short_name: Some(seeds.next()),
        tags: vec![seeds.next()],
        methods: vec![method(seeds.next())],
        ..CustomerDraft::named(CustomerKind::Person, &seeds.next())
    };
    session.create_customer(draft).await.unwrap()
}

/// Writes a thousand strings by every way that leads into the workspace.
async fn plant(session: &Session, outside: &Path, seeds: &mut Seeds) {
    for _ in 0..40 {
        let id = a_person(session, seeds).await;
        let person = ParentRef::from(id);
        session
            .create_contact(ContactDraft {
                customer_id: Some(id),
                role: Some(seeds.next()),
                ..ContactDraft::named(&seeds.next())
            })
            .await
            .unwrap();
        for _ in 0..3 {
            let note = vec![FieldPatch { field: "note".into(), value: Some(seeds.next()) }];
            session.update_customer(id, note).await.unwrap();
        }
        let liking = PreferenceDraft {
            key: seeds.next(),
            value: seeds.next(),
            source: Some(seeds.next()),
            confidence: None,
            observed_on: None,
        };
        let liking = session.add_preference(person, liking).await.unwrap();
        session.remove_preference(liking).await.unwrap();
        session.undo().await.unwrap();
        let said = ConsentDraft {
            channel: ConsentChannel::Wechat,
            purpose: Purpose::Marketing,
            state: ConsentState::Withdrawn,
            basis: Basis::Consent,
            source: Some(seeds.next()),
            proof: Some(seeds.next()),
            file_id: None,
            stated_on: None,
        };
        session.record_consent(person, said).await.unwrap();
        session.keep_draft(person, "note", Some(&seeds.next())).await.unwrap();
        let file = outside.join(seeds.next());
        std::fs::write(&file, seeds.next()).unwrap();
        session.attach_files(person, &[&file]).await.unwrap();
        std::fs::remove_file(file).unwrap();
    }
    let mut table = "name,phone,note\n".to_owned();
    for _ in 0..200 {
        table.push_str(&format!("{},13800138000,{}\n", seeds.next(), seeds.next()));
    }
    let preview = session.open_import(ImportTarget::Customers, ImportSource::Text(table.into())).await.unwrap();
    session.run_import(preview.token, preview.plan, false, &|_| ()).await.unwrap();
    let last = seeds.made.last().unwrap().clone();
    session.search(&last, 10, None).await.unwrap();
    let filter = serde_json::json!({"field": "name", "op": "contains", "value": seeds.next()}).to_string();
    session
        .begin_export(kehu_core::fields::Entity::Customer, &ListQuery { filter: Some(filter), ..ListQuery::default() })
        .await
        .unwrap();
    let person = a_person(session, seeds).await;
    session.subject_report(person.into()).await.unwrap();
    session.back_up().await.unwrap();
}

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files(&entry.path(), found),
            Ok(kind) if kind.is_file() => found.push(entry.path()),
            _ => {}
        }
    }
}

/// The files whose bytes or names hold a string of this run, in the spellings of every system.
fn holding(files: &[PathBuf], run: &str) -> Vec<PathBuf> {
    let wide = |order: fn(u16) -> [u8; 2]| run.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let needles =
        [run.as_bytes().to_vec(), run.to_uppercase().into_bytes(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)];
    let holds = |path: &&PathBuf| {
        let bytes = std::fs::read(path).unwrap_or_default();
        let named = path.to_string_lossy().contains(run);
        named || needles.iter().any(|needle| bytes.windows(needle.len()).any(|part| part == needle.as_slice()))
    };
    files.iter().filter(holds).cloned().collect()
}

/// What was written into the folder of temporary files since then, other processes' files included: they hold none either.
fn temporary_since(start: SystemTime) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    let fresh = |path: &PathBuf| {
        std::fs::metadata(path)
            .is_ok_and(|facts| facts.is_file() && facts.len() < LARGEST && facts.modified().is_ok_and(|at| at >= start))
    };
    entries.map(|entry| entry.path()).filter(fresh).collect()
}

#[tokio::test]
async fn no_file_holds_any_of_a_thousand_strings() {
    let root = tempfile::tempdir().unwrap();
    let start = std::fs::metadata(root.path()).unwrap().modified().unwrap();
    let log = std::fs::File::create(root.path().join("kehu.log")).unwrap();
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).with_writer(log).init();
    tracing::trace!("the log is heard");

    let id = root.path().file_name().unwrap().to_string_lossy().to_lowercase();
    let run: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut seeds = Seeds { run: format!("qz{run}"), made: Vec::new() };
    let outside = tempfile::tempdir().unwrap();
    let dir = root.path().join("workspace");
    let company = NewCompany {
        owner: "Owner".into(),
        device: "test".into(),
        zone: chrono_tz::Tz::Asia__Shanghai,
        country: "CN".into(),
        base_currency: "CNY".into(),
    };
    let (crm, _) = Crm::create(&dir, Protection::Passphrase(passphrase()), company, Clock::System).await.unwrap();
    plant(&crm.session(), outside.path(), &mut seeds).await;
    assert!(seeds.made.len() >= 1_000, "{}", seeds.made.len());

    // While it is open the write-ahead log is there to be looked at.
    let mut all = Vec::new();
    files(root.path(), &mut all);
    let there = |ending: &str| all.iter().any(|path| path.to_string_lossy().ends_with(ending));
    assert!(there("kehu.db") && there("kehu.db-wal") && there("kehu.log"), "{all:?}");
    assert!(all.iter().any(|path| path.to_string_lossy().contains("backups")));
    assert!(all.iter().filter(|path| path.to_string_lossy().contains("attachments")).count() >= 40);
    assert_eq!(holding(&all, &seeds.run), [] as [PathBuf; 0]);

    crm.close().await.unwrap();
    all.clear();
    files(root.path(), &mut all);
    all.extend(temporary_since(start));
    assert_eq!(holding(&all, &seeds.run), [] as [PathBuf; 0]);
    let log = std::fs::read_to_string(root.path().join("kehu.log")).unwrap();
    assert!(log.contains("the log is heard"));

    // The strings are there for whoever has the passphrase, so the search above could have found them.
    let crm = Crm::open(&dir, KeySource::Passphrase(passphrase()), Access::ReadOnly, Clock::System).await.unwrap();
    let found = crm.session().search(&seeds.made[4], 10, None).await.unwrap();
    assert!(!found.hits.is_empty());
    let canary = root.path().join("canary");
    std::fs::write(&canary, &seeds.made[0]).unwrap();
    assert_eq!(holding(std::slice::from_ref(&canary), &seeds.run), [canary]);
}
