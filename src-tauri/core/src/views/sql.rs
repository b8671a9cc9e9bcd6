//! Composed SQL: text written by this program, values that only ever travel as bound parameters.

use std::sync::Arc;

#[expect(clippy::disallowed_types, reason = "the text is composed of literals only, see `Sql::push`")]
use sqlx::AssertSqlSafe;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Row as _, Sqlite, SqliteConnection};
use uuid::Uuid;

use super::aggregates::unpack;
use crate::error::Result;

/// A value on its way into a statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Bind {
    Int(i64),
    Text(Arc<str>),
    Blob(Arc<[u8]>),
}

impl From<i64> for Bind {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Bind {
    fn from(value: &str) -> Self {
        Self::Text(value.into())
    }
}

impl From<String> for Bind {
    fn from(value: String) -> Self {
        Self::Text(value.into())
    }
}

impl From<Uuid> for Bind {
    fn from(value: Uuid) -> Self {
        Self::Blob(value.as_bytes().as_slice().into())
    }
}

/// A piece of a statement. Its text is only made of literals of this program: [`Sql::push`] takes nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Sql {
    text: String,
    binds: Vec<Bind>,
}

impl Sql {
    pub(crate) fn new(text: &'static str) -> Self {
        Self { text: text.to_owned(), binds: Vec::new() }
    }

    /// Appends SQL.
    pub(crate) fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Appends a parameter.
    pub(crate) fn bind(&mut self, value: impl Into<Bind>) -> &mut Self {
        self.text.push('?');
        self.binds.push(value.into());
        self
    }

    /// Appends parameters between commas; `NULL` for none, which equals nothing.
    pub(crate) fn bind_all<T: Into<Bind>>(&mut self, values: impl IntoIterator<Item = T>) -> &mut Self {
        let before = self.binds.len();
        for value in values {
            if self.binds.len() > before {
                self.text.push(',');
            }
            self.bind(value);
        }
        if self.binds.len() == before {
            self.text.push_str("NULL");
        }
        self
    }

    /// Appends another piece with its parameters.
    pub(crate) fn append(&mut self, other: &Self) -> &mut Self {
        self.text.push_str(&other.text);
        self.binds.extend(other.binds.iter().cloned());
        self
    }

    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The statement, ready to run.
    pub(crate) fn query(&self) -> Query<'static, Sqlite, SqliteArguments> {
        let mut query = sqlx::query(AssertSqlSafe(self.text.clone()));
        for bind in &self.binds {
            query = match bind {
                Bind::Int(value) => query.bind(*value),
                Bind::Text(value) => query.bind(Arc::clone(value)),
                Bind::Blob(value) => query.bind(Arc::clone(value)),
            };
        }
        query
    }

    /// One number; nothing counts as zero.
    pub(crate) async fn number(&self, conn: &mut SqliteConnection) -> Result<u64> {
        let row = self.query().fetch_one(conn).await?;
        Ok(u64::try_from(row.try_get::<Option<i64>, _>(0)?.unwrap_or(0)).unwrap_or(0))
    }

    /// One number, if there is a row.
    pub(crate) async fn maybe_number(&self, conn: &mut SqliteConnection) -> Result<Option<i64>> {
        let row = self.query().fetch_optional(conn).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// One id, if there is a row.
    pub(crate) async fn maybe_id(&self, conn: &mut SqliteConnection) -> Result<Option<Uuid>> {
        let row = self.query().fetch_optional(conn).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Row numbers that the statement delivers packed.
    pub(crate) async fn numbers(&self, conn: &mut SqliteConnection) -> Result<Vec<i64>> {
        let row = self.query().fetch_one(conn).await?;
        Ok(unpack(row.try_get(0)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_never_reach_the_text() {
        let mut sql = Sql::new("SELECT 1 WHERE x IN (");
        sql.bind_all(["'); DROP TABLE customers; --", "b"]).push(") AND y = ").bind(7);
        assert_eq!(sql.text(), "SELECT 1 WHERE x IN (?,?) AND y = ?");
        let mut none = Sql::default();
        none.bind_all(Vec::<i64>::new());
        assert_eq!(none.text(), "NULL");
    }
}
