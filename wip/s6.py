import os,re
os.chdir('./src-tauri/core/src')
def sub(p,*prs):
    s=open(p).read()
    for a,b in prs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
sub('workspace/keyslots/file.rs',
('''        let current = self.keys.last().ok_or_else(|| damaged(KeyslotsPart::Grant))?;
        self.grants.push(Grant::new(&slot, &current.id, key));''','''        let current = self.keys.iter().find(|known| known.check == key.check_value());
        let current = current.ok_or_else(|| damaged(KeyslotsPart::Grant))?;
        self.grants.push(Grant::new(&slot, &current.id, key));'''),
)
s=open('workspace/keyslots/file.rs').read()
i=s.index("    /// The database key through an open slot"); j=s.index("    /// Finds changes made by somebody without")
s=s[:i]+'''    /// The database keys through an open slot, the newest first, when they pass their checks and the file is authentic.
    /// There are two while a database is being rekeyed: the one that opens it counts.
    pub(crate) fn keys(&self, slot: &Slot, open: &OpenSlot) -> Result<Vec<DatabaseKey>, WorkspaceError> {
        let mut keys = Vec::with_capacity(self.keys.len());
        for record in self.keys.iter().rev() {
            let grant = self.grants.iter().find(|grant| grant.slot == slot.id && grant.key_id == record.id);
            let key = grant.and_then(|grant| grant.open(slot, open)).filter(|key| key.check_value() == record.check);
            keys.push(key.ok_or_else(|| damaged(KeyslotsPart::Grant))?);
        }
        if !keys.iter().any(|key| self.authenticate(&authentication_key(key)).is_ok()) {
            return Err(damaged(KeyslotsPart::Authentication));
        }
        Ok(keys)
    }

    /// Grants a second key to every slot; nobody's passphrase is needed.
    pub(crate) fn begin_rekey(&mut self, new: &DatabaseKey) {
        let id = hex::encode(random::<16>().as_slice());
        self.grants.extend(self.slots.iter().map(|slot| Grant::new(slot, &id, new)));
        self.keys.push(KeyRecord { id, check: new.check_value() });
    }

    /// Forgets every key but this one.
    pub(crate) fn settle(&mut self, key: &DatabaseKey) {
        self.keys.retain(|known| known.check == key.check_value());
        let kept: Vec<&String> = self.keys.iter().map(|known| &known.id).collect();
        self.grants.retain(|grant| kept.contains(&&grant.key_id));
    }

'''+s[j:]
open('workspace/keyslots/file.rs','w').write(s)
s=open('workspace/unlock.rs').read()
s=s.replace('''pub(super) fn unlock_file(file: &KeyFile, source: &KeySource) -> Result<DatabaseKey, WorkspaceError> {
    if file.demo''','''pub(super) fn unlock_file(file: &KeyFile, source: &KeySource) -> Result<DatabaseKey, WorkspaceError> {
    Ok(unlock_keys(file, source)?.swap_remove(0))
}

/// The newest key first; there is one, or two while the database is being rekeyed.
fn unlock_keys(file: &KeyFile, source: &KeySource) -> Result<Vec<DatabaseKey>, WorkspaceError> {
    if file.demo''')
