//! Keeping the index true: emptying the queue at every commit, rebuilding and checking it on request.

use std::collections::HashSet;

use serde::Deserialize as _;
use serde::de::value::StrDeserializer;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::Kind;
use super::words::{Address, Method, Words};
use crate::db::many::{LARGE, insert_many};
use crate::error::Result;
use crate::methods::MethodKind;

/// Records that are read, cut and written at a time.
const BATCH: i64 = LARGE as i64;
/// Fewer are cut on the spot instead of on another thread.
const FEW: usize = 20;
/// More records than this are merged into the index later.
const MANY: i64 = 5_000;
/// FTS5's own setting of `automerge`.
const USUAL_MERGE: i64 = 4;
/// Records of each kind that [`verify`] looks for, and by how many of their tokens.
const SAMPLE: i64 = 1_000;
const SAMPLED_TOKENS: usize = 24;

/// What stands between the fields of an item, and between items, in the lists that SQLite hands over as one text.
const FIELD: char = '\u{1f}';
const ITEM: char = '\u{1e}';

macro_rules! source {
    ($key:literal, $own:literal, $from:literal) => {
        concat!(
            "SELECT c.rid, c.deleted_at IS NOT NULL AS deleted, c.name, c.note, ",
            $own,
            ", (SELECT group_concat(m.kind || char(31) || m.raw || char(31) || m.norm, char(30)) FROM contact_methods m WHERE m.",
            $key,
            " = c.id) AS methods, (SELECT group_concat(a.country || char(31) || ifnull(a.province, '') || char(31) || ifnull(a.city, '') ",
            "|| char(31) || ifnull(a.district, '') || char(31) || ifnull(a.street, '') || char(31) || ifnull(a.postcode, ''), char(30)) ",
            "FROM addresses a WHERE a.",
            $key,
            " = c.id) AS addresses FROM ",
            $from
        )
    };
}
macro_rules! customers {
    ($from:literal) => {
        source!("customer_id", "c.short_name, c.tax_code, c.website, NULL AS title, NULL AS department", $from)
    };
}
macro_rules! contacts {
    ($from:literal) => {
        source!("contact_id", "NULL AS short_name, NULL AS tax_code, NULL AS website, c.title, c.department", $from)
    };
}

const STALE_CUSTOMERS: &str = customers!(
    "stale s JOIN customers c ON c.rid = s.row / 2 WHERE s.row % 2 = 0 AND s.row > ?1 ORDER BY s.row LIMIT ?2"
);
const STALE_CONTACTS: &str = contacts!(
    "stale s JOIN contacts c ON c.rid = s.row / 2 WHERE s.row % 2 = 1 AND s.row > ?1 ORDER BY s.row LIMIT ?2"
);
const SOME_CUSTOMERS: &str = customers!(
    "customers c WHERE c.deleted_at IS NULL AND c.rid % max(1, (SELECT max(rid) FROM customers) / ?1) = 0 LIMIT ?1"
);
const SOME_CONTACTS: &str = contacts!(
    "contacts c WHERE c.deleted_at IS NULL AND c.rid % max(1, (SELECT max(rid) FROM contacts) / ?1) = 0 LIMIT ?1"
);

const GONE: &str = "DELETE FROM search_index WHERE rowid IN (SELECT row FROM stale s WHERE \
     iif(s.row % 2, NOT EXISTS (SELECT 1 FROM contacts WHERE rid = s.row / 2), NOT EXISTS (SELECT 1 FROM customers WHERE rid = s.row / 2)))";

/// Brings the index up to date with everything in the queue, and empties it. Runs inside every commit.
pub(crate) async fn drain(conn: &mut SqliteConnection) -> Result<()> {
    let many = sqlx::query_scalar!("SELECT 1 FROM stale LIMIT 1 OFFSET ?", MANY).fetch_optional(&mut *conn).await?;
    if many.is_none() {
        return write_queue(conn).await;
    }
    merge_later(conn).await?;
    write_queue(conn).await?;
    merge_again(conn).await
}

/// What an import writes is merged once, by later commits, not again and again while it grows.
pub(crate) async fn merge_later(conn: &mut SqliteConnection) -> Result<()> {
    merge_from(conn, 0).await
}

/// Ends [`merge_later`].
pub(crate) async fn merge_again(conn: &mut SqliteConnection) -> Result<()> {
    merge_from(conn, USUAL_MERGE).await
}

/// Segments of one size that FTS5 merges into one while it writes; 0 for never.
async fn merge_from(conn: &mut SqliteConnection, segments: i64) -> Result<()> {
    sqlx::query("INSERT INTO search_index (search_index, rank) VALUES ('automerge', ?)")
        .bind(segments)
        .execute(conn)
        .await?;
    Ok(())
}

