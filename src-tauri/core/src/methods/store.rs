//! SQL of contact methods.

use sqlx::SqliteConnection;

use super::{ContactMethod, MethodKind, Parsed};
use crate::access::Seen;
use crate::error::Result;
use crate::id::{ContactId, CustomerId, MethodId};
use crate::parent::ParentRef;
use crate::text::phone;

pub(crate) async fn append(
    conn: &mut SqliteConnection,
    id: MethodId,
    parent: ParentRef,
    method: &Parsed,
) -> Result<()> {
    let (customer, contact) = parent.columns();
    sqlx::query!(
        "INSERT INTO contact_methods (id, customer_id, contact_id, kind, label, raw, norm, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
           (SELECT coalesce(max(position) + 1, 0) FROM contact_methods WHERE customer_id = ?2 OR contact_id = ?3))",
        id,
        customer,
        contact,
        method.kind,
        method.label,
        method.raw,
        method.norm
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn update(conn: &mut SqliteConnection, id: MethodId, method: &Parsed) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE contact_methods SET kind = ?2, label = ?3, raw = ?4, norm = ?5 WHERE id = ?1",
        id,
        method.kind,
        method.label,
        method.raw,
        method.norm
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn remove(conn: &mut SqliteConnection, id: MethodId) -> Result<bool> {
    Ok(sqlx::query!("DELETE FROM contact_methods WHERE id = ?", id).execute(conn).await?.rows_affected() == 1)
}

pub(crate) async fn of(conn: &mut SqliteConnection, seen: Seen<ParentRef>) -> Result<Vec<ContactMethod>> {
    let (customer, contact) = seen.columns();
    let rows = sqlx::query!(
        r#"SELECT id AS "id: MethodId", kind AS "kind: MethodKind", label, raw, norm, position
           FROM contact_methods WHERE customer_id = ?1 OR contact_id = ?2 ORDER BY position, id"#,
        customer,
        contact
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| ContactMethod {
            display: display(r.kind, &r.raw, &r.norm),
            id: r.id,
            kind: r.kind,
            label: r.label,
            raw: r.raw,
            norm: r.norm,
            position: r.position,
        })
        .collect())
}

/// A phone in its national form, anything else as written.
pub(crate) fn display(kind: MethodKind, raw: &str, norm: &str) -> String {
    match kind {
        MethodKind::Mobile | MethodKind::Phone | MethodKind::Fax | MethodKind::Whatsapp if norm.starts_with('+') => {
            phone::normalise(norm, "CN").map_or_else(|| raw.to_owned(), |p| p.national)
        }
        _ => raw.to_owned(),
    }
}

/// What it hangs on.
pub(super) async fn parent_of(conn: &mut SqliteConnection, id: MethodId) -> Result<Option<ParentRef>> {
    let row = sqlx::query!(
        r#"SELECT customer_id AS "customer: CustomerId", contact_id AS "contact: ContactId" FROM contact_methods WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(|r| ParentRef::of_columns(r.customer, r.contact)))
}

pub(super) async fn kind_of(conn: &mut SqliteConnection, id: MethodId) -> Result<Option<MethodKind>> {
    Ok(sqlx::query_scalar!(r#"SELECT kind AS "kind: MethodKind" FROM contact_methods WHERE id = ?"#, id)
        .fetch_optional(conn)
        .await?)
}
