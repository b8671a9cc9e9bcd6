//! Every operation that can be undone, done to whatever records there are.

use uuid::Uuid;

use super::drafts::{WORDS, a_link, a_method, a_preference, a_product, a_view, an_address, name, only, word};
use super::world::World;
use crate::contacts::ContactDraft;
use crate::customers::{BulkEdit, CustomerDraft, CustomerKind, FieldPatch, OpenWork};
use crate::fields::{Entity, FieldDefDraft, FieldKind};
use crate::people::UserDraft;
use crate::privacy::consent::{Basis, ConsentChannel, ConsentDraft, ConsentState, Purpose};
use crate::purchases::PurchaseDraft;
use crate::relations::RelationKind;
use crate::transfer::{ImportSource, ImportTarget};
use crate::{Error, Result};

macro_rules! verbs {
    ($($verb:ident,)*) => {
        /// An operation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Verb {
            $($verb,)*
        }

        /// All of them.
        pub(super) const VERBS: &[Verb] = &[$(Verb::$verb,)*];
    };
}

verbs! {
    // The first, while the records of the beginning are still untouched.
    Retire,
    CreateCustomer,
    UpdateCustomer,
    BulkEdit,
    ArchiveCustomers,
    UnarchiveCustomers,
    DeleteCustomers,
    RestoreCustomers,
    Transfer,
    HandOver,
    Collaborate,
    EndCollaboration,
    CreateContact,
    UpdateContact,
    ArchiveContacts,
    UnarchiveContacts,
    DeleteContacts,
    RestoreContacts,
    Link,
    Relink,
    Unlink,
    AddMethod,
    UpdateMethod,
    RemoveMethod,
    AddAddress,
    UpdateAddress,
    RemoveAddress,
    AddPreference,
    UpdatePreference,
    RemovePreference,
    AddTag,
    RemoveTag,
    UpdateTag,
    DeleteTag,
    AddRelation,
    RemoveRelation,
    CreateField,
    UpdateField,
    ArchiveField,
    Attach,
    Detach,
    CreateProduct,
    UpdateProduct,
    ArchiveProduct,
    UnarchiveProduct,
    CreatePurchase,
    UpdatePurchase,
    DeletePurchase,
    CreateUser,
    UpdateUser,
    ArchiveUser,
    SaveView,
    UpdateView,
    DeleteView,
    RecordConsent,
    ImportCustomers,
    ImportContacts,
    ImportPeople,
    ImportProducts,
    ImportPurchases,
    RestoreValue,
}

use Verb::*;