async fn write_queue(conn: &mut SqliteConnection) -> Result<()> {
    let mut cut: Option<tokio::task::JoinHandle<Cut>> = None;
    for (kind, statement) in [(Kind::Customer, STALE_CUSTOMERS), (Kind::Contact, STALE_CONTACTS)] {
        let mut after = -1;
        loop {
            let rows = sqlx::query(statement).bind(after).bind(BATCH).fetch_all(&mut *conn).await?;
            let Some(last) = rows.last() else { break };
            after = kind.row(last.try_get("rid")?);
            let all_read = rows.len() < BATCH as usize;
            let sources = rows.iter().map(|row| Source::read(kind, row)).collect::<sqlx::Result<Vec<_>>>()?;
            if sources.len() <= FEW {
                write(conn, Cut::of(&sources)).await?;
            } else {
                // While one batch is written the next is cut.
                let next = tokio::task::spawn_blocking(move || Cut::of(&sources));
                if let Some(done) = cut.replace(next) {
                    write(conn, done.await.map_err(worker_failed)?).await?;
                }
            }
            if all_read {
                break;
            }
        }
    }
    if let Some(done) = cut {
        write(conn, done.await.map_err(worker_failed)?).await?;
    }
    // What is gone leaves the index, too.
    sqlx::query(GONE).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM stale").execute(conn).await?;
    Ok(())
}

fn worker_failed(error: tokio::task::JoinError) -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::other(error))
}

/// Makes the whole index anew from the tables.
pub(crate) async fn rebuild(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query("INSERT INTO search_index (search_index) VALUES ('delete-all')").execute(&mut *conn).await?;
    sqlx::query("INSERT OR IGNORE INTO stale SELECT 2 * rid FROM customers UNION ALL SELECT 2 * rid + 1 FROM contacts")
        .execute(&mut *conn)
        .await?;
    drain(conn).await?;
    sqlx::query("INSERT INTO search_index (search_index) VALUES ('optimize')").execute(conn).await?;
    Ok(())
}

/// What is wrong with the index: nothing, when every live record and nothing else is in it, its structure is sound
/// and an even sample of the records is found by some of its tokens.
pub(crate) async fn verify(conn: &mut SqliteConnection) -> sqlx::Result<Vec<Flaw>> {
    let mut flaws = Vec::new();
    // FTS5 reports what it finds as an error of this statement; it needs no write transaction of ours.
    if let Err(error) =
        sqlx::query("INSERT INTO search_index (search_index) VALUES ('integrity-check')").execute(&mut *conn).await
    {
        flaws.push(Flaw::Structure(error.to_string()));
    }
    let missing: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM (SELECT 2 * rid AS row FROM customers WHERE deleted_at IS NULL \
         UNION ALL SELECT 2 * rid + 1 FROM contacts WHERE deleted_at IS NULL EXCEPT SELECT id FROM search_index_docsize)",
    )
    .fetch_one(&mut *conn)
    .await?;
    let leftover: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM (SELECT id FROM search_index_docsize EXCEPT SELECT 2 * rid FROM customers WHERE deleted_at IS NULL \
         EXCEPT SELECT 2 * rid + 1 FROM contacts WHERE deleted_at IS NULL)",
    )
    .fetch_one(&mut *conn)
    .await?;
    let mut outdated = 0;
    for (kind, statement) in [(Kind::Customer, SOME_CUSTOMERS), (Kind::Contact, SOME_CONTACTS)] {
        let rows = sqlx::query(statement).bind(SAMPLE).fetch_all(&mut *conn).await?;
        for row in &rows {
            let source = Source::read(kind, row)?;
            let tokens = source.tokens();
            let distinct: HashSet<&str> = tokens.split(' ').collect();
            // In the order of a hash: other tokens every time.
            let every: Vec<String> =
                distinct.into_iter().take(SAMPLED_TOKENS).map(|token| format!("\"{token}\"")).collect();
            let found = sqlx::query("SELECT 1 FROM search_index WHERE search_index MATCH ? AND rowid = ?")
                .bind(every.join(" AND "))
                .bind(kind.row(source.rid))
                .fetch_optional(&mut *conn)
                .await?;
            outdated += i64::from(found.is_none());
        }
    }
    flaws.extend(
        [Flaw::Missing(missing), Flaw::Leftover(leftover), Flaw::Outdated(outdated)].into_iter().filter(Flaw::is_one),
    );
    Ok(flaws)
}

/// What [`verify`] finds; [`rebuild`] mends each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// FTS5's own complaint.
    Structure(String),
    /// Live records without tokens.
    Missing(i64),
    /// Tokens without a live record.
    Leftover(i64),
    /// Records of the sample that lack some of their tokens, those missing altogether included.
    Outdated(i64),
}

impl Flaw {
    fn is_one(&self) -> bool {
        !matches!(self, Flaw::Missing(0) | Flaw::Leftover(0) | Flaw::Outdated(0))
    }
}

