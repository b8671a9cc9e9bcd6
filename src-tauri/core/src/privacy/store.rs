//! SQL of privacy.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;
use uuid::Uuid;

use super::certificate::Account;
use super::consent::{Basis, Consent, ConsentChannel, ConsentState, Parsed, ProofFile, Purpose};
use super::erase::Mention;
use super::report::UnsavedText;
use crate::access::Seen;
use crate::change::packed_text;
use crate::clock::Instant;
use crate::customers::CustomerKind;
use crate::error::{Error, FieldError, Result};
use crate::id::{AttachmentId, ConsentId, ContactId, CustomerId, UserId};
use crate::parent::ParentRef;
use crate::people::UserRef;
use crate::text::{normal::company_key, pinyin::sort_key};

/// The name of the person; an organisation is refused.
pub(super) async fn person(conn: &mut SqliteConnection, seen: Seen<ParentRef>) -> Result<String> {
    match seen.id() {
        ParentRef::Contact { id } => Ok(sqlx::query_scalar("SELECT name FROM contacts WHERE id = ?")
            .bind(id)
            .fetch_optional(conn)
            .await?
            .ok_or(Error::NotFound("contact"))?),
        ParentRef::Customer { id } => {
            let (kind, name): (CustomerKind, String) = sqlx::query_as("SELECT kind, name FROM customers WHERE id = ?")
                .bind(id)
                .fetch_optional(conn)
                .await?
                .ok_or(Error::NotFound("customer"))?;
            match kind {
                CustomerKind::Person => Ok(name),
                CustomerKind::Organisation => Err(Error::Invalid(vec![FieldError::new("kind", "person.required")])),
            }
        }
    }
}

pub(super) async fn insert_consent(
    conn: &mut SqliteConnection,
    id: ConsentId,
    parent: ParentRef,
    said: &Parsed,
    now: Instant,
    actor: UserId,
) -> Result<()> {
    let (customer, contact) = parent.columns();
    sqlx::query(
        "INSERT INTO consents (id, customer_id, contact_id, channel, purpose, state, basis, source, proof, file_id, stated_on, created_at, created_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(id)
    .bind(customer)
    .bind(contact)
    .bind(said.draft.channel)
    .bind(said.draft.purpose)
    .bind(said.draft.state)
    .bind(said.draft.basis)
    .bind(&said.source)
    .bind(&said.proof)
    .bind(said.draft.file_id)
    .bind(said.stated_on)
    .bind(now)
    .bind(actor)
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct ConsentRow {
    id: ConsentId,
    channel: ConsentChannel,
    purpose: Purpose,
    state: ConsentState,
    basis: Basis,
    source: Option<String>,
    proof: Option<String>,
    file_id: Option<AttachmentId>,
    file_name: Option<String>,
    stated_on: String,
    created_at: Instant,
    created_by: UserId,
    made_by: Option<String>,
}

/// Every statement, the newest first: the day it was said, then the order in which it was written down.
pub(super) async fn consents(conn: &mut SqliteConnection, seen: Seen<ParentRef>) -> Result<Vec<Consent>> {
    let (customer, contact) = seen.columns();
    let rows: Vec<ConsentRow> = sqlx::query_as(
        "SELECT s.id, s.channel, s.purpose, s.state, s.basis, s.source, s.proof, a.id AS file_id, a.file_name, s.stated_on, s.created_at, s.created_by, u.name AS made_by
         FROM consents s LEFT JOIN attachments a ON a.id = s.file_id LEFT JOIN users u ON u.id = s.created_by
         WHERE s.customer_id = ?1 OR s.contact_id = ?2 ORDER BY s.stated_on DESC, s.id DESC",
    )
    .bind(customer)
    .bind(contact)
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Consent {
            id: r.id,
            channel: r.channel,
            purpose: r.purpose,
            state: r.state,
            basis: r.basis,
            source: r.source,
            proof: r.proof,
            file: r.file_id.zip(r.file_name).map(|(id, name)| ProofFile { id, name }),
            stated_on: r.stated_on,
            created_at: r.created_at,
            created_by: UserRef::maybe(Some(r.created_by), r.made_by),
        })
        .collect())
}

