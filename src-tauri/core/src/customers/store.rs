//! SQL of customers.

use sqlx::SqliteConnection;
use uuid::Uuid;

use super::patch::Change;
use super::{Collaborator, CustomerKind, CustomerRecord, DuplicateHint, DuplicateReason, Level, Lifecycle, Op};
use crate::access::Seen;
use crate::clock::Instant;
use crate::db::many::insert_many;
use crate::error::Result;
use crate::id::{CustomerId, TagId, UserId};
use crate::methods::MethodKind;
use crate::people::UserRef;
use crate::relations::CustomerRef;
use crate::text::{normal::company_key, pinyin::sort_key};
use crate::tx::Tx;

/// Characters of a name.
pub(crate) const MAX_NAME: usize = 10_000;

/// A customer about to be stored.
pub(crate) struct NewCustomer<'a> {
    pub(crate) id: CustomerId,
    pub(crate) kind: CustomerKind,
    pub(crate) name: &'a str,
    pub(crate) short_name: Option<&'a str>,
    pub(crate) tax_code: Option<&'a str>,
    pub(crate) industry: Option<&'a str>,
    pub(crate) size: Option<i64>,
    pub(crate) level: Option<Level>,
    pub(crate) lifecycle: Lifecycle,
    pub(crate) source: Option<&'a str>,
    pub(crate) website: Option<&'a str>,
    pub(crate) note: Option<&'a str>,
    pub(crate) owner: Option<UserId>,
    pub(crate) next_contact_at: Option<Instant>,
}

pub(super) async fn insert(
    conn: &mut SqliteConnection,
    c: &NewCustomer<'_>,
    now: Instant,
    actor: UserId,
) -> Result<()> {
    let (sort, key) = (sort_key(c.name), company_key(c.name));
    sqlx::query!(
        "INSERT INTO customers (id, kind, name, name_sort, name_key, short_name, tax_code, industry, size, level, lifecycle, source, website, note,
           owner_id, owner_sort, owner_since, next_contact_at, created_at, created_by, updated_at, updated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,
           (SELECT name_sort FROM users WHERE id = ?15), ?17, ?16, ?17, ?18, ?17, ?18)",
        c.id,
        c.kind,
        c.name,
        sort,
        key,
        c.short_name,
        c.tax_code,
        c.industry,
        c.size,
        c.level,
        c.lifecycle,
        c.source,
        c.website,
        c.note,
        c.owner,
        c.next_contact_at,
        now,
        actor
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes the one customer the selection.
pub(super) async fn select_one(conn: &mut SqliteConnection, id: CustomerId) -> Result<()> {
    crate::views::select_none(&mut *conn).await?;
    sqlx::query("INSERT INTO temp.selected VALUES (?)").bind(id).execute(conn).await?;
    Ok(())
}

/// Makes everything of an owner the selection, whatever its state.
pub(super) async fn select_owned(conn: &mut SqliteConnection, owner: UserId) -> Result<u64> {
    crate::views::select_none(&mut *conn).await?;
    let sql = "INSERT INTO temp.selected SELECT id FROM customers WHERE owner_id = ?";
    Ok(sqlx::query(sql).bind(owner).execute(conn).await?.rows_affected())
}

pub(super) async fn collaborators(conn: &mut SqliteConnection, seen: Seen<CustomerId>) -> Result<Vec<Collaborator>> {
    let customer = seen.id();
    let rows = sqlx::query!(
        r#"SELECT u.id AS "id: UserId", u.name, s.may_edit AS "may_edit: bool"
           FROM collaborators s JOIN users u ON u.id = s.user_id WHERE s.customer_id = ? ORDER BY u.name_sort, u.rid"#,
        customer
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Collaborator { user: UserRef { id: r.id, name: r.name }, may_edit: r.may_edit })
        .collect())
}

