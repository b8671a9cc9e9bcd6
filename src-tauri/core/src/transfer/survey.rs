//! One pass over the whole file before anything is planned: how many rows, what every column looks like.

use super::csv::decode::Undecodable;
use super::csv::dialect::letters;
use super::csv::rows::Row;
use super::plan::{ImportIssue, IssueEffect};
use super::source::{Dialect, ImportSource};
use super::values::date::{DateOrder, Evidence};
use super::values::number;
use crate::error::{Error, Result};
use crate::money::parse_scaled;

const SAMPLE: usize = 50;

/// What the file looks like.
#[derive(Debug, Clone)]
pub(crate) struct Survey {
    pub(crate) dialect: Dialect,
    pub(crate) headers: Vec<String>,
    /// Rows of data.
    pub(crate) rows: u32,
    pub(crate) sample: Vec<Row>,
    pub(crate) columns: Vec<Stats>,
    pub(crate) warnings: Vec<ImportIssue>,
}

/// What a column looks like.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Stats {
    pub(crate) filled: u32,
    not_numbers: u32,
    not_dates: u32,
    pub(crate) dates: Evidence,
}

impl Stats {
    fn add(&mut self, cell: &str) {
        self.filled += 1;
        if self.not_numbers == 0 && !is_number(cell) {
            self.not_numbers = 1;
        }
        // A column of dates may have bad cells and still decide the order; a column of names need not be read to its end.
        if u64::from(self.not_dates) <= 20 + 2 * self.dates.total() && !self.dates.add(cell) {
            self.not_dates += 1;
        }
    }

    /// The kind of custom field that keeps every cell.
    pub(crate) fn kind(&self) -> &'static str {
        if self.filled > 0 && self.not_numbers == 0 {
            "number"
        } else if self.filled > 0 && self.not_dates == 0 && self.dates.order().is_some() {
            "date"
        } else {
            "text"
        }
    }
}

/// A number one reckons with: not a code with a leading zero, not a phone number.
fn is_number(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let code = cell.len() > 1 && cell.starts_with('0') && !cell.starts_with("0.");
    if code || digits > 10 {
        return false;
    }
    if digits == cell.len() && digits > 0 {
        return true;
    }
    number::parse(cell).is_some_and(|n| n.currency.is_none() && parse_scaled(&n.decimal, 4).is_some())
}

impl Survey {
    /// Reads the whole source. A byte that does not decode ends the survey with a warning, so that another encoding
    /// can be chosen with the beginning in view; the run refuses it.
    pub(crate) fn take(source: &ImportSource, dialect: Dialect) -> Result<Self> {
        let mut survey = Self {
            dialect,
            headers: Vec::new(),
            rows: 0,
            sample: Vec::new(),
            columns: Vec::new(),
            warnings: Vec::new(),
        };
        match survey.read(source, Undecodable::Stop) {
            Err(Error::File { code: "encoding", data }) => {
                survey = Self {
                    dialect,
                    headers: Vec::new(),
                    rows: 0,
                    sample: Vec::new(),
                    columns: Vec::new(),
                    warnings: Vec::new(),
                };
                survey.read(source, Undecodable::Show)?;
                let number = |name: &str| data.get(name).and_then(|n| n.parse::<u32>().ok());
                let column = number("column").map(|n| n - 1);
                survey.warnings.push(ImportIssue {
                    row: number("row").unwrap_or(1),
                    column,
                    code: "encoding".into(),
                    data,
                    effect: IssueEffect::Note,
                });
            }
            other => other?,
        }
        Ok(survey)
    }

    fn read(&mut self, source: &ImportSource, undecodable: Undecodable) -> Result<()> {
        let mut reader = self.dialect.rows(source, undecodable)?;
        let mut row = Row::default();
        let mut too_long: Option<(u32, u64)> = None;
        while reader.next(&mut row)? {
            if is_separator_line(&row) {
                continue;
            }
            if self.columns.is_empty() {
                self.begin(&row);
                if self.dialect.header {
                    continue;
                }
            }
            if row.is_empty() {
                continue;
            }
            self.rows += 1;
            if self.sample.len() < SAMPLE {
                // Without a header the widest of the first rows tells the columns.
                if !self.dialect.header && row.len() > self.columns.len() {
                    self.columns.resize(row.len(), Stats::default());
                    self.headers = (0..row.len()).map(letters).collect();
                }
                self.sample.push(row.clone());
            }
            for (stats, cell) in self.columns.iter_mut().zip(row.cells()) {
                if !cell.is_empty() {
                    stats.add(cell);
                }
            }
            if is_too_long(&row, self.columns.len()) {
                too_long = Some(too_long.map_or((1, row.number), |(count, first)| (count + 1, first)));
            }
        }
        if let Some((count, first)) = too_long {
            let data = [("count".to_owned(), count.to_string())].into();
            self.warnings.push(ImportIssue {
                row: first as u32,
                column: None,
                code: "row.too_long".into(),
                data,
                effect: IssueEffect::Note,
            });
        }
        Ok(())
    }

