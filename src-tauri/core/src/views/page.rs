//! A window of a list: which rows are in it, and how many there are in all.
//!
//! Two ways lead there. *Walking*: an index delivers the order and holds every column the filter reads (or the
//! filter's rows are known as a set of bits), so the rows of the window come from the index alone, from the
//! nearest known place. *Gathering*: all row numbers in order, in one pass, remembered until data changes; for
//! orders without an index, and when few rows match. Measured on 200,000 rows: a step of a walk costs 40 to
//! 80 ns, a gathered row about 1 µs, a pass over the table 50 to 90 ms.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::anchors::{Anchors, Key, Set};
use super::fields::{Entity, FastOrder};
use super::functions::bits;
use super::question::{Hint, Question};
use super::sql::{Bind, Sql};
use super::walk::Walk;
use crate::crm::Session;
use crate::error::Result;

/// With fewer matches than this, gathering them costs less than a long walk may. Tests walk short lists too.
const SPARSE: u64 = if cfg!(test) { 8 } else { 4_000 };
/// More rows than a screen holds are asked for in pieces.
const MAX_ROWS: u32 = 10_000;

/// Which rows of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ListState {
    /// Those one works with.
    #[default]
    Live,
    /// Those put aside.
    Archived,
    /// Those in the trash.
    Deleted,
}

/// A field to sort by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sort {
    /// A field of the registry.
    pub field: String,
    /// From the last to the first. Empty values come last either way.
    pub descending: bool,
}

/// What a list shows and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListQuery {
    /// A filter as JSON text.
    pub filter: Option<String>,
    /// Words to find.
    pub text: Option<String>,
    /// The order, at most five fields; none means newest first.
    pub sort: Vec<Sort>,
    /// Live, archived or deleted rows.
    pub state: ListState,
}

/// Some rows of a list and how many it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The rows of the window.
    pub rows: Vec<T>,
    /// How many rows the list has.
    #[specta(type = specta_typescript::Number)]
    pub total: u64,
}

/// Where a record stands in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Neighbours {
    /// From 1; 0 when the record is not in the list.
    #[specta(type = specta_typescript::Number)]
    pub position: u64,
    /// How many rows the list has.
    #[specta(type = specta_typescript::Number)]
    pub total: u64,
    /// The record before it.
    pub previous: Option<String>,
    /// The record after it.
    pub next: Option<String>,
}

impl Session {
    /// The row numbers of a window, and the total. `fetch` turns them into rows of the same snapshot.
    pub(super) async fn window<T>(
        &self,
        entity: Entity,
        query: &ListQuery,
        start: u64,
        count: u32,
        fetch: impl AsyncFnOnce(&mut SqliteConnection, &[i64]) -> Result<Vec<T>>,
    ) -> Result<Page<T>> {
        let lists = self.crm().lists();
        let generation = lists.generation();
        let mut snapshot = self.snapshot().await?;
        let question = Question::parse(snapshot.conn(), self, entity, query).await?;
        let mut listing = Listing { conn: snapshot.conn(), lists, generation, question: &question };
        let (rids, total) = listing.window(start, count.min(MAX_ROWS).into()).await?;
        let rows = fetch(snapshot.conn(), &rids).await?;
        snapshot.end().await?;
        Ok(Page { rows, total })
    }

    pub(super) async fn count_list(&self, entity: Entity, query: &ListQuery) -> Result<u64> {
        let lists = self.crm().lists();
        let generation = lists.generation();
        let mut snapshot = self.snapshot().await?;
        let question = Question::parse(snapshot.conn(), self, entity, query).await?;
        let count = Listing { conn: snapshot.conn(), lists, generation, question: &question }.count().await?;
        snapshot.end().await?;
        Ok(count)
    }

    pub(super) async fn neighbours(&self, entity: Entity, query: &ListQuery, id: Uuid) -> Result<Neighbours> {
        let lists = self.crm().lists();
        let generation = lists.generation();
        let mut snapshot = self.snapshot().await?;
        let question = Question::parse(snapshot.conn(), self, entity, query).await?;
        let mut listing = Listing { conn: snapshot.conn(), lists, generation, question: &question };
        let neighbours = listing.neighbours(id).await?;
        snapshot.end().await?;
        Ok(neighbours)
    }
}

struct Listing<'a> {
    conn: &'a mut SqliteConnection,
    lists: &'a Anchors,
    generation: u64,
    question: &'a Question,
}

/// How the rows of a question are reached.
enum Way {
    Walk(Walk, u64),
    Order(Arc<[i64]>),
}

