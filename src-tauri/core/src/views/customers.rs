//! The list of customers.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use super::fields::Entity;
use super::page::{ListQuery, Neighbours, Page};
use super::selection::Selection;
use crate::access::{GuardedField, Object};
use crate::clock::Instant;
use crate::crm::Session;
use crate::customers::{CustomerKind, Level, Lifecycle};
use crate::error::Result;
use crate::id::{CustomerId, FieldId, TagId, UserId};
use crate::people::UserRef;
use crate::tags::Tag;

/// A customer in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRow {
    /// The id.
    pub id: CustomerId,
    /// Organisation or person.
    pub kind: CustomerKind,
    /// The name.
    pub name: String,
    /// What people call it.
    pub short_name: Option<String>,
    /// The level.
    pub level: Option<Level>,
    /// Where it stands.
    pub lifecycle: Lifecycle,
    /// The industry.
    pub industry: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// Who owns it.
    pub owner: Option<UserRef>,
    /// Country, or Chinese province.
    pub region: Option<String>,
    /// The city of the first address.
    pub city: Option<String>,
    /// The first telephone number.
    pub phone: Option<String>,
    /// The first address of mail.
    pub email: Option<String>,
    /// Its tags, by name.
    pub tags: Vec<Tag>,
    /// When it was last in touch.
    pub last_contact_at: Option<Instant>,
    /// When to get in touch next.
    pub next_contact_at: Option<Instant>,
    /// The civil date of the last purchase.
    pub last_purchase_on: Option<String>,
    /// How many purchases there are.
    #[specta(type = specta_typescript::Number)]
    pub purchases: i64,
    /// It is put aside.
    pub archived: bool,
    /// It is in the trash.
    pub deleted: bool,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
    /// Values of the custom fields that were asked for.
    pub custom: Vec<CustomValue>,
}

/// The value of a custom field in a list, as [`crate::fields::FieldValue`] writes it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomValue {
    /// The field.
    pub field: FieldId,
    /// The text, plain decimal or civil date.
    pub value: String,
}

impl Session {
    /// `count` customers of the list from row `start` on.
    pub async fn list_customers(&self, query: &ListQuery, start: u64, count: u32) -> Result<Page<CustomerRow>> {
        self.window(Entity::Customer, query, start, count, async |conn, rids| rows(conn, self, rids).await).await
    }

    /// The same with the values of these custom fields, which are read for the rows of the window only.
    pub async fn list_customers_with(
        &self,
        query: &ListQuery,
        start: u64,
        count: u32,
        custom: &[FieldId],
    ) -> Result<Page<CustomerRow>> {
        let fetch = async |conn: &mut SqliteConnection, rids: &[i64]| {
            let mut rows = rows(conn, self, rids).await?;
            if !custom.is_empty() {
                let mut values = crate::fields::store::of_customers(conn, rids, custom).await?;
                for (rid, row) in rids.iter().zip(&mut rows) {
                    row.custom = values.remove(rid).unwrap_or_default();
                }
            }
            Ok(rows)
        };
        self.window(Entity::Customer, query, start, count, fetch).await
    }

    /// How many customers are selected.
    pub async fn count_customers(&self, selection: &Selection) -> Result<u64> {
        self.count_selection(Entity::Customer, selection).await
    }

    /// Where a customer stands in a list, and who stands beside it.
    pub async fn customer_neighbours(&self, query: &ListQuery, id: CustomerId) -> Result<Neighbours> {
        self.neighbours(Entity::Customer, query, id.into()).await
    }
}

