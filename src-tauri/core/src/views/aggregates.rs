//! SQL aggregates that hand over many row numbers at once: a row each would cost sqlx many times what SQLite needs
//! to find them, and SQLite's own sorter compares slower than bytes do.
//!
//! `kehu_rids(rid)` packs numbers as they come. `kehu_order(directions, rid, key…)` packs them in order: a letter for
//! each key, `a` or `d`; NULL comes last either way; equal keys follow the number in the first key's direction.
#![expect(
    unsafe_code,
    reason = "as in functions.rs: the callbacks follow https://sqlite.org/c3ref/aggregate_context.html"
)]

use std::ffi::c_int;

use libsqlite3_sys as ffi;

use super::functions::{bytes, text};

/// The numbers of a packed result.
pub(super) fn unpack(packed: &[u8]) -> Vec<i64> {
    packed.as_chunks().0.iter().map(|bytes| i64::from_le_bytes(*bytes)).collect()
}

/// What one run of `kehu_order` has gathered: keys in a form whose bytes compare as the values do.
#[derive(Default)]
struct Rows {
    keys: Vec<u8>,
    rows: Vec<Row>,
    descending: bool,
}

struct Row {
    /// The first bytes of the key, which decide most comparisons.
    head: u64,
    start: usize,
    end: usize,
    rid: i64,
}

impl Rows {
    fn end_row(&mut self, start: usize, rid: i64) {
        let mut head = [0; 8];
        let length = (self.keys.len() - start).min(8);
        head[..length].copy_from_slice(&self.keys[start..start + length]);
        self.rows.push(Row { head: u64::from_be_bytes(head), start, end: self.keys.len(), rid });
    }

    fn pack(mut self) -> Vec<u8> {
        let (keys, descending) = (&self.keys, self.descending);
        self.rows.sort_unstable_by(|a, b| {
            let by_key = a.head.cmp(&b.head).then_with(|| keys[a.start..a.end].cmp(&keys[b.start..b.end]));
            by_key.then_with(|| if descending { b.rid.cmp(&a.rid) } else { a.rid.cmp(&b.rid) })
        });
        self.rows.iter().flat_map(|row| row.rid.to_le_bytes()).collect()
    }
}

enum Key<'a> {
    Empty,
    Number(i64),
    Text(&'a [u8]),
}

fn push_key(keys: &mut Vec<u8>, key: &Key<'_>, descending: bool) {
    keys.push(u8::from(matches!(key, Key::Empty)));
    let start = keys.len();
    match key {
        Key::Empty => {}
        // With the sign turned, unsigned bytes compare as signed numbers do.
        Key::Number(number) => keys.extend_from_slice(&(number ^ i64::MIN).to_be_bytes()),
        Key::Text(text) => {
            keys.extend_from_slice(text);
            keys.push(0);
        }
    }
    if descending {
        keys[start..].iter_mut().for_each(|byte| *byte = !*byte);
    }
}

/// The state of the aggregation that is running, made at its first row.
///
/// # Safety
/// `context` is that of the callback that is running, and `T` the same for every row.
pub(crate) unsafe fn state<'a, T: Default>(context: *mut ffi::sqlite3_context) -> Option<&'a mut T> {
    // SAFETY: SQLite hands out the same zeroed memory for every row of one aggregation; it keeps one pointer.
    unsafe {
        let slot = ffi::sqlite3_aggregate_context(context, size_of::<*mut T>() as c_int).cast::<*mut T>();
        if slot.is_null() {
            ffi::sqlite3_result_error_nomem(context);
            return None;
        }
        if (*slot).is_null() {
            *slot = Box::into_raw(Box::default());
        }
        Some(&mut **slot)
    }
}

/// Takes the state away at the end; `None` when there was no row.
///
/// # Safety
/// As for [`state`].
pub(crate) unsafe fn finish<T>(context: *mut ffi::sqlite3_context) -> Option<Box<T>> {
    // SAFETY: SQLite calls the final callback once for every aggregation that was begun, also when it is aborted.
    unsafe {
        let slot = ffi::sqlite3_aggregate_context(context, 0).cast::<*mut T>();
        if slot.is_null() || (*slot).is_null() {
            None
        } else {
            Some(Box::from_raw(std::mem::replace(&mut *slot, std::ptr::null_mut())))
        }
    }
}

