//! Undo and redo: the change log is the journal.
//!
//! The inverse of an operation is itself an operation. A column reverts only if it still holds what the
//! operation wrote; a row the operation made goes unless it was edited since or something refers to it.
//! What stays is named. The work is done by sets, so that undoing an import of 100,000 rows is one pass.

use std::collections::{HashMap, HashSet};

use super::{Op, inverse};
use crate::access::{Action, Need, Note, Object, Rule};
use crate::clock::Instant;
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::tx::Tx;
use crate::{op, views};

/// An operation that can be undone or redone.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct JournalEntry {
    /// Its number in the change log.
    #[specta(type = specta_typescript::Number)]
    pub tx: i64,
    /// The word of the operation: `customers.delete`.
    pub op: String,
    /// How many records it touched.
    #[specta(type = specta_typescript::Number)]
    pub targets: i64,
    /// When.
    pub at: Instant,
}

/// What Ctrl+Z and Ctrl+Shift+Z would do now.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UndoState {
    /// The next operation to undo.
    pub undo: Option<JournalEntry>,
    /// The next operation to redo.
    pub redo: Option<JournalEntry>,
    /// The newest operations of this person on this device that are not undone, newest first, at most 50.
    pub journal: Vec<JournalEntry>,
}

/// Why an undo left something as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum LeftReason {
    /// Somebody has changed it since.
    EditedSince,
    /// Something newer refers to it.
    Referenced,
}

/// A row or a column that an undo left as it is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LeftAlone {
    /// Its table.
    pub table: String,
    /// Its id.
    pub row_id: String,
    /// The column; `None` for the whole row.
    pub field: Option<String>,
    /// Why.
    pub reason: LeftReason,
}

/// What an undo did.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UndoReport {
    /// The operation that was undone or redone.
    pub op: String,
    /// How many records that operation had touched.
    #[specta(type = specta_typescript::Number)]
    pub targets: i64,
    /// How many rows were changed back.
    #[specta(type = specta_typescript::Number)]
    pub rows: i64,
    /// What was left as it is, the first hundred.
    pub left: Vec<LeftAlone>,
    /// How much was left as it is.
    #[specta(type = specta_typescript::Number)]
    pub left_total: i64,
}

const JOURNAL: usize = 50;

impl Session {
    /// What can be undone and redone by this person on this device.
    pub async fn undo_state(&self) -> Result<UndoState> {
        let mut read = self.read().await?;
        let history = Timeline::load(read.conn(), self).await?;
        Ok(UndoState {
            undo: history.next_undo().map(Step::entry),
            redo: history.next_redo().map(|step| history.origin(step).entry()),
            journal: history.undoable().take(JOURNAL).map(Step::entry).collect(),
        })
    }

    /// Undoes this person's newest operation on this device that is not undone.
    pub async fn undo(&self) -> Result<UndoReport> {
        let step = self.timeline().await?.next_undo().cloned().ok_or(Error::NothingToUndo)?;
        self.invert(Op::Undo, &step, &step).await
    }

    /// Puts back what the newest undo took away.
    pub async fn redo(&self) -> Result<UndoReport> {
        let history = self.timeline().await?;
        let step = history.next_redo().cloned().ok_or(Error::NothingToUndo)?;
        let origin = history.origin(&step).clone();
        self.invert(Op::Redo, &step, &origin).await
    }

    /// Undoes one operation of the journal, newer ones notwithstanding.
    pub async fn undo_tx(&self, tx: i64) -> Result<UndoReport> {
        let step = self.timeline().await?.undoable().find(|s| s.seq == tx).cloned().ok_or(Error::NothingToUndo)?;
        self.invert(Op::Undo, &step, &step).await
    }

    /// What [`Session::undo_tx`] would do, without doing it.
    pub async fn undo_preview(&self, tx: i64) -> Result<UndoReport> {
        let step = self.timeline().await?.undoable().find(|s| s.seq == tx).cloned().ok_or(Error::NothingToUndo)?;
        let mut inverse = self.begin_inverse(Op::Undo, &step).await?;
        let report = inverse::apply(inverse.conn(), &step).await?.report(&step);
        inverse.rollback().await?;
        Ok(report)
    }

