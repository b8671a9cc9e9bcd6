//! From invented facts to rows: batches of many rows in one statement.

use std::ops::Range;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime, TimeZone as _};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt as _, SeedableRng as _};
use uuid::Uuid;

use super::behaviour::{Habit, habit};
use super::people::{company, mail, mobile, person, pick};
use super::places::{ABROAD, CHINA, CN_STREETS, EN_STREETS};
use super::words::{LIKINGS, NOTES, PRODUCTS, ROLES, SOURCES, TAGS, TITLES};
use super::{Op, store};
use crate::clock::Instant;
use crate::crm::Session;
use crate::error::Result;
use crate::people::UserDraft;
use crate::products::ProductDraft;
use crate::text::pinyin::sort_key;
use crate::{op, tags};

/// What every customer refers to.
pub(super) struct Stage {
    owners: Vec<Arc<store::Owner>>,
    products: Vec<crate::ProductId>,
    tags: Vec<crate::TagId>,
}

/// Colleagues, products and tags.
pub(super) async fn stage(session: &Session, seed: u64) -> Result<Stage> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    for i in 0..7 {
        let name = person(&mut random, i < 5).whole;
        let team = if i % 2 == 0 { "华东 East" } else { "华南 South" };
        let draft = UserDraft {
            name,
            email: None,
            manager_id: Some(session.actor()),
            team: Some(team.to_owned()),
            region: None,
        };
        session.create_user(draft).await?;
    }
    let owners = session
        .list_users()
        .await?
        .into_iter()
        .map(|user| Arc::new(store::Owner { sort: sort_key(&user.name), id: user.id }))
        .collect();
    let mut products = Vec::new();
    for (i, (name, category, price, _)) in PRODUCTS.iter().enumerate() {
        let draft = ProductDraft {
            sku: Some(format!("YL-{:03}", i + 1)),
            name: (*name).to_owned(),
            category: Some((*category).to_owned()),
            price: Some(crate::format_scaled(*price, 2, false)),
            currency: Some("CNY".to_owned()),
        };
        products.push(session.create_product(draft).await?);
    }
    let mut tx = session.begin(op::Op::Demo(Op::Fill)).await?;
    let mut made = Vec::new();
    for name in TAGS {
        made.push(tags::ensure(&mut tx, name).await?.id);
    }
    tx.commit().await?;
    Ok(Stage { owners, products, tags: made })
}

