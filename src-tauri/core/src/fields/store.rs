//! SQL of custom fields.

use std::collections::HashMap;

use sqlx::SqliteConnection;
use uuid::Uuid;

use super::value::SCALE;
use super::{Entity, FieldDef, FieldKind, FieldValue, Value};
use crate::access::Seen;
use crate::clock::Instant;
use crate::error::Result;
use crate::format_scaled;
use crate::id::FieldId;
use crate::parent::ParentRef;
use crate::views::CustomValue;

pub(crate) async fn list(conn: &mut SqliteConnection) -> Result<Vec<FieldDef>> {
    Ok(sqlx::query_as!(
        FieldDef,
        r#"SELECT id AS "id: FieldId", entity AS "entity: Entity", kind AS "kind: FieldKind", key, label_en, label_zh, position,
                  archived_at IS NOT NULL AS "archived!: bool"
           FROM field_defs ORDER BY entity, position, id"#
    )
    .fetch_all(conn)
    .await?)
}

pub(crate) async fn insert(
    conn: &mut SqliteConnection,
    id: FieldId,
    entity: Entity,
    kind: FieldKind,
    key: &str,
    label_en: &str,
    label_zh: &str,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO field_defs (id, entity, kind, key, label_en, label_zh, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(position) + 1, 0) FROM field_defs WHERE entity = ?2))",
        id,
        entity,
        kind,
        key,
        label_en,
        label_zh
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn relabel(conn: &mut SqliteConnection, id: FieldId, label_en: &str, label_zh: &str) -> Result<bool> {
    let done = sqlx::query!("UPDATE field_defs SET label_en = ?2, label_zh = ?3 WHERE id = ?1", id, label_en, label_zh)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn archive(conn: &mut SqliteConnection, id: FieldId, at: Option<Instant>) -> Result<bool> {
    Ok(sqlx::query!("UPDATE field_defs SET archived_at = ?2 WHERE id = ?1", id, at)
        .execute(conn)
        .await?
        .rows_affected()
        == 1)
}

pub(crate) async fn of(conn: &mut SqliteConnection, seen: Seen<ParentRef>) -> Result<Vec<FieldValue>> {
    let (customer, contact) = seen.columns();
    let rows = sqlx::query!(
        r#"SELECT f.id AS "field_id: FieldId", f.kind AS "kind: FieldKind", v.text, v.number, v.on_date
           FROM field_values v JOIN field_defs f ON f.id = v.field_id
           WHERE (v.customer_id = ?1 OR v.contact_id = ?2) AND f.archived_at IS NULL ORDER BY f.position"#,
        customer,
        contact
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| FieldValue { field_id: r.field_id, kind: r.kind, value: written(r.kind, r.text, r.number, r.on_date) })
        .collect())
}

/// Values of these fields for the customers of these row numbers, in the order of the fields.
pub(crate) async fn of_customers(
    conn: &mut SqliteConnection,
    rids: &[i64],
    fields: &[FieldId],
) -> Result<HashMap<i64, Vec<CustomValue>>> {
    let rids = serde_json::json!(rids).to_string();
    let fields =
        serde_json::json!(fields.iter().map(|id| Uuid::from(*id).simple().to_string()).collect::<Vec<_>>()).to_string();
    let found = sqlx::query!(
        r#"SELECT c.rid AS "rid!: i64", d.id AS "field!: FieldId", d.kind AS "kind!: FieldKind", v.text, v.number, v.on_date
           FROM json_each(?1) j CROSS JOIN customers c ON c.rid = j.value CROSS JOIN json_each(?2) f
           JOIN field_defs d ON d.id = unhex(f.value)
           JOIN field_values v INDEXED BY field_values_customer ON v.customer_id = c.id AND v.field_id = d.id
           ORDER BY f.key"#,
        rids,
        fields
    )
    .fetch_all(conn)
    .await?;
    let mut values: HashMap<i64, Vec<CustomValue>> = HashMap::new();
    for r in found {
        let value = written(r.kind, r.text, r.number, r.on_date);
        values.entry(r.rid).or_default().push(CustomValue { field: r.field, value });
    }
    Ok(values)
}

fn written(kind: FieldKind, text: Option<String>, number: Option<i64>, date: Option<String>) -> String {
    match kind {
        FieldKind::Text => text,
        FieldKind::Number => number.map(|n| format_scaled(n, SCALE, true)),
        FieldKind::Date => date,
    }
    .unwrap_or_default()
}

/// Sets, replaces or (with none) removes the value of a field.
pub(crate) async fn set(
    conn: &mut SqliteConnection,
    id: Uuid,
    field: FieldId,
    parent: ParentRef,
    value: Option<&Value>,
) -> Result<()> {
    let (customer, contact) = parent.columns();
    let (text, number, date) = match value {
        None => {
            sqlx::query!(
                "DELETE FROM field_values WHERE field_id = ?1 AND (customer_id = ?2 OR contact_id = ?3)",
                field,
                customer,
                contact
            )
            .execute(conn)
            .await?;
            return Ok(());
        }
        Some(Value::Text(text)) => (Some(text), None, None),
        Some(Value::Number(number)) => (None, Some(number), None),
        Some(Value::Date(date)) => (None, None, Some(date)),
    };
    let updated = sqlx::query!(
        "UPDATE field_values SET text = ?4, number = ?5, on_date = ?6 WHERE field_id = ?1 AND (customer_id = ?2 OR contact_id = ?3)",
        field,
        customer,
        contact,
        text,
        number,
        date
    )
    .execute(&mut *conn)
    .await?;
    if updated.rows_affected() == 0 {
        sqlx::query!(
            "INSERT INTO field_values (id, field_id, customer_id, contact_id, text, number, on_date) VALUES (?, ?, ?, ?, ?, ?, ?)",
            id,
            field,
            customer,
            contact,
            text,
            number,
            date
        )
        .execute(conn)
        .await?;
    }
    Ok(())
}
