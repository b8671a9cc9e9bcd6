//! Text into rows of cells, within limits, each with the row number a spreadsheet would show.

use std::io::Read;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::decode::Decoded;
use super::{MAX_CELL_BYTES, MAX_COLUMNS};
use crate::error::{Error, Result};
use crate::transfer::file_error;

/// One row. Cells lie behind one another in one buffer, so that a row costs no allocation of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// As a spreadsheet counts: the first line is 1, empty lines count.
    pub(crate) number: u64,
    text: String,
    ends: Vec<usize>,
}

impl Row {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell in `column`, without white space around it; empty where the row is too short.
    pub(crate) fn cell(&self, column: usize) -> &str {
        let Some(&end) = self.ends.get(column) else { return "" };
        let start = if column == 0 { 0 } else { self.ends[column - 1] };
        trim(&self.text[start..end])
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.cells().all(str::is_empty)
    }

    /// The row as it was staged: a JSON array of its cells.
    pub(crate) fn from_json(number: i64, cells: &str) -> Result<Self> {
        let cells: Vec<std::borrow::Cow<'_, str>> = serde_json::from_str(cells).map_err(|_| Error::Damaged)?;
        let mut row = Self { number: u64::try_from(number).unwrap_or_default(), ..Self::default() };
        for cell in cells {
            row.text.push_str(&cell);
            row.ends.push(row.text.len());
        }
        Ok(row)
    }

    #[cfg(test)]
    pub(crate) fn of(number: u64, cells: &[&str]) -> Self {
        let mut row = Self { number, ..Self::default() };
        for cell in cells {
            row.text.push_str(cell);
            row.ends.push(row.text.len());
        }
        row
    }
}

/// White space and byte order marks around a cell carry no meaning.
pub(crate) fn trim(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// Reads rows from a stream of text.
pub(crate) struct Rows<R> {
    text: Decoded<R>,
    core: Reader,
    /// Text that was decoded and not yet cut.
    piece: Vec<u8>,
    at: usize,
    scratch: Vec<u8>,
    bytes: Vec<u8>,
    row: u64,
    line: u64,
    ended: bool,
}

impl<R: Read> Rows<R> {
    pub(crate) fn new(text: Decoded<R>, delimiter: u8) -> Self {
        let core = ReaderBuilder::new().delimiter(delimiter).build();
        Self {
            text,
            core,
            piece: Vec::new(),
            at: 0,
            scratch: vec![0; 16 * 1024],
            bytes: Vec::new(),
            row: 0,
            line: 1,
            ended: false,
        }
    }

    /// Bytes of the file behind the rows read so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.text.bytes_read()
    }

    /// Fills `row` with the next one; false at the end.
    pub(crate) fn next(&mut self, row: &mut Row) -> Result<bool> {
        row.ends.clear();
        self.bytes.clear();
        if self.ended {
            return Ok(false);
        }
        let (mut cell_start, mut quotes, mut at_end) = (0, 0_usize, false);
        loop {
            if self.at == self.piece.len() && !at_end {
                self.piece.clear();
                self.piece.extend_from_slice(self.text.piece()?);
                self.at = 0;
                at_end = self.piece.is_empty();
                if let Some(offset) = self.text.bad_at().filter(|_| at_end) {
                    return Err(file_error(
                        "encoding",
                        [("row", self.row + 1), ("column", row.ends.len() as u64 + 1), ("offset", offset)],
                    ));
                }
            }
            let input = &self.piece[self.at..];
            let (result, read, wrote) = self.core.read_field(input, &mut self.scratch);
            quotes += input[..read].iter().filter(|&&b| b == b'"').count();
            self.at += read;
            self.bytes.extend_from_slice(&self.scratch[..wrote]);
            if self.bytes.len() - cell_start > MAX_CELL_BYTES {
                let column = row.ends.len() as u64 + 1;
                return Err(file_error(
                    "cell_too_large",
                    [("row", self.row + 1), ("column", column), ("max", MAX_CELL_BYTES as u64)],
                ));
            }
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    cell_start = self.bytes.len();
                    row.ends.push(cell_start);
                    if row.ends.len() > MAX_COLUMNS {
                        return Err(file_error(
                            "too_many_columns",
                            [("row", self.row + 1), ("found", row.ends.len() as u64), ("max", MAX_COLUMNS as u64)],
                        ));
                    }
                    if record_end {
                        self.ended = at_end;
                        break;
                    }
                }
                ReadFieldResult::End => {
                    self.ended = true;
                    return Ok(false);
                }
            }
        }
        self.finish(row, quotes)
    }

    fn finish(&mut self, row: &mut Row, quotes: usize) -> Result<bool> {
        let line = self.core.line();
        let inside = self.bytes.iter().filter(|&&b| b == b'\n').count() as u64;
        // The reader skips empty lines; the numbers must not.
        let skipped = (line - self.line).saturating_sub(1 + inside);
        (self.line, self.row) = (line, self.row + 1 + skipped);
        row.number = self.row;
        let last_cell = row.ends.len().checked_sub(2).map_or(0, |before| row.ends[before]);
        if self.ended && quotes % 2 == 1 && self.bytes[last_cell..].contains(&b'\n') {
            return Err(file_error("unclosed_quote", [("row", self.row), ("column", row.ends.len() as u64)]));
        }
        let text = std::str::from_utf8(&self.bytes).expect("the decoder writes UTF-8 and cells end at ASCII bytes");
        row.text.clear();
        if text.contains('\0') {
            without_nul(text, row)
        } else {
            row.text.push_str(text)
        }
        Ok(true)
    }
}

