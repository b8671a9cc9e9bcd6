//! What customers buy: facts of a day, a quantity and an amount, entered by hand or imported.
//!
//! Sums per customer and month are kept by triggers of the schema, so that nothing here has to remember them.

mod draft;
mod purchasing;
mod store;
#[cfg(test)]
mod tests;
mod verbs;

pub use purchasing::{MonthPoint, PurchaseTotal, Purchasing, PurchasingTrend};

use chrono::NaiveDate;

use crate::id::{CustomerId, ProductId, PurchaseId};
use crate::money::Money;
use crate::people::UserRef;

crate::op::ops! {
    /// A new purchase.
    Create = "purchases.create" => Purchases.Create,
    /// Changed facts of a purchase.
    Update = "purchases.update" => Purchases.Edit,
    /// A purchase that goes to the trash.
    Delete = "purchases.delete" => Purchases.Delete,
}

/// Decimals of a quantity.
pub(crate) const QUANTITY_SCALE: u32 = 4;

/// The largest amount of one purchase, in minor units: so many fit into every sum without overflow.
pub(crate) const MAX_AMOUNT: i64 = 10_000_000_000_000;

/// A purchase.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Purchase {
    /// The id.
    pub id: PurchaseId,
    /// Who bought.
    pub customer_id: CustomerId,
    /// What was bought, when it is a known product.
    pub product_id: Option<ProductId>,
    /// The product's name.
    pub product: Option<String>,
    /// The civil day.
    #[specta(type = String)]
    pub bought_on: NaiveDate,
    /// How much, a plain decimal.
    pub quantity: String,
    /// The net amount; negative for a return.
    pub amount: Money,
    /// Where this is known from.
    pub source: Option<String>,
    /// The number of the order or invoice.
    pub reference: Option<String>,
    /// Who sold.
    pub user: Option<UserRef>,
}

/// A purchase as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PurchaseDraft {
    /// Who bought.
    pub customer_id: CustomerId,
    /// What was bought.
    pub product_id: Option<ProductId>,
    /// The civil day, `YYYY-MM-DD`.
    pub bought_on: String,
    /// How much: a plain decimal of at most four places, more than zero.
    pub quantity: String,
    /// The net amount: a plain decimal with no more places than the currency has.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// Where this is known from.
    pub source: Option<String>,
    /// The number of the order or invoice.
    pub reference: Option<String>,
}
