//! The files of attachments: encrypted, named after their content, whole or absent.
//!
//! A file is a header (magic and version, then 19 random bytes) and chunks of 64 KiB, each sealed
//! with XChaCha20-Poly1305. The nonce of a chunk is the header's random part, the number of the
//! chunk and a flag for the last one (the STREAM construction: Hoang, Reyhanitabar, Rogaway,
//! Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015),
//! so chunks can be neither reordered nor cut off. The last chunk also authenticates the name,
//! so files cannot be exchanged. The name is a keyed hash of the content: equal files are
//! stored once, and who does not hold the key cannot even ask whether a known file is here.
//!
//! These functions block; call them beside the async executor.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::workspace::{
    KeyedHash, create_private, create_private_folder, derive, hex_decode, hex_encode, random, sync_folder,
};

const MAGIC: [u8; 8] = *b"KEHUATT1";
const PREFIX: usize = 19;
const HEADER: usize = MAGIC.len() + PREFIX;
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
const UNFINISHED: &str = "part";

/// What can go wrong with a stored attachment.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// There is no such file.
    #[error("attachment not found")]
    NotFound,
    /// The file was changed, cut, exchanged, or sealed under another key.
    #[error("attachment damaged")]
    Damaged,
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The key of all attachments of one workspace: random, kept inside its database.
#[expect(missing_debug_implementations, reason = "a secret must not be printable")]
pub struct AttachmentKey(Zeroizing<[u8; 32]>);

impl AttachmentKey {
    /// A new key.
    #[must_use]
    pub fn generate() -> Self {
        Self(random())
    }

    /// The key that was kept.
    #[must_use]
    pub fn from_bytes(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// The bytes to keep in the database, and nowhere else.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        let key = derive(None, self.0.as_slice(), b"kehu attachment content v1");
        XChaCha20Poly1305::new((&*key).into())
    }

    fn name_hash(&self) -> KeyedHash {
        KeyedHash::new(&derive(None, self.0.as_slice(), b"kehu attachment name v1"))
    }
}

/// What was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The name to open it by: 64 hexadecimal digits.
    pub name: String,
    /// The size of the content in bytes.
    pub size: u64,
}

/// Stores what `content` yields in `dir` and returns when it is durable.
///
/// Equal content gets the same name and takes the place of the file before, so a damaged one is
/// healed. Nothing is written in clear.
///
/// # Errors
/// [`VaultError::Io`] when reading or writing fails; no file is left then.
pub fn store(dir: &Path, key: &AttachmentKey, mut content: impl Read) -> Result<Stored, VaultError> {
    create_private_folder(dir)?;
    let part = Part::create(dir)?;
    let mut sealer = Sealer::start(key, &part.file)?;
    let mut hash = key.name_hash();
    let mut size = 0;
    let mut chunk = filled(&mut content)?;
    let name = loop {
        hash.update(&chunk);
        size += chunk.len() as u64;
        let next = filled(&mut content)?;
        if next.is_empty() {
            let name = hash.finish();
            sealer.write(chunk, Some(&name))?;
            break hex_encode(&name);
        }
        sealer.write(chunk, None)?;
        chunk = next;
    };
    part.finish(&dir.join(&name))?;
    Ok(Stored { name, size })
}

/// Opens a stored attachment; nothing is read yet but the header.
///
/// # Errors
/// [`VaultError::NotFound`], [`VaultError::Damaged`] or [`VaultError::Io`].
pub fn open(dir: &Path, name: &str, key: &AttachmentKey) -> Result<Attachment, VaultError> {
    // Only what `store` names can be asked for, so no name leads out of the folder.
    let parsed = hex_decode(name).and_then(|name| <[u8; 32]>::try_from(name).ok());
    let name_hash = parsed.ok_or(VaultError::NotFound)?;
    let mut file = File::open(dir.join(name)).map_err(|error| match error.kind() {
        ErrorKind::NotFound => VaultError::NotFound,
        _ => error.into(),
    })?;
    let mut header = [0; HEADER];
    file.read_exact(&mut header).map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => VaultError::Damaged,
        _ => error.into(),
    })?;
    if !header.starts_with(&MAGIC) {
        return Err(VaultError::Damaged);
    }
    Ok(Attachment { file, name: name_hash, stream: Stream { cipher: key.cipher(), header, number: 0 } })
}

/// Removes what a crash left of unfinished stores. Call it while nothing is being stored.
///
/// # Errors
/// When the folder cannot be read or changed; a folder that is not there has nothing to clear.
pub fn clear_unfinished(dir: &Path) -> Result<(), VaultError> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == UNFINISHED) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// An open attachment.
#[expect(missing_debug_implementations, reason = "it holds a key")]
pub struct Attachment {
    file: File,
    name: [u8; 32],
    stream: Stream,
}

