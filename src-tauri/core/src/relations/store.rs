//! SQL of relations.

use sqlx::SqliteConnection;

use super::{CustomerRef, Relation, RelationKind};
use crate::access::Seen;
use crate::error::Result;
use crate::id::{CustomerId, RelationId};

/// False when the two are already related so.
pub(super) async fn insert(
    conn: &mut SqliteConnection,
    id: RelationId,
    kind: &str,
    from: CustomerId,
    to: CustomerId,
) -> Result<bool> {
    let done = sqlx::query!(
        "INSERT OR IGNORE INTO relations (id, kind, from_id, to_id) VALUES (?, ?, ?, ?)",
        id,
        kind,
        from,
        to
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn remove(conn: &mut SqliteConnection, id: RelationId) -> Result<()> {
    sqlx::query!("DELETE FROM relations WHERE id = ?", id).execute(conn).await?;
    Ok(())
}

/// The two customers of a relation.
pub(super) async fn ends(conn: &mut SqliteConnection, id: RelationId) -> Result<Option<(CustomerId, CustomerId)>> {
    let row = sqlx::query!(
        r#"SELECT from_id AS "from: CustomerId", to_id AS "to: CustomerId" FROM relations WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|r| (r.from, r.to)))
}

/// `above` is a parent of `below`, at any depth.
pub(super) async fn is_above(conn: &mut SqliteConnection, above: CustomerId, below: CustomerId) -> Result<bool> {
    let found: i64 = sqlx::query_scalar(
        "WITH RECURSIVE up(id) AS (SELECT ?2 UNION SELECT r.from_id FROM relations r JOIN up ON r.to_id = up.id WHERE r.kind = 'parent')
         SELECT count(*) FROM up WHERE id = ?1",
    )
    .bind(above)
    .bind(below)
    .fetch_one(conn)
    .await?;
    Ok(found > 0)
}

/// All of them: the caller keeps those whose other side the reader sees.
pub(crate) async fn of(conn: &mut SqliteConnection, seen: Seen<CustomerId>) -> Result<Vec<Relation>> {
    let customer = seen.id();
    let rows = sqlx::query!(
        r#"SELECT r.id AS "id: RelationId", r.kind, r.from_id = ?1 AS "first!: bool", c.id AS "other: CustomerId", c.name
           FROM relations r JOIN customers c ON c.id = CASE WHEN r.from_id = ?1 THEN r.to_id ELSE r.from_id END
           WHERE (r.from_id = ?1 OR r.to_id = ?1) AND c.deleted_at IS NULL ORDER BY c.name_sort, r.id"#,
        customer
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Relation {
            id: r.id,
            kind: RelationKind::seen(&r.kind, r.first),
            customer: CustomerRef { id: r.other, name: r.name },
        })
        .collect())
}
