//! Cleaning text on its way in, and the forms in which two texts are compared.

use unicode_normalization::{IsNormalized, UnicodeNormalization, char::is_combining_mark, is_nfkc_quick};

/// A text longer than its field allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong {
    /// Characters the text has after cleaning.
    pub chars: usize,
    /// Characters the field takes.
    pub max: usize,
}

/// One line of text as it is stored: control characters go, any run of white space becomes one space,
/// the ends are trimmed, everything else stays as it was written. `None` when nothing is left.
pub fn clean(raw: &str, max: usize) -> Result<Option<String>, TooLong> {
    let mut out = String::with_capacity(raw.len());
    for c in raw.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_noise(c) {
            out.push(c);
        }
    }
    measured(out, max)
}

/// Several lines of text as they are stored: like [`clean`], but line breaks and indents stay
/// (`\r\n` becomes `\n`, line ends are trimmed, never more than one empty line in a row).
pub fn clean_lines(raw: &str, max: usize) -> Result<Option<String>, TooLong> {
    let mut out = String::with_capacity(raw.len());
    let mut empty_lines = 0;
    for line in raw.replace("\r\n", "\n").split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        let line: String = line.chars().filter(|&c| c == '\t' || !is_noise(c)).collect();
        let line = line.trim_end();
        empty_lines = if line.is_empty() { empty_lines + 1 } else { 0 };
        if empty_lines < 2 && !(out.is_empty() && line.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
    }
    measured(out, max)
}

fn measured(mut text: String, max: usize) -> Result<Option<String>, TooLong> {
    text.truncate(text.trim_end().len());
    // The byte length bounds the count, so that the common short text is never counted.
    let chars = if text.len() <= max { text.len() } else { text.chars().count() };
    match chars {
        0 => Ok(None),
        chars if chars > max => Err(TooLong { chars, max }),
        _ => Ok(Some(text)),
    }
}

/// Control characters and byte order marks. Joiners and direction marks stay: emoji and right-to-left text need them.
fn is_noise(c: char) -> bool {
    c.is_control() || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// The form in which two texts are compared: NFKC (full width becomes half), lower case, single spaces.
pub fn fold(text: &str) -> String {
    if text.chars().all(is_common) {
        return single_spaces(text.chars().map(fold_common));
    }
    fold_any(text)
}

fn fold_any(text: &str) -> String {
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        return single_spaces(lower(text.chars()).nfkc());
    }
    single_spaces(lower(text.nfkc()).nfkc())
}

