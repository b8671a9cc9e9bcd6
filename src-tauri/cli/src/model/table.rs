//! A CSV file with a header, read row by row.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use crate::fault::Fault;

/// An open file.
pub struct Table {
    reader: csv::Reader<BufReader<File>>,
    header: Vec<String>,
    row: u64,
}

/// Where a column stands.
#[derive(Debug, Clone, Copy)]
pub struct Column(usize);

impl Table {
    /// Opens the file and reads its header, names in lower case.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let opened = File::open(path).map_err(|_| file("unreadable"))?;
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).from_reader(BufReader::with_capacity(1 << 16, opened));
        let names = reader.byte_headers().map_err(|_| file("unreadable"))?;
        let header: Vec<String> = names
            .iter()
            .map(|name| String::from_utf8_lossy(name).trim_start_matches('\u{feff}').trim().to_lowercase())
            .collect();
        if header.iter().all(String::is_empty) {
            return Err(file("empty"));
        }
        Ok(Self { reader, header, row: 1 })
    }

    /// A column by name, where there is one.
    pub fn find(&self, name: &str) -> Option<Column> {
        self.header.iter().position(|header| header == name).map(Column)
    }

    /// A column by the first of several names that is there.
    pub fn find_any(&self, names: &[&str]) -> Option<Column> {
        names.iter().find_map(|name| self.find(name))
    }

    /// The row that was read last, from 1.
    pub fn row(&self) -> u64 {
        self.row
    }

    /// A column by name.
    pub fn column(&self, name: &str) -> Result<Column, Fault> {
        self.find(name).ok_or_else(|| file("column_missing").with("name", name).with("found", self.header.join(", ")))
    }

    /// Reads the next row into `record`; false at the end.
    pub fn next(&mut self, record: &mut csv::ByteRecord) -> Result<bool, Fault> {
        self.row += 1;
        self.reader.read_byte_record(record).map_err(|_| file("unreadable"))
    }

    /// The failure of a cell of the current row.
    pub fn fault(&self, code: &str, column: Column, text: &str) -> Fault {
        Fault { row: Some(self.row), column: Some(column.0 as u64 + 1), ..file(code) }.with("value", text)
    }
}

impl Column {
    /// The cell of a row; empty where the row is short or not text.
    pub fn of(self, record: &csv::ByteRecord) -> &str {
        record.get(self.0).and_then(|cell| std::str::from_utf8(cell).ok()).unwrap_or_default().trim()
    }
}

fn file(code: &str) -> Fault {
    Fault::new("file").with("code", code)
}
