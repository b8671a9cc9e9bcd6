//! Pages to print: one file, no script, nothing from elsewhere, every value escaped. The words come from the shells.

use std::fmt::Write as _;

use chrono::DateTime;
use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use super::certificate::Certificate;
use super::report::SubjectReport;
use crate::money::Money;

/// Left out of a page: keys of rows, and values that stand there in a better form.
const SILENT: &[&str] = &[
    "id",
    "norm",
    "raw",
    "position",
    "fields",
    "colour",
    "rowId",
    "restorable",
    "tx",
    "seq",
    "record",
    "division",
    "region",
];

/// How fields follow one another on a page; what is not named here comes last.
const ORDER: &str = "at actor op what old new details name familyName givenName shortName kind title department gender \
    birthdayOn display label key value customer role isPrimary fromOn toOn phone email country province \
    city district street postcode fileName channel purpose state basis statedOn boughtOn product \
    quantity amount reference place rows subject alias by byRule field text taxCode industry size level \
    lifecycle source proof file website note doNotContact owner ownerSince lastContactAt nextContactAt \
    archivedAt deletedAt createdAt createdBy updatedAt updatedBy";

const STYLE: &str = "body{font:11pt/1.5 system-ui,'PingFang SC','Microsoft YaHei',sans-serif;margin:2cm auto;max-width:19cm;padding:0 1cm;color:#111}\
h1{font-size:18pt;margin:0 0 4pt}h2{font-size:13pt;margin:18pt 0 4pt;break-after:avoid}p{margin:0 0 8pt;color:#444}\
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:3pt 6pt;border-bottom:1px solid #ccc;overflow-wrap:anywhere}\
th{font-weight:600;white-space:nowrap}tr{break-inside:avoid}@media print{body{margin:0;max-width:none}}";

/// The words of a page in one language, as the shells keep them.
#[derive(Debug, Clone)]
pub struct Words {
    report: Value,
    history: Value,
}

impl Words {
    /// From the words of reports and those of histories; `None` when they are not JSON.
    pub fn parse(report: &str, history: &str) -> Option<Self> {
        Some(Self { report: serde_json::from_str(report).ok()?, history: serde_json::from_str(history).ok()? })
    }

