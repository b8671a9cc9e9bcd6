//! A selection: some rows, or everything a query finds. Writes work on it as a set.

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::fields::Entity;
use super::gate::{Gate, gate};
use super::page::ListQuery;
use super::question::Question;
use super::sql::Sql;
use crate::access::{Action, Object, Rule};
use crate::change::Step;
use crate::crm::Session;
use crate::error::{Error, FieldError, Result};
use crate::id::RecordId;
use crate::tx::Tx;

const MAX_IDS: usize = 100_000;

/// What a person has marked in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "mode", rename_all = "camelCase")]
pub enum Selection {
    /// These rows, whatever their state.
    Ids {
        /// Their ids.
        ids: Vec<RecordId>,
    },
    /// Everything a query finds, but for some.
    Query {
        /// The query.
        query: ListQuery,
        /// The ids of those left out.
        except: Vec<RecordId>,
    },
}

impl Selection {
    fn ids(&self) -> &[RecordId] {
        match self {
            Self::Ids { ids } | Self::Query { except: ids, .. } => ids,
        }
    }
}

/// Makes the selected customers the content of `temp.selected (id)` and says how many there are. When the actor sees
/// some of them on which the operation is not allowed, it is refused.
pub(crate) async fn select_customers(tx: &mut Tx, selection: &Selection) -> Result<u64> {
    select(tx, Entity::Customer, selection).await
}

/// As [`select_customers`], for contacts.
pub(crate) async fn select_contacts(tx: &mut Tx, selection: &Selection) -> Result<u64> {
    select(tx, Entity::Contact, selection).await
}

/// Empties `temp.selected`; it lives in memory, for this connection alone.
pub(crate) async fn select_none(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query("CREATE TEMP TABLE IF NOT EXISTS selected (id BLOB PRIMARY KEY NOT NULL) WITHOUT ROWID")
        .execute(&mut *conn)
        .await?;
    sqlx::query("DELETE FROM temp.selected").execute(conn).await?;
    Ok(())
}

async fn select(tx: &mut Tx, entity: Entity, selection: &Selection) -> Result<u64> {
    let session = tx.session().clone();
    let conn = tx.conn();
    select_none(&mut *conn).await?;
    let mut sql = Sql::new("INSERT INTO temp.selected ");
    sql.append(&ids(&mut *conn, &session, entity, selection, "SELECT r.id").await?);
    let selected = sql.query().execute(conn).await?.rows_affected();
    if let Some((object, action)) = tx.need().on(entity.object()) {
        let allowed = gate(tx.conn(), &session, entity, object, action).await?;
        if let Some(record) = beyond(tx.conn(), entity, &allowed).await? {
            return Err(tx.refuse(Rule::rows(object, action), Some(record)).await);
        }
    }
    Ok(selected)
}

/// The action is allowed on every selected customer.
pub(crate) async fn all_admitted(tx: &mut Tx, object: Object, action: Action) -> Result<bool> {
    let session = tx.session().clone();
    let allowed = gate(tx.conn(), &session, Entity::Customer, object, action).await?;
    Ok(beyond(tx.conn(), Entity::Customer, &allowed).await?.is_none())
}

/// A record the transaction `step` touched on which the action is not allowed. Objects: of customers, of contacts.
pub(crate) async fn touched_beyond(
    tx: &mut Tx,
    objects: [Object; 2],
    action: Action,
    step: &Step,
) -> Result<Option<Uuid>> {
    let session = tx.session().clone();
    for (entity, object) in [Entity::Customer, Entity::Contact].into_iter().zip(objects) {
        let allowed = gate(tx.conn(), &session, entity, object, action).await?;
        if allowed.is_open() {
            continue;
        }
        let mut sql = Sql::new("SELECT r.id FROM (SELECT DISTINCT root FROM change WHERE seq BETWEEN ");
        sql.bind(step.first_entry).push(" AND ").bind(step.last_entry);
        sql.push(" AND kind <> 'a') t CROSS JOIN ").push(entity.root().table).push(" r ON r.id = t.root WHERE (");
        sql.append(&allowed.sql("r.")).push(") IS NOT TRUE LIMIT 1");
        if let Some(record) = sql.maybe_id(tx.conn()).await? {
            return Ok(Some(record));
        }
    }
    Ok(None)
}

/// A selected row the gate does not admit.
async fn beyond(conn: &mut SqliteConnection, entity: Entity, gate: &Gate) -> Result<Option<Uuid>> {
    if gate.is_open() {
        return Ok(None);
    }
    let mut sql = Sql::new("SELECT r.id FROM temp.selected t CROSS JOIN ");
    sql.push(entity.root().table)
        .push(" r ON r.id = t.id WHERE (")
        .append(&gate.sql("r."))
        .push(") IS NOT TRUE LIMIT 1");
    sql.maybe_id(conn).await
}

async fn ids(
    conn: &mut SqliteConnection,
    session: &Session,
    entity: Entity,
    selection: &Selection,
    what: &'static str,
) -> Result<Sql> {
    if selection.ids().len() > MAX_IDS {
        return Err(Error::Invalid(vec![FieldError::new("ids", "too_long").with("max", MAX_IDS)]));
    }
    let list =
        serde_json::json!(selection.ids().iter().map(|id| Uuid::from(*id).simple().to_string()).collect::<Vec<_>>())
            .to_string();
    let root = entity.root();
    let mut sql = Sql::new(what);
    sql.push(" FROM ").push(root.table).push(" r WHERE ");
    match selection {
        Selection::Ids { .. } => {
            sql.push("r.id IN (SELECT unhex(value) FROM json_each(")
                .bind(list)
                .push(")) AND ")
                .append(&gate(conn, session, entity, entity.object(), Action::See).await?.sql("r."));
        }
        Selection::Query { query, .. } => {
            let question = Question::parse(conn, session, entity, query).await?;
            sql.append(&question.condition)
                .push(" AND r.id NOT IN (SELECT unhex(value) FROM json_each(")
                .bind(list)
                .push("))");
        }
    }
    Ok(sql)
}

impl Session {
    pub(super) async fn count_selection(&self, entity: Entity, selection: &Selection) -> Result<u64> {
        match selection {
            Selection::Query { query, except } if except.is_empty() => self.count_list(entity, query).await,
            selection => {
                let mut read = self.read().await?;
                let sql = ids(read.conn(), self, entity, selection, "SELECT count(*)").await?;
                sql.number(read.conn()).await
            }
        }
    }
}
