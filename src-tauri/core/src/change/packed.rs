//! Reading back the values a deleted row was packed into: SQL literals as SQLite's `quote()` writes them.

use sqlx::Sqlite;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;

/// One value with its SQLite type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

impl Value {
    /// Binds the value with its own type.
    pub(crate) fn bind<'q>(&'q self, query: Query<'q, Sqlite, SqliteArguments>) -> Query<'q, Sqlite, SqliteArguments> {
        match self {
            Self::Null => query.bind(None::<i64>),
            Self::Integer(n) => query.bind(*n),
            Self::Real(x) => query.bind(*x),
            Self::Text(s) => query.bind(s.as_str()),
            Self::Blob(b) => query.bind(b.as_slice()),
        }
    }

    /// As a person may read it in a history.
    pub(crate) fn display(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Integer(n) => Some(n.to_string()),
            Self::Real(x) => Some(x.to_string()),
            Self::Text(s) => Some(s.clone()),
            Self::Blob(b) => {
                Some(uuid::Uuid::from_slice(b).map_or_else(|_| format!("{} bytes", b.len()), |id| id.to_string()))
            }
        }
    }
}

/// Splits a packed row. `None` when the text is not what `quote()` writes.
pub(crate) fn unpack(packed: &str) -> Option<Vec<Value>> {
    let mut values = Vec::new();
    let mut rest = packed;
    loop {
        let (value, after) = literal(rest)?;
        values.push(value);
        match after.strip_prefix(',') {
            Some(more) => rest = more,
            None => return after.is_empty().then_some(values),
        }
    }
}

fn literal(text: &str) -> Option<(Value, &str)> {
    if let Some(after) = text.strip_prefix("NULL") {
        return Some((Value::Null, after));
    }
    if let Some(body) = text.strip_prefix("X'") {
        let (hex, after) = body.split_once('\'')?;
        let bytes = (0..hex.len() / 2)
            .map(|i| u8::from_str_radix(hex.get(2 * i..2 * i + 2)?, 16).ok())
            .collect::<Option<_>>()?;
        return Some((Value::Blob(bytes), after));
    }
    if let Some(body) = text.strip_prefix('\'') {
        let mut end = 0;
        loop {
            end += body.get(end..)?.find('\'')?;
            if body[end + 1..].starts_with('\'') {
                end += 2;
            } else {
                return Some((Value::Text(body[..end].replace("''", "'")), &body[end + 1..]));
            }
        }
    }
    let end = text.find(',').unwrap_or(text.len());
    let (number, after) = text.split_at(end);
    let value = number.parse().map(Value::Integer).or_else(|_| number.parse().map(Value::Real)).ok()?;
    Some((value, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_sqlite_quotes_comes_back() {
        use sqlx::Connection;
        let mut conn = sqlx::SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let packed: String = sqlx::query_scalar("SELECT quote(?1) || ',' || quote(?2) || ',' || quote(?3) || ',' || quote(NULL) || ',' || quote(1.5) || ',' || quote(x'00ff')")
            .bind("O'Brien, '张伟'\n🎉")
            .bind(i64::MIN)
            .bind("")
            .fetch_one(&mut conn)
            .await
            .unwrap();
        assert_eq!(
            unpack(&packed).unwrap(),
            [
                Value::Text("O'Brien, '张伟'\n🎉".into()),
                Value::Integer(i64::MIN),
                Value::Text(String::new()),
                Value::Null,
                Value::Real(1.5),
                Value::Blob(vec![0, 255])
            ]
        );
    }

    #[test]
    fn broken_text_is_refused() {
        for bad in ["", "'open", "X'0", "1,,2", "1 2", "abc"] {
            assert_eq!(unpack(bad), None, "{bad}");
        }
    }
}
