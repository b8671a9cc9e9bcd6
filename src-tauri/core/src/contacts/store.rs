//! SQL of contacts.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::link::Link;
use super::{ContactRecord, Gender, LinkedContact, LinkedCustomer, Op};
use crate::access::Seen;
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{ContactId, CustomerId, LinkId, UserId};
use crate::people::UserRef;
use crate::text::pinyin::sort_key;

/// Characters of a name.
pub(crate) const MAX_NAME: usize = 10_000;

/// A contact's own columns.
pub(crate) struct NewContact {
    pub(crate) name: String,
    pub(crate) family_name: Option<String>,
    pub(crate) given_name: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) department: Option<String>,
    pub(crate) gender: Option<Gender>,
    pub(crate) birthday_on: Option<NaiveDate>,
    pub(crate) do_not_contact: bool,
    pub(crate) note: Option<String>,
}

pub(super) async fn insert(
    conn: &mut SqliteConnection,
    id: ContactId,
    c: &NewContact,
    now: Instant,
    actor: UserId,
) -> Result<()> {
    let sort = sort_key(&c.name);
    sqlx::query!(
        "INSERT INTO contacts (id, name, name_sort, family_name, given_name, title, department, gender, birthday_on, do_not_contact, note,
           created_at, created_by, updated_at, updated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?12, ?13)",
        id,
        c.name,
        sort,
        c.family_name,
        c.given_name,
        c.title,
        c.department,
        c.gender,
        c.birthday_on,
        c.do_not_contact,
        c.note,
        now,
        actor
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn columns(conn: &mut SqliteConnection, id: ContactId) -> Result<Option<NewContact>> {
    Ok(sqlx::query_as!(
        NewContact,
        r#"SELECT name, family_name, given_name, title, department, gender AS "gender: Gender", birthday_on AS "birthday_on: NaiveDate",
                  do_not_contact AS "do_not_contact: bool", note
           FROM contacts WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?)
}

pub(super) async fn update(conn: &mut SqliteConnection, id: ContactId, c: &NewContact) -> Result<()> {
    sqlx::query!(
        "UPDATE contacts SET name = ?2, family_name = ?3, given_name = ?4, title = ?5, department = ?6, gender = ?7, birthday_on = ?8,
           do_not_contact = ?9, note = ?10 WHERE id = ?1",
        id,
        c.name,
        c.family_name,
        c.given_name,
        c.title,
        c.department,
        c.gender,
        c.birthday_on,
        c.do_not_contact,
        c.note
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn exists(conn: &mut SqliteConnection, id: ContactId) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"SELECT EXISTS (SELECT 1 FROM contacts WHERE id = ?) AS "found!: bool""#, id)
        .fetch_one(conn)
        .await?)
}

pub(super) async fn link(
    conn: &mut SqliteConnection,
    id: LinkId,
    customer: CustomerId,
    contact: ContactId,
    link: &Link,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO customer_contacts (id, customer_id, contact_id, role, is_primary, from_on, to_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
        id,
        customer,
        contact,
        link.role,
        link.is_primary,
        link.from_on,
        link.to_on
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn relink(conn: &mut SqliteConnection, id: LinkId, link: &Link) -> Result<()> {
    sqlx::query!(
        "UPDATE customer_contacts SET role = ?2, is_primary = ?3, from_on = ?4, to_on = ?5 WHERE id = ?1",
        id,
        link.role,
        link.is_primary,
        link.from_on,
        link.to_on
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn customer_of(conn: &mut SqliteConnection, id: LinkId) -> Result<Option<CustomerId>> {
    Ok(sqlx::query_scalar!(r#"SELECT customer_id AS "id: CustomerId" FROM customer_contacts WHERE id = ?"#, id)
        .fetch_optional(conn)
        .await?)
}

/// A customer has one main contact.
pub(super) async fn no_primary(conn: &mut SqliteConnection, customer: CustomerId) -> Result<()> {
    sqlx::query!("UPDATE customer_contacts SET is_primary = 0 WHERE customer_id = ? AND is_primary = 1", customer)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn unlink(conn: &mut SqliteConnection, id: LinkId) -> Result<()> {
    sqlx::query!("DELETE FROM customer_contacts WHERE id = ?", id).execute(conn).await?;
    Ok(())
}

/// Archives, deletes or brings back; gives how many changed.
pub(super) async fn mark_selected(conn: &mut SqliteConnection, verb: Op, now: Instant) -> Result<u64> {
    macro_rules! set {
        ($what:literal) => {
            sqlx::query(concat!("UPDATE contacts SET ", $what, " WHERE id IN (SELECT id FROM temp.selected)"))
        };
    }
    let statement = match verb {
        Op::Archive => set!("archived_at = coalesce(archived_at, ?1)").bind(now),
        Op::Unarchive => set!("archived_at = NULL"),
        Op::Delete => set!("deleted_at = coalesce(deleted_at, ?1)").bind(now),
        Op::Restore => set!("deleted_at = NULL"),
        Op::Create | Op::Update | Op::Purge | Op::Link | Op::Relink | Op::Unlink => return Ok(0),
    };
    Ok(statement.execute(conn).await?.rows_affected())
}

/// Narrows the selection to contacts in the trash; gives how many there are.
pub(super) async fn keep_deleted_selected(conn: &mut SqliteConnection) -> Result<u64> {
    sqlx::query("DELETE FROM temp.selected WHERE id NOT IN (SELECT id FROM contacts WHERE deleted_at IS NOT NULL)")
        .execute(&mut *conn)
        .await?;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM temp.selected").fetch_one(conn).await?;
    Ok(u64::try_from(left).unwrap_or(0))
}

pub(super) async fn purge_selected(conn: &mut SqliteConnection) -> Result<()> {
    for statement in [
        "DELETE FROM attachments WHERE contact_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM field_values WHERE contact_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM taggings WHERE contact_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM consents WHERE contact_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM preferences WHERE contact_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM addresses WHERE contact_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM contact_methods WHERE contact_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM customer_contacts WHERE contact_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM contacts WHERE id IN (SELECT id FROM temp.selected)",
    ] {
        sqlx::query(statement).execute(&mut *conn).await?;
    }
    Ok(())
}

pub(super) async fn record(conn: &mut SqliteConnection, seen: Seen<ContactId>) -> Result<Option<ContactRecord>> {
    let id = seen.id();
    let row = sqlx::query!(
        r#"SELECT c.id AS "id: ContactId", c.name, c.family_name, c.given_name, c.title, c.department, c.gender AS "gender: Gender", c.birthday_on,
                  c.do_not_contact AS "do_not_contact: bool", c.note, c.archived_at AS "archived_at: Instant", c.deleted_at AS "deleted_at: Instant",
                  c.created_at AS "created_at: Instant", c.created_by AS "created_by: UserId", m.name AS "made_by?",
                  c.updated_at AS "updated_at: Instant", c.updated_by AS "updated_by: UserId", e.name AS "edited_by?"
           FROM contacts c LEFT JOIN users m ON m.id = c.created_by LEFT JOIN users e ON e.id = c.updated_by WHERE c.id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|r| ContactRecord {
        id: r.id,
        name: r.name,
        family_name: r.family_name,
        given_name: r.given_name,
        title: r.title,
        department: r.department,
        gender: r.gender,
        birthday_on: r.birthday_on,
        do_not_contact: r.do_not_contact,
        note: r.note,
        archived_at: r.archived_at,
        deleted_at: r.deleted_at,
        created_at: r.created_at,
        created_by: UserRef::maybe(Some(r.created_by), r.made_by),
        updated_at: r.updated_at,
        updated_by: UserRef::maybe(Some(r.updated_by), r.edited_by),
        methods: Vec::new(),
        addresses: Vec::new(),
        preferences: Vec::new(),
        tags: Vec::new(),
        customers: Vec::new(),
        fields: Vec::new(),
        attachments: Vec::new(),
    }))
}

/// Whoever sees a customer sees its people.
pub(crate) async fn of_customer(conn: &mut SqliteConnection, seen: Seen<CustomerId>) -> Result<Vec<LinkedContact>> {
    let customer = seen.id();
    Ok(sqlx::query_as!(
        LinkedContact,
        r#"SELECT l.id AS "link_id: LinkId", c.id AS "contact_id: ContactId", c.name, c.title, l.role, l.is_primary AS "is_primary: bool", l.from_on, l.to_on,
                  (SELECT raw FROM contact_methods m WHERE m.contact_id = c.id AND m.kind IN ('mobile', 'phone') ORDER BY m.position LIMIT 1) AS "phone?: String",
                  (SELECT raw FROM contact_methods m WHERE m.contact_id = c.id AND m.kind = 'email' ORDER BY m.position LIMIT 1) AS "email?: String"
           FROM customer_contacts l JOIN contacts c ON c.id = l.contact_id
           WHERE l.customer_id = ? AND c.deleted_at IS NULL ORDER BY l.is_primary DESC, l.to_on IS NOT NULL, c.name_sort LIMIT 500"#,
        customer
    )
    .fetch_all(conn)
    .await?)
}

/// All of them: the caller keeps those the reader sees.
pub(super) async fn customers_of(conn: &mut SqliteConnection, seen: Seen<ContactId>) -> Result<Vec<LinkedCustomer>> {
    let contact = seen.id();
    Ok(sqlx::query_as!(
        LinkedCustomer,
        r#"SELECT l.id AS "link_id: LinkId", c.id AS "customer_id: CustomerId", c.name, l.role, l.is_primary AS "is_primary: bool", l.from_on, l.to_on
           FROM customer_contacts l JOIN customers c ON c.id = l.customer_id
           WHERE l.contact_id = ? AND c.deleted_at IS NULL ORDER BY l.to_on IS NOT NULL, c.name_sort LIMIT 500"#,
        contact
    )
    .fetch_all(conn)
    .await?)
}