/// What hangs on a person and goes with them, each with the statement that removes it.
pub(super) const CHILDREN: &[(&str, &str)] = &[
    ("drafts", "DELETE FROM drafts WHERE root = coalesce(?1, ?2)"),
    ("collaborators", "DELETE FROM collaborators WHERE customer_id = ?1 AND ?2 IS NULL"),
    ("relations", "DELETE FROM relations WHERE (from_id = ?1 OR to_id = ?1) AND ?2 IS NULL"),
    ("purchases", "DELETE FROM purchases WHERE customer_id = ?1 AND ?2 IS NULL AND deleted_at IS NOT NULL"),
    ("consents", "DELETE FROM consents WHERE customer_id = ?1 OR contact_id = ?2"),
    ("preferences", "DELETE FROM preferences WHERE customer_id = ?1 OR contact_id = ?2"),
    ("addresses", "DELETE FROM addresses WHERE customer_id = ?1 OR contact_id = ?2"),
    ("contact_methods", "DELETE FROM contact_methods WHERE customer_id = ?1 OR contact_id = ?2"),
    ("taggings", "DELETE FROM taggings WHERE customer_id = ?1 OR contact_id = ?2"),
    ("field_values", "DELETE FROM field_values WHERE customer_id = ?1 OR contact_id = ?2"),
    ("attachments", "DELETE FROM attachments WHERE customer_id = ?1 OR contact_id = ?2"),
    ("customer_contacts", "DELETE FROM customer_contacts WHERE customer_id = ?1 OR contact_id = ?2"),
];

pub(super) async fn remove(conn: &mut SqliteConnection, statement: &'static str, record: ParentRef) -> Result<u64> {
    let (customer, contact) = record.columns();
    Ok(sqlx::query(statement).bind(customer).bind(contact).execute(conn).await?.rows_affected())
}

/// Takes the words off the purchases; false when there are none. Day, amount and product stay.
pub(super) async fn anonymise_purchases(
    conn: &mut SqliteConnection,
    record: ParentRef,
    account: &mut Account,
) -> Result<bool> {
    let (customer, _) = record.columns();
    let bought: i64 = sqlx::query_scalar("SELECT count(*) FROM purchases WHERE customer_id = ?")
        .bind(customer)
        .fetch_one(&mut *conn)
        .await?;
    let done = sqlx::query(
        "UPDATE purchases SET source = NULL, reference = NULL WHERE customer_id = ? AND (source IS NOT NULL OR reference IS NOT NULL)",
    )
    .bind(customer)
    .execute(conn)
    .await?;
    account.count("purchases", done.rows_affected());
    Ok(bought > 0)
}

