//! A large company, written past the triggers: derived columns come from statements over whole tables.

use std::path::Path;

use kehu_core::text::pinyin::sort_key;
use kehu_core::workspace::{KeySource, Protection, unlock};
use kehu_core::{Clock, Crm, CustomerId, NewCompany};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};
use uuid::Uuid;

/// What the lists need to know of it.
pub struct Company {
    pub filters: Vec<(&'static str, Option<String>)>,
    pub other_filters: Vec<(&'static str, String)>,
    /// The name of a custom text field.
    pub custom: String,
    pub someone: CustomerId,
}

const DAY: i64 = 86_400_000;
const NOW: i64 = 1_768_464_000_000;
const SURNAMES: [&str; 20] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "高",
    "罗",
];
const CITIES: [(&str, &str); 8] = [
    ("上海", "31"),
    ("北京", "11"),
    ("深圳", "44"),
    ("广州", "44"),
    ("杭州", "33"),
    ("成都", "51"),
    ("武汉", "42"),
    ("苏州", "32"),
];
const TRADES: [&str; 8] = ["科技", "贸易", "电子", "医疗", "教育", "物流", "食品", "建材"];
const WORDS: [&str; 12] = ["华", "信", "达", "远", "天", "恒", "盛", "云", "海", "新", "中", "联"];

/// The customer of that number, from 0.
pub fn customer(n: u64) -> CustomerId {
    id(2, n).into()
}

/// A generator that repeats: xorshift.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    pub fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[usize::try_from(self.below(list.len() as u64)).unwrap()]
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// The name of a company, without its city.
pub fn a_name(dice: &mut Dice) -> String {
    format!("{}{}{}有限公司", dice.of(&WORDS), dice.of(&WORDS), dice.of(&TRADES))
}

fn id(kind: u128, n: u64) -> Uuid {
    Uuid::from_u128((0x0190_0000_0000_7000_8000_0000_0000_0000 + (u128::from(n) << 64)) | (kind << 48) | u128::from(n))
}

fn hex(id: Uuid) -> String {
    id.simple().to_string()
}

pub async fn build(dir: &Path, customers: u64) -> Company {
    let company = NewCompany {
        owner: "Owner".into(),
        device: "bench".into(),
        zone: chrono_tz::Tz::Asia__Shanghai,
        country: "CN".into(),
        base_currency: "CNY".into(),
    };
    let (crm, _) = Crm::create(dir, Protection::Demo, company, Clock::System).await.unwrap();
    let me = Uuid::from(crm.session().actor());
    crm.close().await.unwrap();
    drop(crm);
    let mut conn = connect(dir).await;
    let triggers: Vec<(String, String)> = sqlx::query_as("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .fetch_all(&mut conn)
        .await
        .unwrap();
    sqlx::raw_sql("BEGIN; PRAGMA defer_foreign_keys = ON").execute(&mut conn).await.unwrap();
    drop_triggers(&mut conn).await;
    fill(&mut conn, customers, me).await;
    for (_, sql) in &triggers {
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.clone())).execute(&mut conn).await.unwrap();
    }
    sqlx::raw_sql("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();

    let is = |field: &str, value: Value| json!({"field": field, "op": "is", "value": value}).to_string();
    let tag = |n: u64| json!({"field": "tags", "op": "any", "value": [id(3, n)]}).to_string();
    Company {
        filters: vec![
            ("no filter", None),
            ("a busy owner", Some(is("owner", json!(id(1, 0))))),
            ("an idle owner", Some(is("owner", json!(id(1, 39))))),
            ("level A", Some(is("level", json!("A")))),
            ("level C", Some(is("level", json!("C")))),
            ("a large region", Some(is("region", json!("CN-44")))),
            ("lifecycle prospect", Some(is("lifecycle", json!("prospect")))),
            ("lifecycle lost", Some(is("lifecycle", json!("lost")))),
            ("a tag on 30 %", Some(tag(0))),
            ("a tag on 5 %", Some(tag(1))),
            ("a tag on .5 %", Some(tag(2))),
            ("a tag on level A", Some(tag(3))),
        ],
        other_filters: vec![
            ("name contains", json!({"field": "name", "op": "contains", "value": "华信"}).to_string()),
            ("note contains", json!({"field": "note", "op": "contains", "value": "电话 77"}).to_string()),
            ("industry is", is("industry", json!("医疗"))),
            ("city starts", json!({"field": "city", "op": "starts", "value": "上"}).to_string()),
            ("phone contains", json!({"field": "phone", "op": "contains", "value": "1388"}).to_string()),
            ("purchases this year", json!({"relation": "purchases", "has": {"field": "boughtOn", "op": "last_n_days", "value": 365}}).to_string()),
            ("no purchases", json!({"relation": "purchases", "hasNot": {}}).to_string()),
            ("bought a product", json!({"relation": "purchases", "has": {"field": "product", "op": "is", "value": "产品 7"}}).to_string()),
            ("bought for more than 50,000", json!({"field": "purchasedAmount", "op": "gt", "value": "50000 CNY"}).to_string()),
            ("has a contact titled", json!({"relation": "contacts", "has": {"field": "title", "op": "is", "value": "采购经理"}}).to_string()),
            ("silent and valuable", json!({"all": [{"field": "level", "op": "in", "value": ["A", "B"]}, {"field": "lastContactAt", "op": "more_than_n_days_ago", "value": 90}, {"not": {"field": "tags", "op": "any", "value": [id(3, 0)]}}]}).to_string()),
            ("custom field", json!({"field": format!("custom:{}", id(8, 0)), "op": "contains", "value": "9"}).to_string()),
        ],
        custom: format!("custom:{}", id(8, 0)),
        someone: customer(customers / 3),
    }
}

/// From here on only what is written is written.
pub async fn drop_triggers(conn: &mut SqliteConnection) {
    let names: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .fetch_all(&mut *conn)
        .await
        .unwrap();
    for name in names {
        sqlx::query(sqlx::AssertSqlSafe(format!("DROP TRIGGER \"{name}\""))).execute(&mut *conn).await.unwrap();
    }
}

/// A connection to the file, past the core.
pub async fn connect(dir: &Path) -> SqliteConnection {
    let key = unlock(dir, KeySource::Keychain).await.unwrap();
    let options = SqliteConnectOptions::new()
        .filename(dir.join("kehu.db"))
        .create_if_missing(true)
        .pragma("key", key.pragma_value().to_string());
    options.pragma("cache_size", "-65536").pragma("temp_store", "MEMORY").connect().await.unwrap()
}

async fn insert(conn: &mut SqliteConnection, statement: &'static str, rows: impl Iterator<Item = Value>) {
    let mut batch = Vec::with_capacity(10_000);
    for row in rows {
        batch.push(row);
        if batch.len() == 10_000 {
            sqlx::query(statement)
                .bind(Value::from(std::mem::take(&mut batch)).to_string())
                .execute(&mut *conn)
                .await
                .unwrap();
        }
    }
    sqlx::query(statement).bind(Value::from(batch).to_string()).execute(conn).await.unwrap();
}

async fn fill(conn: &mut SqliteConnection, customers: u64, me: Uuid) {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let owner = hex(me);
    let rows = (0..40).map(|n| {
        let name = format!("{}{}", SURNAMES[n as usize % 20], WORDS[n as usize % 12]);
        json!([hex(id(1, n)), name, sort_key(&name), owner])
    });
    insert(conn, "INSERT INTO users (id, name, name_sort, created_at, created_by, updated_at, updated_by) SELECT unhex(value->>0), value->>1, value->>2, 0, unhex(value->>3), 0, unhex(value->>3) FROM json_each(?)", rows).await;
    insert(
        conn,
        "INSERT INTO tags (id, name, name_key) SELECT unhex(value->>0), value->>1, value->>1 FROM json_each(?)",
        (0..4).map(|n| json!([hex(id(3, n)), format!("标签 {n}")])),
    )
    .await;
    insert(conn, "INSERT INTO products (id, name, created_at, created_by, updated_at, updated_by) SELECT unhex(value->>0), value->>1, 0, unhex(value->>2), 0, unhex(value->>2) FROM json_each(?)", (0..50).map(|n| json!([hex(id(7, n)), format!("产品 {n}"), owner]))).await;
    insert(conn, "INSERT INTO field_defs (id, entity, kind, key, label_en, label_zh) SELECT unhex(value->>0), 'customer', 'text', 'k', 'K', 'K' FROM json_each(?)", [json!([hex(id(8, 0))])].into_iter()).await;

    let mut purchases: Vec<(u64, Value)> = Vec::new();
    let mut tags = Vec::new();
    let mut rows = Vec::with_capacity(10_000);
    for n in 0..customers {
        let (city, province) = CITIES[usize::try_from(dice.below(30)).unwrap().min(7)];
        let name = format!("{city}{}", a_name(&mut dice));
        let buys = if dice.chance(70) { dice.below(14) + 1 } else { 0 };
        let lifecycle = if buys == 0 { "prospect" } else { dice.of(&["active", "active", "dormant", "lost"]) };
        let level = match buys {
            12.. => Some("A"),
            8.. => Some("B"),
            1.. => Some("C"),
            0 if dice.chance(50) => Some("D"),
            0 => None,
        };
        // A few owners have most of the customers.
        let who = id(1, dice.below(40).min(dice.below(40)));
        let created = NOW - i64::try_from(customers - n).unwrap() * 400_000;
        let ago = |dice: &mut Dice, days: u64| {
            NOW - i64::try_from(dice.below(days)).unwrap() * DAY - i64::try_from(dice.below(86_400)).unwrap() * 1_000
        };
        for _ in 0..buys {
            let on = chrono::DateTime::from_timestamp_millis(ago(&mut dice, 1_500)).unwrap().date_naive().to_string();
            let row = json!([
                hex(id(6, purchases.len() as u64)),
                hex(id(2, n)),
                hex(id(7, dice.below(50))),
                on,
                (dice.below(90_000) + 100) * (if level == Some("A") { 20 } else { 1 }),
                owner
            ]);
            purchases.push((n, row));
        }
        for (k, percent) in [(0, 30), (1, 5)] {
            if dice.chance(percent) {
                tags.push(json!([hex(id(4, tags.len() as u64)), hex(id(3, k)), hex(id(2, n))]));
            }
        }
        if dice.below(1_000) < 5 {
            tags.push(json!([hex(id(4, tags.len() as u64)), hex(id(3, 2)), hex(id(2, n))]));
        }
        if level == Some("A") {
            tags.push(json!([hex(id(4, tags.len() as u64)), hex(id(3, 3)), hex(id(2, n))]));
        }
        let last = if dice.chance(70) { Value::from(ago(&mut dice, 700)) } else { Value::Null };
        let next = if dice.chance(25) { Value::from(2 * NOW - ago(&mut dice, 60)) } else { Value::Null };
        let industry = if dice.chance(85) { Some(dice.of(&TRADES)) } else { None };
        let note = if dice.chance(40) {
            Some(format!("来自展会，{}。下次电话 {}，请先发邮件。", dice.of(&TRADES), dice.below(1_000)))
        } else {
            None
        };
        rows.push(json!([
            hex(id(2, n)),
            name,
            sort_key(&name),
            &name[6..12],
            industry,
            dice.below(500),
            level,
            lifecycle,
            dice.of(&["展会", "网站", "转介绍", "电话"]),
            note,
            hex(who),
            format!("CN-{province}"),
            city,
            last,
            next,
            created,
            ago(&mut dice, 200).max(created),
            owner
        ]));
        if rows.len() == 10_000 || n + 1 == customers {
            insert(
                conn,
                "INSERT INTO customers (id, kind, name, name_sort, name_key, short_name, industry, size, level, lifecycle, source, note, owner_id, region, city, last_contact_at, next_contact_at, created_at, updated_at, created_by, updated_by)
                SELECT unhex(value->>0), 'organisation', value->>1, value->>2, value->>1, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, value->>9, unhex(value->>10), value->>11, value->>12, value->>13, value->>14, value->>15, value->>16, unhex(value->>17), unhex(value->>17) FROM json_each(?)",
                std::mem::take(&mut rows).into_iter(),
            )
            .await;
        }
    }
    // In the order in which they happened, as a company writes them.
    purchases.sort_by(|a, b| a.1[3].as_str().cmp(&b.1[3].as_str()));
    insert(
        conn,
        "INSERT INTO purchases (id, customer_id, product_id, bought_on, amount_minor, currency, created_at, created_by, updated_at, updated_by)
        SELECT unhex(value->>0), unhex(value->>1), unhex(value->>2), value->>3, value->>4, 'CNY', 0, unhex(value->>5), 0, unhex(value->>5) FROM json_each(?)",
        purchases.into_iter().map(|(_, row)| row),
    )
    .await;
    insert(conn, "INSERT INTO taggings (id, tag_id, customer_id) SELECT unhex(value->>0), unhex(value->>1), unhex(value->>2) FROM json_each(?)", tags.into_iter()).await;
    let contacts = customers * 3 / 2;
    let rows = (0..contacts).map(|n| {
        let name = format!("{}{}{}", dice.of(&SURNAMES), dice.of(&WORDS), dice.of(&WORDS));
        json!([
            hex(id(5, n)),
            name,
            sort_key(&name),
            dice.of(&["采购经理", "总经理", "工程师", "财务"]),
            hex(id(9, n)),
            hex(id(2, n % customers)),
            owner
        ])
    });
    let rows: Vec<Value> = rows.collect();
    insert(conn, "INSERT INTO contacts (id, name, name_sort, title, created_at, created_by, updated_at, updated_by) SELECT unhex(value->>0), value->>1, value->>2, value->>3, 0, unhex(value->>6), 0, unhex(value->>6) FROM json_each(?)", rows.iter().cloned()).await;
    insert(conn, "INSERT INTO customer_contacts (id, contact_id, customer_id, is_primary) SELECT unhex(value->>4), unhex(value->>0), unhex(value->>5), 1 FROM json_each(?)", rows.into_iter()).await;
    insert(
        conn,
        "INSERT INTO contact_methods (id, customer_id, contact_id, kind, raw, norm, position) SELECT unhex(value->>0), unhex(value->>1), unhex(value->>2), value->>3, value->>4, value->>4, value->>5 FROM json_each(?)",
        (0..customers * 2 + contacts).map(|n| match n / customers {
            0 => json!([hex(id(10, n)), hex(id(2, n)), null, "mobile", format!("+8613{:09}", n * 7_919 % 1_000_000_000), 0]),
            1 => json!([hex(id(10, n)), hex(id(2, n - customers)), null, "email", format!("info{n}@example.cn"), 1]),
            _ => json!([hex(id(10, n)), null, hex(id(5, n - 2 * customers)), "mobile", format!("+8615{:09}", n * 7_919 % 1_000_000_000), 0]),
        }),
    )
    .await;
    insert(conn, "INSERT INTO field_values (id, field_id, customer_id, text) SELECT unhex(value->>0), unhex(value->>1), unhex(value->>2), value->>3 FROM json_each(?)", (0..customers).map(|n| json!([hex(id(11, n)), hex(id(8, 0)), hex(id(2, n)), format!("合同 {}", n % 5_000)]))).await;
    sqlx::raw_sql(
        "UPDATE customers SET owner_sort = (SELECT name_sort FROM users WHERE id = owner_id);
        INSERT INTO customer_totals SELECT customer_id, currency, count(*), sum(amount_minor), min(bought_on), max(bought_on) FROM purchases GROUP BY 1, 2;
        UPDATE customers SET (purchase_count, first_purchase_on, last_purchase_on) = (SELECT purchases, first_on, last_on FROM customer_totals WHERE customer_id = id)
            WHERE id IN (SELECT customer_id FROM customer_totals);
        INSERT INTO live_tags SELECT g.tag_id, c.rid FROM taggings g JOIN customers c ON c.id = g.customer_id;",
    )
    .execute(conn)
    .await
    .unwrap();
}
