//! One test of one field as SQL.

use uuid::Uuid;

use super::compile::{Compiler, distinct};
use super::fields::{Field, FilterKind, Source};
use super::filter::{Colleague, Range, Test};
use super::sql::{Bind, Sql};

impl Compiler<'_> {
    pub(super) fn test(&self, sql: &mut Sql, alias: &'static str, field: &Field, test: &Test) {
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

    fn id(&self, who: Colleague) -> Uuid {
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

fn one_of<T: Into<Bind>>(sql: &mut Sql, values: impl ExactSizeIterator<Item = T>) {
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
