//! `kehu model` and `kehu plan` from outside: what bad input gets is an answer or a named reason, never a panic, never NaN.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What came out: the exit code, the answer, and the error.
struct Said {
    code: i32,
    answer: Option<Value>,
    error: Option<Value>,
}

/// Runs `kehu … --json`; an argument that starts with `@` is the text of a file.
fn kehu(arguments: &[&str]) -> Said {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_kehu"));
    command.args(["--json", "--lang", "en"]);
    for (i, argument) in arguments.iter().enumerate() {
        match argument.strip_prefix('@') {
            None => command.arg(argument),
            Some(text) => {
                let file = folder.path().join(format!("{i}.csv"));
                std::fs::write(&file, text).unwrap();
                command.arg(file)
            }
        };
    }
    let out = command.output().unwrap();
    let (stdout, stderr) = (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap());
    assert!(!stderr.contains("panicked"), "{arguments:?}: {stderr}");
    let code = out.status.code().unwrap();
    let answer: Option<Value> = if code == 0 { Some(serde_json::from_str(&stdout).unwrap()) } else { None };
    let error: Option<Value> = if code == 0 {
        None
    } else {
        assert_eq!(stdout, "", "{arguments:?}");
        Some(serde_json::from_str::<Value>(&stderr).unwrap()["error"].clone())
    };
    Said { code, answer, error }
}

/// The error has this code and names this place (the field, else "row:column").
#[track_caller]
fn refuses(arguments: &[&str], code: &str, place: &str) {
    let said = kehu(arguments);
    assert_eq!(said.answer, None, "{arguments:?}");
    let error = said.error.unwrap();
    assert_eq!((said.code, error["data"]["code"].as_str()), (2, Some(code)), "{arguments:?}: {error}");
    assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{error}");
    let found = match (&error["field"], &error["row"], &error["column"]) {
        (Value::String(field), ..) => field.clone(),
        (_, Value::Number(row), Value::Number(column)) => format!("{row}:{column}"),
        (_, Value::Number(row), _) => row.to_string(),
        _ => String::new(),
    };
    assert_eq!(found, place, "{arguments:?}: {error}");
}

#[track_caller]
fn answers(arguments: &[&str]) -> Value {
    let said = kehu(arguments);
    assert_eq!(said.error, None, "{arguments:?}");
    said.answer.unwrap()
}

fn lines(header: &str, rows: impl IntoIterator<Item = String>) -> String {
    rows.into_iter().fold(format!("@{header}\n"), |mut text, row| {
        writeln!(text, "{row}").unwrap();
        text
    })
}

/// Purchases of forty customers, with `more` rows behind.
fn purchases(more: &str) -> String {
    let rows = (0..40).flat_map(|i| {
        (0..=i % 4).map(move |j| format!("c{i},2025-{:02}-{:02},{}", 1 + 3 * j, 1 + i * 7 % 28, 5 + (i * j) % 11))
    });
    lines("customer,date,amount", rows) + more
}

#[test]
fn purchases_that_cannot_be_counted_are_named() {
    let (one_day, once) = (
        lines("customer,date", (0..100).map(|i| format!("c{i},2025-01-01"))),
        lines("customer,date", (0..100).map(|i| format!("c{i},2025-01-{:02}", 1 + i % 28))),
    );
    let same = lines("customer,date", (0..50_000).flat_map(|i| [1, 2].map(|m| format!("c{i},2025-0{m}-01"))));
    let back = purchases("c1,2025-12-01,-4\n");
    for (file, code, place) in [
        ("@", "empty", ""),
        ("@customer,date\n", "empty", ""),
        ("@who,when\na,2025-01-01\n", "column_missing", ""),
        ("@customer,date\na,2025-01-01\na,2025-13-01\n", "date", "3:2"),
        ("@customer,date\n,2025-01-01\n", "customer_missing", "2:1"),
        ("@customer,date,amount\na,2025-01-01,NaN\n", "number", "2:3"),
        ("@customer,date\na,2025-01-01\n", "no_time", ""),
        ("@customer,date\na,2025-01-01\na,2025-02-01\n", "too_few_repeat_buyers", ""),
        (&one_day, "no_time", ""),
        (&once, "too_few_repeat_buyers", ""),
        (&same, "identical", ""),
        (&back, "amount_negative", "102:3"),
    ] {
        for model in ["bgnbd", "pnbd", "mbgnbd", "mbgcnbd"] {
            refuses(&["model", "fit", "clv", "--purchases", file, "--model", model], code, place);
        }
        refuses(&["model", "score", "clv", "--purchases", file, "--model", "bgnbd"], code, place);
    }
    for file in ["@", "@who,when\na,2025-01-01\n"] {
        for verb in ["rfm", "cohorts"] {
            assert_eq!(kehu(&["model", verb, "--purchases", file]).code, 2);
        }
    }
    let fine = purchases("");
    let fit = ["model", "fit", "clv", "--purchases", &fine, "--model", "bgnbd"];
    refuses(&[&fit[..], &["--until", "2024-01-01"]].concat(), "no_customers", "");
    refuses(
        &[&fit[..], &["--until", "2025-06-01", "--holdout-until", "2025-05-01"]].concat(),
        "before_start",
        "holdout-until",
    );
    assert_eq!(kehu(&[&fit[..], &["--until", "yesterday"]].concat()).code, 2);
    for horizon in ["-4", "0", "NaN", "inf", "1e300"] {
        refuses(&["model", "score", "clv", "--purchases", &fine, "--horizon", horizon], "out_of_range", "horizon");
    }
}

