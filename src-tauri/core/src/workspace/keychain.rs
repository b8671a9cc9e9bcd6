//! The keychain of the system: Keychain on macOS, Credential Manager on Windows, the Secret
//! Service on Linux. It keeps one 32-byte key per slot, under the slot's id, and nothing weaker
//! ever takes its place.
//!
//! Every call may wait for a person who unlocks the keychain, or for a service that never
//! answers, so each runs on a thread of its own and is left behind when its time is over.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use zeroize::Zeroizing;

use super::error::{KeychainProblem, WorkspaceError};
use super::key::{Secret, random};
#[cfg(test)]
use memory as backend;
#[cfg(not(test))]
use platform as backend;

/// How long the service may take to answer at all.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// How long a person may take to unlock the keychain.
const UNLOCK_LIMIT: Duration = Duration::from_secs(90);

/// Keeps `secret` under `account` and reads it back.
pub(crate) fn keep(account: &str, secret: &Secret) -> Result<(), WorkspaceError> {
    backend::set(account, secret)?;
    if backend::get(account)?.is_some_and(|kept| *kept == **secret) {
        return Ok(());
    }
    forget(account);
    Err(WorkspaceError::KeychainUnavailable(KeychainProblem::ReadBack))
}

/// The secret under `account`, if the keychain has one.
pub(crate) fn fetch(account: &str) -> Result<Option<Secret>, WorkspaceError> {
    Ok(backend::get(account)?)
}

/// Removes the secret under `account`, where that is possible.
pub(crate) fn forget(account: &str) {
    if let Err(problem) = backend::delete(account) {
        tracing::warn!(?problem, "a key that is no longer used stays in the keychain");
    }
}

/// Tries the keychain with a secret of the real size: writes, reads back, deletes.
pub(crate) fn probe() -> Result<(), WorkspaceError> {
    let account = format!("probe-{}", super::hex::encode(random::<8>().as_slice()));
    keep(&account, &random())?;
    backend::delete(&account)?;
    Ok(())
}

/// Runs `work` on its own thread and waits no longer than `limit`.
fn within<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> Result<T, KeychainProblem> {
    let (answer, waiting) = mpsc::sync_channel(1);
    let run = move || {
        // Nobody listens any more when the time was over.
        let _ = answer.send(work());
    };
    thread::Builder::new().name("keychain".into()).spawn(run).map_err(|_| KeychainProblem::Failed)?;
    waiting.recv_timeout(limit).map_err(|_| KeychainProblem::Timeout)
}

mod platform {
    use super::{CONNECT_LIMIT, Duration, KeychainProblem, Secret, UNLOCK_LIMIT, Zeroizing, within};
    use keyring::{Entry, Error};

    const SERVICE: &str = "org.kehu.desktop";

    pub(super) fn set(account: &str, secret: &Secret) -> Result<(), KeychainProblem> {
        let secret = secret.clone();
        ask(account, UNLOCK_LIMIT, move |entry| entry.set_secret(secret.as_slice()))?
            .map_err(|error| problem_of(&error))
    }

    pub(super) fn get(account: &str) -> Result<Option<Secret>, KeychainProblem> {
        let found = ask(account, UNLOCK_LIMIT, |entry| entry.get_secret().map(Zeroizing::new))?;
        match found {
            // Another length is no key of ours; the slot will say that it is missing.
            Ok(bytes) => Ok(bytes.as_slice().try_into().ok().map(Zeroizing::new)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(problem_of(&error)),
        }
    }

    pub(super) fn delete(account: &str) -> Result<(), KeychainProblem> {
        match ask(account, UNLOCK_LIMIT, Entry::delete_credential)? {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(problem_of(&error)),
        }
    }

    fn ask<T: Send + 'static>(
        account: &str,
        limit: Duration,
        question: impl FnOnce(&Entry) -> keyring::Result<T> + Send + 'static,
    ) -> Result<keyring::Result<T>, KeychainProblem> {
        within(CONNECT_LIMIT, || match Entry::store_status() {
            Ok(()) => Ok(()),
            Err(error) => {
                tracing::info!(%error, "no keychain service");
                Err(KeychainProblem::NoService)
            }
        })??;
        let account = account.to_owned();
        within(limit, move || Entry::new(SERVICE, &account).and_then(|entry| question(&entry)))
    }

