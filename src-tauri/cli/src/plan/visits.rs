//! `kehu plan visits`.

use std::path::Path;
use std::time::{Duration, Instant};

use kehu_models::route::{Bound, Instance, InstanceError, Options, RouteError, Watch, bound, check, search};
use serde_json::json;

use super::{Format, table};
use crate::fault::Fault;
use crate::output::Output;

/// The share of the time that goes into the bound.
const PROVING: f64 = 0.1;

/// The options.
pub struct Asked<'a> {
    pub format: Format,
    pub routes: Option<usize>,
    pub time: &'a str,
    pub seed: u64,
    pub steps: Option<u64>,
    pub decimals: Option<u32>,
}

/// Reads, plans, proves, answers.
pub fn run(path: &Path, asked: &Asked<'_>, output: &Output) -> Result<(), Fault> {
    let begin = Instant::now();
    let time = duration(asked.time)?;
    let options = Options { routes: asked.routes, decimals: asked.decimals };
    let read = Instance::parse(&table::text(path)?, asked.format.into(), &options).map_err(refusal)?;
    let Instance { problem, vertices, scale } = read;
    let most_steps = asked.steps.unwrap_or(u64::MAX);
    let spent = |steps: u64, until: f64| {
        (begin.elapsed().as_secs_f64() / (time.as_secs_f64() * until)).max(steps as f64 / most_steps as f64)
    };
    let (mut first, mut last) = (None, 0.0);
    let mut watch = Watch {
        spent: &mut |steps| spent(steps, 1.0 - PROVING),
        improved: &mut |_| {
            last = begin.elapsed().as_secs_f64();
            first.get_or_insert(last);
        },
    };
    let plan = search(&problem, asked.seed, &mut watch).map_err(|error| match error {
        RouteError::DoNotFit { stops } => {
            let left = stops.iter().map(|stop| vertices[*stop].to_string()).collect::<Vec<_>>().join(", ");
            Fault::invalid("instance", "plan.do_not_fit").with("stops", left)
        }
        other => Fault::new("internal").with("reason", other),
    })?;
    let checked =
        check(&problem, &plan.routes).map_err(|violation| Fault::new("internal").with("reason", violation))?;
    let limit = bound(&problem, &plan, &mut |_| begin.elapsed().as_secs_f64() / time.as_secs_f64());
    let distance = checked.travel as f64 / scale;
    let (value, proven) = match limit {
        Bound::Prize(most) => (checked.prize as f64, most as f64),
        Bound::Travel(least) => (distance, least as f64 / scale),
    };
    let gap = if value > 0.0 { (proven - value).abs() / value } else { (proven - value).abs() };
    let gone = plan.routes.iter().filter(|route| !route.is_empty());
    let routes: Vec<Vec<i64>> = gone.map(|route| route.iter().map(|stop| vertices[*stop]).collect()).collect();
    let answer = json!({
        "score": checked.prize, "distance": distance, "routes": routes, "bound": proven, "gap": gap,
        "seconds": begin.elapsed().as_secs_f64(), "first_plan_seconds": first, "last_improvement_seconds": last,
        "steps": plan.steps,
    });
    output.answer(&answer, |words| {
        let blanks = [
            ("score", checked.prize.to_string()),
            ("distance", distance.to_string()),
            ("bound", proven.to_string()),
            ("gap", format!("{:.2}", 100.0 * gap)),
        ];
        let mut lines = vec![words.say("planVisits", &blanks.each_ref().map(|(name, value)| (*name, value.as_str())))];
        lines.extend(routes.iter().map(|route| route.iter().map(ToString::to_string).collect::<Vec<_>>().join(" → ")));
        lines
    })
}

/// Why the file is no problem.
fn refusal(error: InstanceError) -> Fault {
    let instance = |code: &str| Fault::invalid("instance", code);
    let at = |line: u64, code: &str| Fault { row: Some(line), ..instance(code) };
    match error {
        InstanceError::Empty => Fault::new("file").with("code", "empty"),
        InstanceError::NotANumber { line, column } => Fault { column: Some(column), ..at(line, "number.invalid") },
        InstanceError::BadHeader { line } => at(line, "plan.bad_header"),
        InstanceError::Columns { line, columns } => at(line, "plan.missing_column").with("name", columns),
        InstanceError::NotWhole { line } => at(line, "plan.not_whole"),
        InstanceError::TooFew { needed, given } => {
            instance("plan.missing_rows").with("needed", needed).with("given", given)
        }
        InstanceError::Decimals => Fault::invalid("decimals", "out_of_range").with("min", 0).with("max", 6),
        InstanceError::Problem { line, vertex, error } => {
            let code = match error {
                RouteError::Nobody => return Fault::invalid("routes", "plan.nobody"),
                RouteError::BadCoordinate { .. } => "plan.bad_coordinate",
                RouteError::OutOfRange { .. } => "plan.number_out_of_range",
                RouteError::Reversed { .. } => "plan.window_reversed",
                RouteError::OutOfReach { .. } => "plan.out_of_reach",
                other => return instance("plan.unusable").with("reason", other),
            };
            Fault { row: line, ..instance(code) }.with("stop", vertex.unwrap_or_default())
        }
    }
}

/// `10s`, `500ms`, `2m`, or seconds.
fn duration(text: &str) -> Result<Duration, Fault> {
    let units = [("ms", 0.001), ("s", 1.0), ("m", 60.0)];
    let (number, unit) =
        units.iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?, *unit))).unwrap_or((text, 1.0));
    let seconds = number.trim().parse::<f64>().ok().map(|number| number * unit);
    let usable = seconds.filter(|seconds| *seconds > 0.0 && *seconds <= 86_400.0);
    usable.map(Duration::from_secs_f64).ok_or_else(|| Fault::invalid("time", "invalid"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_people_write_them() {
        let seconds = |text| duration(text).map(|d| d.as_secs_f64()).ok();
        assert_eq!(["10s", "500ms", "2m", "3"].map(seconds), [Some(10.0), Some(0.5), Some(120.0), Some(3.0)]);
        assert_eq!(["", "-1s", "NaN", "1e9", "0s"].map(seconds), [None; 5]);
    }
}
