//! From a checked filter to SQL. Values only ever travel as bound parameters.
//!
//! `r` is the row asked for, `s` a related row, `l` the link between them. A test that meets NULL may give NULL;
//! that counts as false everywhere, so `not` is `IS NOT TRUE` and stays the exact complement at any depth.

use super::dates::Calendar;
use super::fields::{Entity, Field, Order, Relation, Root, Source};
use super::filter::{Node, Test};
use super::gate::Gate;
use super::page::ListState;
use super::sql::Sql;
use crate::id::UserId;

/// Who asks, what they may see, and what today is to them.
#[derive(Debug, Clone)]
pub(crate) struct Asker {
    pub(crate) actor: UserId,
    pub(crate) calendar: Calendar,
    /// The rows asked for.
    pub(crate) gate: Gate,
    /// The customers behind relations.
    pub(crate) customers: Gate,
}

/// The whole condition on `r`: its state, the gate, what the search box says, and the filter.
pub(crate) fn condition(
    asker: &Asker,
    entity: Entity,
    state: ListState,
    search: Option<&str>,
    filter: Option<&Node>,
) -> Sql {
    let root = entity.root();
    let mut sql = Sql::new(match state {
        ListState::Live => root.live,
        ListState::Archived => root.archived,
        ListState::Deleted => root.deleted,
    });
    sql.push(" AND ").append(&asker.gate.sql("r."));
    if let Some(expression) = search {
        sql.push(" AND ").append(&found(expression));
    }
    if let Some(node) = filter {
        sql.push(" AND ").append(&Compiler { asker, root }.node(node));
    }
    sql
}

/// A record is kept in the row of twice its number, see `search::Kind`; the expression names the kind.
fn found(expression: &str) -> Sql {
    let mut sql = Sql::new("r.rid IN (SELECT rowid / 2 FROM search_index WHERE search_index MATCH ");
    sql.bind(expression).push(")");
    sql
}

/// Every row number in order, packed: the empty values last in both directions, ties by age. What is told of customers is
/// told of those behind their gate.
pub(crate) fn order(entity: Entity, keys: &[(Field, bool)], customers: &Gate) -> Sql {
    let parent = entity.root().parent;
    let directions: String = keys.iter().map(|(_, descending)| if *descending { 'd' } else { 'a' }).collect();
    let mut sql = Sql::new("kehu_order(");
    sql.bind(directions).push(", r.rid");
    for (field, _) in keys {
        match field.order {
            Order::No => sql.push(", NULL"),
            Order::Fast(fast) => sql.push(", r.").push(fast.column),
            Order::Plain(column) => sql.push(", r.").push(column),
            Order::Said(column) => sql.push(", kehu_sort_key(r.").push(column).push(")"),
            Order::Ranked(expression) => sql.push(", ").push(expression),
            Order::Methods(kinds) => {
                sql.push(", (SELECT m.norm FROM contact_methods m WHERE m.").push(parent);
                sql.push(" = r.id AND m.kind IN ").push(kinds).push(" ORDER BY m.position LIMIT 1)")
            }
            Order::Custom(id, column) => {
                let said = column == "text";
                sql.push(if said { ", kehu_sort_key((SELECT v." } else { ", (SELECT v." }).push(column);
                sql.push(" FROM field_values v INDEXED BY field_values_field WHERE v.field_id = ").bind(id);
                sql.push(" AND ").push(entity.root().field_owner);
                sql.push(if said { "))" } else { ")" })
            }
            // The index holds a contact's links in this order, the first one first.
            Order::Customer => {
                sql.push(", (SELECT x.name_sort FROM customer_contacts k INDEXED BY customer_contacts_contact");
                sql.push(" CROSS JOIN customers x ON x.id = k.customer_id WHERE k.contact_id = r.id");
                sql.push(" AND x.deleted_at IS NULL AND ").append(&customers.sql("x."));
                sql.push(" ORDER BY k.is_primary DESC, k.to_on IS NOT NULL, k.id LIMIT 1)")
            }
        };
    }
    sql.push(")");
    sql
}

/// The tags of a filter that is nothing but one test on tags: the live rows carrying them have a table of their own.
pub(crate) fn tagged(filter: &Node) -> Option<Sql> {
    let Node::Test(Field { source: Source::Tags, .. }, test) = filter else { return None };
    let mut sql = Sql::new("SELECT kehu_rids(rid) FROM ");
    match test {
        Test::AnyTag(tags) | Test::AllTags(tags) if tags.len() == 1 => {
            sql.push("live_tags WHERE tag_id IN (").bind_all(tags.iter().copied()).push(")");
        }
        Test::AnyTag(tags) => {
            sql.push("(SELECT DISTINCT rid FROM live_tags WHERE tag_id IN (").bind_all(tags.iter().copied()).push("))");
        }
        Test::AllTags(tags) => {
            sql.push("(SELECT rid FROM live_tags WHERE tag_id IN (").bind_all(tags.iter().copied());
            sql.push(") GROUP BY rid HAVING count(*) = ").bind(distinct(tags)).push(")");
        }
        _ => return None,
    }
    Some(sql)
}

