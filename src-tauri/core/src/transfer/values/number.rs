//! Numbers as people and spreadsheets write them, into plain decimals without a rounding.

use super::plain;

/// A number that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    /// Digits with at most one point: `-1234.50`.
    pub(crate) decimal: String,
    /// The ISO code, when the cell names a currency without doubt.
    pub(crate) currency: Option<&'static str>,
}

/// Signs and words of money, the longer first. `None`: several currencies use it.
const SIGNS: &[(&str, Option<&str>)] = &[
    ("us$", Some("USD")),
    ("hk$", Some("HKD")),
    ("nt$", Some("TWD")),
    ("a$", Some("AUD")),
    ("c$", Some("CAD")),
    ("s$", Some("SGD")),
    ("rmb", Some("CNY")),
    ("人民币", Some("CNY")),
    ("美元", Some("USD")),
    ("欧元", Some("EUR")),
    ("日元", Some("JPY")),
    ("英镑", Some("GBP")),
    ("港币", Some("HKD")),
    ("港元", Some("HKD")),
    ("新台币", Some("TWD")),
    ("韩元", Some("KRW")),
    ("元", None),
    ("圆", None),
    ("块", None),
    ("¥", None),
    ("$", None),
    ("€", Some("EUR")),
    ("£", Some("GBP")),
    ("₩", Some("KRW")),
    ("₽", Some("RUB")),
    ("₹", Some("INR")),
    ("฿", Some("THB")),
];

/// Words that multiply: how many zeros.
const SCALES: &[(&str, i32)] = &[("亿", 8), ("百万", 6), ("万", 4), ("千", 3), ("%", -2), ("‰", -3)];

/// The number in `text`; `None` when it is none, or might be two different ones.
pub(crate) fn parse(text: &str) -> Option<Number> {
    let folded = plain(text.trim()).to_lowercase().replace('−', "-");
    let mut rest = folded.trim();
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        (negative, rest) = (true, inner.trim());
    }
    let mut currency = None;
    let mut signs = 0;
    loop {
        if let Some(after) =
            rest.strip_prefix('-').or_else(|| rest.strip_prefix('+')).or_else(|| rest.strip_suffix('-'))
        {
            negative |= rest.contains('-');
            signs += 1;
            rest = after.trim();
        } else if let Some((after, code)) = without_currency(rest) {
            if currency.is_some() && code.is_some() && currency != code {
                return None;
            }
            currency = currency.or(code);
            rest = after;
        } else {
            break;
        }
    }
    let mut zeros = 0;
    while let Some((after, more)) = SCALES.iter().find_map(|(word, more)| Some((rest.strip_suffix(word)?, more))) {
        (rest, zeros) = (after.trim(), zeros + more);
    }
    // One sign is a sign; `(-5)` and `--5` are puzzles.
    if signs > 1 || (signs == 1 && folded.starts_with('(')) {
        return None;
    }
    let magnitude = shift(&ungrouped(rest)?, zeros);
    let decimal = if negative && magnitude.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        format!("-{magnitude}")
    } else {
        magnitude
    };
    Some(Number { decimal, currency })
}

/// Takes one sign or code of a currency from either end.
fn without_currency(text: &str) -> Option<(&str, Option<&'static str>)> {
    for (sign, code) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return Some((rest.trim(), *code));
        }
    }
    let code = |letters: &str| {
        letters.to_ascii_uppercase().parse::<crate::money::Currency>().ok().map(crate::money::Currency::code)
    };
    let head = text
        .get(..3)
        .filter(|head| head.bytes().all(|b| b.is_ascii_alphabetic()))
        .and_then(|head| Some((text[3..].trim(), code(head)?)));
    let tail = || {
        let cut = text.len().checked_sub(3)?;
        let tail = text.get(cut..).filter(|tail| tail.bytes().all(|b| b.is_ascii_alphabetic()))?;
        Some((text[..cut].trim(), code(tail)?))
    };
    head.or_else(tail).map(|(rest, code)| (rest, Some(code)))
}

