//! From what somebody types to expressions over the tokens of [`super::tokens`].
//!
//! Anything may be typed: words are cut by the same functions that made the tokens, so nothing of the syntax of
//! FTS5 survives. Words are joined by “and”; every word is taken for the beginning of one, as the last is still
//! being typed. A single character or letter is looked for in names only, digits in numbers from the third on.

use super::Kind;
use super::tokens::{DIGITS, FEWEST_DIGITS, INITIALS, LETTERS, REACH_START, START, digits, hash, kind_token};
use crate::text::han::{Piece, bigrams, pieces};
use crate::text::normal::{fold_plain, legal_ending_chars};

/// Beyond these, further characters and words are not compared.
const MAX_CHARS: usize = 100;
const MAX_WORDS: usize = 8;

/// Digits of a mobile number in China, the longest that is common.
const WHOLE_NUMBER: usize = 11;

/// How many ranks there are.
pub(super) const RANKS: usize = 6;

/// A search text, cut into what is looked for.
#[derive(Debug)]
pub(super) struct Query {
    words: Vec<Word>,
    /// The whole text as one number, when it is written like one.
    number: Option<String>,
    /// How far it is looked for.
    depth: Place,
}

/// A word as typed: between spaces.
#[derive(Debug)]
struct Word(Vec<Atom>);

#[derive(Debug)]
enum Atom {
    /// A run of Chinese, Japanese or Korean characters.
    Characters(String),
    /// Letters and digits; punctuation between them only separates `parts`.
    Letters { joined: String, parts: Vec<String> },
}

impl Query {
    /// `None` when the text holds nothing to look for.
    pub fn parse(text: &str) -> Option<Query> {
        let short: String = text.chars().take(10 * MAX_CHARS).collect();
        let folded = fold_plain(&short);
        let cut = folded.char_indices().nth(MAX_CHARS).map_or(folded.as_str(), |(end, _)| &folded[..end]);
        let words: Vec<Word> = cut.split(' ').filter_map(Word::parse).take(MAX_WORDS).collect();
        let like_number = cut.chars().all(|c| c.is_ascii_digit() || " +-.()/".contains(c));
        let number = like_number.then(|| digits(cut)).filter(|digits| digits.len() >= FEWEST_DIGITS && words.len() > 1);
        (!words.is_empty()).then_some(Query { words, number, depth: Place::Text })
    }

    /// For somebody to whom numbers or notes are masked: names only, so that no number is found digit by digit. A
    /// whole number or address of mail, which who types it knows already, is still looked for.
    pub fn guarded(mut self, text: &str) -> Query {
        let known =
            digits(text).len() >= WHOLE_NUMBER || text.split_once('@').is_some_and(|(_, host)| host.contains('.'));
        self.depth = if known { Place::Reach } else { Place::Names };
        self
    }

    /// The expressions of the ranks, the best first; a record is in at most one.
    pub fn ranks(&self) -> [Expression; RANKS] {
        let exact = token('e', &hash(&self.written()));
        let starting = all([self.words[0].starts_name()].into_iter().chain(self.words[1..].iter().map(Word::in_name)));
        let initials = self.words[0]
            .starts_initials()
            .map_or_else(nothing, |starts| all([starts].into_iter().chain(self.words[1..].iter().map(Word::in_name))));
        let named = self.everywhere(Place::Names);
        let reached = self.everywhere(Place::Reach);
        [
            exact.clone(),
            except(starting.clone(), exact.clone()),
            except(initials.clone(), any([exact.clone(), starting.clone()])),
            except(named.clone(), any([exact, starting, initials])),
            if self.depth < Place::Reach { nothing() } else { self.beyond(Place::Reach, reached.clone(), named) },
            if self.depth < Place::Text {
                nothing()
            } else {
                self.beyond(Place::Text, self.everywhere(Place::Text), reached)
            },
        ]
    }

    /// Everything that matches, whatever its rank.
    pub fn all(&self) -> Expression {
        self.everywhere(self.depth)
    }

    /// What is found in `place` and not in a better one.
    fn beyond(&self, place: Place, found: Expression, better: Expression) -> Expression {
        match &self.words[..] {
            // With one word, what lies beyond needs not be looked up in the better places a second time.
            [word] => except(word.only_in(place), better),
            _ => except(found, better),
        }
    }

    fn everywhere(&self, up_to: Place) -> Expression {
        let words = all(self.words.iter().map(|word| word.found(up_to)));
        match &self.number {
            Some(number) if up_to >= Place::Reach => any([words, number_holding(number)]),
            _ => words,
        }
    }

