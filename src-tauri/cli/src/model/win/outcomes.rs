//! Which opportunities are closed, and how they ended.

use super::sheet::{Sheet, file};
use crate::fault::Fault;

const WON: [&str; 9] = ["won", "closed won", "closed-won", "closedwon", "win", "赢单", "成交", "已成交", "签约"];
const LOST: [&str; 10] =
    ["lost", "closed lost", "closed-lost", "closedlost", "loss", "输单", "丢单", "未成交", "流失", "失败"];
const YES: [&str; 8] = ["1", "1.0", "true", "t", "yes", "y", "是", "真"];
const NO: [&str; 8] = ["0", "0.0", "false", "f", "no", "n", "否", "假"];
const STAGES: [&str; 10] =
    ["deal_stage", "stage", "status", "state", "outcome", "result", "stage_name", "阶段", "状态", "结果"];

/// The outcome of every row of the sheet; `None` while it is open.
#[derive(Debug)]
pub struct Outcomes {
    pub column: usize,
    pub of: Vec<Option<bool>>,
}

impl Outcomes {
    /// Reads the target column, or the stage column that says the same.
    pub fn find(sheet: &Sheet, target: &str) -> Result<Self, Fault> {
        let column = match sheet.find(target) {
            Some(column) => column,
            None => stage(sheet, target)
                .ok_or_else(|| file("column_missing").with("name", target).with("found", sheet.names.join(", ")))?,
        };
        let cells = &sheet.columns[column];
        let stages = cells.iter().any(|cell| word(cell).is_some());
        let mut of = Vec::with_capacity(cells.len());
        for (row, cell) in cells.iter().enumerate() {
            let outcome = word(cell).or_else(|| flag(cell));
            if outcome.is_none() && !cell.is_empty() && !stages {
                return Err(sheet.fault("outcome", row, column));
            }
            of.push(outcome);
        }
        Ok(Self { column, of })
    }

    /// The closed rows, in the order of the file.
    pub fn closed(&self) -> Vec<usize> {
        (0..self.of.len()).filter(|&row| self.of[row].is_some()).collect()
    }

    /// Whether each of `rows`, all closed, was won.
    pub fn won(&self, rows: &[usize]) -> Vec<bool> {
        rows.iter().map(|&row| self.of[row] == Some(true)).collect()
    }
}

fn word(cell: &str) -> Option<bool> {
    let cell = cell.to_lowercase();
    if WON.contains(&cell.as_str()) {
        return Some(true);
    }
    LOST.contains(&cell.as_str()).then_some(false)
}

fn flag(cell: &str) -> Option<bool> {
    let cell = cell.to_lowercase();
    if YES.contains(&cell.as_str()) {
        return Some(true);
    }
    NO.contains(&cell.as_str()).then_some(false)
}

/// A stage column that holds won and lost, if those are what is asked for.
fn stage(sheet: &Sheet, target: &str) -> Option<usize> {
    word(target).filter(|won| *won)?;
    STAGES
        .iter()
        .filter_map(|name| sheet.find(name))
        .find(|&column| sheet.columns[column].iter().any(|cell| word(cell).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(name: &str, cells: &[&str]) -> Sheet {
        let column: Vec<String> = cells.iter().map(|c| (*c).to_owned()).collect();
        Sheet { names: vec![name.to_owned()], rows: column.len(), columns: vec![column] }
    }

    #[test]
    fn outcomes_are_read_from_flags_and_from_stages() {
        let expected = [Some(true), Some(false), None];
        for (name, cells) in [
            ("won", ["1", "0", ""]),
            ("Won", ["TRUE", "false", ""]),
            ("won", ["是", "否", ""]),
            ("deal_stage", ["Won", "Lost", "Engaging"]),
            ("阶段", ["赢单", "输单", "商务谈判"]),
        ] {
            assert_eq!(Outcomes::find(&sheet(name, &cells), "won").unwrap().of, expected, "{name}");
        }
    }

    #[test]
    fn what_is_no_outcome_is_refused_with_its_place() {
        let fault = Outcomes::find(&sheet("won", &["1", "0", "perhaps"]), "won").unwrap_err();
        assert_eq!((fault.row, fault.column, fault.exit_code()), (Some(4), Some(1), 2));
        let fault = Outcomes::find(&sheet("owner", &["Li", "Wang"]), "won").unwrap_err();
        assert_eq!(fault.data["code"], "column_missing");
    }
}
