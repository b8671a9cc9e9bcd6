//! The audit: who came and went, what was refused, revealed, exported, purged, and who changed whose rights.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::words::{Action, Object};
use crate::change::store::{self, NoteQuery, NoteRow};
use crate::clock::Instant;
use crate::crm::Session;
use crate::error::Result;
use crate::id::{RecordId, UserId};
use crate::people::UserRef;
use crate::views::{self, Entity};

const PAGE: i64 = 100;

/// What of the audit is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuditQuery {
    /// Of one person.
    pub actor: Option<UserId>,
    /// About one record.
    pub record: Option<RecordId>,
    /// Words of operations; none means all.
    pub ops: Vec<String>,
    /// From this day on.
    #[specta(type = Option<String>)]
    pub from: Option<NaiveDate>,
    /// Up to this day.
    #[specta(type = Option<String>)]
    pub to: Option<NaiveDate>,
    /// From before this entry: where the last page ended.
    #[specta(type = Option<specta_typescript::Number>)]
    pub before: Option<i64>,
}

/// A line of the audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// The entry of the change log.
    #[specta(type = specta_typescript::Number)]
    pub seq: i64,
    /// Its transaction.
    #[specta(type = specta_typescript::Number)]
    pub tx: i64,
    /// When.
    pub at: Instant,
    /// Who; `None` when the person is gone.
    pub actor: Option<UserRef>,
    /// The word of the operation: `access.sign_in`, `access.refused`.
    pub op: String,
    /// What it is about: a record, a person, a role.
    pub record: String,
    /// What else is known, as JSON.
    pub details: String,
}

/// What a record that a line is about is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordName {
    /// The record, as the line names it.
    pub record: String,
    /// A customer or a contact.
    pub kind: Entity,
    /// The name.
    pub name: String,
}

/// A page of the audit, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditPage {
    /// The lines.
    pub entries: Vec<AuditEntry>,
    /// The customers and contacts they are about, as far as they are there and the reader sees them.
    pub names: Vec<RecordName>,
    /// Where the next page begins; `None` at the end.
    #[specta(type = Option<specta_typescript::Number>)]
    pub next: Option<i64>,
}

impl From<NoteRow> for AuditEntry {
    fn from(row: NoteRow) -> Self {
        Self {
            seq: row.seq,
            tx: row.tx,
            at: row.at,
            actor: UserRef::maybe(Some(row.actor), row.actor_name),
            op: row.op,
            record: row.root.to_string(),
            details: row.text.unwrap_or_else(|| "{}".to_owned()),
        }
    }
}

impl Session {
    /// Every line about one record, for a report to the person it is about: whoever may make that one asks.
    pub(crate) async fn audit_of(&self, record: RecordId) -> Result<Vec<AuditEntry>> {
        let query = NoteQuery {
            actor: None,
            record: Some(record),
            ops: None,
            from: i64::MIN,
            to: i64::MAX,
            before: i64::MAX,
            limit: i64::MAX,
        };
        let rows = store::notes(self.read().await?.conn(), &query).await?;
        Ok(rows.into_iter().map(AuditEntry::from).collect())
    }

