//! The gate as a condition on rows: every list, count, selection, search and suggestion carries it.
//!
//! Customers are admitted by their owner, a column every list index holds, so whoever sees the rows of a few owners walks
//! the same indexes as a filter on the owner would. Customers of others one works on, and contacts, are
//! admitted by row number, from a set of bits that is remembered until data changes. Whoever sees all rows adds
//! nothing to a statement.

use std::sync::Arc;

use sqlx::SqliteConnection;

use super::anchors::Set;
use super::fields::Entity;
use super::functions::bits;
use super::sql::{Bind, Sql};
use crate::access::{Action, Object, Rights, Rows};
use crate::crm::Session;
use crate::error::Result;
use crate::id::UserId;

/// Which rows of an entity somebody may see or change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Gate {
    /// All.
    Open,
    /// None.
    Shut,
    /// Customers of these owners, and those of these row numbers, a bit each.
    Owners(Arc<[UserId]>, Option<Arc<[u8]>>),
    /// Rows of these numbers, a bit each.
    Rows(Arc<[u8]>),
}

impl Gate {
    /// The condition on a row of the name `row` (`r.`, `s.`).
    pub(crate) fn sql(&self, row: &'static str) -> Sql {
        let mut sql = Sql::default();
        match self {
            Self::Open => sql.push("TRUE"),
            Self::Shut => sql.push("FALSE"),
            Self::Owners(owners, None) => owned(&mut sql, row, owners),
            Self::Owners(owners, Some(bits)) => {
                owned(sql.push("("), row, owners).push(" OR ");
                within(&mut sql, bits, row).push(")")
            }
            Self::Rows(bits) => within(&mut sql, bits, row),
        };
        sql
    }

    pub(crate) fn is_open(&self) -> bool {
        *self == Self::Open
    }

    /// The columns of the common filters say who is admitted.
    pub(crate) fn by_owner(&self) -> bool {
        matches!(self, Self::Owners(..))
    }

    fn of_customers(rights: &Rights, object: Object, action: Action) -> Self {
        match rights.rows(object, action) {
            Rows::All => Self::Open,
            Rows::Nobody => Self::Shut,
            Rows::Of(owners) => {
                let shared: Vec<i64> = rights.shared(action).map(|customer| customer.rid).collect();
                Self::Owners(Arc::clone(owners), (!shared.is_empty()).then(|| bits(&shared).into()))
            }
        }
    }
}

fn owned<'a>(sql: &'a mut Sql, row: &'static str, owners: &[UserId]) -> &'a mut Sql {
    let ids = owners.iter().map(|owner| uuid::Uuid::from(*owner));
    sql.push(row).push("owner_id IN (").bind_all(ids).push(")")
}

fn within<'a>(sql: &'a mut Sql, bits: &Arc<[u8]>, row: &'static str) -> &'a mut Sql {
    sql.push("kehu_in_set(").bind(Bind::Blob(Arc::clone(bits))).push(", ").push(row).push("rid)")
}

impl Entity {
    pub(crate) fn object(self) -> Object {
        match self {
            Self::Customer => Object::Customers,
            Self::Contact => Object::Contacts,
        }
    }
}

/// The rows of `entity` on which the actor may do `action`, as the object takes in rows.
pub(crate) async fn gate(
    conn: &mut SqliteConnection,
    session: &Session,
    entity: Entity,
    object: Object,
    action: Action,
) -> Result<Gate> {
    let rights = session.rights(conn).await?;
    let customers = Gate::of_customers(&rights, object, action);
    if entity == Entity::Customer || !customers.by_owner() {
        return Ok(customers);
    }
    let Rows::Of(owners) = rights.rows(object, action) else { return Ok(customers) };
    Ok(Gate::Rows(contacts(conn, session, &customers, owners).await?.bits))
}

/// The rows of `entity` the actor sees, whatever their state, a bit each; `None` for all.
pub(crate) async fn seen(conn: &mut SqliteConnection, session: &Session, entity: Entity) -> Result<Option<Arc<[u8]>>> {
    match gate(conn, session, entity, entity.object(), Action::See).await? {
        Gate::Open => Ok(None),
        Gate::Shut => Ok(Some(Arc::new([]))),
        Gate::Rows(bits) => Ok(Some(bits)),
        by_owner @ Gate::Owners(..) => {
            let condition = by_owner.sql("r.");
            let mut sql = Sql::new(
                "SELECT kehu_rids(rid) FROM (SELECT r.rid FROM customers r INDEXED BY customers_of_owner WHERE r.deleted_at IS NULL AND r.archived_at IS NULL AND ",
            );
            sql.append(&condition);
            sql.push(" UNION ALL SELECT r.rid FROM customers r WHERE r.deleted_at IS NULL AND r.archived_at IS NOT NULL AND ");
            sql.append(&condition);
            sql.push(" UNION ALL SELECT r.rid FROM customers r WHERE r.deleted_at IS NOT NULL AND ");
            sql.append(&condition).push(")");
            Ok(Some(remembered(conn, session, sql).await?.bits))
        }
    }
}

/// Contacts of the customers behind the gate, and those without a customer that these owners made.
async fn contacts(conn: &mut SqliteConnection, session: &Session, customers: &Gate, owners: &[UserId]) -> Result<Set> {
    let mut sql = Sql::new(
        "SELECT kehu_rids(rid) FROM (SELECT p.rid FROM customers r CROSS JOIN customer_contacts l ON l.customer_id = r.id CROSS JOIN contacts p ON p.id = l.contact_id WHERE ",
    );
    sql.append(&customers.sql("r."))
        .push(" UNION SELECT p.rid FROM contacts p INDEXED BY contacts_made_by WHERE p.created_by IN (");
    sql.bind_all(owners.iter().map(|owner| uuid::Uuid::from(*owner)));
    sql.push(") AND NOT EXISTS (SELECT 1 FROM customer_contacts l WHERE l.contact_id = p.id))");
    remembered(conn, session, sql).await
}

async fn remembered(conn: &mut SqliteConnection, session: &Session, sql: Sql) -> Result<Set> {
    let lists = session.crm().lists();
    let (generation, key) = (lists.generation(), Arc::new(sql));
    if let Some(set) = lists.set(&key) {
        return Ok(set);
    }
    let rids = key.numbers(conn).await?;
    let set = Set { bits: bits(&rids).into(), rids: rids.into() };
    lists.keep_set(generation, &key, set.clone());
    Ok(set)
}
