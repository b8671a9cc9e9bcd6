use super::draft::{self, Parsed};
use super::{Op, Purchase, PurchaseDraft, store};
use crate::access::Object;
use crate::crm::Session;
use crate::error::{Error, FieldError, Result};
use crate::id::{CustomerId, PurchaseId};
use crate::tx::Tx;
use crate::views::Page;
use crate::{check, op};

/// No page is longer.
const PAGE: u32 = 1000;

impl Session {
    /// The purchases of a customer, newest first: `count` of them (at most 1,000) from the one numbered `start`.
    pub async fn list_purchases(&self, customer: CustomerId, start: u32, count: u32) -> Result<Page<Purchase>> {
        let mut read = self.read().await?;
        let seen = read.see(customer).await?;
        if read.admits(Object::Purchases, customer).await? != Some(true) {
            return Ok(Page { rows: Vec::new(), total: 0 });
        }
        let total = store::count(read.conn(), seen).await?;
        let rows = store::page(read.conn(), seen, start.into(), count.min(PAGE).into()).await?;
        Ok(Page { rows, total: u64::try_from(total).unwrap_or(0) })
    }

    /// Adds a purchase; whoever acts has sold.
    pub async fn create_purchase(&self, draft: PurchaseDraft) -> Result<PurchaseId> {
        let mut tx = self.begin(op::Op::Purchases(Op::Create)).await?;
        let purchase = accept(&mut tx, &draft).await?;
        let (id, now, actor) = (tx.new_id(), tx.now(), tx.actor());
        store::insert(tx.conn(), id, (draft.customer_id, draft.product_id), &purchase, now, actor).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes a purchase; with another customer it moves there.
    pub async fn update_purchase(&self, id: PurchaseId, draft: PurchaseDraft) -> Result<()> {
        let mut tx = self.begin(op::Op::Purchases(Op::Update)).await?;
        let before = store::customer_of(tx.conn(), id).await?;
        tx.part("purchase", before).await?;
        let purchase = accept(&mut tx, &draft).await?;
        let (now, actor) = (tx.now(), tx.actor());
        let owner = (draft.customer_id, draft.product_id);
        if !store::update(tx.conn(), id, owner, &purchase, now, actor).await? {
            return Err(Error::NotFound("purchase"));
        }
        tx.commit().await?;
        Ok(())
    }

    /// Puts a purchase into the trash: it no longer counts. Undo brings it back.
    pub async fn delete_purchase(&self, id: PurchaseId) -> Result<()> {
        let mut tx = self.begin(op::Op::Purchases(Op::Delete)).await?;
        let customer = store::customer_of(tx.conn(), id).await?;
        tx.part("purchase", customer).await?;
        let (now, actor) = (tx.now(), tx.actor());
        if !store::trash(tx.conn(), id, now, actor).await? {
            return Err(Error::NotFound("purchase"));
        }
        tx.commit().await?;
        Ok(())
    }
}

async fn accept(tx: &mut Tx, draft: &PurchaseDraft) -> Result<Parsed> {
    let mut errors = Vec::new();
    let parsed = draft::parse(draft, &mut errors);
    match tx.target(draft.customer_id).await {
        Ok(seen) if store::customer_is_here(tx.conn(), seen).await? => {}
        Ok(_) | Err(Error::NotFound(_)) => errors.push(FieldError::new("customerId", "unknown")),
        Err(error) => return Err(error),
    }
    if let Some(product) = draft.product_id
        && !store::product_is_here(tx.conn(), product).await?
    {
        errors.push(FieldError::new("productId", "unknown"));
    }
    match parsed {
        Some(parsed) => check::done(errors, parsed),
        None => Err(Error::Invalid(errors)),
    }
}
