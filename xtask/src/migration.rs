//! `cargo xtask new-migration NAME`

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::{Outcome, paths};

pub fn run(arguments: &[String]) -> Outcome {
    let [name] = arguments else {
        return Err("usage: cargo xtask new-migration NAME".into());
    };
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        return Err(format!("`{name}` should be small letters, digits and underscores, as in add_contract_terms"));
    }
    let folder = paths::root().join("migrations/local");
    let version = now().max(newest(&folder)? + 1);
    let file = folder.join(format!("{version}_{name}.sql"));
    fs::write(&file, "-- Why this migration exists, in a sentence.\n")
        .map_err(|error| format!("{}: {error}", file.display()))?;
    println!("{}", file.display());
    Ok(())
}

/// The version of the last migration: a new one always comes after it, whatever this machine's clock says.
fn newest(folder: &std::path::Path) -> Result<u64, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let versions = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.split('_').next()?.parse().ok());
    Ok(versions.max().unwrap_or(0))
}

fn now() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "names a file on a developer's machine")]
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    stamp(since.as_secs())
}

/// Seconds since 1970 as the digits of year, month, day, hour, minute and second (UTC).
fn stamp(seconds: u64) -> u64 {
    let (mut days, second) = (seconds / 86_400, seconds % 86_400);
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let mut month = 1;
    for length in [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    let date = (year * 100 + month) * 100 + days + 1;
    ((date * 100 + second / 3600) * 100 + second / 60 % 60) * 100 + second % 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_reads_like_a_date() {
        assert_eq!(stamp(0), 19_700_101_000_000);
        assert_eq!(stamp(951_782_400), 20_000_229_000_000);
        assert_eq!(stamp(1_735_689_599), 20_241_231_235_959);
        assert_eq!(stamp(1_767_225_600), 20_260_101_000_000);
    }
}
