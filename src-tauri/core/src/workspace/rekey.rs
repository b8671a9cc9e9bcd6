//! Two keys for a while: what `keyslots.json` goes through when a database gets a new one.

use std::path::Path;

use super::error::WorkspaceError;
use super::key::DatabaseKey;
use super::keyslots::KeyFile;
use super::off_thread;

/// Grants the new key to every slot beside the old one. From here on either opens what it fits.
pub(crate) async fn begin_rekey(dir: &Path, old: &DatabaseKey, new: &DatabaseKey) -> Result<(), WorkspaceError> {
    let (dir, old, new) = (dir.to_owned(), old.again(), new.again());
    off_thread(move || {
        let mut file = KeyFile::read(&dir)?;
        file.settle(&old);
        file.begin_rekey(&new);
        file.write(&dir, &old)
    })
    .await
}

/// Forgets every key but the one the database opens with.
pub(crate) async fn settle(dir: &Path, key: &DatabaseKey) -> Result<(), WorkspaceError> {
    let (dir, key) = (dir.to_owned(), key.again());
    off_thread(move || {
        let mut file = KeyFile::read(&dir)?;
        file.settle(&key);
        file.write(&dir, &key)
    })
    .await
}