pub(super) async fn set_collaborator(
    conn: &mut SqliteConnection,
    id: Uuid,
    customer: CustomerId,
    user: UserId,
    may_edit: bool,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO collaborators (id, customer_id, user_id, may_edit) VALUES (?, ?, ?, ?)
         ON CONFLICT (customer_id, user_id) DO UPDATE SET may_edit = excluded.may_edit",
        id,
        customer,
        user,
        may_edit
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn remove_collaborator(
    conn: &mut SqliteConnection,
    customer: CustomerId,
    user: UserId,
) -> Result<bool> {
    let done = sqlx::query!("DELETE FROM collaborators WHERE customer_id = ? AND user_id = ?", customer, user)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn end_collaborations(conn: &mut SqliteConnection, user: UserId) -> Result<()> {
    sqlx::query!("DELETE FROM collaborators WHERE user_id = ?", user).execute(conn).await?;
    Ok(())
}

pub(super) async fn selected(conn: &mut SqliteConnection) -> Result<Vec<CustomerId>> {
    Ok(sqlx::query_scalar("SELECT id FROM temp.selected").fetch_all(conn).await?)
}

macro_rules! set {
    ($($assignment:literal),+) => {
        sqlx::query(concat!("UPDATE customers SET ", $($assignment,)+ " WHERE id IN (SELECT id FROM temp.selected)"))
    };
}

/// Applies one change to the selected customers.
pub(super) async fn apply(conn: &mut SqliteConnection, change: &Change, now: Instant) -> Result<()> {
    let statement = match change {
        Change::Name(name) => set!("name = ?1").bind(name),
        Change::ShortName(text) => set!("short_name = ?1").bind(text),
        Change::Kind(kind) => set!("kind = ?1").bind(kind),
        Change::TaxCode(text) => set!("tax_code = ?1").bind(text),
        Change::Industry(text) => set!("industry = ?1").bind(text),
        Change::Size(size) => set!("size = ?1").bind(size),
        Change::Level(level) => set!("level = ?1").bind(level),
        Change::Lifecycle(lifecycle) => set!("lifecycle = ?1").bind(lifecycle),
        Change::Source(text) => set!("source = ?1").bind(text),
        Change::Website(text) => set!("website = ?1").bind(text),
        Change::Note(text) => set!("note = ?1").bind(text),
        Change::Owner(owner) => {
            set!("owner_since = CASE WHEN owner_id IS ?1 THEN owner_since ELSE ?2 END, owner_id = ?1")
                .bind(owner)
                .bind(now)
        }
        Change::LastContact(at) => set!("last_contact_at = ?1").bind(at),
        Change::NextContact(at) => set!("next_contact_at = ?1").bind(at),
        // Values of custom fields are rows of their own table.
        Change::Custom(..) => return Ok(()),
    };
    statement.execute(conn).await?;
    Ok(())
}

/// Hangs a tag on the selected customers that do not carry it.
pub(super) async fn tag_selected(tx: &mut Tx, tag: TagId) -> Result<()> {
    let bare: Vec<CustomerId> =
        sqlx::query_scalar("SELECT id FROM temp.selected s WHERE NOT EXISTS (SELECT 1 FROM taggings g WHERE g.customer_id = s.id AND g.tag_id = ?)")
            .bind(tag)
            .fetch_all(tx.conn())
            .await?;
    let rows: Vec<(Uuid, CustomerId)> = bare.into_iter().map(|customer| (tx.new_id(), customer)).collect();
    insert_many(
        tx.conn(),
        "INSERT INTO taggings (id, tag_id, customer_id) VALUES",
        3,
        &rows,
        |statement, (id, customer)| statement.bind(id).bind(tag).bind(customer),
    )
    .await
}

pub(super) async fn untag_selected(conn: &mut SqliteConnection, tag: TagId) -> Result<()> {
    sqlx::query("DELETE FROM taggings WHERE tag_id = ? AND customer_id IN (SELECT id FROM temp.selected)")
        .bind(tag)
        .execute(conn)
        .await?;
    Ok(())
}

/// Archives, deletes or brings back; gives how many changed.
pub(super) async fn mark_selected(conn: &mut SqliteConnection, verb: Op, now: Instant) -> Result<u64> {
    let statement = match verb {
        Op::Archive => set!("archived_at = coalesce(archived_at, ?1)").bind(now),
        Op::Unarchive => set!("archived_at = NULL"),
        Op::Delete => set!("deleted_at = coalesce(deleted_at, ?1)").bind(now),
        Op::Restore => set!("deleted_at = NULL"),
        Op::Create | Op::Update | Op::BulkEdit | Op::Transfer | Op::HandOver | Op::Collaborate | Op::Purge => {
            return Ok(0);
        }
    };
    Ok(statement.execute(conn).await?.rows_affected())
}

/// Narrows the selection to customers in the trash; gives how many there are.
pub(super) async fn keep_deleted_selected(conn: &mut SqliteConnection) -> Result<u64> {
    sqlx::query("DELETE FROM temp.selected WHERE id NOT IN (SELECT id FROM customers WHERE deleted_at IS NOT NULL)")
        .execute(&mut *conn)
        .await?;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM temp.selected").fetch_one(conn).await?;
    Ok(u64::try_from(left).unwrap_or(0))
}

/// Removes the selected customers and all that belongs to them. Contacts are their own records and stay.
pub(super) async fn purge_selected(conn: &mut SqliteConnection) -> Result<()> {
    for statement in [
        "DELETE FROM collaborators WHERE customer_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM purchases WHERE customer_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM attachments WHERE customer_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM field_values WHERE customer_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM relations WHERE from_id IN (SELECT id FROM temp.selected) OR to_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM taggings WHERE customer_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM consents WHERE customer_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM preferences WHERE customer_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM addresses WHERE customer_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM contact_methods WHERE customer_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM customer_contacts WHERE customer_id IN (SELECT id FROM temp.selected)",
        "DELETE FROM customers WHERE id IN (SELECT id FROM temp.selected)",
    ] {
        sqlx::query(statement).execute(&mut *conn).await?;
    }
    Ok(())
}

pub(super) async fn record(conn: &mut SqliteConnection, seen: Seen<CustomerId>) -> Result<Option<CustomerRecord>> {
    let id = seen.id();
    let row = sqlx::query!(
        r#"SELECT c.id AS "id: CustomerId", c.kind AS "kind: CustomerKind", c.name, c.short_name, c.tax_code, c.industry, c.size, c.level AS "level: Level",
                  c.lifecycle AS "lifecycle: Lifecycle", c.source, c.website, c.note, c.owner_id AS "owner_id: UserId", o.name AS "owner_name?",
                  c.owner_since AS "owner_since: Instant", c.region, c.last_contact_at AS "last_contact_at: Instant",
                  c.next_contact_at AS "next_contact_at: Instant", c.archived_at AS "archived_at: Instant", c.deleted_at AS "deleted_at: Instant",
                  c.created_at AS "created_at: Instant", c.created_by AS "created_by: UserId", m.name AS "made_by?",
                  c.updated_at AS "updated_at: Instant", c.updated_by AS "updated_by: UserId", e.name AS "edited_by?"
           FROM customers c LEFT JOIN users o ON o.id = c.owner_id LEFT JOIN users m ON m.id = c.created_by LEFT JOIN users e ON e.id = c.updated_by
           WHERE c.id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|r| CustomerRecord {
        id: r.id,
        kind: r.kind,
        name: r.name,
        short_name: r.short_name,
        tax_code: r.tax_code,
        industry: r.industry,
        size: r.size,
        level: r.level,
        lifecycle: r.lifecycle,
        source: r.source,
        website: r.website,
        note: r.note,
        owner: UserRef::maybe(r.owner_id, r.owner_name),
        owner_since: r.owner_since,
        region: r.region,
        last_contact_at: r.last_contact_at,
        next_contact_at: r.next_contact_at,
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
        contacts: Vec::new(),
        relations: Vec::new(),
        fields: Vec::new(),
        attachments: Vec::new(),
    }))
}

pub(super) async fn with_tax_code(conn: &mut SqliteConnection, code: &str) -> Result<Vec<DuplicateHint>> {
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id: CustomerId", c.name, u.name AS "owner?", c.tax_code AS "value!" FROM customers c LEFT JOIN users u ON u.id = c.owner_id
           WHERE c.tax_code = ? AND c.deleted_at IS NULL LIMIT 5"#,
        code
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| hint(r.id, r.name, r.owner, DuplicateReason::TaxCode, r.value)).collect())
}