    fn written(&self) -> String {
        let atoms = self.words.iter().flat_map(|word| &word.0);
        atoms
            .map(|atom| match atom {
                Atom::Characters(text) | Atom::Letters { joined: text, .. } => text.as_str(),
            })
            .collect()
    }
}

/// Where a word may be found; each takes in those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Names,
    Reach,
    Text,
}

impl Word {
    fn parse(typed: &str) -> Option<Word> {
        let mut atoms: Vec<Atom> = Vec::new();
        for piece in pieces(typed) {
            match (piece, atoms.last_mut()) {
                (Piece::Cjk(run), _) => atoms.push(Atom::Characters(run.to_owned())),
                (Piece::Word(word), Some(Atom::Letters { joined, parts })) => {
                    joined.push_str(word);
                    parts.push(word.to_owned());
                }
                (Piece::Word(word), _) => {
                    atoms.push(Atom::Letters { joined: word.to_owned(), parts: vec![word.to_owned()] })
                }
            }
        }
        (!atoms.is_empty()).then_some(Word(atoms))
    }

    fn found(&self, up_to: Place) -> Expression {
        all(self.0.iter().map(|atom| {
            let reach = if up_to >= Place::Reach { atom.in_reach() } else { nothing() };
            let text = if up_to >= Place::Text { atom.in_text() } else { nothing() };
            any([atom.in_name(), reach, text])
        }))
    }

    fn only_in(&self, place: Place) -> Expression {
        match (&self.0[..], place) {
            ([atom], Place::Reach) => atom.in_reach(),
            ([atom], Place::Text) => atom.in_text(),
            _ => self.found(place),
        }
    }

    fn in_name(&self) -> Expression {
        self.found(Place::Names)
    }

    fn starts_name(&self) -> Expression {
        all([self.0[0].starts_name()].into_iter().chain(self.0[1..].iter().map(Atom::in_name)))
    }

    /// Only for words that are letters, and more than one.
    fn starts_initials(&self) -> Option<Expression> {
        let [Atom::Letters { joined, .. }] = &self.0[..] else { return None };
        match joined.chars().count() {
            ..2 => None,
            2..=INITIALS => Some(token('b', joined)),
            _ => Some(all([token('b', &first(joined, INITIALS)), initials(joined)])),
        }
    }
}

impl Atom {
    fn starts_name(&self) -> Expression {
        match self {
            Atom::Characters(run) if is_single(run) => token('a', run),
            Atom::Characters(run) => all([token('a', &first(run, 2)), pairs('h', run)]),
            Atom::Letters { joined, .. } if joined.chars().count() <= START => token('a', joined),
            Atom::Letters { joined, .. } => beginning('a', &first(joined, LETTERS)),
        }
    }

    fn in_name(&self) -> Expression {
        match self {
            Atom::Characters(run) if is_single(run) => beginning('h', run),
            Atom::Characters(run) => pairs('h', run),
            Atom::Letters { joined, .. } if is_single(joined) => token('o', joined),
            Atom::Letters { joined, .. } => any([beginning('w', &first(joined, LETTERS)), initials(joined)]),
        }
    }

    fn in_reach(&self) -> Expression {
        match self {
            Atom::Letters { joined, .. } if !is_single(joined) => {
                let number = joined.bytes().all(|b| b.is_ascii_digit()) && joined.len() >= FEWEST_DIGITS;
                let reached = if REACH_START.contains(&joined.chars().count()) {
                    token('s', joined)
                } else {
                    beginning('m', &first(joined, LETTERS))
                };
                any([reached, if number { number_holding(joined) } else { nothing() }])
            }
            Atom::Letters { .. } | Atom::Characters(_) => nothing(),
        }
    }

    fn in_text(&self) -> Expression {
        match self {
            Atom::Characters(run) if !is_single(run) => pairs('t', run),
            Atom::Letters { joined, parts } if !is_single(joined) => {
                all(parts.iter().map(|part| beginning('t', &first(part, LETTERS))))
            }
            Atom::Letters { .. } | Atom::Characters(_) => nothing(),
        }
    }
}

/// The expression for lists: every record of a kind that a text finds. `None` when the text holds nothing to look for.
/// Without `everywhere` only what [`Query::guarded`] leaves.
pub(crate) fn match_expression(kind: Kind, text: &str, everywhere: bool) -> Option<String> {
    let query = Query::parse(text)?;
    let query = if everywhere { query } else { query.guarded(text) };
    all([Some(format!("\"{}\"", kind_token(kind))), query.all()])
}

