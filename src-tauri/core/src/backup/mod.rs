//! Backups: by hand, once a day, and before anything dangerous. Fourteen daily ones are kept.
//!
//! A backup is a verified copy of the database with the key slots that open it. Attachments are
//! content-addressed and never change, so the copy shares them with the workspace.

mod manifest;
pub(crate) mod rekey;

pub use rekey::RekeyStep;

use std::path::Path;

use manifest::Manifest;

use crate::access::{Action, Object};
use crate::clock::{Clock, Instant};
use crate::crm::{Crm, DATABASE, Session};
use crate::db::backup::{FOLDER, copy, file_name, verify};
use crate::error::{Error, Result};
use crate::tx::DataChanged;
use crate::workspace::{self, DatabaseKey, KeySource, Lock, Marks};

/// Daily backups that are kept.
const KEEP_DAILY: usize = 14;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum BackupKind {
    /// Once a day.
    Daily,
    /// By hand.
    Manual,
    /// Before the schema changed.
    BeforeMigration,
    /// Before an older copy took its place.
    BeforeRestore,
}

/// A backup.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Backup {
    /// Its file name.
    pub id: String,
    /// When it was made.
    pub at: Instant,
    /// Its size.
    #[specta(type = specta_typescript::Number)]
    pub size_bytes: i64,
    /// Why.
    pub kind: BackupKind,
    /// It was read back whole after it was written.
    pub verified: bool,
}

impl BackupKind {
    const ALL: [Self; 4] = [Self::Daily, Self::Manual, Self::BeforeMigration, Self::BeforeRestore];

    fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Manual => "manual",
            Self::BeforeMigration => "before_migration",
            Self::BeforeRestore => "before_restore",
        }
    }
}

impl Session {
    /// Makes a backup now.
    pub async fn back_up(&self) -> Result<Backup> {
        self.need(Object::Workspace, Action::Export).await?;
        let made = make(self.crm(), BackupKind::Manual, self.now()).await?;
        announce(self.crm());
        Ok(made)
    }

    /// Makes the backup of the day when the newest daily one is older than a day; removes those beyond the fourteenth.
    pub async fn back_up_daily(&self) -> Result<Option<Backup>> {
        if self.crm().is_read_only() {
            return Ok(None);
        }
        let newest = self.list_backups()?.into_iter().find(|b| b.kind == BackupKind::Daily);
        if newest.is_some_and(|b| self.now().ms() - b.at.ms() < DAY_MS) {
            return Ok(None);
        }
        let made = make(self.crm(), BackupKind::Daily, self.now()).await?;
        for old in self.list_backups()?.into_iter().filter(|b| b.kind == BackupKind::Daily).skip(KEEP_DAILY) {
            let file = self.crm().dir().join(FOLDER).join(&old.id);
            std::fs::remove_file(Manifest::path(&file))?;
            std::fs::remove_file(file)?;
        }
        announce(self.crm());
        Ok(Some(made))
    }

    /// Every backup, newest first.
    pub fn list_backups(&self) -> Result<Vec<Backup>> {
        list(self.crm().dir())
    }
}

/// Removes backups with what lies beside them; gives how many there were. An unknown one is refused before any is removed.
pub(crate) fn remove(crm: &Crm, ids: &[String]) -> Result<u64> {
    let folder = crm.dir().join(FOLDER);
    let known = list(crm.dir())?;
    if ids.iter().any(|id| !known.iter().any(|backup| backup.id == *id)) {
        return Err(Error::NotFound("backup"));
    }
    let mut removed = 0;
    for id in ids {
        let file = folder.join(id);
        for beside in [Manifest::path(&file), folder.join(format!("{id}-wal")), folder.join(format!("{id}-shm"))] {
            if beside.exists() {
                std::fs::remove_file(beside)?;
            }
        }
        std::fs::remove_file(file)?;
        removed += 1;
    }
    Ok(removed)
}

/// Backups are files and no rows; whoever shows them listens for them as for a table.
pub(crate) fn announce(crm: &Crm) {
    crm.publish(DataChanged { tables: vec![FOLDER.to_owned()], roots: Some(Vec::new()) });
}

async fn make(crm: &Crm, kind: BackupKind, now: Instant) -> Result<Backup> {
    let folder = crm.dir().join(FOLDER);
    let name = file_name(now, kind.word());
    let head = crm.head().await?;
    let writer = &mut crm.database().writer().await?;
    let file = copy(&mut writer.conn, &folder, &name, Some(crm.key())).await?;
    Manifest::write(&file, crm.dir(), &head)?;
    describe(&file).ok_or(Error::NotFound("backup"))
}

