//! SQL functions of the query builder, on every connection: SQLite itself knows neither NFKC nor pinyin.
//!
//! `kehu_fold(text)` is the form in which texts are compared, `kehu_sort_key(text)` the one in which they sort,
//! `kehu_in_set(bits, n)` says whether bit `n` is set; the aggregates are told in
//! aggregates.rs. The schema uses none of them, so any tool can open the file.
#![expect(
    unsafe_code,
    reason = "sqlx has no way to register a function; the callbacks follow https://sqlite.org/c3ref/create_function.html"
)]

use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::{CStr, c_int, c_void};

use libsqlite3_sys as ffi;
use sqlx::SqliteConnection;

use super::{aggregates, sales};
use crate::change::readback;
use crate::text::normal::fold;
use crate::text::pinyin::sort_key;

/// A column of industries or cities repeats few values; a column of notes only costs what it costs.
const REMEMBERED: usize = 8_192;

/// Keys already spelled out on this connection.
type Memo = RefCell<HashMap<Box<str>, Box<str>>>;

/// Registers the functions.
pub(crate) async fn install(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let mut handle = conn.lock_handle().await?;
    let db = handle.as_raw_handle().as_ptr();
    let memo: *mut c_void = Box::into_raw(Box::<Memo>::default()).cast();
    // SAFETY: the lock keeps every other user of the connection away. The names are constant, the callbacks
    // keep to their own arguments, and the memo lives until SQLite calls `forget` with it.
    let codes = unsafe {
        [
            create(db, c"kehu_fold", 1, Call::Scalar(folded), None),
            create(db, c"kehu_sort_key", 1, Call::Scalar(spelled), Some(memo)),
            create(db, c"kehu_in_set", 2, Call::Scalar(in_set), None),
            create(db, c"kehu_rids", 1, Call::Aggregate(aggregates::rids_step, aggregates::rids_final), None),
            create(db, c"kehu_sales", 3, Call::Aggregate(sales::step, sales::last), None),
            create(db, c"kehu_read_back", 9, Call::Aggregate(readback::step, readback::last), None),
            create(db, c"kehu_order", -1, Call::Aggregate(aggregates::order_step, aggregates::order_final), None),
        ]
    };
    if codes.iter().all(|code| *code == ffi::SQLITE_OK) {
        Ok(())
    } else {
        Err(sqlx::Error::Protocol("an SQL function was refused".to_owned()))
    }
}

type Callback = unsafe extern "C" fn(*mut ffi::sqlite3_context, c_int, *mut *mut ffi::sqlite3_value);

#[derive(Clone, Copy)]
enum Call {
    Scalar(Callback),
    Aggregate(Callback, unsafe extern "C" fn(*mut ffi::sqlite3_context)),
}

/// # Safety
/// `db` is an open connection nobody else uses now; `call` takes that many arguments, or any for -1; `memo` was boxed
/// for `call` and is given away here.
unsafe fn create(db: *mut ffi::sqlite3, name: &CStr, arguments: c_int, call: Call, memo: Option<*mut c_void>) -> c_int {
    let flags = ffi::SQLITE_UTF8 | ffi::SQLITE_DETERMINISTIC | ffi::SQLITE_INNOCUOUS;
    let (scalar, step, last) = match call {
        Call::Scalar(scalar) => (Some(scalar), None, None),
        Call::Aggregate(step, last) => (None, Some(step), Some(last)),
    };
    let data = memo.unwrap_or(std::ptr::null_mut());
    let destroy = memo.map(|_| forget as unsafe extern "C" fn(*mut c_void));
    // SAFETY: as promised by the caller; `name` ends with NUL.
    unsafe { ffi::sqlite3_create_function_v2(db, name.as_ptr(), arguments, flags, data, scalar, step, last, destroy) }
}

/// # Safety
/// `value` is an argument of the callback that is running, and a text.
pub(crate) unsafe fn bytes<'a>(value: *mut ffi::sqlite3_value) -> &'a [u8] {
    // SAFETY: the bytes stay valid until the callback returns or asks for another type of this value.
    unsafe {
        let start = ffi::sqlite3_value_text(value);
        let length = usize::try_from(ffi::sqlite3_value_bytes(value)).unwrap_or(0);
        if start.is_null() { &[] } else { std::slice::from_raw_parts(start, length) }
    }
}

/// # Safety
/// `value` is an argument of the callback that is running.
pub(crate) unsafe fn blob<'a>(value: *mut ffi::sqlite3_value) -> &'a [u8] {
    // SAFETY: as for `bytes`.
    unsafe {
        let start = ffi::sqlite3_value_blob(value).cast::<u8>();
        let length = usize::try_from(ffi::sqlite3_value_bytes(value)).unwrap_or(0);
        if start.is_null() { &[] } else { std::slice::from_raw_parts(start, length) }
    }
}

/// # Safety
/// `value` is an argument of the callback that is running.
pub(crate) unsafe fn text<'a>(value: *mut ffi::sqlite3_value) -> Option<&'a str> {
    // SAFETY: as promised by the caller.
    unsafe {
        if ffi::sqlite3_value_type(value) == ffi::SQLITE_TEXT { std::str::from_utf8(bytes(value)).ok() } else { None }
    }
}