impl World {
    #[expect(clippy::too_many_lines, reason = "one arm for each operation there is")]
    pub(super) async fn perform(&self, verb: Verb, one: usize, two: usize, at: usize) -> Result<()> {
        let session = &self.session;
        match verb {
            CreateCustomer => {
                let kind = if one.is_multiple_of(2) { CustomerKind::Person } else { CustomerKind::Organisation };
                let draft = CustomerDraft {
                    industry: word(two),
                    methods: vec![a_method(one), a_method(two)],
                    addresses: vec![an_address(at)],
                    tags: word(one).into_iter().collect(),
                    ..CustomerDraft::named(kind, &name(at))
                };
                session.create_customer(draft).await.map(drop)
            }
            UpdateCustomer => {
                let owner = self.user(at).await?;
                let field = self.one("SELECT id FROM field_defs WHERE kind = 'text' ORDER BY id", two).await;
                let patch = |field: &str, value: Option<String>| FieldPatch { field: field.to_owned(), value };
                let mut patches = match two % 5 {
                    0 => vec![patch("name", Some(name(at))), patch("note", word(at))],
                    1 => vec![patch("ownerId", Some(owner.to_string())), patch("level", Some("B".into()))],
                    2 => vec![patch("lifecycle", Some("lost".into())), patch("taxCode", word(at))],
                    3 => vec![patch("nextContactAt", Some("1768000000000".into())), patch("industry", word(at))],
                    _ => vec![patch("shortName", word(at)), patch("website", word(at)), patch("source", word(at))],
                };
                patches.extend(field.ok().map(|field| patch(&format!("custom:{field}"), word(at))));
                session.update_customer(self.customer(one).await?.into(), patches).await
            }
            BulkEdit => {
                let edit = BulkEdit {
                    patches: vec![FieldPatch {
                        field: "level".into(),
                        value: at.is_multiple_of(2).then(|| "A".into()),
                    }],
                    add_tags: word(at).into_iter().collect(),
                    remove_tags: self
                        .one("SELECT id FROM tags ORDER BY id", two)
                        .await
                        .ok()
                        .map(Into::into)
                        .into_iter()
                        .collect(),
                };
                let some = only([self.customer(one).await?, self.customer(two).await?]);
                session.bulk_edit_customers(&some, &edit).await.map(drop)
            }
            ArchiveCustomers => session.archive_customers(&only([self.customer(one).await?])).await.map(drop),
            UnarchiveCustomers => session.unarchive_customers(&only([self.customer(one).await?])).await.map(drop),
            DeleteCustomers => {
                let some = only([self.customer(one).await?, self.customer(two).await?]);
                session.delete_customers(&some).await.map(drop)
            }
            RestoreCustomers => session.restore_customers(&only([self.customer(one).await?])).await.map(drop),
            Transfer => {
                let work = if at.is_multiple_of(2) { OpenWork::Goes } else { OpenWork::Ends };
                let to = self.user(two).await?.into();
                session.transfer_customers(&only([self.customer(one).await?]), to, work).await.map(drop)
            }
            HandOver => {
                let (from, to) = (self.user(one).await?.into(), self.user(two).await?.into());
                session.hand_over(from, to, OpenWork::Ends).await.map(drop)
            }
            Collaborate => {
                let (customer, user) = (self.customer(one).await?.into(), self.user(two).await?.into());
                session.set_collaborator(customer, user, at.is_multiple_of(2)).await
            }
            EndCollaboration => {
                let (customer, user) = (self.customer(one).await?.into(), self.user(two).await?.into());
                session.remove_collaborator(customer, user).await
            }
            CreateContact => {
                let draft = ContactDraft {
                    title: word(one),
                    methods: vec![a_method(two)],
                    customer_id: Some(self.customer(two).await?.into()),
                    ..ContactDraft::named(&name(at))
                };
                session.create_contact(draft).await.map(drop)
            }
            UpdateContact => {
                let patch = |field: &str, value: Option<String>| FieldPatch { field: field.to_owned(), value };
                let patches = match two % 3 {
                    0 => vec![patch("name", Some(name(at))), patch("note", word(at))],
                    1 => {
                        vec![patch("birthdayOn", Some("1990-02-28".into())), patch("doNotContact", Some("true".into()))]
                    }
                    _ => vec![patch("department", word(at)), patch("gender", Some("other".into()))],
                };
                session.update_contact(self.contact(one).await?.into(), patches).await
            }
            ArchiveContacts => session.archive_contacts(&only([self.contact(one).await?])).await.map(drop),
            UnarchiveContacts => session.unarchive_contacts(&only([self.contact(one).await?])).await.map(drop),
            DeleteContacts => session.delete_contacts(&only([self.contact(one).await?])).await.map(drop),
            RestoreContacts => session.restore_contacts(&only([self.contact(one).await?])).await.map(drop),
            Link => {
                let (customer, contact) = (self.customer(one).await?.into(), self.contact(two).await?.into());
                session.link_contact(customer, contact, a_link(at)).await.map(drop)
            }
            Relink => {
                let link = self.one("SELECT id FROM customer_contacts ORDER BY id", one).await?;
                session.update_link(link.into(), a_link(at)).await
            }
            Unlink => {
                let link = self.one("SELECT id FROM customer_contacts ORDER BY id", one).await?;
                session.unlink_contact(link.into()).await
            }
            AddMethod => session.add_method(self.parent(one).await?, a_method(at)).await.map(drop),
            UpdateMethod => {
                let id = self.one("SELECT id FROM contact_methods ORDER BY id", one).await?;
                session.update_method(id.into(), a_method(at)).await
            }
            RemoveMethod => {
                let id = self.one("SELECT id FROM contact_methods ORDER BY id", one).await?;
                session.remove_method(id.into()).await
            }
            AddAddress => session.add_address(self.parent(one).await?, an_address(at)).await.map(drop),
            UpdateAddress => {
                let id = self.one("SELECT id FROM addresses ORDER BY id", one).await?;
                session.update_address(id.into(), an_address(at)).await
            }
            RemoveAddress => {
                let id = self.one("SELECT id FROM addresses ORDER BY id", one).await?;
                session.remove_address(id.into()).await
            }
            AddPreference => session.add_preference(self.parent(one).await?, a_preference(at)).await.map(drop),
            UpdatePreference => {
                let id = self.one("SELECT id FROM preferences ORDER BY id", one).await?;
                session.update_preference(id.into(), a_preference(at)).await
            }
            RemovePreference => {
                let id = self.one("SELECT id FROM preferences ORDER BY id", one).await?;
                session.remove_preference(id.into()).await
            }
            AddTag => session.add_tag(self.parent(one).await?, WORDS[at % WORDS.len()]).await.map(drop),
            RemoveTag => {
                let tag = self.one("SELECT id FROM tags ORDER BY id", two).await?;
                session.remove_tag(self.parent(one).await?, tag.into()).await
            }
            UpdateTag => {
                let tag = self.one("SELECT id FROM tags ORDER BY id", one).await?;
                session.update_tag(tag.into(), &format!("{} {two}", WORDS[at % WORDS.len()]), "teal").await
            }
            DeleteTag => session.delete_tag(self.one("SELECT id FROM tags ORDER BY id", one).await?.into()).await,
            AddRelation => {
                let kinds = [RelationKind::Parent, RelationKind::ReferredBy, RelationKind::Competitor];
                let (customer, other) = (self.customer(one).await?.into(), self.customer(two).await?.into());
                session.add_relation(customer, kinds[at % 3], other).await.map(drop)
            }
            RemoveRelation => {
                let id = self.one("SELECT id FROM relations ORDER BY id", one).await?;
                session.remove_relation(id.into()).await
            }
            CreateField => {
                let entity = if one.is_multiple_of(3) { Entity::Contact } else { Entity::Customer };
                let kind = [FieldKind::Text, FieldKind::Number, FieldKind::Date][two % 3];
                let draft = FieldDefDraft { entity, kind, label_en: name(at), label_zh: name(at) };
                session.create_field_def(draft).await.map(drop)
            }
            UpdateField => {
                let id = self.one("SELECT id FROM field_defs ORDER BY id", one).await?;
                session.update_field_def(id.into(), &name(at), &name(two)).await
            }
            ArchiveField => {
                let id = self.one("SELECT id FROM field_defs ORDER BY id", one).await?;
                session.archive_field_def(id.into(), at.is_multiple_of(2)).await
            }
            Attach => session.attach_files(self.parent(one).await?, &[&self.file]).await.map(drop),
            Detach => {
                let id = self.one("SELECT id FROM attachments ORDER BY id", one).await?;
                session.remove_attachment(id.into()).await
            }
            CreateProduct => session.create_product(a_product(at)).await.map(drop),
            UpdateProduct => {
                let id = self.one("SELECT id FROM products ORDER BY id", one).await?;
                session.update_product(id.into(), a_product(at)).await
            }
            ArchiveProduct => {
                session.archive_product(self.one("SELECT id FROM products ORDER BY id", one).await?.into()).await
            }
            UnarchiveProduct => {
                session.unarchive_product(self.one("SELECT id FROM products ORDER BY id", one).await?.into()).await
            }
            CreatePurchase => session.create_purchase(self.a_purchase(one, two, at).await?).await.map(drop),
            UpdatePurchase => {
                let id = self.one("SELECT id FROM purchases ORDER BY id", one).await?;
                session.update_purchase(id.into(), self.a_purchase(two, one, at).await?).await
            }
            DeletePurchase => {
                session.delete_purchase(self.one("SELECT id FROM purchases ORDER BY id", one).await?.into()).await
            }
            CreateUser => {
                session.create_user(UserDraft { team: word(at), ..UserDraft::named(&name(at)) }).await.map(drop)
            }
            UpdateUser => {
                let manager_id = self.user(two).await.ok().map(Into::into);
                let draft = UserDraft { manager_id, region: word(at), ..UserDraft::named(&name(at)) };
                session.update_user(self.user(one).await?.into(), draft).await
            }
            ArchiveUser => session.archive_user(self.user(one).await?.into()).await,
            SaveView => {
                session.save_view(Entity::Customer, &name(at), one.is_multiple_of(2), &a_view(two)).await.map(drop)
            }
            UpdateView => {
                let id = self.one("SELECT id FROM views ORDER BY id", one).await?;
                session.update_view(id.into(), &name(at), two.is_multiple_of(2), &a_view(two)).await.map(drop)
            }
            DeleteView => session.delete_view(self.one("SELECT id FROM views ORDER BY id", one).await?.into()).await,
            RecordConsent => {
                let draft = ConsentDraft {
                    channel: [ConsentChannel::Phone, ConsentChannel::Email][two % 2],
                    purpose: Purpose::Marketing,
                    state: [ConsentState::Given, ConsentState::Withdrawn][at % 2],
                    basis: Basis::Consent,
                    source: word(at),
                    proof: None,
                    file_id: None,
                    stated_on: None,
                };
                session.record_consent(self.parent(one).await?, draft).await.map(drop)
            }
            Retire => {
                let met = session.preview_retention(self.rule).await?.total;
                session.run_retention(self.rule, met, &|_| ()).await.map(drop)
            }
            ImportCustomers => {
                let rows =
                    format!("name,mobile,city,tags\n{},1390000{one:04},Shenzhen,tea\nNew {two},,,Gold\n", name(at));
                self.import(ImportTarget::Customers, rows).await
            }
            ImportContacts => {
                let rows = format!("full name,mobile,company\nLin {one},1370000{two:04},{}\n", name(at));
                self.import(ImportTarget::Contacts, rows).await
            }
            ImportPeople => {
                let rows = format!("employee,manager,team\n{},Boss {one},North\n", name(at));
                self.import(ImportTarget::People, rows).await
            }
            ImportProducts => {
                let rows = format!("product,category,price\n{} {one},tea,12.5\n", name(at));
                self.import(ImportTarget::Products, rows).await
            }
            ImportPurchases => {
                let rows = format!("customer,product,date,amount\n{},New {two},2025-03-{:02},8\n", name(at), one + 1);
                self.import(ImportTarget::Purchases, rows).await
            }
            RestoreValue => {
                let found: Option<(i64, Uuid, String)> = {
                    let mut writer = self.session.crm().database().writer().await?;
                    let changed =
                        "SELECT tx, row_id, col FROM change WHERE kind = 'u' ORDER BY seq DESC LIMIT 1 OFFSET ?";
                    sqlx::query_as(changed).bind(one as i64).fetch_optional(&mut writer.conn).await?
                };
                let (tx, row, field) = found.ok_or(Error::NotFound("change"))?;
                session.restore_value(tx, row.into(), &field).await
            }
        }
    }

    async fn import(&self, target: ImportTarget, rows: String) -> Result<()> {
        let preview = self.session.open_import(target, ImportSource::Text(rows.into())).await?;
        self.session.run_import(preview.token, preview.plan, false, &|_| ()).await.map(drop)
    }

    async fn a_purchase(&self, customer: usize, product: usize, at: usize) -> Result<PurchaseDraft> {
        let product = self.one("SELECT id FROM products ORDER BY id", product).await.ok();
        Ok(PurchaseDraft {
            customer_id: self.customer(customer).await?.into(),
            product_id: product.filter(|_| at.is_multiple_of(2)).map(Into::into),
            bought_on: format!("2025-{:02}-10", 1 + at),
            quantity: "1.5".into(),
            amount: format!("{}", at as i64 * 10 - 20),
            currency: if product.is_some() { "CNY" } else { "USD" }.into(),
            source: word(at),
            reference: None,
        })
    }
}
