//! SQL of the change log.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;
use uuid::Uuid;

use super::history::{Party, packed_text, value};
use super::packed::Value;
use super::readback::ReadBack;
use super::tables::{TOUCHABLE, Table};
use super::undo::Step;
use crate::access::Seen;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::{CustomerId, DeviceId, RecordId, UserId};
use crate::people::UserRef;

/// The kind of an entry that is a note.
pub(crate) const NOTE: &str = "a";

/// The header of a transaction that begins.
#[derive(Debug)]
pub(crate) struct NewTx<'a> {
    pub(crate) id: Uuid,
    pub(crate) op: &'a str,
    pub(crate) actor: UserId,
    pub(crate) device: DeviceId,
    pub(crate) hlc: i64,
    pub(crate) at: Instant,
    pub(crate) undoes: Option<i64>,
}

/// Writes the header; gives its number and the number its first entry will have.
pub(crate) async fn open_tx(conn: &mut SqliteConnection, tx: &NewTx<'_>) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"INSERT INTO change_tx (id, op, actor, device, hlc, at, undoes, first_entry)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT coalesce(max(seq), 0) + 1 FROM change))
           RETURNING seq AS "seq!", first_entry AS "first_entry!""#,
        tx.id,
        tx.op,
        tx.actor,
        tx.device,
        tx.hlc,
        tx.at,
        tx.undoes
    )
    .fetch_one(conn)
    .await?;
    Ok((row.seq, row.first_entry))
}