s=s.replace("        KeySource::Raw(bytes) => Ok(DatabaseKey::raw(*bytes)),\n","        KeySource::Raw(bytes) => Ok(vec![DatabaseKey::raw(*bytes)]),\n")
s=s.replace(") -> Result<DatabaseKey, WorkspaceError> {\n    let mut failure = WorkspaceError::NoSlot(kind);",") -> Result<Vec<DatabaseKey>, WorkspaceError> {\n    let mut failure = WorkspaceError::NoSlot(kind);")
s=s.replace("            return file.key(slot, &open);","            return file.keys(slot, &open);")
s=s.replace("/// The key through the first slot of this kind","/// The keys through the first slot of this kind")
s=s.replace("pub(crate) struct Unlocked {\n    pub(crate) key: DatabaseKey,","pub(crate) struct Unlocked {\n    /// The newest key first; two while the database is being rekeyed.\n    pub(crate) keys: Vec<DatabaseKey>,")
s=s.replace("/// An opened workspace: its key, and who opened it.","/// An opened workspace: its keys, and who opened it.")
s=s.replace("return Ok(Unlocked { key: DatabaseKey::raw(bytes), user: None, failures });","return Ok(Unlocked { keys: vec![DatabaseKey::raw(bytes)], user: None, failures });")
s=s.replace("        let key = unlock_file(&file, &source)?;\n        if let Some(who)","        let keys = unlock_keys(&file, &source)?;\n        if let Some(who)")
s=s.replace("                file.grant(slot, &key)?;\n                file.write(&dir, &key)?;\n            }\n        }\n        Ok(Unlocked { key, user, failures })","                // Not while two keys are in play.\n                if let [key] = keys.as_slice() {\n                    file.grant(slot, key)?;\n                    file.write(&dir, key)?;\n                }\n            }\n        }\n        Ok(Unlocked { keys, user, failures })")
open('workspace/unlock.rs','w').write(s)
open('workspace/rekey.rs','w').write('''//! Two keys for a while: what `keyslots.json` goes through when a database gets a new one.

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
''')
sub('workspace/mod.rs',("mod recovery;","mod recovery;\nmod rekey;"),("pub(crate) use unlock::sign_in;","pub(crate) use rekey::{begin_rekey, settle};\npub(crate) use unlock::sign_in;"))
s=open('db/backup.rs').read()
s=s.replace('''/// The copy opens with the key,''','''/// Encrypts a closed copy with another key, and verifies it.
#[expect(clippy::disallowed_types, reason = "a pragma takes no parameter; the key is 64 digits of our own")]
pub(crate) async fn rekey(path: &Path, old: &DatabaseKey, new: &DatabaseKey) -> Result<()> {
    let mut conn = writer_options(path, Some(old)).create_if_missing(false).connect().await?;
    let statement = zeroize::Zeroizing::new(format!("PRAGMA rekey = {}", *new.pragma_value()));
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement.as_str().to_owned())).execute(&mut conn).await?;
    conn.close().await?;
    verify(path, Some(new)).await?;
    std::fs::File::open(path)?.sync_all()?;
    Ok(())
}

/// The copy opens with the key,''',1)
s=s.replace("use super::reader_options;","use super::{reader_options, writer_options};")
open('db/backup.rs','w').write(s)
open('backup/rekey.rs','w').write('''//! A new key for the database: a copy under the new key takes the place of the old file, never in place.
//!
//! 1. Every slot is granted the new key beside the old one. 2. A copy is made, encrypted anew, and read back whole.
//! 3. The copy takes the file's name. 4. The backups are encrypted anew, one by one. 5. The old key is forgotten.
//! Killed anywhere, the workspace opens with the old key or the new one, whichever fits, and the rest is done then.

use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use super::{describe, list};
use crate::access::{Note, rekey_op};
use crate::crm::{Crm, DATABASE};
use crate::db::backup::{FOLDER, rekey, verify};
use crate::error::Result;
use crate::workspace::{self, DatabaseKey};

/// How far a rekeying is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RekeyStep {
    /// The copy is made and encrypted.
    Copying,
    /// The copy has taken the place of the file.
    Swapped,
    /// So many backups are done, of how many.
    Backups(usize, usize),
    /// The old key is forgotten.
    Done,
}

fn copy_of(dir: &Path) -> PathBuf {
    dir.join(format!("{DATABASE}.rekey"))
}

impl Crm {
    /// Gives the database a new key. This workspace is closed and comes back open; on a failure, with the key it had.
    pub async fn rekey(&self, progress: &(dyn Fn(RekeyStep) + Send + Sync)) -> (Result<Self>, Result<()>) {
        let session = self.session();
        let noted = async {
            let mut tx = session.begin(rekey_op()).await?;
            tx.note(Note::default()).await?;
            tx.commit().await
        };
        if let Err(refused) = noted.await {
            return (Ok(self.clone()), Err(refused));
        }
        let actor = session.actor();
        let (lock, old) = match self.close_locked().await {
            Ok(closed) => closed,
            Err(error) => return (Err(error), Ok(())),
        };
        let new = DatabaseKey::generate();
        let swapped = async {
            workspace::begin_rekey(self.dir(), &old, &new).await?;
            progress(RekeyStep::Copying);
            copy(self.dir(), &old, &new).await
        };
        let (key, done) = match swapped.await {
            Ok(()) => {
                progress(RekeyStep::Swapped);
                let done = finish(self.dir(), &old, &new, progress).await;
                (new, done)
            }
            Err(error) => {
                // The next opening settles what is left.
                if let Err(unsettled) = workspace::settle(self.dir(), &old).await {
                    tracing::warn!(%unsettled, "the new key could not be forgotten");
                }
                (old, Err(error))
            }
        };
        let opened = Self::open_locked(self.dir(), lock, key, self.clock_source()).await;
        (opened.and_then(|crm| crm.with_actor(actor)), done)
    }
}

/// Makes the copy under the new key and puts it in the place of the file.
async fn copy(dir: &Path, old: &DatabaseKey, new: &DatabaseKey) -> Result<()> {
    let (database, part) = (dir.join(DATABASE), copy_of(dir));
    crate::db::fold_log(&database, old).await?;
    std::fs::copy(&database, &part)?;
    rekey(&part, old, new).await?;
    std::fs::rename(&part, &database)?;
    workspace::sync_folder(dir)?;
    Ok(())
}

/// Encrypts the backups anew and forgets the old key. What is done already is left alone.
async fn finish(
    dir: &Path,
    old: &DatabaseKey,
    new: &DatabaseKey,
    progress: &(dyn Fn(RekeyStep) + Send + Sync),
) -> Result<()> {
    let backups = list(dir)?;
    for (done, backup) in backups.iter().enumerate() {
        let file = dir.join(FOLDER).join(&backup.id);
        if verify(&file, Some(old)).await.is_ok() {
            let part = file.with_extension("rekey");
            std::fs::copy(&file, &part)?;
            rekey(&part, old, new).await?;
            std::fs::rename(&part, &file)?;
            Manifest::renew(&file, dir)?;
        }
        progress(RekeyStep::Backups(done + 1, backups.len()));
    }
    workspace::settle(dir, new).await?;
    progress(RekeyStep::Done);
    Ok(())
}

/// Ends a rekeying that was interrupted: `keys` are those at hand, the one the database opened with first.
pub(crate) async fn settle(dir: &Path, opened: &DatabaseKey, newest: bool, other: &DatabaseKey) -> Result<()> {
    let part = copy_of(dir);
    if part.exists() {
        std::fs::remove_file(part)?;
    }
    if newest { finish(dir, other, opened, &|_| {}).await } else { Ok(workspace::settle(dir, opened).await?) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::UserDraft;
    use crate::testing::{a_clock, a_company};
    use crate::workspace::{KeySource, Protection};
    use crate::{Access, Error};

    fn source() -> KeySource {
        KeySource::Passphrase("correct horse".into())
    }

    async fn a_workspace(dir: &Path) -> Crm {
        let protection = Protection::Passphrase("correct horse".into());
        let (crm, _) = Crm::create(dir, protection, a_company(), a_clock()).await.unwrap();
        crm.session().create_user(UserDraft::named("Ada")).await.unwrap();
        crm
    }

    async fn open(dir: &Path) -> Crm {
        Crm::open(dir, source(), Access::ReadWrite, a_clock()).await.unwrap()
    }

    #[tokio::test]
    async fn a_new_key_opens_and_the_old_one_nothing_more() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let crm = a_workspace(dir).await;
        let backup = crm.session().back_up().await.unwrap();
        let old = crm.key().again();
        let (crm, done) = crm.rekey(&|_| {}).await;
        let (crm, ()) = (crm.unwrap(), done.unwrap());
        assert_ne!(crm.key().check_value(), old.check_value());
        assert_eq!(crm.session().list_users().await.unwrap().len(), 2);
        assert_eq!(crm.session().check_audit().await.unwrap(), []);
        crm.close().await.unwrap();
        assert!(matches!(verify(&dir.join(DATABASE), Some(&old)).await, Err(Error::Damaged)));
        assert!(!copy_of(dir).exists());
        let crm = open(dir).await;
        let (crm, restored) = crm.restore_backup(&backup.id).await;
        restored.unwrap();
        crm.unwrap().close().await.unwrap();
    }

    #[tokio::test]
    async fn an_interruption_at_any_step_leaves_a_workspace_that_opens() {
        for step in 0..4 {
            let dir = tempfile::tempdir().unwrap();
            let dir = dir.path();
            let crm = a_workspace(dir).await;
            let backup = crm.session().back_up().await.unwrap();
            let old = crm.key().again();
            crm.close().await.unwrap();
            drop(crm);
            let new = DatabaseKey::generate();
            workspace::begin_rekey(dir, &old, &new).await.unwrap();
            match step {
                0 => {}
                1 => std::fs::write(copy_of(dir), b"half").unwrap(),
                2 => copy(dir, &old, &new).await.unwrap(),
                _ => {
                    copy(dir, &old, &new).await.unwrap();
                    std::fs::write(dir.join(FOLDER).join("x.rekey"), b"half").unwrap();
                }
            }
            let crm = open(dir).await;
            assert_eq!(crm.key().check_value() == new.check_value(), step >= 2, "{step}");
            assert_eq!(crm.session().list_users().await.unwrap().len(), 2);
            let (crm, restored) = crm.restore_backup(&backup.id).await;
            restored.unwrap();
            crm.unwrap().close().await.unwrap();
            assert!(!copy_of(dir).exists());
            open(dir).await.close().await.unwrap();
        }
    }
}
''')
s=open('backup/rekey.rs').read().replace("use super::{describe, list};","use super::list;"); open('backup/rekey.rs','w').write(s)
sub('backup/manifest.rs',('''    /// The copy is still the one''','''    /// Describes a copy that was encrypted anew; one without a manifest stays without.
    pub(super) fn renew(file: &Path, workspace: &Path) -> Result<()> {
        let path = Self::path(file);
        if !path.exists() {
            return Ok(());
        }
        let known: Self = serde_json::from_slice(&std::fs::read(&path)?).map_err(|_| Error::Damaged)?;
        let keyslots = std::fs::read(workspace.join("keyslots.json"))?;
        let keyslots = serde_json::from_slice(&keyslots).map_err(|_| Error::Damaged)?;
        let text = serde_json::to_vec_pretty(&Self { sha256: digest(file)?, keyslots, ..known }).map_err(|_| Error::Damaged)?;
        std::fs::write(path, text)?;
        Ok(())
    }

    /// The copy is still the one'''))
