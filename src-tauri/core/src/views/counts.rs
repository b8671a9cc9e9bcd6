//! How many customers stand behind a tag or a colleague, as far as the asker sees.

use std::collections::HashMap;

use sqlx::{Row as _, SqliteConnection};
use uuid::Uuid;

use super::fields::Entity;
use super::gate::gate;
use super::sql::Sql;
use crate::access::{Action, Object};
use crate::crm::Session;
use crate::error::Result;

/// Customers by tag, those put aside included; `None` when the asker sees all, and the sum is at hand elsewhere.
pub(crate) async fn seen_by_tag(conn: &mut SqliteConnection, session: &Session) -> Result<Option<HashMap<Uuid, i64>>> {
    counts(
        conn,
        session,
        "SELECT g.tag_id, count(*) FROM customers r CROSS JOIN taggings g ON g.customer_id = r.id WHERE ",
    )
    .await
}

/// Live customers by owner; `None` when the asker sees all.
pub(crate) async fn seen_by_owner(
    conn: &mut SqliteConnection,
    session: &Session,
) -> Result<Option<HashMap<Uuid, i64>>> {
    counts(
        conn,
        session,
        "SELECT r.owner_id, count(*) FROM customers r INDEXED BY customers_of_owner
         WHERE r.owner_id IS NOT NULL AND r.deleted_at IS NULL AND r.archived_at IS NULL AND ",
    )
    .await
}

async fn counts(
    conn: &mut SqliteConnection,
    session: &Session,
    select: &'static str,
) -> Result<Option<HashMap<Uuid, i64>>> {
    let gate = gate(conn, session, Entity::Customer, Object::Customers, Action::See).await?;
    if gate.is_open() {
        return Ok(None);
    }
    let mut sql = Sql::new(select);
    sql.append(&gate.sql("r.")).push(" GROUP BY 1");
    let rows = sql.query().fetch_all(conn).await?;
    Ok(Some(rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Result<_>>()?))
}