/// Takes the separators of thousands away and makes the decimal mark a point.
fn ungrouped(text: &str) -> Option<String> {
    if !text.bytes().next()?.is_ascii_digit() && !text.starts_with('.') || !text.bytes().last()?.is_ascii_digit() {
        return None;
    }
    let marks: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let separators: &[char] = &[',', '.', ' ', '\'', '’', '_'];
    if !marks.iter().all(|mark| separators.contains(mark)) {
        return None;
    }
    let last = marks.last().copied();
    let count = |mark: char| marks.iter().filter(|&&m| m == mark).count();
    let decimal = match last {
        None => None,
        // The last mark is the decimal one, when it stands once behind others or could not part thousands.
        Some(mark @ ('.' | ',')) if count(mark) == 1 && marks.len() > 1 => Some(mark),
        Some('.') if marks.len() == 1 => Some('.'),
        Some(',')
            if marks.len() == 1
                && text.rsplit(',').next().is_some_and(|tail| tail.len() != 3 || text.starts_with("0,")) =>
        {
            Some(',')
        }
        Some(_) => None,
    };
    let (whole, fraction) = match decimal {
        Some(mark) => text.rsplit_once(mark)?,
        None => (text, ""),
    };
    let grouping: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    if let Some(&mark) = grouping.first() {
        let groups: Vec<&str> = whole.split(mark).collect();
        // Thousands, or the Indian way: twos, then a three.
        let rest_is = |length: usize| groups[1..groups.len() - 1].iter().all(|group| group.len() == length);
        let last_is_three = groups.last().is_some_and(|group| group.len() == 3);
        let even = last_is_three && (rest_is(3) || rest_is(2)) && (1..=3).contains(&groups[0].len());
        if grouping.iter().any(|&m| m != mark) || !even || decimal == Some(mark) {
            return None;
        }
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    Some(if fraction.is_empty() {
        digits
    } else {
        format!("{}.{fraction}", if digits.is_empty() { "0" } else { &digits })
    })
}

/// Moves the point to the right by `places` (to the left when negative).
fn shift(decimal: &str, places: i32) -> String {
    if places == 0 {
        return decimal.to_owned();
    }
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let digits = format!("{whole}{fraction}");
    let point = whole.len() as i32 + places;
    if point <= 0 {
        return format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize));
    }
    let point = point as usize;
    if point >= digits.len() {
        return format!("{digits}{}", "0".repeat(point - digits.len()));
    }
    format!("{}.{}", &digits[..point], &digits[point..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, decimal, currency) in [
            ("1100.04", "1100.04", None),
            ("1,234,567.89", "1234567.89", None),
            ("1.234.567,89", "1234567.89", None),
            ("1 234,5", "1234.5", None),
            ("1'234.50", "1234.50", None),
            ("12,34,567", "1234567", None),
            ("1,234", "1234", None),
            ("1,5", "1.5", None),
            ("0,125", "0.125", None),
            ("1.234", "1.234", None),
            ("１２３．５", "123.5", None),
            ("￥1,200.00", "1200.00", None),
            ("¥ 88", "88", None),
            ("$-5", "-5", None),
            ("-$5", "-5", None),
            ("5-", "-5", None),
            ("(1,234.50)", "-1234.50", None),
            ("€ 9,99", "9.99", Some("EUR")),
            ("USD 100", "100", Some("USD")),
            ("100 cny", "100", Some("CNY")),
            ("12.5%", "0.125", None),
            ("5%", "0.05", None),
            ("1.5万元", "15000", None),
            ("3亿", "300000000", None),
            (".5", "0.5", None),
            ("-0", "0", None),
            ("+7", "7", None),
        ] {
            assert_eq!(parse(text), Some(Number { decimal: decimal.into(), currency }), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "-",
            "1e5",
            "1.38E+10",
            "12a",
            "1,2,3",
            "1,23,45",
            "1.2.3",
            "--5",
            "(-5)",
            "1-2",
            "USD 5 EUR",
            "0x10",
            "十二",
            "1,,234",
            "5.",
            "NaN",
            "1 2",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
