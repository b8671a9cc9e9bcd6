//! `kehu model rules`.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ValueEnum;
use csv::StringRecord;
use kehu_models::patterns::rules;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::output::Output;

/// How baskets lie in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Layout {
    /// `long` where the header says so, else `lines`.
    Auto,
    /// A header, then `basket,item` in each row.
    Long,
    /// No header; each line is a basket, its items separated by commas.
    Lines,
}

/// What is asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Baskets: `basket,item` with that header, or a basket in each line.
    #[arg(long, value_name = "FILE")]
    baskets: PathBuf,
    /// How they lie in the file.
    #[arg(long, value_enum, default_value = "auto")]
    layout: Layout,
    /// The least share of baskets that hold all items of a rule.
    #[arg(long, default_value_t = 0.01, allow_negative_numbers = true)]
    support: f64,
    /// The least share of baskets with the antecedent that hold the consequent too.
    #[arg(long, default_value_t = 0.5, allow_negative_numbers = true)]
    confidence: f64,
    /// Only rules up to this expected share of false discoveries.
    #[arg(long, value_name = "SHARE")]
    false_discovery: Option<f64>,
    /// Joint purchases by chance that a lift is shrunk with.
    #[arg(long, default_value_t = 5.0)]
    prior: f64,
}

/// Finds the rules of the file.
pub fn run(asked: &Options, output: &Output) -> Result<(), Fault> {
    let began = Instant::now();
    let Baskets { items, baskets } = Baskets::read(&asked.baskets, asked.layout)?;
    let options = rules::Options { support: asked.support, confidence: asked.confidence, prior: asked.prior };
    let mut found = rules::rules(&baskets, options)?;
    if let Some(most) = asked.false_discovery {
        found.retain(|rule| rule.q <= most);
    }
    let name = |item: &u32| items[*item as usize].as_str();
    let names = |antecedent: &[u32]| antecedent.iter().map(name).collect::<Vec<_>>();
    let rules: Vec<Value> = found
        .iter()
        .map(|rule| {
            json!({
                "antecedent": names(&rule.antecedent),
                "consequent": name(&rule.consequent),
                "count": rule.count,
                "support": rule.support,
                "confidence": rule.confidence,
                "lift": rule.lift,
                "shrunk_lift": rule.shrunk_lift,
                "p": rule.p,
                "q": rule.q,
            })
        })
        .collect();
    let answer = json!({
        "baskets": baskets.len(),
        "items": items.len(),
        "count": rules.len(),
        "seconds": began.elapsed().as_secs_f64(),
        "rules": rules,
    });
    output.answer(&answer, |words| {
        let line = |rule: &rules::Rule| {
            let per_cent = format!("{:.1}", 100.0 * rule.confidence);
            let blanks = [
                ("antecedent", names(&rule.antecedent).join(" + ")),
                ("consequent", name(&rule.consequent).to_owned()),
                ("confidence", per_cent),
                ("count", rule.count.to_string()),
                ("lift", format!("{:.2}", rule.shrunk_lift)),
            ];
            words.say("rule", &blanks.each_ref().map(|(blank, value)| (*blank, value.as_str())))
        };
        found.iter().map(line).collect()
    })
}

/// Baskets of item numbers, and the items' names.
struct Baskets {
    items: Vec<String>,
    baskets: Vec<Vec<u32>>,
}

/// Headers that say that a row is a basket and one of its items.
const BASKET: [&str; 8] =
    ["basket", "basket_id", "transaction", "transaction_id", "order", "order_id", "invoice", "customer"];
const ITEM: [&str; 5] = ["item", "item_id", "product", "product_id", "sku"];

impl Baskets {
    fn read(path: &Path, layout: Layout) -> Result<Self, Fault> {
        let mut reader = lines(path)?;
        let mut record = StringRecord::new();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut read = Self { items: Vec::new(), baskets: Vec::new() };
        let mut long: Option<(usize, usize)> = None;
        let mut of_name: HashMap<String, usize> = HashMap::new();
        let mut first = true;
        while reader.read_record(&mut record).map_err(|_| fault("unreadable"))? {
            if std::mem::take(&mut first) && layout != Layout::Lines {
                long = columns(&record);
                if long.is_some() {
                    continue;
                }
                if layout == Layout::Long {
                    let found = record.iter().collect::<Vec<_>>().join(", ");
                    return Err(fault("column_missing").with("name", "basket, item").with("found", found));
                }
            }
            let mut number = |item: &str| {
                if let Some(number) = numbers.get(item) {
                    return *number;
                }
                let number = read.items.len() as u32;
                numbers.insert(item.to_owned(), number);
                read.items.push(item.to_owned());
                number
            };
            if let Some((basket, item)) = long {
                let row = record.position().map_or(0, csv::Position::line);
                let cell = |column: usize| {
                    let text = record.get(column).unwrap_or_default();
                    if text.is_empty() {
                        let column = Some(column as u64 + 1);
                        Err(Fault { row: Some(row), column, ..fault("blank") })
                    } else {
                        Ok(text)
                    }
                };
                let (basket, item) = (cell(basket)?, number(cell(item)?));
                let place = match of_name.get(basket) {
                    Some(place) => *place,
                    None => {
                        of_name.insert(basket.to_owned(), read.baskets.len());
                        read.baskets.push(Vec::new());
                        read.baskets.len() - 1
                    }
                };
                read.baskets[place].push(item);
            } else {
                let items =
                    record.iter().map(|item| item.trim_start_matches('\u{feff}')).filter(|item| !item.is_empty());
                read.baskets.push(items.map(&mut number).collect());
            }
        }
        if read.items.is_empty() { Err(fault("empty")) } else { Ok(read) }
    }
}

fn lines(path: &Path) -> Result<csv::Reader<File>, Fault> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_path(path)
        .map_err(|_| fault("unreadable"))
}

fn fault(code: &str) -> Fault {
    Fault::new("file").with("code", code)
}

/// Where basket and item are, if this is a header that names them.
fn columns(header: &StringRecord) -> Option<(usize, usize)> {
    let header: Vec<String> =
        header.iter().map(|name| name.trim_start_matches('\u{feff}').to_ascii_lowercase()).collect();
    let find = |names: &[&str]| header.iter().position(|name| names.contains(&name.as_str()));
    Some((find(&BASKET)?, find(&ITEM)?))
}
