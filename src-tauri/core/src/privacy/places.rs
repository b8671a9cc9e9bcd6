//! Where a person is found, and how each place lets go of them. The dry run and the erasure are this one walk: the dry
//! run takes it back.

use std::collections::BTreeSet;

use serde_json::Value;

use super::certificate::{Account, id_of, subject_of};
use super::store;
use crate::access::Seen;
use crate::change::redact::redact;
use crate::error::Result;
use crate::parent::ParentRef;
use crate::tx::Tx;

/// A shorter word is part of too many others to be looked for.
const FEWEST_BYTES: usize = 6;

/// Removes the person from the database inside the open transaction and writes down what was done.
pub(super) async fn clear(tx: &mut Tx, seen: Seen<ParentRef>, by_rule: bool) -> Result<Account> {
    let record = seen.id();
    store::overwrite_freed(tx.conn()).await?;
    let mut account = Account { subject: subject_of(record), by_rule, ..Account::default() };
    let alias = format!("erased-{}", &account.subject[..8]);
    account.kind = match record {
        ParentRef::Customer { .. } => "customer".to_owned(),
        ParentRef::Contact { .. } => "contact".to_owned(),
    };
    let words = words(tx, seen).await?;
    // What points at the person from the history of others is known before it goes.
    let strangers = store::strangers(tx.conn(), seen).await?;
    for (place, statement) in store::CHILDREN {
        account.count(place, store::remove(tx.conn(), statement, record).await?);
    }
    let (now, actor) = (tx.now(), tx.actor());
    if store::anonymise_purchases(tx.conn(), record, &mut account).await? {
        store::anonymise(tx.conn(), record, &alias, now, actor).await?;
        account.alias = Some(alias.clone());
    } else {
        store::remove_record(tx.conn(), record).await?;
    }
    account.count(
        match record {
            ParentRef::Customer { .. } => "customers",
            ParentRef::Contact { .. } => "contacts",
        },
        1,
    );
    account.count("search_index", 1);
    replace_elsewhere(tx, &words, &alias, &mut account).await?;
    let mut entries = store::entries_of(tx.conn(), record, &strangers).await?;
    for word in &words {
        entries.extend(store::entries_with(tx.conn(), word).await?);
    }
    let entries: Vec<i64> = entries.into_iter().collect();
    let by = tx.seq();
    redact(tx.conn(), by, &entries).await?;
    account.redacted = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    account.count("change", entries.len() as u64);
    tx.note(account.note(id_of(record))).await?;
    Ok(account)
}

/// The names and the numbers the person has and had, long enough to be looked for elsewhere.
pub(super) async fn words(tx: &mut Tx, seen: Seen<ParentRef>) -> Result<BTreeSet<String>> {
    let mut words = store::words(tx.conn(), seen).await?;
    words.retain(|word| word.len() >= FEWEST_BYTES);
    Ok(words)
}

/// Lists kept under a filter and accounts of imports name persons, too: there the name gives way to the alias.
async fn replace_elsewhere(tx: &mut Tx, words: &BTreeSet<String>, alias: &str, account: &mut Account) -> Result<()> {
    for place in store::TEXTS {
        for (id, text) in store::texts(tx.conn(), place).await? {
            if let Some(scrubbed) = scrub(&text, words, alias) {
                store::set_text(tx.conn(), place, id, &scrubbed).await?;
                account.count(place.table, 1);
            }
        }
    }
    for word in words {
        account.count("import_rows", store::forget_import_rows(tx.conn(), word).await?);
    }
    Ok(())
}

/// The text with every word replaced; `None` when there is none in it. JSON stays JSON.
fn scrub(text: &str, words: &BTreeSet<String>, alias: &str) -> Option<String> {
    let mut found = false;
    let mut replace = |text: &mut String| {
        for word in words.iter().rev() {
            if let Some(replaced) = replace_whole(text, word, alias) {
                *text = replaced;
                found = true;
            }
        }
    };
    let scrubbed = match serde_json::from_str::<Value>(text) {
        Ok(mut value) => {
            strings(&mut value, &mut replace);
            value.to_string()
        }
        Err(_) => {
            let mut text = text.to_owned();
            replace(&mut text);
            text
        }
    };
    found.then_some(scrubbed)
}

/// The text with the word replaced where it stands alone: Martin is not in Martina, 张伟 is in 张伟介绍.
fn replace_whole(text: &str, word: &str, alias: &str) -> Option<String> {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (starts, ends) = (joins(word.chars().next()), joins(word.chars().next_back()));
    let mut replaced = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices(word) {
        let after = at + word.len();
        if (starts && joins(text[..at].chars().next_back())) || (ends && joins(text[after..].chars().next())) {
            continue;
        }
        replaced.push_str(&text[from..at]);
        replaced.push_str(alias);
        from = after;
    }
    if from == 0 {
        return None;
    }
    replaced.push_str(&text[from..]);
    Some(replaced)
}

fn strings(value: &mut Value, visit: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            // A filter is JSON within JSON.
            Ok(mut inner @ (Value::Object(_) | Value::Array(_))) => {
                let before = inner.clone();
                strings(&mut inner, visit);
                if inner != before {
                    *text = inner.to_string();
                }
            }
            _ => visit(text),
        },
        Value::Array(list) => list.iter_mut().for_each(|value| strings(value, visit)),
        Value::Object(map) => map.values_mut().for_each(|value| strings(value, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_name_gives_way_and_json_stays_json() {
        let words: BTreeSet<String> = ["张伟明".to_owned(), "13800138000".to_owned()].into();
        let text = r#"{"filter":"{\"name\":\"张伟明\"}","rows":13800138000,"issues":["call 13800138000"]}"#;
        let scrubbed = scrub(text, &words, "erased-1").unwrap();
        let value: Value = serde_json::from_str(&scrubbed).unwrap();
        assert_eq!(value["filter"], r#"{"name":"erased-1"}"#);
        assert_eq!((&value["rows"], &value["issues"][0]), (&13_800_138_000_i64.into(), &"call erased-1".into()));
        let martin: BTreeSet<String> = ["Martin".to_owned()].into();
        assert_eq!(scrub("Martina", &martin, "erased-1"), None);
        assert_eq!(scrub("of Martin, Martina", &martin, "erased-1").unwrap(), "of erased-1, Martina");
        assert_eq!(scrub("an import of 李雷.csv", &words, "erased-1"), None);
    }
}
