//! Series of a file: `series,index_or_date,value`, brought into order and even steps.

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::calendar;
use super::table::Table;
use crate::fault::Fault;

/// What a missing step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Gaps {
    /// A reason to refuse.
    Refuse,
    /// Nothing happened: 0.
    Zero,
    /// On the line between its neighbours.
    Interpolate,
    /// No step: neighbours follow each other.
    Ignore,
}

/// How steps are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// By a plain index.
    Index,
    /// So many months.
    Months(i64),
    /// So many days.
    Days(i64),
}

/// One series, oldest first.
#[derive(Debug)]
pub struct Series {
    pub name: String,
    pub values: Vec<f64>,
    pub step: Step,
    /// The first step: an index, months since the year 0, or days since 1970.
    first: i64,
}

impl Series {
    /// The season that such steps usually have.
    pub fn usual_period(&self) -> usize {
        match self.step {
            Step::Months(1) => 12,
            Step::Months(3) => 4,
            Step::Days(1) => 7,
            Step::Days(7) => 52,
            _ => 1,
        }
    }

    /// The first days of `count` steps from the first on, in days since 1970; none where steps are no dates.
    pub fn starts(&self, count: usize) -> Option<Vec<i64>> {
        let at = |t: usize| match self.step {
            Step::Index => None,
            Step::Months(step) => calendar::first_of(self.first + t as i64 * step),
            Step::Days(step) => Some(self.first + t as i64 * step),
        };
        (0..count).map(at).collect()
    }
}

/// A row of the file.
struct Point {
    row: u64,
    time: Time,
    value: Option<f64>,
}

#[derive(Clone, Copy)]
enum Time {
    Index(i64),
    Date(NaiveDate),
}

/// A name of the file, and its series or why there is none.
pub type Named = (String, Result<Series, Fault>);

/// The columns of one file, each by the names it may have, the first of which is said when it is missing.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    pub name: &'static [&'static str],
    pub value: &'static [&'static str],
}

impl Columns {
    /// `series,index_or_date,value`.
    pub const SERIES: Self = Self { name: &["series", "unique_id", "id", "name"], value: &["value", "y"] };
}

/// All series of a file in the order they appear, each by itself in order or refused.
pub fn read(path: &Path, columns: Columns, gaps: Gaps) -> Result<Vec<Named>, Fault> {
    let mut table = Table::open(path)?;
    let value = table.find_any(columns.value).map_or_else(|| table.column(columns.value[0]), Ok)?;
    let times = ["index_or_date", "index", "date", "ds", "time", "period", "month"];
    let time = table.find_any(&times).map_or_else(|| table.column("index_or_date"), Ok)?;
    let name = table.find_any(columns.name);
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut points: Vec<(String, Vec<Point>)> = Vec::new();
    let mut record = csv::ByteRecord::new();
    while table.next(&mut record)? {
        let key = name.map_or(columns.name[0], |column| column.of(&record));
        let text = time.of(&record);
        let index = text.parse::<i64>().ok().filter(|index| index.unsigned_abs() < 1 << 40);
        let at = match (index, calendar::date(text)) {
            // Eight digits are a day rather than a number.
            (Some(_), Some(date)) if text.len() == 8 => Time::Date(date),
            (Some(index), _) => Time::Index(index),
            (None, Some(date)) => Time::Date(date),
            (None, None) => return Err(table.fault("index", time, text)),
        };
        let seen = match value.of(&record) {
            "" | "NA" | "NaN" | "nan" => None,
            number => match number.parse::<f64>() {
                Ok(seen) if seen.is_finite() => Some(seen),
                _ => return Err(table.fault("number", value, number)),
            },
        };
        let place = match places.get(key) {
            Some(place) => *place,
            None => {
                places.insert(key.to_owned(), points.len());
                points.push((key.to_owned(), Vec::new()));
                points.len() - 1
            }
        };
        points[place].1.push(Point { row: table.row(), time: at, value: seen });
    }
    if points.is_empty() {
        return Err(Fault::new("file").with("code", "empty"));
    }
    Ok(points.into_iter().map(|(name, points)| (name.clone(), arrange(name, points, gaps))).collect())
}

