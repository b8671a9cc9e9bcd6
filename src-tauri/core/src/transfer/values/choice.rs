//! Words for the closed choices, in both languages.

/// Looks a folded word up; the first of each pair is what is stored.
fn find(text: &str, words: &[(&'static str, &[&str])]) -> Option<&'static str> {
    let folded = crate::text::normal::fold(text);
    words
        .iter()
        .find(|(stored, synonyms)| *stored == folded || synonyms.contains(&folded.as_str()))
        .map(|(stored, _)| *stored)
}

/// A to D, with or without 级, 类 or “level”.
pub(crate) fn level(text: &str) -> Option<&'static str> {
    let folded = crate::text::normal::fold(text);
    let bare = folded.trim_end_matches("客户").trim_end_matches(['级', '类']).trim_start_matches("level").trim();
    [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")]
        .into_iter()
        .find(|(letter, _)| *letter == bare)
        .map(|(_, level)| level)
}

/// Where a customer stands.
pub(crate) fn lifecycle(text: &str) -> Option<&'static str> {
    find(
        text,
        &[
            (
                "prospect",
                &["潜在", "潜在客户", "意向", "意向客户", "线索", "lead", "potential", "new", "新客户", "未成交"],
            ),
            (
                "active",
                &[
                    "活跃",
                    "活跃客户",
                    "成交",
                    "成交客户",
                    "已成交",
                    "合作中",
                    "正式客户",
                    "老客户",
                    "customer",
                    "client",
                    "current",
                ],
            ),
            ("dormant", &["沉睡", "沉睡客户", "休眠", "休眠客户", "inactive", "sleeping", "不活跃"]),
            ("lost", &["流失", "流失客户", "已流失", "churned", "former", "closed"]),
        ],
    )
}

/// Organisation or person.
pub(crate) fn kind(text: &str) -> Option<&'static str> {
    find(
        text,
        &[
            (
                "organisation",
                &["organization", "company", "business", "b2b", "企业", "公司", "单位", "机构", "企业客户", "组织"],
            ),
            ("person", &["individual", "private", "consumer", "b2c", "个人", "个人客户"]),
        ],
    )
}

/// Gender.
pub(crate) fn gender(text: &str) -> Option<&'static str> {
    find(
        text,
        &[
            ("female", &["f", "女", "女士", "女性", "woman", "ms", "mrs"]),
            ("male", &["m", "男", "先生", "男性", "man", "mr"]),
            ("other", &["其他", "x", "diverse", "未知"]),
        ],
    )
}

/// Yes or no.
pub(crate) fn yes(text: &str) -> Option<bool> {
    find(
        text,
        &[
            ("yes", &["y", "true", "1", "是", "对", "√", "✓", "x", "勿扰"]),
            ("no", &["n", "false", "0", "否", "不", "×"]),
        ],
    )
    .map(|word| word == "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_are_understood_and_nothing_is_guessed() {
        for word in ["A", "a", "Ａ级", "A类客户", "Level A"] {
            assert_eq!(level(word), Some("A"), "{word}");
        }
        assert_eq!(level("VIP"), None);
        assert_eq!(lifecycle("成交客户"), Some("active"));
        assert_eq!(lifecycle("Prospect"), Some("prospect"));
        assert_eq!(lifecycle("?"), None);
        assert_eq!(kind("个人"), Some("person"));
        assert_eq!(gender("女"), Some("female"));
        assert_eq!((yes("是"), yes("FALSE"), yes("maybe")), (Some(true), Some(false), None));
    }
}
