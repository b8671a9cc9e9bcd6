//! `kehu model cohorts`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ValueEnum;
use kehu_models::patterns::cohorts;
use serde_json::json;

use super::purchases::{self, Names};
use super::{calendar, day};
use crate::fault::Fault;
use crate::output::Output;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Unit {
    Week,
    Month,
    Quarter,
    Year,
}

/// What is asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A CSV file with columns customer and date.
    #[arg(long, value_name = "FILE")]
    purchases: PathBuf,
    /// How long a period is.
    #[arg(long, value_enum, default_value = "month")]
    unit: Unit,
    /// Purchases after this day are not seen; without it all are.
    #[arg(long, value_name = "DATE", value_parser = day::argument)]
    until: Option<i32>,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The number of a day's period.
    fn period(self, day: i32) -> i32 {
        // Day 1 was a Monday.
        if self == Self::Week {
            return (day - 1).div_euclid(7);
        }
        let month = NaiveDate::from_num_days_from_ce_opt(day).map_or(0, calendar::month);
        let months = if self == Self::Month {
            1
        } else if self == Self::Quarter {
            3
        } else {
            12
        };
        i32::try_from(month.div_euclid(months)).unwrap_or(0)
    }

    /// A period as it is written: its first day for weeks, else 2026-11, 2026Q4, 2026.
    fn label(self, number: i32) -> String {
        match self {
            Self::Week => day::show(number * 7 + 1).unwrap_or_default(),
            Self::Month => format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1),
            Self::Quarter => format!("{:04}Q{}", number.div_euclid(4), number.rem_euclid(4) + 1),
            Self::Year => format!("{number:04}"),
        }
    }
}

/// Tables the cohorts of the file.
pub fn run(asked: &Options, output: &Output) -> Result<(), Fault> {
    let mut seen: Vec<(u32, i32)> = Vec::new();
    let (_, (_, last)) = purchases::each(&asked.purchases, &mut Names::default(), |customer, day, _| {
        seen.push((customer, day));
        true
    })?;
    let until = asked.until.unwrap_or(last);
    seen.retain(|(_, day)| *day <= until);
    for (_, day) in &mut seen {
        *day = asked.unit.period(*day);
    }
    let found = cohorts::Cohorts::of(&seen, asked.unit.period(until))?;
    let curve = found.curve();
    let answer = json!({
        "unit": asked.unit.name(),
        "until": day::show(until),
        "cohorts": found
            .cohorts
            .iter()
            .map(|c| json!({ "cohort": asked.unit.label(c.period), "size": c.active[0], "active": c.active }))
            .collect::<Vec<_>>(),
        "curve": curve
            .iter()
            .map(|r| json!({ "age": r.age, "customers": r.customers, "share": r.share, "low": r.low, "high": r.high }))
            .collect::<Vec<_>>(),
    });
    output.answer(&answer, |words| {
        let line = |r: &cohorts::Retained| {
            let per_cent = |share: f64| format!("{:.1}", 100.0 * share);
            let blanks = [
                ("age", r.age.to_string()),
                ("customers", r.customers.to_string()),
                ("share", per_cent(r.share)),
                ("low", per_cent(r.low)),
                ("high", per_cent(r.high)),
            ];
            words.say("cohort", &blanks.each_ref().map(|(blank, value)| (*blank, value.as_str())))
        };
        curve.iter().map(line).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_written_as_people_know_them() {
        let day = day::parse("2026-11-22").unwrap();
        for (unit, label) in
            [(Unit::Week, "2026-11-16"), (Unit::Month, "2026-11"), (Unit::Quarter, "2026Q4"), (Unit::Year, "2026")]
        {
            assert_eq!(unit.label(unit.period(day)), label);
        }
    }
}
