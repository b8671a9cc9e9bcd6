//! A small table as the text of a CSV file (RFC 4180), in the form Excel reads without being asked.

use super::guard::guard;

/// Every cell guarded, quoted where it must be; lines end as the RFC wants, and the mark in front tells Excel that it is
/// UTF-8.
pub fn csv_text(rows: &[Vec<String>]) -> String {
    let mut text = String::from('\u{feff}');
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            if column > 0 {
                text.push(',');
            }
            push_cell(&mut text, &guard(cell));
        }
        text.push_str("\r\n");
    }
    text
}

fn push_cell(text: &mut String, cell: &str) {
    if cell.contains(['"', ',', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::csv_text;

    #[test]
    fn cells_are_guarded_and_quoted_and_read_back_as_they_were() {
        let rows = vec![
            vec!["地区".to_owned(), "a,b \"c\"".to_owned()],
            vec!["=1+1".to_owned(), "two\nlines".to_owned()],
            vec![" x".to_owned(), String::new()],
        ];
        let text = csv_text(&rows);
        assert_eq!(text, "\u{feff}地区,\"a,b \"\"c\"\"\"\r\n'=1+1,\"two\nlines\"\r\n\" x\",\r\n");
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let read: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.unwrap().iter().map(|cell| super::super::guard::unguard(cell).to_owned()).collect())
            .collect();
        assert_eq!(read, rows);
    }
}
