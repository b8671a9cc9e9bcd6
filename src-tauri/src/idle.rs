//! Locks the workspace when nobody is there: no key or click for a while, or the machine slept.

use std::time::{Duration, Instant};

use kehu_core::Clock;
use tauri::{AppHandle, Manager as _};

use crate::state::App;

const TICK: Duration = Duration::from_secs(5);
/// Between two ticks no more time passes on a machine that is awake, however busy it is.
const ASLEEP_MS: i64 = 60_000;

/// Looks every few seconds whether somebody is still there.
pub fn watch(handle: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let mut last = Clock::System.now().ms();
        loop {
            tokio::time::sleep(TICK).await;
            let now = Clock::System.now().ms();
            let slept = now - last > ASLEEP_MS;
            last = now;
            handle.state::<App>().lock_if_away(slept).await;
        }
    });
}

/// Nobody was there for longer than they may be away.
pub fn is_away(seen: Instant, now: Instant, slept: bool, minutes: Option<u32>) -> bool {
    minutes.is_some_and(|minutes| slept || now.duration_since(seen) >= Duration::from_secs(60 * u64::from(minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_and_sleep_lock_unless_switched_off() {
        let seen = Instant::now();
        let later = |seconds| seen + Duration::from_secs(seconds);
        assert!(!is_away(seen, later(899), false, Some(15)));
        assert!(is_away(seen, later(900), false, Some(15)));
        assert!(is_away(seen, later(1), true, Some(15)));
        assert!(!is_away(seen, later(90_000), true, None));
    }
}
