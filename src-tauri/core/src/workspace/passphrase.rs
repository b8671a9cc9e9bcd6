//! From a passphrase to a key: what is accepted, and how much work a guess costs.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::error::{PassphraseProblem, WorkspaceError};
use super::key::Secret;

/// The least length of a new passphrase, in characters.
pub const MIN_PASSPHRASE_CHARS: usize = 8;
const MAX_PASSPHRASE_CHARS: usize = 1024;

/// The work that one guess costs, as Argon2id counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cost {
    pub(crate) memory_kib: u32,
    pub(crate) passes: u32,
    pub(crate) lanes: u32,
}

/// The least work that is accepted, from our own calibration and from files.
pub(crate) const STRONG: Cost = Cost { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
/// The greatest: more would let a hostile file take the memory or the hour.
pub(crate) const LIMIT: Cost = Cost { memory_kib: 1024 * 1024, passes: 64, lanes: 16 };
/// Unit tests run the real code with the least work that Argon2 knows.
pub(crate) const FLOOR: Cost = if cfg!(test) { Cost { memory_kib: 8, passes: 1, lanes: 1 } } else { STRONG };

const CALIBRATED_MEMORY_KIB: u32 = 256 * 1024;
const TARGET: Duration = Duration::from_millis(750);

impl Cost {
    /// The work that takes this machine 0.5 to 1 second, never less than [`STRONG`].
    pub(crate) fn calibrated() -> Self {
        if cfg!(test) { FLOOR } else { Self::measured() }
    }

    /// Memory grows first, because it is what makes guessing on special hardware dear.
    fn measured() -> Self {
        let start = Instant::now();
        if derive_at(b"calibration", &[0; 16], STRONG).is_err() {
            return STRONG;
        }
        let room = TARGET.as_secs_f64() / start.elapsed().as_secs_f64().max(1e-3);
        let steps = [4, 3, 2].into_iter().find(|step| f64::from(*step) <= room).unwrap_or(1);
        let passes = (3..=24).rev().find(|passes| f64::from(passes * steps) / 3.0 <= room);
        Self {
            memory_kib: (STRONG.memory_kib * steps).min(CALIBRATED_MEMORY_KIB),
            passes: passes.unwrap_or(STRONG.passes),
            lanes: STRONG.lanes,
        }
    }

    /// A guess costs less than it would with the other.
    pub(crate) fn is_below(self, other: Self) -> bool {
        u64::from(self.memory_kib) * u64::from(self.passes) < u64::from(other.memory_kib) * u64::from(other.passes)
    }

    /// Refuses what a file must not ask for.
    pub(crate) fn check(self, floor: Self) -> Result<(), WorkspaceError> {
        let Self { memory_kib, passes, lanes } = self;
        if memory_kib > LIMIT.memory_kib || passes > LIMIT.passes || lanes > LIMIT.lanes {
            return Err(WorkspaceError::CostlyKdf { memory_kib, passes, lanes });
        }
        // Argon2 itself needs 8 KiB a lane.
        if memory_kib < floor.memory_kib.max(lanes * 8) || passes < floor.passes || lanes == 0 {
            return Err(WorkspaceError::WeakKdf { memory_kib, passes });
        }
        Ok(())
    }
}

/// The key that a passphrase gives with this salt, at a cost that was checked.
pub(crate) fn derive_key(passphrase: &SecretString, salt: &[u8; 16], cost: Cost) -> Result<Secret, WorkspaceError> {
    cost.check(FLOOR)?;
    derive_at(composed(passphrase).as_bytes(), salt, cost)
}

fn derive_at(passphrase: &[u8], salt: &[u8; 16], cost: Cost) -> Result<Secret, WorkspaceError> {
    let Cost { memory_kib, passes, lanes } = cost;
    let no_memory = || WorkspaceError::NoMemory { memory_kib };
    let params = Params::new(memory_kib, passes, lanes, Some(32)).map_err(|_| WorkspaceError::CostlyKdf {
        memory_kib,
        passes,
        lanes,
    })?;
    let mut blocks = Zeroizing::new(Vec::new());
    blocks.try_reserve_exact(params.block_count()).map_err(|_| no_memory())?;
    blocks.resize(params.block_count(), Block::default());
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(passphrase, salt, key.as_mut_slice(), blocks.as_mut_slice())
        .map_err(|_| no_memory())?;
    Ok(key)
}

/// The same passphrase typed on another system may arrive decomposed.
fn composed(passphrase: &SecretString) -> Zeroizing<String> {
    let plain = passphrase.expose_secret();
    let mut composed = Zeroizing::new(String::with_capacity(plain.len() * 3));
    composed.extend(plain.nfc());
    composed
}

/// Accepts a new passphrase or says why not.
///
/// # Errors
/// [`WorkspaceError::WeakPassphrase`].
pub fn check_new_passphrase(passphrase: &SecretString) -> Result<(), WorkspaceError> {
    let composed = composed(passphrase);
    let chars = composed.chars().count();
    let problem = if chars < MIN_PASSPHRASE_CHARS {
        PassphraseProblem::TooShort { min: MIN_PASSPHRASE_CHARS }
    } else if chars > MAX_PASSPHRASE_CHARS {
        PassphraseProblem::TooLong { max: MAX_PASSPHRASE_CHARS }
    } else if has_at_most_two_characters(&composed) {
        PassphraseProblem::Repetitive
    } else {
        return Ok(());
    };
    Err(WorkspaceError::WeakPassphrase(problem))
}

fn has_at_most_two_characters(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return true };
    let mut others = text.chars().filter(|c| *c != first);
    others.next().is_none_or(|second| others.all(|c| c == second))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(passphrase: &str) -> Option<PassphraseProblem> {
        match check_new_passphrase(&passphrase.into()) {
            Ok(()) => None,
            Err(WorkspaceError::WeakPassphrase(problem)) => Some(problem),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn weak_passphrases_are_refused_with_the_reason() {
        let short = Some(PassphraseProblem::TooShort { min: 8 });
        assert_eq!(refusal(""), short);
        assert_eq!(refusal("seven77"), short);
        assert_eq!(refusal("aaaaaaaaaaaa"), Some(PassphraseProblem::Repetitive));
        assert_eq!(refusal("abababababab"), Some(PassphraseProblem::Repetitive));
        assert_eq!(refusal(&"长".repeat(1025)), Some(PassphraseProblem::TooLong { max: 1024 }));
        assert_eq!(refusal("床前明月光疑是地上霜"), None);
        assert_eq!(refusal("correct horse"), None);
    }

    #[test]
    fn a_decomposed_passphrase_gives_the_same_key() {
        let key = |text: &str| derive_key(&text.into(), &[0; 16], FLOOR).unwrap();
        assert_eq!(*key("caf\u{e9} r\u{e9}el"), *key("cafe\u{301} re\u{301}el"));
        assert_ne!(*key("cafe reel"), *key("café réel"));
    }

    #[test]
    fn files_that_ask_for_too_little_or_too_much_are_refused() {
        let weak = |cost: Cost| matches!(cost.check(STRONG), Err(WorkspaceError::WeakKdf { .. }));
        let costly = |cost: Cost| matches!(cost.check(STRONG), Err(WorkspaceError::CostlyKdf { .. }));
        assert!(STRONG.check(STRONG).is_ok() && LIMIT.check(STRONG).is_ok());
        assert!(weak(Cost { memory_kib: STRONG.memory_kib - 1, ..STRONG }));
        assert!(weak(Cost { passes: 2, ..STRONG }));
        assert!(weak(Cost { lanes: 0, ..STRONG }));
        assert!(costly(Cost { memory_kib: 100 * 1024 * 1024, ..STRONG }));
        assert!(costly(Cost { memory_kib: u32::MAX, ..STRONG }));
        assert!(costly(Cost { passes: u32::MAX, ..STRONG }));
        assert!(costly(Cost { lanes: u32::MAX, ..STRONG }));
    }

    #[test]
    fn calibration_never_goes_below_the_floor_and_its_key_depends_on_every_input() {
        let cost = Cost::measured();
        cost.check(STRONG).unwrap();
        let start = Instant::now();
        let key = derive_at(b"correct horse", &[1; 16], cost).unwrap();
        // Generous, because the machine that runs the tests is shared.
        assert!(start.elapsed() > Duration::from_millis(100), "{:?}", start.elapsed());
        assert_ne!(*key, *derive_at(b"correct horse", &[2; 16], STRONG).unwrap());
        assert_ne!(*key, *derive_at(b"correct hors3", &[1; 16], STRONG).unwrap());
    }
}
