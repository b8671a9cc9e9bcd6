//! SQL of insights. Sums come as one text each: a row for each of 200,000 customers would cost sqlx many
//! times what SQLite needs to read them.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::access::{Listed, rights::hex};
use crate::error::{Error, Result};
use crate::id::{CustomerId, UserId};
use crate::money::Currency;
use crate::views::PackedSales;

/// Whose customers a question is about: what the asker sees, narrowed to the owner they ask for.
#[derive(Debug, Clone)]
pub(super) struct Whose {
    /// Owners in hex as JSON; none for all customers.
    owners: Option<String>,
    /// Row numbers of single customers besides, as JSON.
    shared: String,
    /// The owner of those.
    owner: Option<UserId>,
}

impl Whose {
    pub(super) fn new(seen: Listed, owner: Option<UserId>) -> Self {
        let Some(owner) = owner else { return Self { owners: seen.owners, shared: seen.shared, owner: None } };
        let id = hex(owner);
        let owners = match &seen.owners {
            Some(owners) if !owners.contains(&id) => "[]".to_owned(),
            _ => serde_json::json!([id]).to_string(),
        };
        Self { owners: Some(owners), shared: seen.shared, owner: Some(owner) }
    }

    /// All customers there are.
    pub(super) fn is_everybody(&self) -> bool {
        self.owners.is_none()
    }
}

/// Currencies somebody bought in, the most frequent first.
pub(super) async fn currencies(conn: &mut SqliteConnection, whose: &Whose) -> Result<Vec<Currency>> {
    let everywhere: Vec<Currency> = sqlx::query_scalar!(
        r#"SELECT currency AS "currency: Currency" FROM revenue_months GROUP BY currency ORDER BY sum(purchases) DESC, currency"#
    )
    .fetch_all(&mut *conn)
    .await?;
    if whose.is_everybody() {
        return Ok(everywhere);
    }
    // Where there is but one, whether anybody bought is told by the first who did.
    if everywhere.len() <= 1 {
        let bought = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT 1 FROM customers c INDEXED BY customers_of_owner CROSS JOIN customer_totals t ON t.customer_id = c.id
                              WHERE c.owner_id IN (SELECT unhex(value) FROM json_each(?1)) AND c.deleted_at IS NULL AND c.archived_at IS NULL)
                   OR EXISTS (SELECT 1 FROM customers c CROSS JOIN customer_totals t ON t.customer_id = c.id
                              WHERE c.rid IN (SELECT value FROM json_each(?2)) AND (?3 IS NULL OR c.owner_id = ?3)
                                AND c.deleted_at IS NULL AND c.archived_at IS NULL) AS "bought!: bool""#,
            whose.owners,
            whose.shared,
            whose.owner
        )
        .fetch_one(conn)
        .await?;
        return Ok(if bought { everywhere } else { Vec::new() });
    }
    Ok(sqlx::query_scalar!(
            r#"SELECT t.currency AS "currency: Currency"
               FROM (SELECT id FROM customers INDEXED BY customers_of_owner
                     WHERE owner_id IN (SELECT unhex(value) FROM json_each(?1)) AND deleted_at IS NULL AND archived_at IS NULL
                     UNION SELECT id FROM customers WHERE rid IN (SELECT value FROM json_each(?2)) AND (?3 IS NULL OR owner_id = ?3)
                       AND deleted_at IS NULL AND archived_at IS NULL) c
               CROSS JOIN customer_totals t ON t.customer_id = c.id GROUP BY t.currency ORDER BY sum(t.purchases) DESC, t.currency"#,
            whose.owners,
            whose.shared,
            whose.owner
        )
        .fetch_all(conn)
        .await?)
}

/// A value of a column and how many live customers have it.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) value: Option<String>,
    pub(super) count: i64,
}

pub(super) async fn by_region(conn: &mut SqliteConnection, whose: &Whose) -> Result<Vec<Tally>> {
    Ok(sqlx::query_as!(
        Tally,
        r#"SELECT region AS value, count(*) AS "count!: i64" FROM customers INDEXED BY customers_of_region
           WHERE deleted_at IS NULL AND archived_at IS NULL AND (?1 IS NULL OR owner_id IN (SELECT unhex(value) FROM json_each(?1))
             OR (rid IN (SELECT value FROM json_each(?2)) AND (?3 IS NULL OR owner_id = ?3))) GROUP BY region"#,
        whose.owners,
        whose.shared,
        whose.owner
    )
    .fetch_all(conn)
    .await?)
}