#[test]
fn strange_purchases_are_answered() {
    let later = purchases("c1,2099-12-01,4\n");
    let told = answers(&["model", "fit", "clv", "--purchases", &later, "--model", "bgnbd"]);
    assert!(told["warnings"].as_array().unwrap().contains(&"future_dates".into()), "{told}");
    // What comes after the window is not seen, and who came after it is left out.
    let fit = ["model", "fit", "clv", "--model", "mbgnbd", "--until", "2025-12-31", "--purchases"];
    let after = purchases("c1,2026-02-01,4\nnew,2026-02-01,4\n");
    let (with, without) = (answers(&[&fit[..], &[&after]].concat()), answers(&[&fit[..], &[&purchases("")]].concat()));
    assert_eq!((&with["params"], &with["n"]), (&without["params"], &without["n"]));
    let huge = purchases("c1,2025-12-01,1e300\nc2,2025-12-01,1e308\nc3,2025-12-01,1e308\nc3,2025-12-02,1e308\n");
    let told = answers(&["model", "fit", "clv", "--purchases", &huge, "--model", "bgnbd"]);
    assert!(told["log_likelihood"].as_f64().is_some(), "{told}");
    answers(&["model", "rfm", "--purchases", &huge]);
}

#[test]
fn series_that_cannot_be_continued_are_named_and_strange_ones_are_continued() {
    let series = |value: &dyn Fn(usize) -> String| {
        lines("series,index_or_date,value", (0..40).map(|i| format!("a,{i},{}", value(i))))
    };
    let forecast = |file: &str, more: &[&str]| {
        let call = [&["model", "forecast", "--period", "12", "--horizon", "6", "--series", file], more].concat();
        answers(&call)["forecasts"][0].clone()
    };
    for values in [
        series(&|_| "5".into()),
        series(&|_| "0".into()),
        series(&|i| format!("{}e300", 1 + i % 5)),
        series(&|i| format!("{}1.7e308", if i % 2 == 0 { "" } else { "-" })),
        series(&|i| format!("{}e-310", 1 + i % 5)),
    ] {
        let told = forecast(&values, &[]);
        for part in ["mean", "lo80", "hi80", "lo95", "hi95"] {
            let steps = told[part].as_array().unwrap();
            assert!(steps.len() == 6 && steps.iter().all(Value::is_f64), "{told}");
        }
    }
    let gap = lines("series,index_or_date,value", (0..40).filter(|i| *i != 7).map(|i| format!("a,{i},{}", i % 5)));
    forecast(&gap, &["--gaps", "interpolate"]);
    let run = ["model", "forecast", "--horizon", "6", "--series"];
    for (file, code, place) in [
        ("@", "empty", ""),
        ("@foo,bar\n1,2\n", "column_missing", ""),
        ("@series,index_or_date,value\na,1,5\n", "too_little", ""),
        ("@series,index_or_date,value\na,1,inf\n", "number", "2:3"),
        ("@series,index_or_date,value\na,soon,1\n", "index", "2:2"),
        (&gap, "gap", "9"),
    ] {
        refuses(&[&run[..], &[file]].concat(), code, place);
    }
    let fine = series(&|i| (i % 7).to_string());
    refuses(&["model", "forecast", "--series", &fine, "--horizon", "0"], "out_of_range", "");
    refuses(&["model", "forecast", "--series", &fine, "--horizon", "99999999999"], "out_of_range", "");
    refuses(&["model", "forecast", "--series", &fine, "--horizon", "3", "--period", "0"], "out_of_range", "period");
}