    async fn invert(&self, op: Op, step: &Step, origin: &Step) -> Result<UndoReport> {
        let mut inverse = self.begin_inverse(op, step).await?;
        let report = inverse::apply(inverse.conn(), step).await?.report(origin);
        if report.rows == 0 {
            // What it touched is gone for good. Without an entry it would be the next to undo for ever.
            inverse.note(Note::default().with("rows", 0)).await?;
        }
        inverse.commit().await?;
        Ok(report)
    }

    /// An inverse is checked like the operation itself, on the records that one touched.
    async fn begin_inverse(&self, op: Op, step: &Step) -> Result<Tx> {
        let mut inverse = Tx::begin(self, op::Op::Change(op), Some(step.seq)).await?;
        let mut origin = step.clone();
        while let (Some(Need::AsUndone), Some(undone)) = (op::Op::of(&origin.op).map(op::Op::need), origin.undoes) {
            origin = super::store::step(inverse.conn(), undone).await?;
        }
        let need = op::Op::of(&origin.op).map_or(Need::AsUndone, op::Op::need);
        let (objects, action) = match need {
            Need::Nothing => return Ok(inverse),
            Need::Of(object, action) if inverse.rights().may(object, action) => ([object, object], action),
            Need::Of(object, action) => return Err(inverse.refuse(Rule::action(object, action), None).await),
            Need::OfParent(action) => ([Object::Customers, Object::Contacts], action),
            // A word this program does not know.
            Need::AsUndone => {
                let rule = Rule::action(Object::Workspace, Action::Configure);
                return Err(inverse.refuse(rule, None).await);
            }
        };
        if let Some(record) = views::touched_beyond(&mut inverse, objects, action, step).await? {
            return Err(inverse.refuse(Rule::rows(objects[0], action), Some(record)).await);
        }
        Ok(inverse)
    }

    async fn timeline(&self) -> Result<Timeline> {
        let mut read = self.read().await?;
        Timeline::load(read.conn(), self).await
    }
}

/// One transaction of the log, as undo sees it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Step {
    pub(crate) seq: i64,
    pub(crate) op: String,
    pub(crate) targets: i64,
    pub(crate) at: Instant,
    pub(crate) undoes: Option<i64>,
    pub(crate) first_entry: i64,
    pub(crate) last_entry: i64,
}

impl Step {
    fn entry(&self) -> JournalEntry {
        JournalEntry { tx: self.seq, op: self.op.clone(), targets: self.targets, at: self.at }
    }

    fn is_undo(&self) -> bool {
        self.op == Op::Undo.code()
    }

    fn is_redo(&self) -> bool {
        self.op == Op::Redo.code()
    }
}

/// This person's newest transactions on this device, newest first.
struct Timeline {
    steps: Vec<Step>,
    undone: HashSet<i64>,
}

impl Timeline {
    async fn load(conn: &mut sqlx::SqliteConnection, session: &Session) -> Result<Self> {
        let steps = super::store::newest(conn, session.actor(), session.crm().device(), 4 * JOURNAL as i64).await?;
        // A step is undone when something that is not itself undone undoes it. Newest first, so that
        // whoever undoes is judged before what it undoes.
        let mut undone = HashSet::new();
        for step in &steps {
            if let Some(target) = step.undoes.filter(|_| !undone.contains(&step.seq)) {
                undone.insert(target);
            }
        }
        Ok(Self { steps, undone })
    }

    /// Operations and redos that stand, newest first. A redo stands for the operation it redid.
    fn undoable(&self) -> impl Iterator<Item = &Step> {
        let redone: HashSet<i64> = self.steps.iter().filter(|s| s.is_redo()).map(|s| self.origin(s).seq).collect();
        self.steps.iter().filter(move |s| {
            !s.is_undo()
                && !self.undone.contains(&s.seq)
                && !op::FINAL.contains(&s.op.as_str())
                && !redone.contains(&s.seq)
        })
    }

    fn next_undo(&self) -> Option<&Step> {
        self.undoable().next()
    }

    /// The newest undo that stands, unless an operation came after it.
    fn next_redo(&self) -> Option<&Step> {
        self.steps
            .iter()
            .find(|s| !(s.is_redo() || s.is_undo() && self.undone.contains(&s.seq)))
            .filter(|s| s.is_undo())
    }

