//! Lists of 200,000 customers through the core, encrypted: pages, jumps and counts, first and again.
//!
//! `cargo xtask bench lists [customers]`. "First" is right after a change, when nothing is remembered.
//! Processor time stands beside wall time: other programs do not disturb it. The same statements on a plain copy of the file show what encryption costs.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

mod common;

use std::time::Instant;

use common::table::{Table, Time, ms, timed};
use common::{company, floor};
use kehu_core::customers::FieldPatch;
use kehu_core::views::{ListQuery, ListState, Sort};
use kehu_core::workspace::KeySource;
use kehu_core::{Access, Clock, Crm, CustomerId, Session};

const PAGE: u32 = 50;
const MAIN: [&str; 8] =
    ["name", "level", "owner", "createdAt", "updatedAt", "lastContactAt", "nextContactAt", "lastPurchaseOn"];
const OTHER: [&str; 9] =
    ["industry", "city", "shortName", "size", "lifecycle", "region", "purchases", "phone", "source"];

#[tokio::main]
async fn main() {
    // `cargo bench` adds a flag of its own.
    let customers = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(200_000);
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("company");
    let began = Instant::now();
    let company = company::build(&dir, customers).await;
    println!("{customers} customers built in {:.0} s", began.elapsed().as_secs_f64());
    floor::compare(&dir).await;

    let crm = Crm::open(&dir, KeySource::Keychain, Access::ReadWrite, Clock::System).await.unwrap();
    let bench = Bench { session: crm.session(), touched: company.someone, customers };
    // Every reader has its own page cache.
    for _ in 0..3 {
        for sort in MAIN {
            bench.page(&query(sort, false, None), customers / 2).await;
        }
    }
    let mut table = Table::default();
    bench.main_lists(&mut table, &company.filters).await;
    bench.other_lists(&mut table, &company).await;
    table.print();
    crm.close().await.unwrap();
}

struct Bench {
    session: Session,
    touched: CustomerId,
    customers: u64,
}

fn query(sort: &str, descending: bool, filter: Option<&str>) -> ListQuery {
    ListQuery {
        filter: filter.map(str::to_owned),
        text: None,
        sort: vec![Sort { field: sort.to_owned(), descending }],
        state: ListState::Live,
    }
}

impl Bench {
    async fn page(&self, query: &ListQuery, start: u64) -> (Time, u64) {
        let (time, page) = timed(self.session.list_customers(query, start, PAGE)).await;
        (time, page.unwrap().total)
    }

    /// A commit makes every list forget.
    async fn change(&self, n: u64) {
        let patch = FieldPatch { field: "website".to_owned(), value: Some(format!("https://{n}.example")) };
        self.session.update_customer(self.touched, vec![patch]).await.unwrap();
    }

    async fn main_lists(&self, table: &mut Table, filters: &[(&'static str, Option<String>)]) {
        let mut n = 0;
        for (name, filter) in filters {
            let mut slowest = (Time::default(), String::new());
            let mut slowest_jump = (Time::default(), String::new());
            for sort in MAIN {
                for descending in [false, true] {
                    let query = query(sort, descending, filter.as_deref());
                    for _ in 0..3 {
                        n += 1;
                        self.change(n).await;
                        let (first, total) = self.page(&query, 0).await;
                        table.add(&format!("page, {name}, first"), Some(10.0), first);
                        table.add("page, every main list, first", Some(10.0), first);
                        let direction = if descending { "desc" } else { "asc" };
                        let list = format!("{sort} {direction}, {total} rows");
                        if first.wall > slowest.0.wall {
                            slowest = (first, list.clone());
                        }
                        for k in 1..4 {
                            let (again, _) = self.page(&query, k * 50).await;
                            table.add("page, every main list, again", Some(10.0), again);
                        }
                        self.change(n).await;
                        let (jump, _) = self.page(&query, place(total, n)).await;
                        table.add("jump, every main list, first", Some(20.0), jump);
                        table.add(&format!("jump, {name}, first"), Some(20.0), jump);
                        if jump.wall > slowest_jump.0.wall {
                            slowest_jump = (jump, format!("{list}, row {}", place(total, n)));
                        }
                        for k in 1..4 {
                            let (jump, _) = self.page(&query, place(total, n * 7 + k)).await;
                            table.add("jump, every main list, again", Some(20.0), jump);
                        }
                    }
                }
            }
            table.note(format!("slowest of {name}: {:.1} ms, by {}", ms(slowest.0.wall), slowest.1));
            table.note(format!("slowest jump of {name}: {:.1} ms, by {}", ms(slowest_jump.0.wall), slowest_jump.1));
        }
    }

    async fn other_lists(&self, table: &mut Table, company: &company::Company) {
        for (sort, n) in OTHER.into_iter().chain([company.custom.as_str()]).zip(0..) {
            let name = if sort.starts_with("custom") { "custom field" } else { sort };
            for descending in [false, true] {
                self.change(n).await;
                let query = query(sort, descending, None);
                table.add(&format!("sort by {name}, first"), Some(250.0), self.page(&query, 0).await.0);
                table.add("other sorts, again", Some(250.0), self.page(&query, self.customers / 2).await.0);
            }
        }
        for (name, filter) in &company.other_filters {
            for sort in ["name", "lastPurchaseOn"] {
                for n in 0..2 {
                    self.change(n).await;
                    let query = query(sort, false, Some(filter));
                    let (first, total) = self.page(&query, 0).await;
                    table.add(&format!("filter {name} ({total}), first"), Some(250.0), first);
                    table.add("other filters, again", Some(250.0), self.page(&query, place(total, n)).await.0);
                }
            }
        }
    }
}

/// Somewhere in a list.
fn place(total: u64, n: u64) -> u64 {
    total.saturating_sub(50) * (n.wrapping_mul(2_654_435_761) % 1_000) / 1_000
}
