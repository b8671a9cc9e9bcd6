//! The catalogue: every field of customers and contacts, and the records around them.

use super::fields::{FastOrder, Field, FilterKind, Order, Relation, Root, Source, Sums};

pub(super) const fn field(key: &'static str, kind: FilterKind, source: Source, order: Order) -> Field {
    Field { key, kind, source, order, values: &[], scale: 0 }
}

const fn text(key: &'static str, column: &'static str) -> Field {
    field(key, FilterKind::Text, Source::Column(column), Order::Said(column))
}

const fn choice(key: &'static str, order: Order, values: &'static [&'static str]) -> Field {
    Field { values, ..field(key, FilterKind::Enum, Source::Column(key), order) }
}

const fn fast(index: &'static str, column: &'static str, nullable: bool) -> Order {
    Order::Fast(FastOrder { index, column, nullable, within: None })
}

const fn plain(key: &'static str, column: &'static str, kind: FilterKind) -> Field {
    field(key, kind, Source::Column(column), Order::Plain(column))
}

const fn relation(key: &'static str, relation: &'static Relation) -> Field {
    field(key, FilterKind::Relation, Source::Relation(relation), Order::No)
}

const PHONES: &str = "('mobile', 'phone', 'fax', 'whatsapp')";
const MAILS: &str = "('email')";
const YES_NO: &[&str] = &["true", "false"];
const KINDS: &[&str] = &["organisation", "person"];
const LEVELS: &[&str] = &["A", "B", "C", "D"];
const LIFECYCLES: &[&str] = &["prospect", "active", "dormant", "lost"];
const RELATION_KINDS: &[&str] = &["parent", "subsidiary", "referred", "referred_by", "competitor"];
const GENDERS: &[&str] = &["female", "male", "other"];

use FilterKind as K;

static CUSTOMER: &[Field] = &[
    field("name", K::Text, Source::Column("name"), fast("customers_by_name", "name_sort", false)),
    text("shortName", "short_name"),
    choice("kind", Order::Plain("kind"), KINDS),
    text("taxCode", "tax_code"),
    text("industry", "industry"),
    plain("size", "size", K::Number),
    choice("level", fast("customers_by_level", "level", true), LEVELS),
    choice(
        "lifecycle",
        Order::Ranked("CASE r.lifecycle WHEN 'prospect' THEN 0 WHEN 'active' THEN 1 WHEN 'dormant' THEN 2 ELSE 3 END"),
        LIFECYCLES,
    ),
    text("source", "source"),
    text("website", "website"),
    text("note", "note"),
    field("owner", K::User, Source::Column("owner_id"), fast("customers_by_owner", "owner_sort", true)),
    plain("region", "region", K::Region),
    text("city", "city"),
    field("phone", K::Text, Source::Methods(PHONES), Order::Methods(PHONES)),
    field("email", K::Text, Source::Methods(MAILS), Order::Methods(MAILS)),
    field("tags", K::Tags, Source::Tags, Order::No),
    field("createdAt", K::Instant, Source::Column("created_at"), fast("customers_by_created", "created_at", false)),
    field("updatedAt", K::Instant, Source::Column("updated_at"), fast("customers_by_updated", "updated_at", false)),
    field(
        "lastContactAt",
        K::Instant,
        Source::Column("last_contact_at"),
        fast("customers_by_last_contact", "last_contact_at", true),
    ),
    field(
        "nextContactAt",
        K::Instant,
        Source::Column("next_contact_at"),
        fast("customers_by_next_contact", "next_contact_at", true),
    ),
    plain("firstPurchaseOn", "first_purchase_on", K::Date),
    field(
        "lastPurchaseOn",
        K::Date,
        Source::Column("last_purchase_on"),
        Order::Fast(FastOrder {
            index: "customers_by_last_purchase",
            column: "last_purchase_on",
            nullable: true,
            within: Some(("lifecycle", "customers_of_lifecycle")),
        }),
    ),
    plain("purchaseCount", "purchase_count", K::Number),
    field("purchasedAmount", K::Money, Source::Totals, Order::No),
    relation("contacts", &CUSTOMER_CONTACTS),
    Field { order: Order::Plain("purchase_count"), ..relation("purchases", &PURCHASES) },
    relation("addresses", &CUSTOMER_ADDRESSES),
    relation("relations", &RELATIONS),
    relation("preferences", &CUSTOMER_PREFERENCES),
    relation("attachments", &CUSTOMER_ATTACHMENTS),
];

static CONTACT: &[Field] = &[
    field("name", K::Text, Source::Column("name"), fast("contacts_by_name", "name_sort", false)),
    text("familyName", "family_name"),
    text("givenName", "given_name"),
    text("title", "title"),
    text("department", "department"),
    choice("gender", Order::Plain("gender"), GENDERS),
    plain("birthdayOn", "birthday_on", K::Date),
    Field {
        values: YES_NO,
        ..field("doNotContact", K::Enum, Source::Flag("do_not_contact"), Order::Plain("do_not_contact"))
    },
    text("note", "note"),
    field("phone", K::Text, Source::Methods(PHONES), Order::Methods(PHONES)),
    field("email", K::Text, Source::Methods(MAILS), Order::Methods(MAILS)),
    field("tags", K::Tags, Source::Tags, Order::No),
    field("createdAt", K::Instant, Source::Column("created_at"), fast("contacts_by_created", "created_at", false)),
    field("updatedAt", K::Instant, Source::Column("updated_at"), fast("contacts_by_updated", "updated_at", false)),
    Field { order: Order::Customer, ..relation("customers", &CONTACT_CUSTOMERS) },
    relation("addresses", &CONTACT_ADDRESSES),
    relation("preferences", &CONTACT_PREFERENCES),
    relation("attachments", &CONTACT_ATTACHMENTS),
];

static CUSTOMER_CONTACTS: Relation = Relation {
    // Each contact is read once and in file order, not once for each of its links.
    from: "contacts s CROSS JOIN customer_contacts l ON l.contact_id = s.id",
    owner: "l.customer_id",
    live: "s.deleted_at IS NULL",
    of_customers: false,
    covered: &[],
    sums: None,
    fields: &[
        text("name", "name"),
        text("title", "title"),
        text("department", "department"),
        choice("gender", Order::No, GENDERS),
        plain("birthdayOn", "birthday_on", K::Date),
        Field { values: YES_NO, ..field("doNotContact", K::Enum, Source::Flag("do_not_contact"), Order::No) },
        field("role", K::Text, Source::Link("role"), Order::No),
    ],
};

static CONTACT_CUSTOMERS: Relation = Relation {
    from: "customer_contacts l JOIN customers s ON s.id = l.customer_id",
    owner: "l.contact_id",
    live: "s.deleted_at IS NULL",
    of_customers: true,
    covered: &[],
    sums: None,
    fields: &[
        text("name", "name"),
        choice("kind", Order::No, KINDS),
        text("industry", "industry"),
        choice("level", Order::No, LEVELS),
        choice("lifecycle", Order::No, LIFECYCLES),
        text("source", "source"),
        field("owner", K::User, Source::Column("owner_id"), Order::No),
        plain("region", "region", K::Region),
        text("city", "city"),
        plain("lastPurchaseOn", "last_purchase_on", K::Date),
        field("role", K::Text, Source::Link("role"), Order::No),
    ],
};

static PURCHASES: Relation = Relation {
    from: "purchases s",
    owner: "s.customer_id",
    live: "s.deleted_at IS NULL",
    of_customers: false,
    covered: &["bought_on", "currency", "amount_minor"],
    sums: Some(Sums {
        count: "r.purchase_count",
        first: "r.first_purchase_on",
        last: "r.last_purchase_on",
        day: "bought_on",
    }),
    fields: &[
        plain("boughtOn", "bought_on", K::Date),
        field("amount", K::Money, Source::Column("amount_minor"), Order::No),
        field("currency", K::Text, Source::Column("currency"), Order::No),
        Field { scale: 4, ..plain("quantity", "quantity", K::Number) },
        field("product", K::Text, Source::Named("product_id", "products"), Order::No),
        text("source", "source"),
        text("reference", "reference"),
    ],
};

const ADDRESS_FIELDS: &[Field] = &[
    text("label", "label"),
    text("country", "country"),
    text("province", "province"),
    text("city", "city"),
    text("district", "district"),
    text("street", "street"),
    text("postcode", "postcode"),
];
static CUSTOMER_ADDRESSES: Relation = Relation {
    from: "addresses s",
    owner: "s.customer_id",
    live: "s.customer_id IS NOT NULL",
    of_customers: false,
    covered: &[],
    sums: None,
    fields: ADDRESS_FIELDS,
};
static CONTACT_ADDRESSES: Relation = Relation {
    from: "addresses s",
    owner: "s.contact_id",
    live: "s.contact_id IS NOT NULL",
    of_customers: false,
    covered: &[],
    sums: None,
    fields: ADDRESS_FIELDS,
};

const PREFERENCE_FIELDS: &[Field] = &[
    text("key", "key"),
    text("value", "value"),
    text("source", "source"),
    plain("confidence", "confidence", K::Number),
    plain("observedOn", "observed_on", K::Date),
];
static CUSTOMER_PREFERENCES: Relation = Relation {
    from: "preferences s",
    owner: "s.customer_id",
    live: "s.customer_id IS NOT NULL",
    of_customers: false,
    covered: &[],
    sums: None,
    fields: PREFERENCE_FIELDS,
};
static CONTACT_PREFERENCES: Relation = Relation {
    from: "preferences s",
    owner: "s.contact_id",
    live: "s.contact_id IS NOT NULL",
    of_customers: false,
    covered: &[],
    sums: None,
    fields: PREFERENCE_FIELDS,
};

const ATTACHMENT_FIELDS: &[Field] = &[
    text("fileName", "file_name"),
    text("mediaType", "media_type"),
    plain("sizeBytes", "size_bytes", K::Number),
    plain("createdAt", "created_at", K::Instant),
];
static CUSTOMER_ATTACHMENTS: Relation = Relation {
    from: "attachments s",
    owner: "s.customer_id",
    live: "s.customer_id IS NOT NULL",
    of_customers: false,
    covered: &[],
    sums: None,
    fields: ATTACHMENT_FIELDS,
};
static CONTACT_ATTACHMENTS: Relation = Relation {
    from: "attachments s",
    owner: "s.contact_id",
    live: "s.contact_id IS NOT NULL",
    of_customers: false,
    covered: &[],
    sums: None,
    fields: ATTACHMENT_FIELDS,
};

/// Seen from `owner`: `parent` means that the other one is the parent.
static RELATIONS: Relation = Relation {
    from: "(SELECT to_id AS owner, from_id AS other, CASE kind WHEN 'parent' THEN 'parent' WHEN 'referral' THEN 'referred_by' ELSE kind END AS kind FROM relations \
           UNION ALL SELECT from_id, to_id, CASE kind WHEN 'parent' THEN 'subsidiary' WHEN 'referral' THEN 'referred' ELSE kind END FROM relations) l \
           JOIN customers s ON s.id = l.other",
    owner: "l.owner",
    live: "s.deleted_at IS NULL",
    of_customers: true,
    covered: &[],
    sums: None,
    fields: &[
        Field { values: RELATION_KINDS, ..field("kind", K::Enum, Source::Link("kind"), Order::No) },
        field("customer", K::Text, Source::Column("name"), Order::No),
    ],
};

pub(super) static CUSTOMERS: Root = Root {
    table: "customers",
    parent: "customer_id",
    field_owner: "v.customer_id = r.id",
    live: "r.deleted_at IS NULL AND r.archived_at IS NULL",
    archived: "r.deleted_at IS NULL AND r.archived_at IS NOT NULL",
    deleted: "r.deleted_at IS NOT NULL",
    fields: CUSTOMER,
    common: &[
        ("owner_id", "customers_of_owner"),
        ("level", "customers_by_level"),
        ("lifecycle", "customers_of_lifecycle"),
        ("region", "customers_of_region"),
    ],
    ids: Some("customers_of_owner"),
    count: "SELECT (SELECT count(*) FROM customers)
        - (SELECT count(*) FROM customers INDEXED BY customers_deleted WHERE deleted_at IS NOT NULL)
        - (SELECT count(*) FROM customers INDEXED BY customers_archived WHERE archived_at IS NOT NULL AND deleted_at IS NULL)",
};

pub(super) static CONTACTS: Root = Root {
    table: "contacts",
    parent: "contact_id",
    field_owner: "v.customer_id IS NULL AND v.contact_id = r.id",
    live: "r.deleted_at IS NULL AND r.archived_at IS NULL",
    archived: "r.deleted_at IS NULL AND r.archived_at IS NOT NULL",
    deleted: "r.deleted_at IS NOT NULL",
    fields: CONTACT,
    common: &[],
    ids: None,
    count: "SELECT (SELECT count(*) FROM contacts)
        - (SELECT count(*) FROM contacts INDEXED BY contacts_deleted WHERE deleted_at IS NOT NULL)",
};
