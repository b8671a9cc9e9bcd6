//! Arguments in, one call of the core, an answer out.

use std::path::{Path, PathBuf};

use kehu_core::access::AuditQuery;
use kehu_core::backup::RekeyStep;
use kehu_core::customers::OpenWork;
use kehu_core::demo::{self, Demo};
use kehu_core::fields::Entity;
use kehu_core::insights::InsightsQuery;
use kehu_core::transfer::{self, ImportSource, ImportTarget, Where};
use kehu_core::views::{ListQuery, ListState, Sort};
use kehu_core::workspace::Workspaces;
use kehu_core::{Access, Clock, Crm, NewCompany, Session};
use serde_json::json;

use crate::access;
use crate::args::{Args, Command, Listed, Target};
use crate::fault::Fault;
use crate::key;
use crate::model;
use crate::output::Output;
use crate::privacy;

/// Carries out what was asked for.
pub async fn run(args: &Args, output: &Output) -> Result<(), Fault> {
    match &args.command {
        Command::Init { owner, currency, country, zone } => {
            let company = NewCompany {
                owner: owner.clone(),
                device: std::env::consts::OS.to_owned(),
                zone: zone.unwrap_or_else(kehu_core::system_zone),
                country: country.to_uppercase(),
                base_currency: currency
                    .parse::<kehu_core::Currency>()
                    .map_err(|_| Fault::invalid("currency", "currency.invalid"))?
                    .code()
                    .to_owned(),
            };
            init(args, company, output).await
        }
        Command::Demo { customers, seed } => {
            let dir = dir(args)?;
            let crm = demo::create(&dir, &Demo { customers: *customers, seed: *seed }, Clock::System, &|_| {}).await?;
            crm.close().await?;
            let path = dir.display().to_string();
            output.answer(&json!({ "workspace": path, "customers": customers }), |words| {
                vec![words.say("demo", &[("customers", &customers.to_string()), ("path", &path)])]
            })
        }
        Command::Model(model) => model::run(model, output),
        Command::Plan(plan) => crate::plan::run(plan, output),
        command => {
            let dir = dir(args)?;
            let crm = Crm::open(&dir, key::source(args, &dir)?, Access::ReadWrite, Clock::System).await?;
            if matches!(command, Command::Rekey) {
                return rekey(&crm, output).await;
            }
            let done = act(&crm.session(), args, command, output).await;
            crm.close().await?;
            done
        }
    }
}

async fn rekey(crm: &Crm, output: &Output) -> Result<(), Fault> {
    let steps = output.steps();
    let tell = |step| match step {
        RekeyStep::Copying => steps.tell("rekeyCopying", &[]),
        RekeyStep::Swapped => steps.tell("rekeySwapped", &[]),
        RekeyStep::Backups { done, of } => {
            steps.tell("rekeyBackups", &[("done", &done.to_string()), ("of", &of.to_string())]);
        }
        // The answer says so.
        RekeyStep::Done => {}
    };
    let (crm, done) = crm.rekey(&tell).await;
    crm?.close().await?;
    done?;
    output.answer(&json!({ "rekeyed": true }), |words| vec![words.say("rekeyed", &[])])
}

/// `--workspace`, else the only workspace of this computer.
fn dir(args: &Args) -> Result<PathBuf, Fault> {
    if let Some(dir) = &args.workspace {
        return Ok(dir.clone());
    }
    let mut known = Workspaces::default_root()?.list()?;
    match (known.pop(), known.is_empty()) {
        (Some(only), true) => Ok(only.path),
        _ => Err(Fault::invalid("workspace", "required")),
    }
}

async fn init(args: &Args, company: NewCompany, output: &Output) -> Result<(), Fault> {
    let dir = dir(args)?;
    let (crm, code) = Crm::create(&dir, key::protection(args).await?, company, Clock::System).await?;
    crm.close().await?;
    let path = dir.display().to_string();
    let code = code.map(|code| code.printed().to_string()).unwrap_or_default();
    output.answer(&json!({ "workspace": path, "recovery_code": code }), |words| {
        vec![words.say("created", &[("path", &path)]), words.say("recovery", &[("code", &code)])]
    })
}