#[test]
fn response_curves_are_estimated_or_the_reason_is_named() {
    let past = |spend: &dyn Fn(i32) -> f64, response: &dyn Fn(i32) -> f64| {
        lines("channel,date,spend,response", (0..60).map(|i| format!("fair,{i},{},{}", spend(i), response(i))))
    };
    let spend = |i: i32| f64::from(i * 37 % 50);
    let curve = |i: i32| 10.0 + 90.0 * spend(i) / (20.0 + spend(i)) + f64::from(i * 31 % 7 - 3);
    let told = answers(&["model", "fit", "response", "--spend", &past(&spend, &curve)]);
    let channel = &told["channels"][0];
    assert_eq!((&channel["channel"], &channel["n"]), (&"fair".into(), &60.into()));
    for (name, truth) in [("max_response", 90.0), ("half_point", 20.0), ("slope", 1.0), ("base", 10.0)] {
        let (found, error) = (channel[name].as_f64().unwrap(), channel["standard_errors"][name].as_f64().unwrap());
        assert!((found - truth).abs() < 3.0 * error, "{name}: {found} ± {error}");
        let interval = &channel["intervals"][name];
        let ends = ["lo95", "lo80", "hi80", "hi95"].map(|end| interval[end].as_f64().unwrap());
        assert!(ends.is_sorted(), "{interval}");
    }
    let huge = |i: i32| spend(i) * 1e300;
    answers(&["model", "fit", "response", "--spend", &past(&huge, &|i| curve(i) * 1e300)]);
    for (file, code, place) in [
        (past(&|_| 5.0, &curve), "response_constant_spend", ""),
        (past(&|_| 0.0, &curve), "response_constant_spend", ""),
        (past(&spend, &|_| 5.0), "response_constant", ""),
        (past(&spend, &|i| -spend(i)), "response_no_effect", ""),
        (past(&|i| f64::from(i) - 9.0, &curve), "response_impossible", ""),
        ("@channel,date,spend,response\nx,1,2,3\n".to_owned(), "too_little", ""),
        ("@channel,date,spend,response\nx,1,2,\n".to_owned(), "gap", "2"),
        ("@channel,date,spend\nx,1,2\n".to_owned(), "column_missing", ""),
        ("@".to_owned(), "empty", ""),
    ] {
        refuses(&["model", "fit", "response", "--spend", &file], code, place);
    }
}

#[test]
fn opportunities_baskets_and_shares() {
    let win = ["model", "win", "--target", "won", "--split", "0.7", "--opportunities"];
    for file in ["@won\n1\n", "@won,amount\n1,2\n0,3\n", &lines("won,amount", (0..80).map(|i| format!("1,{i}e300")))] {
        let told = answers(&[&win[..], &[file]].concat());
        assert!(told["signal"] == false && told["base_rate"].is_f64(), "{told}");
    }
    // A published sample in which nothing says anything about the outcome, and two columns know it.
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/crm/sales_pipeline.csv");
    let sample = sample.to_str().unwrap();
    let told = answers(&["model", "win", "--target", "deal_stage", "--split", "0.7", "--opportunities", sample]);
    assert_eq!((&told["signal"], &told["model"]), (&false.into(), &"base_rate".into()), "{told}");
    let left_out = told["left_out"].as_array().unwrap();
    for column in ["close_date", "close_value"] {
        assert!(left_out.iter().any(|out| out["column"] == column && out["reason"] == "leakage"), "{told}");
    }
    refuses(&[&win[..], &["@"]].concat(), "empty", "");
    refuses(&[&win[..], &["@amount\n1\n"]].concat(), "column_missing", "");
    let rules = ["model", "rules", "--baskets", "@basket,item\n1,a\n1,b\n2,a\n"];
    assert_eq!(answers(&[&rules[..], &["--support", ".4", "--confidence", ".8"]].concat())["count"], 1);
    for support in ["0", "-1", "NaN", "2"] {
        assert_eq!(kehu(&[&rules[..], &["--support", support, "--confidence", ".8"]].concat()).code, 2, "{support}");
    }
    let told = answers(&["model", "ab", "--a", "120/1000", "--b", "145/1000"]);
    assert_eq!(format!("{:.6}", told["p_b_better"].as_f64().unwrap()), "0.950197");
    for (a, b) in [("0/0", "0/0"), ("1000000/1000000", "0/1000000")] {
        let told = answers(&["model", "ab", "--a", a, "--b", b]);
        assert!(told["p_b_better"].is_f64() && told["expected_loss_a"].is_f64(), "{told}");
    }
    for share in ["5/3", "-1/3", "NaN/3", "5"] {
        refuses(&["model", "ab", &format!("--a={share}"), "--b", "1/2"], "ab.share", "a");
    }
}

