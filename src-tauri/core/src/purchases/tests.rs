//! Sums follow every edit, move, deletion and undo, against a reader who adds up by hand.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{Purchase, PurchaseDraft};
use crate::customers::{CustomerDraft, CustomerKind};
use crate::insights::InsightsQuery;
use crate::testing::a_workspace;
use crate::views::ListQuery;
use crate::{CustomerId, Error, PurchaseId, Session, parse_date};

/// What a purchase says, as the test remembers it.
#[derive(Debug, Clone, PartialEq)]
struct Fact {
    customer: usize,
    day: i64,
    minor: i64,
    currency: &'static str,
}

#[derive(Debug, Clone)]
enum Step {
    Buy(Fact),
    /// Any fact may change, the customer too.
    Change(usize, Fact),
    Delete(usize),
    Undo,
    Redo,
}

fn a_fact() -> impl Strategy<Value = Fact> {
    (0..3_usize, 0..200_i64, -5_000..20_000_i64, prop::sample::select(vec!["CNY", "USD"]))
        .prop_map(|(customer, day, minor, currency)| Fact { customer, day, minor, currency })
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => a_fact().prop_map(Step::Buy),
        4 => (any::<usize>(), a_fact()).prop_map(|(which, fact)| Step::Change(which, fact)),
        2 => any::<usize>().prop_map(Step::Delete),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
    ];
    prop::collection::vec(step, 1..24)
}

fn draft(customers: &[CustomerId], fact: &Fact) -> PurchaseDraft {
    let day = parse_date("2025-01-01").unwrap() + chrono::TimeDelta::days(fact.day);
    PurchaseDraft {
        customer_id: customers[fact.customer],
        product_id: None,
        bought_on: day.to_string(),
        quantity: "1.5".into(),
        amount: fact.currency.parse::<crate::Currency>().unwrap().format_minor(fact.minor),
        currency: fact.currency.into(),
        source: None,
        reference: None,
    }
}

/// The purchases there should be, and those there were before and after: undo and redo walk between them.
#[derive(Default)]
struct Memory {
    now: BTreeMap<PurchaseId, Fact>,
    past: Vec<BTreeMap<PurchaseId, Fact>>,
    future: Vec<BTreeMap<PurchaseId, Fact>>,
}

impl Memory {
    fn remember(&mut self, change: impl FnOnce(&mut BTreeMap<PurchaseId, Fact>)) {
        self.past.push(self.now.clone());
        self.future.clear();
        change(&mut self.now);
    }

    fn nth(&self, which: usize) -> Option<PurchaseId> {
        self.now.keys().nth(which.checked_rem(self.now.len())?).copied()
    }
}

async fn take(session: &Session, customers: &[CustomerId], memory: &mut Memory, step: Step) {
    match step {
        Step::Buy(fact) => {
            let id = session.create_purchase(draft(customers, &fact)).await.unwrap();
            memory.remember(|now| {
                now.insert(id, fact);
            });
        }
        Step::Change(which, fact) => {
            let Some(id) = memory.nth(which) else { return };
            session.update_purchase(id, draft(customers, &fact)).await.unwrap();
            // Writing what is there already is no operation.
            if memory.now[&id] != fact {
                memory.remember(|now| {
                    now.insert(id, fact);
                });
            }
        }
        Step::Delete(which) => {
            let Some(id) = memory.nth(which) else { return };
            session.delete_purchase(id).await.unwrap();
            memory.remember(|now| {
                now.remove(&id);
            });
        }
        Step::Undo => {
            let Some(before) = memory.past.pop() else { return };
            session.undo().await.unwrap();
            memory.future.push(std::mem::replace(&mut memory.now, before));
        }
        Step::Redo => {
            let Some(after) = memory.future.pop() else { return };
            session.redo().await.unwrap();
            memory.past.push(std::mem::replace(&mut memory.now, after));
        }
    }
}