pub async fn act(session: &Session, args: &Args, command: &Command, output: &Output) -> Result<(), Fault> {
    match command {
        Command::Init { .. } | Command::Demo { .. } | Command::Rekey | Command::Model(_) | Command::Plan(_) => Ok(()),
        Command::Import { target, file, map, currency, r#where, dry_run } => {
            let options = Import {
                map: map.as_deref(),
                currency: currency.as_deref(),
                filter: r#where.as_deref(),
                dry_run: *dry_run,
            };
            import(session, *target, file, &options, output).await
        }
        Command::List { target, view, filter, sort, limit, csv } => {
            let query = query(session, *target, view.as_deref(), filter.as_deref(), sort.as_deref()).await?;
            list(session, *target, &query, *limit, *csv, output).await
        }
        Command::Show { target: Listed::Customers, id } => {
            let id = id.parse().map_err(|_| Fault::invalid("id", "invalid"))?;
            let (customer, purchasing) = (session.customer(id).await?, session.purchasing(id).await?);
            let record = json!({ "customer": customer, "purchasing": purchasing });
            output.answer(&record, |_| pretty(&record))
        }
        Command::Show { target: Listed::Contacts, id } => {
            let record = session.contact(id.parse().map_err(|_| Fault::invalid("id", "invalid"))?).await?;
            output.answer(&record, |_| pretty(&record))
        }
        Command::Search { text, limit } => {
            let found = session.search(text, *limit, None).await?;
            output.answer(&found, |_| {
                found
                    .hits
                    .iter()
                    .map(|hit| format!("{}  {}  {}", hit.id, hit.title, hit.subtitle.as_deref().unwrap_or("")))
                    .collect()
            })
        }
        Command::History { id } => {
            let page = session.history(id.parse().map_err(|_| Fault::invalid("id", "invalid"))?, None).await?;
            output.answer(&page, |_| {
                let line = |e: &kehu_core::change::ChangeEntry| {
                    let who = e.actor.as_ref().map_or("?", |actor| actor.name.as_str());
                    let what = e.field.as_deref().unwrap_or(e.table.as_str());
                    format!(
                        "{}  {who}  {}  {what}: {} → {}",
                        e.at.rfc3339(),
                        e.op,
                        e.old.as_deref().unwrap_or("–"),
                        e.new.as_deref().unwrap_or("–")
                    )
                };
                page.entries.iter().map(line).collect()
            })
        }
        Command::Undo => {
            let report = session.undo().await?;
            output.answer(&report, |words| {
                vec![words.say(
                    "undone",
                    &[("op", &report.op), ("rows", &report.rows.to_string()), ("left", &report.left_total.to_string())],
                )]
            })
        }
        Command::Redo => {
            let report = session.redo().await?;
            output.answer(&report, |words| {
                vec![words.say("redone", &[("op", &report.op), ("rows", &report.rows.to_string())])]
            })
        }
        Command::Check { audit: true, .. } => access::check_audit(session, output).await,
        Command::People { verb } => access::people(session, args, verb, output).await,
        Command::Roles => access::roles(session, output).await,
        Command::Transfer { to, from, ids, filter, end_work } => {
            let work = if *end_work { OpenWork::Ends } else { OpenWork::Goes };
            let what = access::Given { from: from.as_deref(), ids, filter: filter.as_deref() };
            access::transfer(session, to, &what, work, output).await
        }
        Command::Privacy { verb } => privacy::run(session, verb, output).await,
        Command::Audit { by, ops, from, to } => {
            let day = |text: &Option<String>| match text.as_deref().map(kehu_core::parse_date) {
                Some(None) => Err(Fault::invalid("from", "date.invalid")),
                day => Ok(day.flatten()),
            };
            let query = AuditQuery { ops: ops.clone(), from: day(from)?, to: day(to)?, ..AuditQuery::default() };
            access::audit(session, by.as_deref(), query, output).await
        }
        Command::Check { repair, .. } => {
            let report = session.check(*repair).await?;
            let damaged = report.findings.iter().any(|finding| !finding.repaired);
            output.answer(&report, |words| {
                if report.findings.is_empty() {
                    return vec![words.say("clean", &[])];
                }
                let line = |f: &kehu_core::integrity::Finding| {
                    let text = words.finding(&f.check, &f.detail);
                    if f.repaired { format!("{text} ({})", words.say("repaired", &[])) } else { text }
                };
                report.findings.iter().map(line).collect()
            })?;
            if damaged { Err(Fault::new("damaged").with("findings", report.findings.len())) } else { Ok(()) }
        }
        Command::Insight { name } => {
            let insight = session.insight(name, InsightsQuery::default()).await?;
            output.answer(&insight, |_| pretty(&insight))
        }
        Command::Backup => {
            let backup = session.back_up().await?;
            output.answer(&backup, |words| {
                vec![words.say("backup", &[("id", &backup.id), ("bytes", &backup.size_bytes.to_string())])]
            })
        }
    }
}

