//! A company of strange customers: every column is sometimes empty, texts look alike without being the same.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::crm::Crm;
use crate::op::Op;
use crate::text::pinyin::sort_key;

pub(super) const TEXTS: [&str; 12] = [
    "Ada",
    "ada ltd",
    "ＡＤＡ",
    "阿里巴巴",
    "上海",
    "Straße 5",
    "STRASSE",
    "O'Brien\"; --",
    "100%_",
    "é",
    "e\u{301}",
    "苏州 office",
];
pub(super) const OWNERS: [Uuid; 3] = [Uuid::from_u128(101), Uuid::from_u128(102), Uuid::from_u128(103)];
pub(super) const TAGS: [Uuid; 4] =
    [Uuid::from_u128(201), Uuid::from_u128(202), Uuid::from_u128(203), Uuid::from_u128(204)];
pub(super) const FIELDS: [Uuid; 3] = [Uuid::from_u128(301), Uuid::from_u128(302), Uuid::from_u128(303)];
const PRODUCTS: [Uuid; 2] = [Uuid::from_u128(401), Uuid::from_u128(402)];
pub(super) const REGIONS: [&str; 4] = ["CN", "CN-31", "CN-44", "DE"];
pub(super) const DAY: i64 = 86_400_000;
/// 2026-01-15T08:00:00Z, the moment of the tests.
pub(super) const NOW: i64 = 1_768_464_000_000;

#[derive(Debug, Clone, Default)]
pub(super) struct Purchase {
    pub(super) on: String,
    pub(super) minor: i64,
    pub(super) currency: &'static str,
    pub(super) quantity: i64,
    pub(super) product: Option<&'static str>,
    pub(super) source: Option<&'static str>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    pub(super) name: &'static str,
    pub(super) title: Option<&'static str>,
    pub(super) role: Option<&'static str>,
    pub(super) silent: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Customer {
    pub(super) id: Uuid,
    pub(super) kind: &'static str,
    pub(super) name: &'static str,
    pub(super) industry: Option<&'static str>,
    pub(super) note: Option<&'static str>,
    pub(super) size: Option<i64>,
    pub(super) level: Option<&'static str>,
    pub(super) lifecycle: &'static str,
    pub(super) owner: Option<Uuid>,
    pub(super) region: Option<&'static str>,
    pub(super) city: Option<&'static str>,
    pub(super) phones: Vec<String>,
    pub(super) tags: Vec<Uuid>,
    pub(super) created_at: i64,
    pub(super) last_contact_at: Option<i64>,
    pub(super) next_contact_at: Option<i64>,
    pub(super) text: Option<&'static str>,
    pub(super) number: Option<i64>,
    pub(super) date: Option<String>,
    pub(super) purchases: Vec<Purchase>,
    pub(super) people: Vec<Person>,
    pub(super) state: &'static str,
}

/// A generator that repeats: xorshift.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    fn maybe<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        (self.below(4) > 0).then(|| self.one(of))
    }

    fn day(&mut self) -> String {
        let today = NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
        let back = [0, 1, 2, 3, 7, 14, 15, 16, 30, 31, 90, 100, 380][self.below(13) as usize];
        let ahead = [0, 0, 0, 1, 7, 20][self.below(6) as usize];
        (today - chrono::Days::new(back) + chrono::Days::new(ahead)).to_string()
    }

    /// Around days, with the hours at which zones disagree.
    fn moment(&mut self) -> i64 {
        let days = [0, -1, 1, -2, -7, 7, -10, -15, -31, 31, -60, -365, 30][self.below(13) as usize];
        let hours = [0, 8, 8, -9, 15, 16, 23][self.below(7) as usize];
        NOW / DAY * DAY + days * DAY + hours * 3_600_000 + i64::try_from(self.below(2)).unwrap() - 1
    }
}

