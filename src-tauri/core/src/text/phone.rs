//! Telephone numbers as people write them, and the one form in which they are compared.

use phonenumber::{Mode, country};

use super::normal::fold;

/// A telephone number that was understood, or at least reduced to its digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// E.164 (`+8613812345678`) when the number is complete; else only its digits (`95588`, `88886666`).
    pub norm: String,
    /// The digits as dialled inside the country, trunk prefix included: `13812345678`, `01088886666`.
    pub national: String,
    /// The extension, digits only.
    pub extension: Option<String>,
}

/// Reads a number as written in a country (ISO 3166 code, `CN`). Full-width digits, any usual punctuation and
/// extensions (转 8, ext. 8, x8, #8) are understood; numbers that are short or unknown keep their digits.
/// `None` for anything that is no telephone number: fewer than three digits, more than twenty, or other words in it.
pub fn normalise(raw: &str, default_country: &str) -> Option<Phone> {
    let folded = fold(raw);
    let written = folded.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+' && c != '(');
    // A label in front (电话:, tel) is tolerated, anything longer is a text with a number in it.
    if folded.len() - written.len() > 16 {
        return None;
    }
    let (main, extension) = split_extension(written)?;
    let international = main.trim_start_matches(['(', ' ']).starts_with('+');
    if main.chars().any(|c| !(c.is_ascii_digit() || is_filler(c))) {
        return None;
    }
    let digits: String = main.chars().filter(char::is_ascii_digit).collect();
    if !(3..=20).contains(&digits.len()) {
        return None;
    }
    let abroad =
        if international { Some(digits.as_str()) } else { digits.strip_prefix("00").filter(|rest| rest.len() >= 7) };
    let (norm, national) = match abroad {
        Some(abroad) => match abroad.strip_prefix("86").and_then(chinese) {
            Some(known) => known,
            None => foreign(&format!("+{abroad}"), None).unwrap_or_else(|| (format!("+{abroad}"), abroad.to_owned())),
        },
        None if default_country.eq_ignore_ascii_case("CN") => chinese(&digits)
            .or_else(|| digits.strip_prefix("86").and_then(chinese))
            .unwrap_or_else(|| (digits.clone(), digits.clone())),
        None => default_country
            .to_ascii_uppercase()
            .parse::<country::Id>()
            .ok()
            .and_then(|country| foreign(&digits, Some(country)))
            .unwrap_or_else(|| (digits.clone(), digits.clone())),
    };
    Some(Phone { norm, national, extension })
}

fn is_filler(c: char) -> bool {
    matches!(c, '+' | '-' | '.' | '(' | ')' | ' ' | '\u{2010}'..='\u{2015}' | '−' | '·')
}

/// Cuts at the first mark of an extension. `None` when what follows the mark is not a number.
fn split_extension(written: &str) -> Option<(&str, Option<String>)> {
    const MARKS: [&str; 9] = ["转", "轉", "分机", "内线", ";ext=", "extension", "ext", "x", "#"];
    let Some((at, mark)) = MARKS
        .iter()
        .filter_map(|mark| written.find(mark).map(|at| (at, mark)))
        .min_by_key(|&(at, mark)| (at, usize::MAX - mark.len()))
    else {
        return Some((written, None));
    };
    let after =
        written[at + mark.len()..].trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '-' | ')'));
    let number = !after.is_empty() && after.len() <= 8 && after.chars().all(|c| c.is_ascii_digit());
    number.then(|| (written[..at].trim_end_matches([' ', ',', '(', '-']), Some(after.to_owned())))
}

/// Chinese numbers by their plan (GB/T 7-digit and 8-digit local numbers, 11-digit mobiles, 400/800): no table needed,
/// and fast enough for an import of a hundred thousand.
fn chinese(digits: &str) -> Option<(String, String)> {
    let bytes = digits.as_bytes();
    let complete = match (bytes.len(), bytes) {
        (11, [b'1', b'3'..=b'9', ..]) => return Some((format!("+86{digits}"), digits.to_owned())),
        (10, [b'4' | b'8', b'0', b'0', ..]) => return Some((format!("+86{digits}"), digits.to_owned())),
        (11, [b'0', b'1', b'0', ..]) | (11, [b'0', b'2', ..]) | (11 | 12, [b'0', b'3'..=b'9', ..]) => &digits[1..],
        // Written with the country code, hence without the trunk prefix.
        (10, [b'1', b'0', ..]) | (10, [b'2', ..]) | (10 | 11, [b'3'..=b'9', ..]) => digits,
        _ => return None,
    };
    Some((format!("+86{complete}"), format!("0{complete}")))
}

