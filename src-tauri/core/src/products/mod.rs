//! What one sells. Products are matched by name: case, width, spaces and punctuation make no difference.

mod store;
mod verbs;

use crate::id::ProductId;
use crate::money::Money;

crate::op::ops! {
    /// A new product.
    Create = "products.create" => Products.Create,
    /// Changed facts of a product.
    Update = "products.update" => Products.Edit,
    /// No longer offered.
    Archive = "products.archive" => Products.Edit,
    /// Offered again.
    Unarchive = "products.unarchive" => Products.Edit,
}

/// A product in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ProductRow {
    /// The id.
    pub id: ProductId,
    /// The article number.
    pub sku: Option<String>,
    /// The name.
    pub name: String,
    /// The product line.
    pub category: Option<String>,
    /// The list price.
    pub price: Option<Money>,
    /// It is no longer offered.
    pub archived: bool,
}

/// What is known of a product.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProductDraft {
    /// The article number, unique.
    pub sku: Option<String>,
    /// The name, required and unique.
    pub name: String,
    /// The product line.
    pub category: Option<String>,
    /// The list price as a plain decimal.
    pub price: Option<String>,
    /// The currency of the price; none means the workspace's.
    pub currency: Option<String>,
}
