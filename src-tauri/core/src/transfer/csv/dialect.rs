//! Which character separates the cells, and whether the first row names them.

use encoding_rs::UTF_8;

use super::decode::{Decoded, Undecodable};
use super::rows::{Row, Rows};
use crate::transfer::values::{date, number};

/// The separators that are tried, the likelier first.
pub(crate) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
const LOOK_AT: usize = 50;

/// The delimiter that cuts the beginning of the text into the most even rows.
pub(crate) fn delimiter(head: &str) -> u8 {
    // A line of Excel's own, as in `sep=;`.
    if let Some(named) = head.trim_start_matches('\u{feff}').strip_prefix("sep=").and_then(|rest| rest.bytes().next()) {
        return named;
    }
    let mut best = (DELIMITERS[0], 0.0);
    for delimiter in DELIMITERS {
        let score = evenness(head, delimiter);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

/// The share of rows that have the commonest width; a little more for wider rows, nothing for a single column.
fn evenness(head: &str, delimiter: u8) -> f64 {
    let rows = first_rows(head, delimiter);
    let mut widths: Vec<usize> = rows.iter().map(Row::len).collect();
    widths.sort_unstable();
    let common = widths.chunk_by(|a, b| a == b).filter(|same| same[0] > 1).max_by_key(|same| (same.len(), same[0]));
    common.map_or(0.0, |same| {
        let share = same.len() as f64 / widths.len() as f64;
        share * (2.0 - 1.0 / same[0] as f64)
    })
}

/// The rows at the beginning. The last may be cut off where the head ends and is left out, unless it is the only one.
fn first_rows(head: &str, delimiter: u8) -> Vec<Row> {
    let mut reader = Rows::new(Decoded::new(head.as_bytes(), UTF_8, Undecodable::Show), delimiter);
    let mut rows = Vec::new();
    let mut row = Row::default();
    while rows.len() < LOOK_AT && reader.next(&mut row).unwrap_or(false) {
        rows.push(row.clone());
    }
    if rows.len() > 1 && rows.len() < LOOK_AT && !head.ends_with(['\n', '\r']) {
        rows.pop();
    }
    rows
}

/// Whether the first row holds names of columns: one of them is known, or it looks unlike the rows below it.
pub(crate) fn has_header(rows: &[Row], is_known: impl Fn(&str) -> bool) -> bool {
    let Some((first, below)) = rows.split_first() else { return false };
    if first.cells().any(|cell| !cell.is_empty() && is_known(cell)) {
        return true;
    }
    let is_value = |cell: &str| cell.contains('@') || number::parse(cell).is_some() || date::is_date(cell);
    if first.cells().any(is_value) {
        return false;
    }
    let names: Vec<&str> = first.cells().filter(|cell| !cell.is_empty()).collect();
    let distinct = names.iter().enumerate().all(|(n, name)| !names[..n].contains(name));
    let differs = (0..first.len()).any(|column| below.iter().take(LOOK_AT).any(|row| is_value(row.cell(column))));
    !names.is_empty() && distinct && (differs || below.is_empty())
}

/// The name of a column that has none: A, B … Z, AA, as spreadsheets call it.
pub(crate) fn letters(column: usize) -> String {
    let mut name = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        name.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_cuts_even_rows() {
        for (head, expected) in [
            ("a,b\n1,2\n", b','),
            ("a;b;c\n1,5;2,5;3\n4,1;5;6\n", b';'),
            ("a\tb\n1,2\t3\n", b'\t'),
            ("name|note\nx|a, b, c\ny|d\n", b'|'),
            ("name,note\n\"x;y;z\",\"a;b;c\"\n", b','),
            ("just one column\nvalue\n", b','),
            ("sep=;\na;b,c\n", b';'),
            ("姓名,电话\n张伟;李娜,1\n", b','),
        ] {
            assert_eq!(delimiter(head) as char, expected as char, "{head:?}");
        }
    }

    #[test]
    fn a_header_is_known_or_unlike_the_rows_below() {
        let known = |cell: &str| cell == "姓名";
        for (rows, expected) in [
            (vec![["姓名", "x"], ["张伟", "y"]], true),
            (vec![["foo", "bar"], ["x", "12.5"]], true),
            (vec![["Ada", "12.5"], ["Bob", "3"]], false),
            (vec![["Ada", "ada@example.com"], ["Bob", "b@example.com"]], false),
            (vec![["Ada", "London"], ["Bob", "Paris"]], false),
            (vec![["foo", "bar"]], true),
        ] {
            let rows: Vec<Row> = rows.iter().map(|cells| Row::of(1, cells)).collect();
            assert_eq!(has_header(&rows, known), expected, "{rows:?}");
        }
    }

    #[test]
    fn columns_without_a_name_are_called_as_in_a_spreadsheet() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
