//! Only some rooms of the core speak SQL: each feature's `store.rs`, and the rooms that may read any table.
//! Cargo cannot say that inside one crate, so the text is read.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Outcome, paths};

const CORE: &str = "src-tauri/core/src";

/// Folders that may read any table, or open the file they lie in.
const ROOMS: &[&str] = &["change", "db", "insights", "integrity", "search", "views"];

/// Single files of the core that are rooms of their own: transactions begin and end in `tx.rs`, `derive.rs` rebuilds
/// the derived columns of every table, `settings.rs` is the store of one table of words.
const FILES: &[&str] = &["derive.rs", "settings.rs", "tx.rs"];

/// What only someone who speaks SQL writes. Saying how a type is stored (`sqlx::Type`) or failing with sqlx's error
/// is not speaking SQL, nor is handing a connection on.
const SPEAKING: &[&str] = &[
    "sqlx::query",
    "sqlx::raw_sql",
    "sqlx::AssertSqlSafe",
    "sqlx::Connection",
    "sqlx::Executor",
    "sqlx::QueryBuilder",
    "sqlx::SqlitePool",
];

pub fn check() -> Outcome {
    let core = paths::root().join(CORE);
    let mut files = Vec::new();
    collect(&core, &mut files).map_err(|error| format!("{CORE}: {error}"))?;
    let mut wrong = Vec::new();
    for file in &files {
        let place = file.strip_prefix(&core).unwrap_or(file);
        if may_speak(place) {
            continue;
        }
        let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        wrong.extend(speaks(&text).into_iter().map(|line| format!("  {CORE}/{}:{line}", place.display())));
    }
    if wrong.is_empty() {
        println!("{} files of the core, none speaks SQL that should not", files.len());
        return Ok(());
    }
    Err(format!("SQL belongs in a store.rs or in {}:\n{}", ROOMS.join(", "), wrong.join("\n")))
}

fn may_speak(place: &Path) -> bool {
    let room = place.iter().next().and_then(|first| first.to_str()).unwrap_or_default();
    let file = place.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    ROOMS.contains(&room) || FILES.contains(&room) || ["store.rs", "tests.rs"].contains(&file)
}

/// The numbers of the lines that speak SQL, tests at the foot aside; those in a `tests.rs` are not asked.
fn speaks(text: &str) -> Vec<usize> {
    let product = text.split("\n#[cfg(test)]").next().unwrap_or_default();
    let lines = product.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines.filter(|(_, line)| SPEAKING.iter().any(|word| line.contains(word))).map(|(index, _)| index + 1).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_does_not_speak_sql() {
        assert!(!may_speak(Path::new("customers/create.rs")));
        assert!(!may_speak(Path::new("customers/settings.rs")));
        assert!(may_speak(Path::new("customers/store.rs")));
        assert!(may_speak(Path::new("views/compile.rs")));
        let verb = "// not sqlx::query\nfn a() {\n    sqlx::query!(\"x\");\n}\n\n#[cfg(test)]\nmod t { sqlx::query }";
        assert_eq!(speaks(verb), [3]);
        assert_eq!(speaks("#[derive(sqlx::Type)]\nstruct Id;"), [] as [usize; 0]);
    }
}
