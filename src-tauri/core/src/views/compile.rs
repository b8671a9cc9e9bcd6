//! From a checked filter to SQL. Values only ever travel as bound parameters.
//!
//! `r` is the row asked for, `s` a related row, `l` the link between them. A test that meets NULL may give NULL;
//! that counts as false everywhere, so `not` is `IS NOT TRUE` and stays the exact complement at any depth.

use super::dates::Calendar;
use super::fields::{Entity, Field, FilterKind, Order, Relation, Root, Source};
use super::filter::{Colleague, Node, Range, Test};
use super::page::ListState;
use super::sql::Sql;
use crate::id::UserId;

/// Who asks, and what today is to them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker {
    pub(crate) actor: UserId,
    pub(crate) calendar: Calendar,
}

/// Which rows of an entity the asker may see at all. Every list, count and selection passes here.
/// There is no sign-in yet: whoever opens the workspace sees every row.
pub(super) fn gate(_asker: &Asker, _root: &Root) -> Sql {
    Sql::new("TRUE")
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
    sql.push(" AND ").append(&gate(asker, root));
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

/// The expressions to sort by, the empty ones last in both directions, ties by age.
pub(crate) fn order(entity: Entity, keys: &[(Field, bool)]) -> Sql {
    let parent = entity.root().parent;
    let mut sql = Sql::default();
    for (field, descending) in keys {
        match field.order {
            Order::No => continue,
            Order::Fast(fast) => sql.push("r.").push(fast.column),
            Order::Plain(column) => sql.push("r.").push(column),
            Order::Said(column) => sql.push("kehu_sort_key(r.").push(column).push(")"),
            Order::Ranked(expression) => sql.push(expression),
            Order::Methods(kinds) => {
                sql.push("(SELECT m.norm FROM contact_methods m WHERE m.")
                    .push(parent)
                    .push(" = r.id AND m.kind IN ")
                    .push(kinds);
                sql.push(" ORDER BY m.position LIMIT 1)")
            }
            Order::Custom(id, column) => {
                let said = column == "text";
                sql.push(if said { "kehu_sort_key((SELECT v." } else { "(SELECT v." })
                    .push(column)
                    .push(" FROM field_values v WHERE v.")
                    .push(parent);
                sql.push(" = r.id AND v.field_id = ").bind(id).push(if said { "))" } else { ")" })
            }
        };
        sql.push(if *descending { " DESC NULLS LAST, " } else { " ASC NULLS LAST, " });
    }
    sql.push(if keys.first().is_some_and(|(_, descending)| *descending) { "r.rid DESC" } else { "r.rid" });
    sql
}

/// The tags of a filter that is nothing but one test on tags: the live rows carrying them have a table of their own.
pub(crate) fn tagged(filter: &Node) -> Option<Sql> {
    let Node::Test(Field { source: Source::Tags, .. }, test) = filter else { return None };
    let mut sql = Sql::new("SELECT group_concat(rid) FROM (SELECT rid FROM live_tags WHERE tag_id IN (");
    match test {
        Test::AnyTag(tags) => sql.bind_all(tags.iter().copied()).push(") GROUP BY rid)"),
        Test::AllTags(tags) => {
            sql.bind_all(tags.iter().copied()).push(") GROUP BY rid HAVING count(*) = ").bind(distinct(tags)).push(")")
        }
        _ => return None,
    };
    Some(sql)
}

fn distinct(ids: &[uuid::Uuid]) -> i64 {
    ids.iter().collect::<std::collections::HashSet<_>>().len().try_into().unwrap_or(i64::MAX)
}

struct Compiler<'a> {
    asker: &'a Asker,
    root: &'a Root,
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

    fn test(&self, sql: &mut Sql, alias: &'static str, field: &Field, test: &Test) {
        let parent = self.root.parent;
        match field.source {
            Source::Column(column) | Source::Link(column) => self.scalar(sql, &[alias, column], field, test),
            Source::Flag(column) => {
                let wanted = match test {
                    Test::In(words) => Some((words, true)),
                    Test::NotIn(words) => Some((words, false)),
                    _ => None,
                };
                match wanted {
                    Some((words, positive)) => {
                        let values = words.iter().map(|word| i64::from(word == "true"));
                        sql.push(alias)
                            .push(column)
                            .push(if positive { " IN (" } else { " NOT IN (" })
                            .bind_all(values)
                            .push(")");
                    }
                    None => self.scalar(sql, &[alias, column], field, test),
                }
            }
            Source::Methods(kinds) => {
                let mut from = Sql::new("SELECT m.");
                from.push(parent)
                    .push(" FROM contact_methods m WHERE m.")
                    .push(parent)
                    .push(" IS NOT NULL AND m.kind IN ")
                    .push(kinds);
                self.among(sql, &from, "m.norm", Plain::Folded, test);
            }
            Source::Custom(id, column) => {
                let mut from = Sql::new("SELECT v.");
                from.push(parent)
                    .push(" FROM field_values v WHERE v.")
                    .push(parent)
                    .push(" IS NOT NULL AND v.field_id = ")
                    .bind(id);
                from.push(" AND v.").push(column).push(" IS NOT NULL");
                self.custom(sql, &from, column, field, test);
            }
            Source::Named(key, table) => {
                let negative = match test {
                    Test::IsNot(_) => true,
                    Test::Empty => {
                        sql.push(alias).push(key).push(" IS NULL");
                        return;
                    }
                    Test::NotEmpty => {
                        sql.push(alias).push(key).push(" IS NOT NULL");
                        return;
                    }
                    _ => false,
                };
                sql.push(if negative { "(" } else { "" })
                    .push(alias)
                    .push(key)
                    .push(" IN (SELECT n.id FROM ")
                    .push(table)
                    .push(" n WHERE ");
                text(sql, &["n.name"], Plain::Raw, &positive(test));
                sql.push(if negative { ")) IS NOT TRUE" } else { ")" });
            }
            Source::Totals => {
                let from = Sql::new("SELECT t.customer_id FROM customer_totals t WHERE TRUE");
                match test {
                    Test::Money(currency, range) => {
                        sql.push("r.id IN (")
                            .append(&from)
                            .push(" AND t.currency = ")
                            .bind(currency.code())
                            .push(" AND ");
                        between(sql, &["t.amount_minor"], *range);
                        sql.push(")");
                    }
                    _ => self.among(sql, &from, "t.currency", Plain::Raw, test),
                }
            }
            Source::Tags => self.tags(sql, test),
            // The parser makes no test of a relation.
            Source::Relation(_) => {
                sql.push("FALSE");
            }
        }
    }

    /// Any of several values counts; the negative tests ask that none does.
    fn among(&self, sql: &mut Sql, from: &Sql, expression: &'static str, plain: Plain, test: &Test) {
        let negative = matches!(test, Test::Empty | Test::IsNot(_));
        sql.push(if negative { "r.id NOT IN (" } else { "r.id IN (" }).append(from);
        if !matches!(test, Test::Empty | Test::NotEmpty) {
            sql.push(" AND ");
            text(sql, &[expression], plain, &positive(test));
        }
        sql.push(")");
    }

    fn custom(&self, sql: &mut Sql, from: &Sql, column: &'static str, field: &Field, test: &Test) {
        let (negative, positive) = match test {
            Test::Empty => (true, Test::NotEmpty),
            Test::NotNumber(n) => (true, Test::Number(Range { from: Some(*n), to: Some(*n) })),
            Test::IsNot(_) => (true, positive(test)),
            _ => (false, test.clone()),
        };
        sql.push(if negative { "r.id NOT IN (" } else { "r.id IN (" }).append(from).push(" AND ");
        self.scalar(sql, &["v.", column], field, &positive);
        sql.push(")");
    }

    fn tags(&self, sql: &mut Sql, test: &Test) {
        let parent = self.root.parent;
        let mut from = Sql::new("(SELECT g.");
        from.push(parent).push(" FROM taggings g WHERE g.").push(parent).push(" IS NOT NULL");
        match test {
            Test::Empty => sql.push("r.id NOT IN ").append(&from).push(")"),
            Test::AnyTag(ids) => {
                sql.push("r.id IN ").append(&from).push(" AND g.tag_id IN (").bind_all(ids.iter().copied()).push("))")
            }
            Test::NoTag(ids) => sql
                .push("r.id NOT IN ")
                .append(&from)
                .push(" AND g.tag_id IN (")
                .bind_all(ids.iter().copied())
                .push("))"),
            Test::AllTags(ids) => {
                sql.push("r.id IN ")
                    .append(&from)
                    .push(" AND g.tag_id IN (")
                    .bind_all(ids.iter().copied())
                    .push(") GROUP BY 1 HAVING count(*) = ");
                sql.bind(distinct(ids)).push(")")
            }
            _ => sql.push("r.id IN ").append(&from).push(")"),
        };
    }

    fn scalar(&self, sql: &mut Sql, e: &[&'static str], field: &Field, test: &Test) {
        let put = |sql: &mut Sql| {
            e.iter().for_each(|part| {
                sql.push(part);
            })
        };
        match test {
            Test::Empty if field.kind == FilterKind::Text => {
                sql.push("coalesce(");
                put(sql);
                sql.push(", '') = ''");
            }
            Test::Empty => {
                put(sql);
                sql.push(" IS NULL");
            }
            Test::NotEmpty if field.kind == FilterKind::Text => {
                put(sql);
                sql.push(" <> ''");
            }
            Test::NotEmpty => {
                put(sql);
                sql.push(" IS NOT NULL");
            }
            Test::In(words) => {
                put(sql);
                one_of(sql, words.iter().map(String::as_str));
            }
            Test::NotIn(words) => {
                sql.push("(");
                put(sql);
                one_of(sql, words.iter().map(String::as_str));
                sql.push(") IS NOT TRUE");
            }
            Test::Within(country) => {
                sql.push("(");
                put(sql);
                sql.push(" >= ").bind(country.as_str()).push(" AND ");
                put(sql);
                // `.` follows `-`: everything from `CN` over `CN-11` to `CN-99`.
                sql.push(" < ").bind(format!("{country}.")).push(")");
            }
            Test::Number(range) => between(sql, e, *range),
            Test::NotNumber(n) => {
                put(sql);
                sql.push(" IS NOT ").bind(*n);
            }
            // Only purchases have an amount of their own.
            Test::Money(currency, range) => {
                sql.push("(s.currency = ").bind(currency.code()).push(" AND ");
                between(sql, e, *range);
                sql.push(")");
            }
            Test::When(when) if field.kind == FilterKind::Instant => {
                let (from, to) = self.asker.calendar.moments(when);
                let range = Range { from: from.map(|at| at.ms()), to: to.map(|at| at.ms() - 1) };
                between(sql, e, range);
            }
            Test::When(when) => {
                let days = self.asker.calendar.days(when);
                sql.push("(");
                if let Some(from) = days.from {
                    put(sql);
                    sql.push(" >= ").bind(from.to_string());
                }
                if let Some(to) = days.to {
                    sql.push(if days.from.is_some() { " AND " } else { "" });
                    put(sql);
                    sql.push(" <= ").bind(to.to_string());
                }
                sql.push(")");
            }
            Test::Users(who) => {
                put(sql);
                one_of(sql, who.iter().map(|who| self.id(*who)));
            }
            Test::NotUsers(who) => {
                sql.push("(");
                put(sql);
                one_of(sql, who.iter().map(|who| self.id(*who)));
                sql.push(") IS NOT TRUE");
            }
            Test::Is(_) | Test::IsNot(_) | Test::Contains(_) | Test::Starts(_) | Test::Ends(_) => {
                text(sql, e, Plain::Raw, test)
            }
            // The parser gives tags to fields of tags only.
            Test::AnyTag(_) | Test::AllTags(_) | Test::NoTag(_) => {
                sql.push("FALSE");
            }
        }
    }

    fn id(&self, who: Colleague) -> uuid::Uuid {
        match who {
            Colleague::Me => self.asker.actor.into(),
            Colleague::Id(id) => id,
        }
    }
}

/// Whether a text is stored folded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plain {
    Raw,
    Folded,
}

