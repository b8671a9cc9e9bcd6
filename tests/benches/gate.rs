//! What the gate costs: lists of 200,000 customers for somebody who sees the own, the team's or all rows, beside the same
//! lists for the owner with the scope written as a plain filter, and without any.
//!
//! `cargo xtask bench gate [customers]`. Every figure is the median of repeated requests; "first" is right after a change,
//! when nothing is remembered. The pairs are asked in turn, so that what else the machine does meets both alike.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

mod common;

use std::time::{Duration, Instant};

use common::company;
use kehu_core::access::{Action, Grant, Object, RoleDraft, Scope};
use kehu_core::customers::FieldPatch;
use kehu_core::people::{UserDraft, UserRow};
use kehu_core::views::{ListQuery, ListState, Sort};
use kehu_core::workspace::KeySource;
use kehu_core::{Access, Clock, Crm, CustomerId, Session, UserId};
use serde_json::json;

const PAGE: u32 = 50;
const PEOPLE: usize = 50;
const TEAM: usize = 5;
const ROUNDS: u64 = 15;
const SORTS: [&str; 4] = ["name", "owner", "createdAt", "lastPurchaseOn"];

#[tokio::main]
async fn main() {
    // `cargo bench` adds a flag of its own.
    let customers = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(200_000);
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("company");
    let company = company::build(&dir, customers).await;
    let crm = Crm::open(&dir, KeySource::Keychain, Access::ReadWrite, Clock::System).await.unwrap();
    let bench = Bench { owner: crm.session(), touched: company.someone };
    let team = bench.staff().await;
    let me = team[0].id;

    println!("{customers} customers, {PEOPLE} people; milliseconds, medians of {}\n", SORTS.len() as u64 * ROUNDS);
    println!("{:34}{:>10}{:>10}{:>8}{:>10}", "", "plain", "gate", "ratio", "gate p95");
    for (name, scope, owners) in
        [("own", Scope::Own, Some(&team[..1])), ("team", Scope::Team, Some(&team[..])), ("all", Scope::All, None)]
    {
        bench.give(me, scope).await;
        let seen = crm.session_of(me);
        let filter = owners.map(|owners| {
            json!({"field": "owner", "op": "in", "value": owners.iter().map(|user| user.id).collect::<Vec<_>>()})
                .to_string()
        });
        bench.compare(name, &seen, filter.as_deref()).await;
    }
    crm.close().await.unwrap();
}

struct Bench {
    owner: Session,
    touched: CustomerId,
}

impl Bench {
    /// Fills the company up to fifty people, and puts the busiest into one team.
    async fn staff(&self) -> Vec<UserRow> {
        let mut people = self.owner.list_users().await.unwrap();
        for n in people.len()..PEOPLE {
            self.owner.create_user(UserDraft::named(&format!("Person {n}"))).await.unwrap();
        }
        people.retain(|user| user.id != self.owner.actor());
        people.sort_by_key(|user| std::cmp::Reverse(user.customers));
        people.truncate(TEAM);
        for user in &people {
            let draft = UserDraft { team: Some("North".into()), ..UserDraft::named(&user.name) };
            self.owner.update_user(user.id, draft).await.unwrap();
        }
        people
    }

    async fn give(&self, user: UserId, scope: Scope) {
        let grants = [Object::Customers, Object::Contacts, Object::Purchases].map(|object| Grant {
            object,
            actions: vec![Action::See],
            scope,
        });
        let draft = RoleDraft { name: Some(format!("{scope:?}")), grants: grants.to_vec(), fields: Vec::new() };
        let role = self.owner.create_role(draft).await.unwrap();
        self.owner.set_roles(user, &[role]).await.unwrap();
    }

    /// A commit makes every list forget.
    async fn change(&self, n: u64) {
        let patch = FieldPatch { field: "website".to_owned(), value: Some(format!("https://{n}.example")) };
        self.owner.update_customer(self.touched, vec![patch]).await.unwrap();
    }

    async fn compare(&self, name: &str, seen: &Session, filter: Option<&str>) {
        let (mut first, mut again, mut jump) = (Pair::default(), Pair::default(), Pair::default());
        for sort in SORTS {
            let plain = query(sort, filter);
            let gated = query(sort, None);
            let (a, b) = (page(&self.owner, &plain, 0).await.1, page(seen, &gated, 0).await.1);
            assert_eq!(a, b, "the gate lets through what the filter does");
            for n in 0..ROUNDS {
                let place = a.saturating_sub(50) * (n * 389 % 1_000) / 1_000;
                // In turn the one and the other goes first.
                for turn in 0..2 {
                    let gate = (turn + n) % 2 == 0;
                    let (who, query) = if gate { (seen, &gated) } else { (&self.owner, &plain) };
                    self.change(n * 2 + turn).await;
                    first.add(gate, page(who, query, 0).await.0);
                    again.add(gate, page(who, query, 50).await.0);
                    jump.add(gate, page(who, query, place).await.0);
                }
            }
        }
        first.print(&format!("{name}: first page after a change"));
        again.print(&format!("{name}: next page"));
        jump.print(&format!("{name}: anywhere"));
        let mut insights = Pair::default();
        let owner_id = if name == "own" { Some(seen.actor()) } else { None };
        for n in 0..5 {
            for gate in [n % 2 == 0, n % 2 != 0] {
                let began = Instant::now();
                let query =
                    kehu_core::insights::InsightsQuery { owner_id: owner_id.filter(|_| !gate), ..Default::default() };
                drop(if gate { seen } else { &self.owner }.insights(query).await.unwrap());
                insights.add(gate, began.elapsed());
            }
        }
        // There is no plain filter on several owners for insights.
        if name != "team" {
            insights.print(&format!("{name}: insights"));
        }
        let mut search = Pair::default();
        for text in ["华信", "wang", "1388", "zw"] {
            for n in 0..ROUNDS {
                for gate in [n % 2 == 0, n % 2 != 0] {
                    let began = Instant::now();
                    drop(if gate { seen } else { &self.owner }.search(text, 20, None).await.unwrap());
                    search.add(gate, began.elapsed());
                }
            }
        }
        search.print(&format!("{name}: search, beside all rows"));
    }
}

fn query(sort: &str, filter: Option<&str>) -> ListQuery {
    ListQuery {
        filter: filter.map(str::to_owned),
        text: None,
        sort: vec![Sort { field: sort.to_owned(), descending: false }],
        state: ListState::Live,
    }
}

async fn page(session: &Session, query: &ListQuery, start: u64) -> (Duration, u64) {
    let began = Instant::now();
    let page = session.list_customers(query, start, PAGE).await.unwrap();
    (began.elapsed(), page.total)
}

/// Times with and without the gate.
#[derive(Default)]
struct Pair {
    plain: Vec<Duration>,
    gate: Vec<Duration>,
}

impl Pair {
    fn add(&mut self, gate: bool, time: Duration) {
        if gate { &mut self.gate } else { &mut self.plain }.push(time);
    }

    fn print(&mut self, name: &str) {
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let mut at = |gate: bool, percent: usize| {
            let times = if gate { &mut self.gate } else { &mut self.plain };
            times.sort_unstable();
            ms(times[(times.len() - 1) * percent / 100])
        };
        let (plain, gate, worst) = (at(false, 50), at(true, 50), at(true, 95));
        println!("{name:34}{plain:10.2}{gate:10.2}{:8.2}{worst:10.2}", gate / plain);
    }
}
