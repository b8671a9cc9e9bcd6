//! Cells a spreadsheet would run as a formula: marked on the way out, unmarked on the way in.
//!
//! A guarded cell gets one leading `'`; import takes exactly that one away, so export and import are inverse.

use std::borrow::Cow;

const TRIGGERS: &[char] = &['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\0'];

/// The cell as it is exported.
pub fn guard(cell: &str) -> Cow<'_, str> {
    if is_trigger(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`guard`].
pub fn unguard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_trigger(rest)).unwrap_or(cell)
}

/// A trigger at the start, also behind our own mark; behind spaces too. Phones and amounts are none.
fn is_trigger(cell: &str) -> bool {
    let bare = cell.trim_start_matches('\'').trim_start_matches(' ');
    if !bare.starts_with(TRIGGERS) {
        return false;
    }
    let number = cell.len() > 1
        && cell.starts_with(['+', '-'])
        && cell[1..].chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '.' | ',' | '-'));
    !number
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for (cell, out) in [
            ("=cmd()|'/c calc'!A0", "'=cmd()|'/c calc'!A0"),
            ("+86 138 0013 8000", "+86 138 0013 8000"),
            ("-1,234.50", "-1,234.50"),
            ("-", "'-"),
            ("+1+cmd", "'+1+cmd"),
            ("  @x", "'  @x"),
            ("＝1", "'＝1"),
            ("'=x", "''=x"),
            ("'tis", "'tis"),
            ("", ""),
        ] {
            assert_eq!(guard(cell), out);
            assert_eq!(unguard(out), cell);
        }
    }

    proptest! {
        #[test]
        fn export_then_import_is_the_identity(cell in "['=+@ \\t0-9a-z-]{0,8}") {
            let exported = guard(&cell);
            prop_assert_eq!(unguard(&exported), &cell);
        }
    }
}
