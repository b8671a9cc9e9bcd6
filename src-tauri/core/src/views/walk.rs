//! Walking an index: a window of rows from the nearest known place, without touching the table.
//!
//! Where the sort column may be empty the list has two parts, the filled one and the empty one behind it; in both
//! directions. Each part is a range of the index, so each is walked by itself, from whichever end is nearer.

use std::sync::Arc;

use sqlx::{Row as _, SqliteConnection, TypeInfo as _, ValueRef as _};

use super::anchors::{Anchors, Around, Key, Place};
use super::fields::FastOrder;
use super::sql::{Bind, Sql};
use crate::error::Result;

/// Rows that are stepped over sooner than the part is counted. Tests count short parts too.
const NEAR: u64 = if cfg!(test) { 20 } else { 2_000 };

/// An order an index delivers, over the rows of a condition it can answer.
pub(super) struct Walk {
    pub(super) table: &'static str,
    pub(super) fast: FastOrder,
    pub(super) descending: bool,
    /// The condition on `r`.
    pub(super) members: Sql,
    /// What the condition came from: names what is remembered.
    pub(super) identity: Sql,
}

/// A range of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The column is never empty.
    Whole,
    Filled,
    Empty,
}

impl Part {
    fn word(self) -> &'static str {
        match self {
            Self::Whole => "whole ",
            Self::Filled => "filled ",
            Self::Empty => "empty ",
        }
    }
}