/// The rows of these numbers, in their order.
async fn rows(conn: &mut SqliteConnection, session: &Session, rids: &[i64]) -> Result<Vec<CustomerRow>> {
    let rights = session.rights(conn).await?;
    let list = serde_json::json!(rids).to_string();
    let mut tags = tags(conn, &list).await?;
    let found = sqlx::query!(
        r#"SELECT c.rid AS "rid!: i64", c.id AS "id!: CustomerId", c.kind AS "kind!: CustomerKind", c.name AS "name!", c.short_name,
            c.level AS "level: Level", c.lifecycle AS "lifecycle!: Lifecycle", c.industry, c.source, c.owner_id AS "owner_id: UserId",
            u.name AS "owner_name?", c.region, c.city,
            (SELECT m.raw FROM contact_methods m WHERE m.customer_id = c.id AND m.kind IN ('mobile', 'phone') ORDER BY m.position LIMIT 1) AS "phone: String",
            (SELECT m.raw FROM contact_methods m WHERE m.customer_id = c.id AND m.kind = 'email' ORDER BY m.position LIMIT 1) AS "email: String",
            c.last_contact_at AS "last_contact_at: Instant", c.next_contact_at AS "next_contact_at: Instant", c.last_purchase_on,
            c.purchase_count AS "purchases!: i64", c.archived_at IS NOT NULL AS "archived!: bool", c.deleted_at IS NOT NULL AS "deleted!: bool",
            c.created_at AS "created_at!: Instant", c.updated_at AS "updated_at!: Instant"
        FROM json_each(?) j CROSS JOIN customers c ON c.rid = j.value LEFT JOIN users u ON u.id = c.owner_id ORDER BY j.key"#,
        list
    )
    .fetch_all(conn)
    .await?;
    Ok(found
        .into_iter()
        .map(|r| CustomerRow {
            id: r.id,
            kind: r.kind,
            name: r.name,
            short_name: r.short_name,
            level: r.level,
            lifecycle: r.lifecycle,
            industry: r.industry,
            source: r.source,
            owner: UserRef::maybe(r.owner_id, r.owner_name),
            region: r.region,
            city: r.city,
            phone: rights.shown(Object::Customers, GuardedField::Phone, r.phone),
            email: rights.shown(Object::Customers, GuardedField::Email, r.email),
            tags: tags.remove(&r.rid).unwrap_or_default(),
            last_contact_at: r.last_contact_at,
            next_contact_at: r.next_contact_at,
            last_purchase_on: r.last_purchase_on,
            purchases: r.purchases,
            archived: r.archived,
            deleted: r.deleted,
            created_at: r.created_at,
            updated_at: r.updated_at,
            custom: Vec::new(),
        })
        .collect())
}

async fn tags(conn: &mut SqliteConnection, list: &str) -> Result<HashMap<i64, Vec<Tag>>> {
    let found = sqlx::query!(
        r#"SELECT c.rid AS "rid!: i64", t.id AS "id!: TagId", t.name AS "name!", t.colour AS "colour!"
        FROM json_each(?) j CROSS JOIN customers c ON c.rid = j.value JOIN taggings g ON g.customer_id = c.id JOIN tags t ON t.id = g.tag_id
        ORDER BY t.name_key"#,
        list
    )
    .fetch_all(conn)
    .await?;
    let mut tags: HashMap<i64, Vec<Tag>> = HashMap::new();
    for r in found {
        tags.entry(r.rid).or_default().push(Tag { id: r.id, name: r.name, colour: r.colour });
    }
    Ok(tags)
}

#[cfg(test)]
mod tests {
    use super::ListQuery;
    use crate::customers::{CustomerDraft, CustomerKind, FieldPatch};
    use crate::fields::{Entity, FieldDefDraft, FieldKind};
    use crate::testing::a_workspace;

    #[tokio::test]
    async fn a_row_carries_the_custom_values_that_were_asked_for_and_no_others() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let field = async |label: &str, kind| {
            let (label_en, label_zh) = (label.to_owned(), label.to_owned());
            session
                .create_field_def(FieldDefDraft { entity: Entity::Customer, kind, label_en, label_zh })
                .await
                .unwrap()
        };
        let (size, since) = (field("Area", FieldKind::Number).await, field("Since", FieldKind::Date).await);
        let ada = session.create_customer(CustomerDraft::named(CustomerKind::Person, "Ada")).await.unwrap();
        session.create_customer(CustomerDraft::named(CustomerKind::Person, "Bo")).await.unwrap();
        let patch = |id: crate::FieldId, value: &str| FieldPatch {
            field: format!("custom:{id}"),
            value: Some(value.to_owned()),
        };
        session.update_customer(ada, vec![patch(size, "12.5"), patch(since, "2024-02-29")]).await.unwrap();
        let values = async |fields: &[crate::FieldId]| {
            let page = session.list_customers_with(&ListQuery::default(), 0, 10, fields).await.unwrap();
            let row = page.rows.into_iter().find(|row| row.id == ada).unwrap();
            row.custom.into_iter().map(|custom| (custom.field, custom.value)).collect::<Vec<_>>()
        };
        assert_eq!(values(&[]).await, []);
        assert_eq!(values(&[since]).await, [(since, "2024-02-29".to_owned())]);
        assert_eq!(values(&[since, size]).await, [(since, "2024-02-29".to_owned()), (size, "12.5".to_owned())]);
        let page = session.list_customers_with(&ListQuery::default(), 0, 10, &[size]).await.unwrap();
        assert!(page.rows.iter().filter(|row| row.id != ada).all(|row| row.custom.is_empty()));
    }
}