impl Listing<'_> {
    async fn window(&mut self, start: u64, count: u64) -> Result<(Vec<i64>, u64)> {
        match self.way().await? {
            Way::Order(rids) => {
                let start = usize::try_from(start).unwrap_or(usize::MAX).min(rids.len());
                let end = start.saturating_add(usize::try_from(count).unwrap_or(usize::MAX)).min(rids.len());
                Ok((rids[start..end].to_vec(), rids.len() as u64))
            }
            Way::Walk(walk, total) => {
                let end = total.min(start.saturating_add(count));
                let rids = if start < end {
                    walk.window(self.conn, self.lists, self.generation, start, end, total).await?
                } else {
                    Vec::new()
                };
                Ok((rids, total))
            }
        }
    }

    async fn count(&mut self) -> Result<u64> {
        let everything = self.question.is_everything();
        if self.question.is_live() && !everything && self.question.own_index().is_none() {
            return Ok(self.set().await?.rids.len() as u64);
        }
        self.total(self.question.own_index().map_or(Hint::Free, Hint::Index)).await
    }

    async fn way(&mut self) -> Result<Way> {
        let question = self.question;
        let Some((fast, descending)) = question.fast() else { return self.gather(question.pass()).await };
        if question.covered_by(fast.column) {
            let index = question.own_index().unwrap_or(fast.index);
            let total = self.total(Hint::Index(index)).await?;
            if question.is_filtered() && total <= SPARSE {
                return self.gather(Hint::Index(index)).await;
            }
            let fast = question.within(fast);
            return Ok(Way::Walk(self.walk(fast, descending, question.condition.clone()), total));
        }
        let set = self.set().await?;
        let total = set.rids.len() as u64;
        if total <= SPARSE {
            return self.gather_set(&set).await;
        }
        let mut members = Sql::new(question.entity.root().live);
        members.push(" AND kehu_in_set(").bind(Bind::Blob(Arc::clone(&set.bits))).push(", r.rid)");
        Ok(Way::Walk(self.walk(fast, descending, members), total))
    }

    fn walk(&self, fast: FastOrder, descending: bool, members: Sql) -> Walk {
        Walk {
            table: self.question.entity.root().table,
            fast,
            descending,
            members,
            identity: self.question.condition.clone(),
        }
    }

    async fn total(&mut self, hint: Hint) -> Result<u64> {
        let sql = if self.question.is_everything() {
            Arc::new(Sql::new(self.question.entity.root().count))
        } else {
            self.question.select(&Sql::new("count(*)"), hint)
        };
        if let Some(total) = self.lists.total(&sql) {
            return Ok(total);
        }
        let total = sql.number(self.conn).await?;
        self.lists.keep_total(self.generation, &sql, total);
        Ok(total)
    }

    async fn set(&mut self) -> Result<Set> {
        let sql = self
            .question
            .tagged()
            .map_or_else(|| self.question.select(&Sql::new("kehu_rids(r.rid)"), self.question.pass()), Arc::new);
        if let Some(set) = self.lists.set(&sql) {
            return Ok(set);
        }
        let rids = sql.numbers(self.conn).await?;
        let set = Set { bits: bits(&rids).into(), rids: rids.into() };
        self.lists.keep_set(self.generation, &sql, set.clone());
        Ok(set)
    }

    async fn gather(&mut self, hint: Hint) -> Result<Way> {
        let sql = self.question.select(&self.question.in_order(), hint);
        self.order(&sql, &sql).await
    }

    async fn gather_set(&mut self, set: &Set) -> Result<Way> {
        let list = format!("[{}]", set.rids.iter().map(i64::to_string).collect::<Vec<_>>().join(","));
        let mut sql = Sql::new("SELECT ");
        sql.append(&self.question.in_order()).push(" FROM json_each(").bind(list).push(") j CROSS JOIN ");
        sql.push(self.question.entity.root().table).push(" r ON r.rid = j.value");
        let key = self.question.select(&self.question.in_order(), Hint::Free);
        self.order(&key, &sql).await
    }

    async fn order(&mut self, key: &Key, sql: &Sql) -> Result<Way> {
        if let Some(rids) = self.lists.order(key) {
            return Ok(Way::Order(rids));
        }
        let rids: Arc<[i64]> = sql.numbers(self.conn).await?.into();
        self.lists.keep_order(self.generation, key, Arc::clone(&rids));
        Ok(Way::Order(rids))
    }

    async fn neighbours(&mut self, id: Uuid) -> Result<Neighbours> {
        let way = self.way().await?;
        let total = match &way {
            Way::Order(rids) => rids.len() as u64,
            Way::Walk(_, total) => *total,
        };
        let Some(offset) = self.position(&way, id).await? else {
            return Ok(Neighbours { position: 0, total, previous: None, next: None });
        };
        let start = offset.saturating_sub(1);
        let (rids, _) = self.window(start, 3).await?;
        let at = usize::try_from(offset - start).unwrap_or(0);
        let previous = if at == 0 { None } else { self.id(rids.first()).await? };
        let next = self.id(rids.get(at + 1)).await?;
        Ok(Neighbours { position: offset + 1, total, previous, next })
    }

    async fn position(&mut self, way: &Way, id: Uuid) -> Result<Option<u64>> {
        let mut sql = Sql::new("SELECT r.rid FROM ");
        sql.push(self.question.entity.root().table)
            .push(" r WHERE ")
            .append(&self.question.condition)
            .push(" AND r.id = ")
            .bind(id);
        let Some(rid) = sql.maybe_number(self.conn).await? else { return Ok(None) };
        match way {
            Way::Order(rids) => Ok(rids.iter().position(|known| *known == rid).map(|at| at as u64)),
            Way::Walk(walk, total) => {
                walk.position(self.conn, self.lists, self.generation, rid, *total).await.map(Some)
            }
        }
    }

    async fn id(&mut self, rid: Option<&i64>) -> Result<Option<String>> {
        let Some(rid) = rid else { return Ok(None) };
        let mut sql = Sql::new("SELECT id FROM ");
        sql.push(self.question.entity.root().table).push(" WHERE rid = ").bind(*rid);
        Ok(sql.maybe_id(self.conn).await?.map(|id| id.to_string()))
    }
}
