//! A CSV file as columns of text.

use std::path::Path;

use crate::fault::Fault;

/// Cells by column; every column has one cell for each row.
#[derive(Debug)]
pub struct Sheet {
    pub names: Vec<String>,
    pub columns: Vec<Vec<String>>,
    pub rows: usize,
}

impl Sheet {
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let bytes = std::fs::read(path).map_err(|_| file("unreadable"))?;
        let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes)).map_err(|error| {
            let row = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() as u64 + 1;
            Fault { row: Some(row), ..file("encoding") }.with("row", row)
        })?;
        Self::parse(text)
    }

    pub fn parse(text: &str) -> Result<Self, Fault> {
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|d| (count(first, *d), *d == b',')).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let names: Vec<String> =
            reader.headers().map_err(|_| file("unreadable"))?.iter().map(|name| name.trim().to_owned()).collect();
        if names.iter().all(String::is_empty) {
            return Err(file("empty"));
        }
        let mut sheet = Self { columns: vec![Vec::new(); names.len()], names, rows: 0 };
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|_| file("unreadable"))? {
            for (place, column) in sheet.columns.iter_mut().enumerate() {
                column.push(record.get(place).unwrap_or_default().trim().to_owned());
            }
            sheet.rows += 1;
        }
        if sheet.rows == 0 {
            return Err(file("empty"));
        }
        Ok(sheet)
    }

    /// A column by name, whatever its case.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n.eq_ignore_ascii_case(name.trim()))
    }

    /// The failure of one cell.
    pub fn fault(&self, code: &str, row: usize, column: usize) -> Fault {
        Fault { row: Some(row as u64 + 2), column: Some(column as u64 + 1), ..file(code) }
            .with("value", &self.columns[column][row])
    }
}

fn count(line: &str, delimiter: u8) -> usize {
    line.bytes().filter(|b| *b == delimiter).count()
}

pub fn file(code: &str) -> Fault {
    Fault::new("file").with("code", code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_rows_are_filled_and_delimiters_found() {
        let sheet = Sheet::parse("id;Won\n1;yes\n2\n").unwrap();
        assert_eq!((sheet.names.len(), sheet.rows), (2, 2));
        assert_eq!(sheet.columns[1], ["yes", ""]);
        assert_eq!(sheet.find("won"), Some(1));
    }

    #[test]
    fn an_empty_file_is_refused() {
        for text in ["", "\n", "a,b\n"] {
            assert_eq!(Sheet::parse(text).unwrap_err(), file("empty"), "{text:?}");
        }
    }
}
