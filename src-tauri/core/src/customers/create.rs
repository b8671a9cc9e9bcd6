use super::{CustomerDraft, Lifecycle, Op, store};
use crate::access::{Action, Object, Rule};
use crate::crm::Session;
use crate::error::{FieldError, Result};
use crate::fields;
use crate::id::{CustomerId, FieldId};
use crate::parent::ParentRef;
use crate::{addresses, check, methods, op, people, tags};

/// Largest headcount that is believed.
pub(super) const MAX_SIZE: i64 = 100_000_000;

impl Session {
    /// Adds a customer with everything the draft holds. Every bad field is reported at once, nothing is half done.
    pub async fn create_customer(&self, draft: CustomerDraft) -> Result<CustomerId> {
        let mut errors = Vec::new();
        let name = check::required(&mut errors, "name", &draft.name, store::MAX_NAME);
        let short_name = check::optional(&mut errors, "shortName", draft.short_name.as_deref(), 200);
        let tax_code = check::optional(&mut errors, "taxCode", draft.tax_code.as_deref(), 50);
        let industry = check::optional(&mut errors, "industry", draft.industry.as_deref(), 200);
        let source = check::optional(&mut errors, "source", draft.source.as_deref(), 200);
        let website = check::optional(&mut errors, "website", draft.website.as_deref(), 500);
        let note = check::lines(&mut errors, "note", draft.note.as_deref(), 100_000);
        if draft.size.is_some_and(|n| !(0..=MAX_SIZE).contains(&n)) {
            errors.push(FieldError::new("size", "out_of_range").with("min", 0).with("max", MAX_SIZE));
        }
        let methods = methods::parse_all(&mut errors, &draft.methods, self.country());
        let addresses = addresses::parse_all(&mut errors, &draft.addresses);
        let tags: Vec<String> = draft
            .tags
            .iter()
            .enumerate()
            .filter_map(|(i, tag)| check::optional(&mut errors, &format!("tags.{i}"), Some(tag), 60))
            .collect();
        let mut tx = self.begin(op::Op::Customers(Op::Create)).await?;
        let defs = fields::store::list(tx.conn()).await?;
        let custom: Vec<(FieldId, fields::Value)> = draft
            .fields
            .iter()
            .filter_map(|value| {
                let path = format!("custom:{}", value.field_id);
                match defs.iter().find(|def| def.id == value.field_id) {
                    Some(def) => fields::parse(&mut errors, &path, def.kind, &value.value).map(|v| (def.id, v)),
                    None => {
                        errors.push(FieldError::new(path, "unknown"));
                        None
                    }
                }
            })
            .collect();
        let owner = draft.owner_id.unwrap_or(self.actor());
        if !people::exists(tx.conn(), owner).await? {
            errors.push(FieldError::new("ownerId", "unknown"));
        }
        check::done(errors, ())?;
        if owner != self.actor() && !tx.rights().may(Object::Customers, Action::Transfer) {
            return Err(tx.refuse(Rule::action(Object::Customers, Action::Transfer), None).await);
        }

        let id: CustomerId = tx.new_id();
        let row = store::NewCustomer {
            id,
            kind: draft.kind,
            name: &name,
            short_name: short_name.as_deref(),
            tax_code: tax_code.as_deref(),
            industry: industry.as_deref(),
            size: draft.size,
            level: draft.level,
            lifecycle: draft.lifecycle.unwrap_or(Lifecycle::Prospect),
            source: source.as_deref(),
            website: website.as_deref(),
            note: note.as_deref(),
            owner: Some(owner),
            next_contact_at: draft.next_contact_at,
        };
        let (now, actor) = (tx.now(), tx.actor());
        store::insert(tx.conn(), &row, now, actor).await?;
        let parent = ParentRef::from(id);
        for method in &methods {
            let id = tx.new_id();
            methods::store::append(tx.conn(), id, parent, method).await?;
        }
        for address in &addresses {
            let id = tx.new_id();
            addresses::store::append(tx.conn(), id, parent, address).await?;
        }
        for name in &tags {
            let tag = tags::ensure(&mut tx, name).await?;
            let id = tx.new_id();
            tags::store::hang(tx.conn(), id, tag.id, parent).await?;
        }
        for (field, value) in &custom {
            let id = tx.new_id();
            fields::store::set(tx.conn(), id, *field, parent, Some(value)).await?;
        }
        tx.commit().await?;
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use crate::addresses::AddressDraft;
    use crate::customers::{CustomerDraft, CustomerKind, DuplicateProbe, DuplicateReason, FieldPatch};
    use crate::methods::{MethodDraft, MethodKind};
    use crate::testing::a_workspace;
    use crate::views::Selection;
    use crate::{Error, RecordId};

    fn a_method(kind: MethodKind, raw: &str) -> MethodDraft {
        MethodDraft { kind, label: None, raw: raw.to_owned() }
    }

    fn an_address(division: &str) -> AddressDraft {
        AddressDraft {
            label: None,
            country: "CN".into(),
            division: Some(division.to_owned()),
            province: None,
            city: None,
            district: None,
            street: Some("科技园路1号".into()),
            postcode: None,
        }
    }

    fn fields_of(error: Error) -> Vec<(String, String)> {
        match error {
            Error::Invalid(fields) => fields.into_iter().map(|f| (f.field, f.code)).collect(),
            other => panic!("{other:?}"),
        }
    }

    fn patch(field: &str, value: &str) -> FieldPatch {
        FieldPatch { field: field.to_owned(), value: Some(value.to_owned()) }
    }

    #[tokio::test]
    async fn every_bad_field_is_reported_at_once_and_nothing_is_stored() {
        let (_dir, crm) = a_workspace().await;
        let draft = CustomerDraft {
            size: Some(-1),
            methods: vec![a_method(MethodKind::Email, "nobody"), a_method(MethodKind::Mobile, "abc")],
            addresses: vec![an_address("999999")],
            ..CustomerDraft::named(CustomerKind::Organisation, "  ")
        };
        let fields = fields_of(crm.session().create_customer(draft).await.unwrap_err());
        let expected = [
            ("name", "required"),
            ("size", "out_of_range"),
            ("methods.0.raw", "email.invalid"),
            ("methods.1.raw", "phone.invalid"),
            ("addresses.0.division", "unknown"),
        ];
        assert_eq!(fields, expected.map(|(f, c)| (f.to_owned(), c.to_owned())));
        assert!(matches!(crm.session().undo().await, Err(Error::NothingToUndo)));
    }

    #[tokio::test]
    async fn a_new_customer_has_all_it_was_given_and_undo_takes_it_all_back() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let draft = CustomerDraft {
            methods: vec![
                a_method(MethodKind::Mobile, "138 1234 5678"),
                a_method(MethodKind::Email, "Zhang@Example.com"),
            ],
            addresses: vec![an_address("440305")],
            tags: vec!["VIP".into(), "vip".into()],
            ..CustomerDraft::named(CustomerKind::Organisation, "深圳腾飞科技有限公司")
        };
        let id = session.create_customer(draft).await.unwrap();
        let record = session.customer(id).await.unwrap();
        assert_eq!(
            record.methods.iter().map(|m| m.norm.as_str()).collect::<Vec<_>>(),
            ["+8613812345678", "zhang@example.com"]
        );
        assert_eq!(record.addresses[0].district.as_deref(), Some("南山区"));
        assert_eq!(record.region.as_deref(), Some("CN-44"));
        assert_eq!(record.tags.len(), 1, "a tag is one whatever its case");
        session.undo().await.unwrap();
        assert!(matches!(session.customer(id).await, Err(Error::NotFound("customer"))));
        assert!(session.list_tags().await.unwrap().is_empty());
        session.redo().await.unwrap();
        let again = session.customer(id).await.unwrap();
        assert_eq!((again.region, again.methods, again.tags), (record.region, record.methods, record.tags));
    }

