//! Public series, cut at several ends.

use std::path::PathBuf;
use std::process::Command;

use crate::Sample;

/// The interpreter of the virtual environment, and the script.
pub fn python() -> Result<(PathBuf, PathBuf), String> {
    let peers = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("peers");
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/peers/series.py");
    let python = peers.join("bin/python");
    if python.exists() { Ok((python, script)) } else { Err(format!("no {}", peers.display())) }
}

/// Up to six ends of each, a horizon apart, with at most the last 60 years, 25 years of quarters and so on before it.
pub fn samples() -> Result<Vec<Sample>, String> {
    let (python, script) = python()?;
    let out = Command::new(python).arg(script).arg("public").output().map_err(|error| error.to_string())?;
    if !out.status.success() {
        return Err(String::from_utf8_lossy(&out.stderr).lines().last().unwrap_or_default().to_owned());
    }
    let text = String::from_utf8_lossy(&out.stdout);
    let mut series: Vec<(String, usize, Vec<f64>)> = Vec::new();
    for line in text.lines() {
        let mut fields = line.split(',');
        let (Some(name), Some(period), Some(value)) = (fields.next(), fields.next(), fields.next()) else { continue };
        if series.last().is_none_or(|(last, ..)| last != name) {
            series.push((name.to_owned(), period.parse().unwrap(), Vec::new()));
        }
        series.last_mut().unwrap().2.push(value.parse().unwrap());
    }
    let mut samples = Vec::new();
    for (name, period, values) in series {
        let (horizon, most, least) = match period {
            1 => (6, 60, 10),
            4 => (8, 100, 16),
            12 => (18, 140, 36),
            _ => (13, 520, 156),
        };
        for cut in 0..6 {
            let Some(end) = values.len().checked_sub(cut * horizon).filter(|end| *end >= least + horizon) else {
                break;
            };
            let first = end.saturating_sub(most + horizon);
            let values = values[first..end].to_vec();
            samples.push(Sample { name: format!("{name}-{cut}"), period, horizon, values });
        }
    }
    Ok(samples)
}
