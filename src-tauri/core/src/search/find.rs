//! The search box: the best hits first, the next page by where the last one ended.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::Kind;
use super::query::{Query, RANKS};
use crate::access::{Action, Listed, Object};
use crate::crm::Session;
use crate::error::Result;
use crate::views::{self, Entity};

/// Rows of the index below this many times the rank: the rank and the row of the last hit make one number.
const PER_RANK: i64 = 1 << 44;

/// What of a record matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum MatchedOn {
    /// A name, as written, in pinyin or by initials.
    Name,
    /// A number, a mail address, a code.
    Reach,
    /// A note, an address, a title.
    Body,
}

/// One record that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SearchHit {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Of a contact, the customer; of a customer, the short name or the city.
    pub subtitle: Option<String>,
    /// Why it was found.
    pub matched_on: MatchedOn,
}

/// A page of hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SearchResult {
    /// Whole names first, then beginnings of names, initials, other parts of names, ways to reach, notes;
    /// the newest first within each. No record comes twice.
    pub hits: Vec<SearchHit>,
    /// Where the next page starts; none after the last.
    #[specta(type = Option<specta_typescript::Number>)]
    pub after: Option<i64>,
}

impl Session {
    /// The page of at most `limit` (200) hits for what somebody typed so far; `after` is where the last page ended.
    pub async fn search(&self, text: &str, limit: usize, after: Option<i64>) -> Result<SearchResult> {
        let mut read = self.read().await?;
        let seen = Seen {
            customers: views::seen(read.conn(), self, Entity::Customer).await?,
            contacts: views::seen(read.conn(), self, Entity::Contact).await?,
            owners: read.rights().await?.listed(Object::Customers, Action::See),
            everywhere: read.rights().await?.searches_all(),
        };
        Ok(find(read.conn(), &seen, text, limit.clamp(1, 200), after).await?)
    }
}

/// The records the asker sees, a bit each; `None` for all.
struct Seen {
    customers: Option<Arc<[u8]>>,
    contacts: Option<Arc<[u8]>>,
    /// Whose customers.
    owners: Listed,
    /// Not in names alone.
    everywhere: bool,
}

impl Seen {
    /// The rows of the index that match and are seen, the newest first.
    async fn rows(
        &self,
        conn: &mut SqliteConnection,
        expression: &str,
        below: i64,
        wanted: i64,
    ) -> sqlx::Result<Vec<i64>> {
        if self.customers.is_none() && self.contacts.is_none() {
            return sqlx::query_scalar(
                "SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
            )
            .bind(expression)
            .bind(below)
            .bind(wanted)
            .fetch_all(conn)
            .await;
        }
        sqlx::query_scalar(
            "SELECT rowid FROM search_index WHERE search_index MATCH ?1 AND rowid < ?2
             AND CASE rowid % 2 WHEN 0 THEN ?3 IS NULL OR kehu_in_set(?3, rowid / 2) ELSE ?4 IS NULL OR kehu_in_set(?4, rowid / 2) END
             ORDER BY rowid DESC LIMIT ?5",
        )
        .bind(expression)
        .bind(below)
        .bind(self.customers.clone())
        .bind(self.contacts.clone())
        .bind(wanted)
        .fetch_all(conn)
        .await
    }
}

async fn find(
    conn: &mut SqliteConnection,
    seen: &Seen,
    text: &str,
    limit: usize,
    after: Option<i64>,
) -> sqlx::Result<SearchResult> {
    let mut result = SearchResult { hits: Vec::new(), after: None };
    let Some(query) = Query::parse(text) else { return Ok(result) };
    let query = if seen.everywhere { query } else { query.guarded(text) };
    let (mut rank, mut below) =
        after.map_or((0, i64::MAX), |after| (usize::try_from(after / PER_RANK).unwrap_or(RANKS), after % PER_RANK));
    let mut found: Vec<(usize, i64)> = Vec::new();
    let ranks = query.ranks();
    while rank < RANKS && found.len() <= limit {
        if let Some(expression) = &ranks[rank] {
            // One more than asked for tells whether there is a next page.
            let wanted = i64::try_from(limit + 1 - found.len()).unwrap_or(i64::MAX);
            let rows = seen.rows(&mut *conn, expression, below, wanted).await?;
            found.extend(rows.into_iter().map(|row| (rank, row)));
        }
        (rank, below) = (rank + 1, i64::MAX);
    }
    if found.len() > limit {
        found.truncate(limit);
        result.after = found.last().map(|&(rank, row)| i64::try_from(rank).unwrap_or(0) * PER_RANK + row);
    }
    let mut shown = described(conn, seen, &found).await?;
    result.hits = found
        .into_iter()
        .filter_map(|(rank, row)| {
            let (id, title, subtitle) = shown.remove(&row)?;
            let matched_on = match rank {
                0..=3 => MatchedOn::Name,
                4 => MatchedOn::Reach,
                _ => MatchedOn::Body,
            };
            Some(SearchHit { kind: Kind::of_row(row).0, id, title, subtitle, matched_on })
        })
        .collect();
    Ok(result)
}

