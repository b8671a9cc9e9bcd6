//! Signing in and out, passwords, and the code on paper.

use secrecy::SecretString;

use super::Op;
use super::notes::Note;
use super::words::{Action, Object};
use crate::crm::{Crm, Session};
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::workspace::{self, KeySource, Person, RecoveryCode};
use crate::{op, people};

impl Crm {
    /// Lets somebody act whose password has opened the workspace, and writes it down. Who has left does not come in.
    pub(crate) async fn signed_in(self, user: UserId, failures: u32) -> Result<Self> {
        let here = people::is_here(self.session().read().await?.conn(), user).await?;
        if !here {
            self.close().await?;
            return Err(workspace::WorkspaceError::WrongPassphrase.into());
        }
        let crm = self.with_actor(user)?;
        if !crm.is_read_only() {
            let session = crm.session();
            let mut tx = session.begin(op::Op::Access(Op::SignIn)).await?;
            tx.note(Note::about(user).with("failures", failures)).await?;
            tx.commit().await?;
        }
        Ok(crm)
    }
}

impl Session {
    /// Writes down that the person leaves. Closing the workspace is the shell's part.
    pub async fn sign_out(&self) -> Result<()> {
        let mut tx = self.begin(op::Op::Access(Op::SignOut)).await?;
        tx.note(Note::about(self.actor())).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whoever acts is back: the secret opens this workspace and, a password, is the actor's own.
    pub async fn unlock(&self, source: KeySource) -> Result<()> {
        let unlocked = workspace::sign_in(self.crm().dir(), source, self.now().ms()).await?;
        let who = match unlocked.user {
            Some(user) => user.parse().map_err(|_| Error::Damaged)?,
            None => self.crm().settings().owner,
        };
        if who != self.actor() {
            return Err(workspace::WorkspaceError::WrongPassphrase.into());
        }
        if !self.crm().is_read_only() {
            let mut tx = self.begin(op::Op::Access(Op::Unlock)).await?;
            tx.note(Note::about(who).with("failures", unlocked.failures)).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Somebody must sign in to open this workspace.
    pub fn asks_who(&self) -> Result<bool> {
        Ok(!workspace::people(self.crm().dir())?.is_empty())
    }

    /// Changes the actor's own password. `old` is the one that holds now; whoever has none yet, having held the
    /// workspace alone, gives none, and whoever came in by the recovery code need not.
    pub async fn change_password(&self, old: Option<SecretString>, new: SecretString) -> Result<()> {
        let me = self.actor().to_string();
        let known = workspace::people(self.crm().dir())?.into_iter().find(|person| person.user == me);
        if let Some(known) = known.filter(|_| !self.crm().is_recovered()) {
            let password = old.ok_or_else(|| Error::invalid("old", "required"))?;
            let source = KeySource::Person { name: known.name, password };
            workspace::sign_in(self.crm().dir(), source, self.now().ms()).await?;
        }
        self.give_password(Op::ChangePassword, self.actor(), new).await?;
        self.crm().set_recovered(false);
        Ok(())
    }

    /// Another passphrase. `old` is the one that holds now; whoever came in by the recovery code gives none.
    pub async fn change_passphrase(&self, old: Option<SecretString>, new: SecretString) -> Result<()> {
        if self.crm().is_recovered() {
            workspace::set_passphrase(self.crm().dir(), self.crm().key(), new).await?;
            self.crm().set_recovered(false);
        } else {
            let old = old.ok_or_else(|| Error::invalid("old", "required"))?;
            workspace::change_passphrase(self.crm().dir(), KeySource::Passphrase(old), new).await?;
        }
        Ok(())
    }

    /// The recovery code opened the workspace and no password or passphrase was chosen since.
    pub fn is_recovered(&self) -> bool {
        self.crm().is_recovered()
    }

    /// Gives a colleague a password, for the first time or in the place of a lost one. The actor has one first, or
    /// whoever opens the workspace next would act as the actor.
    pub async fn reset_password(&self, user: UserId, new: SecretString) -> Result<()> {
        if user == self.actor() {
            return Err(Error::Conflict("own_password"));
        }
        let me = self.actor().to_string();
        if !workspace::people(self.crm().dir())?.iter().any(|person| person.user == me) {
            return Err(Error::Conflict("own_password_first"));
        }
        self.give_password(Op::ResetPassword, user, new).await
    }

    async fn give_password(&self, op: Op, user: UserId, new: SecretString) -> Result<()> {
        workspace::check_new_passphrase(&new)?;
        let mut tx = self.begin(op::Op::Access(op)).await?;
        if !people::is_here(tx.conn(), user).await? {
            return Err(Error::NotFound("user"));
        }
        let name = people::by_id(tx.conn(), user).await?.name;
        let known = workspace::people(self.crm().dir())?;
        let id = user.to_string();
        let fold = crate::text::normal::fold;
        if known.iter().any(|person| person.user != id && fold(&person.name) == fold(&name)) {
            return Err(Error::invalid("name", "taken"));
        }
        tx.note(Note::about(user).with("user", name.as_str())).await?;
        let holder = user == self.crm().settings().owner;
        let person = Person { user: id, name };
        workspace::set_password(self.crm().dir(), self.crm().key(), person, new, holder).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a colleague's password away; the rights stay as they are.
    pub async fn withdraw_access(&self, user: UserId) -> Result<()> {
        let mut tx = self.begin(op::Op::Access(Op::WithdrawAccess)).await?;
        if user == self.actor() {
            return Err(Error::Conflict("own_access"));
        }
        let name = people::by_id(tx.conn(), user).await?.name;
        if !workspace::withdraw(self.crm().dir(), self.crm().key(), user.to_string()).await? {
            return Err(Error::NotFound("password"));
        }
        tx.note(Note::about(user).with("user", name)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A new recovery code, after the old one was used or seen. It is shown once and stored nowhere.
    pub async fn rotate_recovery_code(&self) -> Result<RecoveryCode> {
        let mut tx = self.begin(op::Op::Access(Op::RotateRecovery)).await?;
        tx.note(Note::default()).await?;
        let code = workspace::rotate_recovery(self.crm().dir(), self.crm().key()).await?;
        tx.commit().await?;
        Ok(code)
    }

    /// Who signs in to this workspace.
    pub async fn list_access(&self) -> Result<Vec<UserId>> {
        self.need(Object::People, Action::See).await?;
        let people = workspace::people(self.crm().dir())?;
        Ok(people.into_iter().filter_map(|person| person.user.parse().ok()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::UserDraft;
    use crate::testing::{a_clock, a_company};
    use crate::workspace::{Protection, WorkspaceError};
    use crate::{Access, Clock};

    fn person(name: &str, password: &str) -> KeySource {
        KeySource::Person { name: name.to_owned(), password: password.into() }
    }

    async fn open(dir: &std::path::Path, source: KeySource, clock: Clock) -> Result<Crm> {
        Crm::open(dir, source, Access::ReadWrite, clock).await
    }

    #[tokio::test]
    async fn a_second_person_turns_sign_in_on_and_each_acts_as_themselves() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let protection = Protection::Passphrase("correct horse".into());
        let (crm, _) = Crm::create(dir, protection, a_company(), a_clock()).await.unwrap();
        let owner = crm.session();
        let ada = owner.create_user(UserDraft::named("Ada")).await.unwrap();
        assert!(!owner.asks_who().unwrap());
        assert!(matches!(
            owner.reset_password(ada, "ada's password".into()).await,
            Err(Error::Conflict("own_password_first"))
        ));
        owner.change_password(None, "owner's password".into()).await.unwrap();
        owner.reset_password(ada, "ada's password".into()).await.unwrap();
        assert!(owner.asks_who().unwrap());
        crm.close().await.unwrap();

        let old = open(dir, KeySource::Passphrase("correct horse".into()), a_clock()).await;
        assert!(matches!(old, Err(Error::Workspace(WorkspaceError::NoSlot(_) | WorkspaceError::WrongPassphrase))));
        let wrong = open(dir, person("Ada", "owner's password"), a_clock()).await;
        assert!(matches!(wrong, Err(Error::Workspace(WorkspaceError::WrongPassphrase))));
        let crm = open(dir, person("ａｄａ", "ada's password"), a_clock()).await.unwrap();
        assert_eq!(crm.session().actor(), ada);
        crm.session().change_password(Some("ada's password".into()), "another password".into()).await.unwrap();
        let refused = crm.session().change_password(Some("ada's password".into()), "yet another".into()).await;
        assert!(matches!(refused, Err(Error::Workspace(WorkspaceError::WrongPassphrase))));
        assert!(matches!(crm.session().withdraw_access(owner.actor()).await, Err(Error::Forbidden(_))));
        crm.session().sign_out().await.unwrap();
        crm.close().await.unwrap();
        open(dir, person("Ada", "another password"), a_clock()).await.unwrap().close().await.unwrap();

        let crm = open(dir, person("Owner", "owner's password"), a_clock()).await.unwrap();
        crm.session().archive_user(ada).await.unwrap();
        crm.close().await.unwrap();
        let gone = open(dir, person("Ada", "another password"), a_clock()).await;
        assert!(matches!(gone, Err(Error::Workspace(WorkspaceError::WrongPassphrase))));
    }

    #[tokio::test]
    async fn a_wrong_secret_leaves_the_open_workspace_open() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let source = |text: &str| KeySource::Passphrase(text.into());
        let protection = Protection::Passphrase("correct horse".into());
        let (first, _) = Crm::create(dir, protection, a_company(), a_clock()).await.unwrap();
        let wrong = first.reopen(source("wrong horse"), Access::ReadWrite).await;
        assert!(matches!(wrong, Err(Error::Workspace(WorkspaceError::WrongPassphrase))));
        assert!(!first.is_closed());
        first.session().create_user(UserDraft::named("Ada")).await.unwrap();
        let mut open = first;
        for access in [Access::ReadWrite, Access::ReadOnly, Access::ReadWrite] {
            let next = open.reopen(source("correct horse"), access).await.unwrap();
            assert!(open.is_closed());
            assert_eq!(next.is_read_only(), access == Access::ReadOnly);
            assert_eq!(next.session().list_users().await.unwrap().len(), 2);
            open = next;
        }
        open.close().await.unwrap();
        self::open(dir, source("correct horse"), a_clock()).await.unwrap().close().await.unwrap();
    }

    #[tokio::test]
    async fn wrong_tries_are_kept_waiting_over_restarts() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let protection = Protection::Passphrase("correct horse".into());
        Crm::create(dir, protection, a_company(), a_clock()).await.unwrap().0.close().await.unwrap();
        let source = |text: &str| KeySource::Passphrase(text.into());
        for _ in 0..5 {
            let wrong = open(dir, source("wrong horse"), a_clock()).await;
            assert!(matches!(wrong, Err(Error::Workspace(WorkspaceError::WrongPassphrase))));
        }
        let waits = open(dir, source("correct horse"), a_clock()).await;
        assert!(matches!(waits, Err(Error::Workspace(WorkspaceError::TooManyTries { seconds: 1 }))));
        let later = a_clock();
        later.advance_ms(1_000);
        open(dir, source("correct horse"), later).await.unwrap().close().await.unwrap();
    }

    #[tokio::test]
    async fn the_recovery_code_opens_everything_and_a_new_one_voids_it() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let protection = Protection::Passphrase("correct horse".into());
        let (crm, code) = Crm::create(dir, protection, a_company(), a_clock()).await.unwrap();
        crm.close().await.unwrap();
        let forgotten = code.as_ref().map(|code| code.printed().to_string().into()).unwrap();
        let crm = open(dir, KeySource::Recovery(forgotten), a_clock()).await.unwrap();
        crm.session().change_passphrase(None, "battery staple".into()).await.unwrap();
        let again = crm.session().change_passphrase(None, "once is enough".into()).await;
        assert!(matches!(again, Err(Error::Invalid(_))));
        crm.session().change_password(None, "owner's password".into()).await.unwrap();
        crm.close().await.unwrap();
        let typed = code.unwrap().printed().to_string();
        let crm = open(dir, KeySource::Recovery(typed.as_str().into()), a_clock()).await.unwrap();
        let new = crm.session().rotate_recovery_code().await.unwrap().printed().to_string();
        crm.session().change_password(None, "a password I keep".into()).await.unwrap();
        let again = crm.session().change_password(None, "once is enough".into()).await;
        assert!(matches!(again, Err(Error::Invalid(_))));
        crm.close().await.unwrap();
        let used = open(dir, KeySource::Recovery(typed.into()), a_clock()).await;
        assert!(matches!(used, Err(Error::Workspace(WorkspaceError::WrongRecoveryCode))));
        open(dir, KeySource::Recovery(new.into()), a_clock()).await.unwrap().close().await.unwrap();
    }
}
