//! What is asked for, parsed: which rows, in which order, by whom.

use std::sync::Arc;

use sqlx::SqliteConnection;

use super::compile::{self, Asker};
use super::dates::Calendar;
use super::fields::{Entity, FastOrder, Field, Order, Registry, Source};
use super::filter::{self, Node, Test};
use super::gate::{Gate, gate};
use super::page::{ListQuery, ListState};
use super::sql::Sql;
use super::store;
use crate::access::{Action, Object};
use crate::crm::Session;
use crate::error::{Error, Result};
use crate::money::Currency;
use crate::search;

const MAX_SORTS: usize = 5;
/// The index of live customers by owner.
const OWNERS: &str = "customers_of_owner";

impl Session {
    pub(super) async fn asker(&self, conn: &mut SqliteConnection, entity: Entity) -> Result<Asker> {
        Ok(Asker {
            actor: self.actor(),
            calendar: Calendar { now: self.now(), zone: self.zone(), week_start: self.week_start() },
            gate: gate(conn, self, entity, entity.object(), Action::See).await?,
            customers: gate(conn, self, Entity::Customer, Object::Customers, Action::See).await?,
        })
    }

    pub(super) fn base_currency(&self) -> Result<Currency> {
        self.crm().settings().base_currency.parse().map_err(|_| Error::Damaged)
    }
}

/// A list that is asked for.
pub(super) struct Question {
    pub(super) entity: Entity,
    pub(super) condition: Sql,
    pub(super) keys: Vec<(Field, bool)>,
    filter: Option<Node>,
    state: ListState,
    searched: bool,
    gate: Gate,
    customers: Gate,
}

impl Question {
    pub(super) async fn parse(
        conn: &mut SqliteConnection,
        session: &Session,
        entity: Entity,
        query: &ListQuery,
    ) -> Result<Self> {
        let named = query.filter.as_deref().is_some_and(|filter| filter.contains("custom:"))
            || query.sort.iter().any(|sort| sort.field.starts_with("custom:"));
        let custom = if named { store::custom_fields(conn, entity).await? } else { Vec::new() };
        let rights = session.rights(conn).await?;
        let guarded = rights.guarded_names(entity.object());
        let registry = Registry { entity, custom, base: session.base_currency()?, guarded };
        let asker = session.asker(conn, entity).await?;
        Self::with(&registry, &asker, rights.searches_all(), query)
    }

    /// With `search_all` the text is looked for everywhere, else in names.
    pub(super) fn with(registry: &Registry, asker: &Asker, search_all: bool, query: &ListQuery) -> Result<Self> {
        let entity = registry.entity;
        let filter = query.filter.as_deref().map(|json| filter::parse(json, registry)).transpose()?.flatten();
        let mut keys = Vec::new();
        for sort in query.sort.iter().take(MAX_SORTS) {
            let field = registry.field(&sort.field).filter(|field| field.order != Order::No);
            keys.push((field.ok_or_else(|| Error::invalid(sort.field.as_str(), "unknown"))?, sort.descending));
        }
        let kind = match entity {
            Entity::Customer => search::Kind::Customer,
            Entity::Contact => search::Kind::Contact,
        };
        let search = query.text.as_deref().and_then(|text| search::match_expression(kind, text, search_all));
        let condition = compile::condition(asker, entity, query.state, search.as_deref(), filter.as_ref());
        Ok(Self {
            entity,
            condition,
            keys,
            filter,
            state: query.state,
            searched: search.is_some(),
            gate: asker.gate.clone(),
            customers: asker.customers.clone(),
        })
    }

    pub(super) fn is_live(&self) -> bool {
        self.state == ListState::Live
    }

    /// The one order an index delivers; newest first when none is asked for.
    pub(super) fn fast(&self) -> Option<(FastOrder, bool)> {
        let created = || self.entity.root().fields.iter().find(|field| field.key == "createdAt");
        match self.keys.as_slice() {
            _ if !self.is_live() => None,
            [] => created().and_then(|field| fast(field).map(|fast| (fast, true))),
            [(field, descending)] => fast(field).map(|fast| (fast, *descending)),
            _ => None,
        }
    }

