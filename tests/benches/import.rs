//! 100,000 customers from a CSV file into an empty and into a full workspace, encrypted, with every index, the search and
//! the change log; the same rows by bare multi-row inserts; and the undo of it all.
//!
//! `cargo xtask bench import [rows]`.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

mod common;

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use common::bare;
use common::company::{self, Dice};
use common::table::timed;
use kehu_core::transfer::{ImportPhase, ImportSource, ImportTarget};
use kehu_core::workspace::Protection;
use kehu_core::{Clock, Crm, NewCompany, Session};

/// What an import of customers writes besides the change log and the search.
const TABLES: [&str; 7] =
    ["field_defs", "tags", "customers", "contact_methods", "addresses", "taggings", "field_values"];

#[tokio::main]
async fn main() {
    let rows: u64 = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    for columns in [USUAL, RICH] {
        run(rows, columns).await;
    }
}

async fn run(rows: u64, columns: &[Column]) {
    let folder = tempfile::tempdir().unwrap();
    let (filled, bare) = (folder.path().join("filled"), folder.path().join("bare"));
    let file = folder.path().join("customers.csv");
    let csv = customers(rows, columns);
    std::fs::write(&file, &csv).unwrap();
    let headers = csv.lines().next().unwrap();
    println!("\n{rows} customers of {headers}; {:.1} MB", csv.len() as f64 / 1e6);

    let crm = create(&filled).await;
    let imported = import(&crm.session(), ImportTarget::Customers, &file, rows).await.as_secs_f64();
    println!("import            {imported:>7.2} s   mark ≤ 8 s   {}", kept(imported <= 8.0));
    crm.close().await.unwrap();

    create(&bare).await.close().await.unwrap();
    let floor = bare::write_again(&filled, &bare, &TABLES).await.as_secs_f64();
    let share = floor / imported;
    println!("bare inserts      {floor:>7.2} s   {share:.2}x   mark ≥ .6x   {}", kept(share >= 0.6));

    let crm = open(&filled).await;
    let session = crm.session();
    let (time, undone) = timed(session.undo()).await;
    assert_eq!(undone.unwrap().left_total, 0);
    let seconds = time.wall.as_secs_f64();
    println!("undo              {seconds:>7.2} s   mark ≤ 10 s   {}", kept(seconds <= 10.0));
    let (time, redone) = timed(session.redo()).await;
    redone.unwrap();
    println!("redo              {:>7.2} s", time.wall.as_secs_f64());
    let (time, report) = timed(session.check(false)).await;
    assert!(report.unwrap().ok);
    println!("check             {:>7.2} s", time.wall.as_secs_f64());
    let purchases = folder.path().join("purchases.csv");
    std::fs::write(&purchases, sales(rows, &csv)).unwrap();
    let bought = import(&session, ImportTarget::Purchases, &purchases, rows).await;
    println!("{rows} purchases of these customers in no order: {:.2} s", bought.as_secs_f64());
    crm.close().await.unwrap();
}

fn kept(kept: bool) -> &'static str {
    if kept { "kept" } else { "MISSED" }
}

async fn create(dir: &Path) -> Crm {
    let company = NewCompany {
        owner: "Owner".into(),
        device: "bench".into(),
        zone: chrono_tz::Tz::Asia__Shanghai,
        country: "CN".into(),
        base_currency: "CNY".into(),
    };
    Crm::create(dir, Protection::Demo, company, Clock::System).await.unwrap().0
}

async fn open(dir: &Path) -> Crm {
    use kehu_core::Access;
    use kehu_core::workspace::KeySource;
    Crm::open(dir, KeySource::Keychain, Access::ReadWrite, Clock::System).await.unwrap()
}

/// Opens, maps and runs, as the wizard does.
async fn import(session: &Session, target: ImportTarget, file: &Path, rows: u64) -> Duration {
    let began = Instant::now();
    let preview = session.open_import(target, ImportSource::Path(file.to_owned())).await.unwrap();
    let mapped = began.elapsed();
    let phases: Mutex<Vec<(ImportPhase, Duration)>> = Mutex::default();
    let report = session
        .run_import(preview.token, preview.plan, false, &|progress| {
            let mut phases = phases.lock().unwrap();
            if phases.last().is_none_or(|(phase, _)| *phase != progress.phase) {
                phases.push((progress.phase, began.elapsed()));
            }
        })
        .await
        .unwrap();
    let total = began.elapsed();
    assert_eq!(u64::from(report.stored), rows, "{:?}", report.issues.first());
    let phases = phases.into_inner().unwrap();
    let ends = phases.iter().skip(1).map(|(_, at)| *at).chain([total]);
    let line =
        phases.iter().zip(ends).fold(format!("preview {:.2}", mapped.as_secs_f64()), |mut line, ((phase, at), end)| {
            write!(line, ", {phase:?} {:.2}", (end - *at).as_secs_f64()).unwrap();
            line
        });
    println!("  {line}");
    total
}

/// A header, and what stands under it in row `n`.
type Column = (&'static str, fn(&mut Dice, u64) -> String);

/// What lists of customers usually hold: seven cells that become a customer, two ways to reach it and an address.
const USUAL: &[Column] = &[
    ("客户名称", |dice, n| format!("{}{n}", company::a_name(dice))),
    ("手机", |_, n| format!("138{:08}", n * 7_919 % 100_000_000)),
    ("邮箱", |_, n| format!("info{n}@example.cn")),
    ("级别", |dice, _| dice.of(&["A", "B", "C", "D"]).to_owned()),
    ("行业", |dice, _| dice.of(&["科技", "贸易", "医疗", "教育", "物流"]).to_owned()),
    ("来源", |dice, _| dice.of(&["展会", "网站", "转介绍"]).to_owned()),
    ("城市", |dice, _| dice.of(&["上海市", "杭州市", "深圳市", "成都市"]).to_owned()),
];

/// With a street, a tag, a note and a custom field besides: half as many rows again.
const RICH: &[Column] = &[
    USUAL[0],
    USUAL[1],
    USUAL[2],
    USUAL[3],
    USUAL[4],
    USUAL[5],
    USUAL[6],
    ("地址", |_, n| format!("人民路{}号", n % 900 + 1)),
    ("标签", |dice, _| dice.of(&["重点", "老客户", "新客户"]).to_owned()),
    ("备注", |_, n| format!("第 {n} 位，先发邮件")),
    ("合同编号", |_, n| format!("HT-{n}")),
];

fn customers(rows: u64, columns: &[Column]) -> String {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut text = columns.iter().map(|(header, _)| *header).collect::<Vec<_>>().join(",");
    for n in 0..rows {
        for (at, (_, cell)) in columns.iter().enumerate() {
            text.push(if at == 0 { '\n' } else { ',' });
            text.push_str(&cell(&mut dice, n));
        }
    }
    text
}

/// Of customers that [`customers`] names, in no order.
fn sales(rows: u64, customers: &str) -> String {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let names: Vec<&str> = customers.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let mut text = String::from("客户名称,日期,金额,币种\n");
    for n in 0..rows {
        let name = names[dice.below(rows) as usize];
        writeln!(text, "{name},2025-{:02}-{:02},{}.50,CNY", n % 12 + 1, n % 28 + 1, dice.below(90_000) + 100).unwrap();
    }
    text
}
