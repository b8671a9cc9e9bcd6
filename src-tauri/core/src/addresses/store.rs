//! SQL of addresses.

use sqlx::SqliteConnection;

use super::{Address, Parsed};
use crate::access::Seen;
use crate::error::Result;
use crate::id::{AddressId, ContactId, CustomerId};
use crate::parent::ParentRef;

pub(crate) async fn append(
    conn: &mut SqliteConnection,
    id: AddressId,
    parent: ParentRef,
    address: &Parsed,
) -> Result<()> {
    let (customer, contact) = parent.columns();
    sqlx::query!(
        "INSERT INTO addresses (id, customer_id, contact_id, label, country, division, province, city, district, street, postcode, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
           (SELECT coalesce(max(position) + 1, 0) FROM addresses WHERE customer_id = ?2 OR contact_id = ?3))",
        id,
        customer,
        contact,
        address.label,
        address.country,
        address.division,
        address.province,
        address.city,
        address.district,
        address.street,
        address.postcode
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn update(conn: &mut SqliteConnection, id: AddressId, address: &Parsed) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE addresses SET label = ?2, country = ?3, division = ?4, province = ?5, city = ?6, district = ?7, street = ?8, postcode = ?9 WHERE id = ?1",
        id,
        address.label,
        address.country,
        address.division,
        address.province,
        address.city,
        address.district,
        address.street,
        address.postcode
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn remove(conn: &mut SqliteConnection, id: AddressId) -> Result<bool> {
    Ok(sqlx::query!("DELETE FROM addresses WHERE id = ?", id).execute(conn).await?.rows_affected() == 1)
}

pub(crate) async fn of(conn: &mut SqliteConnection, seen: Seen<ParentRef>) -> Result<Vec<Address>> {
    let (customer, contact) = seen.columns();
    Ok(sqlx::query_as!(
        Address,
        r#"SELECT id AS "id: AddressId", label, country, division, province, city, district, street, postcode, position
           FROM addresses WHERE customer_id = ?1 OR contact_id = ?2 ORDER BY position, id"#,
        customer,
        contact
    )
    .fetch_all(conn)
    .await?)
}

/// What it hangs on.
pub(super) async fn parent_of(conn: &mut SqliteConnection, id: AddressId) -> Result<Option<ParentRef>> {
    let row = sqlx::query!(
        r#"SELECT customer_id AS "customer: CustomerId", contact_id AS "contact: ContactId" FROM addresses WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(|r| ParentRef::of_columns(r.customer, r.contact)))
}