    /// A page of the audit, for those who may read it.
    pub async fn list_audit(&self, query: &AuditQuery) -> Result<AuditPage> {
        self.need(Object::Audit, Action::See).await?;
        let zone = self.zone();
        let ops = (!query.ops.is_empty()).then(|| serde_json::json!(query.ops).to_string());
        let wanted = NoteQuery {
            actor: query.actor,
            record: query.record,
            ops,
            from: query.from.map_or(i64::MIN, |day| Instant::start_of(day, zone).ms()),
            to: query.to.and_then(|day| day.succ_opt()).map_or(i64::MAX, |day| Instant::start_of(day, zone).ms() - 1),
            before: query.before.unwrap_or(i64::MAX),
            limit: PAGE + 1,
        };
        let mut read = self.read().await?;
        let rows = store::notes(read.conn(), &wanted).await?;
        let more = rows.len() as i64 > PAGE;
        let names = views::names(read.conn(), self, rows.iter().map(|row| row.root)).await?;
        let named = |(record, (kind, name)): (Uuid, _)| RecordName { record: record.to_string(), kind, name };
        let entries: Vec<AuditEntry> = rows.into_iter().take(PAGE as usize).map(AuditEntry::from).collect();
        let next = entries.last().map(|entry| entry.seq).filter(|_| more);
        Ok(AuditPage { entries, names: names.into_iter().map(named).collect(), next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::tests::{a_customer, with_role};
    use crate::access::{Grant, GuardedField, RoleDraft, Scope};
    use crate::error::Error;
    use crate::testing::a_workspace;
    use crate::views::{ListQuery, Selection};

    #[tokio::test]
    async fn the_records_of_a_page_are_named_to_whom_sees_them() {
        let (_dir, crm) = a_workspace().await;
        let owner = crm.session();
        let service = with_role(&crm, "Ada", "service").await;
        let customer = a_customer(&crm, "Mine", owner.actor(), "13800000001").await;
        let contact = owner.customer(customer).await.unwrap().contacts[0].contact_id;
        service.reveal(customer.into(), GuardedField::Phone).await.unwrap();
        service.reveal(contact.into(), GuardedField::Phone).await.unwrap();
        let revealed = AuditQuery { ops: vec!["access.reveal".into()], ..Default::default() };
        let mut named = owner.list_audit(&revealed).await.unwrap().names;
        named.sort_by_key(|known| known.kind == Entity::Contact);
        let named: Vec<_> = named.iter().map(|known| (known.record.clone(), known.kind, known.name.as_str())).collect();
        let expected =
            [(customer.to_string(), Entity::Customer, "Mine"), (contact.to_string(), Entity::Contact, "Mine boss")];
        assert_eq!(named, expected);
        let grant = |object| Grant { object, actions: vec![Action::See], scope: Scope::Own };
        let grants = [Object::Audit, Object::Customers, Object::Contacts].map(grant).to_vec();
        let auditor = RoleDraft { name: Some("Auditor".into()), grants, fields: vec![] };
        let auditor = owner.create_role(auditor).await.unwrap();
        owner.set_roles(service.actor(), &[auditor]).await.unwrap();
        let page = service.list_audit(&revealed).await.unwrap();
        assert_eq!((page.entries.len(), page.names), (2, vec![]));
    }

    #[tokio::test]
    async fn the_audit_is_filtered_paged_and_kept_from_others() {
        let (_dir, crm) = a_workspace().await;
        let ada = with_role(&crm, "Ada", "sales").await;
        let all = Selection::Query { query: ListQuery::default(), except: vec![] };
        for _ in 0..120 {
            assert!(matches!(ada.delete_customers(&all).await, Err(Error::Forbidden(_))));
        }
        assert!(matches!(ada.list_audit(&AuditQuery::default()).await, Err(Error::Forbidden(_))));
        let owner = crm.session();
        let refused = AuditQuery { ops: vec!["access.refused".into()], actor: Some(ada.actor()), ..Default::default() };
        let first = owner.list_audit(&refused).await.unwrap();
        assert_eq!(first.entries.len(), 100);
        let details = |at: usize| serde_json::from_str::<serde_json::Value>(&first.entries[at].details).unwrap();
        assert_eq!(details(0), serde_json::json!({"op": "access.need", "rule": "audit.see"}));
        assert_eq!(details(1), serde_json::json!({"op": "customers.delete", "rule": "customers.delete"}));
        let rest = owner.list_audit(&AuditQuery { before: first.next, ..refused.clone() }).await.unwrap();
        assert_eq!((rest.entries.len(), rest.next), (21, None));
        let about = Some(Uuid::from(ada.actor()).into());
        let given = AuditQuery { record: about, ops: vec!["access.set_roles".into()], ..Default::default() };
        assert_eq!(owner.list_audit(&given).await.unwrap().entries.len(), 1);
        let day = owner.today();
        for (from, to, found) in
            [(Some(day), Some(day), true), (day.succ_opt(), None, false), (None, day.pred_opt(), false)]
        {
            let page = owner.list_audit(&AuditQuery { from, to, ..refused.clone() }).await.unwrap();
            assert_eq!(!page.entries.is_empty(), found);
        }
    }
}