sub('backup/mod.rs',("mod manifest;","mod manifest;\npub(crate) mod rekey;\n\npub use rekey::RekeyStep;"))
sub('crm.rs',('''        let crm = Self::open_with(dir, lock, unlocked.key, access, clock).await?;
''','''        let crm = Self::open_fitting(dir, lock, unlocked.keys, access, clock).await?;
'''),
('''    /// Opens a workspace whose lock and key are at hand.''','''    /// Opens with the key that fits. There are two, the newest first, after a rekeying was interrupted: it is ended then.
    async fn open_fitting(
        dir: &Path,
        lock: Option<Lock>,
        mut keys: Vec<DatabaseKey>,
        access: Access,
        clock: Clock,
    ) -> Result<Self> {
        let newest = keys.remove(0);
        let Some(older) = keys.pop() else { return Self::open_with(dir, lock, newest, access, clock).await };
        let fits = Database::open(&dir.join(DATABASE), Some(&newest), Access::ReadOnly, clock.now()).await;
        let (key, other, is_newest) = match fits {
            Ok(database) => {
                let readable = database.reader().await.is_ok();
                database.close().await?;
                if readable { (newest, older, true) } else { (older, newest, false) }
            }
            Err(_) => (older, newest, false),
        };
        if access == Access::ReadWrite {
            crate::backup::rekey::settle(dir, &key, is_newest, &other).await?;
        }
        Self::open_with(dir, lock, key, access, clock).await
    }

    /// Opens a workspace whose lock and key are at hand.'''))