/// Where reading begins.
#[derive(Clone, Copy)]
enum From<'a> {
    /// An end of the part.
    End,
    /// A known row, which is read again.
    At(&'a Place),
    /// A known row, which is not.
    Past(&'a Place),
}

impl Walk {
    /// The rows from `start` to `end`, both within `total`.
    pub(super) async fn window(
        &self,
        conn: &mut SqliteConnection,
        lists: &Anchors,
        generation: u64,
        start: u64,
        end: u64,
        total: u64,
    ) -> Result<Vec<i64>> {
        if !self.fast.nullable {
            return self.part(conn, lists, generation, Part::Whole, start, end, Some(total)).await;
        }
        let mut rids = Vec::new();
        let filled = match self.known_filled(lists) {
            Some(filled) => filled,
            None if self.is_near(lists, start) => {
                rids = self.part(conn, lists, generation, Part::Filled, start, end, None).await?;
                let found = start + rids.len() as u64;
                if found == end {
                    return Ok(rids);
                }
                if rids.is_empty() && start > 0 {
                    self.count_filled(conn, lists, generation, total).await?
                } else {
                    found
                }
            }
            None => self.count_filled(conn, lists, generation, total).await?,
        };
        lists.keep_total(generation, &self.known("count of filled "), filled);
        if rids.is_empty() && start < filled {
            rids = self.part(conn, lists, generation, Part::Filled, start, end.min(filled), Some(filled)).await?;
        }
        if end > filled {
            let empty = Some(total.saturating_sub(filled));
            let (start, end) = (start.saturating_sub(filled), end - filled);
            rids.extend(self.part(conn, lists, generation, Part::Empty, start, end, empty).await?);
        }
        Ok(rids)
    }

    /// Reading on from a known place costs less than counting the filled part.
    fn is_near(&self, lists: &Anchors, start: u64) -> bool {
        let known = lists.around(&self.known(Part::Filled.word()), start, start).below.map_or(0, |(offset, _)| offset);
        start - known <= NEAR
    }

    /// How many rows stand before this one.
    pub(super) async fn position(
        &self,
        conn: &mut SqliteConnection,
        lists: &Anchors,
        generation: u64,
        rid: i64,
        total: u64,
    ) -> Result<u64> {
        let mut sql = Sql::new("SELECT r.");
        sql.push(self.fast.column).push(", r.rid FROM ").push(self.table).push(" r WHERE r.rid = ").bind(rid);
        let place = place(&sql.query().fetch_one(&mut *conn).await?)?;
        let part = match (self.fast.nullable, &place.key) {
            (false, _) => Part::Whole,
            (true, Some(_)) => Part::Filled,
            (true, None) => Part::Empty,
        };
        let skipped = match part {
            Part::Empty => self.count_filled(conn, lists, generation, total).await?,
            Part::Whole | Part::Filled => 0,
        };
        let mut sql = Sql::new("SELECT count(*) FROM (");
        sql.append(&self.beyond(part, From::Past(&place), true)).push(")");
        Ok(skipped + sql.number(conn).await?)
    }

    fn known(&self, what: &'static str) -> Key {
        let mut sql = Sql::new(what);
        sql.push(self.fast.index).push(if self.descending { " DESC " } else { " ASC " }).append(&self.identity);
        Arc::new(sql)
    }

    fn known_filled(&self, lists: &Anchors) -> Option<u64> {
        lists.total(&self.known("count of filled "))
    }

    /// Counts the part that is likely to be the shorter one; `total` is the length of both.
    async fn count_filled(
        &self,
        conn: &mut SqliteConnection,
        lists: &Anchors,
        generation: u64,
        total: u64,
    ) -> Result<u64> {
        if let Some(filled) = self.known_filled(lists) {
            return Ok(filled);
        }
        let part = if lists.mostly_filled(self.fast.index) { Part::Empty } else { Part::Filled };
        let mut sql = Sql::new("SELECT count(*) FROM ");
        sql.append(&self.within(part));
        let counted = sql.number(conn).await?;
        let filled = if part == Part::Empty { total.saturating_sub(counted) } else { counted };
        lists.guess_filled(self.fast.index, filled > total / 2);
        lists.keep_total(generation, &self.known("count of filled "), filled);
        Ok(filled)
    }

    /// The rows of a part from `start` to `end`; `length` when it is known.
    #[expect(clippy::too_many_arguments, reason = "connection and memory travel together everywhere here")]
    async fn part(
        &self,
        conn: &mut SqliteConnection,
        lists: &Anchors,
        generation: u64,
        part: Part,
        start: u64,
        end: u64,
        length: Option<u64>,
    ) -> Result<Vec<i64>> {
        let key = self.known(part.word());
        let Around { below, above } = lists.around(&key, start, end);
        let forward = start - below.as_ref().map_or(0, |(offset, _)| *offset);
        let backward = above.as_ref().map(|(offset, _)| *offset).or(length).map(|offset| offset.saturating_sub(end));
        let back = backward.filter(|backward| *backward < forward);
        let (from, offset) = match (back, &below, &above) {
            (Some(offset), _, Some((_, place))) => (From::Past(place), offset),
            (Some(offset), _, None) => (From::End, offset),
            (None, Some((_, place)), _) => (From::At(place), forward),
            (None, None, _) => (From::End, forward),
        };
        let reversed = back.is_some();
        let rows = self.rows(part, from, reversed, end - start, offset).query().fetch_all(conn).await?;
        let mut places = rows.iter().map(place).collect::<Result<Vec<_>>>()?;
        if reversed {
            places.reverse();
        }
        let last = places.len().saturating_sub(1);
        let ends = [0, last].into_iter().filter_map(|i| places.get(i).map(|place| (start + i as u64, place.clone())));
        lists.keep_places(generation, &key, ends);
        Ok(places.iter().map(|place| place.rid).collect())
    }

    fn within(&self, part: Part) -> Sql {
        let mut sql = Sql::new(self.table);
        sql.push(" r INDEXED BY ").push(self.fast.index).push(" WHERE ").append(&self.members);
        match part {
            Part::Whole => {}
            Part::Filled => {
                sql.push(" AND r.").push(self.fast.column).push(" IS NOT NULL");
            }
            Part::Empty => {
                sql.push(" AND r.").push(self.fast.column).push(" IS NULL");
            }
        }
        sql
    }

    /// Keys and numbers from a place on, in the list's direction or against it, after the first `offset`.
    fn rows(&self, part: Part, from: From<'_>, reversed: bool, limit: u64, offset: u64) -> Sql {
        let mut sql = self.beyond(part, from, reversed);
        sql.push(if self.descending == reversed { " ORDER BY 1, 2 LIMIT " } else { " ORDER BY 1 DESC, 2 DESC LIMIT " });
        sql.bind(number(limit)).push(" OFFSET ").bind(number(offset));
        sql
    }

    fn beyond(&self, part: Part, from: From<'_>, reversed: bool) -> Sql {
        let up = self.descending == reversed;
        let mut select = Sql::new("SELECT r.");
        select.push(self.fast.column).push(" AS k, r.rid AS n FROM ");
        let beyond = match (&from, up) {
            (From::At(_), true) => " AND r.rid >= ",
            (From::At(_), false) => " AND r.rid <= ",
            (_, true) => " AND r.rid > ",
            (_, false) => " AND r.rid < ",
        };
        let mut sql = select.clone();
        match from {
            From::End => {
                sql.append(&self.within(part));
            }
            From::At(place) | From::Past(place) => match &place.key {
                None => {
                    sql.append(&self.within(part)).push(beyond).bind(place.rid);
                }
                // SQLite does not see that a row value ends in the rowid, and would step over every equal key.
                Some(key) => {
                    sql.append(&self.within(Part::Whole))
                        .push(" AND r.")
                        .push(self.fast.column)
                        .push(" = ")
                        .bind(key.clone())
                        .push(beyond)
                        .bind(place.rid);
                    sql.push(" UNION ALL ")
                        .append(&select)
                        .append(&self.within(Part::Whole))
                        .push(" AND r.")
                        .push(self.fast.column);
                    sql.push(if up { " > " } else { " < " }).bind(key.clone());
                }
            },
        }
        sql
    }

    /// The statements of a part: from an end, and from a known place, both ways.
    #[cfg(test)]
    pub(super) fn statements(&self, part: Part) -> Vec<Sql> {
        let known = Place { key: (part != Part::Empty).then(|| Bind::from("x")), rid: 1 };
        [(From::End, false), (From::At(&known), false), (From::Past(&known), true), (From::End, true)]
            .into_iter()
            .map(|(from, reversed)| self.rows(part, from, reversed, 50, 100))
            .collect()
    }
}

fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn place(row: &sqlx::sqlite::SqliteRow) -> Result<Place> {
    let raw = row.try_get_raw(0)?;
    let key = match raw.type_info().name() {
        _ if raw.is_null() => None,
        "TEXT" => Some(Bind::from(row.try_get::<&str, _>(0)?)),
        _ => Some(Bind::Int(row.try_get(0)?)),
    };
    Ok(Place { key, rid: row.try_get(1)? })
}
