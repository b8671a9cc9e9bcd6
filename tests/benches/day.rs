//! What a day is made of, with 200,000 customers, 300,000 contacts and 1,000,000 purchases, encrypted, through the core:
//! each key of a search, opening a record, creating and editing a customer, the insights page.
//!
//! `cargo xtask bench day [customers]`.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

mod common;

use std::time::Instant;

use common::company::{self, Dice, customer};
use common::table::{Table, timed};
use kehu_core::customers::{CustomerDraft, CustomerKind, FieldPatch};
use kehu_core::insights::InsightsQuery;
use kehu_core::methods::{MethodDraft, MethodKind};
use kehu_core::workspace::KeySource;
use kehu_core::{Access, Clock, Crm, Session};

/// Typed key by key, as by a person who looks for somebody.
const SEARCHES: [(&str, &[&str]); 6] = [
    ("Chinese", &["华信", "海联", "上海华信科技", "张远天", "王华", "杭州新达", "医疗", "罗联"]),
    ("pinyin", &["huaxin", "shanghaihua", "zhangyuan", "wanghua", "hangzhouxin", "yiliao"]),
    ("initials", &["shhx", "zyt", "whx", "hzxd", "szhhdz"]),
    ("phone fragment", &["13800", "8007", "5551234", "0042", "159900"]),
    ("mail", &["info1234", "info99", "example"]),
    ("note and nothing", &["展会", "电话 77", "qqqq", "没有这个"]),
];

#[tokio::main]
async fn main() {
    let customers: u64 = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(200_000);
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("company");
    let began = Instant::now();
    company::build(&dir, customers).await;
    println!("{customers} customers built in {:.0} s", began.elapsed().as_secs_f64());
    let crm = Crm::open(&dir, KeySource::Keychain, Access::ReadWrite, Clock::System).await.unwrap();
    let session = crm.session();
    // The company was written past the triggers: this makes what they would have kept.
    let (time, report) = timed(session.check(true)).await;
    let report = report.unwrap();
    assert!(report.ok, "{report:?}");
    println!("checked and rebuilt in {:.0} s", time.wall.as_secs_f64());

    let mut table = Table::default();
    search(&session, &mut table).await;
    records(&session, &mut table, customers).await;
    insights(&session, &mut table).await;
    table.print();
    crm.close().await.unwrap();
}

async fn search(session: &Session, table: &mut Table) {
    // The second round is the one that counts: a person's first key of the day warms the page cache of a reader.
    for round in 0..4 {
        for (kind, texts) in SEARCHES {
            for text in texts {
                let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
                for end in ends {
                    let (time, hits) = timed(session.search(&text[..end], 20, None)).await;
                    hits.unwrap();
                    if round > 0 {
                        table.add(&format!("search key, {kind}"), Some(10.0), time);
                        table.add("search key, all", Some(10.0), time);
                    }
                }
            }
        }
    }
}

async fn records(session: &Session, table: &mut Table, customers: u64) {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for n in 0..300 {
        let id = customer(dice.below(customers));
        let (time, record) = timed(session.customer(id)).await;
        record.unwrap();
        table.add("open a record", Some(10.0), time);
        let (time, ()) = timed(async {
            session.purchasing(id).await.unwrap();
            session.list_purchases(id, 0, 50).await.unwrap();
        })
        .await;
        table.add("its purchases", Some(10.0), time);
        let mut draft = CustomerDraft::named(CustomerKind::Organisation, &format!("上海新客户{n}科技有限公司"));
        draft.methods =
            vec![MethodDraft { kind: MethodKind::Mobile, raw: format!("138{:08}", n * 7_919), label: None }];
        let (time, made) = timed(session.create_customer(draft)).await;
        made.unwrap();
        table.add("create", Some(20.0), time);
        let patch = FieldPatch { field: "note".to_owned(), value: Some(format!("第 {n} 次拜访")) };
        let (time, edited) = timed(session.update_customer(id, vec![patch])).await;
        edited.unwrap();
        table.add("edit", Some(20.0), time);
    }
}

async fn insights(session: &Session, table: &mut Table) {
    let date = |text: &str| text.parse().ok();
    let owner = session.list_users().await.unwrap().into_iter().find(|user| user.id != session.actor()).map(|u| u.id);
    let all = InsightsQuery::default();
    let year = InsightsQuery { from: date("2025-01-01"), to: date("2025-12-31"), ..all.clone() };
    let month = InsightsQuery { from: date("2025-06-01"), to: date("2025-06-30"), ..all.clone() };
    let own = InsightsQuery { owner_id: owner, ..all.clone() };
    let own_year = InsightsQuery { owner_id: owner, ..year.clone() };
    for (name, query) in
        [("all", all), ("a year", year), ("a month", month), ("an owner", own), ("an owner's year", own_year)]
    {
        for n in 0..6 {
            let (time, page) = timed(session.insights(query.clone())).await;
            page.unwrap();
            if n > 0 {
                table.add(&format!("insights, {name}"), Some(200.0), time);
            }
        }
    }
}