pub(crate) async fn close_tx(
    conn: &mut SqliteConnection,
    seq: i64,
    targets: usize,
    last_entry: i64,
    hash: &[u8],
) -> Result<()> {
    let targets = i64::try_from(targets).unwrap_or(i64::MAX);
    sqlx::query!(
        "UPDATE change_tx SET targets = ?, last_entry = ?, hash = ? WHERE seq = ?",
        targets,
        last_entry,
        hash,
        seq
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes a note: an entry that is about a record and no row of a table.
pub(crate) async fn note(conn: &mut SqliteConnection, tx: i64, id: Uuid, root: Uuid, text: &str) -> Result<()> {
    sqlx::query!(
        "INSERT INTO change (tx, tbl, row_id, root, kind, old, nonce) VALUES (?, 'audit', ?, ?, 'a', ?, randomblob(16))",
        tx,
        id,
        root,
        text
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Hashes and sums up the entries from `first` on, in order: that of the row numbers.
pub(crate) async fn read_back(conn: &mut SqliteConnection, first: i64, prefix: &[u8]) -> Result<ReadBack> {
    let sql = "SELECT kehu_read_back(?, tbl, row_id, root, kind, col, typeof(old), CAST(old AS BLOB), nonce)
               FROM change NOT INDEXED WHERE seq >= ?";
    let answer: Vec<u8> = sqlx::query_scalar(sql).bind(prefix).bind(first).fetch_one(conn).await?;
    serde_json::from_slice(&answer).map_err(|_| Error::Damaged)
}

/// Says of changed records when and by whom.
#[expect(clippy::disallowed_types, reason = "the tables are a constant, the ids are bound")]
pub(crate) async fn touch(conn: &mut SqliteConnection, roots: &[Uuid], now: Instant, actor: UserId) -> Result<()> {
    for table in TOUCHABLE {
        for chunk in roots.chunks(500) {
            let mut sql = sqlx::QueryBuilder::<sqlx::Sqlite>::new(format!("UPDATE {table} SET updated_at = "));
            sql.push_bind(now).push(", updated_by = ").push_bind(actor).push(" WHERE id IN (");
            let mut ids = sql.separated(", ");
            for id in chunk {
                ids.push_bind(*id);
            }
            sql.push(")").build().execute(&mut *conn).await?;
        }
    }
    Ok(())
}

/// The newest transactions of a person on a device, newest first.
pub(crate) async fn newest(
    conn: &mut SqliteConnection,
    actor: UserId,
    device: DeviceId,
    limit: i64,
) -> Result<Vec<Step>> {
    Ok(sqlx::query_as!(
        Step,
        r#"SELECT seq AS "seq!", op, targets, at AS "at: Instant", undoes, first_entry, last_entry AS "last_entry!"
           FROM change_tx WHERE hash IS NOT NULL AND actor = ? AND device = ? ORDER BY seq DESC LIMIT ?"#,
        actor,
        device,
        limit
    )
    .fetch_all(conn)
    .await?)
}

/// One transaction.
pub(crate) async fn step(conn: &mut SqliteConnection, seq: i64) -> Result<Step> {
    Ok(sqlx::query_as!(
        Step,
        r#"SELECT seq AS "seq!", op, targets, at AS "at: Instant", undoes, first_entry, last_entry AS "last_entry!"
           FROM change_tx WHERE seq = ?"#,
        seq
    )
    .fetch_one(conn)
    .await?)
}

/// One entry of a record's history.
#[derive(Debug)]
pub(crate) struct HistoryRow {
    pub(crate) seq: i64,
    pub(crate) tx: i64,
    pub(crate) at: Instant,
    pub(crate) actor: UserId,
    pub(crate) actor_name: Option<String>,
    pub(crate) op: String,
    pub(crate) tbl: String,
    pub(crate) row_id: Uuid,
    pub(crate) root: RecordId,
    pub(crate) kind: String,
    pub(crate) col: Option<String>,
    pub(crate) old_type: String,
    pub(crate) old: Option<Vec<u8>>,
}

impl HistoryRow {
    /// The customer of a link that is met in the history of its contact.
    pub(super) fn customer_of_link(&self, root: RecordId) -> Option<CustomerId> {
        (self.tbl == "customer_contacts" && self.root != root).then(|| Uuid::from(self.root).into())
    }
}

/// Entries of the record and of what belongs to it, newest first. Indexes are merged: most entries are the record's own.
/// Links belong to their customer; a contact sees those that name it, and those that named it.
pub(crate) async fn history(
    conn: &mut SqliteConnection,
    root: RecordId,
    before: i64,
    limit: i64,
) -> Result<Vec<HistoryRow>> {
    Ok(sqlx::query_as!(
        HistoryRow,
        r#"SELECT c.seq AS "seq!: i64", c.tx AS "tx!: i64", t.at AS "at!: Instant", t.actor AS "actor!: UserId", u.name AS "actor_name?", t.op AS "op!",
                  c.tbl AS "tbl!", c.row_id AS "row_id!: Uuid", c.root AS "root!: RecordId", c.kind AS "kind!", c.col, typeof(c.old) AS "old_type!: String", CAST(c.old AS BLOB) AS "old: Vec<u8>"
           FROM (SELECT * FROM (SELECT seq, tx, tbl, row_id, root, kind, col, old FROM change WHERE row_id = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3)
                 UNION
                 SELECT * FROM (SELECT seq, tx, tbl, row_id, root, kind, col, old FROM change WHERE root = ?1 AND root <> row_id AND kind <> 'a' AND seq < ?2 ORDER BY seq DESC LIMIT ?3)
                 UNION
                 SELECT * FROM (SELECT seq, tx, tbl, row_id, root, kind, col, old FROM change WHERE seq < ?2 AND row_id IN (
                    SELECT id FROM customer_contacts WHERE contact_id = ?1
                    UNION SELECT row_id FROM change INDEXED BY change_parted WHERE tbl = 'customer_contacts' AND kind = 'd' AND instr(old, hex(?1)) > 0)
                    ORDER BY seq DESC LIMIT ?3)
                 ORDER BY seq DESC LIMIT ?3) c
           JOIN change_tx t ON t.seq = c.tx LEFT JOIN users u ON u.id = t.actor
           ORDER BY c.seq DESC"#,
        root,
        before,
        limit
    )
    .fetch_all(conn)
    .await?)
}

/// The column that tells what a row is about.
pub(crate) fn telling_column(table: &str) -> &'static str {
    match table {
        "contact_methods" => "raw",
        "addresses" => "street",
        "preferences" => "value",
        "consents" => "channel",
        "retention_rules" => "condition",
        "taggings" => "tag_id",
        "relations" => "to_id",
        "field_values" => "text",
        "attachments" => "file_name",
        "purchases" => "bought_on",
        "field_defs" => "label_en",
        _ => "name",
    }
}

/// What a row that still exists says; references are followed to a name.
pub(crate) async fn says(conn: &mut SqliteConnection, table: &str, row: Uuid) -> Result<Option<String>> {
    let sql = match table {
        "taggings" => "SELECT (SELECT name FROM tags WHERE id = tag_id) FROM taggings WHERE id = ?".to_owned(),
        "relations" => "SELECT (SELECT name FROM customers WHERE id = to_id) FROM relations WHERE id = ?".to_owned(),
        "addresses" => "SELECT trim(coalesce(province, '') || coalesce(city, '') || coalesce(district, '') || coalesce(street, '')) FROM addresses WHERE id = ?".to_owned(),
        "field_values" => "SELECT coalesce(text, on_date, CAST(number / 10000.0 AS TEXT)) FROM field_values WHERE id = ?".to_owned(),
        known => match Table::named(known) {
            Some(table) => format!("SELECT {} FROM {} WHERE id = ?", telling_column(known), table.name),
            None => return Ok(None),
        },
    };
    Ok(sqlx::query_scalar::<_, Option<String>>(sqlx::AssertSqlSafe(sql))
        .bind(row)
        .fetch_optional(conn)
        .await?
        .flatten())
}

/// The name at one end of a link that still exists.
pub(super) async fn party_of(conn: &mut SqliteConnection, party: Party, link: Uuid) -> Result<Option<String>> {
    let sql = match party {
        Party::Customer => {
            "SELECT c.name FROM customer_contacts l JOIN customers c ON c.id = l.customer_id WHERE l.id = ?"
        }
        Party::Contact => {
            "SELECT c.name FROM customer_contacts l JOIN contacts c ON c.id = l.contact_id WHERE l.id = ?"
        }
    };
    Ok(sqlx::query_scalar(sql).bind(link).fetch_optional(conn).await?)
}

/// The customer a relation that still exists leads to.
pub(super) async fn related(conn: &mut SqliteConnection, relation: Uuid) -> Result<Option<CustomerId>> {
    let sql = "SELECT to_id FROM relations WHERE id = ?";
    Ok(sqlx::query_scalar(sql).bind(relation).fetch_optional(conn).await?)
}

/// The name of a customer or a contact.
pub(super) async fn name_of(conn: &mut SqliteConnection, party: Party, id: Uuid) -> Result<Option<String>> {
    let sql = match party {
        Party::Customer => "SELECT name FROM customers WHERE id = ?",
        Party::Contact => "SELECT name FROM contacts WHERE id = ?",
    };
    Ok(sqlx::query_scalar(sql).bind(id).fetch_optional(conn).await?)
}

/// The value an update wrote: what the next entry of the column found, what stands there now, or what stood there when
/// the row was removed.
pub(crate) async fn value_after(conn: &mut SqliteConnection, row: &HistoryRow) -> Result<Option<String>> {
    let Some(col) = &row.col else { return Ok(None) };
    let next = sqlx::query!(
        r#"SELECT typeof(old) AS "kind!: String", CAST(old AS BLOB) AS "old: Vec<u8>" FROM change WHERE row_id = ? AND col = ? AND seq > ? ORDER BY seq LIMIT 1"#,
        row.row_id,
        col,
        row.seq
    )
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(next) = next {
        return Ok(value(&next.kind, next.old.as_deref()).display());
    }
    let Some(table) = Table::named(&row.tbl) else { return Ok(None) };
    let sql = format!("SELECT typeof({col}), CAST({col} AS BLOB) FROM {} WHERE id = ?", table.name);
    let now: Option<(String, Option<Vec<u8>>)> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(row.row_id).fetch_optional(&mut *conn).await?;
    if let Some((kind, bytes)) = now {
        return Ok(value(&kind, bytes.as_deref()).display());
    }
    match removed_row(conn, row).await? {
        Some(packed) => packed_text(conn, &row.tbl, col, &packed).await,
        None => Ok(None),
    }
}

/// The values of the row of an entry when it was removed, packed; `None` while it is there.
pub(super) async fn removed_row(conn: &mut SqliteConnection, row: &HistoryRow) -> Result<Option<String>> {
    let sql = "SELECT CAST(old AS TEXT) FROM change WHERE row_id = ? AND kind = 'd' AND seq > ? ORDER BY seq LIMIT 1";
    Ok(sqlx::query_scalar(sql).bind(row.row_id).bind(row.seq).fetch_optional(conn).await?)
}

/// One recorded value.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) root: Uuid,
    pub(crate) tbl: String,
    pub(crate) col: String,
    pub(crate) old_type: String,
    pub(crate) old: Option<Vec<u8>>,
}

/// What `field` of `row` was before the transaction `tx`.
pub(crate) async fn entry_of(
    conn: &mut SqliteConnection,
    tx: i64,
    row: RecordId,
    field: &str,
) -> Result<Option<Recorded>> {
    Ok(sqlx::query_as!(
        Recorded,
        r#"SELECT root AS "root!: Uuid", tbl AS "tbl!", col AS "col!", typeof(old) AS "old_type!: String", CAST(old AS BLOB) AS "old: Vec<u8>"
           FROM change WHERE row_id = ? AND tx = ? AND kind = 'u' AND col = ? ORDER BY seq LIMIT 1"#,
        row,
        tx,
        field
    )
    .fetch_optional(conn)
    .await?)
}

/// Sets one column; false when the row is gone.
pub(crate) async fn set_column(
    conn: &mut SqliteConnection,
    table: &Table,
    row: RecordId,
    col: &str,
    to: Value,
) -> Result<bool> {
    let known = super::capture::columns(&mut *conn, table).await?;
    if !known.iter().any(|c| c == col) {
        return Ok(false);
    }
    let sql = sqlx::AssertSqlSafe(format!("UPDATE {} SET {col} = ? WHERE id = ?", table.name));
    Ok(to.bind(sqlx::query(sql)).bind(row).execute(conn).await?.rows_affected() == 1)
}

/// The rows of `table` that belong to `root`, as they are now.
pub(crate) async fn rows_of(
    conn: &mut SqliteConnection,
    table: &Table,
    root: RecordId,
) -> Result<Vec<(Uuid, BTreeMap<String, Value>)>> {
    let belongs = match table.root {
        "{row}.id" => "id = ?1".to_owned(),
        "{row}.customer_id" => "customer_id = ?1".to_owned(),
        "{row}.from_id" => "from_id = ?1".to_owned(),
        "{row}.role_id" => "role_id = ?1".to_owned(),
        "{row}.user_id" => "user_id = ?1".to_owned(),
        _ => "customer_id = ?1 OR contact_id = ?1".to_owned(),
    };
    let columns = super::capture::packed(&mut *conn, table).await?;
    let list: Vec<String> = columns.iter().map(|c| format!("quote({c})")).collect();
    let sql = format!("SELECT id, {} FROM {} WHERE {belongs}", list.join(" || ',' || "), table.name);
    let rows: Vec<(Uuid, String)> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(root).fetch_all(conn).await?;
    rows.into_iter()
        .map(|(id, row)| {
            Ok((id, columns.iter().cloned().zip(super::packed::unpack(&row).ok_or(Error::Damaged)?).collect()))
        })
        .collect()
}

/// One entry read backwards.
#[derive(Debug)]
pub(crate) struct BackwardEntry {
    pub(crate) tbl: String,
    pub(crate) row_id: Uuid,
    pub(crate) kind: String,
    pub(crate) col: Option<String>,
    pub(crate) old_type: String,
    pub(crate) old: Option<Vec<u8>>,
}

/// Entries of the record written after `at`, newest first.
pub(crate) async fn entries_after(
    conn: &mut SqliteConnection,
    root: RecordId,
    at: Instant,
) -> Result<Vec<BackwardEntry>> {
    Ok(sqlx::query_as!(
        BackwardEntry,
        r#"SELECT c.tbl AS "tbl!", c.row_id AS "row_id!: Uuid", c.kind AS "kind!", c.col, typeof(c.old) AS "old_type!: String", CAST(c.old AS BLOB) AS "old: Vec<u8>"
           FROM change c JOIN change_tx t ON t.seq = c.tx
           WHERE (c.row_id = ?1 OR (c.root = ?1 AND c.root <> c.row_id)) AND c.kind <> 'a' AND t.at > ?2 ORDER BY c.seq DESC"#,
        root,
        at
    )
    .fetch_all(conn)
    .await?)
}

/// When a customer was made, and who owns it now.
pub(crate) async fn made_and_owned(
    conn: &mut SqliteConnection,
    seen: Seen<CustomerId>,
) -> Result<(Instant, Option<UserRef>)> {
    let customer = seen.id();
    let row = sqlx::query!(
        r#"SELECT c.created_at AS "at: Instant", c.owner_id AS "owner: UserId", u.name AS "name?"
           FROM customers c LEFT JOIN users u ON u.id = c.owner_id WHERE c.id = ?"#,
        customer
    )
    .fetch_one(conn)
    .await?;
    Ok((row.at, UserRef::maybe(row.owner, row.name)))
}

/// When a customer changed hands, and who had it before, the newest first.
pub(crate) async fn owners_before(
    conn: &mut SqliteConnection,
    seen: Seen<CustomerId>,
) -> Result<Vec<(Instant, Option<UserRef>)>> {
    let customer = seen.id();
    let sql =
        "SELECT t.at, c.old, u.name FROM change c JOIN change_tx t ON t.seq = c.tx LEFT JOIN users u ON u.id = c.old
               WHERE c.row_id = ? AND c.tbl = 'customers' AND c.kind = 'u' AND c.col = 'owner_id' ORDER BY c.seq DESC";
    let rows: Vec<(Instant, Option<UserId>, Option<String>)> =
        sqlx::query_as(sql).bind(customer).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|(at, owner, name)| (at, UserRef::maybe(owner, name))).collect())
}