fn foreign(written: &str, country: Option<country::Id>) -> Option<(String, String)> {
    let number = phonenumber::parse(country, written).ok().filter(phonenumber::is_valid)?;
    let national: String =
        number.format().mode(Mode::National).to_string().chars().filter(char::is_ascii_digit).collect();
    Some((number.format().mode(Mode::E164).to_string(), national))
}

/// Hides the middle of a number: `138****5678`. Short numbers keep their last two digits only.
pub fn mask(number: &str) -> String {
    let chars: Vec<char> = number.chars().collect();
    let (head, tail) = match chars.len() {
        0..=4 => (0, 0),
        5..=8 => (0, 2),
        9..=10 => (3, 3),
        length => (length - 8, 4),
    };
    let hidden = chars.len() - head - tail;
    chars[..head]
        .iter()
        .copied()
        .chain(std::iter::repeat_n('*', hidden))
        .chain(chars[chars.len() - tail..].iter().copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_reduced_to_one_form() {
        for (raw, country, norm, national, extension) in [
            ("13812345678", "CN", "+8613812345678", "13812345678", None),
            ("138-1234-5678", "cn", "+8613812345678", "13812345678", None),
            ("+86 138 1234 5678", "US", "+8613812345678", "13812345678", None),
            ("0086-13812345678", "CN", "+8613812345678", "13812345678", None),
            ("8613812345678", "CN", "+8613812345678", "13812345678", None),
            ("１３８１２３４５６７８", "CN", "+8613812345678", "13812345678", None),
            ("(010) 8888-6666", "CN", "+861088886666", "01088886666", None),
            ("010-88886666转8012", "CN", "+861088886666", "01088886666", Some("8012")),
            ("0755-26001234 ext. 12", "CN", "+8675526001234", "075526001234", Some("12")),
            ("+86 (755) 2600 1234 x9", "CN", "+8675526001234", "075526001234", Some("9")),
            ("电话：0571-88157788#3", "CN", "+8657188157788", "057188157788", Some("3")),
            ("400-600-1234", "CN", "+864006001234", "4006001234", None),
            ("95588", "CN", "95588", "95588", None),
            ("110", "CN", "110", "110", None),
            ("88886666", "CN", "88886666", "88886666", None),
            ("(650) 253-0000", "US", "+16502530000", "6502530000", None),
            ("+1 650-253-0000", "CN", "+16502530000", "6502530000", None),
            ("030 123456", "DE", "+4930123456", "030123456", None),
            ("+49 30 123456", "CN", "+4930123456", "030123456", None),
            ("090-1234-5678", "JP", "+819012345678", "09012345678", None),
            ("12345", "ZZ", "12345", "12345", None),
            ("+999 12345678", "CN", "+99912345678", "99912345678", None),
        ] {
            let phone = normalise(raw, country).unwrap_or_else(|| panic!("{raw}"));
            assert_eq!(
                (phone.norm.as_str(), phone.national.as_str(), phone.extension.as_deref()),
                (norm, national, extension),
                "{raw}"
            );
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let long = "1".repeat(10_000);
        for raw in [
            "",
            "12",
            "=cmd()",
            "张伟",
            "call me at 5",
            "138 1234 5678 / 139 1234 5678",
            "a@b.cn",
            "12345x",
            "😀123",
            "\"'",
            &long,
        ] {
            if let Some(phone) = normalise(raw, "CN") {
                assert_eq!((raw, phone.norm.as_str()), ("😀123", "123"));
            }
        }
    }

    #[test]
    fn masks_leave_enough_to_recognise() {
        for (number, masked) in [
            ("13812345678", "138****5678"),
            ("01088886666", "010****6666"),
            ("6502530000", "650****000"),
            ("88886666", "******66"),
            ("110", "***"),
            ("", ""),
        ] {
            assert_eq!(mask(number), masked);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(raw in any::<String>()) {
            if let Some(phone) = normalise(&raw, "CN") {
                prop_assert!(phone.norm.len() >= 3);
                let _ = mask(&phone.national);
            }
        }

        #[test]
        fn a_norm_is_its_own_norm(digits in "1[3-9][0-9]{9}|0[2-9][0-9]{9,10}|[0-9]{3,12}") {
            let once = normalise(&digits, "CN").unwrap();
            prop_assert_eq!(normalise(&once.norm, "CN").unwrap().norm, once.norm);
        }
    }
}
