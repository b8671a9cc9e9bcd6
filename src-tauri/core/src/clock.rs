//! The clock of the core. Nothing else asks the system for the time.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    sqlx::Type,
    specta::Type,
)]
#[serde(transparent)]
#[sqlx(transparent)]
#[specta(transparent)]
pub struct Instant(#[specta(type = specta_typescript::Number)] i64);

impl Instant {
    /// The moment `ms` milliseconds after the epoch.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the epoch.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// The first moment of a day in `zone`, also where the clocks skip midnight.
    pub(crate) fn start_of(day: NaiveDate, zone: Tz) -> Self {
        use chrono::TimeZone as _;
        let first = (0..24).find_map(|hour| zone.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest());
        Self(first.map_or(0, |at| at.timestamp_millis()))
    }

    /// Seconds since midnight in `zone`, by the clock on the wall.
    pub fn seconds_in_day(self, zone: Tz) -> u32 {
        use chrono::Timelike as _;
        DateTime::<Utc>::from_timestamp_millis(self.0)
            .unwrap_or_default()
            .with_timezone(&zone)
            .num_seconds_from_midnight()
    }

    /// The civil date of this moment in `zone`.
    pub fn date_in(self, zone: Tz) -> NaiveDate {
        DateTime::<Utc>::from_timestamp_millis(self.0).unwrap_or_default().with_timezone(&zone).date_naive()
    }

    /// RFC 3339, in UTC, for files and logs.
    pub fn rfc3339(self) -> String {
        DateTime::<Utc>::from_timestamp_millis(self.0)
            .unwrap_or_default()
            .to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
    }
}

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system's clock.
    System,
    /// A clock that stands still until it is moved.
    #[cfg(any(test, feature = "testing"))]
    Fixed(std::sync::Arc<std::sync::atomic::AtomicI64>),
}

impl Clock {
    /// A clock that stands at `ms` milliseconds after the epoch.
    #[cfg(any(test, feature = "testing"))]
    pub fn fixed(ms: i64) -> Self {
        Self::Fixed(std::sync::Arc::new(std::sync::atomic::AtomicI64::new(ms)))
    }

    /// Moves a fixed clock forward.
    #[cfg(any(test, feature = "testing"))]
    pub fn advance_ms(&self, ms: i64) {
        if let Self::Fixed(at) = self {
            at.fetch_add(ms, std::sync::atomic::Ordering::Relaxed);
        }
    }

    /// Now.
    pub fn now(&self) -> Instant {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for the time")]
            Self::System => Instant(Utc::now().timestamp_millis()),
            #[cfg(any(test, feature = "testing"))]
            Self::Fixed(at) => Instant(at.load(std::sync::atomic::Ordering::Relaxed)),
        }
    }
}

/// Parses a civil date as it is stored and sent: `YYYY-MM-DD`, years 1 to 9999.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|d| chrono::Datelike::year(d) >= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_that_does_not_exist_is_refused() {
        for bad in ["0000-00-00", "2024-02-30", "2023-02-29", "2024-1-5", "20240105", "2024-13-01", ""] {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
        assert!(parse_date("2024-02-29").is_some());
    }

    #[test]
    fn the_civil_date_depends_on_the_zone() {
        let moment = Instant::from_ms(1_767_196_800_000); // 2025-12-31T16:00:00Z
        assert_eq!(moment.date_in(Tz::Asia__Shanghai).to_string(), "2026-01-01");
        assert_eq!(moment.date_in(Tz::America__New_York).to_string(), "2025-12-31");
    }
}
