use uuid::Uuid;

use super::Writer;
use super::children::Children;
use super::store;
use crate::error::Result;
use crate::id::{ContactId, CustomerId};
use crate::transfer::cells::Parsed;
use crate::transfer::lookup::Answer;
use crate::transfer::records::Contact;

impl Writer {
    pub(super) async fn write_contacts(&mut self, mut rows: Vec<Parsed<Contact>>) -> Result<()> {
        let names: Vec<&str> =
            rows.iter().filter_map(|row| Some(row.record.customer.as_ref()?.name.as_str())).collect();
        self.meet_customers(&names).await?;
        let mut placed: Vec<(ContactId, Option<CustomerId>)> = Vec::with_capacity(rows.len());
        for parsed in &mut rows {
            let mut customer = None;
            if let Some(named) = parsed.record.customer.take() {
                match self.customers.answer(&named.name) {
                    Answer::One(id) => customer = Some(id.into()),
                    Answer::Several => self.lose(parsed, &named, "customer.ambiguous"),
                    Answer::Nobody => self.lose(parsed, &named, "customer.unknown"),
                }
            }
            if customer.is_none()
                && let (Some(role), Some(&column)) = (parsed.record.role.take(), self.plan.columns("role").first())
            {
                // A role is what somebody is to a customer.
                self.lose(parsed, &crate::transfer::cells::Named { column, name: role }, "customer.required");
            }
            placed.push((self.tx.new_id(), customer));
        }
        let first = store::next_contact(self.tx.conn()).await?;
        let records: Vec<_> = (first..)
            .zip(placed.iter().zip(&rows))
            .map(|(rid, ((id, _), parsed))| (rid, *id, &parsed.record))
            .collect();
        store::insert_contacts(self.tx.conn(), &records, self.stamp).await?;
        let links = placed
            .iter()
            .zip(&rows)
            .filter_map(|((id, customer), parsed)| Some(((*customer)?, *id, parsed.record.role.as_deref())));
        let links: Vec<_> = links.map(|(customer, id, role)| (self.tx.new_id::<Uuid>(), customer, id, role)).collect();
        store::insert_links(self.tx.conn(), &links).await?;
        let children: Vec<_> = records
            .iter()
            .map(|(_, id, record)| Children {
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
        for parsed in &rows {
            self.tally.store(&parsed.row, &parsed.lost);
        }
        Ok(())
    }
}
