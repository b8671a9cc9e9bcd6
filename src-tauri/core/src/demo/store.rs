//! SQL of the demo company.

use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::clock::Instant;
use crate::customers::{Level, Lifecycle};
use crate::db::many::insert_many;
use crate::divisions;
use crate::error::Result;
use crate::text::{normal::company_key, pinyin::sort_key};
use crate::tx::Tx;
use crate::{ProductId, UserId};

/// A colleague who owns customers.
pub(super) struct Owner {
    pub(super) id: UserId,
    pub(super) sort: String,
}

/// Rows of one batch, by table.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) customers: Vec<Customer>,
    pub(super) contacts: Vec<Contact>,
    /// Id, customer, contact, role, main.
    pub(super) links: Vec<(Uuid, Uuid, Uuid, &'static str, bool)>,
    pub(super) methods: Vec<Method>,
    pub(super) addresses: Vec<Address>,
    /// Id, tag, customer.
    pub(super) taggings: Vec<(Uuid, Uuid, Uuid)>,
    /// Id, customer, key, value, confidence.
    pub(super) preferences: Vec<(Uuid, Uuid, &'static str, &'static str, i64)>,
    pub(super) purchases: Vec<Purchase>,
}

pub(super) struct Customer {
    pub(super) id: Uuid,
    pub(super) organisation: bool,
    pub(super) name: String,
    pub(super) short_name: Option<String>,
    pub(super) tax_code: Option<String>,
    pub(super) industry: Option<&'static str>,
    pub(super) size: Option<i64>,
    pub(super) level: Level,
    pub(super) lifecycle: Lifecycle,
    pub(super) source: &'static str,
    pub(super) note: Option<&'static str>,
    pub(super) owner: Arc<Owner>,
    pub(super) since: Instant,
    pub(super) last_contact: Option<Instant>,
    pub(super) next_contact: Option<Instant>,
}

pub(super) struct Contact {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) family: &'static str,
    pub(super) given: &'static str,
    pub(super) title: &'static str,
    pub(super) since: Instant,
}

pub(super) struct Method {
    pub(super) id: Uuid,
    pub(super) customer: Option<Uuid>,
    pub(super) contact: Option<Uuid>,
    pub(super) kind: &'static str,
    pub(super) raw: String,
    pub(super) norm: String,
    pub(super) position: i64,
}

#[derive(Default)]
pub(super) struct Address {
    pub(super) id: Uuid,
    pub(super) customer: Uuid,
    pub(super) country: &'static str,
    pub(super) division: Option<String>,
    pub(super) city: Option<&'static str>,
    pub(super) street: String,
}

pub(super) struct Purchase {
    pub(super) id: Uuid,
    pub(super) customer: Uuid,
    pub(super) product: ProductId,
    pub(super) day: NaiveDate,
    pub(super) quantity: i64,
    pub(super) amount: i64,
    pub(super) currency: &'static str,
}

/// Writes a batch, parents first.
pub(super) async fn write(tx: &mut Tx, rows: &Rows) -> Result<()> {
    let (now, actor) = (tx.now(), tx.actor());
    insert_many(
        tx.conn(),
        "INSERT INTO customers (id, kind, name, name_sort, name_key, short_name, tax_code, industry, size, level, lifecycle, source, note, owner_id,
           owner_sort, owner_since, last_contact_at, next_contact_at, created_at, created_by, updated_at, updated_by) VALUES",
        22,
        &rows.customers,
        |statement, c| {
            statement
                .bind(c.id)
                .bind(if c.organisation { "organisation" } else { "person" })
                .bind(&c.name)
                .bind(sort_key(&c.name))
                .bind(company_key(&c.name))
                .bind(&c.short_name)
                .bind(&c.tax_code)
                .bind(c.industry)
                .bind(c.size)
                .bind(c.level)
                .bind(c.lifecycle)
                .bind(c.source)
                .bind(c.note)
                .bind(c.owner.id)
                .bind(&c.owner.sort)
                .bind(c.since)
                .bind(c.last_contact)
                .bind(c.next_contact)
                .bind(c.since)
                .bind(actor)
                .bind(c.last_contact.unwrap_or(c.since))
                .bind(actor)
        },
    )
    .await?;
    insert_many(
        tx.conn(),
        "INSERT INTO contacts (id, name, name_sort, family_name, given_name, title, created_at, created_by, updated_at, updated_by) VALUES",
        10,
        &rows.contacts,
        |statement, c| {
            statement.bind(c.id).bind(&c.name).bind(sort_key(&c.name)).bind(c.family).bind(c.given).bind(c.title).bind(c.since).bind(actor).bind(c.since).bind(actor)
        },
    )
    .await?;
    insert_many(
        tx.conn(),
        "INSERT INTO customer_contacts (id, customer_id, contact_id, role, is_primary) VALUES",
        5,
        &rows.links,
        |statement, (id, customer, contact, role, primary)| {
            statement.bind(id).bind(customer).bind(contact).bind(*role).bind(primary)
        },
    )
    .await?;
    insert_many(
        tx.conn(),
        "INSERT INTO contact_methods (id, customer_id, contact_id, kind, raw, norm, position) VALUES",
        7,
        &rows.methods,
        |statement, m| {
            statement
                .bind(m.id)
                .bind(m.customer)
                .bind(m.contact)
                .bind(m.kind)
                .bind(&m.raw)
                .bind(&m.norm)
                .bind(m.position)
        },
    )
    .await?;
    insert_many(
        tx.conn(),
        "INSERT INTO addresses (id, customer_id, country, division, province, city, district, street, position) VALUES",
        9,
        &rows.addresses,
        |statement, a| {
            let names = a.division.as_deref().map(divisions::names).unwrap_or_default();
            let city = names.city.or(a.city);
            statement
                .bind(a.id)
                .bind(a.customer)
                .bind(a.country)
                .bind(&a.division)
                .bind(names.province)
                .bind(city)
                .bind(names.district)
                .bind(&a.street)
                .bind(0_i64)
        },
    )
    .await?;
    insert_many(
        tx.conn(),
        "INSERT INTO taggings (id, tag_id, customer_id) VALUES",
        3,
        &rows.taggings,
        |statement, (id, tag, customer)| statement.bind(id).bind(tag).bind(customer),
    )
    .await?;
    insert_many(
        tx.conn(),
        "INSERT INTO preferences (id, customer_id, key, value, confidence) VALUES",
        5,
        &rows.preferences,
        |statement, (id, customer, key, value, confidence)| {
            statement.bind(id).bind(customer).bind(*key).bind(*value).bind(confidence)
        },
    )
    .await?;
    insert_many(
        tx.conn(),
        "INSERT INTO purchases (id, customer_id, product_id, bought_on, quantity, amount_minor, currency, source, created_at, created_by, updated_at, updated_by) VALUES",
        12,
        &rows.purchases,
        |statement, p| {
            statement.bind(p.id).bind(p.customer).bind(p.product).bind(p.day).bind(p.quantity).bind(p.amount).bind(p.currency).bind("demo").bind(now).bind(actor).bind(now).bind(actor)
        },
    )
    .await
}