    #[tokio::test]
    async fn a_patch_changes_its_field_and_the_history_tells_it() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let id = session.create_customer(CustomerDraft::named(CustomerKind::Person, "Ada")).await.unwrap();
        session.update_customer(id, vec![patch("name", "Ada Lovelace"), patch("level", "A")]).await.unwrap();
        let bad = session
            .update_customer(id, vec![patch("level", "Z"), patch("nonsense", "1"), patch("name", "")])
            .await
            .unwrap_err();
        assert_eq!(fields_of(bad).len(), 3);
        let history = session.history(uuid::Uuid::from(id).into(), None).await.unwrap();
        let changes: Vec<_> =
            history.entries.iter().map(|e| (e.field.as_deref(), e.old.as_deref(), e.new.as_deref())).collect();
        assert_eq!(
            changes,
            [
                (Some("level"), None, Some("A")),
                (Some("name"), Some("Ada"), Some("Ada Lovelace")),
                (None, None, Some("Ada Lovelace"))
            ]
        );
        let named = &history.entries[1];
        session.restore_value(named.tx, named.row_id.parse::<RecordId>().unwrap(), "name").await.unwrap();
        assert_eq!(session.customer(id).await.unwrap().name, "Ada");
    }

    #[tokio::test]
    async fn the_record_of_a_day_is_what_it_was_that_day() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let id = session.create_customer(CustomerDraft::named(CustomerKind::Person, "Ada")).await.unwrap();
        let before = session.now();
        crm.clock().advance_ms(60_000);
        session.update_customer(id, vec![patch("name", "Countess")]).await.unwrap();
        session.add_method(id.into(), a_method(MethodKind::Email, "a@b.cn")).await.unwrap();
        let then = session.record_as_of(uuid::Uuid::from(id).into(), before).await.unwrap();
        assert!(then.existed);
        assert_eq!(then.rows.len(), 1);
        let name = then.rows[0].fields.iter().find(|f| f.field == "name").unwrap();
        assert_eq!(name.value.as_deref(), Some("Ada"));
    }

    #[tokio::test]
    async fn a_duplicate_is_seen_by_name_phone_and_mail() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let draft = CustomerDraft {
            methods: vec![a_method(MethodKind::Phone, "0755-88886666")],
            ..CustomerDraft::named(CustomerKind::Organisation, "腾飞科技有限公司")
        };
        let id = session.create_customer(draft).await.unwrap();
        let probe = |name: Option<&str>, method: Option<&str>| DuplicateProbe {
            name: name.map(str::to_owned),
            tax_code: None,
            methods: method.map(str::to_owned).into_iter().collect(),
            except: None,
        };
        let hints = session.customer_duplicates(&probe(Some("腾飞科技"), None)).await.unwrap();
        assert_eq!((hints[0].customer.as_ref().unwrap().id, hints[0].matched_on), (id, DuplicateReason::Name));
        let hints = session.customer_duplicates(&probe(None, Some("+86 755 8888 6666"))).await.unwrap();
        assert_eq!(hints[0].matched_on, DuplicateReason::Phone);
        assert!(session.customer_duplicates(&probe(Some("别的公司"), None)).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_purge_removes_for_good_only_what_was_counted() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let id = session.create_customer(CustomerDraft::named(CustomerKind::Person, "Ada")).await.unwrap();
        let selection = Selection::Ids { ids: vec![uuid::Uuid::from(id).into()] };
        assert!(
            matches!(session.purge_customers(&selection, 1).await, Err(Error::Conflict("count_changed"))),
            "it is not in the trash"
        );
        session.delete_customers(&selection).await.unwrap();
        assert!(session.customer(id).await.unwrap().deleted_at.is_some());
        session.restore_customers(&selection).await.unwrap();
        session.delete_customers(&selection).await.unwrap();
        assert_eq!(session.purge_customers(&selection, 1).await.unwrap(), 1);
        assert!(matches!(session.customer(id).await, Err(Error::NotFound("customer"))));
        assert_ne!(session.undo().await.unwrap().op, "customers.purge", "a purge is final");
    }
}