pub(super) async fn with_name_key(conn: &mut SqliteConnection, key: &str) -> Result<Vec<DuplicateHint>> {
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id: CustomerId", c.name, u.name AS "owner?" FROM customers c LEFT JOIN users u ON u.id = c.owner_id
           WHERE c.name_key = ? AND c.deleted_at IS NULL LIMIT 5"#,
        key
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| hint(r.id, r.name.clone(), r.owner, DuplicateReason::Name, r.name)).collect())
}

/// Customers that are reached this way, or one of whose people is.
pub(super) async fn with_method(conn: &mut SqliteConnection, norm: &str) -> Result<Vec<DuplicateHint>> {
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id: CustomerId", c.name, u.name AS "owner?", m.kind AS "kind: MethodKind", m.raw
           FROM contact_methods m
           LEFT JOIN customer_contacts l ON l.contact_id = m.contact_id
           JOIN customers c ON c.id = coalesce(m.customer_id, l.customer_id)
           LEFT JOIN users u ON u.id = c.owner_id
           WHERE m.norm = ? AND c.deleted_at IS NULL LIMIT 5"#,
        norm
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| {
            let on = match r.kind {
                MethodKind::Mobile | MethodKind::Phone | MethodKind::Fax | MethodKind::Whatsapp => {
                    DuplicateReason::Phone
                }
                MethodKind::Email => DuplicateReason::Email,
                MethodKind::Wechat | MethodKind::Qq | MethodKind::Website | MethodKind::Other => DuplicateReason::Other,
            };
            hint(r.id, r.name, r.owner, on, r.raw)
        })
        .collect())
}

fn hint(
    id: CustomerId,
    name: String,
    owner_name: Option<String>,
    matched_on: DuplicateReason,
    value: String,
) -> DuplicateHint {
    DuplicateHint { customer: Some(CustomerRef { id, name }), owner_name, matched_on, value }
}
