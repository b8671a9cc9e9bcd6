//! SQL of imported records, many at a time. A conflict ends the whole run, so no statement keeps what taking it back
//! alone would need.

use chrono::NaiveDate;
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::clock::Instant;
use crate::db::many::insert_many;
use crate::error::Result;
use crate::fields::Value;
use crate::id::{ContactId, CustomerId, FieldId, ProductId, TagId, UserId};
use crate::parent::ParentRef;
use crate::transfer::lookup::Known;
use crate::transfer::records::{Contact, Customer, Product, Purchase};
use crate::{addresses, methods};

/// When and by whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stamp {
    pub(super) now: Instant,
    pub(super) actor: UserId,
}

/// An owner with what lists sort by.
pub(super) type Owner = (UserId, String);

/// The number the next row gets: nobody else writes.
pub(super) async fn next_customer(conn: &mut SqliteConnection) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT coalesce(max(rid), 0) + 1 FROM customers").fetch_one(conn).await?)
}

/// As [`next_customer`].
pub(super) async fn next_contact(conn: &mut SqliteConnection) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT coalesce(max(rid), 0) + 1 FROM contacts").fetch_one(conn).await?)
}

pub(super) async fn insert_customers(
    conn: &mut SqliteConnection,
    rows: &[(i64, CustomerId, Option<Owner>, &Customer)],
    stamp: Stamp,
) -> Result<()> {
    let head = "INSERT OR ROLLBACK INTO customers (rid, id, kind, name, name_sort, name_key, short_name, tax_code, industry, size, level, lifecycle, source, website, note,
        owner_id, owner_sort, owner_since, region, city, last_contact_at, next_contact_at, created_at, created_by, updated_at, updated_by) VALUES";
    insert_many(conn, head, 26, rows, |statement, (rid, id, owner, c)| {
        statement
            .bind(rid)
            .bind(id)
            .bind(c.kind)
            .bind(&c.name)
            .bind(&c.name_sort)
            .bind(&c.name_key)
            .bind(&c.short_name)
            .bind(&c.tax_code)
            .bind(&c.industry)
            .bind(c.size)
            .bind(c.level)
            .bind(c.lifecycle)
            .bind(&c.source)
            .bind(&c.website)
            .bind(&c.note)
            .bind(owner.as_ref().map(|(id, _)| *id))
            .bind(owner.as_ref().map(|(_, sort)| sort))
            .bind(owner.as_ref().map(|_| stamp.now))
            .bind(c.address.as_ref().map(region))
            .bind(c.address.as_ref().and_then(|address| address.city.as_ref()))
            .bind(c.last_contact_at)
            .bind(c.next_contact_at)
            .bind(stamp.now)
            .bind(stamp.actor)
            .bind(stamp.now)
            .bind(stamp.actor)
    })
    .await
}

/// As the trigger on addresses derives it; written with the row, so that the trigger finds nothing to do.
fn region(address: &addresses::Parsed) -> String {
    match &address.division {
        Some(division) if address.country == "CN" => format!("CN-{}", &division[..2]),
        _ => address.country.clone(),
    }
}

/// Customers of which nothing but the name is known.
pub(super) async fn insert_named_customers(
    conn: &mut SqliteConnection,
    rows: &[(CustomerId, Known)],
    owner: &Owner,
    stamp: Stamp,
) -> Result<()> {
    let head = "INSERT OR ROLLBACK INTO customers (id, kind, name, name_sort, name_key, owner_id, owner_sort, owner_since, created_at, created_by, updated_at, updated_by) VALUES";
    insert_many(conn, head, 12, rows, |statement, (id, known)| {
        statement
            .bind(id)
            .bind("organisation")
            .bind(&known.name)
            .bind(&known.other)
            .bind(&known.key)
            .bind(owner.0)
            .bind(&owner.1)
            .bind(stamp.now)
            .bind(stamp.now)
            .bind(stamp.actor)
            .bind(stamp.now)
            .bind(stamp.actor)
    })
    .await
}