#[test]
fn budgets_and_assignments_that_cannot_be_met_are_named() {
    let header = "@channel,max_response,half_point,slope,min,max\n";
    let budget = |rows: &str, total: &str| {
        let file = format!("{header}{rows}");
        kehu(&["plan", "budget", "--curves", &file, "--total", total])
    };
    let code = |said: &Said| said.error.as_ref().and_then(|e| e["data"]["code"].as_str().map(str::to_owned));
    for (rows, total, expected) in [
        ("x,100,50,2,0,200\n", "-1", "number.invalid"),
        ("x,100,50,2,0,200\n", "NaN", "number.invalid"),
        ("x,100,50,2,0,200\n", "inf", "number.invalid"),
        ("x,NaN,50,2,0,200\n", "10", "number.invalid"),
        ("x,100,-50,2,0,200\n", "10", "plan.bad_curve"),
        ("x,100,50,2,300,400\n", "10", "plan.minimums_exceed"),
        ("x,100,50,2,30,20\n", "10", "plan.bad_limits"),
        ("x,100,50,2,0,20\nx,100,50,2,0,20\n", "10", "taken"),
    ] {
        let said = budget(rows, total);
        assert_eq!((said.code, code(&said).as_deref()), (2, Some(expected)), "{rows} {total}");
    }
    for (rows, total) in [
        ("x,100,50,2,0,200\n", "0"),
        ("x,100,50,2,0,200\n", "1e308"),
        ("x,0,50,2,0,200\n", "10"),
        ("x,1e300,1e300,2,0,1e308\ny,1e300,1e-300,1,0,1e308\n", "1e308"),
    ] {
        let told = budget(rows, total).answer.unwrap();
        for part in ["response", "bound", "gap", "spent"] {
            assert!(told[part].is_f64(), "{rows} {total}: {told}");
        }
    }
    let assign = |costs: &str, capacity: &str| kehu(&["plan", "assign", "--costs", costs, "--capacity", capacity]);
    let costs = "@item,person,cost\na,p,1\na,q,2\nb,p,3\nb,q,1\n";
    assert_eq!(assign(costs, "@person,capacity\np,1\nq,1\n").answer.unwrap()["cost"], 2.0);
    for (costs, capacity, expected) in [
        (costs, "@person,capacity\np,0\nq,1\n", "plan.too_little_capacity"),
        (costs, "@person,capacity\np,-1\nq,1\n", "number.invalid"),
        (costs, "@", "empty"),
        ("@item,person,cost\na,p,NaN\n", "@person,capacity\np,1\n", "number.invalid"),
        ("@item,person,cost\na,p,1e300\n", "@person,capacity\np,1\n", "plan.cost_too_large"),
    ] {
        let said = assign(costs, capacity);
        assert_eq!((said.code, code(&said).as_deref()), (2, Some(expected)), "{costs} {capacity}");
    }
}

#[test]
fn visits_that_cannot_be_made_are_named() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/tests/fixtures/routing/solomon/c101.txt");
    let text = std::fs::read_to_string(path).unwrap();
    // Stop 5 with another cell.
    let with = |cell: usize, value: &str| {
        let changed = text.lines().map(|line| {
            let mut cells: Vec<&str> = line.split_whitespace().collect();
            if cells.len() == 7 && cells[0] == "5" {
                cells[cell] = value;
            }
            cells.join(" ")
        });
        lines("", changed)
    };
    let visits = |file: &str, more: &[&str]| {
        kehu(&[&["plan", "visits", "--format", "solomon", "--time", "100ms", "--instance", file], more].concat())
    };
    let fine = format!("@{text}");
    assert!(visits(&fine, &[]).answer.unwrap()["distance"].as_f64().is_some_and(|d| d < 900.0));
    for (file, more, expected) in [
        (with(1, "NaN"), &[][..], "number.invalid"),
        (with(1, "1e300"), &[], "plan.bad_coordinate"),
        (with(3, "9999"), &[], "plan.out_of_reach"),
        (with(5, "1"), &[], "plan.window_reversed"),
        (fine.clone(), &["--routes", "2"], "plan.do_not_fit"),
        (fine.clone(), &["--routes", "0"], "plan.nobody"),
        (fine.clone(), &["--decimals", "99"], "out_of_range"),
        ("@".to_owned(), &[], "empty"),
        ("@hello\n".to_owned(), &[], "empty"),
    ] {
        let said = visits(&file, more);
        let error = said.error.unwrap();
        assert_eq!((said.code, error["data"]["code"].as_str()), (2, Some(expected)), "{more:?} {error}");
    }
    let said = kehu(&["plan", "visits", "--format", "solomon", "--time", "-1s", "--instance", &fine]);
    assert_eq!((said.code, said.error.unwrap()["field"].as_str()), (2, Some("time")));
}