impl Attachment {
    /// Writes the content to `out`, chunk by chunk; each is authentic before it is written.
    ///
    /// Only `Ok` says that the content is complete: on an error, discard what was written.
    ///
    /// # Errors
    /// [`VaultError::Damaged`], or [`VaultError::Io`] of either side.
    pub fn copy_to(mut self, out: &mut impl Write) -> Result<u64, VaultError> {
        let mut size = 0;
        let mut chunk = filled_to(&mut self.file, CHUNK + TAG)?;
        loop {
            let next = filled_to(&mut self.file, CHUNK + TAG)?;
            let last = next.is_empty();
            self.stream.unseal(&mut chunk, last.then_some(&self.name))?;
            out.write_all(&chunk)?;
            size += chunk.len() as u64;
            if last {
                return Ok(size);
            }
            chunk = next;
        }
    }

    /// The whole content.
    ///
    /// # Errors
    /// As [`Self::copy_to`].
    pub fn bytes(self) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let length = usize::try_from(self.file.metadata()?.len()).unwrap_or(usize::MAX);
        let mut bytes = Zeroizing::new(Vec::new());
        bytes.try_reserve_exact(length).map_err(|_| io::Error::from(ErrorKind::OutOfMemory))?;
        self.copy_to(&mut *bytes)?;
        Ok(bytes)
    }
}

/// Where we are in the sequence of chunks.
struct Stream {
    cipher: XChaCha20Poly1305,
    header: [u8; HEADER],
    number: u32,
}

impl Stream {
    fn next_nonce(&mut self, last: bool) -> Result<XNonce, VaultError> {
        let mut nonce = [0; 24];
        nonce[..PREFIX].copy_from_slice(&self.header[MAGIC.len()..]);
        nonce[PREFIX..23].copy_from_slice(&self.number.to_be_bytes());
        nonce[23] = u8::from(last);
        // 2³² chunks are 256 TiB.
        self.number = self.number.checked_add(1).ok_or_else(|| io::Error::from(ErrorKind::FileTooLarge))?;
        Ok(XNonce::from(nonce))
    }

    /// The header, and for the last chunk the name of the file.
    fn context(&self, name: Option<&[u8; 32]>) -> Vec<u8> {
        [self.header.as_slice(), name.map_or(&[], |name| name.as_slice())].concat()
    }

    fn seal(&mut self, chunk: &mut Vec<u8>, name: Option<&[u8; 32]>) -> Result<(), VaultError> {
        let nonce = self.next_nonce(name.is_some())?;
        self.cipher
            .encrypt_in_place(&nonce, &self.context(name), chunk)
            .map_err(|_| io::Error::from(ErrorKind::FileTooLarge).into())
    }

    fn unseal(&mut self, chunk: &mut Vec<u8>, name: Option<&[u8; 32]>) -> Result<(), VaultError> {
        let nonce = self.next_nonce(name.is_some())?;
        self.cipher.decrypt_in_place(&nonce, &self.context(name), chunk).map_err(|_| VaultError::Damaged)
    }
}

struct Sealer<'a> {
    stream: Stream,
    out: &'a File,
}

impl<'a> Sealer<'a> {
    fn start(key: &AttachmentKey, mut out: &'a File) -> Result<Self, VaultError> {
        let mut header = [0; HEADER];
        header[..MAGIC.len()].copy_from_slice(&MAGIC);
        header[MAGIC.len()..].copy_from_slice(random::<PREFIX>().as_slice());
        out.write_all(&header)?;
        Ok(Self { stream: Stream { cipher: key.cipher(), header, number: 0 }, out })
    }

    fn write(&mut self, mut chunk: Zeroizing<Vec<u8>>, name: Option<&[u8; 32]>) -> Result<(), VaultError> {
        self.stream.seal(&mut chunk, name)?;
        Ok(self.out.write_all(&chunk)?)
    }
}

/// The next chunk: full, or what is left.
fn filled(from: &mut impl Read) -> io::Result<Zeroizing<Vec<u8>>> {
    filled_to(from, CHUNK)
}

fn filled_to(from: &mut impl Read, length: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    // Room for the tag as well: growing would leave a copy of the content behind.
    let mut chunk = Zeroizing::new(Vec::with_capacity(CHUNK + TAG));
    from.take(length as u64).read_to_end(&mut chunk)?;
    Ok(chunk)
}

/// A file that disappears unless it is finished.
struct Part {
    path: PathBuf,
    file: File,
}

impl Part {
    fn create(dir: &Path) -> io::Result<Self> {
        let name = hex_encode(random::<16>().as_slice());
        let path = dir.join(name).with_extension(UNFINISHED);
        Ok(Self { file: create_private(&path)?, path })
    }

    fn finish(self, target: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, target)?;
        sync_folder(target)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After `finish` there is nothing of this name.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests;
