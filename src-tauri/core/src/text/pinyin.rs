//! How a Chinese name sounds: full pinyin, initials, and the key by which names sort.
//!
//! One reading of a name is the likely one ([`pinyin`], [`initials`], [`sort_key`]): known words first
//! (重庆 is chongqing), then the surname (单 is shan before a given name), then the usual reading.
//! Searching needs the others too: [`Sound::readings`] gives every reading that occurs in names.

use std::borrow::Cow;

use ::pinyin::ToPinyin;

use super::han::{Piece, pieces};
use super::normal::fold_plain;
use super::readings;

/// One part of a name that is said by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// A Han character, or a word of another script.
    Said(Sound<'a>),
    /// A character without pinyin: kana, Hangul, rare Han.
    Unread(char),
}

/// How a part may be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sound<'a> {
    /// The likely reading in lower-case letters (`ü` is `v`); a word reads as itself.
    pub likely: Cow<'a, str>,
    /// Other readings, only for Han characters that have them.
    pub others: &'static [&'static str],
    /// The usual reading where a word or surname made another one the likely one.
    pub usual: Option<&'static str>,
}

impl Sound<'_> {
    /// Every reading, the likely one first, none twice.
    pub fn readings(&self) -> impl Iterator<Item = &str> {
        let usual = self.usual.filter(|usual| *usual != self.likely);
        let others =
            self.others.iter().copied().filter(move |other| *other != self.likely && Some(*other) != self.usual);
        std::iter::once(self.likely.as_ref()).chain(usual).chain(others)
    }
}

/// The parts of a folded name in order.
pub(crate) fn parts(folded: &str) -> Vec<Part<'_>> {
    let mut out = Vec::new();
    let mut all = pieces(folded);
    let mut next = all.next();
    let mut first = true;
    while let Some(piece) = next {
        next = all.next();
        match piece {
            Piece::Word(word) => out.push(Part::Said(Sound { likely: Cow::Borrowed(word), others: &[], usual: None })),
            Piece::Cjk(run) => {
                let may_be_person = first && next.is_none();
                parts_of_run(run, may_be_person, &mut out);
            }
        }
        first = false;
    }
    out
}

fn parts_of_run<'a>(run: &'a str, may_be_person: bool, out: &mut Vec<Part<'a>>) {
    // A name of two to four characters is taken for a person's, and its first for the surname.
    let surname = (may_be_person && (2..=4).contains(&run.chars().take(5).count()))
        .then(|| run.chars().next().and_then(readings::surname))
        .flatten();
    let mut rest = run;
    while let Some(c) = rest.chars().next() {
        if let Some((word, said)) = readings::word(rest) {
            for (c, likely) in word.chars().zip(said.split(' ')) {
                out.push(Part::Said(Sound {
                    likely: Cow::Borrowed(likely),
                    others: readings::more(c),
                    usual: usual(c),
                }));
            }
            rest = &rest[word.len()..];
            continue;
        }
        let usual = usual(c);
        let said = if rest.len() == run.len() { surname.or(usual) } else { usual };
        out.push(said.map_or(Part::Unread(c), |likely| {
            Part::Said(Sound { likely: Cow::Borrowed(likely), others: readings::more(c), usual })
        }));
        rest = &rest[c.len_utf8()..];
    }
}

fn usual(c: char) -> Option<&'static str> {
    // A few characters are read otherwise in names far more often than the dictionary's first reading says.
    match c {
        '长' => return Some("chang"),
        '翟' => return Some("zhai"),
        '厦' => return Some("sha"),
        '都' => return Some("du"),
        '率' => return Some("shuai"),
        _ => {}
    }
    Some(match c.to_pinyin()?.plain() {
        "lü" => "lv",
        "nü" => "nv",
        "lüe" => "lve",
        "nüe" => "nve",
        "ê" => "e",
        plain if plain.is_ascii() => plain,
        _ => return None,
    })
}

/// The name as it is said, in one word: 张伟 is `zhangwei`, “GTX 显卡” is `gtxxianka`.
pub fn pinyin(name: &str) -> String {
    said(&parts(&fold_plain(name))).map(|sound| sound.likely.as_ref()).collect()
}

/// The first letters of what is said: 张伟 is `zw`, “John Smith” is `js`.
pub fn initials(name: &str) -> String {
    said(&parts(&fold_plain(name))).filter_map(|sound| sound.likely.chars().next()).collect()
}

/// The parts that are said, passing over the others.
pub(crate) fn said<'p, 'a>(parts: &'p [Part<'a>]) -> impl Iterator<Item = &'p Sound<'a>> {
    parts.iter().filter_map(|part| match part {
        Part::Said(sound) => Some(sound),
        Part::Unread(_) => None,
    })
}

