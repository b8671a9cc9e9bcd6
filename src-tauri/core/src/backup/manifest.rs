//! What lies beside a backup: its digest, the head of the change log, and the key slots that open it.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::workspace::{hex_encode, replace};

/// The facts of a backup.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Manifest {
    version: u32,
    /// SHA-256 of the copy.
    sha256: String,
    /// Hash of the newest transaction in it.
    head: String,
    schema: i64,
    program: String,
    /// `keyslots.json` as it was: the copy opens with what opened the workspace then.
    keyslots: serde_json::Value,
}

impl Manifest {
    pub(super) fn path(file: &Path) -> PathBuf {
        file.with_extension("json")
    }

    pub(super) fn write(file: &Path, workspace: &Path, head: &[u8]) -> Result<()> {
        let manifest = Self {
            version: 1,
            sha256: digest(file)?,
            head: hex_encode(head),
            schema: crate::db::known_version(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            keyslots: keyslots(workspace)?,
        };
        manifest.save(file)
    }

    /// Describes a copy that was encrypted anew. What has no manifest that can be read stays as it is.
    pub(super) fn renew(file: &Path, workspace: &Path) -> Result<()> {
        match Self::read(file) {
            Ok(Some(known)) => Self { sha256: digest(file)?, keyslots: keyslots(workspace)?, ..known }.save(file),
            Ok(None) | Err(Error::Damaged) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn save(&self, file: &Path) -> Result<()> {
        let text = serde_json::to_vec_pretty(self).map_err(|_| Error::Damaged)?;
        Ok(replace(&Self::path(file), &text)?)
    }

    /// A copy made before a migration has none.
    fn read(file: &Path) -> Result<Option<Self>> {
        let path = Self::path(file);
        if !path.exists() {
            return Ok(None);
        }
        serde_json::from_slice(&std::fs::read(path)?).map_err(|_| Error::Damaged)
    }

    /// The copy is still the one that was verified.
    pub(super) fn check(file: &Path) -> Result<()> {
        match Self::read(file)? {
            Some(manifest) if manifest.sha256 != digest(file)? => Err(Error::Damaged),
            _ => Ok(()),
        }
    }
}

fn keyslots(workspace: &Path) -> Result<serde_json::Value> {
    serde_json::from_slice(&std::fs::read(workspace.join("keyslots.json"))?).map_err(|_| Error::Damaged)
}

fn digest(file: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    let mut file = std::fs::File::open(file)?;
    let mut buffer = vec![0; 1 << 20];
    loop {
        let n = file.read(&mut buffer)?;
        if n == 0 {
            return Ok(hex_encode(&hash.finalize()));
        }
        hash.update(&buffer[..n]);
    }
}
