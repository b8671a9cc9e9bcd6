//! A run of named steps: each says what it is and how long it took, a failure does not hide the next one.

use std::time::{Duration, Instant};

use crate::Outcome;
use crate::tally::Tally;

#[derive(Default)]
pub struct Steps {
    done: Vec<Step>,
    tests: Tally,
}

struct Step {
    name: &'static str,
    took: Duration,
    end: End,
}

enum End {
    Passed,
    Failed(String),
    Skipped(&'static str),
}

impl Steps {
    /// Does one thing and remembers how it ended.
    pub fn run(&mut self, name: &'static str, work: impl FnOnce() -> Outcome) -> bool {
        self.count(name, || work().map(|()| Tally::default()))
    }

    /// The same for a step that runs tests.
    pub fn count(&mut self, name: &'static str, work: impl FnOnce() -> Result<Tally, String>) -> bool {
        println!("\n── {name} ──");
        let start = Instant::now();
        let end = match work() {
            Ok(tally) => {
                self.tests.add(tally);
                if tally.failed == 0 { End::Passed } else { End::Failed(format!("{} tests failed", tally.failed)) }
            }
            Err(message) => End::Failed(message),
        };
        let took = start.elapsed();
        let passed = matches!(end, End::Passed);
        match &end {
            End::Failed(message) => {
                println!("── {name}: FAILED after {}: {message}", seconds(took))
            }
            End::Passed | End::Skipped(_) => println!("── {name}: ok, {}", seconds(took)),
        }
        self.done.push(Step { name, took, end });
        passed
    }

    pub fn skip(&mut self, name: &'static str, why: &'static str) {
        println!("\n── {name} ── skipped: {why}");
        self.done.push(Step { name, took: Duration::ZERO, end: End::Skipped(why) });
    }

    /// Prints the table and fails if any step did.
    pub fn finish(self) -> Outcome {
        println!();
        for step in &self.done {
            let (mark, note) = match &step.end {
                End::Passed => ("ok", ""),
                End::Failed(message) => ("FAILED", message.as_str()),
                End::Skipped(why) => ("skipped", *why),
            };
            println!("{:>9}  {mark:<8} {}  {note}", seconds(step.took), step.name);
        }
        if self.tests.passed + self.tests.failed > 0 {
            println!("\n{} passed, {} failed", self.tests.passed, self.tests.failed);
        }
        let failed: Vec<_> =
            self.done.iter().filter(|step| matches!(step.end, End::Failed(_))).map(|step| step.name).collect();
        if failed.is_empty() {
            return Ok(());
        }
        Err(format!("failed: {}", failed.join(", ")))
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
