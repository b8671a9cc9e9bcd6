//! The synced tables: the one list from which capture, undo, history and the check are made.

/// A table whose writes are recorded.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// The record a row belongs to, as SQL over `{row}` (`old` or `new`).
    pub(crate) root: &'static str,
    /// Kept up to date from other columns: changes are not recorded.
    pub(crate) derived: &'static [&'static str],
    /// Rebuilt when rows around it come back: not packed when the row is deleted.
    pub(crate) rebuilt: &'static [&'static str],
}

const OWN: &str = "{row}.id";
const CHILD: &str = "coalesce({row}.customer_id, {row}.contact_id)";
const TOUCHED: &[&str] = &["updated_at", "updated_by"];

/// Parents stand before their children: inserts follow this order, deletes the reverse.
pub(crate) const TABLES: &[Table] = &[
    Table { name: "departments", root: OWN, derived: &[], rebuilt: &[] },
    Table { name: "users", root: OWN, derived: &["name_sort", "updated_at", "updated_by"], rebuilt: &["rid"] },
    Table { name: "roles", root: OWN, derived: &[], rebuilt: &[] },
    Table { name: "role_grants", root: "{row}.role_id", derived: &[], rebuilt: &[] },
    Table { name: "role_fields", root: "{row}.role_id", derived: &[], rebuilt: &[] },
    Table { name: "user_roles", root: "{row}.user_id", derived: &[], rebuilt: &[] },
    Table {
        name: "customers",
        root: OWN,
        derived: &[
            "name_sort",
            "name_key",
            "owner_sort",
            "region",
            "city",
            "first_purchase_on",
            "last_purchase_on",
            "purchase_count",
            "updated_at",
            "updated_by",
        ],
        rebuilt: &["rid", "first_purchase_on", "last_purchase_on", "purchase_count"],
    },
    Table { name: "contacts", root: OWN, derived: &["name_sort", "updated_at", "updated_by"], rebuilt: &["rid"] },
    Table { name: "collaborators", root: "{row}.customer_id", derived: &[], rebuilt: &[] },
    Table { name: "customer_contacts", root: "{row}.customer_id", derived: &[], rebuilt: &[] },
    Table { name: "contact_methods", root: CHILD, derived: &[], rebuilt: &[] },
    Table { name: "addresses", root: CHILD, derived: &[], rebuilt: &[] },
    Table { name: "preferences", root: CHILD, derived: &[], rebuilt: &[] },
    Table { name: "consents", root: CHILD, derived: &[], rebuilt: &[] },
    Table { name: "tags", root: OWN, derived: &[], rebuilt: &[] },
    Table { name: "taggings", root: CHILD, derived: &[], rebuilt: &[] },
    Table { name: "relations", root: "{row}.from_id", derived: &[], rebuilt: &[] },
    Table { name: "field_defs", root: OWN, derived: &[], rebuilt: &[] },
    Table { name: "field_values", root: CHILD, derived: &[], rebuilt: &[] },
    Table { name: "attachments", root: CHILD, derived: &[], rebuilt: &[] },
    Table {
        name: "products",
        root: OWN,
        derived: &["name_sort", "name_key", "updated_at", "updated_by"],
        rebuilt: &["rid"],
    },
    Table { name: "purchases", root: "{row}.customer_id", derived: TOUCHED, rebuilt: &["rid"] },
    Table { name: "retention_rules", root: OWN, derived: &[], rebuilt: &[] },
    Table { name: "views", root: OWN, derived: &["updated_at"], rebuilt: &[] },
];

/// Tables that name a moment and a person of the last change; `commit` fills them in.
pub(crate) const TOUCHABLE: &[&str] = &["users", "customers", "contacts", "products"];

impl Table {
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|t| t.name == name)
    }
}
