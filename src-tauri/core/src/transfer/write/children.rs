//! What hangs on customers and contacts alike.

use uuid::Uuid;

use super::Writer;
use super::store;
use crate::error::Result;
use crate::fields::Value;
use crate::parent::ParentRef;
use crate::{addresses, methods, tags};

/// The children of one record.
pub(super) struct Children<'a> {
    pub(super) parent: ParentRef,
    pub(super) methods: &'a [methods::Parsed],
    pub(super) address: Option<&'a addresses::Parsed>,
    pub(super) tags: &'a [String],
    pub(super) custom: &'a [(usize, Value)],
}

impl Writer {
    pub(super) async fn write_children(&mut self, all: &[Children<'_>]) -> Result<()> {
        let mut rows = Vec::new();
        for child in all {
            for (position, method) in child.methods.iter().enumerate() {
                rows.push((self.tx.new_id::<Uuid>(), child.parent, position as i64, method));
            }
        }
        store::insert_methods(self.tx.conn(), &rows).await?;

        let addresses = all.iter().filter_map(|child| Some((child.parent, child.address?)));
        let rows: Vec<_> = addresses.map(|(parent, address)| (self.tx.new_id::<Uuid>(), parent, address)).collect();
        store::insert_addresses(self.tx.conn(), &rows).await?;

        let mut rows = Vec::new();
        for child in all {
            for name in child.tags {
                let key = crate::text::normal::fold(name);
                let tag = match self.tags.get(&key) {
                    Some(tag) => *tag,
                    None => {
                        let tag = tags::ensure(&mut self.tx, name).await?.id;
                        self.tags.insert(key, tag);
                        tag
                    }
                };
                rows.push((self.tx.new_id::<Uuid>(), tag, child.parent));
            }
        }
        store::insert_taggings(self.tx.conn(), &rows).await?;

        let mut rows = Vec::new();
        for child in all {
            for (position, value) in child.custom {
                let field = self.plan.custom[*position].field.expect("the run makes new fields before it reads rows");
                rows.push((self.tx.new_id::<Uuid>(), field, child.parent, value));
            }
        }
        store::insert_values(self.tx.conn(), &rows).await
    }
}
