//! What is held on persons.

use kehu_core::backup::Backup;
use kehu_core::privacy::{Place, RetentionRule};
use kehu_core::{ContactId, CustomerId, ParentRef, Session};

use crate::args::{Listed, Privacy, Retention};
use crate::commands::pretty;
use crate::fault::Fault;
use crate::language::Words;
use crate::output::Output;

fn record(target: Listed, id: &str) -> Result<ParentRef, Fault> {
    let invalid = |_| Fault::invalid("id", "invalid");
    Ok(match target {
        Listed::Customers => id.trim().parse::<CustomerId>().map_err(invalid)?.into(),
        Listed::Contacts => id.trim().parse::<ContactId>().map_err(invalid)?.into(),
    })
}

fn places(words: &Words, places: &[Place]) -> Vec<String> {
    let line = |place: &Place| words.say("erasurePlace", &[("place", &place.place), ("rows", &place.rows.to_string())]);
    places.iter().map(line).collect()
}

fn backups<'a>(words: &'a Words, backups: &'a [Backup]) -> impl Iterator<Item = String> + 'a {
    backups.iter().map(|backup| words.say("erasureBackup", &[("id", &backup.id)]))
}

pub async fn run(session: &Session, verb: &Privacy, output: &Output) -> Result<(), Fault> {
    match verb {
        Privacy::Report { target, id, html } => {
            let report = session.subject_report(record(*target, id)?).await?;
            if *html {
                output.raw(report.html(output.words().page(), session.zone()));
                return Ok(());
            }
            output.answer(&report, |_| pretty(&report))
        }
        Privacy::Consents { target, id } => {
            let consents = session.consents(record(*target, id)?).await?;
            output.answer(&consents, |_| pretty(&consents.current))
        }
        Privacy::Erase { target, id, dry_run: true, .. } => {
            let plan = session.erasure_plan(record(*target, id)?).await?;
            output.answer(&plan, |words| {
                let mut lines = vec![words.say("erasureDryRun", &[])];
                lines.extend(places(words, &plan.places));
                lines.extend(plan.alias.iter().map(|alias| words.say("erasureAlias", &[("alias", alias)])));
                lines.extend(plan.mentions.iter().map(|other| words.say("erasureMention", &[("name", &other.name)])));
                lines.extend(backups(words, &plan.backups));
                lines
            })
        }
        Privacy::Erase { target, id, confirm, .. } => {
            let erased = session.erase_subject(record(*target, id)?, confirm.as_deref().unwrap_or_default()).await?;
            output.answer(&erased, |words| {
                let mut lines = vec![words.say("erased", &[("tx", &erased.certificate.tx.to_string())])];
                lines.extend(places(words, &erased.certificate.places));
                lines.extend(backups(words, &erased.backups));
                lines
            })
        }
        Privacy::Certificates => {
            let certificates = session.list_certificates().await?;
            output.answer(&certificates, |_| pretty(&certificates))
        }
        Privacy::Retention { verb } => retention(session, verb.as_ref(), output).await,
    }
}

async fn retention(session: &Session, verb: Option<&Retention>, output: &Output) -> Result<(), Fault> {
    let id = |rule: &str| rule.trim().parse().map_err(|_| Fault::invalid("rule", "invalid"));
    match verb {
        None => {
            let rules = session.list_retention_rules().await?;
            let line = |rule: &RetentionRule| {
                format!("{}  {:?}  {:?}  {}  {:?}", rule.id, rule.object, rule.condition, rule.months, rule.action)
            };
            output.answer(&rules, |_| rules.iter().map(|rule| line(rule).to_lowercase()).collect())
        }
        Some(Retention::Preview { rule }) => {
            let preview = session.preview_retention(id(rule)?).await?;
            output.answer(&preview, |words| {
                let shown = preview.first.len().to_string();
                let mut lines: Vec<String> = preview.first.iter().map(|case| case.name.clone()).collect();
                lines.push(words.say("rows", &[("shown", &shown), ("total", &preview.total.to_string())]));
                lines
            })
        }
        Some(Retention::Run { rule, expected }) => {
            let run = session.run_retention(id(rule)?, *expected, &|_| {}).await?;
            output.answer(&run, |words| {
                vec![words.say("retired", &[("done", &run.done.to_string()), ("total", &run.total.to_string())])]
            })
        }
    }
}