/// Leaves of a customer what its purchases need to hang on. Its sort keys are set here: the entries from which the commit
/// would renew them are redacted.
pub(super) async fn anonymise(
    conn: &mut SqliteConnection,
    record: ParentRef,
    alias: &str,
    now: Instant,
    actor: UserId,
) -> Result<()> {
    let (customer, _) = record.columns();
    sqlx::query(
        "UPDATE customers SET name = ?2, name_sort = ?3, name_key = ?4, short_name = NULL, tax_code = NULL, industry = NULL, size = NULL,
           level = NULL, source = NULL, website = NULL, note = NULL, region = NULL, city = NULL, last_contact_at = NULL,
           next_contact_at = NULL, archived_at = coalesce(archived_at, ?5), updated_at = ?5, updated_by = ?6 WHERE id = ?1",
    )
    .bind(customer)
    .bind(alias)
    .bind(sort_key(alias))
    .bind(company_key(alias))
    .bind(now)
    .bind(actor)
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn remove_record(conn: &mut SqliteConnection, record: ParentRef) -> Result<()> {
    match record {
        ParentRef::Customer { id } => sqlx::query("DELETE FROM customers WHERE id = ?").bind(id).execute(conn).await?,
        ParentRef::Contact { id } => sqlx::query("DELETE FROM contacts WHERE id = ?").bind(id).execute(conn).await?,
    };
    Ok(())
}

/// The names, numbers and handles the person has, and those it had: they are looked for elsewhere.
pub(super) async fn words(conn: &mut SqliteConnection, seen: Seen<ParentRef>) -> Result<BTreeSet<String>> {
    let (customer, contact) = seen.columns();
    let mut words: BTreeSet<String> = sqlx::query_scalar(
        "SELECT name FROM customers WHERE id = ?1 UNION SELECT short_name FROM customers WHERE id = ?1 AND short_name IS NOT NULL
         UNION SELECT tax_code FROM customers WHERE id = ?1 AND tax_code IS NOT NULL UNION SELECT name FROM contacts WHERE id = ?2
         UNION SELECT raw FROM contact_methods WHERE customer_id = ?1 OR contact_id = ?2
         UNION SELECT norm FROM contact_methods WHERE customer_id = ?1 OR contact_id = ?2
         UNION SELECT old FROM change WHERE (row_id = coalesce(?1, ?2) OR (root = coalesce(?1, ?2) AND root <> row_id)) AND kind = 'u'
           AND col IN ('name', 'short_name', 'tax_code', 'raw', 'norm') AND typeof(old) = 'text' AND tbl IN ('customers', 'contacts', 'contact_methods')",
    )
    .bind(customer)
    .bind(contact)
    .fetch_all(&mut *conn)
    .await?
    .into_iter()
    .collect();
    let removed: Vec<String> = sqlx::query_scalar(
        "SELECT CAST(old AS TEXT) FROM change WHERE root = coalesce(?1, ?2) AND root <> row_id AND kind = 'd' AND tbl = 'contact_methods'",
    )
    .bind(customer)
    .bind(contact)
    .fetch_all(&mut *conn)
    .await?;
    for row in removed {
        words.extend(packed_text(conn, "contact_methods", "raw", &row).await?);
        words.extend(packed_text(conn, "contact_methods", "norm", &row).await?);
    }
    Ok(words)
}

/// Rows that belong to other records and are about this person: links of a contact, relations from other customers, those
/// that are gone included.
pub(super) async fn strangers(conn: &mut SqliteConnection, seen: Seen<ParentRef>) -> Result<Vec<Uuid>> {
    let (customer, contact) = seen.columns();
    Ok(sqlx::query_scalar(
        "SELECT id FROM customer_contacts WHERE contact_id = ?2 UNION SELECT id FROM relations WHERE to_id = ?1
         UNION SELECT row_id FROM change INDEXED BY change_parted WHERE tbl = 'customer_contacts' AND kind = 'd' AND instr(old, hex(coalesce(?1, ?2))) > 0
         UNION SELECT row_id FROM change WHERE tbl = 'relations' AND kind = 'd' AND instr(old, hex(coalesce(?1, ?2))) > 0",
    )
    .bind(customer)
    .bind(contact)
    .fetch_all(conn)
    .await?)
}

/// The entries of the change log that hold something of the person. Of the records that stay, numbers and references stay
/// as well: who owned the customer, what a purchase once cost.
pub(super) async fn entries_of(
    conn: &mut SqliteConnection,
    record: ParentRef,
    strangers: &[Uuid],
) -> Result<BTreeSet<i64>> {
    let (customer, contact) = record.columns();
    let mut entries: BTreeSet<i64> = sqlx::query_scalar(
        "SELECT seq FROM change WHERE (row_id = coalesce(?1, ?2) OR root = coalesce(?1, ?2)) AND kind IN ('u', 'd') AND old IS NOT NULL
         AND NOT (kind = 'u' AND tbl IN ('customers', 'purchases') AND typeof(old) IN ('integer', 'blob'))",
    )
    .bind(customer)
    .bind(contact)
    .fetch_all(&mut *conn)
    .await?
    .into_iter()
    .collect();
    for row in strangers {
        let of_row: Vec<i64> =
            sqlx::query_scalar("SELECT seq FROM change WHERE row_id = ? AND kind IN ('u', 'd') AND old IS NOT NULL")
                .bind(row)
                .fetch_all(&mut *conn)
                .await?;
        entries.extend(of_row);
    }
    Ok(entries)
}

/// Former filters of kept lists, and notes on exports, that hold the word.
pub(super) async fn entries_with(conn: &mut SqliteConnection, word: &str) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar(
        "SELECT seq FROM change WHERE tbl = 'views' AND kind IN ('u', 'd') AND instr(old, ?1) > 0
         UNION SELECT c.seq FROM change c INDEXED BY change_notes JOIN change_tx t ON t.seq = c.tx
         WHERE c.kind = 'a' AND t.op GLOB 'export.*' AND instr(c.old, ?1) > 0",
    )
    .bind(word)
    .fetch_all(conn)
    .await?)
}

