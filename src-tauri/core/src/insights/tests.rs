use std::collections::{BTreeMap, BTreeSet};

use super::{INSIGHTS, Insights, InsightsQuery};
use crate::addresses::AddressDraft;
use crate::customers::{CustomerDraft, CustomerKind, Level};
use crate::people::UserDraft;
use crate::purchases::PurchaseDraft;
use crate::testing::a_workspace;
use crate::views::{ListQuery, Selection};
use crate::{CustomerId, Error, RecordId, Session, UserId, parse_date};

/// A purchase as a naive reader would note it: customer, day, minor units, currency.
type Fact = (CustomerId, String, i64, &'static str);

struct World {
    live: Vec<CustomerId>,
    owners: BTreeMap<CustomerId, UserId>,
    facts: Vec<Fact>,
    colleague: UserId,
}

/// Numbers that look random and are always the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

fn address(region: usize) -> AddressDraft {
    let (country, division) = [("CN", Some("310115")), ("CN", Some("440305")), ("CN", None), ("DE", None)][region];
    AddressDraft {
        label: None,
        country: country.into(),
        division: division.map(str::to_owned),
        province: None,
        city: None,
        district: None,
        street: None,
        postcode: None,
    }
}

async fn a_world(session: &Session) -> World {
    let mut n = Numbers(7);
    let colleague = UserDraft::named("李雷");
    let colleague = session.create_user(colleague).await.unwrap();
    let mut world = World { live: Vec::new(), owners: BTreeMap::new(), facts: Vec::new(), colleague };
    let mut customers = Vec::new();
    for i in 0..36 {
        let owner = [session.actor(), colleague][n.below(2)];
        let draft = CustomerDraft {
            level: [Some(Level::A), Some(Level::B), None][n.below(3)],
            source: [Some("展会"), Some("Web"), Some("web"), None][n.below(4)].map(str::to_owned),
            owner_id: Some(owner),
            addresses: if n.below(5) == 0 { Vec::new() } else { vec![address(n.below(4))] },
            ..CustomerDraft::named(CustomerKind::Organisation, &format!("Customer {i}"))
        };
        let id = session.create_customer(draft).await.unwrap();
        world.owners.insert(id, owner);
        customers.push(id);
    }
    for _ in 0..160 {
        // Some never buy, some buy often, days reach from 2023 into the future.
        let customer = customers[n.below(6) * n.below(7)];
        let day = parse_date("2023-01-31").unwrap() + chrono::TimeDelta::days(n.below(1_100) as i64);
        let currency = ["CNY", "CNY", "CNY", "USD", "JPY"][n.below(5)];
        let minor = n.below(90_000) as i64 - 10_000;
        world.facts.push((customer, day.to_string(), minor, currency));
        let amount = currency.parse::<crate::Currency>().unwrap().format_minor(minor);
        let draft = PurchaseDraft {
            customer_id: customer,
            product_id: None,
            bought_on: day.to_string(),
            quantity: "1".into(),
            amount,
            currency: currency.into(),
            source: None,
            reference: None,
        };
        session.create_purchase(draft).await.unwrap();
    }
    let some = |range: std::ops::Range<usize>| Selection::Ids {
        ids: customers[range].iter().map(|id| RecordId::from(uuid::Uuid::from(*id))).collect(),
    };
    session.archive_customers(&some(4..7)).await.unwrap();
    session.delete_customers(&some(6..9)).await.unwrap();
    world.live = customers[..4].iter().chain(&customers[9..]).copied().collect();
    let live: BTreeSet<CustomerId> = world.live.iter().copied().collect();
    world.facts.retain(|(customer, ..)| live.contains(customer));
    world
}

async fn shown(session: &Session, filter: &str) -> i64 {
    let query = ListQuery { filter: Some(filter.to_owned()), ..ListQuery::default() };
    session.list_customers(&query, 0, 1).await.unwrap_or_else(|e| panic!("{filter}: {e:?}")).total as i64
}

async fn every_mark_shows_what_it_counts(session: &Session, insights: &Insights) {
    let counts = [&insights.by_region, &insights.by_level, &insights.by_source, &insights.by_owner];
    for marks in counts {
        assert_eq!(marks.iter().map(|m| m.count).sum::<i64>(), insights.customers);
        for mark in marks {
            assert_eq!(shown(session, &mark.filter).await, mark.count, "{mark:?}");
        }
    }
    for month in &insights.months {
        assert_eq!(shown(session, &month.filter).await, month.customers, "{month:?}");
    }
    for month in &insights.returning {
        assert_eq!(shown(session, &month.new_filter).await, month.new_customers, "{month:?}");
        assert_eq!(shown(session, &month.returning_filter).await, month.returning_customers, "{month:?}");
    }
    for cell in &insights.rfm {
        assert_eq!(shown(session, &cell.filter).await, cell.customers, "{cell:?}");
    }
}

/// Months, best customers and the grid's sum, from the facts alone.
fn agrees_with_a_naive_reader(insights: &Insights, world: &World, query: &InsightsQuery) {
    let currency = insights.currency.unwrap().code();
    let owned = |customer: &CustomerId| query.owner_id.is_none_or(|owner| world.owners[customer] == owner);
    let facts: Vec<&Fact> = world.facts.iter().filter(|f| f.3 == currency && owned(&f.0)).collect();
    let in_period = |day: &str| {
        let day = parse_date(day).unwrap();
        query.from.is_none_or(|from| day >= from) && query.to.is_none_or(|to| day <= to)
    };
    let mut months: BTreeMap<&str, (i64, i64, BTreeSet<CustomerId>)> = BTreeMap::new();
    let mut totals: BTreeMap<CustomerId, i64> = BTreeMap::new();
    for (customer, day, minor, _) in facts.iter().copied().filter(|f| in_period(&f.1)) {
        let month = months.entry(&day[..7]).or_default();
        month.0 += 1;
        month.1 += minor;
        month.2.insert(*customer);
        *totals.entry(*customer).or_default() += minor;
    }
    for month in &insights.months {
        let (purchases, amount, buyers) = months.remove(month.month.as_str()).unwrap_or_default();
        assert_eq!(
            (month.purchases, month.amount_minor, month.customers),
            (purchases, amount, buyers.len() as i64),
            "{month:?}"
        );
    }
    assert!(months.is_empty(), "{months:?} missing");
    let best: BTreeMap<CustomerId, i64> = insights.top.iter().map(|t| (t.id, t.amount_minor)).collect();
    let positive: BTreeMap<CustomerId, i64> = totals.into_iter().filter(|(_, minor)| *minor > 0).collect();
    assert_eq!(best, positive, "fewer than twenty buy");
    let sum: i64 = positive.values().sum();
    for top in &insights.top {
        assert!((top.share - top.amount_minor as f64 / sum as f64).abs() < 1e-9);
    }
    assert!(insights.top.windows(2).all(|w| w[0].amount_minor >= w[1].amount_minor));
    assert!((insights.top.last().unwrap().cumulative - 1.0).abs() < 1e-9);
    assert_eq!(insights.pareto.len(), positive.len() + 1);
    assert_eq!(insights.rfm.iter().map(|c| c.amount_minor).sum::<i64>(), facts.iter().map(|f| f.2).sum::<i64>());
    let ever: BTreeSet<CustomerId> = world.facts.iter().filter(|f| owned(&f.0)).map(|f| f.0).collect();
    assert_eq!(insights.rfm.iter().map(|c| c.customers).sum::<i64>(), ever.len() as i64);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mark_counts_exactly_the_customers_its_filter_shows() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let world = a_world(&session).await;
    let everything = InsightsQuery::default();
    let dollars = InsightsQuery { currency: Some("USD".into()), ..everything.clone() };
    let owned = InsightsQuery { owner_id: Some(world.colleague), ..everything.clone() };
    let (from, to) = (parse_date("2024-02-10"), parse_date("2025-06-30"));
    let period = InsightsQuery { from, to, ..everything.clone() };
    let both = InsightsQuery { owner_id: Some(world.colleague), from, ..everything.clone() };
    for query in [everything, dollars, owned, period, both] {
        let insights = session.insights(query.clone()).await.unwrap();
        assert_eq!(insights.currencies[0].code(), "CNY");
        let customers = world.live.iter().filter(|c| query.owner_id.is_none_or(|o| world.owners[c] == o)).count();
        assert_eq!(insights.customers, customers as i64);
        every_mark_shows_what_it_counts(&session, &insights).await;
        agrees_with_a_naive_reader(&insights, &world, &query);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_workspace_has_nothing_to_say_and_says_it() {
    let (_dir, crm) = a_workspace().await;
    let insights = crm.session().insights(InsightsQuery::default()).await.unwrap();
    assert_eq!((insights.customers, insights.currency, insights.gini), (0, None, None));
    assert!(insights.months.is_empty() && insights.top.is_empty() && insights.rfm.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_insight_can_be_asked_for_alone() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    a_world(&session).await;
    for name in INSIGHTS {
        let json = serde_json::to_value(session.insight(name, InsightsQuery::default()).await.unwrap()).unwrap();
        assert_eq!(json["insight"], name);
        assert!(json["rows"].as_array().is_some_and(|rows| !rows.is_empty()), "{json}");
    }
    assert!(matches!(session.insight("weather", InsightsQuery::default()).await, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn a_question_that_makes_no_sense_is_refused_as_a_whole() {
    let (_dir, crm) = a_workspace().await;
    let query = InsightsQuery {
        currency: Some("gold".into()),
        from: parse_date("2024-02-02"),
        to: parse_date("2024-02-01"),
        owner_id: None,
    };
    let Err(Error::Invalid(errors)) = crm.session().insights(query).await else { panic!("refused") };
    assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["to", "currency"]);
}