pub(super) async fn by_level(conn: &mut SqliteConnection, whose: &Whose) -> Result<Vec<Tally>> {
    Ok(sqlx::query_as!(
        Tally,
        r#"SELECT level AS value, count(*) AS "count!: i64" FROM customers INDEXED BY customers_by_level
           WHERE deleted_at IS NULL AND archived_at IS NULL AND (?1 IS NULL OR owner_id IN (SELECT unhex(value) FROM json_each(?1))
             OR (rid IN (SELECT value FROM json_each(?2)) AND (?3 IS NULL OR owner_id = ?3))) GROUP BY level"#,
        whose.owners,
        whose.shared,
        whose.owner
    )
    .fetch_all(conn)
    .await?)
}

pub(super) async fn by_source(conn: &mut SqliteConnection, whose: &Whose) -> Result<Vec<Tally>> {
    Ok(sqlx::query_as!(
        Tally,
        r#"SELECT source AS value, count(*) AS "count!: i64" FROM customers INDEXED BY customers_of_source
           WHERE deleted_at IS NULL AND archived_at IS NULL AND (?1 IS NULL OR owner_id IN (SELECT unhex(value) FROM json_each(?1))
             OR (rid IN (SELECT value FROM json_each(?2)) AND (?3 IS NULL OR owner_id = ?3))) GROUP BY source"#,
        whose.owners,
        whose.shared,
        whose.owner
    )
    .fetch_all(conn)
    .await?)
}

/// A colleague, or nobody, and how many live customers they own.
#[derive(Debug)]
pub(super) struct Owned {
    pub(super) owner: Option<UserId>,
    pub(super) name: Option<String>,
    pub(super) count: i64,
}

pub(super) async fn by_owner(conn: &mut SqliteConnection, whose: &Whose) -> Result<Vec<Owned>> {
    Ok(sqlx::query_as!(
        Owned,
        r#"SELECT c.owner_id AS "owner: UserId", u.name AS "name?", c.count AS "count!: i64"
           FROM (SELECT owner_id, count(*) AS count FROM customers INDEXED BY customers_of_owner
                 WHERE deleted_at IS NULL AND archived_at IS NULL AND (?1 IS NULL OR owner_id IN (SELECT unhex(value) FROM json_each(?1))
             OR (rid IN (SELECT value FROM json_each(?2)) AND (?3 IS NULL OR owner_id = ?3))) GROUP BY owner_id) c
           LEFT JOIN users u ON u.id = c.owner_id"#,
        whose.owners,
        whose.shared,
        whose.owner
    )
    .fetch_all(conn)
    .await?)
}

/// Everybody who ever bought, as lists in the same order: numbers with commas, days of ten characters one after the other.
#[derive(Debug)]
pub(super) struct Buyers {
    /// How often, in any currency.
    pub(super) purchases: Option<String>,
    /// The last day, in any currency.
    pub(super) last_on: Option<String>,
    /// The first day, in any currency.
    pub(super) first_on: Option<String>,
    /// The first day in the asked currency, ten dashes for none; `None` when nobody bought in another.
    pub(super) first_here: Option<String>,
    /// The sum in the asked currency, empty for none.
    pub(super) amounts: Option<String>,
}

/// Those who bought in one currency alone.
pub(super) async fn buyers(conn: &mut SqliteConnection, currency: Currency) -> Result<Buyers> {
    Ok(sqlx::query_as!(
        Buyers,
        r#"SELECT group_concat(purchases) AS "purchases: String", group_concat(last_on, '') AS "last_on: String", group_concat(first_on, '') AS "first_on: String",
                  NULL AS "first_here: String", group_concat(amount_minor) AS "amounts: String"
           FROM customer_totals INDEXED BY customer_totals_amount
           WHERE currency = ?1
             AND customer_id NOT IN (SELECT customer_id FROM customer_totals WHERE currency < ?1 UNION ALL SELECT customer_id FROM customer_totals WHERE currency > ?1)
             AND customer_id NOT IN (SELECT id FROM customers WHERE deleted_at IS NOT NULL UNION ALL SELECT id FROM customers WHERE archived_at IS NOT NULL)"#,
        currency
    )
    .fetch_one(conn)
    .await?)
}