fn positive(test: &Test) -> Test {
    match test {
        Test::IsNot(text) => Test::Is(text.clone()),
        other => other.clone(),
    }
}

fn one_of<T: Into<super::sql::Bind>>(sql: &mut Sql, values: impl ExactSizeIterator<Item = T>) {
    if values.len() == 1 {
        sql.push(" = ").bind_all(values);
    } else {
        sql.push(" IN (").bind_all(values).push(")");
    }
}

fn between(sql: &mut Sql, e: &[&'static str], range: Range) {
    let put = |sql: &mut Sql| {
        e.iter().for_each(|part| {
            sql.push(part);
        })
    };
    match (range.from, range.to) {
        (Some(from), Some(to)) if from == to => {
            put(sql);
            sql.push(" = ").bind(from);
        }
        (from, to) => {
            sql.push("(");
            if let Some(from) = from {
                put(sql);
                sql.push(" >= ").bind(from);
            }
            if let Some(to) = to {
                sql.push(if from.is_some() { " AND " } else { "" });
                put(sql);
                sql.push(" <= ").bind(to);
            }
            sql.push(")");
        }
    }
}

fn text(sql: &mut Sql, e: &[&'static str], plain: Plain, test: &Test) {
    let put = |sql: &mut Sql| {
        sql.push(if plain == Plain::Raw { "kehu_fold(" } else { "(" });
        e.iter().for_each(|part| {
            sql.push(part);
        });
        sql.push(")");
    };
    match test {
        Test::Is(needle) => {
            put(sql);
            sql.push(" = ").bind(needle.as_str());
        }
        Test::IsNot(needle) => {
            put(sql);
            sql.push(" IS NOT ").bind(needle.as_str());
        }
        Test::Contains(needle) => {
            sql.push("instr(");
            put(sql);
            sql.push(", ").bind(needle.as_str()).push(") > 0");
        }
        Test::Starts(needle) => {
            sql.push("instr(");
            put(sql);
            sql.push(", ").bind(needle.as_str()).push(") = 1");
        }
        Test::Ends(needle) => {
            let chars = i64::try_from(needle.chars().count()).unwrap_or(i64::MAX);
            sql.push("substr(");
            put(sql);
            sql.push(", ").bind(-chars).push(") = ").bind(needle.as_str());
        }
        // Every other test of a text is made by its caller.
        _ => {
            sql.push("TRUE");
        }
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