/// # Safety
/// `context` is that of the callback that is running.
unsafe fn answer(context: *mut ffi::sqlite3_context, text: &str) {
    // SAFETY: SQLite copies the bytes before this returns (SQLITE_TRANSIENT).
    unsafe {
        ffi::sqlite3_result_text64(
            context,
            text.as_ptr().cast(),
            text.len() as u64,
            ffi::SQLITE_TRANSIENT(),
            ffi::SQLITE_UTF8 as u8,
        )
    }
}

/// NULL and numbers stay what they are.
unsafe extern "C" fn folded(context: *mut ffi::sqlite3_context, _: c_int, values: *mut *mut ffi::sqlite3_value) {
    // SAFETY: SQLite calls with one argument, as registered.
    unsafe {
        match text(*values) {
            Some(raw) if !is_folded(raw) => answer(context, &fold(raw)),
            _ => ffi::sqlite3_result_value(context, *values),
        }
    }
}

/// The text is surely what folding would make of it: common Chinese characters, and ASCII without capitals, control
/// characters or idle spaces. Most Chinese names are, and folding costs far more than seeing that.
fn is_folded(text: &str) -> bool {
    let mut after_space = true;
    for c in text.chars() {
        match c {
            ' ' if after_space => return false,
            ' ' => {
                after_space = true;
                continue;
            }
            '!'..='@' | '['..='~' | '\u{4e00}'..='\u{9fff}' => {}
            _ => return false,
        }
        after_space = false;
    }
    !after_space || text.is_empty()
}

unsafe extern "C" fn spelled(context: *mut ffi::sqlite3_context, _: c_int, values: *mut *mut ffi::sqlite3_value) {
    // SAFETY: SQLite calls with one argument, as registered; the user data is the memo, and a connection runs
    // one function at a time.
    unsafe {
        let Some(raw) = text(*values) else { return ffi::sqlite3_result_value(context, *values) };
        let memo = &*ffi::sqlite3_user_data(context).cast::<Memo>();
        let mut memo = memo.borrow_mut();
        if let Some(key) = memo.get(raw) {
            return answer(context, key);
        }
        let key = sort_key(raw);
        answer(context, &key);
        if memo.len() == REMEMBERED {
            memo.clear();
        }
        memo.insert(raw.into(), key.into());
    }
}

unsafe extern "C" fn in_set(context: *mut ffi::sqlite3_context, _: c_int, values: *mut *mut ffi::sqlite3_value) {
    // SAFETY: SQLite calls with two arguments, as registered; the bytes stay valid until the callback returns.
    unsafe {
        let (set, number) = (*values, *values.add(1));
        ffi::sqlite3_result_int(context, c_int::from(has(blob(set), ffi::sqlite3_value_int64(number))));
    }
}

unsafe extern "C" fn forget(memo: *mut c_void) {
    // SAFETY: SQLite calls this once, with the pointer made in `install`.
    drop(unsafe { Box::from_raw(memo.cast::<Memo>()) });
}

/// A set of row numbers, a bit each.
pub(crate) fn bits(numbers: &[i64]) -> Vec<u8> {
    let highest = numbers.iter().copied().max().unwrap_or(0);
    let mut bits = vec![0; usize::try_from(highest / 8 + 1).unwrap_or(1)];
    for number in numbers.iter().filter_map(|n| usize::try_from(*n).ok()) {
        bits[number / 8] |= 1 << (number % 8);
    }
    bits
}

fn has(bits: &[u8], number: i64) -> bool {
    usize::try_from(number).is_ok_and(|n| bits.get(n / 8).is_some_and(|byte| byte >> (n % 8) & 1 == 1))
}

#[cfg(test)]
mod tests {
    use sqlx::Connection as _;

    use super::*;

    proptest::proptest! {
        #[test]
        fn what_looks_folded_is(text in "[ a-zA-Z0-9!~公司上ａÉ\u{9fff}\u{3000}]{0,8}") {
            if is_folded(&text) {
                proptest::prop_assert_eq!(fold(&text), text);
            }
        }
    }

    #[tokio::test]
    async fn sql_folds_sorts_and_looks_into_sets() {
        let mut conn = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        install(&mut conn).await.unwrap();
        let row: (String, Option<String>, i64) =
            sqlx::query_as("SELECT kehu_fold('ＡＢＣ 公司'), kehu_fold(NULL), kehu_fold(7)")
                .fetch_one(&mut conn)
                .await
                .unwrap();
        assert_eq!(row, ("abc 公司".to_owned(), None, 7));
        let sorted: Vec<String> = sqlx::query_scalar(
            "SELECT column1 FROM (VALUES ('赵'), ('Bob'), ('阿里'), ('赵')) ORDER BY kehu_sort_key(column1)",
        )
        .fetch_all(&mut conn)
        .await
        .unwrap();
        assert_eq!(sorted, ["阿里", "Bob", "赵", "赵"]);
        let set = bits(&[1, 9, 64]);
        let found: Vec<i64> = sqlx::query_scalar("SELECT column1 FROM (VALUES (-1), (0), (1), (8), (9), (64), (65), (1000000)) WHERE kehu_in_set(?, column1)")
            .bind(set)
            .fetch_all(&mut conn)
            .await
            .unwrap();
        assert_eq!(found, [1, 9, 64]);
    }
}