pub fn pretty<T: serde::Serialize>(value: &T) -> Vec<String> {
    serde_json::to_string_pretty(value).map(|text| text.lines().map(str::to_owned).collect()).unwrap_or_default()
}

/// What a list is asked for.
async fn query(
    session: &Session,
    target: Listed,
    view: Option<&str>,
    filter: Option<&str>,
    sort: Option<&str>,
) -> Result<ListQuery, Fault> {
    let mut query = ListQuery { filter: None, text: None, sort: Vec::new(), state: ListState::Live };
    if let Some(name) = view {
        let views = session.list_views(entity(target)).await?;
        let view =
            views.into_iter().find(|v| v.name == name).ok_or_else(|| Fault::new("not_found").with("what", "view"))?;
        query.filter = view.definition.filter;
        query.sort = view.definition.sort;
    }
    if let Some(filter) = filter {
        query.filter = Some(filter.to_owned());
    }
    if let Some(sort) = sort {
        query.sort = sort
            .split(',')
            .map(|key| match key.strip_prefix('-') {
                Some(field) => Sort { field: field.to_owned(), descending: true },
                None => Sort { field: key.to_owned(), descending: false },
            })
            .collect();
    }
    Ok(query)
}

fn entity(target: Listed) -> Entity {
    match target {
        Listed::Customers => Entity::Customer,
        Listed::Contacts => Entity::Contact,
    }
}

/// Rows that are asked for at a time.
const PAGE: u32 = 1_000;

async fn list(
    session: &Session,
    target: Listed,
    query: &ListQuery,
    limit: u64,
    csv: bool,
    output: &Output,
) -> Result<(), Fault> {
    let mut rows: Vec<serde_json::Value> = Vec::new();
    let mut total;
    loop {
        let start = rows.len() as u64;
        let count = u32::try_from(limit.saturating_sub(start)).unwrap_or(PAGE).min(PAGE);
        let page = match target {
            Listed::Customers => {
                let page = session.list_customers(query, start, count).await?;
                total = page.total;
                page.rows.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>()
            }
            Listed::Contacts => {
                let page = session.list_contacts(query, start, count).await?;
                total = page.total;
                page.rows.iter().map(serde_json::to_value).collect()
            }
        }
        .map_err(|error| Fault::new("internal").with("reason", error))?;
        let more = !page.is_empty();
        rows.extend(page);
        if !more || rows.len() as u64 >= limit.min(total) {
            break;
        }
    }
    if csv {
        session.begin_export(entity(target), query).await?;
        output.raw(table(&rows)?);
        return Ok(());
    }
    output.answer(&rows, |words| {
        let text = |row: &serde_json::Value, key: &str| row.get(key).and_then(|v| v.as_str()).unwrap_or("").to_owned();
        let mut lines: Vec<String> = rows
            .iter()
            .map(|row| format!("{}  {}  {}", text(row, "id"), text(row, "name"), text(row, "phone")))
            .collect();
        lines.push(words.say("rows", &[("shown", &rows.len().to_string()), ("total", &total.to_string())]));
        lines
    })
}

