use std::collections::HashMap;

use uuid::Uuid;

use super::Writer;
use super::children::Children;
use super::store::{self, Owner};
use crate::error::{FieldError, Result};
use crate::id::CustomerId;
use crate::transfer::cells::{Named, Parsed, issue, shortened};
use crate::transfer::lookup::Answer;
use crate::transfer::plan::IssueEffect;
use crate::transfer::records::Customer;

/// A customer whose row names its parent.
#[derive(Debug)]
pub(super) struct Child {
    id: CustomerId,
    row: u64,
    parent: Named,
}

impl Writer {
    pub(super) async fn write_customers(&mut self, mut rows: Vec<Parsed<Customer>>) -> Result<()> {
        let owners: Vec<&str> = rows.iter().filter_map(|row| Some(row.record.owner.as_ref()?.name.as_str())).collect();
        self.meet_users(&owners).await?;
        let mut placed: Vec<(CustomerId, Option<Owner>)> = Vec::with_capacity(rows.len());
        for parsed in &mut rows {
            let owner = match parsed.record.owner.take() {
                None => Some(self.me.clone()),
                Some(named) => match self.user(&named.name).cloned() {
                    Ok(owner) if owner.0 != self.me.0 && !self.allowed.owners => {
                        self.lose(parsed, &named, "owner.forbidden");
                        Some(self.me.clone())
                    }
                    Ok(owner) => Some(owner),
                    Err(code) => {
                        self.lose(parsed, &named, code);
                        None
                    }
                },
            };
            placed.push((self.tx.new_id(), owner));
        }
        let first = store::next_customer(self.tx.conn()).await?;
        let records: Vec<_> = (first..)
            .zip(placed.iter().zip(&rows))
            .map(|(rid, ((id, owner), parsed))| (rid, *id, owner.clone(), &parsed.record))
            .collect();
        store::insert_customers(self.tx.conn(), &records, self.stamp).await?;
        let children: Vec<_> = records
            .iter()
            .map(|(_, id, _, record)| Children {
                parent: (*id).into(),
                methods: &record.methods,
                address: record.address.as_ref(),
                tags: &record.tags,
                custom: &record.custom,
            })
            .collect();
        self.write_children(&children).await?;
        let tokens = (first..).zip(rows.iter_mut().map(|parsed| std::mem::take(&mut parsed.record.tokens)));
        self.fresh.add(self.tx.conn(), tokens).await?;
        for ((id, _), mut parsed) in placed.into_iter().zip(rows) {
            self.tally.store(&parsed.row, &parsed.lost);
            if let Some(parent) = parsed.record.parent.take() {
                self.parents.push(Child { id, row: parsed.row.number, parent });
            }
        }
        Ok(())
    }

    pub(super) async fn write_parents(&mut self) -> Result<()> {
        let children = std::mem::take(&mut self.parents);
        let mut above: HashMap<CustomerId, CustomerId> = HashMap::new();
        for batch in children.chunks(2_000) {
            let names: Vec<&str> = batch.iter().map(|child| child.parent.name.as_str()).collect();
            self.meet_customers(&names).await?;
            let mut rows = Vec::new();
            for child in batch {
                let code = match self.customers.answer(&child.parent.name) {
                    Answer::One(id) if !is_below(&above, id.into(), child.id) => {
                        above.insert(child.id, id.into());
                        rows.push((self.tx.new_id::<Uuid>(), CustomerId::from(id), child.id));
                        continue;
                    }
                    Answer::One(_) => "circular",
                    Answer::Several => "customer.ambiguous",
                    Answer::Nobody => "customer.unknown",
                };
                self.tally.lose(child.parent.column);
                let error = FieldError::new("", code).with("value", shortened(&child.parent.name));
                self.tally.report(issue(child.row, Some(child.parent.column), error, IssueEffect::Cell));
            }
            store::insert_parents(self.tx.conn(), &rows).await?;
        }
        Ok(())
    }
}

/// Whether `top` is `child` or stands below it, in this file.
fn is_below(above: &HashMap<CustomerId, CustomerId>, top: CustomerId, child: CustomerId) -> bool {
    let mut at = Some(top);
    while let Some(id) = at {
        if id == child {
            return true;
        }
        at = above.get(&id).copied();
    }
    false
}
