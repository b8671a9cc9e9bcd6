//! The one table of operators: which word means what, and which kinds of field take it.

use super::fields::FilterKind;

/// An operator of the filter language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Is,
    IsNot,
    Contains,
    Starts,
    Ends,
    In,
    NotIn,
    Within,
    Eq,
    Ne,
    Lt,
    Lte,
    Gt,
    Gte,
    Between,
    Before,
    After,
    Relative(Relative),
    LastDays,
    NextDays,
    MoreThanDaysAgo,
    Any,
    All,
    None,
    Has,
    HasNot,
    Empty,
    NotEmpty,
}

/// A time told from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relative {
    Day(i32),
    Week(i32),
    Month(i32),
    Quarter(i32),
    Year(i32),
    /// Before now.
    Overdue,
}

use Operator as O;
use Relative as R;

const WORDS: &[(&str, Operator)] = &[
    ("is", O::Is),
    ("is_not", O::IsNot),
    ("contains", O::Contains),
    ("starts", O::Starts),
    ("ends", O::Ends),
    ("in", O::In),
    ("not_in", O::NotIn),
    ("within", O::Within),
    ("eq", O::Eq),
    ("ne", O::Ne),
    ("lt", O::Lt),
    ("lte", O::Lte),
    ("gt", O::Gt),
    ("gte", O::Gte),
    ("between", O::Between),
    ("before", O::Before),
    ("after", O::After),
    ("today", O::Relative(R::Day(0))),
    ("yesterday", O::Relative(R::Day(-1))),
    ("tomorrow", O::Relative(R::Day(1))),
    ("this_week", O::Relative(R::Week(0))),
    ("last_week", O::Relative(R::Week(-1))),
    ("next_week", O::Relative(R::Week(1))),
    ("this_month", O::Relative(R::Month(0))),
    ("last_month", O::Relative(R::Month(-1))),
    ("next_month", O::Relative(R::Month(1))),
    ("this_quarter", O::Relative(R::Quarter(0))),
    ("last_quarter", O::Relative(R::Quarter(-1))),
    ("next_quarter", O::Relative(R::Quarter(1))),
    ("this_year", O::Relative(R::Year(0))),
    ("last_year", O::Relative(R::Year(-1))),
    ("next_year", O::Relative(R::Year(1))),
    ("overdue", O::Relative(R::Overdue)),
    ("last_n_days", O::LastDays),
    ("next_n_days", O::NextDays),
    ("more_than_n_days_ago", O::MoreThanDaysAgo),
    ("any", O::Any),
    ("all", O::All),
    ("none", O::None),
    ("has", O::Has),
    ("has_not", O::HasNot),
    ("empty", O::Empty),
    ("not_empty", O::NotEmpty),
];

impl Operator {
    /// The words a kind of field takes, in the order a menu shows them.
    pub(crate) fn words(kind: FilterKind) -> Vec<&'static str> {
        WORDS.iter().filter(|(_, operator)| operator.fits(kind)).map(|(word, _)| *word).collect()
    }

    /// The operator a kind of field knows by this word.
    pub(crate) fn parse(word: &str, kind: FilterKind) -> Option<Self> {
        WORDS.iter().find(|(w, operator)| *w == word && operator.fits(kind)).map(|(_, operator)| *operator)
    }

    fn fits(self, kind: FilterKind) -> bool {
        use FilterKind as K;
        let choice = matches!(kind, K::Enum | K::User | K::Region);
        let time = matches!(kind, K::Date | K::Instant);
        match self {
            Self::Is => kind == K::Text || choice || time,
            Self::IsNot => kind == K::Text || choice,
            Self::Contains | Self::Starts | Self::Ends => kind == K::Text,
            Self::Within => kind == K::Region,
            Self::In | Self::NotIn => choice,
            Self::Ne => kind == K::Number,
            Self::Eq | Self::Lt | Self::Lte | Self::Gt | Self::Gte => matches!(kind, K::Number | K::Money),
            Self::Between => matches!(kind, K::Number | K::Money) || time,
            Self::Before
            | Self::After
            | Self::Relative(_)
            | Self::LastDays
            | Self::NextDays
            | Self::MoreThanDaysAgo => time,
            Self::Any | Self::All | Self::None => kind == K::Tags,
            Self::Has | Self::HasNot => kind == K::Relation,
            Self::Empty | Self::NotEmpty => kind != K::Relation,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_belongs_to_some_kind_and_is_unique() {
        use FilterKind as K;
        let kinds =
            [K::Text, K::Number, K::Money, K::Date, K::Instant, K::Enum, K::User, K::Tags, K::Region, K::Relation];
        for (word, operator) in WORDS {
            assert!(kinds.iter().any(|kind| Operator::parse(word, *kind) == Some(*operator)), "{word}");
            assert_eq!(WORDS.iter().filter(|(w, _)| w == word).count(), 1, "{word}");
        }
        assert_eq!(Operator::words(K::Tags), ["any", "all", "none", "empty", "not_empty"]);
        assert_eq!(Operator::parse("contains", K::Date), None);
    }
}