/// Writes the customers of a range. Each has its own generator, so that a larger company begins like a smaller one.
pub(super) async fn customers(session: &Session, stage: &Stage, seed: u64, range: Range<u32>) -> Result<()> {
    let mut tx = session.begin(op::Op::Demo(Op::Fill)).await?;
    for start in range.clone().step_by(2_000) {
        let mut rows = store::Rows::default();
        for n in start..(start + 2_000).min(range.end) {
            let mut random = Xoshiro256PlusPlus::seed_from_u64(
                seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(u64::from(n) + 1),
            );
            one(session, stage, &mut random, &mut rows);
        }
        store::write(&mut tx, &rows).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn one(session: &Session, stage: &Stage, random: &mut Xoshiro256PlusPlus, rows: &mut store::Rows) {
    let organisation = random.random_range(0..100) < 78;
    let abroad = random.random_range(0..100) < 14;
    let habit = habit(random, session.today(), organisation);
    let id: Uuid = session.new_id();
    let (city, address) = if abroad { address_abroad(random) } else { address_in_china(random) };
    let (name, short_name, industry) = if organisation {
        let (name, short, industry) = company(random, !abroad, city);
        (name, Some(short), Some(industry))
    } else {
        (person(random, !abroad).whole, None, None)
    };
    let since = moment(session, habit.since, 9 * 60 + random.random_range(0..540));
    let last_contact = habit.days.last().map(|day| moment(session, *day, 10 * 60 + random.random_range(0..400)));
    let next_contact = (random.random_range(0..100) < 35)
        .then(|| Instant::from_ms(session.now().ms() + i64::from(random.random_range(-20..45_i32)) * 86_400_000));
    rows.customers.push(store::Customer {
        id,
        organisation,
        note: (random.random_range(0..12) == 0).then(|| pick(random, &NOTES)),
        tax_code: (organisation && !abroad).then(|| {
            format!(
                "91{}MA{:08}X",
                &address.division.as_deref().unwrap_or("310115"),
                random.random_range(0..100_000_000)
            )
        }),
        size: organisation.then(|| i64::from(random.random_range(5..2_000_u32))),
        source: pick(random, &SOURCES),
        owner: Arc::clone(&stage.owners[random.random_range(0..stage.owners.len())]),
        level: habit.level,
        lifecycle: habit.lifecycle,
        since,
        last_contact,
        next_contact,
        name: name.clone(),
        short_name,
        industry,
    });
    rows.addresses.push(store::Address { id: session.new_id(), customer: id, ..address });
    let (raw, norm) = mobile(random);
    rows.methods.push(store::Method {
        id: session.new_id(),
        customer: Some(id),
        contact: None,
        kind: "mobile",
        raw,
        norm,
        position: 0,
    });
    if random.random_range(0..100) < 70 {
        let raw = mail(random, &name);
        rows.methods.push(store::Method {
            id: session.new_id(),
            customer: Some(id),
            contact: None,
            kind: "email",
            norm: raw.clone(),
            raw,
            position: 1,
        });
    }
    for tag in &stage.tags {
        if random.random_range(0..100) < 12 {
            rows.taggings.push((session.new_id(), Uuid::from(*tag), id));
        }
    }
    if random.random_range(0..100) < 30 {
        let (key, value) = pick(random, &LIKINGS);
        rows.preferences.push((session.new_id(), id, key, value, i64::from(random.random_range(50..100_u32))));
    }
    if organisation {
        for i in 0..random.random_range(1..4) {
            contact(session, random, rows, id, i == 0, !abroad, since);
        }
    }
    purchases(session, stage, random, rows, id, &habit, abroad, organisation);
}

fn contact(
    session: &Session,
    random: &mut Xoshiro256PlusPlus,
    rows: &mut store::Rows,
    customer: Uuid,
    primary: bool,
    chinese: bool,
    since: Instant,
) {
    let id: Uuid = session.new_id();
    let who = person(random, chinese);
    let (raw, norm) = mobile(random);
    rows.methods.push(store::Method {
        id: session.new_id(),
        customer: None,
        contact: Some(id),
        kind: "mobile",
        raw,
        norm,
        position: 0,
    });
    if random.random_range(0..100) < 50 {
        let raw = mail(random, &who.whole);
        rows.methods.push(store::Method {
            id: session.new_id(),
            customer: None,
            contact: Some(id),
            kind: "email",
            norm: raw.clone(),
            raw,
            position: 1,
        });
    }
    rows.contacts.push(store::Contact {
        id,
        name: who.whole,
        family: who.family,
        given: who.given,
        title: pick(random, &TITLES),
        since,
    });
    rows.links.push((session.new_id(), customer, id, pick(random, &ROLES), primary));
}

#[expect(clippy::too_many_arguments, reason = "the facts of one customer, used once")]
fn purchases(
    session: &Session,
    stage: &Stage,
    random: &mut Xoshiro256PlusPlus,
    rows: &mut store::Rows,
    customer: Uuid,
    habit: &Habit,
    abroad: bool,
    organisation: bool,
) {
    for day in &habit.days {
        let festive = super::festivals::appetite(*day, true) > 1.0;
        let at = loop {
            let at = random.random_range(0..PRODUCTS.len());
            if PRODUCTS[at].3 == (festive && organisation) || random.random_range(0..3) == 0 {
                break at;
            }
        };
        let quantity: i64 = if organisation { random.random_range(2..40) } else { random.random_range(1..4) };
        let amount = PRODUCTS[at].2 * quantity * random.random_range(85..101) / 100;
        rows.purchases.push(store::Purchase {
            id: session.new_id(),
            customer,
            product: stage.products[at],
            day: *day,
            quantity: quantity * 10_000,
            amount: if abroad { amount / 7 } else { amount },
            currency: if abroad { "USD" } else { "CNY" },
        });
    }
}

fn address_in_china(random: &mut Xoshiro256PlusPlus) -> (&'static str, store::Address) {
    let (city, code, _) = weighted(random, &CHINA, |c| c.2);
    let street = format!("{}{}号", pick(random, &CN_STREETS), random.random_range(1..900));
    (
        city,
        store::Address {
            country: "CN",
            division: Some(code.to_owned()),
            city: None,
            street,
            ..store::Address::default()
        },
    )
}

fn address_abroad(random: &mut Xoshiro256PlusPlus) -> (&'static str, store::Address) {
    let (city, country, _) = weighted(random, &ABROAD, |c| c.2);
    let street = format!("{} {}", random.random_range(1..400), pick(random, &EN_STREETS));
    (city, store::Address { country, division: None, city: Some(city), street, ..store::Address::default() })
}

fn weighted<T: Copy>(random: &mut Xoshiro256PlusPlus, list: &[T], weight: impl Fn(&T) -> u32) -> T {
    let mut at = random.random_range(0..list.iter().map(&weight).sum());
    for item in list {
        if at < weight(item) {
            return *item;
        }
        at -= weight(item);
    }
    list[0]
}

fn moment(session: &Session, day: NaiveDate, minute: u32) -> Instant {
    let time = NaiveTime::from_num_seconds_from_midnight_opt(minute % 1_440 * 60, 0).unwrap_or_default();
    let local = session.zone().from_local_datetime(&day.and_time(time)).earliest();
    local.map_or(session.now(), |at| Instant::from_ms(at.timestamp_millis()))
}
