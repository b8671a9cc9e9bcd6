//! The list of contacts.

use sqlx::SqliteConnection;

use super::fields::Entity;
use super::page::{ListQuery, Neighbours, Page};
use super::selection::Selection;
use crate::access::{Action, GuardedField, Object};
use crate::clock::Instant;
use crate::crm::Session;
use crate::error::Result;
use crate::id::{ContactId, CustomerId};
use crate::relations::CustomerRef;

/// A contact in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ContactRow {
    /// The id.
    pub id: ContactId,
    /// The name.
    pub name: String,
    /// The title.
    pub title: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// The customer, the primary and present one first.
    pub customer: Option<CustomerRef>,
    /// The role there.
    pub role: Option<String>,
    /// The first telephone number.
    pub phone: Option<String>,
    /// The first address of mail.
    pub email: Option<String>,
    /// Does not want to be contacted.
    pub do_not_contact: bool,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
    /// It is put aside.
    pub archived: bool,
    /// It is in the trash.
    pub deleted: bool,
}

impl Session {
    /// `count` contacts of the list from row `start` on.
    pub async fn list_contacts(&self, query: &ListQuery, start: u64, count: u32) -> Result<Page<ContactRow>> {
        self.window(Entity::Contact, query, start, count, async |conn, rids| rows(conn, self, rids).await).await
    }

    /// How many contacts are selected.
    pub async fn count_contacts(&self, selection: &Selection) -> Result<u64> {
        self.count_selection(Entity::Contact, selection).await
    }

    /// Where a contact stands in a list, and who stands beside it.
    pub async fn contact_neighbours(&self, query: &ListQuery, id: ContactId) -> Result<Neighbours> {
        self.neighbours(Entity::Contact, query, id.into()).await
    }
}

/// The rows of these numbers, in their order.
async fn rows(conn: &mut SqliteConnection, session: &Session, rids: &[i64]) -> Result<Vec<ContactRow>> {
    let rights = session.rights(conn).await?;
    let seen = rights.listed(Object::Customers, Action::See);
    let list = serde_json::json!(rids).to_string();
    let found = sqlx::query!(
        r#"SELECT p.id AS "id!: ContactId", p.name AS "name!", p.title, p.department, c.id AS "customer_id?: CustomerId", c.name AS "customer_name?", l.role AS "role?",
            (SELECT m.raw FROM contact_methods m WHERE m.contact_id = p.id AND m.kind IN ('mobile', 'phone') ORDER BY m.position LIMIT 1) AS "phone: String",
            (SELECT m.raw FROM contact_methods m WHERE m.contact_id = p.id AND m.kind = 'email' ORDER BY m.position LIMIT 1) AS "email: String",
            p.do_not_contact AS "do_not_contact!: bool", p.created_at AS "created_at!: Instant", p.updated_at AS "updated_at!: Instant",
            p.archived_at IS NOT NULL AS "archived!: bool", p.deleted_at IS NOT NULL AS "deleted!: bool"
        FROM json_each(?1) j CROSS JOIN contacts p ON p.rid = j.value
        LEFT JOIN customer_contacts l ON l.id = (SELECT k.id FROM customer_contacts k JOIN customers x ON x.id = k.customer_id
            WHERE k.contact_id = p.id AND x.deleted_at IS NULL
              AND (?2 IS NULL OR x.owner_id IN (SELECT unhex(value) FROM json_each(?2)) OR x.rid IN (SELECT value FROM json_each(?3)))
            ORDER BY k.is_primary DESC, k.to_on IS NOT NULL, k.id LIMIT 1)
        LEFT JOIN customers c ON c.id = l.customer_id ORDER BY j.key"#,
        list,
        seen.owners,
        seen.shared
    )
    .fetch_all(conn)
    .await?;
    Ok(found
        .into_iter()
        .map(|r| ContactRow {
            id: r.id,
            name: r.name,
            title: r.title,
            department: r.department,
            customer: r.customer_id.zip(r.customer_name).map(|(id, name)| CustomerRef { id, name }),
            role: r.role,
            phone: rights.shown(Object::Contacts, GuardedField::Phone, r.phone),
            email: rights.shown(Object::Contacts, GuardedField::Email, r.email),
            do_not_contact: r.do_not_contact,
            created_at: r.created_at,
            updated_at: r.updated_at,
            archived: r.archived,
            deleted: r.deleted,
        })
        .collect())
}