impl std::fmt::Display for Flaw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Flaw::Structure(said) => write!(f, "structure: {said}"),
            Flaw::Missing(count) => write!(f, "missing: {count}"),
            Flaw::Leftover(count) => write!(f, "leftover: {count}"),
            Flaw::Outdated(count) => write!(f, "outdated: {count}"),
        }
    }
}

/// What a record is found by, as the tables hold it.
struct Source {
    kind: Kind,
    rid: i64,
    deleted: bool,
    names: [Option<String>; 2],
    tax_code: Option<String>,
    website: Option<String>,
    text: [Option<String>; 3],
    methods: Option<String>,
    addresses: Option<String>,
}

impl Source {
    fn read(kind: Kind, row: &SqliteRow) -> sqlx::Result<Source> {
        Ok(Source {
            kind,
            rid: row.try_get("rid")?,
            deleted: row.try_get("deleted")?,
            names: [row.try_get("name")?, row.try_get("short_name")?],
            tax_code: row.try_get("tax_code")?,
            website: row.try_get("website")?,
            text: [row.try_get("title")?, row.try_get("department")?, row.try_get("note")?],
            methods: row.try_get("methods")?,
            addresses: row.try_get("addresses")?,
        })
    }

    fn tokens(&self) -> String {
        let methods = items(self.methods.as_deref()).map(|method| {
            let [kind, raw, norm] = fields(method);
            let kind = MethodKind::deserialize(StrDeserializer::<serde::de::value::Error>::new(kind));
            Method { kind: kind.unwrap_or(MethodKind::Other), raw, norm }
        });
        let addresses = items(self.addresses.as_deref()).map(|address| {
            let [country, parts @ ..] = fields::<6>(address);
            Address { country, parts }
        });
        let words = Words {
            names: self.names.each_ref().map(Option::as_deref),
            tax_code: self.tax_code.as_deref(),
            website: self.website.as_deref(),
            text: self.text.each_ref().map(Option::as_deref),
            methods: methods.collect(),
            addresses: addresses.collect(),
        };
        words.tokens(self.kind)
    }
}

fn items(list: Option<&str>) -> impl Iterator<Item = &str> {
    list.into_iter().flat_map(|list| list.split(ITEM))
}

fn fields<const N: usize>(item: &str) -> [&str; N] {
    let mut fields = item.split(FIELD);
    std::array::from_fn(|_| fields.next().unwrap_or_default())
}

/// A batch that is ready to be written.
struct Cut {
    live: Vec<(i64, String)>,
    deleted: Vec<i64>,
}

impl Cut {
    fn of(sources: &[Source]) -> Cut {
        let row = |source: &Source| source.kind.row(source.rid);
        Cut {
            live: sources
                .iter()
                .filter(|source| !source.deleted)
                .map(|source| (row(source), source.tokens()))
                .collect(),
            deleted: sources.iter().filter(|source| source.deleted).map(row).collect(),
        }
    }
}

async fn write(conn: &mut SqliteConnection, cut: Cut) -> Result<()> {
    let head = "INSERT OR REPLACE INTO search_index (rowid, tokens) VALUES";
    insert_many(conn, head, 2, &cut.live, |insert, (row, tokens)| insert.bind(row).bind(tokens)).await?;
    if !cut.deleted.is_empty() {
        let rows = format!("[{}]", cut.deleted.iter().map(i64::to_string).collect::<Vec<_>>().join(","));
        sqlx::query("DELETE FROM search_index WHERE rowid IN (SELECT value FROM json_each(?))")
            .bind(rows)
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Records of one kind that were just stored, with tokens their maker has made: written together when they are many.
#[derive(Debug)]
pub(crate) struct Fresh {
    kind: Kind,
    /// By row number, without a gap.
    records: Vec<(i64, String)>,
}

impl Fresh {
    pub(crate) fn new(kind: Kind) -> Self {
        Self { kind, records: Vec::new() }
    }

    pub(crate) async fn add(
        &mut self,
        conn: &mut SqliteConnection,
        records: impl IntoIterator<Item = (i64, String)>,
    ) -> Result<()> {
        for record in records {
            self.records.push(record);
            if self.records.len() == LARGE {
                self.write(conn).await?;
            }
        }
        Ok(())
    }

    /// Writes what is waiting: it is stale no more.
    pub(crate) async fn write(&mut self, conn: &mut SqliteConnection) -> Result<()> {
        let records = std::mem::take(&mut self.records);
        let (Some((first, _)), Some((last, _))) = (records.first(), records.last()) else { return Ok(()) };
        let head = "INSERT INTO search_index (rowid, tokens) VALUES";
        let kind = self.kind;
        insert_many(conn, head, 2, &records, |insert, (rid, tokens)| insert.bind(kind.row(*rid)).bind(tokens)).await?;
        sqlx::query("DELETE FROM stale WHERE row BETWEEN ?1 AND ?2 AND row % 2 = ?1 % 2")
            .bind(kind.row(*first))
            .bind(kind.row(*last))
            .execute(conn)
            .await?;
        Ok(())
    }
}