async fn everything_adds_up(session: &Session, customers: &[CustomerId], memory: &Memory) {
    let rows = session.list_customers(&ListQuery::default(), 0, 10).await.unwrap().rows;
    for (at, id) in customers.iter().enumerate() {
        let mine: Vec<&Fact> = memory.now.values().filter(|fact| fact.customer == at).collect();
        let listed = session.list_purchases(*id, 0, 100).await.unwrap();
        assert_eq!(listed.total, mine.len() as u64);
        let row = rows.iter().find(|row| row.id == *id).unwrap();
        assert_eq!(row.purchases as usize, mine.len());
        let last = mine.iter().map(|fact| draft(customers, fact).bought_on).max();
        assert_eq!(row.last_purchase_on, last);
        for total in session.purchasing(*id).await.unwrap().totals {
            let same: Vec<i64> = mine.iter().filter(|f| f.currency == total.currency.code()).map(|f| f.minor).collect();
            assert_eq!((total.purchases, total.amount.minor), (same.len() as i64, same.iter().sum::<i64>()));
        }
    }
    for currency in ["CNY", "USD"] {
        let query = InsightsQuery { currency: Some(currency.into()), ..InsightsQuery::default() };
        let insights = session.insights(query).await.unwrap();
        let mut months: BTreeMap<String, (i64, i64, BTreeSet<usize>)> = BTreeMap::new();
        for fact in memory.now.values().filter(|fact| fact.currency == currency) {
            let month = months.entry(draft(customers, fact).bought_on[..7].to_owned()).or_default();
            *month = (month.0 + 1, month.1 + fact.minor, std::mem::take(&mut month.2));
            month.2.insert(fact.customer);
        }
        for month in insights.months {
            let (purchases, amount, buyers) = months.remove(&month.month).unwrap_or_default();
            assert_eq!(
                (month.purchases, month.amount_minor, month.customers),
                (purchases, amount, buyers.len() as i64)
            );
        }
        assert!(months.is_empty(), "{months:?} missing");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn sums_follow_every_edit_move_deletion_undo_and_redo(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (_dir, crm) = a_workspace().await;
            let session = crm.session();
            let mut customers = Vec::new();
            for name in ["Ada", "Lin", "Mei"] {
                customers.push(session.create_customer(CustomerDraft::named(CustomerKind::Person, name)).await.unwrap());
            }
            let mut memory = Memory::default();
            for step in steps {
                take(&session, &customers, &mut memory, step).await;
            }
            everything_adds_up(&session, &customers, &memory).await;
            let report = session.check(false).await.unwrap();
            assert!(report.ok, "{report:?}");
        });
    }
}

#[tokio::test]
async fn a_purchase_is_listed_with_everything_it_says() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let customer = session.create_customer(CustomerDraft::named(CustomerKind::Person, "Ada")).await.unwrap();
    let tea =
        crate::products::ProductDraft {
            sku: None, name: "普洱茶".into(), category: None, price: None, currency: None
        };
    let tea = session.create_product(tea).await.unwrap();
    let fact = Fact { customer: 0, day: 3, minor: 12_345, currency: "CNY" };
    let draft = PurchaseDraft { product_id: Some(tea), reference: Some(" SO-1 ".into()), ..draft(&[customer], &fact) };
    let id = session.create_purchase(draft.clone()).await.unwrap();
    let listed: Vec<Purchase> = session.list_purchases(customer, 0, 10).await.unwrap().rows;
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].id, listed[0].product.as_deref(), listed[0].quantity.as_str()), (id, Some("普洱茶"), "1.5"));
    assert_eq!((listed[0].amount.minor, listed[0].reference.as_deref()), (12_345, Some("SO-1")));
    assert_eq!(listed[0].user.as_ref().map(|u| u.name.as_str()), Some("Owner"));
    // A value put back through the history counts like any other change.
    session.update_purchase(id, PurchaseDraft { amount: "1".into(), ..draft }).await.unwrap();
    let tx = session.undo_state().await.unwrap().undo.unwrap().tx;
    session.restore_value(tx, uuid::Uuid::from(id).into(), "amount_minor").await.unwrap();
    assert_eq!(session.purchasing(customer).await.unwrap().totals[0].amount.minor, 12_345);
    assert!(session.check(false).await.unwrap().ok);
}

#[tokio::test]
async fn what_is_not_there_is_refused_together_with_what_is_wrong() {
    let (_dir, crm) = a_workspace().await;
    let session = crm.session();
    let fact = Fact { customer: 0, day: 0, minor: 1, currency: "CNY" };
    let nobody = PurchaseDraft {
        product_id: Some(uuid::Uuid::nil().into()),
        amount: String::new(),
        ..draft(&[uuid::Uuid::nil().into()], &fact)
    };
    let Err(Error::Invalid(errors)) = session.create_purchase(nobody).await else { panic!("refused") };
    let said: Vec<(&str, &str)> = errors.iter().map(|e| (e.field.as_str(), e.code.as_str())).collect();
    assert_eq!(said, [("amount", "required"), ("customerId", "unknown"), ("productId", "unknown")]);
    let unknown = uuid::Uuid::nil();
    assert!(matches!(session.delete_purchase(unknown.into()).await, Err(Error::NotFound("purchase"))));
    assert!(matches!(session.purchasing(unknown.into()).await, Err(Error::NotFound("customer"))));
    assert!(session.undo_state().await.unwrap().undo.is_none(), "a refusal leaves no trace");
}
