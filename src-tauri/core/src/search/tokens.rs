//! What a record is found by. A token is one letter saying what it is, and the text to compare:
//!
//! | | of | example (深圳腾讯, 13812345678) | finds |
//! |-|----|---------|-------|
//! | `e` | a name, hashed | | the whole name |
//! | `a` | the start of a name: its first one and two characters, its first one to six letters as it is said, and sixteen | `a深` `a深圳` `as` `ash`… | names that begin so |
//! | `b` | the start of a name: two to four initials | `bsz` `bszt` `bsztx` | names whose initials begin so |
//! | `h` | a name: every pair of neighbours, and the last character | `h深圳` `h圳腾` `h腾讯` `h讯` | any part of a name |
//! | `w` | a name as it is said from each character or word on, sixteen letters | `wshenzhentengxun` `wtengxun`… | any part of a name by pinyin or Latin letters |
//! | `i` | a name: four initials from each character or word on | `isztx` `iztx` `itx` | any part by initials |
//! | `o` | a name: each initial | `os` `oz` `ot` `ox` | any part by its first letter |
//! | `m` | mail, WeChat, tax code …: sixteen letters from each word on | | their words and what follows |
//! | `s` | the same: the first two to four letters from each word on | | the same, while few letters are typed |
//! | `n` | the start of a number: three and four digits | `n138` `n1381` | numbers that begin so |
//! | `d` | a number: four digits from each further digit on | `d3812` `d8123`… `d678` | any three digits and more |
//! | `t` | notes, addresses: pairs of characters, words | | words in them |
//! | `k` | the kind | `kc` | |
//!
//! Everything is compared as [`fold_plain`] leaves it. A character with several readings counts with each of them.

use super::Kind;
use crate::text::han::{Piece, bigrams, pieces};
use crate::text::normal::{fold_plain, legal_ending_chars};
use crate::text::pinyin::{Sound, parts, said};

/// Letters of a name, a mail address or a word that are compared.
pub(super) const LETTERS: usize = 16;
/// Initials that make one token.
pub(super) const INITIALS: usize = 4;
/// Digits that make one token.
pub(super) const DIGITS: usize = 4;
/// The fewest digits that are looked for in numbers.
pub(super) const FEWEST_DIGITS: usize = 3;
/// Starts of names up to this length are tokens of their own.
pub(super) const START: usize = 6;
/// So are the starts of mail addresses and the like: where all begin with “info”, collecting what follows takes long.
pub(super) const REACH_START: std::ops::RangeInclusive<usize> = 2..=4;

/// The tokens of one record, separated by spaces: what FTS5 gets to index.
#[derive(Debug)]
pub(super) struct Tokens(String);

impl Tokens {
    pub fn new(kind: Kind) -> Self {
        Tokens(String::from(kind_token(kind)))
    }

    pub fn into_string(self) -> String {
        self.0
    }

    fn push(&mut self, class: char, text: &str) {
        self.0.push(' ');
        self.0.push(class);
        self.0.push_str(text);
    }

    /// A name of the record.
    pub fn name(&mut self, name: &str) {
        let folded = fold_plain(name);
        let parts = parts(&folded);
        let sounds: Vec<&Sound<'_>> = said(&parts).collect();
        let written: String = pieces(&folded).map(|(Piece::Cjk(text) | Piece::Word(text))| text).collect();
        if written.is_empty() {
            return;
        }
        self.push('e', &hash(&written));
        self.name_characters(&folded);
        // The legal form at the end of a company's name is found in characters, and as the end of initials typed to
        // the end: nobody looks for “youxiangongsi”, and its letters would be in every second record.
        let named = said(&parts[..parts.len() - legal_ending_chars(&folded).min(parts.len())]).count();
        let mut seen = String::new();
        for start in 0..sounds.len() {
            for spelled in spell(&sounds[start..], LETTERS, Spelling::Whole) {
                if start == 0 {
                    self.start(&spelled);
                }
                if start < named {
                    self.push('w', &spelled);
                }
            }
            for initials in spell(&sounds[start..], INITIALS, Spelling::Initials) {
                let length = initials.chars().count();
                let (first, _) = ends(&initials).next().unwrap_or_default();
                if start < named && !seen.contains(&initials[..first]) {
                    seen.push_str(&initials[..first]);
                    self.push('o', &initials[..first]);
                }
                if start == 0 {
                    for (length, _) in ends(&initials).skip(1) {
                        self.push('b', &initials[..length]);
                    }
                }
                if length == INITIALS || (start < named && length > 1) {
                    self.push('i', &initials);
                }
            }
        }
        let said: String = sounds.iter().map(|sound| sound.likely.as_ref()).collect();
        if said != written && !said.is_empty() {
            self.push('e', &hash(&said));
        }
    }

    fn name_characters(&mut self, folded: &str) {
        for (at, piece) in pieces(folded).enumerate() {
            let Piece::Cjk(run) = piece else { continue };
            for pair in bigrams(run) {
                self.push('h', pair);
            }
            self.push('h', &run[run.char_indices().next_back().map_or(0, |(last, _)| last)..]);
            if at == 0 {
                for (length, _) in ends(run).take(2) {
                    self.push('a', &run[..length]);
                }
            }
        }
    }

    fn start(&mut self, spelled: &str) {
        for (length, _) in ends(spelled).take(START) {
            self.push('a', &spelled[..length]);
        }
        if spelled.len() > START {
            self.push('a', spelled);
        }
    }