/// Sorts as people expect when compared byte by byte: Chinese by pinyin and among other letters, numbers
/// by their value, equal sounds by the text itself. At most about 400 bytes.
pub fn sort_key(name: &str) -> String {
    const PARTS: usize = 32;
    let folded = fold_plain(name);
    let mut key = String::with_capacity(folded.len() * 2);
    for part in parts(&folded).iter().take(PARTS) {
        match part {
            Part::Said(sound) => {
                push_by_value(&mut key, &sound.likely);
                key.push(' ');
            }
            Part::Unread(c) => key.push(*c),
        }
    }
    key.truncate(key.trim_end().len());
    key.push('\u{1}');
    key.extend(folded.chars().take(2 * PARTS));
    key
}

/// Digits get the length of their number in front, so that 9 comes before 10.
fn push_by_value(key: &mut String, word: &str) {
    let mut rest = word.get(..word.floor_char_boundary(64)).unwrap_or(word);
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let number = rest[..end].trim_start_matches('0');
            let mut length = number.len();
            while length >= 9 {
                key.push('9');
                length -= 9;
            }
            key.extend(char::from_digit(u32::try_from(length).unwrap_or(0), 10));
            key.push_str(number);
            rest = &rest[end..];
        } else {
            key.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_said_as_people_say_them() {
        for (name, full, short) in [
            ("张伟", "zhangwei", "zw"),
            ("单雄信", "shanxiongxin", "sxx"),
            ("解晓东", "xiexiaodong", "xxd"),
            ("曾国藩", "zengguofan", "zgf"),
            ("仇英", "qiuying", "qy"),
            ("区志明", "ouzhiming", "ozm"),
            ("查良镛", "zhaliangyong", "zly"),
            ("尉迟恭", "yuchigong", "ycg"),
            ("翟天临", "zhaitianlin", "ztl"),
            ("吕布", "lvbu", "lb"),
            ("重庆长安汽车", "chongqingchanganqiche", "cqcaqc"),
            ("招商银行", "zhaoshangyinhang", "zsyh"),
            ("简单生活科技", "jiandanshenghuokeji", "jdshkj"),
            ("GTX 显卡", "gtxxianka", "gxk"),
            ("John Smith", "johnsmith", "js"),
            ("José", "jose", "j"),
            ("トヨタ", "", ""),
            ("🎉", "", ""),
        ] {
            assert_eq!(pinyin(name), full, "{name}");
            assert_eq!(initials(name), short, "{name}");
        }
    }

    #[test]
    fn every_reading_is_known_for_searching() {
        let readings = |name: &str| -> Vec<Vec<String>> {
            said(&parts(name)).map(|sound| sound.readings().map(str::to_owned).collect()).collect()
        };
        assert_eq!(readings("长城"), [vec!["chang", "zhang"], vec!["cheng"]]);
        assert_eq!(readings("重庆")[0], ["chong", "zhong"]);
        assert!(readings("曾")[0].contains(&"zeng".to_owned()));
        assert_eq!(readings("张伟"), [vec!["zhang"], vec!["wei"]]);
    }

    #[test]
    fn names_sort_by_sound_then_number_then_text() {
        let mut names = [
            "赵六",
            "Zoe",
            "阿里巴巴",
            "Alice",
            "李明",
            "林青",
            "Lisa",
            "第10店",
            "第9店",
            "张威",
            "张伟",
            "42号",
            "7号",
            "=cmd()",
            "トヨタ",
            "曾国藩",
            "单雄信",
        ];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            [
                "7号",
                "42号",
                "阿里巴巴",
                "Alice",
                "=cmd()",
                "第9店",
                "第10店",
                "李明",
                "林青",
                "Lisa",
                "单雄信",
                "曾国藩",
                "张伟",
                "张威",
                "赵六",
                "Zoe",
                "トヨタ",
            ]
        );
    }

    #[test]
    fn keys_of_huge_names_stay_small() {
        assert!(sort_key(&"长".repeat(10_000)).len() < 500);
        assert!(sort_key(&"9".repeat(10_000)).len() < 500);
    }

    proptest! {
        #[test]
        fn any_text_has_a_sound_and_a_key(name in any::<String>()) {
            let _ = (pinyin(&name), initials(&name), sort_key(&name));
        }

        #[test]
        fn numbers_sort_by_value(a in 0_u64.., b in 0_u64..) {
            prop_assert_eq!(sort_key(&format!("n{a}")).cmp(&sort_key(&format!("n{b}"))), a.cmp(&b));
        }
    }
}
