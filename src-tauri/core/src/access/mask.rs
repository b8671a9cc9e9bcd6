//! So much of a value that one who knows it recognises it, and nobody learns it.

const STARS: &str = "****";

/// `138****5678`, `+1****4567`: the first and the last digits, never more than half of them.
pub(crate) fn phone(raw: &str) -> String {
    let digits: Vec<char> = raw.chars().filter(char::is_ascii_digit).collect();
    // The country of a Chinese number says nothing.
    let digits = match digits.as_slice() {
        ['8', '6', rest @ ..] if raw.trim_start().starts_with('+') && rest.len() == 11 => rest,
        all => all,
    };
    match digits.len() {
        0..=4 => STARS.to_owned(),
        5..=10 => format!("{STARS}{}", digits[digits.len() - 2..].iter().collect::<String>()),
        _ => {
            let (head, tail) = (&digits[..3], &digits[digits.len() - 4..]);
            head.iter().chain(STARS.chars().collect::<Vec<_>>().iter()).chain(tail).collect()
        }
    }
}

/// `a****@example.com`.
pub(crate) fn email(raw: &str) -> String {
    match raw.split_once('@') {
        Some((name, host)) => format!("{}{STARS}@{host}", name.chars().take(1).collect::<String>()),
        None => text(raw),
    }
}

/// The first two characters of a longer text, of a short one the first.
pub(crate) fn text(raw: &str) -> String {
    let shown = match raw.chars().count() {
        0 => return String::new(),
        1 => 0,
        2..=4 => 1,
        _ => 2,
    };
    format!("{}{STARS}", raw.chars().take(shown).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_value_is_recognised_and_not_told() {
        for (raw, masked) in [
            ("13812345678", "138****5678"),
            ("+86 138 1234 5678", "138****5678"),
            ("138-1234-5678", "138****5678"),
            ("+1 650 253 0000", "165****0000"),
            ("0755-8888666", "075****8666"),
            ("88886666", "****66"),
            ("110", "****"),
            ("", "****"),
        ] {
            assert_eq!(phone(raw), masked, "{raw}");
        }
        assert_eq!(email("ada@example.com"), "a****@example.com");
        assert_eq!(email("@example.com"), "****@example.com");
        assert_eq!(email("nobody"), "no****");
        for (raw, masked) in [("", ""), ("a", "****"), ("张伟", "张****"), ("深圳腾飞科技", "深圳****")] {
            assert_eq!(text(raw), masked);
        }
    }
}
