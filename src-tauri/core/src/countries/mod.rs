//! Countries: ISO 3166-1 codes with their names in English and Chinese.
//!
//! `countries.txt` is made from CLDR 48 (Unicode licence, <https://www.unicode.org/license.txt>) through ICU 78:
//! code, English name, Chinese name. [`find`] also knows the other names people write.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::text::normal::fold_plain;

/// A country as pick-lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CountryName {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// The English name.
    pub en: String,
    /// The Chinese name.
    pub zh: String,
}

const TABLE: &str = include_str!("countries.txt");

/// Names beside the official one.
const ALIASES: &[(&str, &str)] = &[
    ("usa", "US"),
    ("u.s.a.", "US"),
    ("u.s.", "US"),
    ("united states of america", "US"),
    ("america", "US"),
    ("美利坚合众国", "US"),
    ("uk", "GB"),
    ("u.k.", "GB"),
    ("great britain", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("wales", "GB"),
    ("northern ireland", "GB"),
    ("大不列颠", "GB"),
    ("prc", "CN"),
    ("p.r. china", "CN"),
    ("pr china", "CN"),
    ("people's republic of china", "CN"),
    ("mainland china", "CN"),
    ("china mainland", "CN"),
    ("中国大陆", "CN"),
    ("中华人民共和国", "CN"),
    ("中國", "CN"),
    ("hong kong", "HK"),
    ("hong kong sar", "HK"),
    ("香港", "HK"),
    ("中国香港", "HK"),
    ("macao", "MO"),
    ("macau", "MO"),
    ("澳门", "MO"),
    ("中国澳门", "MO"),
    ("中国台湾", "TW"),
    ("台灣", "TW"),
    ("臺灣", "TW"),
    ("taiwan, province of china", "TW"),
    ("korea", "KR"),
    ("republic of korea", "KR"),
    ("korea, republic of", "KR"),
    ("south korea", "KR"),
    ("南韩", "KR"),
    ("大韩民国", "KR"),
    ("dprk", "KP"),
    ("russian federation", "RU"),
    ("俄罗斯联邦", "RU"),
    ("viet nam", "VN"),
    ("turkey", "TR"),
    ("czech republic", "CZ"),
    ("brasil", "BR"),
    ("deutschland", "DE"),
    ("españa", "ES"),
    ("italia", "IT"),
    ("polska", "PL"),
    ("nippon", "JP"),
    ("holland", "NL"),
    ("the netherlands", "NL"),
    ("uae", "AE"),
    ("阿联酋", "AE"),
    ("burma", "MM"),
    ("ivory coast", "CI"),
    ("macedonia", "MK"),
    ("swaziland", "SZ"),
    ("iran, islamic republic of", "IR"),
    ("the philippines", "PH"),
    ("drc", "CD"),
    ("沙特", "SA"),
    ("新西兰共和国", "NZ"),
];

static NAMES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let official =
        rows().flat_map(|(code, en, zh)| [(fold_plain(code), code), (fold_plain(en), code), (fold_plain(zh), code)]);
    official.chain(ALIASES.iter().map(|(name, code)| (fold_plain(name), *code))).collect()
});

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLE.lines().filter_map(|line| {
        let mut parts = line.split('\t');
        Some((parts.next()?, parts.next()?, parts.next()?))
    })
}

/// All countries, by code.
pub fn countries() -> Vec<CountryName> {
    rows().map(|(code, en, zh)| CountryName { code: code.to_owned(), en: en.to_owned(), zh: zh.to_owned() }).collect()
}

/// How a name led to a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The name is one of its names.
    Named(&'static str),
    /// The name is one letter away from one of its names and from no other country's.
    Misspelt(&'static str),
}

impl Found {
    /// ISO 3166-1 alpha-2.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Named(code) | Self::Misspelt(code) => code,
        }
    }
}

/// The country of a code or a name in either language; one wrong letter in a long name is forgiven.
pub fn find(name: &str) -> Option<Found> {
    let folded = fold_plain(name);
    if let Some(code) = NAMES.get(&folded) {
        return Some(Found::Named(code));
    }
    let letters: Vec<char> = folded.chars().collect();
    if letters.len() < 6 || letters.len() > 60 {
        return None;
    }
    let mut near = NAMES.iter().filter(|(name, _)| is_one_edit(&letters, name)).map(|(_, code)| *code);
    let first = near.next()?;
    near.all(|code| code == first).then_some(Found::Misspelt(first))
}

/// One letter too many, too few or different.
fn is_one_edit(letters: &[char], name: &str) -> bool {
    let other: Vec<char> = name.chars().collect();
    let (short, long) = if letters.len() <= other.len() { (letters, &other[..]) } else { (&other[..], letters) };
    if short.len() < 5 || long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    if short.len() == long.len() {
        short.get(same + 1..) == long.get(same + 1..)
    } else {
        short[same..] == long[same + 1..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_is_found_by_its_code_and_both_names() {
        let all = countries();
        assert_eq!(all.len(), 249);
        for country in all {
            for name in [&country.code, &country.en, &country.zh] {
                assert_eq!(find(name).map(Found::code), Some(country.code.as_str()), "{name}");
            }
        }
    }

    #[test]
    fn other_names_and_one_wrong_letter_are_understood() {
        for (name, code) in [
            ("USA", "US"),
            ("Korea", "KR"),
            ("Brasil", "BR"),
            ("中国大陆", "CN"),
            ("香港", "HK"),
            ("Türkiye", "TR"),
            ("turkiye", "TR"),
            ("Cote d’Ivoire", "CI"),
        ] {
            assert_eq!(find(name), Some(Found::Named(code)), "{name}");
        }
        assert_eq!(find("Philipines"), Some(Found::Misspelt("PH")));
        assert_eq!(find("Germny"), Some(Found::Misspelt("DE")));
        for name in ["", "Atlantis", "Chin", "123", "San Francisco", "Austria-Hungary"] {
            assert_eq!(find(name), None, "{name}");
        }
    }
}
