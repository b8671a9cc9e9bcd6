//! Visits on the sets of the literature: value, gap to the best known, bound, and peers beside it.
//!
//! `cargo xtask bench models route [SECONDS [PART OF A NAME [FOLDER]]]`. The folder holds `solomon`, `toptw` and
//! `best-known.csv`, like `tests/fixtures/routing`, which is taken otherwise. Peers run from the virtual environment
//! `peers` of the target folder with `pyvrp`, `pyvroom` and `ortools`; without it that part is skipped.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use kehu_models::route::{Bound, Instance, Layout, Options, Watch, bound, check, search};

/// A line of `best-known.csv`.
struct Case {
    set: String,
    name: String,
    routes: Option<usize>,
    best: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let seconds: Option<f64> = arguments.first().and_then(|text| text.parse().ok());
    let part = arguments.get(1).map_or("", String::as_str);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/routing");
    let folder = arguments.get(2).map_or(fixtures, PathBuf::from);
    let cases: Vec<Case> = cases(&folder).into_iter().filter(|case| case.name.contains(part)).collect();
    let mut gaps: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    println!(
        "{:<8} {:>6} {:>9} {:>9} {:>7} {:>9} {:>8} {:>9}",
        "instance", "routes", "best", "ours", "gap %", "bound", "first ms", "steps"
    );
    for case in &cases {
        let limit = seconds.unwrap_or(if case.set == "solomon" { 10.0 } else { 5.0 });
        let gap = solve(&folder, case, limit);
        let group = format!("{} {}", case.set, case.routes.map_or("any".into(), |routes| routes.to_string()));
        gaps.entry(group).or_default().push(gap);
    }
    for (group, gaps) in &gaps {
        let (mean, worst) =
            (gaps.iter().sum::<f64>() / gaps.len() as f64, gaps.iter().fold(f64::MIN, |a, b| a.max(*b)));
        println!("{group}: mean gap {mean:.3} %, worst {worst:.2} %, {} instances", gaps.len());
    }
    peers(&folder, &cases, seconds.unwrap_or(10.0));
}

fn cases(folder: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(folder.join("best-known.csv")).unwrap();
    let case = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let best = cells[4].parse().unwrap();
        Case { set: cells[0].to_owned(), name: cells[1].to_owned(), routes: cells[2].parse().ok(), best }
    };
    text.lines().skip(1).map(case).collect()
}

fn solve(folder: &Path, case: &Case, limit: f64) -> f64 {
    let text = std::fs::read_to_string(file(folder, case)).unwrap();
    let layout = if case.set == "solomon" { Layout::Solomon } else { Layout::Toptw };
    let options = Options { routes: case.routes, decimals: None };
    let Instance { problem, scale, .. } = Instance::parse(&text, layout, &options).unwrap();
    let begin = Instant::now();
    let spent = || begin.elapsed().as_secs_f64() / limit;
    let mut first = None;
    let mut watch = Watch {
        spent: &mut |_| spent() / 0.9,
        improved: &mut |_| {
            first.get_or_insert(begin.elapsed().as_secs_f64());
        },
    };
    let plan = search(&problem, 1, &mut watch).unwrap();
    let table = check(&problem, &plan.routes).unwrap();
    let (ours, proven, gap) = match bound(&problem, &plan, &mut |_| spent()) {
        Bound::Prize(most) => (table.prize as f64, most as f64, 1.0 - table.prize as f64 / case.best),
        Bound::Travel(least) => {
            (table.travel as f64 / scale, least as f64 / scale, table.travel as f64 / scale / case.best - 1.0)
        }
    };
    println!(
        "{:<8} {:>6} {:>9} {ours:>9} {:>7.2} {proven:>9} {:>8.2} {:>9}",
        case.name,
        case.routes.map_or("any".into(), |routes| routes.to_string()),
        case.best,
        100.0 * gap,
        1e3 * first.unwrap_or_default(),
        plan.steps
    );
    100.0 * gap
}

fn file(folder: &Path, case: &Case) -> PathBuf {
    folder.join(&case.set).join(format!("{}.txt", case.name))
}

fn peers(folder: &Path, cases: &[Case], seconds: f64) {
    let cases: Vec<&Case> = cases.iter().filter(|case| case.set == "solomon").collect();
    let python = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("peers").join("bin/python");
    if cases.is_empty() || !python.exists() {
        println!("peers skipped: no Solomon instance, or no {}", python.display());
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/route.py");
    let files = cases.iter().map(|case| file(folder, case));
    let output = Command::new(python).arg(script).arg(seconds.to_string()).args(files).output().unwrap();
    let mut gaps: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let text = String::from_utf8_lossy(&output.stdout);
    for line in text.lines() {
        let cells: Vec<&str> = line.split(' ').collect();
        let case = cases.iter().find(|case| case.name == cells[1]);
        match (case, cells[2].parse::<f64>()) {
            (Some(case), Ok(tenths)) => gaps.entry(cells[0]).or_default().push(10.0 * tenths / case.best - 100.0),
            _ => println!("{line}"),
        }
    }
    for (peer, gaps) in gaps {
        println!(
            "{peer}, {seconds} s: mean gap {:.3} % on {} instances",
            gaps.iter().sum::<f64>() / gaps.len() as f64,
            gaps.len()
        );
    }
    if !output.status.success() {
        println!("peers ended early: {}", String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default());
    }
}
