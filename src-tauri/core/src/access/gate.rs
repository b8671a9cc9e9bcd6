//! The gate for single records: a look needs [`Read::see`], a write [`Tx::target`].

use sqlx::SqliteConnection;

use super::notes::refused;
use super::words::{Action, Need, Object, Rule};
use super::{Rights, Rows, store};
use crate::crm::{Read, Session};
use crate::error::{Error, Result};
use crate::id::{ContactId, CustomerId};
use crate::parent::ParentRef;
use crate::tx::Tx;

/// A record the reader may see. What belongs to it is read with this in hand, so a read past the gate does not compile.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<T>(T);

impl<T: Copy + Into<ParentRef>> Seen<T> {
    pub(crate) fn id(self) -> T {
        self.0
    }

    /// The same as one of either kind.
    pub(crate) fn any(self) -> Seen<ParentRef> {
        Seen(self.0.into())
    }
}

impl Seen<ParentRef> {
    /// The two columns of a child table; exactly one is filled.
    pub(crate) fn columns(self) -> (Option<CustomerId>, Option<ContactId>) {
        self.0.columns()
    }
}

impl ParentRef {
    pub(crate) fn object(self) -> Object {
        match self {
            Self::Customer { .. } => Object::Customers,
            Self::Contact { .. } => Object::Contacts,
        }
    }

    fn missing(self) -> Error {
        Error::NotFound(match self {
            Self::Customer { .. } => "customer",
            Self::Contact { .. } => "contact",
        })
    }

    fn id(self) -> uuid::Uuid {
        match self {
            Self::Customer { id } => id.into(),
            Self::Contact { id } => id.into(),
        }
    }
}

/// The action is allowed on the record, by the rows the object takes in. `None` when there is no such record.
async fn admitted(
    conn: &mut SqliteConnection,
    rights: &Rights,
    (object, action): (Object, Action),
    record: ParentRef,
) -> Result<Option<bool>> {
    match record {
        ParentRef::Customer { id } => {
            let owner = store::owner_of(conn, id).await?;
            Ok(owner.map(|owner| rights.admit(object, action, id, owner)))
        }
        ParentRef::Contact { id } => {
            if *rights.rows(object, action) == Rows::All {
                return Ok(crate::contacts::exists(conn, id).await?.then_some(true));
            }
            // Both are asked for a contact that is not there, too: the work must not tell it from a hidden one.
            let maker = store::maker_of(conn, id).await?;
            let customers = store::customers_of(conn, id).await?;
            Ok(maker.map(|maker| {
                if customers.is_empty() {
                    rights.rows(object, action).admit(Some(maker))
                } else {
                    customers.into_iter().any(|(customer, owner)| rights.admit(object, action, customer, owner))
                }
            }))
        }
    }
}

/// The record if the actor may see it.
async fn see<T: Copy + Into<ParentRef>>(conn: &mut SqliteConnection, rights: &Rights, id: T) -> Result<Seen<T>> {
    let record = id.into();
    match admitted(conn, rights, (record.object(), Action::See), record).await? {
        Some(true) => Ok(Seen(id)),
        Some(false) | None => Err(record.missing()),
    }
}

/// The error for what is not there, in the words for `what`.
pub(super) fn unseen(error: Error, what: &'static str) -> Error {
    match error {
        Error::NotFound(_) => Error::NotFound(what),
        other => other,
    }
}

impl Read {
    /// Goes through the gate: what may not be seen is not found.
    pub(crate) async fn see<T: Copy + Into<ParentRef>>(&mut self, id: T) -> Result<Seen<T>> {
        let rights = self.rights().await?;
        see(self.conn(), &rights, id).await
    }

    /// As [`Read::see`], for what belongs to a record: hidden with it, in the words for what is not there.
    pub(crate) async fn part<T: Copy + Into<ParentRef>>(
        &mut self,
        what: &'static str,
        of: Option<T>,
    ) -> Result<Seen<T>> {
        match of {
            Some(record) => self.see(record).await.map_err(|error| unseen(error, what)),
            None => Err(Error::NotFound(what)),
        }
    }

    /// Whether the record, or what belongs to it and is an object of its own, may be seen; `None` when there is no such
    /// record.
    pub(crate) async fn admits(&mut self, object: Object, record: impl Into<ParentRef>) -> Result<Option<bool>> {
        let (rights, record) = (self.rights().await?, record.into());
        admitted(self.conn(), &rights, (object, Action::See), record).await
    }
}

impl Tx {
    /// Goes through the gate for the write at hand: what may not be seen is not found, what may be seen and not
    /// written is refused. A record in the trash counts as any other.
    pub(crate) async fn target<T: Copy + Into<ParentRef>>(&mut self, id: T) -> Result<Seen<T>> {
        let record = id.into();
        let seen = self.see(id).await?;
        match self.need().on(record.object()) {
            Some((object, action)) if !self.admits(id).await? => {
                Err(self.refuse(Rule::rows(object, action), Some(record.id())).await)
            }
            _ => Ok(seen),
        }
    }

    /// As [`Tx::target`], for what belongs to a record: hidden with it, in the words for what is not there.
    pub(crate) async fn part<T: Copy + Into<ParentRef>>(
        &mut self,
        what: &'static str,
        of: Option<T>,
    ) -> Result<Seen<T>> {
        match of {
            Some(record) => self.target(record).await.map_err(|error| unseen(error, what)),
            None => Err(Error::NotFound(what)),
        }
    }

    /// The record if the actor may see it, whatever is done to another.
    pub(crate) async fn see<T: Copy + Into<ParentRef>>(&mut self, id: T) -> Result<Seen<T>> {
        let rights = self.rights();
        see(self.conn(), &rights, id).await
    }

    /// The operation is allowed on this record.
    pub(crate) async fn admits(&mut self, id: impl Into<ParentRef>) -> Result<bool> {
        let (record, rights) = (id.into(), self.rights());
        let Some(needed) = self.need().on(record.object()) else { return Ok(true) };
        Ok(admitted(self.conn(), &rights, needed, record).await? == Some(true))
    }

    /// What somebody else owns is refused where the action is not allowed on all rows.
    pub(crate) async fn own(&mut self, owner: crate::UserId, record: uuid::Uuid) -> Result<()> {
        let Need::Of(object, action) = self.need() else { return Ok(()) };
        if owner == self.actor() || *self.rights().rows(object, action) == Rows::All {
            return Ok(());
        }
        Err(self.refuse(Rule::rows(object, action), Some(record)).await)
    }
}

impl Session {
    /// Asks for something that is no write and no list. A refusal is written down.
    pub(crate) async fn need(&self, object: Object, action: Action) -> Result<()> {
        let allowed = {
            let mut read = self.read().await?;
            read.rights().await?.may(object, action)
        };
        if allowed {
            return Ok(());
        }
        let rule = Rule::action(object, action);
        match self.crm().database().writer().await {
            Ok(writer) => refused(self, writer, "access.need", rule, None).await?,
            // A file that cannot be written keeps no notes.
            Err(Error::ReadOnly) => {}
            Err(error) => return Err(error),
        }
        Err(Error::Forbidden(rule))
    }
}
