//! Wrong tries, kept beside the key slots so that a restart forgets none.
//!
//! A try is counted before it is made, so that ending the program does not undo it. This slows down who sits at the
//! keyboard; whoever can change the file can also copy the workspace, and is slowed down by Argon2 alone.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::durable;
use super::error::WorkspaceError;

/// So many wrong tries cost nothing.
const FREE: u32 = 5;
/// The longest wait, in milliseconds.
const LONGEST_MS: i64 = 15 * 60 * 1000;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Attempts(BTreeMap<String, Tries>);

#[derive(Debug, Default, Clone, Copy, Serialize, Deserialize)]
struct Tries {
    failed: u32,
    last_ms: i64,
}

impl Tries {
    /// Doubles from a second on.
    fn wait_ms(self) -> i64 {
        match self.failed.checked_sub(FREE) {
            None => 0,
            Some(more) => 1_000_i64.checked_shl(more.min(20)).unwrap_or(LONGEST_MS).min(LONGEST_MS),
        }
    }
}

fn path(dir: &Path) -> PathBuf {
    dir.join("attempts.json")
}

/// A file that cannot be read counts as none: it protects nothing that the key slots do not.
fn read(dir: &Path) -> Attempts {
    std::fs::read(path(dir)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

fn write(dir: &Path, attempts: &Attempts) -> Result<(), WorkspaceError> {
    let json = serde_json::to_vec(attempts).map_err(std::io::Error::from)?;
    Ok(durable::where_possible(durable::replace(&path(dir), &json))?)
}

/// Counts a try, and says how many were wrong before it. A clock that was set back waits no longer than the longest.
pub(super) fn begin(dir: &Path, who: &str, now_ms: i64) -> Result<u32, WorkspaceError> {
    let mut attempts = read(dir);
    let tries = attempts.0.get(who).copied().unwrap_or_default();
    let since = now_ms.saturating_sub(tries.last_ms);
    let left = if since < 0 { 0 } else { tries.wait_ms() - since };
    if left > 0 {
        return Err(WorkspaceError::TooManyTries { seconds: left.unsigned_abs().div_ceil(1000) });
    }
    attempts.0.insert(who.to_owned(), Tries { failed: tries.failed.saturating_add(1), last_ms: now_ms });
    write(dir, &attempts)?;
    Ok(tries.failed)
}

/// Forgets the wrong tries.
pub(super) fn succeed(dir: &Path, who: &str) -> Result<(), WorkspaceError> {
    let mut attempts = read(dir);
    attempts.0.remove(who);
    if attempts.0.is_empty() {
        return match std::fs::remove_file(path(dir)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            // A disk that cannot be written says so even of a file that is not there.
            removed => Ok(durable::where_possible(removed)?),
        };
    }
    write(dir, &attempts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_tries_are_free_and_then_the_wait_doubles() {
        let dir = tempfile::tempdir().unwrap();
        let mut now = 1_000_000;
        for failed in 0..5 {
            assert_eq!(begin(dir.path(), "ada", now).unwrap(), failed);
        }
        let mut waits = Vec::new();
        for _ in 0..12 {
            let Err(WorkspaceError::TooManyTries { seconds }) = begin(dir.path(), "ada", now) else { panic!("free") };
            waits.push(seconds);
            now += i64::try_from(seconds).unwrap() * 1000;
            begin(dir.path(), "ada", now).unwrap();
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
        assert_eq!(begin(dir.path(), "bob", now).unwrap(), 0, "others are not kept waiting");
        now += LONGEST_MS;
        assert_eq!(begin(dir.path(), "ada", now).unwrap(), 17);
        succeed(dir.path(), "ada").unwrap();
        assert_eq!(begin(dir.path(), "ada", now).unwrap(), 0);
    }

    #[test]
    fn a_rotten_file_keeps_nobody_out() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(path(dir.path()), b"{").unwrap();
        assert_eq!(begin(dir.path(), "ada", 1).unwrap(), 0);
        succeed(dir.path(), "ada").unwrap();
        assert!(!path(dir.path()).exists());
    }
}