/// Those who bought in other currencies, alone or too.
pub(super) async fn buyers_elsewhere(conn: &mut SqliteConnection, currency: Currency) -> Result<Buyers> {
    Ok(sqlx::query_as!(
        Buyers,
        r#"SELECT group_concat(purchases) AS "purchases: String", group_concat(last_on, '') AS "last_on: String", group_concat(first_on, '') AS "first_on: String",
                  group_concat(coalesce(first_here, '----------'), '') AS "first_here: String", group_concat(coalesce(amount, '')) AS "amounts: String"
           FROM (SELECT sum(purchases) AS purchases, max(last_on) AS last_on, min(first_on) AS first_on,
                        min(first_on) FILTER (WHERE currency = ?1) AS first_here, sum(amount_minor) FILTER (WHERE currency = ?1) AS amount
                 FROM customer_totals
                 WHERE customer_id IN (SELECT customer_id FROM customer_totals WHERE currency < ?1 UNION ALL SELECT customer_id FROM customer_totals WHERE currency > ?1)
                   AND customer_id NOT IN (SELECT id FROM customers WHERE deleted_at IS NOT NULL UNION ALL SELECT id FROM customers WHERE archived_at IS NOT NULL)
                 GROUP BY customer_id)"#,
        currency
    )
    .fetch_one(conn)
    .await?)
}

/// Those of some owners.
pub(super) async fn buyers_of(conn: &mut SqliteConnection, currency: Currency, whose: &Whose) -> Result<Buyers> {
    Ok(sqlx::query_as!(
        Buyers,
        r#"SELECT group_concat(purchases) AS "purchases: String", group_concat(last_on, '') AS "last_on: String", group_concat(first_on, '') AS "first_on: String",
                  group_concat(coalesce(first_here, '----------'), '') AS "first_here: String", group_concat(coalesce(amount, '')) AS "amounts: String"
           FROM (SELECT sum(t.purchases) AS purchases, max(t.last_on) AS last_on, min(t.first_on) AS first_on,
                        min(t.first_on) FILTER (WHERE t.currency = ?1) AS first_here, sum(t.amount_minor) FILTER (WHERE t.currency = ?1) AS amount
                 FROM (SELECT id FROM customers INDEXED BY customers_of_owner
                       WHERE owner_id IN (SELECT unhex(value) FROM json_each(?2)) AND deleted_at IS NULL AND archived_at IS NULL
                       UNION SELECT id FROM customers WHERE rid IN (SELECT value FROM json_each(?3)) AND (?4 IS NULL OR owner_id = ?4)
                         AND deleted_at IS NULL AND archived_at IS NULL) c
                 CROSS JOIN customer_totals t ON t.customer_id = c.id
                 GROUP BY c.id)"#,
        currency,
        whose.owners,
        whose.shared,
        whose.owner
    )
    .fetch_one(conn)
    .await?)
}

/// The sums of a month.
#[derive(Debug)]
pub(super) struct MonthSums {
    pub(super) month: String,
    pub(super) purchases: i64,
    pub(super) amount_minor: i64,
    pub(super) customers: i64,
}

/// Revenue by month, of all customers.
pub(super) async fn revenue(conn: &mut SqliteConnection, currency: Currency) -> Result<Vec<MonthSums>> {
    Ok(sqlx::query_as!(
        MonthSums,
        "SELECT month, purchases, amount_minor, customers FROM revenue_months WHERE currency = ?",
        currency
    )
    .fetch_all(conn)
    .await?)
}

/// The part of it that comes from customers in the archive and in the trash.
pub(super) async fn revenue_put_aside(conn: &mut SqliteConnection, currency: Currency) -> Result<Vec<MonthSums>> {
    Ok(sqlx::query_as!(
        MonthSums,
        r#"SELECT month, sum(purchases) AS "purchases!: i64", sum(amount_minor) AS "amount_minor!: i64", count(*) AS "customers!: i64"
           FROM customer_months
           WHERE customer_id IN (SELECT id FROM customers WHERE deleted_at IS NOT NULL UNION ALL SELECT id FROM customers WHERE archived_at IS NOT NULL)
             AND currency = ?
           GROUP BY month"#,
        currency
    )
    .fetch_all(conn)
    .await?)
}

/// A customer and what they bought.
#[derive(Debug)]
pub(super) struct Buyer {
    pub(super) id: CustomerId,
    pub(super) name: String,
    pub(super) amount_minor: i64,
}