/// Id, name and subtitle of each row of the index.
async fn described(
    conn: &mut SqliteConnection,
    seen: &Seen,
    found: &[(usize, i64)],
) -> sqlx::Result<HashMap<i64, (String, String, Option<String>)>> {
    let of = |wanted: Kind| {
        let rids: Vec<String> = found
            .iter()
            .map(|&(_, row)| Kind::of_row(row))
            .filter(|&(kind, _)| kind == wanted)
            .map(|(_, rid)| rid.to_string())
            .collect();
        format!("[{}]", rids.join(","))
    };
    let mut shown = HashMap::with_capacity(found.len());
    let rids = of(Kind::Customer);
    let customers = sqlx::query!(
        r#"SELECT c.rid AS "rid!", c.id AS "id!: uuid::Uuid", c.name,
                  coalesce(c.short_name, (SELECT coalesce(a.city, a.province) FROM addresses a WHERE a.customer_id = c.id ORDER BY a.position LIMIT 1)) AS "subtitle?: String"
           FROM customers c WHERE c.rid IN (SELECT value FROM json_each(?))"#,
        rids
    )
    .fetch_all(&mut *conn)
    .await?;
    shown.extend(
        customers.into_iter().map(|row| (Kind::Customer.row(row.rid), (row.id.to_string(), row.name, row.subtitle))),
    );
    let rids = of(Kind::Contact);
    let contacts = sqlx::query!(
        r#"SELECT c.rid AS "rid!", c.id AS "id!: uuid::Uuid", c.name,
                  (SELECT o.name FROM customer_contacts l JOIN customers o ON o.id = l.customer_id
                   WHERE l.contact_id = c.id AND l.to_on IS NULL AND o.deleted_at IS NULL
                     AND (?2 IS NULL OR o.owner_id IN (SELECT unhex(value) FROM json_each(?2)) OR o.rid IN (SELECT value FROM json_each(?3)))
                   ORDER BY l.is_primary DESC, l.id LIMIT 1) AS "subtitle?: String"
           FROM contacts c WHERE c.rid IN (SELECT value FROM json_each(?1))"#,
        rids,
        seen.owners.owners,
        seen.owners.shared
    )
    .fetch_all(conn)
    .await?;
    shown.extend(
        contacts.into_iter().map(|row| (Kind::Contact.row(row.rid), (row.id.to_string(), row.name, row.subtitle))),
    );
    Ok(shown)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::strategy::ValueTree as _;

    use super::*;
    use crate::search::{match_expression, rebuild, verify};
    use crate::testing::a_workspace;
    use crate::text::{initials, pinyin};
    use crate::{Op, Tx, customers};

    /// A customer with what it may be found by.
    async fn add_customer(
        tx: &mut Tx,
        name: &str,
        mobile: Option<&str>,
        mail: Option<&str>,
        note: Option<&str>,
    ) -> uuid::Uuid {
        let (id, actor, now): (uuid::Uuid, _, _) = (tx.new_id(), tx.actor(), tx.now());
        sqlx::query!(
            "INSERT INTO customers (id, kind, name, note, created_at, created_by, updated_at, updated_by) VALUES (?, 'organisation', ?, ?, ?, ?, ?, ?)",
            id, name, note, now, actor, now, actor
        )
        .execute(tx.conn())
        .await
        .unwrap();
        for (kind, raw) in [("mobile", mobile), ("email", mail)] {
            let Some(raw) = raw else { continue };
            let method: uuid::Uuid = tx.new_id();
            let norm = crate::text::phone::normalise(raw, "CN").map_or_else(|| raw.to_owned(), |phone| phone.norm);
            sqlx::query!(
                "INSERT INTO contact_methods (id, customer_id, kind, raw, norm) VALUES (?, ?, ?, ?, ?)",
                method,
                id,
                kind,
                raw,
                norm
            )
            .execute(tx.conn())
            .await
            .unwrap();
        }
        id
    }

    async fn titles(session: &Session, text: &str) -> Vec<String> {
        session.search(text, 50, None).await.unwrap().hits.into_iter().map(|hit| hit.title).collect()
    }

    #[tokio::test]
    async fn the_best_kind_of_match_comes_first_and_the_newest_within_it() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let mut tx = session.begin(Op::Customers(customers::Op::Create)).await.unwrap();
        for (name, mobile, mail, note) in [
            ("张伟", Some("138 1234 5678"), None, None),
            ("伟张贸易", None, None, None),
            ("深圳市腾讯计算机系统有限公司", None, Some("hello@tencent.com"), None),
            ("张伟民", None, None, None),
            ("北京张伟科技", None, None, None),
            ("王芳", None, None, Some("张伟的朋友, likes GTX Pro")),
            ("GTX Pro 500", None, None, None),
            ("中外运", None, None, None),
            ("重庆长城", None, None, None),
            ("José “Pepe” O'Brien", None, None, None),
            ("شركة النور", None, None, None),
            ("トヨタ自動車", None, None, None),
        ] {
            add_customer(&mut tx, name, mobile, mail, note).await;
        }
        tx.commit().await.unwrap();
        for (text, expected) in [
            ("张伟", vec!["张伟", "张伟民", "北京张伟科技", "王芳"]),
            ("伟张", vec!["伟张贸易"]),
            ("张", vec!["张伟民", "张伟", "北京张伟科技", "伟张贸易"]),
            ("zw", vec!["中外运", "张伟民", "张伟", "北京张伟科技"]),
            ("zwy", vec!["中外运"]),
            ("zhangwei", vec!["张伟", "张伟民", "北京张伟科技"]),
            ("ZHANG WEI", vec!["张伟", "张伟民", "北京张伟科技", "伟张贸易"]),
            ("zhangw", vec!["张伟民", "张伟", "北京张伟科技"]),
            ("tengxun", vec!["深圳市腾讯计算机系统有限公司"]),
            ("tengxunj", vec!["深圳市腾讯计算机系统有限公司"]),
            ("txjsj", vec!["深圳市腾讯计算机系统有限公司"]),
            ("szstx", vec!["深圳市腾讯计算机系统有限公司"]),
            ("腾讯 tencent", vec!["深圳市腾讯计算机系统有限公司"]),
            ("hello@ten", vec!["深圳市腾讯计算机系统有限公司"]),
            ("公司", vec!["深圳市腾讯计算机系统有限公司"]),
            ("gtxpro", vec!["GTX Pro 500"]),
            ("gtx pro", vec!["GTX Pro 500", "王芳"]),
            ("138", vec!["张伟"]),
            ("3456", vec!["张伟"]),
            ("138-1234-5678", vec!["张伟"]),
            ("+86 138 1234", vec!["张伟"]),
            ("008613812345678", vec!["张伟"]),
            ("5678 zhang", vec!["张伟"]),
            ("chongqing", vec!["重庆长城"]),
            ("zhongqing", vec!["重庆长城"]),
            ("zhangcheng", vec!["重庆长城"]),
            ("cqcc", vec!["重庆长城"]),
            ("jose o'b", vec!["José “Pepe” O'Brien"]),
            ("النور", vec!["شركة النور"]),
            ("自動車", vec!["トヨタ自動車"]),
            ("not found OR \"*", vec![]),
        ] {
            assert_eq!(titles(&session, text).await, expected, "{text}");
        }
    }

    #[tokio::test]
    async fn paging_finds_everything_once() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let mut tx = session.begin(Op::Customers(customers::Op::Create)).await.unwrap();
        for n in 0..150 {
            let name = ["张伟", "张伟民", "北京张伟", "王芳"][n % 4];
            add_customer(&mut tx, name, None, None, (n % 4 == 3).then_some("认识张伟")).await;
        }
        tx.commit().await.unwrap();
        let (mut seen, mut after, mut pages) = (Vec::new(), None, 0);
        loop {
            let page = session.search("张伟", 20, after).await.unwrap();
            seen.extend(page.hits.into_iter().map(|hit| hit.id));
            (after, pages) = (page.after, pages + 1);
            if after.is_none() {
                break;
            }
        }
        assert_eq!((seen.len(), pages), (150, 8));
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 150);
    }

    #[tokio::test]
    async fn the_index_follows_every_change() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let mut tx = session.begin(Op::Customers(customers::Op::Create)).await.unwrap();
        let id = add_customer(&mut tx, "旧名字", Some("13812345678"), None, None).await;
        let gone = add_customer(&mut tx, "要删除的", None, None, None).await;
        let contact: uuid::Uuid = tx.new_id();
        let (actor, now) = (tx.actor(), tx.now());
        sqlx::query!(
            "INSERT INTO contacts (id, name, title, created_at, created_by, updated_at, updated_by) VALUES (?, '李雷', '采购经理', ?, ?, ?, ?)",
            contact, now, actor, now, actor
        )
        .execute(tx.conn())
        .await
        .unwrap();
        let link: uuid::Uuid = tx.new_id();
        sqlx::query!("INSERT INTO customer_contacts (id, customer_id, contact_id) VALUES (?, ?, ?)", link, id, contact)
            .execute(tx.conn())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let hits = session.search("采购", 5, None).await.unwrap().hits;
        assert_eq!(
            (hits[0].kind, hits[0].subtitle.as_deref(), hits[0].matched_on),
            (Kind::Contact, Some("旧名字"), MatchedOn::Body)
        );

        let mut tx = session.begin(Op::Customers(customers::Op::Create)).await.unwrap();
        sqlx::query!("UPDATE customers SET name = '新名字' WHERE id = ?", id).execute(tx.conn()).await.unwrap();
        sqlx::query!("UPDATE customers SET deleted_at = 1 WHERE id = ?", gone).execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(titles(&session, "旧名字").await, Vec::<String>::new());
        assert_eq!(titles(&session, "名字").await, ["新名字"]);
        assert_eq!(titles(&session, "要删除").await, Vec::<String>::new());
        assert_eq!(session.search("3456", 5, None).await.unwrap().hits[0].matched_on, MatchedOn::Reach);

        let mut tx = session.begin(Op::Customers(customers::Op::Create)).await.unwrap();
        sqlx::query!("DELETE FROM customer_contacts WHERE id = ?", link).execute(tx.conn()).await.unwrap();
        sqlx::query!("DELETE FROM contacts WHERE id = ?", contact).execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(titles(&session, "李雷").await, Vec::<String>::new());

        let mut tx = session.begin(Op::Customers(customers::Op::Create)).await.unwrap();
        assert_eq!(verify(tx.conn()).await.unwrap(), []);
        sqlx::query("DELETE FROM search_index WHERE rowid = 2").execute(tx.conn()).await.unwrap();
        assert!(!verify(tx.conn()).await.unwrap().is_empty());
        rebuild(tx.conn()).await.unwrap();
        assert_eq!(verify(tx.conn()).await.unwrap(), []);
    }

    #[tokio::test]
    async fn every_record_is_found_by_each_of_its_names() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let names = "[张王李单曾长重乐仇区]{1,2}[伟芳娜敏静强磊洋艳勇行]{1,2}|(北京|深圳市|重庆)?[华腾长城联想重工]{2,5}(科技|贸易)?(股份)?(有限公司)?|[A-Z][a-zé]{1,9}( [A-Z0-9][a-z0-9']{0,9}){0,3}|\\PC{1,12}";
        let mobiles = "1[3-9][0-9]{9}|0[2-9][0-9]{2}-?[0-9]{7,8}|\\+1 650-253-[0-9]{4}|[0-9]{3,6}";
        let people: Vec<(String, String)> =
            (0..120).map(|_| (names, mobiles).new_tree(&mut runner).unwrap().current()).collect();
        let mut tx = session.begin(Op::Customers(customers::Op::Create)).await.unwrap();
        let mut ids = Vec::new();
        for (name, mobile) in &people {
            ids.push(add_customer(&mut tx, name, Some(mobile), None, None).await.to_string());
        }
        tx.commit().await.unwrap();
        let mut read = session.read().await.unwrap();
        let owners = read.rights().await.unwrap().listed(Object::Customers, Action::See);
        let all = Seen { customers: None, contacts: None, owners, everywhere: true };
        for ((name, mobile), id) in people.iter().zip(&ids) {
            let digits: String = mobile.chars().filter(char::is_ascii_digit).collect();
            let fragments = (3..=digits.len()).flat_map(|length| {
                digits.as_bytes().windows(length).map(|window| String::from_utf8_lossy(window).into_owned())
            });
            let full = pinyin(name);
            let typed = full.char_indices().map(|(end, c)| full[..end + c.len_utf8()].to_owned());
            let beginnings = name.char_indices().map(|(end, c)| name[..end + c.len_utf8()].to_owned());
            for text in [name.clone(), initials(name)].into_iter().chain(typed).chain(beginnings).chain(fragments) {
                let Some(expression) = match_expression(Kind::Customer, &text, true) else { continue };
                let found: Vec<uuid::Uuid> = sqlx::query_scalar(
                    "SELECT id FROM customers WHERE rid IN (SELECT rowid >> 1 FROM search_index WHERE search_index MATCH ?)",
                )
                .bind(&expression)
                .fetch_all(read.conn())
                .await
                .unwrap();
                assert!(
                    found.iter().any(|found| found.to_string() == *id),
                    "{name:?} {mobile:?} by {text:?}: {expression}"
                );
                let first = find(read.conn(), &all, &text, 200, None).await.unwrap();
                assert!(first.hits.iter().any(|hit| hit.id == *id), "{name:?} {mobile:?} by {text:?}");
            }
        }
    }
}
