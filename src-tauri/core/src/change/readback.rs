//! `kehu_read_back(prefix, tbl, row_id, root, kind, col, typeof(old), CAST(old AS BLOB), nonce)` hashes the entries of a
//! transaction and sums up what they touched while they are read: as rows, half a million of an import would cost many
//! times what hashing does. `prefix` is what the chain hashes before the first entry. The answer is JSON.
#![expect(
    unsafe_code,
    reason = "as in views/functions.rs: the callbacks follow https://sqlite.org/c3ref/aggregate_context.html"
)]

use std::collections::{BTreeSet, HashSet};
use std::ffi::c_int;

use libsqlite3_sys as ffi;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::log::{Chain, Entry};
use super::store::NOTE;
use crate::views::aggregates::{answer, finish, state};
use crate::views::functions::{blob, bytes, text};

/// What a transaction wrote.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ReadBack {
    pub(crate) hash: Vec<u8>,
    pub(crate) entries: i64,
    pub(crate) tables: BTreeSet<String>,
    /// How many records it touched.
    pub(crate) targets: usize,
    /// Those, while they are few.
    pub(crate) roots: Option<Vec<Uuid>>,
    /// Records that were changed, neither made nor removed, here.
    pub(crate) touched: Vec<Uuid>,
    /// Rows whose names changed.
    pub(crate) renamed: Vec<(String, Uuid)>,
}

/// More roots than this are published as "many".
const PUBLISHED_ROOTS: usize = 200;

#[derive(Default)]
struct Run {
    chain: Option<Chain>,
    entries: i64,
    tables: BTreeSet<String>,
    roots: HashSet<Uuid>,
    touched: HashSet<Uuid>,
    /// Roots that were made or removed here.
    own: HashSet<Uuid>,
    renamed: Vec<(String, Uuid)>,
}

impl Run {
    fn add(&mut self, prefix: &[u8], entry: Entry) {
        self.chain.get_or_insert_with(|| Chain::after(prefix)).add(&entry);
        self.entries += 1;
        if !self.tables.contains(&entry.tbl) {
            self.tables.insert(entry.tbl.clone());
        }
        if entry.kind == NOTE {
            return;
        }
        self.roots.insert(entry.root);
        if entry.kind != "u" && entry.row_id == entry.root {
            self.own.insert(entry.root);
        } else if !self.own.contains(&entry.root) {
            self.touched.insert(entry.root);
        }
        if entry.col.as_deref() == Some("name") {
            self.renamed.push((entry.tbl, entry.row_id));
        }
    }

    fn summed_up(self) -> ReadBack {
        let targets = self.roots.len();
        ReadBack {
            hash: self.chain.map(Chain::finish).unwrap_or_default(),
            entries: self.entries,
            tables: self.tables,
            targets,
            roots: (targets <= PUBLISHED_ROOTS).then(|| self.roots.into_iter().collect()),
            touched: self.touched.into_iter().collect(),
            renamed: self.renamed,
        }
    }
}

pub(crate) unsafe extern "C" fn step(
    context: *mut ffi::sqlite3_context,
    _: c_int,
    values: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: SQLite calls with nine arguments, as registered.
    unsafe {
        let Some(run) = state::<Run>(context) else { return };
        let word = |at: usize| text(*values.add(at)).unwrap_or_default().to_owned();
        let id = |at: usize| Uuid::from_slice(blob(*values.add(at))).unwrap_or_default();
        let old = *values.add(7);
        let entry = Entry {
            tbl: word(1),
            row_id: id(2),
            root: id(3),
            kind: word(4),
            col: text(*values.add(5)).map(str::to_owned),
            old_type: word(6),
            old: (ffi::sqlite3_value_type(old) != ffi::SQLITE_NULL).then(|| blob(old).to_vec()),
            nonce: blob(*values.add(8)).to_vec(),
        };
        run.add(bytes(*values), entry);
    }
}

pub(crate) unsafe extern "C" fn last(context: *mut ffi::sqlite3_context) {
    // SAFETY: the state was made by `step`.
    unsafe {
        let read = finish::<Run>(context).map(|run| run.summed_up()).unwrap_or_default();
        // Sets of names and ids are always JSON.
        answer(context, &serde_json::to_vec(&read).unwrap_or_default());
    }
}