/// Sorts the points, finds their step and deals with what is missing.
fn arrange(name: String, mut points: Vec<Point>, gaps: Gaps) -> Result<Series, Fault> {
    let dates: Vec<NaiveDate> =
        points.iter().filter_map(|p| if let Time::Date(date) = p.time { Some(date) } else { None }).collect();
    if !dates.is_empty() && dates.len() < points.len() {
        return Err(fault("mixed_index").with("series", &name));
    }
    let months = !dates.is_empty()
        && calendar::counts_months(&{
            let mut sorted = dates;
            sorted.sort_unstable();
            sorted
        });
    let tick = |point: &Point| match point.time {
        Time::Index(index) => index,
        Time::Date(date) if months => calendar::month(date),
        Time::Date(date) => calendar::since_1970(date),
    };
    points.sort_by_key(tick);
    if let Some(twice) = points.windows(2).find(|w| tick(&w[0]) == tick(&w[1])) {
        return Err(Fault { row: Some(twice[1].row), ..fault("twice").with("series", &name) });
    }
    let size = points.windows(2).map(|w| tick(&w[1]) - tick(&w[0])).min().unwrap_or(1);
    let step = match points.first().map(|point| point.time) {
        Some(Time::Date(_)) if months => Step::Months(size),
        Some(Time::Date(_)) => Step::Days(size),
        _ => Step::Index,
    };
    let first = points.first().map_or(0, tick);
    let gap = |row: u64| Fault { row: Some(row), ..fault("gap").with("series", &name) };
    let mut values: Vec<Option<f64>> = Vec::with_capacity(points.len());
    let mut before: Option<i64> = None;
    for point in &points {
        let missing = before.map_or(0, |before| (tick(point) - before) / size - 1);
        let uneven = before.is_some_and(|before| (tick(point) - before) % size != 0);
        if gaps != Gaps::Ignore && (uneven || missing > 0 && gaps == Gaps::Refuse || missing > MOST_MISSING) {
            return Err(gap(point.row));
        }
        if point.value.is_none() && gaps == Gaps::Refuse {
            return Err(gap(point.row));
        }
        if gaps != Gaps::Ignore {
            values.extend((0..missing).map(|_| None));
        }
        if point.value.is_some() || gaps != Gaps::Ignore {
            values.push(point.value);
        }
        before = Some(tick(point));
    }
    Ok(Series { name, values: fill(&values, gaps), step, first })
}

fn fault(code: &str) -> Fault {
    Fault::new("file").with("code", code)
}

/// Steps that may be missing in one place.
const MOST_MISSING: i64 = 10_000;

/// Missing values by zeros or by lines; beyond the known ends by the nearest known.
fn fill(values: &[Option<f64>], gaps: Gaps) -> Vec<f64> {
    let known: Vec<(usize, f64)> = values.iter().enumerate().filter_map(|(t, v)| v.map(|v| (t, v))).collect();
    let line = |t: usize| {
        let after = known.partition_point(|(at, _)| *at < t);
        match (after.checked_sub(1).map(|before| known[before]), known.get(after)) {
            (Some((a, x)), Some(&(b, y))) => x + (y - x) * (t - a) as f64 / (b - a) as f64,
            (Some((_, x)), None) | (None, Some(&(_, x))) => x,
            (None, None) => 0.0,
        }
    };
    let filled = |(t, value): (usize, &Option<f64>)| match value {
        Some(value) => *value,
        None if gaps == Gaps::Zero => 0.0,
        None => line(t),
    };
    values.iter().enumerate().map(filled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arranged(points: &[(Time, Option<f64>)], gaps: Gaps) -> Result<Series, Fault> {
        let points =
            points.iter().enumerate().map(|(i, (time, value))| Point { row: i as u64 + 2, time: *time, value: *value });
        arrange("s".to_owned(), points.collect(), gaps)
    }

    fn on(text: &str, value: f64) -> (Time, Option<f64>) {
        (Time::Date(calendar::date(text).unwrap()), Some(value))
    }

    #[test]
    fn months_in_any_order_become_a_series() {
        let series = arranged(&[on("2026-03-31", 3.0), on("2026-01-31", 1.0), on("2026-02-28", 2.0)], Gaps::Refuse);
        let series = series.unwrap();
        assert_eq!((series.values.as_slice(), series.step), ([1.0, 2.0, 3.0].as_slice(), Step::Months(1)));
        assert_eq!(series.usual_period(), 12);
        assert_eq!(series.starts(2), Some(vec![20_454, 20_485]));
    }

    #[test]
    fn a_gap_is_refused_or_filled_as_asked() {
        let points = [(Time::Index(1), Some(1.0)), (Time::Index(2), Some(2.0)), (Time::Index(5), Some(8.0))];
        let refused = arranged(&points, Gaps::Refuse).unwrap_err();
        assert_eq!((refused.data["code"].as_str(), refused.row), ("gap", Some(4)));
        assert_eq!(arranged(&points, Gaps::Zero).unwrap().values, [1.0, 2.0, 0.0, 0.0, 8.0]);
        assert_eq!(arranged(&points, Gaps::Interpolate).unwrap().values, [1.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(arranged(&points, Gaps::Ignore).unwrap().values, [1.0, 2.0, 8.0]);
        let blank = [(Time::Index(1), Some(1.0)), (Time::Index(2), None), (Time::Index(3), Some(3.0))];
        assert!(arranged(&blank, Gaps::Refuse).is_err());
        assert_eq!(arranged(&blank, Gaps::Interpolate).unwrap().values, [1.0, 2.0, 3.0]);
    }

    #[test]
    fn the_same_day_twice_and_mixed_indices_are_refused() {
        let twice = arranged(&[on("2026-01-01", 1.0), on("2026-01-01", 2.0)], Gaps::Refuse).unwrap_err();
        assert_eq!(twice.data["code"], "twice");
        let mixed = arranged(&[on("2026-01-01", 1.0), (Time::Index(2), Some(2.0))], Gaps::Refuse).unwrap_err();
        assert_eq!(mixed.data["code"], "mixed_index");
    }
}