pub(super) async fn insert_contacts(
    conn: &mut SqliteConnection,
    rows: &[(i64, ContactId, &Contact)],
    stamp: Stamp,
) -> Result<()> {
    let head = "INSERT OR ROLLBACK INTO contacts (rid, id, name, name_sort, family_name, given_name, title, department, gender, birthday_on, do_not_contact, note,
        created_at, created_by, updated_at, updated_by) VALUES";
    insert_many(conn, head, 16, rows, |statement, (rid, id, c)| {
        statement
            .bind(rid)
            .bind(id)
            .bind(&c.name)
            .bind(&c.name_sort)
            .bind(&c.family_name)
            .bind(&c.given_name)
            .bind(&c.title)
            .bind(&c.department)
            .bind(c.gender)
            .bind(c.birthday_on)
            .bind(c.do_not_contact)
            .bind(&c.note)
            .bind(stamp.now)
            .bind(stamp.actor)
            .bind(stamp.now)
            .bind(stamp.actor)
    })
    .await
}

pub(super) async fn insert_links(
    conn: &mut SqliteConnection,
    rows: &[(Uuid, CustomerId, ContactId, Option<&str>)],
) -> Result<()> {
    let head = "INSERT OR ROLLBACK INTO customer_contacts (id, customer_id, contact_id, role) VALUES";
    insert_many(conn, head, 4, rows, |statement, (id, customer, contact, role)| {
        statement.bind(id).bind(customer).bind(contact).bind(role)
    })
    .await
}

pub(super) async fn insert_methods(
    conn: &mut SqliteConnection,
    rows: &[(Uuid, ParentRef, i64, &methods::Parsed)],
) -> Result<()> {
    let head = "INSERT OR ROLLBACK INTO contact_methods (id, customer_id, contact_id, kind, label, raw, norm, position) VALUES";
    insert_many(conn, head, 8, rows, |statement, (id, parent, position, method)| {
        let (customer, contact) = parent.columns();
        statement
            .bind(id)
            .bind(customer)
            .bind(contact)
            .bind(method.kind)
            .bind(&method.label)
            .bind(&method.raw)
            .bind(&method.norm)
            .bind(position)
    })
    .await
}

pub(super) async fn insert_addresses(
    conn: &mut SqliteConnection,
    rows: &[(Uuid, ParentRef, &addresses::Parsed)],
) -> Result<()> {
    let head = "INSERT OR ROLLBACK INTO addresses (id, customer_id, contact_id, country, division, province, city, district, street, postcode) VALUES";
    insert_many(conn, head, 10, rows, |statement, (id, parent, a)| {
        let (customer, contact) = parent.columns();
        statement
            .bind(id)
            .bind(customer)
            .bind(contact)
            .bind(&a.country)
            .bind(&a.division)
            .bind(&a.province)
            .bind(&a.city)
            .bind(&a.district)
            .bind(&a.street)
            .bind(&a.postcode)
    })
    .await
}

pub(super) async fn insert_taggings(conn: &mut SqliteConnection, rows: &[(Uuid, TagId, ParentRef)]) -> Result<()> {
    let head = "INSERT OR ROLLBACK INTO taggings (id, tag_id, customer_id, contact_id) VALUES";
    insert_many(conn, head, 4, rows, |statement, (id, tag, parent)| {
        let (customer, contact) = parent.columns();
        statement.bind(id).bind(tag).bind(customer).bind(contact)
    })
    .await
}

pub(super) async fn insert_values(
    conn: &mut SqliteConnection,
    rows: &[(Uuid, FieldId, ParentRef, &Value)],
) -> Result<()> {
    let head =
        "INSERT OR ROLLBACK INTO field_values (id, field_id, customer_id, contact_id, text, number, on_date) VALUES";
    insert_many(conn, head, 7, rows, |statement, (id, field, parent, value)| {
        let (customer, contact) = parent.columns();
        let (text, number, date): (Option<&str>, Option<i64>, Option<NaiveDate>) = match value {
            Value::Text(text) => (Some(text), None, None),
            Value::Number(number) => (None, Some(*number), None),
            Value::Date(date) => (None, None, Some(*date)),
        };
        statement.bind(id).bind(field).bind(customer).bind(contact).bind(text).bind(number).bind(date)
    })
    .await
}

