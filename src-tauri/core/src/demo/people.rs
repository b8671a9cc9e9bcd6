//! Names, phones and mail of invented people and companies.

use rand::RngExt as _;
use rand::rngs::Xoshiro256PlusPlus;

use super::words::{
    CN_BRANDS, CN_ENDINGS, CN_FAMILY, CN_GIVEN, CN_TRADES, EN_BRANDS, EN_ENDINGS, EN_FAMILY, EN_GIVEN, EN_TRADES,
};
use crate::text::pinyin::pinyin;

pub(super) fn pick<T: Copy>(random: &mut Xoshiro256PlusPlus, list: &[T]) -> T {
    list[random.random_range(0..list.len())]
}

/// Family name, given name, whole name.
pub(super) struct Person {
    pub(super) family: &'static str,
    pub(super) given: &'static str,
    pub(super) whole: String,
}

pub(super) fn person(random: &mut Xoshiro256PlusPlus, chinese: bool) -> Person {
    if chinese {
        let (family, given) = (pick(random, &CN_FAMILY), pick(random, &CN_GIVEN));
        Person { family, given, whole: format!("{family}{given}") }
    } else {
        let (family, given) = (pick(random, &EN_FAMILY), pick(random, &EN_GIVEN));
        Person { family, given, whole: format!("{given} {family}") }
    }
}

/// A company's name, its short name and its industry.
pub(super) fn company(random: &mut Xoshiro256PlusPlus, chinese: bool, city: &str) -> (String, String, &'static str) {
    if chinese {
        let brand = format!(
            "{}{}",
            pick(random, &CN_BRANDS),
            if random.random_range(0..3) == 0 { pick(random, &["兴", "隆", "通", "源", "佳"]) } else { "" }
        );
        let (trade, industry) = pick(random, &CN_TRADES);
        (format!("{city}{brand}{trade}{}", pick(random, &CN_ENDINGS)), format!("{brand}{trade}"), industry)
    } else {
        let brand = pick(random, &EN_BRANDS);
        let (trade, industry) = pick(random, &EN_TRADES);
        (format!("{brand} {city} {trade} {}", pick(random, &EN_ENDINGS)), format!("{brand} {trade}"), industry)
    }
}

/// A mobile number: as written and as stored.
pub(super) fn mobile(random: &mut Xoshiro256PlusPlus) -> (String, String) {
    let head = pick(random, &["138", "139", "136", "150", "158", "186", "187", "189", "177", "199"]);
    let (middle, tail) = (random.random_range(0..10_000), random.random_range(0..10_000));
    (format!("{head} {middle:04} {tail:04}"), format!("+86{head}{middle:04}{tail:04}"))
}

/// A mail address under a domain that nobody can own.
pub(super) fn mail(random: &mut Xoshiro256PlusPlus, name: &str) -> String {
    let local: String = pinyin(name).chars().filter(char::is_ascii_alphanumeric).collect();
    format!(
        "{}{}@{}.example",
        local.to_lowercase(),
        random.random_range(1..1_000),
        pick(random, &["mail", "office", "corp", "shop"])
    )
}