/// ASCII, Chinese characters, and the punctuation and full-width forms between them: nearly all text there is.
fn is_common(c: char) -> bool {
    matches!(c, '\0'..='\x7f' | '\u{2014}' | '\u{2018}'..='\u{201d}' | '\u{3000}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

/// What [`fold`] makes of a common character, without its tables.
fn fold_common(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        _ => c.to_ascii_lowercase(),
    }
}

/// [`fold`] without accents: the form in which words are looked for, so that “José” is found by “jose”.
pub fn fold_plain(text: &str) -> String {
    if text.chars().all(is_common) {
        return fold(text);
    }
    single_spaces(lower(text.nfkd()).nfkd().filter(|&c| !is_accent(c))).nfc().collect()
}

/// Marks a reader may leave out: Latin, Greek and Cyrillic accents, Hebrew and Arabic points, the Arabic stretch.
/// The vowel signs of Indian scripts and the voicing marks of kana are letters and stay.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

fn lower(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    chars.flat_map(char::to_lowercase).flat_map(|c| {
        let (first, second) = match c {
            'ß' => ('s', Some('s')),
            'ς' => ('σ', None),
            _ => (c, None),
        };
        std::iter::once(first).chain(second)
    })
}

fn single_spaces(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    for c in chars {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_noise(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Words in which western companies name their legal form; dropped from the end of a name, a whole word at a time.
const LEGAL_WORDS: &[&str] = &[
    "ab",
    "ag",
    "as",
    "asa",
    "bhd",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "group",
    "holding",
    "holdings",
    "inc",
    "incorporated",
    "kg",
    "kk",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "sa",
    "sarl",
    "sas",
    "sdn",
    "se",
    "spa",
    "srl",
];

/// Endings in which East Asian companies name theirs, the longer before what they contain.
const LEGAL_ENDINGS: &[&str] = &[
    "股份有限责任公司",
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "股份公司",
    "总公司",
    "分公司",
    "集团公司",
    "公司",
    "集团",
    "股份有限責任公司",
    "有限責任公司",
    "總公司",
    "集團",
    "株式会社",
    "有限会社",
    "合同会社",
    "주식회사",
    "유한회사",
];

/// Legal forms that may also stand in front.
const LEGAL_BEGINNINGS: &[&str] = &["株式会社", "有限会社", "합자회사", "주식회사", "유한회사"];

/// What is left of a company's (or product's) name when its legal form, spaces and punctuation are taken away:
/// “深圳市腾讯计算机系统有限公司” and “深圳市腾讯计算机系统” give one key, “GTX Pro” and “GTXPro” too.
/// Never empty for a name that holds a letter or digit.
pub fn company_key(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c) && c != '.' && c != '\'' && c != '’')
        .map(|word| word.chars().filter(|c| c.is_alphanumeric() || is_combining_mark(*c)).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    while words.len() > 1 && words.last().is_some_and(|word| LEGAL_WORDS.contains(&word.as_str())) {
        words.pop();
    }
    let joined = words.concat();
    let mut key = joined.as_str();
    while let Some(rest) =
        LEGAL_ENDINGS.iter().find_map(|ending| key.strip_suffix(ending)).filter(|rest| !rest.is_empty())
    {
        key = rest;
    }
    if let Some(rest) =
        LEGAL_BEGINNINGS.iter().find_map(|beginning| key.strip_prefix(beginning)).filter(|rest| !rest.is_empty())
    {
        key = rest;
    }
    key.to_owned()
}

/// How many characters at the end of a folded name are its East Asian legal form: 4 for “…有限公司”. Never the whole name.
pub(crate) fn legal_ending_chars(folded: &str) -> usize {
    let mut rest = folded;
    while let Some(shorter) =
        LEGAL_ENDINGS.iter().find_map(|ending| rest.strip_suffix(ending)).filter(|rest| !rest.is_empty())
    {
        rest = shorter;
    }
    folded[rest.len()..].chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cleaning_keeps_what_was_written_and_drops_the_noise() {
        for (raw, expected) in [
            ("  Ada\t Lovelace \n", Some("Ada Lovelace")),
            ("\u{feff}张\0伟\u{7}", Some("张伟")),
            ("=cmd()|'/c calc'!A0", Some("=cmd()|'/c calc'!A0")),
            ("“O'Brien” \"Ltd\"", Some("“O'Brien” \"Ltd\"")),
            ("👩‍👩‍👧 Family", Some("👩‍👩‍👧 Family")),
            ("شركة النور", Some("شركة النور")),
            ("Ａｂｃ", Some("Ａｂｃ")),
            (" \u{3000}\0 ", None),
        ] {
            assert_eq!(clean(raw, 200), Ok(expected.map(str::to_owned)), "{raw:?}");
        }
        let long = "长".repeat(10_000);
        assert_eq!(clean(&long, 200), Err(TooLong { chars: 10_000, max: 200 }));
        assert_eq!(clean(&long, 10_000), Ok(Some(long)));
    }

    #[test]
    fn the_short_way_to_fold_common_characters_is_the_long_one() {
        for c in (char::MIN..=char::MAX).filter(|c| is_common(*c)) {
            let text = format!("甲{c}乙");
            assert_eq!(fold(&text), fold_any(&text), "{c:?}");
        }
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(
            clean_lines("\r\n one \r\n\r\n\r\n\r\n\ttwo\0\rthree  \n\n", 100),
            Ok(Some(" one\n\n\ttwo\nthree".to_owned()))
        );
        assert_eq!(clean_lines("\n\n", 100), Ok(None));
    }

    #[test]
    fn folding_makes_equal_what_people_take_for_equal() {
        for (left, right) in [
            ("ＡＢＣ　公司", "abc 公司"),
            ("Straße", "STRASSE"),
            ("①", "1"),
            ("e\u{301}", "É"),
            ("  a  b ", "A B"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ] {
            assert_eq!(fold(left), fold(right));
        }
        assert_eq!(fold_plain("José Müller Ångström"), "jose muller angstrom");
        assert_eq!(fold_plain("가나다 が हिन्दी מִי"), "가나다 が हिन्दी מי");
    }

    #[test]
    fn a_company_key_ignores_legal_forms_spaces_and_punctuation() {
        for (name, key) in [
            ("深圳市腾讯计算机系统有限公司", "深圳市腾讯计算机系统"),
            ("阿里巴巴（中国）有限公司", "阿里巴巴中国"),
            ("华为集团股份有限公司", "华为"),
            ("有限公司", "有限公司"),
            ("公司", "公司"),
            ("GTX Pro", "gtxpro"),
            ("GTXPro", "gtxpro"),
            ("Acme, Inc.", "acme"),
            ("Costco", "costco"),
            ("Foo Bar Co., Ltd.", "foobar"),
            ("Siemens A.G.", "siemens"),
            ("Co", "co"),
            ("O'Brien & Sons Ltd", "obriensons"),
            ("トヨタ自動車株式会社", "トヨタ自動車"),
            ("株式会社日立製作所", "日立製作所"),
            ("👍", ""),
        ] {
            assert_eq!(company_key(name), key, "{name}");
        }
        assert_eq!(legal_ending_chars("华为集团股份有限公司"), 8);
        assert_eq!(legal_ending_chars("有限公司"), 0);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(&fold(&once), &once);
            let plain = fold_plain(&text);
            prop_assert_eq!(&fold_plain(&plain), &plain);
        }

        #[test]
        fn cleaned_text_is_clean(text in any::<String>()) {
            if let Ok(Some(cleaned)) = clean(&text, 1_000) {
                prop_assert_eq!(clean(&cleaned, 1_000), Ok(Some(cleaned)));
            }
            if let Ok(Some(cleaned)) = clean_lines(&text, 1_000) {
                prop_assert_eq!(clean_lines(&cleaned, 1_000), Ok(Some(cleaned)));
            }
        }
    }
}