fn without_nul(text: &str, row: &mut Row) {
    let mut start = 0;
    for end in &mut row.ends {
        row.text.extend(text[start..*end].chars().filter(|&c| c != '\0'));
        start = *end;
        *end = row.text.len();
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_8;
    use proptest::prelude::*;

    use super::*;
    use crate::transfer::csv::decode::Undecodable;

    fn read(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>> {
        let mut rows = Rows::new(Decoded::new(bytes, UTF_8, Undecodable::Stop), b',');
        let (mut row, mut all) = (Row::default(), Vec::new());
        while rows.next(&mut row)? {
            all.push((row.number, row.cells().map(str::to_owned).collect()));
        }
        Ok(all)
    }

    fn refusal(bytes: &[u8]) -> String {
        match read(bytes) {
            Err(Error::File { code, data }) => format!("{code} {data:?}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let rows = read(b"a,b\n\n1,\"two\nlines\"\n\n\n3,\n").unwrap();
        assert_eq!(rows.iter().map(|r| r.0).collect::<Vec<_>>(), [1, 3, 6]);
        let windows = read(b"a,b\r\n1,2\r\n\r\n3,4").unwrap();
        assert_eq!(windows.iter().map(|r| r.0).collect::<Vec<_>>(), [1, 2, 4]);
        assert_eq!(windows[2].1, ["3", "4"]);
    }

    #[test]
    fn ragged_rows_quotes_and_nuls_are_read_as_they_are() {
        let rows = read("\u{feff}a,b,c\n1\n1,2,3,4\n\"x,\"\"y\"\"\",\0z\0 , \u{3000}\n".as_bytes()).unwrap();
        assert_eq!(rows[0].1, ["a", "b", "c"]);
        assert_eq!(rows[1].1, ["1"]);
        assert_eq!(rows[2].1.len(), 4);
        assert_eq!(rows[3].1, ["x,\"y\"", "z", ""]);
    }

    #[test]
    fn limits_name_the_row_and_the_column() {
        assert_eq!(
            refusal(&[b"a\n".as_slice(), &b"x,".repeat(10_000)].concat()),
            r#"too_many_columns {"found": "1001", "max": "1000", "row": "2"}"#
        );
        let huge = [b"a,b\n1,".as_slice(), &vec![b'x'; 1_000_001]].concat();
        assert_eq!(refusal(&huge), r#"cell_too_large {"column": "2", "max": "1000000", "row": "2"}"#);
        assert_eq!(refusal(b"a,b\n1,ok\n2,\xff\n"), r#"encoding {"column": "2", "offset": "11", "row": "3"}"#);
        assert_eq!(refusal(b"a,b\n1,\"open\n2,x\n"), r#"unclosed_quote {"column": "2", "row": "2"}"#);
    }

    /// A file of any size, of which nothing is kept.
    struct Endless {
        line: Vec<u8>,
        at: usize,
        left: u64,
    }

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let length = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
            for byte in &mut buffer[..length] {
                *byte = self.line[self.at];
                self.at = (self.at + 1) % self.line.len();
            }
            self.left -= length as u64;
            Ok(length)
        }
    }

    #[test]
    fn a_file_of_any_size_is_read_in_the_room_of_one_row() {
        let line = "深圳市光明科技有限公司,\"a \"\"b\"\"\",138 0013 8000,x\n".as_bytes().to_vec();
        let rows = 400_000;
        let input = Endless { left: rows * line.len() as u64, at: 0, line };
        let mut reader = Rows::new(Decoded::new(input, UTF_8, Undecodable::Stop), b',');
        let (mut row, mut read) = (Row::default(), 0);
        while reader.next(&mut row).unwrap() {
            read += 1;
            assert_eq!(row.len(), 4);
            let held = reader.piece.capacity() + reader.scratch.capacity() + reader.bytes.capacity();
            assert!(held + row.text.capacity() + reader.text.held() < 1 << 20, "{held} bytes are held at row {read}");
        }
        assert_eq!(read, rows);
    }

    proptest! {
        #[test]
        fn whatever_the_csv_crate_writes_is_read_back(table in proptest::collection::vec(proptest::collection::vec("[^\\x00\\x{feff}]{0,12}", 1..6), 1..20)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for record in &table {
                writer.write_record(record).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let read = read(&bytes).unwrap();
            prop_assert_eq!(read.len(), table.len());
            for ((_, cells), record) in read.iter().zip(&table) {
                let trimmed: Vec<_> = record.iter().map(|cell| trim(cell).to_owned()).collect();
                prop_assert_eq!(cells, &trimmed);
            }
        }
    }
}
