//! Roles: listing, making, changing, removing, giving to people.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::notes::Note;
use super::ready::{OWNER, READY, edition};
use super::words::{Action, Object};
use super::{FieldGrant, Grant, Op, store};
use crate::crm::Session;
use crate::error::{Error, FieldError, Result};
use crate::id::{RoleId, UserId};
use crate::tx::Tx;
use crate::{check, op, people};

/// A role with all it allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// The id.
    pub id: RoleId,
    /// Of a ready-made role, its word: `owner`, `sales`.
    pub code: Option<String>,
    /// Its name; of a ready-made role only when it was renamed.
    pub name: Option<String>,
    /// What it allows.
    pub grants: Vec<Grant>,
    /// How it shows fields.
    pub fields: Vec<FieldGrant>,
    /// How many people have it.
    #[specta(type = specta_typescript::Number)]
    pub people: i64,
}

/// A role as asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleDraft {
    /// Its name; a ready-made role may go without.
    pub name: Option<String>,
    /// What it allows; an object comes once.
    pub grants: Vec<Grant>,
    /// How it shows fields; a field comes once.
    pub fields: Vec<FieldGrant>,
}

impl RoleDraft {
    fn parse(mut self, named: bool) -> Result<Self> {
        let mut errors = Vec::new();
        self.name = check::optional(&mut errors, "name", self.name.as_deref(), 100);
        if named && self.name.is_none() && errors.is_empty() {
            errors.push(FieldError::new("name", "required"));
        }
        let mut objects = HashSet::new();
        for (i, grant) in self.grants.iter_mut().enumerate() {
            grant.actions.sort_unstable();
            grant.actions.dedup();
            if !objects.insert(grant.object) {
                errors.push(FieldError::new(format!("grants.{i}.object"), "taken"));
            }
        }
        self.grants.retain(|grant| !grant.actions.is_empty());
        let mut fields = HashSet::new();
        for (i, field) in self.fields.iter().enumerate() {
            if !matches!(field.object, Object::Customers | Object::Contacts) {
                errors.push(FieldError::new(format!("fields.{i}.object"), "unknown"));
            }
            if !fields.insert((field.object, field.field)) {
                errors.push(FieldError::new(format!("fields.{i}.field"), "taken"));
            }
        }
        check::done(errors, self)
    }
}

/// The ready-made roles, and the owner's for whoever the workspace is made for.
pub(crate) async fn furnish(tx: &mut Tx, owner: UserId) -> Result<()> {
    store::keep_edition(tx.conn(), &edition()).await?;
    for ready in READY {
        let id: RoleId = tx.new_id();
        store::insert_role(tx.conn(), id, Some(ready.code), None).await?;
        write(tx, id, &ready.draft(None)).await?;
        if ready.code == OWNER {
            let row = tx.new_id();
            store::give(tx.conn(), row, owner, id).await?;
        }
    }
    Ok(())
}

/// Makes the role what the draft says; whether that changed anything.
pub(super) async fn write(tx: &mut Tx, id: RoleId, draft: &RoleDraft) -> Result<bool> {
    let before = store::rules(tx.conn(), id).await?;
    let mut changed = false;
    for gone in before.grants.iter().filter(|old| !draft.grants.iter().any(|new| new.object == old.object)) {
        store::drop_grant(tx.conn(), id, gone.object).await?;
        changed = true;
    }
    for grant in draft.grants.iter().filter(|new| !before.grants.contains(new)) {
        let row = tx.new_id();
        store::set_grant(tx.conn(), row, id, grant).await?;
        changed = true;
    }
    let same = |a: &FieldGrant, b: &FieldGrant| (a.object, a.field) == (b.object, b.field);
    for gone in before.fields.iter().filter(|old| !draft.fields.iter().any(|new| same(new, old))) {
        store::drop_field(tx.conn(), id, gone).await?;
        changed = true;
    }
    for field in draft.fields.iter().filter(|new| !before.fields.contains(new)) {
        let row = tx.new_id();
        store::set_field(tx.conn(), row, id, field).await?;
        changed = true;
    }
    Ok(changed)
}

impl Session {
    /// The roles with all they allow.
    pub async fn list_roles(&self) -> Result<Vec<Role>> {
        self.need(Object::People, Action::See).await?;
        let mut read = self.read().await?;
        let mut roles = Vec::new();
        for row in store::roles(read.conn()).await? {
            let rules = store::rules(read.conn(), row.id).await?;
            roles.push(Role {
                id: row.id,
                code: row.code,
                name: row.name,
                grants: rules.grants,
                fields: rules.fields,
                people: row.people,
            });
        }
        Ok(roles)
    }