    fn begin(&mut self, first: &Row) {
        self.columns = vec![Stats::default(); first.len()];
        self.headers = first
            .cells()
            .enumerate()
            .map(
                |(column, cell)| {
                    if self.dialect.header && !cell.is_empty() { cell.to_owned() } else { letters(column) }
                },
            )
            .collect();
    }

    /// Why the file cannot be imported in this encoding.
    pub(crate) fn undecodable(&self) -> Option<Error> {
        let warning = self.warnings.iter().find(|warning| warning.code == "encoding")?;
        Some(Error::File { code: "encoding", data: warning.data.clone() })
    }

    /// The order of day and month that all these columns agree with.
    pub(crate) fn date_order(&self, columns: impl Iterator<Item = usize>) -> Option<DateOrder> {
        columns
            .filter_map(|column| self.columns.get(column))
            .fold(Evidence::default(), |sum, stats| sum.and(stats.dates))
            .order()
    }

    #[cfg(test)]
    pub(crate) fn of_text(text: &str, target: super::ImportTarget) -> Result<Self> {
        let source = ImportSource::Text(text.into());
        let dialect = Dialect::sniff(&source, target)?;
        Self::take(&source, dialect)
    }
}

/// Cells behind the last column, with something in them.
pub(crate) fn is_too_long(row: &Row, width: usize) -> bool {
    row.len() > width && (width..row.len()).any(|column| !row.cell(column).is_empty())
}

/// Excel's own first line, `sep=;`.
pub(crate) fn is_separator_line(row: &Row) -> bool {
    row.number == 1 && row.cell(0).starts_with("sep=")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::ImportTarget;

    #[test]
    fn columns_are_judged_by_all_their_cells() {
        let survey = Survey::of_text(
            "a,b,c,d,e,f\n1,007,2020-01-02,3/1/2020,x,13800138000\n2.5,008,2020/3/4,20/1/2020,2020-01-01,13900139000\n",
            ImportTarget::Customers,
        )
        .unwrap();
        assert_eq!(
            survey.columns.iter().map(Stats::kind).collect::<Vec<_>>(),
            ["number", "text", "date", "date", "text", "text"]
        );
        assert_eq!(survey.rows, 2);
        assert_eq!(survey.date_order([2, 3].into_iter()), Some(DateOrder::Dmy));
    }

    #[test]
    fn a_byte_that_does_not_decode_is_a_warning_with_its_place() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut bytes = "姓名,城市\n张伟,深圳\n".repeat(5).into_bytes();
        bytes.extend_from_slice(b"Ada,\xff\n");
        std::fs::write(file.path(), bytes).unwrap();
        let source = ImportSource::Path(file.path().to_owned());
        let dialect = Dialect::sniff(&source, ImportTarget::Customers).unwrap();
        let survey = Survey::take(&source, dialect).unwrap();
        assert_eq!(
            (survey.warnings[0].row, survey.warnings[0].column, survey.warnings[0].code.as_str()),
            (11, Some(1), "encoding")
        );
        assert!(survey.sample.iter().any(|row| row.cell(1).contains('\u{fffd}')));
    }

    #[test]
    fn rows_with_more_cells_than_columns_are_counted() {
        let survey = Survey::of_text("name,phone\nAda,1,\nBob,2,3\n", ImportTarget::Customers).unwrap();
        assert_eq!((survey.warnings.len(), survey.warnings[0].row), (1, 3));
    }

    #[test]
    fn the_separator_line_of_excel_is_no_data() {
        let survey = Survey::of_text("sep=;\nname;phone\nAda;1\n", ImportTarget::Customers).unwrap();
        assert_eq!((survey.headers, survey.rows), (vec!["name".to_owned(), "phone".to_owned()], 1));
    }
}
