//! Every operation for every ready-made role, on an own row and on another's, as one table: `matrix.txt`.
//!
//! A new operation, and every change of a ready-made role, shows here. After a deliberate change write the table anew with
//! `KEHU_WRITE_MATRIX=1` and read the difference.

use super::ready::READY;
use super::rights::{Company, Rights, RoleRules};
use super::words::{Need, Object};
use crate::id::{CustomerId, UserId};
use crate::op::Op;

/// `all`: on every row; `own`: on one's own; `–`: not at all; `any`: it is about oneself.
fn answer(rights: &Rights, need: Need) -> &'static str {
    let (me, other): (UserId, UserId) = (uuid::Uuid::from_u128(1).into(), uuid::Uuid::from_u128(2).into());
    let customer = CustomerId::from(uuid::Uuid::from_u128(3));
    let on = |object| {
        need.on(object).map(|(object, action)| {
            let admits = |owner| rights.admit(object, action, customer, Some(owner));
            match (admits(me), admits(other)) {
                (true, true) => "all",
                (true, false) => "own",
                (false, false) => "–",
                (false, true) => "other's alone",
            }
        })
    };
    match (need, on(Object::Customers), on(Object::Contacts)) {
        (Need::AsUndone, ..) => "as undone",
        (_, Some(customers), Some(contacts)) if customers == contacts => customers,
        (_, Some("all"), Some("own")) => "all, own",
        (_, Some("own"), Some("all")) => "own, all",
        (_, Some("–"), Some("all")) => "–, all",
        (_, Some("–"), Some("own")) => "–, own",
        (_, Some("all"), Some("–")) => "all, –",
        (_, Some("own"), Some("–")) => "own, –",
        _ => "any",
    }
}

fn table() -> String {
    let me: UserId = uuid::Uuid::from_u128(1).into();
    let roles: Vec<(&str, Rights)> = READY
        .iter()
        .map(|role| {
            let rules = RoleRules { grants: role.grants(), fields: role.fields() };
            (role.code, Rights::of(me, &[rules], &Company::default(), Vec::new()))
        })
        .collect();
    let mut lines = vec![format!("{:26}", "operation")];
    lines[0].extend(roles.iter().map(|(code, _)| format!("{code:15}")));
    for op in Op::all() {
        let mut line = format!("{:26}", op.code());
        line.extend(roles.iter().map(|(_, rights)| format!("{:15}", answer(rights, op.need()))));
        lines.push(line);
    }
    lines.iter().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn every_operation_is_allowed_to_whom_the_table_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/access/matrix.txt");
    if std::env::var_os("KEHU_WRITE_MATRIX").is_some() {
        std::fs::write(path, table()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), table());
}

#[test]
fn no_two_operations_share_a_word() {
    let mut codes: Vec<_> = Op::all().map(Op::code).collect();
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), count);
    assert!(Op::all().all(|op| Op::of(op.code()) == Some(op)));
    assert!(crate::op::FINAL.iter().all(|code| Op::of(code).is_some()));
}