/// The backups of a workspace, newest first.
pub fn list(dir: &Path) -> Result<Vec<Backup>> {
    let folder = dir.join(FOLDER);
    let mut backups = Vec::new();
    match std::fs::read_dir(&folder) {
        Ok(entries) => {
            for entry in entries {
                backups.extend(describe(&entry?.path()));
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    backups.sort_by(|a, b| b.id.cmp(&a.id));
    Ok(backups)
}

/// Reads a file name of ours; anything else in the folder is not a backup.
fn describe(file: &Path) -> Option<Backup> {
    let id = file.file_name()?.to_str()?.to_owned();
    let (stamp, kind) = id.strip_suffix(".db")?.rsplit_once('.')?;
    let kind = BackupKind::ALL.into_iter().find(|k| k.word() == kind)?;
    let at = chrono::NaiveDateTime::parse_from_str(stamp, "%Y-%m-%dT%H-%M-%S%.3fZ").ok()?;
    let size_bytes = i64::try_from(std::fs::metadata(file).ok()?.len()).ok()?;
    Some(Backup { at: Instant::from_ms(at.and_utc().timestamp_millis()), size_bytes, kind, verified: true, id })
}

/// Puts a backup in place of a closed workspace's database and opens it. What was there is kept beside it.
///
/// The backup is verified first; a damaged one changes nothing.
pub async fn restore(dir: &Path, id: &str, source: KeySource, clock: Clock) -> Result<Crm> {
    let lock = Lock::acquire(dir)?;
    let key = workspace::unlock(dir, source).await?;
    put_back(dir, id, &key, clock.now()).await?;
    let crm = Crm::open_locked(dir, lock, key, clock).await?;
    crm.new_incarnation().await
}

impl Crm {
    /// Puts a backup in place of this workspace's database and opens it; this one is closed, whether the
    /// backup was good or not. A damaged backup changes nothing: the workspace opens as it was.
    pub async fn restore_backup(&self, id: &str) -> (Result<Self>, Result<()>) {
        if let Err(refused) = self.session().need(Object::Workspace, Action::Import).await {
            return (Ok(self.clone()), Err(refused));
        }
        let actor = self.session().actor();
        match self.close_locked().await {
            Err(error) => (Err(error), Ok(())),
            Ok((lock, key)) => {
                let put = put_back(self.dir(), id, &key, self.now()).await;
                let opened = match Self::open_locked(self.dir(), lock, key, self.clock_source()).await {
                    Ok(crm) if put.is_ok() => crm.new_incarnation().await,
                    other => other,
                };
                let opened = opened.and_then(|crm| crm.with_actor(actor));
                (opened, put)
            }
        }
    }
}

async fn put_back(dir: &Path, id: &str, key: &DatabaseKey, now: Instant) -> Result<()> {
    let file = dir.join(FOLDER).join(id);
    if describe(&file).is_none() {
        return Err(Error::NotFound("backup"));
    }
    Manifest::check(&file)?;
    verify(&file, Some(key)).await?;
    let database = dir.join(DATABASE);
    let kept = dir.join(FOLDER).join(file_name(now, BackupKind::BeforeRestore.word()));
    let part = dir.join("kehu.db.part");
    std::fs::copy(&file, &part)?;
    std::fs::File::open(&part)?.sync_all()?;
    // What is put back ends earlier than what was noted.
    workspace::write_marks(dir, key, Marks::default()).await?;
    if database.exists() {
        // The log of the old database belongs to the old database: fold it in before the swap.
        if let Err(error) = crate::db::fold_log(&database, key).await {
            tracing::warn!(%error, "the log of the replaced database could not be folded in");
        }
        std::fs::rename(&database, &kept)?;
    }
    for suffix in ["-wal", "-shm"] {
        let side = dir.join(format!("{DATABASE}{suffix}"));
        if side.exists() {
            std::fs::rename(&side, format!("{}{suffix}", kept.display()))?;
        }
    }
    std::fs::rename(&part, &database)?;
    workspace::sync_folder(dir)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::people::UserDraft;
    use crate::testing::{a_clock, a_company};
    use crate::workspace::{KeySource, Protection};
    use crate::{Access, Crm, Error};

    fn a_colleague(name: &str) -> UserDraft {
        UserDraft::named(name)
    }

    #[tokio::test]
    async fn a_restored_backup_brings_back_its_day_and_keeps_the_other() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("w");
        let clock = a_clock();
        let (crm, _) = Crm::create(&dir, Protection::Demo, a_company(), clock.clone()).await.unwrap();
        crm.session().create_user(a_colleague("Ada")).await.unwrap();
        let backup = crm.session().back_up().await.unwrap();
        clock.advance_ms(1000);
        crm.session().create_user(a_colleague("Grace")).await.unwrap();
        assert!(
            matches!(
                super::restore(&dir, &backup.id, KeySource::Keychain, clock.clone()).await,
                Err(Error::Workspace(_))
            ),
            "open workspaces are left alone"
        );
        crm.close().await.unwrap();

        let crm = super::restore(&dir, &backup.id, KeySource::Keychain, clock.clone()).await.unwrap();
        assert_eq!(crm.session().list_users().await.unwrap().len(), 2);
        assert_eq!(crm.session().list_backups().unwrap().len(), 2, "what was replaced is kept");
        crm.close().await.unwrap();

        let file = dir.join("backups").join(&backup.id);
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[5000] ^= 1;
        std::fs::write(&file, bytes).unwrap();
        assert!(matches!(
            super::restore(&dir, &backup.id, KeySource::Keychain, clock.clone()).await,
            Err(Error::Damaged)
        ));
        Crm::open(&dir, KeySource::Keychain, Access::ReadWrite, clock).await.unwrap();
    }

    #[tokio::test]
    async fn a_backup_is_made_once_a_day_and_fourteen_are_kept() {
        let dir = tempfile::tempdir().unwrap();
        let clock = a_clock();
        let (crm, _) = Crm::create(&dir.path().join("w"), Protection::Demo, a_company(), clock.clone()).await.unwrap();
        let session = crm.session();
        for _ in 0..16 {
            assert!(session.back_up_daily().await.unwrap().is_some());
            assert!(session.back_up_daily().await.unwrap().is_none());
            clock.advance_ms(super::DAY_MS);
        }
        assert_eq!(session.list_backups().unwrap().len(), 14);
    }
}