/// An expression of FTS5; `None` is one that nothing matches.
pub(super) type Expression = Option<String>;

fn nothing() -> Expression {
    None
}

fn token(class: char, text: &str) -> Expression {
    Some(format!("\"{class}{text}\""))
}

fn beginning(class: char, text: &str) -> Expression {
    Some(format!("\"{class}{text}\"*"))
}

/// The pairs of a run. Those of a legal form at its end are left out: every second company has them.
fn pairs(class: char, run: &str) -> Expression {
    let pairs: Vec<&str> = bigrams(run).collect();
    let telling = (pairs.len() + 1).saturating_sub(legal_ending_chars(run)).clamp(1, pairs.len().max(1));
    all(pairs.into_iter().take(telling).map(|pair| token(class, pair)))
}

fn initials(joined: &str) -> Expression {
    let letters: Vec<char> = joined.chars().collect();
    if letters.len() <= INITIALS {
        return beginning('i', joined);
    }
    all(letters.windows(INITIALS).map(|window| token('i', &window.iter().collect::<String>())))
}

/// Numbers that hold the digits, or begin with them where they stand behind the prefix of China.
fn number_holding(digits: &str) -> Expression {
    let digits = digits.strip_prefix("00").filter(|rest| rest.len() > DIGITS).unwrap_or(digits);
    let anywhere = if digits.len() < DIGITS { beginning('d', digits) } else { token('d', &digits[..DIGITS]) };
    let holding = with_rest(digits, any([number_start(digits), anywhere]));
    let home = digits.strip_prefix("86").filter(|rest| rest.len() >= FEWEST_DIGITS);
    any([holding, home.map_or_else(nothing, |home| with_rest(home, number_start(home)))])
}

fn number_start(digits: &str) -> Expression {
    token('n', &digits[..digits.len().min(DIGITS)])
}

fn with_rest(digits: &str, start: Expression) -> Expression {
    let further = 1..(digits.len() + 1).saturating_sub(DIGITS);
    all([start].into_iter().chain(further.map(|at| token('d', &digits[at..at + DIGITS]))))
}

fn all(expressions: impl IntoIterator<Item = Expression>) -> Expression {
    let parts: Vec<String> = expressions.into_iter().collect::<Option<_>>()?;
    Some(join(parts, " AND "))
}

fn any(expressions: impl IntoIterator<Item = Expression>) -> Expression {
    let parts: Vec<String> = expressions.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| join(parts, " OR "))
}

fn except(found: Expression, other: Expression) -> Expression {
    match (found, other) {
        (Some(found), Some(other)) => Some(format!("({found} NOT {other})")),
        (found, _) => found,
    }
}

fn join(mut parts: Vec<String>, with: &str) -> String {
    if parts.len() == 1 { parts.swap_remove(0) } else { format!("({})", parts.join(with)) }
}

fn first(text: &str, chars: usize) -> String {
    text.chars().take(chars).collect()
}

fn is_single(text: &str) -> bool {
    text.chars().nth(1).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_never_becomes_syntax() {
        for (text, expression) in [("张", "(\"kc\" AND \"h张\"*)"), ("张 \"OR\" NOT*", ""), ("= - * \" ' ( ) AND", "")]
        {
            let found = match_expression(Kind::Customer, text, true).unwrap();
            assert!(expression.is_empty() || found == expression, "{found}");
            let tokens: Vec<&str> = found.split('"').skip(1).step_by(2).collect();
            assert!(tokens.iter().all(|token| token.chars().all(char::is_alphanumeric)), "{found}");
        }
        for nothing in ["", "  ", "\"*\" - ()", "🎉", "\0"] {
            assert_eq!(match_expression(Kind::Contact, nothing, true), None, "{nothing:?}");
        }
        assert!(match_expression(Kind::Contact, &"长a".repeat(10_000), true).unwrap().len() < 40_000);
    }

    #[test]
    fn ranks_exclude_the_better_ones() {
        let ranks = Query::parse("zw").unwrap().ranks();
        assert!(ranks[0].as_deref().is_some_and(|exact| exact.starts_with("\"e")));
        assert_eq!(ranks[2].as_deref().map(|initials| initials.starts_with("(\"bzw\" NOT ")), Some(true));
        assert_eq!(Query::parse("张").unwrap().ranks()[2..].iter().flatten().count(), 1);
    }
}