    /// Makes a role. A clone is the draft of another under a new name.
    pub async fn create_role(&self, draft: RoleDraft) -> Result<RoleId> {
        let draft = draft.parse(true)?;
        let mut tx = self.begin(op::Op::Access(Op::CreateRole)).await?;
        let id: RoleId = tx.new_id();
        store::insert_role(tx.conn(), id, None, draft.name.as_deref()).await?;
        write(&mut tx, id, &draft).await?;
        tx.note(told(id, &draft)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes what a role allows. The owner's stays what it is.
    pub async fn update_role(&self, id: RoleId, draft: RoleDraft) -> Result<()> {
        let mut tx = self.begin(op::Op::Access(Op::UpdateRole)).await?;
        let role = store::role(tx.conn(), id).await?;
        if role.code.as_deref() == Some(OWNER) {
            return Err(Error::Conflict("owner_role"));
        }
        let draft = draft.parse(role.code.is_none())?;
        store::rename_role(tx.conn(), id, draft.name.as_deref()).await?;
        write(&mut tx, id, &draft).await?;
        tx.note(told(id, &draft)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Removes a role nobody has.
    pub async fn delete_role(&self, id: RoleId) -> Result<()> {
        let mut tx = self.begin(op::Op::Access(Op::DeleteRole)).await?;
        let role = store::role(tx.conn(), id).await?;
        if role.people > 0 || role.code.as_deref() == Some(OWNER) {
            return Err(Error::Conflict("role_in_use"));
        }
        store::delete_role(tx.conn(), id).await?;
        tx.note(Note::about(id).with("role", role.name.or(role.code))).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The roles of a person.
    pub async fn roles_of(&self, user: UserId) -> Result<Vec<RoleId>> {
        if user != self.actor() {
            self.need(Object::People, Action::See).await?;
        }
        store::roles_of(self.read().await?.conn(), user).await
    }

    /// Gives a person exactly these roles. Somebody must stay the owner, and only an owner makes another.
    pub async fn set_roles(&self, user: UserId, roles: &[RoleId]) -> Result<()> {
        let mut tx = self.begin(op::Op::Access(Op::SetRoles)).await?;
        let name = people::by_id(tx.conn(), user).await?.name;
        let before = store::roles_of(tx.conn(), user).await?;
        let owner = store::role_named(tx.conn(), OWNER).await?.ok_or(Error::Damaged)?;
        let mine = store::roles_of(tx.conn(), self.actor()).await?;
        if roles.contains(&owner) != before.contains(&owner) && !mine.contains(&owner) {
            let rule = super::Rule::rows(Object::People, Action::Configure);
            return Err(tx.refuse(rule, Some(user.into())).await);
        }
        for role in before.iter().filter(|role| !roles.contains(role)) {
            store::take(tx.conn(), user, *role).await?;
        }
        let mut names = Vec::new();
        for role in roles {
            let known = store::role(tx.conn(), *role).await?;
            names.push(known.name.or(known.code).unwrap_or_default());
            let row = tx.new_id();
            store::give(tx.conn(), row, user, *role).await?;
        }
        if !store::is_held(tx.conn(), owner).await? {
            return Err(Error::Conflict("last_owner"));
        }
        tx.note(Note::about(user).with("user", name).with("roles", names)).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn told(id: RoleId, draft: &RoleDraft) -> Note {
    Note::about(id)
        .with("role", draft.name.clone())
        .with("grants", serde_json::json!(draft.grants))
        .with("fields", serde_json::json!(draft.fields))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Scope;
    use crate::people::UserDraft;
    use crate::testing::a_workspace;

    #[tokio::test]
    async fn a_role_is_made_changed_given_and_removed() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let ada = session.create_user(UserDraft::named("Ada")).await.unwrap();
        let roles = session.list_roles().await.unwrap();
        assert_eq!(roles.len(), READY.len());
        let sales = roles.iter().find(|role| role.code.as_deref() == Some("sales")).unwrap();
        assert_eq!(sales.grants.iter().find(|g| g.object == Object::Customers).unwrap().scope, Scope::Own);

        let clone = RoleDraft { name: Some("East".into()), grants: sales.grants.clone(), fields: Vec::new() };
        let east = session.create_role(clone.clone()).await.unwrap();
        session.set_roles(ada, &[east]).await.unwrap();
        assert_eq!(session.roles_of(ada).await.unwrap(), [east]);
        assert!(matches!(session.delete_role(east).await, Err(Error::Conflict("role_in_use"))));
        let wider = Grant { object: Object::Customers, actions: vec![Action::See], scope: Scope::Team };
        session.update_role(east, RoleDraft { grants: vec![wider.clone()], ..clone }).await.unwrap();
        let now = session.list_roles().await.unwrap().into_iter().find(|role| role.id == east).unwrap();
        assert_eq!((now.grants, now.people), (vec![wider], 1));
        session.set_roles(ada, &[]).await.unwrap();
        session.delete_role(east).await.unwrap();
        assert_eq!(session.list_roles().await.unwrap().len(), READY.len());
    }

    #[tokio::test]
    async fn somebody_stays_the_owner_and_only_an_owner_makes_another() {
        let (_dir, crm) = a_workspace().await;
        let owner = crm.session();
        let roles = owner.list_roles().await.unwrap();
        let role = |code: &str| roles.iter().find(|role| role.code.as_deref() == Some(code)).unwrap().id;
        assert!(matches!(owner.set_roles(owner.actor(), &[]).await, Err(Error::Conflict("last_owner"))));
        assert!(matches!(
            owner.update_role(role("owner"), RoleDraft { name: None, grants: vec![], fields: vec![] }).await,
            Err(Error::Conflict("owner_role"))
        ));
        let ada = owner.create_user(UserDraft::named("Ada")).await.unwrap();
        owner.set_roles(ada, &[role("administrator")]).await.unwrap();
        let administrator = crm.session_of(ada);
        assert!(matches!(administrator.set_roles(ada, &[role("owner")]).await, Err(Error::Forbidden(_))));
        assert!(matches!(administrator.set_roles(owner.actor(), &[]).await, Err(Error::Forbidden(_))));
        owner.set_roles(ada, &[role("owner")]).await.unwrap();
        owner.set_roles(owner.actor(), &[]).await.unwrap();
        assert!(matches!(crm.session_of(owner.actor()).list_roles().await, Err(Error::Forbidden(_))));
    }

    #[tokio::test]
    async fn a_draft_names_each_object_once() {
        let (_dir, crm) = a_workspace().await;
        let grant = Grant { object: Object::Products, actions: vec![Action::See], scope: Scope::All };
        let draft = RoleDraft { name: Some(" ".into()), grants: vec![grant.clone(), grant], fields: vec![] };
        let Err(Error::Invalid(errors)) = crm.session().create_role(draft).await else { panic!("made") };
        let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["name", "grants.1.object"]);
    }
}