    /// A telephone number, as written and as understood.
    pub fn phone(&mut self, raw: &str, norm: &str) {
        let (raw, norm) = (digits(raw), digits(norm.strip_prefix("+86").unwrap_or(norm)));
        match raw.find(&norm) {
            // The country of nearly every number is no beginning to look for.
            Some(at) if matches!(&raw[..at], "86" | "0086") => self.digits(&raw[at..]),
            Some(_) => self.digits(&raw),
            None => {
                self.digits(&raw);
                self.digits(&norm);
            }
        }
    }

    fn digits(&mut self, digits: &str) {
        for length in [FEWEST_DIGITS, DIGITS] {
            if let Some(start) = digits.get(..length) {
                self.push('n', start);
            }
        }
        for start in 1..(digits.len() + 1).saturating_sub(FEWEST_DIGITS) {
            self.push('d', &digits[start..digits.len().min(start + DIGITS)]);
        }
    }

    /// A mail address or web site: what stands after the last dot is no word to look for.
    pub fn net_address(&mut self, raw: &str) {
        let folded = fold_plain(raw);
        let bare = ["https://", "http://", "mailto:"]
            .iter()
            .fold(folded.as_str(), |text, scheme| text.strip_prefix(scheme).unwrap_or(text));
        self.words_and_what_follows(bare.strip_prefix("www.").unwrap_or(bare), 1);
    }

    /// Any other way to reach or identify somebody: WeChat, QQ, tax code.
    pub fn handle(&mut self, raw: &str) {
        let folded = fold_plain(raw);
        self.words_and_what_follows(&folded, 0);
        if folded.len() >= FEWEST_DIGITS && folded.bytes().all(|b| b.is_ascii_digit()) {
            self.digits(&folded);
        }
    }

    fn words_and_what_follows(&mut self, folded: &str, unneeded_at_the_end: usize) {
        let words: Vec<&str> =
            pieces(folded).filter_map(|piece| if let Piece::Word(word) = piece { Some(word) } else { None }).collect();
        let starts = if words.len() > unneeded_at_the_end { words.len() - unneeded_at_the_end } else { words.len() };
        for start in 0..starts {
            let letters: String = words[start..].iter().flat_map(|word| word.chars()).take(LETTERS).collect();
            for (at, (end, _)) in ends(&letters).enumerate() {
                if REACH_START.contains(&(at + 1)) {
                    self.push('s', &letters[..end]);
                }
            }
            self.push('m', &letters);
        }
        self.characters(folded);
    }

    /// Running text: a note, an address.
    pub fn text(&mut self, text: &str) {
        let folded = fold_plain(text);
        for piece in pieces(&folded) {
            if let Piece::Word(word) = piece {
                self.0.push_str(" t");
                self.0.extend(word.chars().take(LETTERS));
            }
        }
        self.characters(&folded);
    }

    fn characters(&mut self, folded: &str) {
        for piece in pieces(folded) {
            if let Piece::Cjk(run) = piece {
                for pair in bigrams(run) {
                    self.push('t', pair);
                }
            }
        }
    }
}

/// The token every record of a kind has.
pub(super) fn kind_token(kind: Kind) -> &'static str {
    match kind {
        Kind::Customer => "kc",
        Kind::Contact => "kp",
    }
}

/// The digits of a number as written, full width or not.
pub(super) fn digits(text: &str) -> String {
    fold_plain(text).chars().filter(char::is_ascii_digit).collect()
}

/// Forty bits of FNV-1a in base 32: equal texts have equal tokens, however long.
pub(super) fn hash(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let hash = hash ^ (hash >> 40);
    (0..8)
        .map(|digit| char::from(b"abcdefghijklmnopqrstuvwxyz234567"[usize::from((hash >> (5 * digit)) as u8 & 31)]))
        .collect()
}

/// Where each character of a text ends.
fn ends(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().map(|(start, c)| (start + c.len_utf8(), c))
}

#[derive(Clone, Copy, PartialEq)]
enum Spelling {
    Whole,
    Initials,
}

/// How the beginning of a name may be spelled in at most `most` letters, the likely way first. Every reading of the
/// first characters counts; once there are eight ways, further characters only count with their likely reading.
fn spell(sounds: &[&Sound<'_>], most: usize, spelling: Spelling) -> Vec<String> {
    const WAYS: usize = 8;
    let mut ways = vec![String::new()];
    let mut letters = 0;
    for sound in sounds {
        if letters >= most {
            break;
        }
        let of = |reading: &str| match spelling {
            Spelling::Whole => reading.len(),
            Spelling::Initials => reading.chars().next().map_or(0, char::len_utf8),
        };
        let count = sound.readings().count();
        if count == 1 || ways.len() * count > WAYS {
            for way in &mut ways {
                way.push_str(&sound.likely[..of(&sound.likely)]);
            }
        } else {
            ways = ways
                .iter()
                .flat_map(|way| sound.readings().map(move |reading| format!("{way}{}", &reading[..of(reading)])))
                .collect();
        }
        // The shortest way decides whether all are long enough.
        letters = match spelling {
            Spelling::Initials => letters + 1,
            Spelling::Whole => ways.iter().map(|way| way.chars().count()).min().unwrap_or(0),
        };
    }
    for way in &mut ways {
        if let Some((end, _)) = way.char_indices().nth(most) {
            way.truncate(end);
        }
    }
    if ways.len() > 1 {
        let likely = ways[0].clone();
        ways.sort_unstable();
        ways.dedup();
        let at = ways.iter().position(|way| *way == likely).unwrap_or(0);
        ways.swap(0, at);
    }
    ways
}