    /// The operation at the end of a chain of undos and redos.
    fn origin<'a>(&'a self, step: &'a Step) -> &'a Step {
        let by_seq: HashMap<i64, &Step> = self.steps.iter().map(|s| (s.seq, s)).collect();
        let mut step = step;
        while let Some(target) = step.undoes.and_then(|seq| by_seq.get(&seq)) {
            step = target;
        }
        step
    }
}

#[cfg(test)]
mod tests {
    use crate::change::LeftReason;
    use crate::people::UserDraft;
    use crate::testing::a_workspace;
    use crate::{Error, Session};

    fn a_colleague(name: &str) -> UserDraft {
        UserDraft::named(name)
    }

    async fn names(session: &Session) -> Vec<String> {
        session.list_users().await.unwrap().into_iter().map(|u| u.name).collect()
    }

    #[tokio::test]
    async fn undo_and_redo_walk_the_journal_in_order() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        session.create_user(a_colleague("Ada")).await.unwrap();
        let grace = session.create_user(a_colleague("Grace")).await.unwrap();
        session.update_user(grace, a_colleague("Grace Hopper")).await.unwrap();
        assert_eq!(names(&session).await, ["Ada", "Grace Hopper", "Owner"]);

        assert_eq!(session.undo().await.unwrap().op, "people.update");
        assert_eq!(names(&session).await, ["Ada", "Grace", "Owner"]);
        session.undo().await.unwrap();
        session.undo().await.unwrap();
        assert_eq!(names(&session).await, ["Owner"]);
        assert!(matches!(session.undo().await, Err(Error::NothingToUndo)), "the owner of the workspace stays");

        assert_eq!(session.redo().await.unwrap().op, "people.create");
        session.redo().await.unwrap();
        assert_eq!(session.redo().await.unwrap().op, "people.update");
        assert_eq!(names(&session).await, ["Ada", "Grace Hopper", "Owner"]);
        assert!(matches!(session.redo().await, Err(Error::NothingToUndo)));
        assert_eq!(session.list_users().await.unwrap()[1].id, grace, "redo restores the same ids");

        session.undo().await.unwrap();
        session.create_user(a_colleague("Lin")).await.unwrap();
        assert!(session.undo_state().await.unwrap().redo.is_none(), "a new operation clears redo");
    }

    #[tokio::test]
    async fn undoing_an_older_operation_leaves_what_was_edited_since() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let ada = session.create_user(a_colleague("Ada")).await.unwrap();
        let create = session.undo_state().await.unwrap().undo.unwrap().tx;
        session.update_user(ada, UserDraft { team: Some("North".into()), ..a_colleague("Ada") }).await.unwrap();
        let report = session.undo_tx(create).await.unwrap();
        assert_eq!((report.rows, report.left_total), (0, 1));
        assert_eq!(report.left[0].reason, LeftReason::EditedSince);
        assert_eq!(names(&session).await, ["Ada", "Owner"]);
    }

    #[tokio::test]
    async fn undoing_an_older_operation_leaves_what_something_refers_to() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let ada = session.create_user(a_colleague("Ada")).await.unwrap();
        let create = session.undo_state().await.unwrap().undo.unwrap().tx;
        session.create_user(UserDraft { manager_id: Some(ada), ..a_colleague("Lin") }).await.unwrap();
        assert_eq!(session.undo_preview(create).await.unwrap().left[0].reason, LeftReason::Referenced);
        session.undo_tx(create).await.unwrap();
        assert_eq!(names(&session).await, ["Ada", "Lin", "Owner"]);
    }

    #[tokio::test]
    async fn a_column_reverts_only_while_it_holds_what_the_operation_wrote() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let ada = session.create_user(a_colleague("Ada")).await.unwrap();
        session.update_user(ada, UserDraft { team: Some("North".into()), ..a_colleague("Ada L.") }).await.unwrap();
        let both = session.undo_state().await.unwrap().undo.unwrap().tx;
        session.update_user(ada, UserDraft { team: Some("South".into()), ..a_colleague("Ada L.") }).await.unwrap();
        let report = session.undo_tx(both).await.unwrap();
        assert_eq!(report.left_total, 1);
        assert_eq!(report.left[0].field.as_deref(), Some("team"));
        let ada = session.list_users().await.unwrap().remove(0);
        assert_eq!((ada.name.as_str(), ada.team.as_deref()), ("Ada", Some("South")));
    }
}
