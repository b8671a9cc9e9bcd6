//! The change log recomputed from its first transaction.

use futures_util::TryStreamExt as _;
use sqlx::SqliteConnection;

use super::store::{self, LoggedTx};
use crate::change::log::{Chain, Header};
use crate::error::Result;
use crate::workspace::hex_decode;

/// Transactions that are read at a time.
const PAGE: i64 = 500;

/// The number of the first transaction that is not what was written, if any. All later ones build on it.
///
/// `noted` is the hash of the newest transaction when the workspace was last closed, in hexadecimal: a log that never
/// comes by it was cut off.
pub(super) async fn broken(conn: &mut SqliteConnection, noted: &str) -> Result<Vec<String>> {
    let noted = hex_decode(noted).unwrap_or_default();
    let mut head = Vec::new();
    let mut met = noted.is_empty();
    let (mut last, mut next_entry) = (0, 1);
    loop {
        let page = store::transactions(conn, last, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for tx in page {
            last = tx.seq;
            match recompute(conn, &head, next_entry, &tx).await? {
                Some(hash) if tx.hash.as_deref() == Some(hash.as_slice()) => {
                    met |= hash == noted;
                    head = hash;
                }
                _ => return Ok(vec![tx.seq.to_string()]),
            }
            next_entry = tx.last_entry.unwrap_or(0) + 1;
        }
    }
    if !met {
        return Ok(vec!["cut_off".to_owned()]);
    }
    // Entries behind the end belong to nobody.
    Ok(store::entry_from(conn, next_entry).await?.map(|tx| tx.to_string()).into_iter().collect())
}

/// The hash the transaction should have. `None` when its entries are not the ones that follow those before it.
async fn recompute(
    conn: &mut SqliteConnection,
    head: &[u8],
    next_entry: i64,
    tx: &LoggedTx,
) -> Result<Option<Vec<u8>>> {
    let Some(last_entry) = tx.last_entry.filter(|_| tx.first_entry == next_entry) else { return Ok(None) };
    let header =
        Header { id: tx.id, op: &tx.op, actor: tx.actor, device: tx.device, hlc: tx.hlc, at: tx.at, undoes: tx.undoes };
    let mut chain = Chain::new(head, &header);
    let mut expected = next_entry;
    let mut entries = store::entries(conn, next_entry, last_entry);
    while let Some(numbered) = entries.try_next().await? {
        if numbered.seq != expected || numbered.tx != tx.seq {
            return Ok(None);
        }
        chain.add(&numbered.entry);
        expected += 1;
    }
    Ok((expected == last_entry + 1).then(|| chain.finish()))
}
