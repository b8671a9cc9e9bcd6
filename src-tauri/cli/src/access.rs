//! People, roles, ownership and the audit.

use kehu_core::access::AuditQuery;
use kehu_core::customers::OpenWork;
use kehu_core::people::UserDraft;
use kehu_core::views::{ListQuery, Selection};
use kehu_core::{Session, UserId};
use serde_json::json;

use crate::args::{Args, People};
use crate::fault::Fault;
use crate::key;
use crate::output::Output;

/// The customers that are given away.
pub struct Given<'a> {
    /// Everything of somebody.
    pub from: Option<&'a str>,
    /// These.
    pub ids: &'a [String],
    /// What a filter finds.
    pub filter: Option<&'a str>,
}

async fn named(session: &Session, name: &str) -> Result<UserId, Fault> {
    let users = session.list_users().await?;
    let mut found = users.iter().filter(|user| user.name.eq_ignore_ascii_case(name));
    match (found.next(), found.next()) {
        (Some(user), None) => Ok(user.id),
        (Some(_), Some(_)) => Err(Fault::invalid("name", "user.ambiguous")),
        (None, _) => Err(Fault::new("not_found").with("what", "user")),
    }
}

pub async fn people(session: &Session, args: &Args, verb: &People, output: &Output) -> Result<(), Fault> {
    match verb {
        People::List => {
            let users = session.list_users().await?;
            output.answer(&users, |_| {
                let line = |user: &kehu_core::people::UserRow| {
                    format!("{}  {}  {}", user.id, user.name, user.team.as_deref().unwrap_or(""))
                };
                users.iter().map(line).collect()
            })
        }
        People::Add { name, team } => {
            let draft = UserDraft { team: team.clone(), ..UserDraft::named(name) };
            let id = session.create_user(draft).await?;
            output.answer(&json!({ "id": id }), |_| vec![id.to_string()])
        }
        People::Roles { name, roles } => {
            let user = named(session, name).await?;
            let known = session.list_roles().await?;
            let mut ids = Vec::new();
            for wanted in roles {
                let is = |text: &Option<String>| text.as_deref() == Some(wanted.as_str());
                let role = known.iter().find(|role| is(&role.code) || is(&role.name));
                ids.push(role.ok_or_else(|| Fault::new("not_found").with("what", "role"))?.id);
            }
            session.set_roles(user, &ids).await?;
            output.answer(&json!({ "roles": roles }), |_| Vec::new())
        }
        People::Password { name, new } => {
            let user = named(session, name).await?;
            let new = key::from_file(new)?.into();
            if user == session.actor() {
                let old = args.user.as_ref().and(args.key_file.as_deref()).map(key::from_file).transpose()?;
                session.change_password(old.map(Into::into), new).await?;
            } else {
                session.reset_password(user, new).await?;
            }
            output.answer(&json!({ "user": user }), |_| Vec::new())
        }
        People::Withdraw { name } => {
            let user = named(session, name).await?;
            session.withdraw_access(user).await?;
            output.answer(&json!({ "user": user }), |_| Vec::new())
        }
        People::Archive { name } => {
            let user = named(session, name).await?;
            session.archive_user(user).await?;
            output.answer(&json!({ "user": user }), |_| Vec::new())
        }
    }
}

pub async fn roles(session: &Session, output: &Output) -> Result<(), Fault> {
    let roles = session.list_roles().await?;
    output.answer(&roles, |_| {
        let mut lines = Vec::new();
        for role in &roles {
            lines.push(format!("{} ({})", role.name.as_ref().or(role.code.as_ref()).map_or("", |n| n), role.people));
            for grant in &role.grants {
                let actions: Vec<&str> = grant.actions.iter().map(|action| action.word()).collect();
                lines.push(format!("  {} [{}]: {}", grant.object.word(), grant.scope.word(), actions.join(" ")));
            }
            lines.extend(
                role.fields.iter().map(|f| format!("  {}.{}: {}", f.object.word(), f.field.word(), f.rule.word())),
            );
        }
        lines
    })
}

pub async fn transfer(
    session: &Session,
    to: &str,
    what: &Given<'_>,
    work: OpenWork,
    output: &Output,
) -> Result<(), Fault> {
    let to = named(session, to).await?;
    let given = match what.from {
        Some(from) => session.hand_over(named(session, from).await?, to, work).await?,
        None => {
            let selection = match what.filter {
                Some(filter) => {
                    let query = ListQuery { filter: Some(filter.to_owned()), ..ListQuery::default() };
                    Selection::Query { query, except: Vec::new() }
                }
                None if what.ids.is_empty() => return Err(Fault::invalid("ids", "required")),
                None => {
                    let ids: Result<Vec<_>, _> = what.ids.iter().map(|id| id.trim().parse()).collect();
                    Selection::Ids { ids: ids.map_err(|_| Fault::invalid("ids", "invalid"))? }
                }
            };
            session.transfer_customers(&selection, to, work).await?
        }
    };
    output.answer(&json!({ "customers": given }), |words| {
        vec![words.say("transferred", &[("customers", &given.to_string())])]
    })
}

pub async fn audit(session: &Session, by: Option<&str>, mut query: AuditQuery, output: &Output) -> Result<(), Fault> {
    if let Some(name) = by {
        query.actor = Some(named(session, name).await?);
    }
    let page = session.list_audit(&query).await?;
    output.answer(&page, |_| {
        let line = |entry: &kehu_core::access::AuditEntry| {
            let who = entry.actor.as_ref().map_or("?", |actor| actor.name.as_str());
            format!("{}  {who}  {}  {}  {}", entry.at.rfc3339(), entry.op, entry.record, entry.details)
        };
        page.entries.iter().map(line).collect()
    })
}

pub async fn check_audit(session: &Session, output: &Output) -> Result<(), Fault> {
    let flaws = session.check_audit().await?;
    output.answer(&flaws, |words| {
        if flaws.is_empty() {
            return vec![words.say("clean", &[])];
        }
        let line = |flaw: &kehu_core::integrity::AuditFlaw| {
            let entry = flaw.entry.map_or_else(|| "–".to_owned(), |entry| entry.to_string());
            let problem = format!("{:?}", flaw.problem).to_lowercase();
            words.say(
                "auditFlaw",
                &[
                    ("tx", &flaw.tx.to_string()),
                    ("entry", &entry),
                    ("op", flaw.op.as_deref().unwrap_or("–")),
                    ("problem", &problem),
                ],
            )
        };
        flaws.iter().map(line).collect()
    })?;
    if flaws.is_empty() { Ok(()) } else { Err(Fault::new("damaged").with("findings", flaws.len())) }
}
