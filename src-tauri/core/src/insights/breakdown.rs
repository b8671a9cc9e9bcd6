//! Customers by region, level, source and owner.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use super::Count;
use super::marks::Marks;
use super::store::{self, Owned, Tally, Whose};
use crate::divisions;
use crate::error::Result;
use crate::id::UserId;
use crate::text::normal::fold;

/// Sources are free text: of very many the most frequent are shown.
const SOURCES: usize = 100;

#[derive(Debug)]
pub(super) struct Breakdown {
    pub(super) customers: i64,
    pub(super) by_region: Vec<Count>,
    pub(super) by_level: Vec<Count>,
    pub(super) by_source: Vec<Count>,
    pub(super) by_owner: Vec<Count>,
}

/// Counts live customers, of some owners or all. `owner` is the one asked for.
pub(super) async fn breakdown(conn: &mut SqliteConnection, whose: &Whose, owner: Option<UserId>) -> Result<Breakdown> {
    let marks = Marks { owner, from: None, to: None };
    let (regions, levels) = (store::by_region(conn, whose).await?, store::by_level(conn, whose).await?);
    let (sources, owners) = (store::by_source(conn, whose).await?, store::by_owner(conn, whose).await?);
    let customers = levels.iter().map(|tally| tally.count).sum();
    let mut by_region: Vec<Count> = regions
        .into_iter()
        .map(|Tally { value, count }| Count {
            label: value.as_deref().and_then(divisions::by_region).map(|division| division.name.to_owned()),
            filter: marks.value("region", value.as_deref()),
            key: value,
            count,
        })
        .collect();
    most_first(&mut by_region);
    let mut by_level: Vec<Count> = levels
        .into_iter()
        .map(|Tally { value, count }| Count {
            filter: marks.value("level", value.as_deref()),
            key: value,
            label: None,
            count,
        })
        .collect();
    // A first, those without a level last.
    by_level.sort_by(|a, b| (a.key.is_none(), &a.key).cmp(&(b.key.is_none(), &b.key)));
    let mut by_owner: Vec<Count> = owners
        .into_iter()
        .map(|Owned { owner, name, count }| {
            let key = owner.map(|id| id.to_string());
            Count { filter: marks.owner(key.as_deref()), key, label: name, count }
        })
        .collect();
    most_first(&mut by_owner);
    Ok(Breakdown { customers, by_region, by_level, by_source: sources_as_filtered(sources, &marks), by_owner })
}

/// Filters compare text without regard to case and width, so spellings that they take for one are counted as one,
/// under the most frequent spelling.
fn sources_as_filtered(mut tallies: Vec<Tally>, marks: &Marks) -> Vec<Count> {
    tallies.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    let mut merged: HashMap<Option<String>, usize> = HashMap::new();
    let mut counts: Vec<Count> = Vec::new();
    for Tally { value, count } in tallies {
        let at = *merged.entry(value.as_deref().map(fold)).or_insert(counts.len());
        match counts.get_mut(at) {
            Some(known) => known.count += count,
            None => counts.push(Count {
                filter: marks.value("source", value.as_deref()),
                label: value.clone(),
                key: value,
                count,
            }),
        }
    }
    most_first(&mut counts);
    counts.truncate(SOURCES);
    counts
}

fn most_first(counts: &mut [Count]) {
    counts
        .sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (a.key.is_none(), &a.key).cmp(&(b.key.is_none(), &b.key))));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_a_filter_takes_for_one_are_one_mark() {
        let tally = |value: Option<&str>, count| Tally { value: value.map(str::to_owned), count };
        let marks = Marks { owner: None, from: None, to: None };
        let tallies = vec![
            tally(Some("Trade fair"), 5),
            tally(None, 9),
            tally(Some("trade FAIR"), 7),
            tally(Some("ｔｒａｄｅ　ｆａｉｒ"), 1),
        ];
        let counts: Vec<(Option<String>, i64)> =
            sources_as_filtered(tallies, &marks).into_iter().map(|c| (c.key, c.count)).collect();
        assert_eq!(counts, [(Some("trade FAIR".into()), 13), (None, 9)]);
    }
}
