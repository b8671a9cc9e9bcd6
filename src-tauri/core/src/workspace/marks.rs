use std::path::Path;

use super::error::WorkspaceError;
use super::key::DatabaseKey;
use super::keyslots::{KeyFile, authentication_key};
use super::off_thread;

/// What `keyslots.json` remembers about the database beside it, authenticated with its key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// The hash of the newest entry of the change log, when it was last noted: a database that
    /// lost its newest entries no longer ends there.
    pub head: Option<String>,
    /// The incarnation of the device; a restored or copied workspace starts a new one.
    pub device: Option<String>,
}

/// Reads the marks.
///
/// # Errors
/// [`WorkspaceError::KeyslotsDamaged`] when somebody without the key changed the file.
pub async fn read_marks(dir: &Path, key: &DatabaseKey) -> Result<Marks, WorkspaceError> {
    let (dir, key) = (dir.to_owned(), authentication_key(key));
    off_thread(move || {
        let file = KeyFile::read(&dir)?;
        file.authenticate(&key)?;
        Ok(Marks { head: file.head, device: file.device })
    })
    .await
}

/// Writes the marks, in the place of those before. Hold the [`super::Lock`] of the folder.
///
/// # Errors
/// As [`read_marks`]; the file is untouched then.
pub async fn write_marks(dir: &Path, key: &DatabaseKey, marks: Marks) -> Result<(), WorkspaceError> {
    let (dir, key) = (dir.to_owned(), authentication_key(key));
    off_thread(move || {
        let mut file = KeyFile::read(&dir)?;
        file.authenticate(&key)?;
        (file.head, file.device) = (marks.head, marks.device);
        file.write_with(&dir, &key)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::super::{KeySource, Protection, create, unlock};
    use super::*;

    #[tokio::test]
    async fn marks_stay_and_only_the_key_reads_and_writes_them() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let made = create(dir, Protection::Passphrase("correct horse".into()), 1).await.unwrap();
        assert_eq!(read_marks(dir, &made.key).await.unwrap(), Marks::default());
        let marks = Marks { head: Some("ab12".into()), device: Some("one".into()) };
        write_marks(dir, &made.key, marks.clone()).await.unwrap();
        assert_eq!(read_marks(dir, &made.key).await.unwrap(), marks);
        let stranger = DatabaseKey::raw([1; 32]);
        assert!(read_marks(dir, &stranger).await.is_err());
        assert!(write_marks(dir, &stranger, Marks::default()).await.is_err());
        assert!(unlock(dir, KeySource::Passphrase("correct horse".into())).await.is_ok());
    }
}
