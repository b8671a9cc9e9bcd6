//! Every verb for every ready-made role, of an own record and of another's, tried out and written as one table: `verbs.txt`.
//! Beside the core's `matrix.txt`, `reads.txt` and `exports.txt`.
//!
//! `all`: of both; `own`: of the own one alone; `–`: of neither. A number is the exit code, after a comma that of another's.
//! `free`: it opens no workspace. A list is tried by whether it shows the record, an insight by whether it changes when a
//! record comes, everything else by whether it ends well. A new verb shows here. After a deliberate change write the table
//! anew with `KEHU_WRITE_MATRIX=1` and read the difference.

mod trial;

use std::path::Path;

use clap::{CommandFactory as _, Parser as _, ValueEnum};
use kehu_core::privacy::{RetentionAction, RetentionCondition, RetentionDraft, RetentionObject};
use kehu_core::workspace::Protection;
use kehu_core::{Clock, Crm, NewCompany};

use crate::args::{Args, Listed, Target};
use crate::commands::run;
use crate::output::Output;
use trial::{Cell, Colleague, PASSWORD, Told, Trial, colleague, written};

/// These open no workspace.
const FREE: [&str; 4] = ["init", "demo", "model", "plan"];

/// A new key ends the session, so this one comes in through the door.
async fn rekeyed(dir: &Path, folder: &Path, me: &Colleague) -> Cell {
    let key = folder.join("password");
    std::fs::write(&key, PASSWORD).unwrap();
    let (dir, key) = (dir.display().to_string(), key.display().to_string());
    let line = ["kehu", "--json", "--workspace", &dir, "--user", &me.name, "--key-file", &key, "rekey"];
    let args = Args::try_parse_from(line).unwrap();
    let told = match run(&args, &Output::new(&args)).await {
        Ok(()) => Told::Done,
        Err(fault) => Told::Exit(fault.exit_code()),
    };
    (told, told)
}

/// Verbs that have none below them, or may go without.
fn verbs(command: &clap::Command, above: &str) -> Vec<String> {
    let below = command.get_subcommands().flat_map(|verb| {
        let name = format!("{above}{}", verb.get_name());
        let ends = FREE.contains(&name.as_str()) || !verb.is_subcommand_required_set();
        let below = if FREE.contains(&name.as_str()) { Vec::new() } else { verbs(verb, &format!("{name} ")) };
        ends.then_some(name).into_iter().chain(below)
    });
    below.collect()
}

fn named<T: ValueEnum + 'static>(verb: &str) -> impl Iterator<Item = String> {
    T::value_variants().iter().filter_map(move |kind| Some(format!("{verb} {}", kind.to_possible_value()?.get_name())))
}

#[tokio::test]
async fn every_verb_does_for_whom_the_table_says() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("test");
    let company = NewCompany {
        owner: "Founder".to_owned(),
        device: "test".to_owned(),
        zone: chrono_tz::Tz::Asia__Shanghai,
        country: "CN".to_owned(),
        base_currency: "CNY".to_owned(),
    };
    let (crm, _) = Crm::create(&dir, Protection::Demo, company, Clock::System).await.unwrap();
    let rule = RetentionDraft {
        object: RetentionObject::Contacts,
        condition: RetentionCondition::Inactive,
        months: 600,
        action: RetentionAction::Archive,
    };
    let rule = crm.session().save_retention_rule(rule).await.unwrap().to_string();
    colleague(&crm, "Heir".to_owned(), None).await;
    let roles = crm.session().list_roles().await.unwrap();
    let sales = roles.iter().find(|role| role.code.as_deref() == Some("sales")).unwrap().id;

    let (mut table, mut people): (Vec<(String, Vec<String>)>, Vec<Colleague>) = (Vec::new(), Vec::new());
    let mut head = vec!["verb".to_owned()];
    for (n, role) in (0..).zip(&roles) {
        let code = role.code.clone().unwrap();
        let me = colleague(&crm, format!("A {code}"), Some(role.id)).await;
        let mut trial = Trial {
            crm: &crm,
            folder: folder.path(),
            rule: &rule,
            session: crm.session_of(me.id),
            me: me.clone(),
            seller: colleague(&crm, format!("Seller {n}"), Some(sales)).await,
            leaver: colleague(&crm, format!("Leaver {n}"), None).await,
            newest: n * 1_000,
        };
        for (row, (verb, cell)) in trial.everything().await.into_iter().enumerate() {
            if table.len() == row {
                table.push((verb, Vec::new()));
            }
            table[row].1.push(written(cell));
        }
        head.push(code);
        people.push(me);
    }
    crm.close().await.unwrap();
    let mut rekey = Vec::new();
    for me in &people {
        rekey.push(written(rekeyed(&dir, folder.path(), me).await));
    }
    table.push(("rekey".to_owned(), rekey));
    table.extend(FREE.map(|verb| (verb.to_owned(), vec!["free".to_owned(); people.len()])));

    let asked = |verb: &String| table.iter().any(|(row, _)| row == verb || row.starts_with(&format!("{verb} ")));
    let mut known = verbs(&Args::command(), "");
    known.extend(named::<Target>("import").chain(named::<Listed>("list")).chain(named::<Listed>("show")));
    assert_eq!(known.into_iter().filter(|verb| !asked(verb)).collect::<Vec<_>>(), Vec::<String>::new());

    let width = 2 + table.iter().map(|(verb, _)| verb.len()).max().unwrap();
    let line = |cells: Vec<String>| {
        let rest: String = cells[1..].iter().map(|cell| format!("{cell:15}")).collect();
        format!("{:width$}{rest}", cells[0]).trim_end().to_owned() + "\n"
    };
    let rows = table.into_iter().map(|(verb, cells)| [verb].into_iter().chain(cells).collect());
    let table: String = [head].into_iter().chain(rows).map(line).collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/verbs/verbs.txt");
    if std::env::var_os("KEHU_WRITE_MATRIX").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), table);
}
