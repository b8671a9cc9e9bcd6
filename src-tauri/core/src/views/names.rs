//! What records are called, many at once.

use std::collections::BTreeMap;

use sqlx::{Row as _, SqliteConnection};
use uuid::Uuid;

use super::fields::Entity;
use super::gate::gate;
use super::sql::Sql;
use crate::access::Action;
use crate::crm::Session;
use crate::error::Result;

/// The customers and contacts of these ids, as far as the actor sees them.
pub(crate) async fn names(
    conn: &mut SqliteConnection,
    session: &Session,
    ids: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, (Entity, String)>> {
    let ids = serde_json::json!(ids.map(|id| id.simple().to_string()).collect::<Vec<_>>()).to_string();
    let mut names = BTreeMap::new();
    for entity in [Entity::Customer, Entity::Contact] {
        let mut sql = Sql::new("SELECT r.id, r.name FROM ");
        sql.push(entity.root().table).push(" r WHERE r.id IN (SELECT unhex(value) FROM json_each(").bind(ids.as_str());
        let seen = gate(conn, session, entity, entity.object(), Action::See).await?;
        sql.push(")) AND ").append(&seen.sql("r."));
        for row in sql.query().fetch_all(&mut *conn).await? {
            names.insert(row.try_get(0)?, (entity, row.try_get(1)?));
        }
    }
    Ok(names)
}
