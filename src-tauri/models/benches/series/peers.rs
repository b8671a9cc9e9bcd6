//! What other packages forecast for the same series.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use crate::{Sample, public};

/// Forecasts of each peer's method, by the position of the sample.
pub type Said = HashMap<(String, usize), Vec<f64>>;

/// Lets the peers forecast the samples and prints the seconds they take.
pub fn forecasts(samples: &[Sample]) -> Result<Said, String> {
    let (python, script) = public::python()?;
    let mut rows = String::new();
    let mut horizons: Vec<String> = Vec::new();
    for (at, sample) in samples.iter().enumerate() {
        for value in sample.known() {
            writeln!(rows, "{at},{},{value}", sample.period).map_err(|error| error.to_string())?;
        }
        let horizon = format!("{}={}", sample.period, sample.horizon);
        if !horizons.contains(&horizon) {
            horizons.push(horizon);
        }
    }
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("series-for-peers.csv");
    fs::write(&file, rows).map_err(|error| error.to_string())?;
    let out = Command::new(python)
        .arg(script)
        .arg("statsforecast")
        .args([file.as_os_str(), horizons.join(",").as_ref()])
        .output()
        .map_err(|error| error.to_string())?;
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    if !out.status.success() {
        return Err(told.lines().last().unwrap_or_default().to_owned());
    }
    println!("\nstatsforecast, compiled at first use:\n{}", told.trim_end());
    let mut said = Said::new();
    for line in String::from_utf8_lossy(&out.stdout).lines() {
        let mut fields = line.split(',');
        let (Some(method), Some(at), Some(_), Some(value)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        if let (Ok(at), Ok(value)) = (at.parse(), value.parse()) {
            said.entry((format!("peer {method}"), at)).or_default().push(value);
        }
    }
    Ok(said)
}
