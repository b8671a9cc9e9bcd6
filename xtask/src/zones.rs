//! Proves that `biome.json` fences the page's rooms: a table of imports, each of which must be caught or let through.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::process::node_tool;
use crate::{Outcome, paths};

/// Lines of `verdict path: import`.
const TABLE: &str = "xtask/fixtures/imports.txt";

struct Case {
    line: usize,
    forbidden: bool,
    path: String,
    import: String,
}

pub fn check() -> Outcome {
    let table = paths::root().join(TABLE);
    let text = fs::read_to_string(&table).map_err(|error| format!("{TABLE}: {error}"))?;
    let cases = parse(&text)?;
    let folder = paths::output().join("import-zones");
    write(&folder, &cases).map_err(|error| format!("{}: {error}", folder.display()))?;
    let caught = caught(&folder)?;
    let wrong: Vec<String> = cases
        .iter()
        .enumerate()
        .filter(|(number, case)| caught.contains(number) != case.forbidden)
        .map(|(_, case)| {
            let happened = if case.forbidden { "was let through" } else { "was caught" };
            format!("  {TABLE}:{} {happened}: {}: {}", case.line, case.path, case.import)
        })
        .collect();
    if !wrong.is_empty() {
        return Err(format!("biome.json does not keep the rooms apart:\n{}", wrong.join("\n")));
    }
    println!("{} imports judged as the table says", cases.len());
    Ok(())
}

fn parse(text: &str) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line_number = index + 1;
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let malformed = || format!("{TABLE}:{line_number}: expected `forbidden|allowed path: import`");
        let (verdict, rest) = line.split_once(' ').ok_or_else(malformed)?;
        let (path, import) = rest.trim_start().split_once(": ").ok_or_else(malformed)?;
        let forbidden = match verdict {
            "forbidden" => true,
            "allowed" => false,
            _ => return Err(malformed()),
        };
        cases.push(Case { line: line_number, forbidden, path: path.into(), import: import.into() });
    }
    Ok(cases)
}

/// One file a case, at the case's place in a small copy of the tree, with the real rules.
fn write(folder: &Path, cases: &[Case]) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let rules = fs::read_to_string(paths::root().join("biome.json"))?;
    // The copy lies under target/, which git ignores and Biome would skip.
    fs::write(folder.join("biome.json"), rules.replace("\"useIgnoreFile\": true", "\"useIgnoreFile\": false"))?;
    for (number, case) in cases.iter().enumerate() {
        let place = folder.join(&case.path);
        fs::create_dir_all(&place)?;
        fs::write(place.join(format!("case-{number}.ts")), format!("{}\n", case.import))?;
    }
    Ok(())
}

/// The numbers of the cases in which a rule about imports spoke.
fn caught(folder: &Path) -> Result<BTreeSet<usize>, String> {
    let rules = ["--only=style/noRestrictedImports", "--only=performance/noNamespaceImport"];
    let mut lint = node_tool("ui", "biome", &["lint", "--reporter=github", "--max-diagnostics=none"]);
    lint.args(rules).arg(".").current_dir(folder);
    let output = lint.output().map_err(|error| format!("could not start biome: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers = text.lines().filter_map(|line| {
        let (_, after) = line.strip_prefix("::error")?.split_once("/case-")?;
        after.split_once(".ts")?.0.parse().ok()
    });
    Ok(numbers.collect())
}
