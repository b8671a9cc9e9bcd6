use sqlx::SqliteConnection;

use super::store::Columns;
use super::{Op, ProductDraft, ProductRow, store};
use crate::crm::Session;
use crate::error::{Error, FieldError, Result};
use crate::id::ProductId;
use crate::money::{Currency, Money};
use crate::text::{normal, pinyin};
use crate::{check, op};

/// A type-ahead shows no more.
const LISTED: i64 = 200;

impl Session {
    /// Products by name, at most 200. With `text`: those whose name holds it or whose number begins with it.
    pub async fn list_products(&self, text: Option<&str>) -> Result<Vec<ProductRow>> {
        self.products(text, false).await
    }

    /// The same among those that are no longer offered.
    pub async fn list_archived_products(&self, text: Option<&str>) -> Result<Vec<ProductRow>> {
        self.products(text, true).await
    }

    async fn products(&self, text: Option<&str>, archived: bool) -> Result<Vec<ProductRow>> {
        let text = text.unwrap_or("");
        let mut read = self.read().await?;
        store::list(read.conn(), &normal::company_key(text), &normal::fold(text), archived, LISTED).await
    }

    /// Adds a product.
    pub async fn create_product(&self, draft: ProductDraft) -> Result<ProductId> {
        let mut errors = Vec::new();
        let product = parse(&draft, &self.crm().settings().base_currency, &mut errors);
        let mut tx = self.begin(op::Op::Products(Op::Create)).await?;
        taken(tx.conn(), None, &product, &mut errors).await?;
        check::done(errors, ())?;
        let (id, now, actor) = (tx.new_id(), tx.now(), tx.actor());
        store::insert(tx.conn(), id, &product, now, actor).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Writes all that is known of a product.
    pub async fn update_product(&self, id: ProductId, draft: ProductDraft) -> Result<()> {
        let mut errors = Vec::new();
        let product = parse(&draft, &self.crm().settings().base_currency, &mut errors);
        let mut tx = self.begin(op::Op::Products(Op::Update)).await?;
        taken(tx.conn(), Some(id), &product, &mut errors).await?;
        check::done(errors, ())?;
        if !store::update(tx.conn(), id, &product).await? {
            return Err(Error::NotFound("product"));
        }
        tx.commit().await?;
        Ok(())
    }

    /// Takes a product out of what is offered; purchases of it stay as they are.
    pub async fn archive_product(&self, id: ProductId) -> Result<()> {
        self.mark_product(Op::Archive, id).await
    }

    /// Offers a product again.
    pub async fn unarchive_product(&self, id: ProductId) -> Result<()> {
        self.mark_product(Op::Unarchive, id).await
    }

    async fn mark_product(&self, verb: Op, id: ProductId) -> Result<()> {
        let mut tx = self.begin(op::Op::Products(verb)).await?;
        let at = (verb == Op::Archive).then(|| tx.now());
        if !store::archive(tx.conn(), id, at).await? {
            return Err(Error::NotFound("product"));
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Another product has the name or the number.
async fn taken(
    conn: &mut SqliteConnection,
    own: Option<ProductId>,
    product: &Columns,
    errors: &mut Vec<FieldError>,
) -> Result<()> {
    if !product.name.is_empty() && store::has_name_key(conn, own, &product.name_key).await? {
        errors.push(FieldError::new("name", "taken"));
    }
    if let Some(sku) = &product.sku
        && store::has_sku(conn, own, sku).await?
    {
        errors.push(FieldError::new("sku", "taken"));
    }
    Ok(())
}

fn parse(draft: &ProductDraft, base_currency: &str, errors: &mut Vec<FieldError>) -> Columns {
    let name = check::required(errors, "name", &draft.name, 200);
    let sku = check::optional(errors, "sku", draft.sku.as_deref(), 100);
    let category = check::optional(errors, "category", draft.category.as_deref(), 200);
    let currency = draft.currency.as_deref().map(str::trim).filter(|c| !c.is_empty()).unwrap_or(base_currency);
    let currency =
        currency.parse::<Currency>().map_err(|_| errors.push(FieldError::new("currency", "currency.invalid")));
    let price = draft.price.as_deref().map(str::trim).filter(|p| !p.is_empty());
    let price = price.zip(currency.ok()).and_then(|(price, currency)| {
        let minor = currency.parse_minor(price).filter(|minor| *minor >= 0);
        if minor.is_none() {
            errors.push(FieldError::new("price", "number.invalid"));
        }
        Some(Money { minor: minor?, currency })
    });
    Columns { name_sort: pinyin::sort_key(&name), name_key: normal::company_key(&name), name, sku, category, price }
}

#[cfg(test)]
mod tests {
    use crate::Error;
    use crate::products::ProductDraft;
    use crate::testing::a_workspace;

    fn a_product(name: &str) -> ProductDraft {
        ProductDraft { sku: None, name: name.to_owned(), category: None, price: None, currency: None }
    }

    #[tokio::test]
    async fn a_product_is_found_by_a_part_of_its_name_or_the_head_of_its_number() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let draft = ProductDraft { sku: Some("MG-7".into()), price: Some("55.50".into()), ..a_product("MG Special") };
        session.create_product(draft).await.unwrap();
        session.create_product(a_product("GTX Basic")).await.unwrap();
        session.create_product(a_product("普洱茶")).await.unwrap();
        for (text, found) in [
            (None, vec!["GTX Basic", "MG Special", "普洱茶"]),
            (Some("gtxb"), vec!["GTX Basic"]),
            (Some("mg-"), vec!["MG Special"]),
            (Some("洱"), vec!["普洱茶"]),
            (Some("nothing"), vec![]),
        ] {
            let names: Vec<String> = session.list_products(text).await.unwrap().into_iter().map(|p| p.name).collect();
            assert_eq!(names, found, "{text:?}");
        }
        let price = session.list_products(Some("special")).await.unwrap()[0].price.unwrap();
        assert_eq!((price.minor, price.currency.code()), (5550, "CNY"));
    }

    #[tokio::test]
    async fn a_product_keeps_its_own_name_when_it_is_changed_and_cannot_take_anothers() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let draft = ProductDraft { sku: Some("1".into()), price: Some("10".into()), ..a_product("Tea") };
        let tea = session.create_product(draft.clone()).await.unwrap();
        session.create_product(a_product("Coffee")).await.unwrap();
        session.update_product(tea, ProductDraft { price: Some("12.50".into()), ..draft.clone() }).await.unwrap();
        assert_eq!(session.list_products(Some("tea")).await.unwrap()[0].price.unwrap().minor, 1250);
        let Err(Error::Invalid(errors)) = session.update_product(tea, a_product("COFFEE")).await else {
            panic!("refused")
        };
        assert_eq!((errors[0].field.as_str(), errors[0].code.as_str()), ("name", "taken"));
        session.undo().await.unwrap();
        assert_eq!(session.list_products(Some("tea")).await.unwrap()[0].price.unwrap().minor, 1000);
        let nobody = crate::ProductId::from(uuid::Uuid::nil());
        assert!(matches!(session.update_product(nobody, a_product("X")).await, Err(Error::NotFound("product"))));
    }

    #[tokio::test]
    async fn an_archived_product_is_offered_no_more_until_it_comes_back() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        let tea = session.create_product(a_product("Tea")).await.unwrap();
        session.archive_product(tea).await.unwrap();
        assert!(session.list_products(None).await.unwrap().is_empty());
        let archived = session.list_archived_products(None).await.unwrap();
        assert_eq!((archived.len(), archived[0].archived), (1, true));
        session.unarchive_product(tea).await.unwrap();
        assert_eq!(session.list_products(None).await.unwrap().len(), 1);
        assert!(session.list_archived_products(None).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn everything_wrong_with_a_product_is_said_at_once() {
        let (_dir, crm) = a_workspace().await;
        let session = crm.session();
        session.create_product(ProductDraft { sku: Some("1".into()), ..a_product("GTX Pro") }).await.unwrap();
        let bad = ProductDraft {
            sku: Some("1".into()),
            category: Some("x".repeat(201)),
            price: Some("cheap".into()),
            currency: Some("USD".into()),
            ..a_product("gtxpro")
        };
        let Err(Error::Invalid(errors)) = session.create_product(bad).await else { panic!("refused") };
        let said: Vec<(&str, &str)> = errors.iter().map(|e| (e.field.as_str(), e.code.as_str())).collect();
        assert_eq!(said, [("category", "too_long"), ("price", "number.invalid"), ("name", "taken"), ("sku", "taken")]);
        let Err(Error::Invalid(errors)) =
            session.create_product(ProductDraft { currency: Some("gold".into()), ..a_product(" ") }).await
        else {
            panic!("refused")
        };
        assert_eq!(errors.len(), 2, "{errors:?}");
    }
}
