//! Counting tests by reading what their runners print.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::thread;

use crate::process;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs a test runner to its end, passes on every line and counts.
pub fn run(command: &mut Command) -> Result<Tally, String> {
    println!("$ {}", process::line(command));
    let mut child = command
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("could not start `{}`: {error}", process::line(command)))?;
    let errors = child.stderr.take().map(|stream| thread::spawn(move || pass_on(stream)));
    let mut tally = child.stdout.take().map(pass_on).unwrap_or_default();
    if let Some(errors) = errors {
        tally.add(errors.join().unwrap_or_default());
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    match (status.success(), tally.failed, tally.passed) {
        (true, 0, 0) => Err(format!("`{}` ran no test", process::line(command))),
        (true, 0, _) => Ok(tally),
        (_, 1.., _) => Ok(tally),
        (false, 0, _) => Err(format!("`{}` failed ({status})", process::line(command))),
    }
}

fn pass_on(stream: impl Read) -> Tally {
    let mut tally = Tally::default();
    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        tally.add(count(&line));
    }
    tally
}

/// The summary lines of cargo test, nextest and vitest; nothing for any other line.
fn count(line: &str) -> Tally {
    let line = line.trim_start();
    if !["test result:", "Summary [", "Tests  "].iter().any(|start| line.starts_with(start)) {
        return Tally::default();
    }
    let words: Vec<_> = line.split([' ', ',', ';', '|']).filter(|word| !word.is_empty()).collect();
    let before = |noun| {
        let pair = words.windows(2).find(|pair| pair[1] == noun);
        pair.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
    };
    Tally { passed: before("passed"), failed: before("failed") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_runner_is_understood() {
        for (line, passed, failed) in [
            ("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out", 12, 0),
            ("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured", 3, 2),
            ("     Summary [   0.212s] 41 tests run: 40 passed (1 slow), 1 failed, 2 skipped", 40, 1),
            ("      Tests  1 failed | 27 passed (28)", 27, 1),
            ("      Tests  28 passed (28)", 28, 0),
            (" Test Files  3 passed (3)", 0, 0),
            ("99 passed", 0, 0),
        ] {
            assert_eq!(count(line), Tally { passed, failed }, "{line}");
        }
    }
}
