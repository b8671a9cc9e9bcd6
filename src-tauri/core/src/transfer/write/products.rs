use super::Writer;
use super::store;
use crate::error::Result;
use crate::id::ProductId;
use crate::text::normal::company_key;
use crate::text::pinyin::sort_key;
use crate::transfer::cells::Parsed;
use crate::transfer::lookup::Answer;
use crate::transfer::records::Product;

impl Writer {
    pub(super) async fn write_products(&mut self, rows: Vec<Parsed<Product>>) -> Result<()> {
        let names = rows.iter().flat_map(|row| [Some(row.record.name.as_str()), row.record.sku.as_deref()]).flatten();
        self.products.ask(self.tx.conn(), names).await?;
        let mut stored = Vec::with_capacity(rows.len());
        for parsed in rows {
            let column = |key: &str| self.plan.columns(key).first().copied().unwrap_or_default();
            let is_new = |name: &str| self.products.answer(name) == Answer::Nobody;
            let record = &parsed.record;
            // Purchases find their product by name or number, so neither is given twice.
            let by_key = (!record.name_key.is_empty()).then(|| format!("name {}", record.name_key));
            let by_sku = record.sku.as_ref().map(|sku| format!("sku {sku}"));
            let taken = |key: &Option<String>| key.as_ref().is_some_and(|key| self.product_names.contains(key));
            if !is_new(&record.name) || taken(&by_key) {
                let column = column("name");
                self.skip(&parsed, column, "taken", &parsed.record.name);
            } else if record.sku.as_deref().is_some_and(|sku| !is_new(sku)) || taken(&by_sku) {
                let column = column("sku");
                self.skip(&parsed, column, "taken", parsed.record.sku.as_deref().unwrap_or_default());
            } else {
                self.product_names.extend(by_key.into_iter().chain(by_sku));
                stored.push((self.tx.new_id::<ProductId>(), parsed));
            }
        }
        let records: Vec<_> = stored.iter().map(|(id, parsed)| (*id, &parsed.record)).collect();
        store::insert_products(self.tx.conn(), &records, self.stamp).await?;
        for (_, parsed) in &stored {
            self.tally.store(&parsed.row, &parsed.lost);
        }
        Ok(())
    }

    /// Finds the products of these names and, where the plan says so, makes the missing ones.
    pub(super) async fn meet_products(&mut self, names: &[&str]) -> Result<()> {
        self.products.ask(self.tx.conn(), names.iter().copied()).await?;
        if !self.plan.create_missing {
            return Ok(());
        }
        let mut made = Vec::new();
        for name in names {
            if self.products.answer(name) == Answer::Nobody {
                let id: ProductId = self.tx.new_id();
                self.products.learn(name, id.into());
                let product = Product {
                    name: (*name).to_owned(),
                    name_sort: sort_key(name),
                    name_key: company_key(name),
                    sku: None,
                    category: None,
                    price_minor: None,
                    currency: None,
                };
                made.push((id, product));
            }
        }
        self.tally.made += made.len() as u32;
        let records: Vec<_> = made.iter().map(|(id, product)| (*id, product)).collect();
        store::insert_products(self.tx.conn(), &records, self.stamp).await
    }
}
