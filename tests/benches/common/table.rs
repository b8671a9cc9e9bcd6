//! Times of the same thing, many times: p50, p95 and the worst, beside the mark it must reach.

use std::time::{Duration, Instant};

/// What one request took.
#[derive(Clone, Copy, Default)]
pub struct Time {
    pub wall: Duration,
    pub processor: Duration,
}

/// Runs it and says what it took. Processor time stands beside wall time: other programs do not disturb it.
pub async fn timed<T>(work: impl Future<Output = T>) -> (Time, T) {
    let (began, busy) = (Instant::now(), processor());
    let done = work.await;
    (Time { wall: began.elapsed(), processor: processor().saturating_sub(busy) }, done)
}

/// The processor time of all threads of this process so far; Linux only.
pub fn processor() -> Duration {
    let Ok(threads) = std::fs::read_dir("/proc/self/task") else { return Duration::ZERO };
    let nanoseconds = |thread: std::fs::DirEntry| -> Option<u64> {
        std::fs::read_to_string(thread.path().join("schedstat")).ok()?.split(' ').next()?.parse().ok()
    };
    Duration::from_nanos(threads.flatten().filter_map(nanoseconds).sum())
}

pub fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

struct Row {
    name: String,
    /// The p95 that was promised, in milliseconds.
    mark: Option<f64>,
    times: Vec<Time>,
}

#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
    notes: Vec<String>,
}

impl Table {
    pub fn add(&mut self, name: &str, mark: Option<f64>, time: Time) {
        match self.rows.iter_mut().find(|row| row.name == name) {
            Some(row) => row.times.push(time),
            None => self.rows.push(Row { name: name.to_owned(), mark, times: vec![time] }),
        }
    }

    pub fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    pub fn print(&self) {
        println!(
            "{:<46} {:>5} {:>9} {:>9} {:>9} {:>9} {:>9}  mark p95",
            "", "n", "p50 ms", "p95 ms", "max ms", "cpu p50", "cpu p95"
        );
        for Row { name, mark, times } in &self.rows {
            let sorted = |of: fn(&Time) -> Duration| {
                let mut times: Vec<f64> = times.iter().map(of).map(ms).collect();
                times.sort_by(f64::total_cmp);
                move |share: usize| times[(times.len() - 1) * share / 100]
            };
            let (wall, cpu) = (sorted(|time| time.wall), sorted(|time| time.processor));
            let (p50, p95, max) = (wall(50), wall(95), wall(100));
            let mark = mark
                .map_or_else(String::new, |mark| format!("≤ {mark} {}", if p95 <= mark { "kept" } else { "MISSED" }));
            println!(
                "{name:<46} {:>5} {p50:>9.2} {p95:>9.2} {max:>9.2} {:>9.2} {:>9.2}  {mark}",
                times.len(),
                cpu(50),
                cpu(95)
            );
        }
        for note in &self.notes {
            println!("{note}");
        }
    }
}