/// A column of text in which a person may be named though it belongs to nobody.
pub(super) struct Text {
    pub(super) table: &'static str,
    read: &'static str,
    write: &'static str,
}

pub(super) const TEXTS: &[Text] = &[
    Text {
        table: "views",
        read: "SELECT id, definition FROM views",
        write: "UPDATE views SET definition = ?2 WHERE id = ?1",
    },
    Text { table: "views", read: "SELECT id, name FROM views", write: "UPDATE views SET name = ?2 WHERE id = ?1" },
    Text {
        table: "import_runs",
        read: "SELECT id, plan FROM import_runs",
        write: "UPDATE import_runs SET plan = ?2 WHERE id = ?1",
    },
    Text {
        table: "import_runs",
        read: "SELECT id, report FROM import_runs WHERE report IS NOT NULL",
        write: "UPDATE import_runs SET report = ?2 WHERE id = ?1",
    },
    Text {
        table: "import_runs",
        read: "SELECT id, file_name FROM import_runs",
        write: "UPDATE import_runs SET file_name = ?2 WHERE id = ?1",
    },
];

pub(super) async fn texts(conn: &mut SqliteConnection, place: &Text) -> Result<Vec<(Uuid, String)>> {
    Ok(sqlx::query_as(place.read).fetch_all(conn).await?)
}

pub(super) async fn set_text(conn: &mut SqliteConnection, place: &Text, id: Uuid, text: &str) -> Result<()> {
    sqlx::query(place.write).bind(id).bind(text).execute(conn).await?;
    Ok(())
}

/// Rows of an import that was interrupted.
pub(super) async fn forget_import_rows(conn: &mut SqliteConnection, word: &str) -> Result<u64> {
    Ok(sqlx::query("DELETE FROM import_rows WHERE instr(cells, ?) > 0").bind(word).execute(conn).await?.rows_affected())
}

/// The name, when the record's note holds the word.
pub(super) async fn mentions(conn: &mut SqliteConnection, word: &str, record: ParentRef) -> Result<Vec<Mention>> {
    let (customer, contact) = record.columns();
    let rows: Vec<(Option<CustomerId>, Option<ContactId>, String)> = sqlx::query_as(
        "SELECT id, NULL, name FROM customers WHERE id IS NOT ?2 AND (instr(note, ?1) > 0 OR instr(name, ?1) > 0)
         UNION ALL SELECT NULL, id, name FROM contacts WHERE id IS NOT ?3 AND (instr(note, ?1) > 0 OR instr(name, ?1) > 0) LIMIT 50",
    )
    .bind(word)
    .bind(customer)
    .bind(contact)
    .fetch_all(conn)
    .await?;
    let mention =
        |(customer, contact, name)| ParentRef::of_columns(customer, contact).map(|record| Mention { record, name });
    Ok(rows.into_iter().filter_map(mention).collect())
}

/// Overwrites what was freed from now on.
pub(super) async fn overwrite_freed(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query("PRAGMA secure_delete = ON").execute(conn).await?;
    Ok(())
}

/// Writes index and file anew without anything that was removed, and empties the write-ahead log.
pub(super) async fn compact(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query("INSERT INTO search_index (search_index) VALUES ('optimize')").execute(&mut *conn).await?;
    sqlx::query("VACUUM").execute(&mut *conn).await?;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(conn).await?;
    Ok(())
}

/// Unsaved texts of everybody about the person.
pub(super) async fn unsaved(conn: &mut SqliteConnection, record: ParentRef) -> Result<Vec<UnsavedText>> {
    let (customer, contact) = record.columns();
    Ok(sqlx::query_as(
        "SELECT field, text, updated_at FROM drafts WHERE root = coalesce(?1, ?2) ORDER BY updated_at DESC",
    )
    .bind(customer)
    .bind(contact)
    .fetch_all(conn)
    .await?)
}