sub('access/mod.rs',('''    /// A new recovery code.
    RotateRecovery''','''    /// A new key for the database.
    Rekey = "access.rekey" => Workspace.Configure,
    /// A new recovery code.
    RotateRecovery'''),
("/// What a role allows on one object.",'''/// The operation of a new key, for the room of backups.
pub(crate) fn rekey_op() -> crate::op::Op {
    crate::op::Op::Access(Op::Rekey)
}

/// What a role allows on one object.'''))
sub('op.rs',('    "access.refused",','    "access.rekey",\n    "access.refused",'))
os.chdir('./src-tauri/cli/src')
sub('args.rs',("    /// Make a backup.\n    Backup,","    /// Make a backup.\n    Backup,\n    /// Give the database a new key; passphrases and the recovery code stay. Killed at any moment, the workspace still opens.\n    Rekey,"))
sub('commands.rs',('''            let done = act(&crm.session(), args, command, output).await;
            crm.close().await?;
            done''','''            if matches!(command, Command::Rekey) {
                let (crm, done) = crm.rekey(&|_| {}).await;
                crm?.close().await?;
                done?;
                return output.answer(&json!({ "rekeyed": true }), |words| vec![words.say("rekeyed", &[])]);
            }
            let done = act(&crm.session(), args, command, output).await;
            crm.close().await?;
            done'''),
("        Command::Init { .. } | Command::Demo { .. } => Ok(()),","        Command::Init { .. } | Command::Demo { .. } | Command::Rekey => Ok(()),"))
import json
for l,t in (('en','The database has a new key.'),('zh-CN','数据库已换用新密钥。')):
    p=f'./ui/src/i18n/{l}/cli.json'; d=json.load(open(p)); d['rekeyed']=t
    json.dump(d,open(p,'w'),ensure_ascii=False,indent=2); open(p,'a').write('\n')