/// The live customers who buy most.
pub(super) async fn top(conn: &mut SqliteConnection, currency: Currency, limit: i64) -> Result<Vec<Buyer>> {
    Ok(sqlx::query_as!(
        Buyer,
        r#"SELECT c.id AS "id: CustomerId", c.name, t.amount_minor
           FROM customer_totals t INDEXED BY customer_totals_amount CROSS JOIN customers c ON c.id = t.customer_id
           WHERE t.currency = ? AND t.amount_minor > 0 AND c.deleted_at IS NULL AND c.archived_at IS NULL
           ORDER BY t.amount_minor DESC LIMIT ?"#,
        currency,
        limit
    )
    .fetch_all(conn)
    .await?)
}

pub(super) async fn customer_name(conn: &mut SqliteConnection, id: CustomerId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("SELECT name FROM customers WHERE id = ?", id).fetch_optional(conn).await?)
}

/// A period, both ends included.
pub(super) type Period = (Option<NaiveDate>, Option<NaiveDate>);

/// The ends of a period as text; an open end lies beyond every date that is stored.
fn ends((from, to): Period) -> (String, String) {
    let text = |day: Option<NaiveDate>, open: &str| day.map_or_else(|| open.to_owned(), |day| day.to_string());
    (text(from, "0"), text(to, "9999-12-31"))
}

/// What live customers bought in the currency and the period.
pub(super) async fn sales(conn: &mut SqliteConnection, currency: Currency, period: Period) -> Result<PackedSales> {
    let (from, to) = ends(period);
    let packed: Vec<u8> = sqlx::query_scalar(
        "SELECT kehu_sales(customer_id, bought_on, amount_minor) FROM (
         SELECT customer_id, bought_on, amount_minor FROM purchases INDEXED BY purchases_day
         WHERE deleted_at IS NULL AND bought_on BETWEEN ?2 AND ?3 AND currency = ?1
           AND customer_id NOT IN (SELECT id FROM customers WHERE deleted_at IS NOT NULL UNION ALL SELECT id FROM customers WHERE archived_at IS NOT NULL)
         ORDER BY bought_on)",
    )
    .bind(currency)
    .bind(from)
    .bind(to)
    .fetch_one(conn)
    .await?;
    PackedSales::unpack(&packed).ok_or(Error::Damaged)
}

/// How many of those who bought in the currency and the period made their first purchase ever in the month of its first day.
pub(super) async fn new_in(
    conn: &mut SqliteConnection,
    currency: Currency,
    month: &str,
    period: Period,
) -> Result<i64> {
    let (from, to) = ends(period);
    Ok(sqlx::query_scalar!(
        r#"SELECT count(DISTINCT p.customer_id) AS "count!: i64"
           FROM purchases p INDEXED BY purchases_day CROSS JOIN customers c ON c.id = p.customer_id
           WHERE p.deleted_at IS NULL AND p.bought_on BETWEEN ?2 AND ?3 AND p.currency = ?1
             AND c.deleted_at IS NULL AND c.archived_at IS NULL AND substr(c.first_purchase_on, 1, 7) = ?4"#,
        currency,
        from,
        to,
        month
    )
    .fetch_one(conn)
    .await?)
}

/// Customers of these owners who bought in the currency and the period: `id in hex,first day ever,day,amount,day,amount,…;…`,
/// days rising.
pub(super) async fn purchases_of(
    conn: &mut SqliteConnection,
    currency: Currency,
    whose: &Whose,
    period: Period,
) -> Result<String> {
    let (from, to) = ends(period);
    let text = sqlx::query_scalar!(
        r#"SELECT group_concat(buyer, ';') AS "text: String" FROM (
           SELECT (SELECT hex(c.id) || ',' || min(p.bought_on) || ',' || group_concat(p.bought_on || ',' || p.amount_minor) FILTER (WHERE p.currency = ?1 AND p.bought_on BETWEEN ?2 AND ?3)
                   FROM purchases p INDEXED BY purchases_customer WHERE p.customer_id = c.id AND p.deleted_at IS NULL) AS buyer
           FROM (SELECT id FROM customers INDEXED BY customers_of_owner
                 WHERE owner_id IN (SELECT unhex(value) FROM json_each(?4)) AND deleted_at IS NULL AND archived_at IS NULL
                 UNION SELECT id FROM customers WHERE rid IN (SELECT value FROM json_each(?5)) AND (?6 IS NULL OR owner_id = ?6)
                   AND deleted_at IS NULL AND archived_at IS NULL) c)"#,
        currency,
        from,
        to,
        whose.owners,
        whose.shared,
        whose.owner
    )
    .fetch_one(conn)
    .await?;
    Ok(text.unwrap_or_default())
}
