//! Cutting text into what one can look for: runs of East Asian characters, which have no spaces and are
//! found by pairs of neighbours, and words of every other script.

use unicode_normalization::char::is_combining_mark;

/// A stretch of text of one nature. Spaces, punctuation, symbols and emoji separate pieces and are in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Neighbouring Chinese, Japanese or Korean characters.
    Cjk(&'a str),
    /// A word or number: letters and digits of any other script.
    Word(&'a str),
}

/// Whether a character stands for itself when searching: Han in every block, kana, bopomofo, Hangul.
pub fn is_cjk(c: char) -> bool {
    matches!(u32::from(c),
        0x4e00..=0x9fff | 0x3400..=0x4dbf // Han and extension A
        | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3038..=0x303b // iteration mark, zero, Hangzhou numerals
        | 0x2e80..=0x2fd5 // radicals
        | 0x3041..=0x3096 | 0x3099..=0x309a | 0x309d..=0x309f | 0x30a1..=0x30fa | 0x30fc..=0x30ff | 0x31f0..=0x31ff // kana
        | 0x3105..=0x312f | 0x31a0..=0x31bf // bopomofo
        | 0x1100..=0x11ff | 0x3131..=0x318e | 0xac00..=0xd7a3 // Hangul
        | 0xf900..=0xfaff | 0x20000..=0x3ffff // compatibility ideographs, extensions B and beyond
    )
}

/// The pieces of a text in order. Fold the text first ([`crate::text::normal::fold_plain`]).
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c| nature(c) == Nature::Gap);
        let first = nature(rest.chars().next()?);
        let end = rest.find(|c| nature(c) != first).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(if first == Nature::Cjk { Piece::Cjk(piece) } else { Piece::Word(piece) })
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Nature {
    Cjk,
    Word,
    Gap,
}

fn nature(c: char) -> Nature {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Nature::Word } else { Nature::Gap };
    }
    if is_cjk(c) {
        Nature::Cjk
    } else if c.is_alphanumeric()
        || (is_combining_mark(c) && !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}'))
    {
        Nature::Word
    } else {
        Nature::Gap
    }
}

/// Neighbouring pairs of a run, as slices of it; none for a single character.
pub fn bigrams(run: &str) -> impl Iterator<Item = &str> {
    let starts = run.char_indices().map(|(start, _)| start);
    let ends = run.char_indices().map(|(start, _)| start).chain([run.len()]).skip(2);
    starts.zip(ends).map(move |(start, end)| &run[start..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_falls_into_runs_and_words() {
        use Piece::{Cjk, Word};
        for (text, expected) in [
            ("腾讯tencent计算机", vec![Cjk("腾讯"), Word("tencent"), Cjk("计算机")]),
            ("gtx pro-500", vec![Word("gtx"), Word("pro"), Word("500")]),
            ("𠮷野家🍚 トヨタ", vec![Cjk("𠮷野家"), Cjk("トヨタ")]),
            ("주식회사 삼성", vec![Cjk("주식회사"), Cjk("삼성")]),
            ("شركة النور", vec![Word("شركة"), Word("النور")]),
            ("हिन्दी", vec![Word("हिन्दी")]),
            ("=cmd()|'a'!", vec![Word("cmd"), Word("a")]),
            ("👩‍👩‍👧 ❤\u{fe0f} “”", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(pieces(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn pairs_keep_the_order_of_the_characters() {
        assert_eq!(bigrams("张伟民").collect::<Vec<_>>(), ["张伟", "伟民"]);
        assert_eq!(bigrams("伟张").collect::<Vec<_>>(), ["伟张"]);
        assert_eq!(bigrams("𠮷a").collect::<Vec<_>>(), ["𠮷a"]);
        assert_eq!(bigrams("张").count() + bigrams("").count(), 0);
    }

    proptest! {
        #[test]
        fn pieces_lose_no_letter(text in any::<String>()) {
            let kept: String = pieces(&text).map(|piece| match piece { Piece::Cjk(s) | Piece::Word(s) => s }).collect();
            let all: String = text.chars().filter(|&c| nature(c) != Nature::Gap).collect();
            prop_assert_eq!(kept, all);
        }
    }
}
