//! Views: a filter, an order and columns under a name, private or shared.

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::Op;
use super::fields::{Entity, FieldInfo, FilterKind, Order, Registry};
use super::filter;
use super::page::Sort;
use super::salvage::salvage;
use super::store::{self, ViewRow};
use crate::crm::Session;
use crate::error::{Error, FieldError, Result};
use crate::id::ViewId;
use crate::op;
use crate::text::normal::clean;
use crate::tx::Tx;

const MAX_NAME: usize = 100;
const MAX_COLUMNS: usize = 100;

/// What a view shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ViewDefinition {
    /// A filter as JSON text.
    pub filter: Option<String>,
    /// The order.
    pub sort: Vec<Sort>,
    /// The columns, from left to right.
    pub columns: Vec<String>,
}

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// The id.
    pub id: ViewId,
    /// What it lists.
    pub entity: Entity,
    /// The name.
    pub name: String,
    /// Everybody sees it.
    pub shared: bool,
    /// The asker may change it.
    pub mine: bool,
    /// What it shows, without what no longer exists.
    pub definition: ViewDefinition,
    /// The fields that are gone since it was saved.
    pub dropped: Vec<String>,
}

impl Session {
    /// Everything a list can be filtered and sorted by.
    pub async fn list_fields(&self, entity: Entity) -> Result<Vec<FieldInfo>> {
        let mut read = self.read().await?;
        let mut infos = registry(read.conn(), self, entity).await?.infos();
        if entity == Entity::Customer {
            let regions = super::suggest::regions(read.conn(), self).await?;
            for info in infos.iter_mut().filter(|info| info.kind == FilterKind::Region) {
                info.values.clone_from(&regions);
            }
        }
        Ok(infos)
    }

    /// The own and the shared views.
    pub async fn list_views(&self, entity: Entity) -> Result<Vec<SavedView>> {
        let mut read = self.read().await?;
        let registry = registry(read.conn(), self, entity).await?;
        let rows = store::views(read.conn(), entity, self.actor()).await?;
        Ok(rows.into_iter().map(|row| self.saved(&registry, row)).collect())
    }

    /// Keeps a list under a name.
    pub async fn save_view(
        &self,
        entity: Entity,
        name: &str,
        shared: bool,
        definition: &ViewDefinition,
    ) -> Result<SavedView> {
        let mut tx = self.begin(op::Op::Views(Op::Create)).await?;
        let registry = registry(tx.conn(), self, entity).await?;
        let (name, definition) = checked(&registry, name, definition)?;
        let row = ViewRow {
            id: tx.new_id(),
            entity: entity.word().to_owned(),
            name,
            owner: self.actor(),
            shared,
            definition,
        };
        let now = tx.now();
        store::insert(tx.conn(), &row, now).await?;
        tx.commit().await?;
        Ok(self.saved(&registry, row))
    }

    /// Changes an own view.
    pub async fn update_view(
        &self,
        id: ViewId,
        name: &str,
        shared: bool,
        definition: &ViewDefinition,
    ) -> Result<SavedView> {
        let mut tx = self.begin(op::Op::Views(Op::Update)).await?;
        let row = self.own(&mut tx, id).await?;
        let entity = Entity::parse(&row.entity).ok_or(Error::Damaged)?;
        let registry = registry(tx.conn(), self, entity).await?;
        let (name, definition) = checked(&registry, name, definition)?;
        let row = ViewRow { name, shared, definition, ..row };
        let now = tx.now();
        store::update(tx.conn(), &row, now).await?;
        tx.commit().await?;
        Ok(self.saved(&registry, row))
    }

    /// Removes an own view.
    pub async fn delete_view(&self, id: ViewId) -> Result<()> {
        let mut tx = self.begin(op::Op::Views(Op::Delete)).await?;
        self.own(&mut tx, id).await?;
        store::delete(tx.conn(), id).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn own(&self, tx: &mut Tx, id: ViewId) -> Result<ViewRow> {
        let row = store::view(tx.conn(), id, self.actor()).await?.ok_or(Error::NotFound("view"))?;
        tx.own(row.owner, id.into()).await?;
        Ok(row)
    }

    fn saved(&self, registry: &Registry, row: ViewRow) -> SavedView {
        let mut dropped = Vec::new();
        let mut definition: ViewDefinition = serde_json::from_str(&row.definition).unwrap_or_else(|_| {
            dropped.push("filter".to_owned());
            ViewDefinition::default()
        });
        if let Some(json) = definition.filter.take() {
            let (kept, mut gone) = salvage(&json, registry);
            definition.filter = kept;
            dropped.append(&mut gone);
        }
        definition.sort.retain(|sort| {
            keep(&mut dropped, &sort.field, registry.field(&sort.field).is_some_and(|field| field.order != Order::No))
        });
        // Columns belong to the page, which alone knows those that are no fields.
        definition.columns.retain(|column| {
            keep(&mut dropped, column, !column.starts_with("custom:") || registry.field(column).is_some())
        });
        SavedView {
            id: row.id,
            entity: registry.entity,
            name: row.name,
            shared: row.shared,
            mine: row.owner == self.actor(),
            definition,
            dropped,
        }
    }
}

fn keep(dropped: &mut Vec<String>, field: &str, known: bool) -> bool {
    if !known && !dropped.iter().any(|gone| gone == field) {
        dropped.push(field.to_owned());
    }
    known
}

pub(super) async fn registry(conn: &mut SqliteConnection, session: &Session, entity: Entity) -> Result<Registry> {
    let guarded = session.rights(conn).await?.guarded_names(entity.object());
    Ok(Registry { entity, custom: store::custom_fields(conn, entity).await?, base: session.base_currency()?, guarded })
}

/// The name cleaned and the definition as text; every bad field is reported.
fn checked(registry: &Registry, name: &str, definition: &ViewDefinition) -> Result<(String, String)> {
    let mut errors = Vec::new();
    let name = match clean(name, MAX_NAME) {
        Ok(Some(name)) => name,
        Ok(None) => {
            errors.push(FieldError::new("name", "required"));
            String::new()
        }
        Err(too_long) => {
            errors.push(FieldError::new("name", "too_long").with("max", too_long.max));
            String::new()
        }
    };
    if let Some(Err(Error::Invalid(mut bad))) = definition.filter.as_deref().map(|json| filter::parse(json, registry)) {
        errors.append(&mut bad);
    }
    for sort in &definition.sort {
        if !registry.field(&sort.field).is_some_and(|field| field.order != Order::No) {
            errors.push(FieldError::new(sort.field.as_str(), "unknown"));
        }
    }
    if definition.columns.len() > MAX_COLUMNS {
        errors.push(FieldError::new("columns", "too_long").with("max", MAX_COLUMNS));
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let text = serde_json::to_string(definition).map_err(|_| Error::invalid("filter", "invalid"))?;
    Ok((name, text))
}