    /// Only `Display` is logged: the `Debug` of some of these errors holds the secret.
    fn problem_of(error: &Error) -> KeychainProblem {
        tracing::warn!(%error, "the keychain failed");
        match error {
            Error::NoDefaultStore => KeychainProblem::NoService,
            Error::NoStorageAccess(_) => KeychainProblem::Locked,
            _ => KeychainProblem::Failed,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::super::{KeychainProblem, random};
        use super::{delete, get, set};

        /// Runs one ignored test below in a process of its own, with this session bus.
        #[cfg(target_os = "linux")]
        fn in_a_child(test: &str, bus: &str) -> std::time::Duration {
            let start = std::time::Instant::now();
            let output = std::process::Command::new(std::env::current_exe().unwrap())
                .args([&format!("workspace::keychain::platform::tests::{test}"), "--exact", "--ignored"])
                .env("DBUS_SESSION_BUS_ADDRESS", bus)
                .output()
                .unwrap();
            let told = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && told.contains("1 passed"), "{told}");
            start.elapsed()
        }

        #[cfg(target_os = "linux")]
        #[test]
        fn a_missing_secret_service_is_told_at_once() {
            let took = in_a_child("child_without_service", "unix:path=/nonexistent/bus");
            assert!(took.as_secs() < 3, "{took:?}");
        }

        #[cfg(target_os = "linux")]
        #[test]
        fn a_session_bus_that_never_answers_does_not_hang_us() {
            let dir = tempfile::tempdir().unwrap();
            let socket = dir.path().join("bus");
            let _silent = std::os::unix::net::UnixListener::bind(&socket).unwrap();
            let took = in_a_child("child_with_silent_service", &format!("unix:path={}", socket.display()));
            assert!(took.as_secs() < 9, "{took:?}");
        }

        #[test]
        #[ignore = "run by the test above in a process of its own"]
        fn child_without_service() {
            assert_eq!(get("x").unwrap_err(), KeychainProblem::NoService);
        }

        #[test]
        #[ignore = "run by the test above in a process of its own"]
        fn child_with_silent_service() {
            assert_eq!(get("x").unwrap_err(), KeychainProblem::Timeout);
        }

        #[test]
        #[ignore = "needs the keychain of a desktop session"]
        fn the_keychain_of_this_system_keeps_and_forgets_a_key() {
            let secret = random::<32>();
            set("test", &secret).unwrap();
            assert_eq!(*get("test").unwrap().unwrap(), *secret);
            delete("test").unwrap();
            assert!(get("test").unwrap().is_none());
            delete("test").unwrap();
        }
    }
}

/// A keychain for unit tests, which also have to lose it and to lock it.
#[cfg(test)]
pub(crate) mod memory {
    use super::{KeychainProblem, Secret};
    use std::cell::{Cell, RefCell};
    use std::collections::HashMap;

    thread_local! {
        static KEPT: RefCell<HashMap<String, Secret>> = RefCell::default();
        static BROKEN: Cell<Option<KeychainProblem>> = const { Cell::new(None) };
    }

    pub(super) fn set(account: &str, secret: &Secret) -> Result<(), KeychainProblem> {
        BROKEN.get().map_or(Ok(()), Err)?;
        KEPT.with_borrow_mut(|kept| kept.insert(account.to_owned(), secret.clone()));
        Ok(())
    }

    pub(super) fn get(account: &str) -> Result<Option<Secret>, KeychainProblem> {
        BROKEN.get().map_or(Ok(()), Err)?;
        Ok(KEPT.with_borrow(|kept| kept.get(account).cloned()))
    }

    pub(super) fn delete(account: &str) -> Result<(), KeychainProblem> {
        KEPT.with_borrow_mut(|kept| kept.remove(account));
        Ok(())
    }

    /// Fails every following call of this thread.
    pub(crate) fn break_with(problem: KeychainProblem) {
        BROKEN.set(Some(problem));
    }

    /// The accounts that this thread's keychain keeps.
    pub(crate) fn accounts() -> Vec<String> {
        KEPT.with_borrow(|kept| kept.keys().cloned().collect())
    }

    /// Puts another secret under every account.
    pub(crate) fn scramble() {
        KEPT.with_borrow_mut(|kept| kept.values_mut().for_each(|secret| secret[0] ^= 1));
    }

    /// Empties the keychain, as a new machine or another person has it.
    pub(crate) fn lose() {
        KEPT.with_borrow_mut(HashMap::clear);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_probe_leaves_nothing_behind() {
        probe().unwrap();
        assert!(memory::accounts().is_empty());
    }

    #[test]
    fn a_keychain_that_fails_is_named_and_not_replaced() {
        memory::break_with(KeychainProblem::Locked);
        assert!(matches!(probe(), Err(WorkspaceError::KeychainUnavailable(KeychainProblem::Locked))));
    }

    #[test]
    fn work_that_takes_too_long_is_left_behind() {
        let slow = within(Duration::from_millis(10), || thread::sleep(Duration::from_secs(5)));
        assert_eq!(slow.unwrap_err(), KeychainProblem::Timeout);
        assert_eq!(within(Duration::from_secs(5), || 7).unwrap(), 7);
    }
}