pub(super) fn customers(count: u64) -> Vec<Customer> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    (0..count)
        .map(|n| Customer {
            id: Uuid::from_u128(10_000 + u128::from(n)),
            kind: dice.one(&["organisation", "person"]),
            name: dice.one(&TEXTS),
            industry: dice.maybe(&TEXTS),
            note: dice.maybe(&TEXTS),
            size: dice.maybe(&[0, 1, 2, 50]),
            level: dice.maybe(&["A", "B", "C", "D"]),
            lifecycle: dice.one(&["prospect", "prospect", "active", "dormant", "lost"]),
            owner: dice.maybe(&OWNERS),
            region: dice.maybe(&REGIONS),
            city: dice.maybe(&TEXTS),
            phones: (0..dice.below(3))
                .map(|_| dice.one(&["+8613800138000", "+8613800138001", "+4930123456"]).to_owned())
                .collect(),
            tags: TAGS.into_iter().filter(|_| dice.below(3) == 0).collect(),
            created_at: dice.moment(),
            last_contact_at: Some(dice.moment()).filter(|_| dice.below(3) > 0),
            next_contact_at: Some(dice.moment()).filter(|_| dice.below(2) > 0),
            text: dice.maybe(&TEXTS),
            number: dice.maybe(&[0, 15_000, -25_000]),
            date: Some(dice.day()).filter(|_| dice.below(3) > 0),
            purchases: (0..dice.below(4))
                .map(|_| Purchase {
                    on: dice.day(),
                    minor: dice.one(&[0, 100, 9_999, 10_000, -500]),
                    currency: dice.one(&["CNY", "CNY", "USD"]),
                    quantity: dice.one(&[10_000, 15_000]),
                    product: dice.maybe(&["Ada", "上海"]),
                    source: dice.maybe(&TEXTS),
                })
                .collect(),
            people: (0..dice.below(3))
                .map(|_| Person {
                    name: dice.one(&TEXTS),
                    title: dice.maybe(&TEXTS),
                    role: dice.maybe(&TEXTS),
                    silent: dice.below(2) == 0,
                })
                .collect(),
            state: dice.one(&["live", "live", "live", "live", "archived", "deleted"]),
        })
        .collect()
}

