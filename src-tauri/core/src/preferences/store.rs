//! SQL of preferences.

use sqlx::SqliteConnection;

use super::{Parsed, Preference};
use crate::access::Seen;
use crate::error::Result;
use crate::id::{ContactId, CustomerId, PreferenceId};
use crate::parent::ParentRef;

pub(super) async fn insert(conn: &mut SqliteConnection, id: PreferenceId, parent: ParentRef, p: &Parsed) -> Result<()> {
    let (customer, contact) = parent.columns();
    sqlx::query!(
        "INSERT INTO preferences (id, customer_id, contact_id, key, value, source, confidence, observed_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        customer,
        contact,
        p.key,
        p.value,
        p.source,
        p.confidence,
        p.observed_on
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn update(conn: &mut SqliteConnection, id: PreferenceId, p: &Parsed) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE preferences SET key = ?2, value = ?3, source = ?4, confidence = ?5, observed_on = ?6 WHERE id = ?1",
        id,
        p.key,
        p.value,
        p.source,
        p.confidence,
        p.observed_on
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn remove(conn: &mut SqliteConnection, id: PreferenceId) -> Result<bool> {
    Ok(sqlx::query!("DELETE FROM preferences WHERE id = ?", id).execute(conn).await?.rows_affected() == 1)
}

pub(crate) async fn of(conn: &mut SqliteConnection, seen: Seen<ParentRef>) -> Result<Vec<Preference>> {
    let (customer, contact) = seen.columns();
    Ok(sqlx::query_as!(
        Preference,
        r#"SELECT id AS "id: PreferenceId", key, value, source, confidence, observed_on
           FROM preferences WHERE customer_id = ?1 OR contact_id = ?2 ORDER BY key, id"#,
        customer,
        contact
    )
    .fetch_all(conn)
    .await?)
}

/// What it hangs on.
pub(super) async fn parent_of(conn: &mut SqliteConnection, id: PreferenceId) -> Result<Option<ParentRef>> {
    let row = sqlx::query!(
        r#"SELECT customer_id AS "customer: CustomerId", contact_id AS "contact: ContactId" FROM preferences WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(|r| ParentRef::of_columns(r.customer, r.contact)))
}