/// Parents before their children: `from` is the parent of `to`.
pub(super) async fn insert_parents(conn: &mut SqliteConnection, rows: &[(Uuid, CustomerId, CustomerId)]) -> Result<()> {
    let head = "INSERT OR ROLLBACK INTO relations (id, kind, from_id, to_id) VALUES";
    insert_many(conn, head, 4, rows, |statement, (id, from, to)| statement.bind(id).bind("parent").bind(from).bind(to))
        .await
}

/// A colleague about to be stored.
#[derive(Debug)]
pub(super) struct NewUser {
    pub(super) id: UserId,
    pub(super) name: String,
    pub(super) name_sort: String,
    pub(super) email: Option<String>,
    pub(super) manager: Option<UserId>,
    pub(super) team: Option<String>,
    pub(super) region: Option<String>,
}

pub(super) async fn insert_users(conn: &mut SqliteConnection, rows: &[NewUser], stamp: Stamp) -> Result<()> {
    let head = "INSERT OR ROLLBACK INTO users (id, name, name_sort, email, manager_id, team, region, created_at, created_by, updated_at, updated_by) VALUES";
    insert_many(conn, head, 11, rows, |statement, user| {
        statement
            .bind(user.id)
            .bind(&user.name)
            .bind(&user.name_sort)
            .bind(&user.email)
            .bind(user.manager)
            .bind(&user.team)
            .bind(&user.region)
            .bind(stamp.now)
            .bind(stamp.actor)
            .bind(stamp.now)
            .bind(stamp.actor)
    })
    .await
}

pub(super) async fn insert_products(
    conn: &mut SqliteConnection,
    rows: &[(ProductId, &Product)],
    stamp: Stamp,
) -> Result<()> {
    let head = "INSERT OR ROLLBACK INTO products (id, sku, name, name_sort, name_key, category, price_minor, currency, created_at, created_by, updated_at, updated_by) VALUES";
    insert_many(conn, head, 12, rows, |statement, (id, p)| {
        statement
            .bind(id)
            .bind(&p.sku)
            .bind(&p.name)
            .bind(&p.name_sort)
            .bind(&p.name_key)
            .bind(&p.category)
            .bind(p.price_minor)
            .bind(p.currency)
            .bind(stamp.now)
            .bind(stamp.actor)
            .bind(stamp.now)
            .bind(stamp.actor)
    })
    .await
}

/// A purchase whose names were found.
#[derive(Debug)]
pub(super) struct NewPurchase<'a> {
    pub(super) id: Uuid,
    pub(super) customer: CustomerId,
    pub(super) product: Option<ProductId>,
    pub(super) user: Option<UserId>,
    pub(super) purchase: &'a Purchase,
}

pub(super) async fn insert_purchases(
    conn: &mut SqliteConnection,
    rows: &[NewPurchase<'_>],
    stamp: Stamp,
) -> Result<()> {
    let head = "INSERT OR ROLLBACK INTO purchases (id, customer_id, product_id, user_id, bought_on, quantity, amount_minor, currency, source, reference,
        created_at, created_by, updated_at, updated_by) VALUES";
    insert_many(conn, head, 14, rows, |statement, row| {
        let p = row.purchase;
        statement
            .bind(row.id)
            .bind(row.customer)
            .bind(row.product)
            .bind(row.user)
            .bind(p.bought_on)
            .bind(p.quantity)
            .bind(p.amount.minor)
            .bind(p.amount.currency)
            .bind(&p.source)
            .bind(&p.reference)
            .bind(stamp.now)
            .bind(stamp.actor)
            .bind(stamp.now)
            .bind(stamp.actor)
    })
    .await
}