/// Stores them in their order.
pub(super) async fn store(crm: &Crm, customers: &[Customer]) {
    let session = crm.session();
    let mut tx = session.begin(Op::Customers(crate::customers::Op::Create)).await.unwrap();
    let me = session.actor();
    for (id, name) in OWNERS.into_iter().zip(["李", "Bob", "陈"]) {
        sqlx::query("INSERT INTO users (id, name, name_sort, created_at, created_by, updated_at, updated_by) VALUES (?1, ?2, ?3, 0, ?4, 0, ?4)")
            .bind(id)
            .bind(name)
            .bind(sort_key(name))
            .bind(me)
            .execute(tx.conn())
            .await
            .unwrap();
    }
    for (n, id) in TAGS.into_iter().enumerate() {
        sqlx::query("INSERT INTO tags (id, name, name_key) VALUES (?1, ?2, ?2)")
            .bind(id)
            .bind(format!("tag {n}"))
            .execute(tx.conn())
            .await
            .unwrap();
    }
    for (id, kind) in FIELDS.into_iter().zip(["text", "number", "date"]) {
        sqlx::query("INSERT INTO field_defs (id, entity, kind, key, label_en, label_zh) VALUES (?1, 'customer', ?2, ?2, ?2, ?2)")
            .bind(id)
            .bind(kind)
            .execute(tx.conn())
            .await
            .unwrap();
    }
    for (id, name) in PRODUCTS.into_iter().zip(["Ada", "上海"]) {
        sqlx::query("INSERT INTO products (id, name, created_at, created_by, updated_at, updated_by) VALUES (?1, ?2, 0, ?3, 0, ?3)")
            .bind(id)
            .bind(name)
            .bind(me)
            .execute(tx.conn())
            .await
            .unwrap();
    }
    let mut next = 1_000_000_u128;
    let mut id = || {
        next += 1;
        Uuid::from_u128(next)
    };
    for c in customers {
        sqlx::query(
            "INSERT INTO customers (id, kind, name, name_sort, industry, note, size, level, lifecycle, owner_id, owner_sort, last_contact_at, next_contact_at,
                created_at, created_by, updated_at, updated_by, archived_at, deleted_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, (SELECT name_sort FROM users WHERE id = ?10), ?11, ?12, ?13, ?14, ?13, ?14, ?15, ?16)",
        )
        .bind(c.id)
        .bind(c.kind)
        .bind(c.name)
        .bind(sort_key(c.name))
        .bind(c.industry)
        .bind(c.note)
        .bind(c.size)
        .bind(c.level)
        .bind(c.lifecycle)
        .bind(c.owner)
        .bind(c.last_contact_at)
        .bind(c.next_contact_at)
        .bind(c.created_at)
        .bind(me)
        .bind((c.state == "archived").then_some(1))
        .bind((c.state == "deleted").then_some(1))
        .execute(tx.conn())
        .await
        .unwrap();
        if c.region.is_some() || c.city.is_some() {
            let country = c.region.map_or("", |region| &region[..2]);
            let division = c.region.and_then(|region| region.get(3..)).map(|province| format!("{province}0000"));
            sqlx::query("INSERT INTO addresses (id, customer_id, country, division, city) VALUES (?, ?, ?, ?, ?)")
                .bind(id())
                .bind(c.id)
                .bind(country)
                .bind(division)
                .bind(c.city)
                .execute(tx.conn())
                .await
                .unwrap();
        }
        for (n, phone) in c.phones.iter().enumerate() {
            sqlx::query("INSERT INTO contact_methods (id, customer_id, kind, raw, norm, position) VALUES (?, ?, 'mobile', ?, ?, ?)")
                .bind(id())
                .bind(c.id)
                .bind(phone)
                .bind(phone)
                .bind(n as i64)
                .execute(tx.conn())
                .await
                .unwrap();
        }
        for tag in &c.tags {
            sqlx::query("INSERT INTO taggings (id, tag_id, customer_id) VALUES (?, ?, ?)")
                .bind(id())
                .bind(tag)
                .bind(c.id)
                .execute(tx.conn())
                .await
                .unwrap();
        }
        for (field, column) in FIELDS.into_iter().zip(0..) {
            let value = [c.text.map(str::to_owned), c.number.map(|n| n.to_string()), c.date.clone()][column].clone();
            let statement = [
                "INSERT INTO field_values (id, field_id, customer_id, text) VALUES (?, ?, ?, ?)",
                "INSERT INTO field_values (id, field_id, customer_id, number) VALUES (?, ?, ?, ?)",
                "INSERT INTO field_values (id, field_id, customer_id, on_date) VALUES (?, ?, ?, ?)",
            ][column];
            if let Some(value) = value {
                sqlx::query(statement).bind(id()).bind(field).bind(c.id).bind(value).execute(tx.conn()).await.unwrap();
            }
        }
        for p in &c.purchases {
            let product = p.product.map(|name| PRODUCTS[usize::from(name != "Ada")]);
            sqlx::query(
                "INSERT INTO purchases (id, customer_id, product_id, bought_on, quantity, amount_minor, currency, source, created_at, created_by, updated_at, updated_by)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, 0, ?9)",
            )
            .bind(id())
            .bind(c.id)
            .bind(product)
            .bind(&p.on)
            .bind(p.quantity)
            .bind(p.minor)
            .bind(p.currency)
            .bind(p.source)
            .bind(me)
            .execute(tx.conn())
            .await
            .unwrap();
        }
        for person in &c.people {
            let contact = id();
            sqlx::query("INSERT INTO contacts (id, name, name_sort, title, do_not_contact, created_at, created_by, updated_at, updated_by) VALUES (?1, ?2, ?2, ?3, ?4, 0, ?5, 0, ?5)")
                .bind(contact)
                .bind(person.name)
                .bind(person.title)
                .bind(person.silent)
                .bind(me)
                .execute(tx.conn())
                .await
                .unwrap();
            sqlx::query("INSERT INTO customer_contacts (id, customer_id, contact_id, role) VALUES (?, ?, ?, ?)")
                .bind(id())
                .bind(c.id)
                .bind(contact)
                .bind(person.role)
                .execute(tx.conn())
                .await
                .unwrap();
        }
    }
    tx.commit().await.unwrap();
}