/// A note as it is listed.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct NoteRow {
    pub(crate) seq: i64,
    pub(crate) tx: i64,
    pub(crate) at: Instant,
    pub(crate) actor: UserId,
    pub(crate) actor_name: Option<String>,
    pub(crate) op: String,
    pub(crate) root: Uuid,
    pub(crate) text: Option<String>,
}

/// What notes are asked for.
#[derive(Debug)]
pub(crate) struct NoteQuery {
    pub(crate) actor: Option<UserId>,
    pub(crate) record: Option<RecordId>,
    /// Words of operations as JSON.
    pub(crate) ops: Option<String>,
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) before: i64,
    pub(crate) limit: i64,
}

/// Notes, the newest first.
pub(crate) async fn notes(conn: &mut SqliteConnection, query: &NoteQuery) -> Result<Vec<NoteRow>> {
    let sql = "SELECT c.seq, c.tx, t.at, t.actor, u.name AS actor_name, t.op, c.root, CAST(c.old AS TEXT) AS text
               FROM change c INDEXED BY change_notes JOIN change_tx t ON t.seq = c.tx LEFT JOIN users u ON u.id = t.actor
               WHERE c.kind = 'a' AND c.seq < ?1 AND t.at BETWEEN ?2 AND ?3 AND (?4 IS NULL OR t.actor = ?4)
                 AND (?5 IS NULL OR c.root = ?5) AND (?6 IS NULL OR t.op IN (SELECT value FROM json_each(?6)))
               ORDER BY c.seq DESC LIMIT ?7";
    Ok(sqlx::query_as(sql)
        .bind(query.before)
        .bind(query.from)
        .bind(query.to)
        .bind(query.actor)
        .bind(query.record)
        .bind(&query.ops)
        .bind(query.limit)
        .fetch_all(conn)
        .await?)
}