/// CSV of flat values; names stand for references. Cells that a spreadsheet would run are guarded.
fn table(rows: &[serde_json::Value]) -> Result<String, Fault> {
    use serde_json::Value;
    let fault = |error: &dyn std::fmt::Display| Fault::new("internal").with("reason", error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let Some(Value::Object(first)) = rows.first() else { return Ok(String::new()) };
    let keys: Vec<&String> = first.keys().collect();
    writer.write_record(&keys).map_err(|error| fault(&error))?;
    for row in rows {
        let cells = keys.iter().map(|key| {
            let text = match row.get(key.as_str()) {
                None | Some(Value::Null) => String::new(),
                Some(Value::String(text)) => text.clone(),
                Some(Value::Object(reference)) => {
                    reference.get("name").and_then(Value::as_str).unwrap_or("").to_owned()
                }
                Some(Value::Array(list)) => {
                    list.iter().filter_map(|v| v.get("name").and_then(Value::as_str)).collect::<Vec<_>>().join("; ")
                }
                Some(other) => other.to_string(),
            };
            transfer::csv::guard::guard(&text).into_owned()
        });
        writer.write_record(cells).map_err(|error| fault(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| fault(&error))?;
    Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
}

struct Import<'a> {
    map: Option<&'a str>,
    currency: Option<&'a str>,
    filter: Option<&'a str>,
    dry_run: bool,
}

async fn import(
    session: &Session,
    target: Target,
    file: &Path,
    options: &Import<'_>,
    output: &Output,
) -> Result<(), Fault> {
    let target = match target {
        Target::Customers => ImportTarget::Customers,
        Target::Contacts => ImportTarget::Contacts,
        Target::People => ImportTarget::People,
        Target::Products => ImportTarget::Products,
        Target::Purchases => ImportTarget::Purchases,
    };
    let preview = session.open_import(target, ImportSource::Path(file.to_owned())).await?;
    let mut plan = preview.plan;
    if let Some(preset) = options.map {
        transfer::apply_preset(preset, target, &mut plan.columns)?;
    }
    if let Some(currency) = options.currency {
        plan.currency = Some(currency.to_owned());
    }
    if let Some(filter) = options.filter {
        let (header, value) = filter.split_once('=').ok_or_else(|| Fault::invalid("where", "invalid"))?;
        let column = plan
            .columns
            .iter()
            .find(|c| c.header.trim() == header.trim())
            .ok_or_else(|| Fault::invalid("where", "unknown"))?;
        plan.only = Some(Where { column: column.column, value: value.to_owned() });
    }
    let report = session.run_import(preview.token, plan, options.dry_run, &|_| {}).await?;
    output.answer(&report, |words| {
        let mut lines = vec![words.say(
            "imported",
            &[
                ("stored", &report.stored.to_string()),
                ("rows", &report.rows.to_string()),
                ("skipped", &report.skipped.to_string()),
                ("issues", &report.issues_total.to_string()),
                ("seconds", &format!("{:.1}", report.seconds)),
            ],
        )];
        if report.dry_run {
            lines.push(words.say("dryRun", &[]));
        }
        let left_out = words.say("leftOut", &[]);
        lines.extend(report.columns.iter().map(|c| {
            let blanks = [
                ("column", (c.column + 1).to_string()),
                ("header", c.header.clone()),
                ("target", c.target.clone().unwrap_or_else(|| left_out.clone())),
                ("filled", c.filled.to_string()),
                ("stored", c.stored.to_string()),
            ];
            words.say("columnReport", &blanks.each_ref().map(|(name, value)| (*name, value.as_str())))
        }));
        lines.extend(report.issues.iter().take(20).map(|i| {
            let column = i.column.map(|c| (c + 1).to_string()).unwrap_or_default();
            words.say("issue", &[("row", &i.row.to_string()), ("column", &column), ("code", &i.code)])
        }));
        lines
    })
}
