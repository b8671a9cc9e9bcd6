//! Departments: a tree, and who is where.

use super::{Op, store};
use crate::access::{Action, Note, Object};
use crate::crm::Session;
use crate::error::{Error, FieldError, Result};
use crate::id::{DepartmentId, UserId};
use crate::{check, op};

/// A department.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Department {
    /// The id.
    pub id: DepartmentId,
    /// The name.
    pub name: String,
    /// The one above.
    pub parent_id: Option<DepartmentId>,
    /// Who is in it and here, by name.
    pub members: Vec<UserId>,
}

/// A department as asked for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DepartmentDraft {
    /// The name, required.
    pub name: String,
    /// The one above.
    pub parent_id: Option<DepartmentId>,
}

impl Session {
    /// The departments, by name.
    pub async fn list_departments(&self) -> Result<Vec<Department>> {
        self.need(Object::People, Action::See).await?;
        store::departments(self.read().await?.conn()).await
    }

    /// Makes a department.
    pub async fn create_department(&self, draft: &DepartmentDraft) -> Result<DepartmentId> {
        let id = self.new_id();
        self.put_department(id, draft, false).await?;
        Ok(id)
    }

    /// Changes a department; nothing stands above itself.
    pub async fn update_department(&self, id: DepartmentId, draft: &DepartmentDraft) -> Result<()> {
        self.put_department(id, draft, true).await
    }

    async fn put_department(&self, id: DepartmentId, draft: &DepartmentDraft, known: bool) -> Result<()> {
        let mut errors = Vec::new();
        let name = check::required(&mut errors, "name", &draft.name, 200);
        let mut tx = self.begin(op::Op::People(Op::Departments)).await?;
        let all = store::departments(tx.conn()).await?;
        if known && !all.iter().any(|d| d.id == id) {
            return Err(Error::NotFound("department"));
        }
        let mut above = draft.parent_id;
        while let Some(parent) = above {
            match all.iter().find(|d| d.id == parent) {
                _ if parent == id => {
                    errors.push(FieldError::new("parentId", "circular"));
                    break;
                }
                None => {
                    errors.push(FieldError::new("parentId", "unknown"));
                    break;
                }
                Some(department) => above = department.parent_id,
            }
        }
        check::done(errors, ())?;
        store::put_department(tx.conn(), id, &name, draft.parent_id).await?;
        tx.note(Note::about(id).with("department", name)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Removes a department with nobody in it and none below it.
    pub async fn delete_department(&self, id: DepartmentId) -> Result<()> {
        let mut tx = self.begin(op::Op::People(Op::Departments)).await?;
        let all = store::departments(tx.conn()).await?;
        let department = all.iter().find(|d| d.id == id).ok_or(Error::NotFound("department"))?;
        if all.iter().any(|d| d.parent_id == Some(id)) || store::is_staffed(tx.conn(), id).await? {
            return Err(Error::Conflict("department_in_use"));
        }
        store::delete_department(tx.conn(), id).await?;
        tx.note(Note::about(id).with("department", department.name.as_str())).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Puts a colleague into a department, or into none.
    pub async fn place_user(&self, user: UserId, department: Option<DepartmentId>) -> Result<()> {
        let mut tx = self.begin(op::Op::People(Op::Place)).await?;
        let all = store::departments(tx.conn()).await?;
        let place =
            department.map(|id| all.iter().find(|d| d.id == id).ok_or(Error::NotFound("department"))).transpose()?;
        if !store::place(tx.conn(), user, department).await? {
            return Err(Error::NotFound("user"));
        }
        tx.note(Note::about(user).with("department", place.map(|d| d.name.clone()))).await?;
        tx.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::UserDraft;
    use crate::testing::a_workspace;

    fn below(name: &str, parent_id: Option<DepartmentId>) -> DepartmentDraft {
        DepartmentDraft { name: name.to_owned(), parent_id }
    }

    #[tokio::test]
    async fn departments_are_a_tree_with_people_in_it() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let top = session.create_department(&below("Sales", None)).await.unwrap();
        let east = session.create_department(&below("East", Some(top))).await.unwrap();
        let circle = session.update_department(top, &below("Sales", Some(east))).await;
        assert!(matches!(circle, Err(Error::Invalid(errors)) if errors[0].code == "circular"));
        let ada = session.create_user(UserDraft::named("Ada")).await.unwrap();
        session.place_user(ada, Some(east)).await.unwrap();
        let all = session.list_departments().await.unwrap();
        assert_eq!(all.iter().find(|d| d.id == east).unwrap().members, [ada]);
        for id in [top, east] {
            assert!(matches!(session.delete_department(id).await, Err(Error::Conflict("department_in_use"))));
        }
        session.place_user(ada, None).await.unwrap();
        session.delete_department(east).await.unwrap();
        session.delete_department(top).await.unwrap();
        assert!(session.list_departments().await.unwrap().is_empty());
    }
}
