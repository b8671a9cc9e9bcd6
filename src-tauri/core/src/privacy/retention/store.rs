//! SQL of retention.

use sqlx::SqliteConnection;
use uuid::Uuid;

use super::{RetentionCase, RetentionDraft, RetentionObject, RetentionRule};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{ContactId, CustomerId, RetentionRuleId, UserId};
use crate::parent::ParentRef;

pub(super) async fn rules(conn: &mut SqliteConnection) -> Result<Vec<RetentionRule>> {
    Ok(sqlx::query_as("SELECT id, object, condition, months, action, created_at FROM retention_rules ORDER BY id")
        .fetch_all(conn)
        .await?)
}

pub(super) async fn insert_rule(
    conn: &mut SqliteConnection,
    id: RetentionRuleId,
    rule: &RetentionDraft,
    now: Instant,
    actor: UserId,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO retention_rules (id, object, condition, months, action, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(id)
    .bind(rule.object)
    .bind(rule.condition)
    .bind(rule.months)
    .bind(rule.action)
    .bind(now)
    .bind(actor)
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn remove_rule(conn: &mut SqliteConnection, id: RetentionRuleId) -> Result<bool> {
    Ok(sqlx::query("DELETE FROM retention_rules WHERE id = ?").bind(id).execute(conn).await?.rows_affected() == 1)
}

pub(super) async fn put_aside(conn: &mut SqliteConnection, record: ParentRef, now: Instant) -> Result<()> {
    let statement = match record {
        ParentRef::Customer { .. } => "UPDATE customers SET archived_at = ?2 WHERE id = ?1",
        ParentRef::Contact { .. } => "UPDATE contacts SET archived_at = ?2 WHERE id = ?1",
    };
    let (customer, contact) = record.columns();
    let id = customer.map(Uuid::from).or(contact.map(Uuid::from));
    sqlx::query(statement).bind(id).bind(now).execute(conn).await?;
    Ok(())
}

/// The moment before which the last thing must have happened, and its civil day.
pub(super) struct Before {
    pub(super) at: Instant,
    pub(super) day: chrono::NaiveDate,
}

/// What a rule meets. Records in the trash are left to the purge; what is planned with somebody keeps them.
pub(super) async fn cases(
    conn: &mut SqliteConnection,
    rule: &RetentionRule,
    before: &Before,
) -> Result<Vec<RetentionCase>> {
    let statement = match rule.object {
        RetentionObject::Customers => {
            "SELECT id, NULL, name FROM customers WHERE deleted_at IS NULL AND (?2 <> 'erase' OR kind = 'person')
               AND (?2 <> 'archive' OR archived_at IS NULL) AND CASE ?1 WHEN 'archived' THEN archived_at < ?3
               ELSE (?1 <> 'lost' OR lifecycle = 'lost') AND updated_at < ?3 AND coalesce(last_contact_at, 0) < ?3
                 AND coalesce(next_contact_at, 0) < ?3 AND coalesce(last_purchase_on, '') < ?4 END ORDER BY name_sort, rid"
        }
        RetentionObject::Contacts => {
            "SELECT NULL, id, name FROM contacts WHERE deleted_at IS NULL AND (?2 <> 'archive' OR archived_at IS NULL)
               AND CASE ?1 WHEN 'archived' THEN archived_at < ?3 ELSE updated_at < ?3
                 AND NOT EXISTS (SELECT 1 FROM customer_contacts l JOIN customers c ON c.id = l.customer_id WHERE l.contact_id = contacts.id
                   AND (c.updated_at >= ?3 OR c.last_purchase_on >= ?4)) END ORDER BY name_sort, rid"
        }
    };
    let rows: Vec<(Option<CustomerId>, Option<ContactId>, String)> = sqlx::query_as(statement)
        .bind(rule.condition)
        .bind(rule.action)
        .bind(before.at)
        .bind(before.day)
        .fetch_all(conn)
        .await?;
    let case = |(customer, contact, name)| {
        ParentRef::of_columns(customer, contact).map(|record| RetentionCase { record, name })
    };
    Ok(rows.into_iter().filter_map(case).collect())
}
