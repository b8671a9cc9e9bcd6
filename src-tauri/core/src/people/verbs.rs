use super::{Op, UserDraft, UserRow, by_id, store};
use crate::crm::Session;
use crate::error::{Error, FieldError, Result};
use crate::id::UserId;
use crate::text::{email::Email, pinyin};
use crate::{access, check, op, views, workspace};

/// The draft with every field in its stored form.
struct Parsed {
    name: String,
    email: Option<String>,
    team: Option<String>,
    region: Option<String>,
}

fn parse(draft: &UserDraft) -> Result<Parsed> {
    let mut errors = Vec::new();
    let name = check::required(&mut errors, "name", &draft.name, 200);
    let email = check::optional(&mut errors, "email", draft.email.as_deref(), 320);
    let email = email.and_then(|raw| {
        let parsed = Email::parse(&raw);
        if parsed.is_none() {
            errors.push(FieldError::new("email", "email.invalid"));
        }
        parsed.map(|e| e.address().to_owned())
    });
    let team = check::optional(&mut errors, "team", draft.team.as_deref(), 200);
    let region = check::optional(&mut errors, "region", draft.region.as_deref(), 200);
    check::done(errors, Parsed { name, email, team, region })
}

/// The person a new workspace is made for: the one write that nobody can undo.
pub(crate) async fn create_owner(session: &Session, name: &str) -> Result<()> {
    let parsed = parse(&UserDraft::named(name))?;
    let mut tx = session.begin(op::Op::People(Op::Owner)).await?;
    let (id, now) = (session.actor(), tx.now());
    store::insert(tx.conn(), id, &stored(&parsed, None), now, id).await?;
    access::furnish(&mut tx, id).await?;
    tx.commit().await?;
    Ok(())
}

impl Session {
    /// Colleagues who are here, by name.
    pub async fn list_users(&self) -> Result<Vec<UserRow>> {
        let mut read = self.read().await?;
        let mut users = store::list(read.conn()).await?;
        if let Some(seen) = views::seen_by_owner(read.conn(), self).await? {
            for user in &mut users {
                user.customers = seen.get(&user.id.into()).copied().unwrap_or(0);
            }
        }
        Ok(users)
    }

    /// Adds a colleague.
    pub async fn create_user(&self, draft: UserDraft) -> Result<UserId> {
        let parsed = parse(&draft)?;
        let mut tx = self.begin(op::Op::People(Op::Create)).await?;
        let (id, now, actor) = (tx.new_id(), tx.now(), tx.actor());
        store::insert(tx.conn(), id, &stored(&parsed, draft.manager_id), now, actor).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes what is known of a colleague.
    pub async fn update_user(&self, id: UserId, draft: UserDraft) -> Result<()> {
        let parsed = parse(&draft)?;
        let mut tx = self.begin(op::Op::People(Op::Update)).await?;
        let mut above = draft.manager_id;
        // Nobody leads their own manager.
        while let Some(manager) = above {
            if manager == id {
                return Err(Error::invalid("managerId", "circular"));
            }
            above = store::manager_of(tx.conn(), manager).await?;
        }
        let before = by_id(tx.conn(), id).await?.name;
        if !store::update(tx.conn(), id, &stored(&parsed, draft.manager_id)).await? {
            return Err(Error::NotFound("user"));
        }
        tx.commit().await?;
        if before != parsed.name {
            workspace::rename(self.crm().dir(), self.crm().key(), id.to_string(), parsed.name).await?;
        }
        Ok(())
    }

    /// Takes a colleague off the lists; what they own stays theirs until it is given to others.
    pub async fn archive_user(&self, id: UserId) -> Result<()> {
        if id == self.actor() {
            return Err(Error::Conflict("archive_self"));
        }
        let mut tx = self.begin(op::Op::People(Op::Archive)).await?;
        let now = tx.now();
        if !store::archive(tx.conn(), id, now).await? {
            return Err(Error::NotFound("user"));
        }
        tx.commit().await?;
        workspace::withdraw(self.crm().dir(), self.crm().key(), id.to_string()).await?;
        Ok(())
    }
}

fn stored(parsed: &Parsed, manager: Option<UserId>) -> store::Columns<'_> {
    store::Columns {
        name: &parsed.name,
        name_sort: pinyin::sort_key(&parsed.name),
        email: parsed.email.as_deref(),
        manager,
        team: parsed.team.as_deref(),
        region: parsed.region.as_deref(),
    }
}
