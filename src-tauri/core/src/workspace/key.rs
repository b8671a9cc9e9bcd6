use rand::TryRng;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

use super::hex;
use super::seal::derive;

/// Thirty-two secret bytes that are wiped when dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

/// Fresh bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Zeroizing<[u8; N]> {
    let mut bytes = Zeroizing::new([0; N]);
    SysRng.try_fill_bytes(bytes.as_mut_slice()).expect("no supported system starts a program before it has randomness");
    bytes
}

/// The key of one database: 32 random bytes, wiped when dropped.
///
/// It has no `Debug`, `Clone` or `Serialize`, so that it cannot reach a log by accident.
#[expect(missing_debug_implementations, reason = "a secret must not be printable")]
pub struct DatabaseKey(Secret);

impl DatabaseKey {
    /// A new key.
    pub(crate) fn generate() -> Self {
        Self(random())
    }

    pub(crate) fn from_secret(secret: Secret) -> Self {
        Self(secret)
    }

    /// A key of known bytes, for tests that need neither keychain nor passphrase.
    #[cfg(any(test, feature = "testing"))]
    #[must_use]
    pub fn raw(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The value of `PRAGMA key`: `"x'<64 digits>'"`, the double quotes included.
    ///
    /// In this form SQLCipher takes the bytes as they are and derives nothing.
    #[must_use]
    pub fn pragma_value(&self) -> Zeroizing<String> {
        let mut value = Zeroizing::new(String::with_capacity(69));
        value.push_str("\"x'");
        hex::push(&mut value, self.0.as_slice());
        value.push_str("'\"");
        value
    }

    /// A value that names this key without telling it.
    ///
    /// `keyslots.json` keeps it: when it agrees and the database still does not open, the
    /// database is damaged and the key is right (SQLite says the same for both).
    #[must_use]
    pub fn check_value(&self) -> [u8; 16] {
        let derived = derive(None, self.0.as_slice(), b"kehu database key check v1");
        let mut check = [0; 16];
        check.copy_from_slice(&derived[..16]);
        check
    }

    /// A second holder of the same key, for a workspace that closes and opens again.
    pub(crate) fn again(&self) -> Self {
        Self(self.0.clone())
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{DatabaseKey, random};

    #[test]
    fn the_pragma_value_is_a_quoted_blob_literal() {
        let key = DatabaseKey::raw([0xab; 32]);
        assert_eq!(*key.pragma_value(), format!("\"x'{}'\"", "ab".repeat(32)));
        assert_eq!(key.pragma_value().capacity(), 69, "no reallocation leaves a copy behind");
    }

    #[test]
    fn the_check_value_tells_keys_apart_and_is_no_part_of_the_key() {
        let (one, two) = (DatabaseKey::generate(), DatabaseKey::generate());
        assert_ne!(one.check_value(), two.check_value());
        assert_ne!(one.check_value(), one.expose()[..16]);
        assert_eq!(one.check_value(), DatabaseKey::raw(*one.expose()).check_value());
    }

    #[test]
    fn random_bytes_differ() {
        assert_ne!(*random::<32>(), *random::<32>());
    }
}
