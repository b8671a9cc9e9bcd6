use super::Writer;
use super::store::{self, NewPurchase};
use crate::error::Result;
use crate::id::{CustomerId, ProductId, UserId};
use crate::transfer::cells::Parsed;
use crate::transfer::lookup::Answer;
use crate::transfer::records::Purchase;

/// A purchase whose names were found.
struct Placed {
    customer: CustomerId,
    product: Option<ProductId>,
    user: Option<UserId>,
    parsed: Parsed<Purchase>,
}

impl Writer {
    pub(super) async fn write_purchases(&mut self, rows: Vec<Parsed<Purchase>>) -> Result<()> {
        let customers: Vec<&str> = rows.iter().map(|row| row.record.customer.name.as_str()).collect();
        self.meet_customers(&customers).await?;
        let products: Vec<&str> =
            rows.iter().filter_map(|row| Some(row.record.product.as_ref()?.name.as_str())).collect();
        self.meet_products(&products).await?;
        let users: Vec<&str> = rows.iter().filter_map(|row| Some(row.record.user.as_ref()?.name.as_str())).collect();
        self.meet_users(&users).await?;

        let mut stored = Vec::with_capacity(rows.len());
        for mut parsed in rows {
            let named = &parsed.record.customer;
            let customer: CustomerId = match self.customers.answer(&named.name) {
                Answer::One(id) => id.into(),
                Answer::Several => {
                    self.skip(&parsed, named.column, "customer.ambiguous", &named.name);
                    continue;
                }
                Answer::Nobody => {
                    self.skip(&parsed, named.column, "customer.unknown", &named.name);
                    continue;
                }
            };
            let mut product: Option<ProductId> = None;
            if let Some(named) = parsed.record.product.take() {
                match self.products.answer(&named.name) {
                    Answer::One(id) => product = Some(id.into()),
                    Answer::Several => self.lose(&mut parsed, &named, "product.ambiguous"),
                    Answer::Nobody => self.lose(&mut parsed, &named, "product.unknown"),
                }
            }
            let mut user: Option<UserId> = None;
            if let Some(named) = parsed.record.user.take() {
                match self.user(&named.name).map(|(id, _)| *id) {
                    Ok(id) => user = Some(id),
                    Err(code) => self.lose(&mut parsed, &named, code),
                }
            }
            stored.push(Placed { customer, product, user, parsed });
        }
        let records: Vec<_> = stored
            .iter()
            .map(|placed| NewPurchase {
                id: self.tx.new_id(),
                customer: placed.customer,
                product: placed.product,
                user: placed.user,
                purchase: &placed.parsed.record,
            })
            .collect();
        store::insert_purchases(self.tx.conn(), &records, self.stamp).await?;
        for Placed { parsed, .. } in &stored {
            self.tally.store(&parsed.row, &parsed.lost);
        }
        Ok(())
    }
}