/// # Safety
/// `context` is that of the callback that is running.
pub(crate) unsafe fn answer(context: *mut ffi::sqlite3_context, packed: &[u8]) {
    // SAFETY: SQLite copies the bytes before this returns (SQLITE_TRANSIENT).
    unsafe { ffi::sqlite3_result_blob64(context, packed.as_ptr().cast(), packed.len() as u64, ffi::SQLITE_TRANSIENT()) }
}

pub(super) unsafe extern "C" fn rids_step(
    context: *mut ffi::sqlite3_context,
    _: c_int,
    values: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: SQLite calls with one argument, as registered.
    unsafe {
        if let Some(packed) = state::<Vec<u8>>(context) {
            packed.extend_from_slice(&ffi::sqlite3_value_int64(*values).to_le_bytes());
        }
    }
}

pub(super) unsafe extern "C" fn rids_final(context: *mut ffi::sqlite3_context) {
    // SAFETY: the state was made by `rids_step`.
    unsafe { answer(context, &finish::<Vec<u8>>(context).unwrap_or_default()) }
}

pub(super) unsafe extern "C" fn order_step(
    context: *mut ffi::sqlite3_context,
    count: c_int,
    values: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: SQLite calls with `count` arguments.
    unsafe {
        let values = std::slice::from_raw_parts(values, usize::try_from(count).unwrap_or(0));
        let (Some(rows), [directions, rid, keys @ ..]) = (state::<Rows>(context), values) else { return };
        let directions = text(*directions).unwrap_or("").as_bytes();
        rows.descending = directions.first() == Some(&b'd');
        let start = rows.keys.len();
        for (at, value) in keys.iter().enumerate() {
            let key = match ffi::sqlite3_value_type(*value) {
                ffi::SQLITE_INTEGER => Key::Number(ffi::sqlite3_value_int64(*value)),
                ffi::SQLITE_TEXT => Key::Text(bytes(*value)),
                _ => Key::Empty,
            };
            push_key(&mut rows.keys, &key, directions.get(at) == Some(&b'd'));
        }
        rows.end_row(start, ffi::sqlite3_value_int64(*rid));
    }
}

pub(super) unsafe extern "C" fn order_final(context: *mut ffi::sqlite3_context) {
    // SAFETY: the state was made by `order_step`.
    unsafe { answer(context, &finish::<Rows>(context).map(|rows| rows.pack()).unwrap_or_default()) }
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection as _, SqliteConnection};

    use super::*;
    use crate::views::functions::install;

    #[tokio::test]
    async fn numbers_come_in_the_order_of_their_keys_the_empty_ones_last() {
        let mut conn = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        install(&mut conn).await.unwrap();
        sqlx::raw_sql("CREATE TABLE t (rid INTEGER PRIMARY KEY, n INTEGER, s TEXT); INSERT INTO t (n, s) VALUES (5, 'b'), (NULL, 'a'), (-5, 'bb'), (5, NULL), (0, 'b')")
            .execute(&mut conn)
            .await
            .unwrap();
        for (sql, expected) in [
            ("SELECT kehu_order('a', rid, n) FROM t", vec![3, 5, 1, 4, 2]),
            ("SELECT kehu_order('d', rid, n) FROM t", vec![4, 1, 5, 3, 2]),
            ("SELECT kehu_order('da', rid, n, s) FROM t", vec![1, 4, 5, 3, 2]),
            ("SELECT kehu_order('a', rid, s) FROM t", vec![2, 1, 5, 3, 4]),
            ("SELECT kehu_order('d', rid, s) FROM t", vec![3, 5, 1, 2, 4]),
            ("SELECT kehu_rids(rid) FROM t WHERE n = 5", vec![1, 4]),
            ("SELECT kehu_order('a', rid, n) FROM t WHERE FALSE", vec![]),
            ("SELECT kehu_rids(rid) FROM t WHERE FALSE", vec![]),
        ] {
            let packed: Vec<u8> = sqlx::query_scalar(sql).fetch_one(&mut conn).await.unwrap();
            assert_eq!(unpack(&packed), expected, "{sql}");
        }
    }
}
