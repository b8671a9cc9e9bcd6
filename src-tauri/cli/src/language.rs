//! The words of the window, spoken on the command line.

use kehu_core::privacy;
use serde_json::Value;

use crate::fault::Fault;

/// One language's words.
pub struct Words {
    errors: Value,
    cli: Value,
    page: privacy::Words,
}

impl Words {
    /// The words of `--lang`, else of the locale, else English.
    pub fn choose(asked: Option<&str>) -> Self {
        let language = asked.map(str::to_owned).or_else(sys_locale::get_locale).unwrap_or_default();
        let (errors, cli, report, history) = if language.starts_with("zh") {
            (
                include_str!("../../../ui/src/i18n/zh-CN/errors.json"),
                include_str!("../../../ui/src/i18n/zh-CN/cli.json"),
                include_str!("../../../ui/src/i18n/zh-CN/report.json"),
                include_str!("../../../ui/src/i18n/zh-CN/history.json"),
            )
        } else {
            (
                include_str!("../../../ui/src/i18n/en/errors.json"),
                include_str!("../../../ui/src/i18n/en/cli.json"),
                include_str!("../../../ui/src/i18n/en/report.json"),
                include_str!("../../../ui/src/i18n/en/history.json"),
            )
        };
        const JSON: &str = "the words are JSON: the page's tests read the same files";
        let parse = |text| serde_json::from_str(text).expect(JSON);
        Self { errors: parse(errors), cli: parse(cli), page: privacy::Words::parse(report, history).expect(JSON) }
    }

    /// The words of a page to print.
    pub fn page(&self) -> &privacy::Words {
        &self.page
    }

    /// A sentence of the command line, with its blanks filled.
    pub fn say(&self, key: &str, blanks: &[(&str, &str)]) -> String {
        fill(self.cli.get(key).and_then(Value::as_str).unwrap_or(key), blanks.iter().copied())
    }

    /// What a check found, in one line.
    pub fn finding(&self, check: &str, detail: &str) -> String {
        let words = self.errors.get("check");
        let word = |key: &str| words.and_then(|words| words.get(key)).and_then(Value::as_str);
        let name = words.and_then(|w| w.get("name")).and_then(|names| names.get(check)).and_then(Value::as_str);
        let (kind, number) = match detail.split_once(": ") {
            Some(parts) => parts,
            None if check == "change_log" => ("from", detail),
            None if detail.parse::<u64>().is_ok() => ("rows", detail),
            None => (detail, ""),
        };
        let detail = word(kind).map_or_else(|| detail.to_owned(), |text| fill(text, [("number", number)].into_iter()));
        self.say("finding", &[("check", name.unwrap_or(check)), ("detail", &detail)])
    }

    /// A failure in one line: what, why, what to do.
    pub fn fault(&self, fault: &Fault) -> String {
        let at =
            |path: &[&str]| path.iter().try_fold(&self.errors, |value, key| value.get(key)).and_then(Value::as_str);
        let blanks = || fault.data.iter().map(|(k, v)| (k.as_str(), v.as_str()));
        let mut parts: Vec<String> = Vec::new();
        parts.extend(at(&["kind", fault.kind, "title"]).map(|t| fill(t, blanks())));
        if let (Some(what), "conflict") = (fault.data.get("what"), fault.kind) {
            parts.extend(at(&["conflict", what]).map(str::to_owned));
        }
        if let Some(code) = fault.data.get("code") {
            let group = match fault.kind {
                "file" => "file",
                "unanswerable" => "model",
                _ => "field",
            };
            let mut path = vec![group];
            path.extend(code.split('.'));
            parts.push(at(&path).or_else(|| at(&[group, code])).map_or_else(|| code.clone(), |t| fill(t, blanks())));
        }
        let place = [
            ("field", fault.field.clone()),
            ("row", fault.row.map(|n| n.to_string())),
            ("column", fault.column.map(|n| n.to_string())),
        ];
        for (name, value) in place {
            parts.extend(value.map(|value| self.say(name, &[("value", &value)])));
        }
        parts.extend(fault.data.get("reason").cloned());
        parts.join(" — ")
    }
}

fn fill<'a>(sentence: &str, blanks: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    blanks.fold(sentence.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn a_finding_is_told_in_words() {
        let words = Words::choose(Some("en"));
        assert_eq!(words.finding("customer_totals", "3"), "Total spent by customer: wrong in 3 places");
        assert_eq!(words.finding("change_log", "7"), "History of changes: broken from change 7 on");
        assert_eq!(words.finding("search", "missing: 2"), "Search index: records missing: 2");
        assert_eq!(words.finding("pages", "unreadable"), "Structure of the data file: cannot be read");
        assert_eq!(Words::choose(Some("zh-CN")).finding("search", "outdated: 4"), "搜索索引：过时记录 4 条");
    }
}
