//! A selection: some rows, or everything a query finds. Writes work on it as a set.

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::compile;
use super::fields::Entity;
use super::page::ListQuery;
use super::question::Question;
use super::sql::Sql;
use crate::crm::Session;
use crate::error::{Error, FieldError, Result};
use crate::id::RecordId;

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

/// Makes the selected customers the content of `temp.selected (id)` and says how many there are.
pub(crate) async fn select_customers(
    conn: &mut SqliteConnection,
    session: &Session,
    selection: &Selection,
) -> Result<u64> {
    select(conn, session, Entity::Customer, selection).await
}

/// Makes the selected contacts the content of `temp.selected (id)` and says how many there are.
pub(crate) async fn select_contacts(
    conn: &mut SqliteConnection,
    session: &Session,
    selection: &Selection,
) -> Result<u64> {
    select(conn, session, Entity::Contact, selection).await
}

/// Empties `temp.selected`; it lives in memory, for this connection alone.
pub(crate) async fn select_none(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query("CREATE TEMP TABLE IF NOT EXISTS selected (id BLOB PRIMARY KEY NOT NULL) WITHOUT ROWID")
        .execute(&mut *conn)
        .await?;
    sqlx::query("DELETE FROM temp.selected").execute(conn).await?;
    Ok(())
}

async fn select(conn: &mut SqliteConnection, session: &Session, entity: Entity, selection: &Selection) -> Result<u64> {
    select_none(conn).await?;
    let mut sql = Sql::new("INSERT INTO temp.selected ");
    sql.append(&ids(conn, session, entity, selection, "SELECT r.id").await?);
    Ok(sql.query().execute(conn).await?.rows_affected())
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
                .append(&compile::gate(&session.asker(), root));
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