pub(super) fn distinct(ids: &[uuid::Uuid]) -> i64 {
    ids.iter().collect::<std::collections::HashSet<_>>().len().try_into().unwrap_or(i64::MAX)
}

pub(super) struct Compiler<'a> {
    pub(super) asker: &'a Asker,
    pub(super) root: &'a Root,
}

impl Compiler<'_> {
    fn node(&self, node: &Node) -> Sql {
        let mut sql = Sql::default();
        match node {
            Node::All(children) => self.group(&mut sql, children, " AND "),
            Node::Any(children) => self.group(&mut sql, children, " OR "),
            Node::Not(inner) => {
                sql.push("(").append(&self.node(inner)).push(") IS NOT TRUE");
            }
            Node::Test(field, test) => self.test(&mut sql, "r.", field, test),
            Node::Has(relation, inner) => self.has(&mut sql, relation, inner.as_deref()),
        }
        sql
    }

    fn group(&self, sql: &mut Sql, children: &[Node], between: &'static str) {
        for (i, child) in children.iter().enumerate() {
            sql.push(if i == 0 { "(" } else { between }).append(&self.node(child));
        }
        sql.push(")");
    }

    fn has(&self, sql: &mut Sql, relation: &'static Relation, inner: Option<&Node>) {
        let Some(sums) = &relation.sums else { return self.has_rows(sql, relation, inner) };
        match inner {
            None => {
                sql.push(sums.count).push(" > 0");
            }
            Some(Node::Test(Field { source: Source::Column(column), .. }, Test::When(when))) if *column == sums.day => {
                let days = self.asker.calendar.days(when);
                sql.push("(TRUE");
                if let Some(from) = days.from {
                    sql.push(" AND ").push(sums.last).push(" >= ").bind(from.to_string());
                }
                if let Some(to) = days.to {
                    sql.push(" AND ").push(sums.first).push(" <= ").bind(to.to_string());
                }
                if let (Some(from), Some(to)) = (days.from, days.to) {
                    // The first or the last of them is in between; else the span lies inside a longer history.
                    sql.push(" AND (").push(sums.last).push(" <= ").bind(to.to_string());
                    sql.push(" OR ").push(sums.first).push(" >= ").bind(from.to_string()).push(" OR ");
                    self.has_rows(sql, relation, inner);
                    sql.push(")");
                }
                sql.push(")");
            }
            Some(_) => self.has_rows(sql, relation, inner),
        }
    }

    fn has_rows(&self, sql: &mut Sql, relation: &'static Relation, inner: Option<&Node>) {
        // Asking owner by owner is cheap where an index on the owner answers alone; else one pass finds them all.
        let one_by_one = !relation.covered.is_empty()
            && inner.is_none_or(|node| {
                columns(node, &|source| match source {
                    Source::Column(column) => relation.covered.contains(&column),
                    _ => false,
                })
            });
        if one_by_one {
            sql.push("EXISTS (SELECT 1 FROM ")
                .push(relation.from)
                .push(" WHERE ")
                .push(relation.owner)
                .push(" = r.id AND ");
        } else {
            sql.push("r.id IN (SELECT ").push(relation.owner).push(" FROM ").push(relation.from).push(" WHERE ");
        }
        sql.push(relation.live);
        if relation.of_customers && !self.asker.customers.is_open() {
            sql.push(" AND ").append(&self.asker.customers.sql("s."));
        }
        if let Some(node) = inner {
            sql.push(" AND ").append(&self.related(node));
        }
        sql.push(")");
    }

    fn related(&self, node: &Node) -> Sql {
        let mut sql = Sql::default();
        match node {
            Node::All(children) | Node::Any(children) => {
                let between = if matches!(node, Node::All(_)) { " AND " } else { " OR " };
                for (i, child) in children.iter().enumerate() {
                    sql.push(if i == 0 { "(" } else { between }).append(&self.related(child));
                }
                sql.push(")");
            }
            Node::Not(inner) => {
                sql.push("(").append(&self.related(inner)).push(") IS NOT TRUE");
            }
            Node::Test(field, test) => {
                self.test(&mut sql, if matches!(field.source, Source::Link(_)) { "l." } else { "s." }, field, test)
            }
            // The parser lets no relation into a relation.
            Node::Has(..) => {
                sql.push("FALSE");
            }
        }
        sql
    }
}

/// Every source that the filter reads satisfies `fits`.
pub(crate) fn columns(node: &Node, fits: &impl Fn(Source) -> bool) -> bool {
    match node {
        Node::All(children) | Node::Any(children) => children.iter().all(|child| columns(child, fits)),
        Node::Not(inner) => columns(inner, fits),
        Node::Test(field, test) => {
            fits(field.source) && (!matches!(test, Test::Money(..)) || fits(Source::Column("currency")))
        }
        Node::Has(..) => false,
    }
}
