//! Authenticated encryption of short secrets, under a key or to a public key.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::{Hkdf, HkdfExtract};
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::key::{Secret, random};

const NONCE: usize = 24;
const PUBLIC: usize = 32;

/// HKDF-SHA256 (RFC 5869) to 32 bytes.
pub(crate) fn derive(salt: Option<&[u8]>, secret: &[u8], info: &[u8]) -> Secret {
    let mut out = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(salt, secret)
        .expand(info, out.as_mut_slice())
        .expect("32 bytes are less than HKDF's limit of 255 blocks");
    out
}

/// A running HMAC-SHA256: HKDF's extract step is HMAC with the salt as the key.
pub(crate) struct KeyedHash(HkdfExtract<Sha256>);

impl KeyedHash {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self(HkdfExtract::new(Some(key)))
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.input_ikm(bytes);
    }

    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize().0.into()
    }
}

/// Encrypts and authenticates `plain`, and authenticates `context` with it.
pub(crate) fn seal(key: &[u8; 32], context: &[u8], plain: &[u8]) -> Vec<u8> {
    let nonce = random::<NONCE>();
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(*nonce), Payload { msg: plain, aad: context })
        .expect("the cipher takes far longer texts than a key");
    [nonce.as_slice(), &sealed].concat()
}

/// The plain 32 bytes, or `None` when the key, the context or any byte is another.
pub(crate) fn open(key: &[u8; 32], context: &[u8], sealed: &[u8]) -> Option<Secret> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    let plain = XChaCha20Poly1305::new(key.into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: context })
        .map(Zeroizing::new)
        .ok()?;
    Some(Zeroizing::new(plain.as_slice().try_into().ok()?))
}

/// Seals to whoever holds the private half of `public`.
///
/// A fresh X25519 pair agrees on a key with `public`; its public half goes in front.
pub(crate) fn seal_to(public: &[u8; 32], context: &[u8], plain: &[u8]) -> Vec<u8> {
    let fresh = StaticSecret::from(*random::<32>());
    let sender = PublicKey::from(&fresh);
    let key = agreed_key(&fresh, &PublicKey::from(*public), &sender, public);
    [sender.as_bytes().as_slice(), &seal(&key, context, plain)].concat()
}

/// Opens what [`seal_to`] sealed to the public half of `private`.
pub(crate) fn open_with(private: &Secret, context: &[u8], sealed: &[u8]) -> Option<Secret> {
    let (sender, sealed) = sealed.split_first_chunk::<PUBLIC>()?;
    let sender = PublicKey::from(*sender);
    let private = StaticSecret::from(**private);
    let public = PublicKey::from(&private);
    open(&agreed_key(&private, &sender, &sender, public.as_bytes()), context, sealed)
}

fn agreed_key(own: &StaticSecret, other: &PublicKey, sender: &PublicKey, recipient: &[u8; 32]) -> Secret {
    let salt = [sender.as_bytes().as_slice(), recipient].concat();
    derive(Some(&salt), own.diffie_hellman(other).as_bytes(), b"kehu grant v1")
}

/// The public half of a private one.
pub(crate) fn public_half(private: &Secret) -> [u8; 32] {
    PublicKey::from(&StaticSecret::from(**private)).to_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2 has a 4-byte key; case 1 of the 32-byte kind is not given there, so
    /// the short key is padded with zeros, which HMAC does itself.
    #[test]
    fn the_keyed_hash_is_hmac_sha256() {
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let mut hash = KeyedHash::new(&key);
        hash.update(b"what do ya want ");
        hash.update(b"for nothing?");
        assert_eq!(
            super::super::hex::encode(&hash.finish()),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn what_is_sealed_opens_only_with_the_same_key_and_context() {
        let sealed = seal(&[1; 32], b"context", &[7; 32]);
        assert_eq!(*open(&[1; 32], b"context", &sealed).unwrap(), [7; 32]);
        assert!(open(&[2; 32], b"context", &sealed).is_none());
        assert!(open(&[1; 32], b"contexT", &sealed).is_none());
    }

    #[test]
    fn a_grant_opens_only_with_the_private_half() {
        let (mine, yours) = (random::<32>(), random::<32>());
        let sealed = seal_to(&public_half(&mine), b"context", &[7; 32]);
        assert_eq!(*open_with(&mine, b"context", &sealed).unwrap(), [7; 32]);
        assert!(open_with(&yours, b"context", &sealed).is_none());
        assert!(open_with(&mine, b"other", &sealed).is_none());
    }

    #[test]
    fn a_change_of_any_byte_or_length_is_refused() {
        let mine = random::<32>();
        let sealed = seal_to(&public_half(&mine), b"", &[7; 32]);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open_with(&mine, b"", &changed).is_none(), "byte {at}");
            assert!(open_with(&mine, b"", &sealed[..at]).is_none(), "length {at}");
        }
    }
}
