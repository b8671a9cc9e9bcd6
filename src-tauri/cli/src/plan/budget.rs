//! `kehu plan budget`.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use kehu_models::allocate::budget::{Binding, BudgetError, Channel, Group, Hill, Limit, budget};
use serde_json::json;

use super::table::Table;
use crate::fault::Fault;
use crate::output::Output;

/// Reads, plans, answers.
pub fn run(path: &Path, total: f64, groups: &[String], output: &Output) -> Result<(), Fault> {
    let begin = Instant::now();
    let groups: Vec<(String, Group)> = groups.iter().map(|text| group(text)).collect::<Result<_, _>>()?;
    let (names, lines, channels) = read(&Table::read(path)?, &groups)?;
    let limits: Vec<Group> = groups.iter().map(|(_, group)| *group).collect();
    let plan = budget(&channels, &limits, total).map_err(|error| refusal(error, &lines, &groups))?;
    let spend: BTreeMap<&String, f64> = names.iter().zip(plan.spend.iter().copied()).collect();
    let binding: Vec<_> = plan.limits.iter().map(|b| named(b, &names, &groups)).collect();
    let answer = json!({
        "spend": spend, "spent": plan.spend.iter().sum::<f64>(), "response": plan.response, "bound": plan.bound,
        "gap": plan.gap, "limits": binding, "nodes": plan.nodes, "seconds": begin.elapsed().as_secs_f64(),
    });
    output.answer(&answer, |words| {
        let blanks = [("response", format!("{:.4}", plan.response)), ("gap", format!("{:.6}", 100.0 * plan.gap))];
        let mut lines = vec![words.say("planBudget", &blanks.each_ref().map(|(name, value)| (*name, value.as_str())))];
        lines.extend(names.iter().zip(&plan.spend).map(|(name, spend)| format!("{name}  {spend:.2}")));
        lines
    })
}

fn named(binding: &Binding, names: &[String], groups: &[(String, Group)]) -> serde_json::Value {
    let (limit, name) = match binding.limit {
        Limit::Total => ("total", None),
        Limit::ChannelMin(channel) => ("channel_min", Some(&names[channel])),
        Limit::ChannelMax(channel) => ("channel_max", Some(&names[channel])),
        Limit::GroupMin(group) => ("group_min", Some(&groups[group].0)),
        Limit::GroupMax(group) => ("group_max", Some(&groups[group].0)),
    };
    json!({ "limit": limit, "name": name, "gain": binding.gain })
}

/// `NAME=MIN:MAX`.
fn group(text: &str) -> Result<(String, Group), Fault> {
    let parts = text.split_once('=').and_then(|(name, limits)| {
        let (min, max) = limits.split_once(':')?;
        Some((name.to_owned(), Group { min: min.parse().ok()?, max: max.parse().ok()? }))
    });
    parts.ok_or_else(|| Fault::invalid("group", "invalid"))
}

type Read = (Vec<String>, Vec<u64>, Vec<Channel>);

fn read(table: &Table, groups: &[(String, Group)]) -> Result<Read, Fault> {
    let column = |name| table.column(name);
    let name = column("channel")?;
    let [max_response, half, slope, min, max] =
        [column("max_response")?, column("half_point")?, column("slope")?, column("min")?, column("max")?];
    let (mut names, mut lines, mut channels) = (Vec::new(), Vec::new(), Vec::new());
    for row in &table.rows {
        let cell = |column: usize| row.1.get(column).map_or("", String::as_str);
        let refused = |field, code| Fault { row: Some(row.0), ..Fault::invalid(field, code) };
        if names.iter().any(|known| known == cell(name)) {
            return Err(refused("channel", "taken"));
        }
        let or_zero = match table.find("or_zero").map(cell) {
            None | Some("" | "no" | "false" | "0") => false,
            Some("yes" | "true" | "1") => true,
            Some(_) => return Err(refused("or_zero", "invalid")),
        };
        let group = match table.find("group").map(cell) {
            None | Some("") => None,
            // A group of which nothing is said limits nothing.
            Some(wanted) => groups.iter().position(|(known, _)| known == wanted),
        };
        // A blank limit is none.
        let limit = |column, without| if cell(column).is_empty() { Ok(without) } else { table.number(row, column) };
        channels.push(Channel {
            curve: Hill {
                max: table.number(row, max_response)?,
                half: table.number(row, half)?,
                slope: table.number(row, slope)?,
            },
            min: limit(min, 0.0)?,
            max: limit(max, f64::MAX)?,
            or_zero,
            group,
        });
        names.push(cell(name).to_owned());
        lines.push(row.0);
    }
    Ok((names, lines, channels))
}

fn refusal(error: BudgetError, lines: &[u64], groups: &[(String, Group)]) -> Fault {
    let row = |channel: usize| lines.get(channel).copied();
    let name = |group: usize| groups.get(group).map_or("", |(name, _)| name.as_str());
    match error {
        BudgetError::NoChannels => Fault::new("file").with("code", "empty"),
        BudgetError::BadTotal => Fault::invalid("total", "number.invalid"),
        BudgetError::BadCurve { channel } => Fault { row: row(channel), ..Fault::invalid("channel", "plan.bad_curve") },
        BudgetError::BadLimits { channel } => {
            Fault { row: row(channel), ..Fault::invalid("channel", "plan.bad_limits") }
        }
        BudgetError::BadGroup { group } => Fault::invalid("group", "plan.bad_limits").with("group", name(group)),
        BudgetError::GroupContradiction { group } => {
            Fault::invalid("group", "plan.contradiction").with("group", name(group))
        }
        BudgetError::MinimumsExceedTotal { needed, total } => {
            Fault::invalid("total", "plan.minimums_exceed").with("needed", needed).with("given", total)
        }
        BudgetError::Contradiction => Fault::invalid("channel", "plan.contradiction"),
    }
}