    /// The index of this order holds every column the filter reads.
    pub(super) fn covered_by(&self, column: &'static str) -> bool {
        let common = self.entity.root().common;
        let fits =
            |source| matches!(source, Source::Column(c) if c == column || common.iter().any(|(name, _)| *name == c));
        self.is_live() && !self.searched && self.filter.as_ref().is_none_or(|node| compile::columns(node, &fits))
    }

    /// All live rows.
    pub(super) fn is_everything(&self) -> bool {
        self.is_live() && !self.is_filtered() && self.gate.is_open()
    }

    /// The index of the one common column the filter reads.
    pub(super) fn own_index(&self) -> Option<&'static str> {
        let root = self.entity.root();
        match &self.filter {
            _ if self.searched || !self.is_live() => None,
            // The owners whose rows are seen and the owners asked for lie in one index.
            None | Some(Node::Test(Field { source: Source::Column("owner_id"), .. }, _)) if self.gate.by_owner() => {
                Some(OWNERS)
            }
            _ if self.gate.by_owner() => None,
            Some(Node::Test(Field { source: Source::Column(column), .. }, _)) => {
                root.common.iter().find(|(name, _)| name == column).map(|(_, index)| *index)
            }
            _ => None,
        }
    }

    /// The same order from the index of the one value the filter asks for, where there is such an index.
    pub(super) fn within(&self, fast: FastOrder) -> FastOrder {
        match (&self.filter, fast.within) {
            // The index of one value does not hold the owner.
            _ if self.gate.by_owner() => fast,
            (Some(Node::Test(Field { source: Source::Column(column), .. }, Test::In(values))), Some((of, index)))
                if *column == of && values.len() == 1 =>
            {
                FastOrder { index, ..fast }
            }
            _ => fast,
        }
    }

    /// The filter is nothing but tags of live rows.
    pub(super) fn tagged(&self) -> Option<Sql> {
        let node = self
            .filter
            .as_ref()
            .filter(|_| self.is_live() && !self.searched && self.entity == Entity::Customer && self.gate.is_open())?;
        compile::tagged(node)
    }

    pub(super) fn is_filtered(&self) -> bool {
        self.filter.is_some() || self.searched || !self.gate.is_open()
    }

    /// `SELECT {what} FROM {table} r {hint} WHERE {condition}`.
    pub(super) fn select(&self, what: &Sql, hint: Hint) -> Arc<Sql> {
        let mut sql = Sql::new("SELECT ");
        sql.append(what).push(" FROM ").push(self.entity.root().table).push(" r");
        match hint {
            Hint::Free => {}
            // Reading every row in file order is cheaper than following an index to most of them.
            Hint::Pass => {
                sql.push(" NOT INDEXED");
            }
            Hint::Index(index) => {
                sql.push(" INDEXED BY ").push(index);
            }
        }
        sql.push(" WHERE ").append(&self.condition);
        Arc::new(sql)
    }

    /// All rows of an unindexed condition in one pass: over the table, or over the index of owners where it admits few rows
    /// or only ids are needed of it.
    pub(super) fn pass(&self) -> Hint {
        let elsewhere = |order| matches!(order, Order::Methods(_) | Order::Custom(..));
        match self.entity.root().ids {
            _ if !self.is_live() => Hint::Free,
            _ if self.gate.by_owner() => Hint::Index(OWNERS),
            Some(ids) if self.is_everything() && self.keys.iter().all(|(field, _)| elsewhere(field.order)) => {
                Hint::Index(ids)
            }
            _ => Hint::Pass,
        }
    }

    /// Every row number, in order.
    pub(super) fn in_order(&self) -> Sql {
        let created = self.entity.root().fields.iter().find(|field| field.key == "createdAt");
        let newest: Vec<_> = created.filter(|_| self.keys.is_empty()).map(|field| (*field, true)).into_iter().collect();
        compile::order(self.entity, if newest.is_empty() { &self.keys } else { &newest }, &self.customers)
    }
}

/// How SQLite is to find the rows: it keeps no statistics, so the plan is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    Free,
    Pass,
    Index(&'static str),
}

fn fast(field: &Field) -> Option<FastOrder> {
    match field.order {
        Order::Fast(fast) => Some(fast),
        _ => None,
    }
}