    fn of<'a>(&'a self, path: &[&str]) -> Option<&'a str> {
        path.iter().try_fold(&self.report, |at, key| at.get(key)).and_then(Value::as_str)
    }

    fn say<'a>(&'a self, path: &[&'a str]) -> &'a str {
        self.of(path).unwrap_or_else(|| path.last().copied().unwrap_or_default())
    }

    fn past<'a>(&'a self, path: &[&'a str]) -> &'a str {
        let found = path.iter().try_fold(&self.history, |at, key| at.get(key)).and_then(Value::as_str);
        found.unwrap_or_else(|| path.last().copied().unwrap_or_default())
    }

    fn is_chinese(&self) -> bool {
        self.say(&["lang"]).starts_with("zh")
    }
}

/// The page of a report.
pub(super) fn report(report: &SubjectReport, words: &Words, zone: Tz) -> String {
    let page = Page { words, zone };
    let mut body = String::new();
    let record = json!(report.record);
    let Value::Object(record) = record else { return String::new() };
    let facts: Map<String, Value> = record.iter().filter(|(_, value)| !value.is_array()).map(own).collect();
    page.facts(&mut body, "facts", &facts);
    for (key, value) in &record {
        if let (Value::Array(rows), false) = (value, SILENT.contains(&key.as_str())) {
            page.table(&mut body, key, rows);
        }
    }
    let chinese = words.is_chinese();
    let label =
        |field: &super::report::NamedValue| if chinese { field.label_zh.clone() } else { field.label_en.clone() };
    let fields: Vec<Value> =
        report.fields.iter().map(|field| json!({ "field": label(field), "value": field.value })).collect();
    page.table(&mut body, "fields", &fields);
    page.table(&mut body, "consents", &list(&report.consents.history));
    let amount = |money: Money| format!("{} {}", money.currency.format_minor(money.minor), money.currency.code());
    let purchases: Vec<Value> = report
        .purchases
        .iter()
        .map(|p| {
            json!({ "boughtOn": p.bought_on, "product": p.product, "quantity": p.quantity, "amount": amount(p.amount),
                "source": p.source, "reference": p.reference })
        })
        .collect();
    page.table(&mut body, "purchases", &purchases);
    page.table(&mut body, "unsaved", &list(&report.unsaved));
    let history: Vec<Value> = report
        .history
        .iter()
        .map(|entry| {
            let (group, verb) = entry.op.split_once('.').unwrap_or((&entry.op, ""));
            let what = match &entry.field {
                Some(field) => words.past(&["field", &entry.table, field]),
                None => words.past(&["noun", &entry.table]),
            };
            json!({ "at": entry.at, "actor": entry.actor, "op": words.past(&["op", group, verb]), "what": what,
                "old": entry.old, "new": entry.new })
        })
        .collect();
    page.table(&mut body, "history", &history);
    let audit: Vec<Value> = report
        .audit
        .iter()
        .map(|line| {
            let (group, verb) = line.op.split_once('.').unwrap_or((&line.op, ""));
            json!({ "at": line.at, "actor": line.actor, "op": words.of(&["audit", group, verb]).unwrap_or(&line.op), "details": details(&line.details) })
        })
        .collect();
    page.table(&mut body, "audit", &audit);
    let lead =
        words.say(&["lead"]).replace("{{at}}", &page.time(report.made_at.ms())).replace("{{subject}}", &report.subject);
    page.whole(&words.say(&["title"]).replace("{{name}}", &report.name), &lead, &body)
}

/// The page of a certificate.
pub(super) fn certificate(certificate: &Certificate, words: &Words, zone: Tz) -> String {
    let page = Page { words, zone };
    let mut body = String::new();
    let facts = json!({ "at": certificate.at, "by": certificate.by, "subject": certificate.subject, "kind": certificate.kind,
        "alias": certificate.alias, "byRule": certificate.by_rule });
    if let Value::Object(facts) = facts {
        page.facts(&mut body, "certificate", &facts);
    }
    let places: Vec<Value> = certificate
        .places
        .iter()
        .map(|place| json!({ "place": words.say(&["place", &place.place]), "rows": place.rows }))
        .collect();
    page.table(&mut body, "places", &places);
    page.whole(words.say(&["certificateTitle"]), words.say(&["certificateLead"]), &body)
}

fn own((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
}

fn list<T: serde::Serialize>(rows: &[T]) -> Vec<Value> {
    rows.iter().map(|row| json!(row)).collect()
}

struct Page<'a> {
    words: &'a Words,
    zone: Tz,
}

impl Page<'_> {
    fn whole(&self, title: &str, lead: &str, body: &str) -> String {
        format!(
            "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
             <title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1><p>{}</p>{body}</body></html>\n",
            escape(self.words.say(&["lang"])),
            escape(lead),
            title = escape(title),
        )
    }

    /// What is known, one line each.
    fn facts(&self, out: &mut String, section: &str, facts: &Map<String, Value>) {
        let mut known: Vec<_> = facts.iter().filter(|(key, value)| shown(key) && !value.is_null()).collect();
        known.sort_by_key(|(key, _)| place(key));
        let lines: Vec<String> = known
            .into_iter()
            .map(|(key, value)| {
                format!(
                    "<tr><th>{}</th><td>{}</td></tr>",
                    escape(self.words.say(&["field", key])),
                    escape(&self.cell(key, value))
                )
            })
            .collect();
        self.section(out, section, &lines, "");
    }

    /// Rows under their columns; columns without any value are left out.
    fn table(&self, out: &mut String, section: &str, rows: &[Value]) {
        let filled = |key: &str| rows.iter().any(|row| row.get(key).is_some_and(|value| !value.is_null()));
        let mut keys: Vec<&String> = match rows.first() {
            Some(Value::Object(first)) => first.keys().filter(|key| shown(key) && filled(key)).collect(),
            _ => Vec::new(),
        };
        keys.sort_by_key(|key| place(key));
        let head: String =
            keys.iter().map(|key| format!("<th>{}</th>", escape(self.words.say(&["field", key])))).collect();
        let line = |row: &Value| {
            let cell = |key: &&String| format!("<td>{}</td>", escape(&self.cell(key, &row[key.as_str()])));
            format!("<tr>{}</tr>", keys.iter().map(cell).collect::<String>())
        };
        let lines: Vec<String> = rows.iter().map(line).collect();
        self.section(out, section, &lines, &format!("<tr>{head}</tr>"));
    }

    fn section(&self, out: &mut String, section: &str, lines: &[String], head: &str) {
        // Writing to a String cannot fail.
        let mut put = |text: &str| out.write_str(text).expect("a String takes any text");
        put(&format!("<h2>{}</h2>", escape(self.words.say(&["section", section]))));
        if lines.is_empty() {
            put(&format!("<p>{}</p>", escape(self.words.say(&["nothing"]))));
        } else {
            put(&format!("<table>{head}{}</table>", lines.concat()));
        }
    }

    fn cell(&self, key: &str, value: &Value) -> String {
        match value {
            Value::Null => String::new(),
            Value::Bool(yes) => self.words.say(&[if *yes { "yes" } else { "no" }]).to_owned(),
            Value::Number(number) => match number.as_i64() {
                Some(ms) if key == "at" || key.ends_with("At") || key == "ownerSince" => self.time(ms),
                _ => number.to_string(),
            },
            Value::String(text) => self.words.of(&["value", key, text]).unwrap_or(text).to_owned(),
            Value::Object(reference) => match reference.get("name") {
                Some(Value::String(name)) => name.clone(),
                _ => value.to_string(),
            },
            Value::Array(list) => list.iter().map(|value| self.cell(key, value)).collect::<Vec<_>>().join(", "),
        }
    }

    fn time(&self, ms: i64) -> String {
        let at = DateTime::from_timestamp_millis(ms).unwrap_or_default().with_timezone(&self.zone);
        at.format("%Y-%m-%d %H:%M").to_string()
    }
}

fn place(key: &str) -> usize {
    ORDER.split(' ').position(|known| known == key).unwrap_or(usize::MAX)
}

/// What else is known of a line of the audit; the hash of the person stands at the head of the page.
fn details(text: &str) -> Option<String> {
    let Value::Object(known) = serde_json::from_str(text).ok()? else { return None };
    let known = known.iter().filter(|(key, _)| *key != "subject");
    let told: Vec<String> = known
        .map(|(key, value)| format!("{key}: {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect();
    (!told.is_empty()).then(|| told.join(", "))
}

fn shown(key: &str) -> bool {
    !SILENT.contains(&key) && !key.ends_with("Id")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
