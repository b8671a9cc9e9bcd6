//! `kehu model rfm`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kehu_models::Unanswerable;
use kehu_models::patterns::concentration::Concentration;
use kehu_models::patterns::migration::Migration;
use kehu_models::patterns::rfm::{Cell, Cuts, Group, fifths, score};
use serde_json::{Value, json};

use super::day;
use super::purchases::{self, Names};
use crate::fault::Fault;
use crate::output::Output;

/// What is asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A CSV file with columns customer, date and perhaps amount.
    #[arg(long, value_name = "FILE")]
    purchases: PathBuf,
    /// The day from which one looks back; without it that of the last purchase.
    #[arg(long, value_name = "DATE", value_parser = day::argument)]
    until: Option<i32>,
    /// The most days since the last purchase for recency 5, 4, 3, 2.
    #[arg(long, value_delimiter = ',', default_values_t = [30, 90, 180, 365])]
    recency: Vec<i64>,
    /// The most days with purchases for frequency 1, 2, 3, 4.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 2, 4, 9])]
    frequency: Vec<u64>,
    /// The largest sums for monetary 1, 2, 3, 4; without them fifths of the customers.
    #[arg(long, value_delimiter = ',')]
    monetary: Vec<f64>,
    /// Also where customers were on this earlier day, and where they moved.
    #[arg(long, value_name = "DATE", value_parser = day::argument)]
    compare: Option<i32>,
}

/// One row of the file.
struct Purchase {
    customer: u32,
    day: i32,
    amount: f64,
}

/// A customer on one day.
#[derive(Debug, Clone, Copy)]
struct Standing {
    last: i32,
    days: u64,
    sum: f64,
    cell: Cell,
}

/// Scores everybody in the file.
pub fn run(asked: &Options, output: &Output) -> Result<(), Fault> {
    let cuts = Cuts { recency_days: four(&asked.recency, "recency")?, purchases: four(&asked.frequency, "frequency")? };
    let (mut rows, mut names) = (Vec::new(), Names::default());
    let (amounts, (_, last)) = purchases::each(&asked.purchases, &mut names, |customer, day, amount| {
        rows.push(Purchase { customer, day, amount });
        true
    })?;
    rows.sort_by_key(|row| (row.customer, row.day));
    let until = asked.until.unwrap_or(last);
    let standings = standings(&rows, until, &cuts)?;
    if standings.is_empty() {
        return Err(Unanswerable::TooLittle { needed: 1, given: 0 }.into());
    }
    let sums: Vec<f64> = standings.values().map(|s| s.sum).collect();
    let money = match asked.monetary.as_slice() {
        [] if amounts => fifths(&sums).ok(),
        [] => None,
        cuts => Some(four(cuts, "monetary")?),
    };
    let mut groups: BTreeMap<Group, (u64, f64)> = BTreeMap::new();
    for standing in standings.values() {
        let (customers, sum) = groups.entry(standing.cell.group()).or_default();
        (*customers, *sum) = (*customers + 1, *sum + standing.sum);
    }
    let share = Concentration::of(sums.iter().copied()).ok();
    let top_fifth = share.as_ref().and_then(|share| share.curve(5).get(1).map(|point| point.amount));
    let groups: Vec<(Group, u64, f64)> = groups.into_iter().map(|(group, (n, sum))| (group, n, sum)).collect();
    let customer = |(number, s): (&u32, &Standing)| {
        json!({
            "customer": names.get(*number as usize),
            "recency_days": until - s.last,
            "frequency": s.days,
            "monetary": amounts.then_some(s.sum),
            "r": s.cell.recency,
            "f": s.cell.frequency,
            "m": money.map(|cuts| score(s.sum, &cuts)),
            "group": s.cell.group().name(),
        })
    };
    let answer = json!({
        "until": day::show(until),
        "cuts": { "recency": cuts.recency_days, "frequency": cuts.purchases, "monetary": money },
        "gini": share.as_ref().map(Concentration::gini),
        "top_fifth_share": top_fifth,
        "groups": groups
            .iter()
            .map(|(group, customers, sum)| json!({ "group": group.name(), "customers": customers, "amount": sum }))
            .collect::<Vec<_>>(),
        "migration": asked.compare.map(|day| migration(&rows, day, until, &cuts)).transpose()?,
        "customers": standings.iter().map(customer).collect::<Vec<_>>(),
    });
    output.answer(&answer, |words| {
        let line = |(group, customers, sum): &(Group, u64, f64)| {
            let blanks =
                [("group", group.name()), ("customers", &customers.to_string()), ("amount", &format!("{sum:.2}"))];
            words.say("group", &blanks)
        };
        groups.iter().map(line).collect()
    })
}

/// Where everybody who has bought stands on a day. Several purchases of a day are one.
fn standings(rows: &[Purchase], until: i32, cuts: &Cuts) -> Result<BTreeMap<u32, Standing>, Fault> {
    let mut standings = BTreeMap::new();
    for own in rows.chunk_by(|a, b| a.customer == b.customer) {
        let seen = &own[..own.partition_point(|row| row.day <= until)];
        let Some(last) = seen.last().map(|row| row.day) else { continue };
        let days = seen.chunk_by(|a, b| a.day == b.day).count() as u64;
        let cell = cuts.cell(i64::from(until) - i64::from(last), days)?;
        let sum = seen.iter().map(|row| row.amount).sum::<f64>().min(f64::MAX);
        standings.insert(own[0].customer, Standing { last, days, sum, cell });
    }
    Ok(standings)
}

/// Groups on an earlier day against those now; who had not bought by then is no part of it.
fn migration(rows: &[Purchase], from: i32, until: i32, cuts: &Cuts) -> Result<Value, Fault> {
    let (before, after) = (standings(rows, from, cuts)?, standings(rows, until, cuts)?);
    let place = |standing: &Standing| {
        let group = standing.cell.group();
        Group::ALL.iter().position(|other| *other == group).unwrap_or(0)
    };
    let moves = before.iter().filter_map(|(customer, was)| after.get(customer).map(|is| (place(was), place(is))));
    let moved = Migration::of(Group::ALL.len(), moves)?;
    Ok(json!({
        "from": day::show(from),
        "groups": Group::ALL.map(Group::name),
        "counts": moved.counts(),
        "shares": moved.shares(),
        "stayed": moved.stayed(),
    }))
}

/// Four rising cut points.
fn four<T: Copy + PartialOrd>(cuts: &[T], field: &str) -> Result<[T; 4], Fault> {
    let four: [T; 4] = cuts.try_into().map_err(|_| Fault::invalid(field, "four_cuts"))?;
    let rising = four.windows(2).all(|w| w[0] < w[1]);
    if rising { Ok(four) } else { Err(Fault::invalid(field, "four_cuts")) }
}
