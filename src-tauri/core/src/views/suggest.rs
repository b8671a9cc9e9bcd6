//! Values already in use, offered while one types.

use sqlx::{Row as _, SqliteConnection};

use super::fields::{Entity, Order, Source};
use super::gate::{Gate, gate};
use super::saved::registry;
use super::sql::Sql;
use crate::access::{Action, Object};
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::text::normal::fold;

const LIMIT: i64 = 20;

impl Session {
    /// At most 20 values of a text field in use, the most frequent first; those that contain what was typed, or
    /// sound so: `sh` finds 上海.
    pub async fn suggest_values(&self, entity: Entity, field: &str, text: &str) -> Result<Vec<String>> {
        let mut read = self.read().await?;
        let registry = registry(read.conn(), self, entity).await?;
        let mut sql = Sql::new("SELECT v FROM (");
        let seen = Gates {
            customers: gate(read.conn(), self, Entity::Customer, Object::Customers, Action::See).await?,
            contacts: gate(read.conn(), self, Entity::Contact, Object::Contacts, Action::See).await?,
        };
        sql.append(&values(&registry, &seen, field).ok_or_else(|| Error::invalid(field, "unknown"))?)
            .push(") WHERE v <> ''");
        let needle = fold(text);
        if !needle.is_empty() {
            sql.push(" AND (instr(kehu_fold(v), ")
                .bind(needle.as_str())
                .push(") > 0 OR instr(replace(kehu_sort_key(v), ' ', ''), ");
            sql.bind(needle.replace(' ', "")).push(") = 1)");
        }
        sql.push(" ORDER BY n DESC, v LIMIT ").bind(LIMIT);
        let rows = sql.query().fetch_all(read.conn()).await?;
        Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
    }
}

/// The countries and provinces customers are in.
pub(super) async fn regions(conn: &mut SqliteConnection, session: &Session) -> Result<Vec<String>> {
    let seen = gate(conn, session, Entity::Customer, Object::Customers, Action::See).await?;
    let mut sql = Sql::new(
        "SELECT DISTINCT r.region FROM customers r INDEXED BY customers_of_region
         WHERE r.deleted_at IS NULL AND r.archived_at IS NULL AND r.region IS NOT NULL AND ",
    );
    sql.append(&seen.sql("r.")).push(" ORDER BY r.region");
    let rows = sql.query().fetch_all(conn).await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}

/// What the asker sees.
struct Gates {
    customers: Gate,
    contacts: Gate,
}

impl Gates {
    /// The rows of a child table whose customer or contact is seen.
    fn children(&self) -> Sql {
        let mut sql = Sql::default();
        if self.customers.is_open() && self.contacts.is_open() {
            sql.push("TRUE");
            return sql;
        }
        sql.push("(customer_id IN (SELECT r.id FROM customers r WHERE ").append(&self.customers.sql("r."));
        sql.push(") OR contact_id IN (SELECT r.id FROM contacts r WHERE ").append(&self.contacts.sql("r.")).push("))");
        sql
    }
}

/// Values `v` with how often they occur, `n`.
fn values(registry: &super::fields::Registry, seen: &Gates, field: &str) -> Option<Sql> {
    let root = registry.entity.root();
    match field {
        "product" | "purchases.product" => {
            return Some(Sql::new("SELECT name AS v, 1 AS n FROM products WHERE deleted_at IS NULL"));
        }
        "preferences.key" => {
            let mut sql = Sql::new("SELECT key AS v, count(*) AS n FROM preferences WHERE ");
            sql.append(&seen.children()).push(" GROUP BY key");
            return Some(sql);
        }
        "role" | "contacts.role" | "customers.role" => {
            // A link belongs to its customer, whoever sees its contact.
            let mut sql = Sql::new(
                "SELECT l.role AS v, count(*) AS n FROM customer_contacts l JOIN customers r ON r.id = l.customer_id WHERE ",
            );
            sql.append(&seen.customers.sql("r.")).push(" GROUP BY l.role");
            return Some(sql);
        }
        _ => {}
    }
    let column = match registry.field(field)? {
        // Names are found by searching, notes not at all.
        field if matches!(field.key, "name" | "note") => return None,
        field => match (field.source, field.order) {
            (Source::Column(column), Order::Said(_)) => column,
            (Source::Custom(id, column @ "text"), _) => {
                let mut sql = Sql::new("SELECT ");
                sql.push(column)
                    .push(" AS v, count(*) AS n FROM field_values WHERE field_id = ")
                    .bind(id)
                    .push(" AND ")
                    .append(&seen.children())
                    .push(" GROUP BY 1");
                return Some(sql);
            }
            _ => return None,
        },
    };
    let gate = match registry.entity {
        Entity::Customer => &seen.customers,
        Entity::Contact => &seen.contacts,
    };
    let mut sql = Sql::new("SELECT r.");
    sql.push(column)
        .push(" AS v, count(*) AS n FROM ")
        .push(root.table)
        .push(" r WHERE ")
        .push(root.live)
        .push(" AND ")
        .append(&gate.sql("r."))
        .push(" GROUP BY 1");
    Some(sql)
}
