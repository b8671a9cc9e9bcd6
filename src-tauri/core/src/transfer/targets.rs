//! The fields each target takes, with the names people give their columns.
//!
//! Names are in the form of [`header_key`]: folded, without spaces, punctuation and what stands in brackets.

use super::plan::ImportTarget;
use super::values::{choice, date, number};
use crate::fields::Entity;
use crate::text::normal::fold_plain;

/// A field a column can go to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) key: &'static str,
    pub(crate) required: bool,
    /// Several columns may go there.
    pub(crate) many: bool,
    pub(crate) content: Content,
    pub(crate) names: &'static [&'static str],
}

/// What the cells of a field look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Text,
    Number,
    Date,
    Country,
    Level,
    Lifecycle,
    Kind,
    Gender,
    YesNo,
}

impl Content {
    /// Whether a cell could be stored there (a number of an order of days is not asked for yet).
    pub(crate) fn takes(self, cell: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Number => number::parse(cell.trim_end_matches(['人', '名'])).is_some(),
            Self::Date => date::is_date(cell),
            Self::Country => crate::countries::find(cell).is_some(),
            Self::Level => choice::level(cell).is_some(),
            Self::Lifecycle => choice::lifecycle(cell).is_some(),
            Self::Kind => choice::kind(cell).is_some(),
            Self::Gender => choice::gender(cell).is_some(),
            Self::YesNo => choice::yes(cell).is_some(),
        }
    }
}

const fn one(key: &'static str, content: Content, names: &'static [&'static str]) -> Field {
    Field { key, required: false, many: false, content, names }
}

const fn many(key: &'static str, names: &'static [&'static str]) -> Field {
    Field { key, required: false, many: true, content: Content::Text, names }
}

const fn required(key: &'static str, content: Content, names: &'static [&'static str]) -> Field {
    Field { key, required: true, many: false, content, names }
}

const NOTE: Field = many(
    "note",
    &["note", "notes", "remark", "remarks", "comment", "comments", "description", "memo", "备注", "说明", "描述"],
);
const TAGS: Field = many("tags", &["tags", "tag", "labels", "标签", "客户标签", "联系人标签"]);
const MOBILE: Field = many(
    "mobile",
    &["mobile", "mobilephone", "mobilenumber", "cell", "cellphone", "手机", "手机号", "手机号码", "移动电话"],
);
const PHONE: Field = many(
    "phone",
    &[
        "phone",
        "telephone",
        "tel",
        "phonenumber",
        "officephone",
        "workphone",
        "businessphone",
        "landline",
        "电话",
        "联系电话",
        "固定电话",
        "固话",
        "座机",
        "电话号码",
        "办公电话",
        "公司电话",
        "联系方式",
    ],
);
const FAX: Field = many("fax", &["fax", "faxnumber", "传真", "传真号"]);
const EMAIL: Field =
    many("email", &["email", "emailaddress", "mail", "邮箱", "电子邮箱", "电子邮件", "邮件", "邮箱地址", "联系邮箱"]);
const WECHAT: Field = many("wechat", &["wechat", "wechatid", "weixin", "微信", "微信号"]);
const QQ: Field = many("qq", &["qq", "qqnumber", "qq号", "qq号码"]);
const WHATSAPP: Field = many("whatsapp", &["whatsapp"]);
const COUNTRY: Field = one(
    "country",
    Content::Country,
    &["country", "countryregion", "countryname", "nation", "officelocation", "国家", "国家地区", "国别"],
);
const PROVINCE: Field =
    one("province", Content::Text, &["province", "state", "stateprovince", "省", "省份", "所在省", "所在省份"]);
const CITY: Field = one("city", Content::Text, &["city", "town", "市", "城市", "所在城市", "地市", "所在市"]);
const DISTRICT: Field = one("district", Content::Text, &["district", "county", "区", "区县", "县", "县区", "所在区县"]);
const ADDRESS: Field = many(
    "address",
    &[
        "address",
        "street",
        "streetaddress",
        "addressline1",
        "addressline2",
        "address1",
        "address2",
        "fulladdress",
        "省市区",
        "所在地区",
        "所在地",
        "地址",
        "详细地址",
        "公司地址",
        "联系地址",
        "家庭地址",
        "街道",
        "街道地址",
        "办公地址",
        "通讯地址",
    ],
);
const POSTCODE: Field =
    one("postcode", Content::Text, &["postcode", "postalcode", "zip", "zipcode", "邮编", "邮政编码"]);
const OF_CUSTOMER: &[&str] = &[
    "customer",
    "customername",
    "company",
    "companyname",
    "account",
    "accountname",
    "organisation",
    "organization",
    "client",
    "clientname",
    "客户",
    "客户名称",
    "客户名",
    "公司",
    "公司名称",
    "所属客户",
    "所属公司",
    "单位",
    "单位名称",
    "工作单位",
    "企业名称",
    "对应客户",
];
const SELLER: &[&str] = &[
    "owner",
    "ownername",
    "accountowner",
    "salesagent",
    "salesrep",
    "salesperson",
    "accountmanager",
    "assignedto",
    "seller",
    "user",
    "负责人",
    "所属人",
    "业务员",
    "销售",
    "销售员",
    "销售人员",
    "销售代表",
    "客户经理",
    "跟进人",
    "归属人",
    "经手人",
];
const CURRENCY: Field = one("currency", Content::Text, &["currency", "currencycode", "币种", "货币"]);
const SOURCE_NAMES: &[&str] =
    &["source", "leadsource", "customersource", "channel", "来源", "客户来源", "渠道", "来源渠道", "获客渠道"];

const CUSTOMERS: &[Field] = &[
    required(
        "name",
        Content::Text,
        &[
            "name",
            "customer",
            "customername",
            "account",
            "accountname",
            "company",
            "companyname",
            "organisation",
            "organization",
            "client",
            "clientname",
            "客户",
            "客户名称",
            "客户名",
            "客户姓名",
            "公司",
            "公司名称",
            "公司全称",
            "企业",
            "企业名称",
            "单位",
            "单位名称",
            "名称",
            "全称",
            "客户全称",
            "姓名",
        ],
    ),
    one("shortName", Content::Text, &["shortname", "abbreviation", "简称", "客户简称", "公司简称"]),
    one("kind", Content::Kind, &["kind", "type", "customertype", "accounttype", "客户类型", "类型", "客户性质"]),
    one(
        "taxCode",
        Content::Text,
        &[
            "taxcode",
            "taxid",
            "taxnumber",
            "vat",
            "vatid",
            "vatnumber",
            "uscc",
            "税号",
            "纳税人识别号",
            "统一社会信用代码",
            "社会信用代码",
            "信用代码",
        ],
    ),
    one("industry", Content::Text, &["industry", "sector", "行业", "所属行业", "行业类别", "客户行业"]),
    one(
        "size",
        Content::Number,
        &[
            "size",
            "employees",
            "employeecount",
            "numberofemployees",
            "headcount",
            "staff",
            "人数",
            "员工人数",
            "员工数",
            "员工数量",
            "规模",
            "公司规模",
            "人员规模",
        ],
    ),
    one(
        "level",
        Content::Level,
        &["level", "grade", "tier", "rating", "customerlevel", "级别", "客户级别", "等级", "客户等级", "客户分级"],
    ),
    one(
        "lifecycle",
        Content::Lifecycle,
        &[
            "lifecycle",
            "lifecyclestage",
            "status",
            "customerstatus",
            "stage",
            "状态",
            "客户状态",
            "生命周期",
            "阶段",
            "客户阶段",
        ],
    ),
    one("source", Content::Text, SOURCE_NAMES),
    one(
        "website",
        Content::Text,
        &[
            "website",
            "url",
            "web",
            "homepage",
            "site",
            "domain",
            "网站",
            "网址",
            "官网",
            "公司网址",
            "公司网站",
            "主页",
        ],
    ),
    NOTE,
    one("owner", Content::Text, SELLER),
    one(
        "lastContactAt",
        Content::Date,
        &[
            "lastcontact",
            "lastcontacted",
            "lastcontactdate",
            "lastcontactat",
            "上次联系",
            "最近联系",
            "最近联系时间",
            "最后联系时间",
            "最后跟进时间",
            "最近跟进时间",
            "上次跟进时间",
        ],
    ),
    one(
        "nextContactAt",
        Content::Date,
        &[
            "nextcontact",
            "nextcontactdate",
            "nextcontactat",
            "nextfollowup",
            "下次联系",
            "下次联系时间",
            "下次跟进",
            "下次跟进时间",
        ],
    ),
    TAGS,
    MOBILE,
    PHONE,
    FAX,
    EMAIL,
    WECHAT,
    QQ,
    WHATSAPP,
    COUNTRY,
    PROVINCE,
    CITY,
    DISTRICT,
    ADDRESS,
    POSTCODE,
    one(
        "parent",
        Content::Text,
        &[
            "parent",
            "parentcompany",
            "parentaccount",
            "parentcustomer",
            "subsidiaryof",
            "上级公司",
            "母公司",
            "上级客户",
            "所属集团",
        ],
    ),
];

const CONTACTS: &[Field] = &[
    required(
        "name",
        Content::Text,
        &["name", "fullname", "contact", "contactname", "displayname", "姓名", "联系人", "联系人姓名", "名字", "名称"],
    ),
    one("familyName", Content::Text, &["familyname", "lastname", "surname", "姓", "姓氏"]),
    one("givenName", Content::Text, &["givenname", "firstname", "forename", "名"]),
    one("title", Content::Text, &["title", "jobtitle", "position", "职位", "职务", "头衔", "岗位"]),
    one("department", Content::Text, &["department", "dept", "部门", "科室", "所属部门", "所在部门"]),
    one("gender", Content::Gender, &["gender", "sex", "性别"]),
    one("birthdayOn", Content::Date, &["birthday", "birthdate", "dateofbirth", "dob", "生日", "出生日期"]),
    one(
        "doNotContact",
        Content::YesNo,
        &["donotcontact", "donotcall", "optout", "unsubscribed", "勿扰", "请勿联系", "免打扰"],
    ),
    NOTE,
    one("customer", Content::Text, OF_CUSTOMER),
    one("role", Content::Text, &["role", "relationship", "角色", "关系", "联系人角色"]),
    TAGS,
    MOBILE,
    PHONE,
    FAX,
    EMAIL,
    WECHAT,
    QQ,
    WHATSAPP,
    many("website", &["website", "url", "homepage", "网站", "网址", "主页"]),
    COUNTRY,
    PROVINCE,
    CITY,
    DISTRICT,
    ADDRESS,
    POSTCODE,
];

const PEOPLE: &[Field] = &[
    required(
        "name",
        Content::Text,
        &[
            "name",
            "fullname",
            "user",
            "username",
            "employee",
            "employeename",
            "salesagent",
            "salesrep",
            "salesperson",
            "姓名",
            "员工",
            "员工姓名",
            "成员",
            "用户",
            "用户名",
            "销售",
            "业务员",
            "销售员",
            "销售人员",
        ],
    ),
    one("email", Content::Text, EMAIL.names),
    one(
        "manager",
        Content::Text,
        &["manager", "supervisor", "reportsto", "boss", "leader", "上级", "直属上级", "经理", "主管", "领导"],
    ),
    one("team", Content::Text, &["team", "group", "department", "dept", "团队", "小组", "部门"]),
    one("region", Content::Text, &["region", "regionaloffice", "office", "area", "区域", "地区", "大区", "办事处"]),
];

const PRODUCTS: &[Field] = &[
    required(
        "name",
        Content::Text,
        &[
            "name",
            "product",
            "productname",
            "item",
            "itemname",
            "产品",
            "产品名称",
            "产品名",
            "商品",
            "商品名称",
            "名称",
            "品名",
        ],
    ),
    one(
        "sku",
        Content::Text,
        &[
            "sku",
            "code",
            "productcode",
            "itemcode",
            "partnumber",
            "productid",
            "编码",
            "产品编码",
            "商品编码",
            "产品编号",
            "货号",
            "编号",
        ],
    ),
    one(
        "category",
        Content::Text,
        &[
            "category",
            "series",
            "productseries",
            "family",
            "productfamily",
            "producttype",
            "分类",
            "类别",
            "系列",
            "产品系列",
            "产品分类",
            "品类",
        ],
    ),
    one(
        "price",
        Content::Number,
        &["price", "unitprice", "salesprice", "listprice", "价格", "单价", "售价", "标准价格", "零售价"],
    ),
    CURRENCY,
];

const PURCHASES: &[Field] = &[
    required("customer", Content::Text, OF_CUSTOMER),
    one(
        "product",
        Content::Text,
        &[
            "product",
            "productname",
            "item",
            "itemname",
            "sku",
            "产品",
            "产品名称",
            "产品名",
            "商品",
            "商品名称",
            "品名",
        ],
    ),
    required(
        "boughtOn",
        Content::Date,
        &[
            "boughton",
            "date",
            "purchasedate",
            "orderdate",
            "closedate",
            "invoicedate",
            "transactiondate",
            "saledate",
            "日期",
            "购买日期",
            "消费日期",
            "订单日期",
            "下单日期",
            "成交日期",
            "交易日期",
            "购买时间",
            "下单时间",
            "消费时间",
        ],
    ),
    one("quantity", Content::Number, &["quantity", "qty", "units", "数量", "购买数量", "件数"]),
    required(
        "amount",
        Content::Number,
        &[
            "amount",
            "total",
            "totalamount",
            "netamount",
            "closevalue",
            "value",
            "revenue",
            "sales",
            "金额",
            "总金额",
            "消费金额",
            "订单金额",
            "成交金额",
            "实付金额",
            "总价",
            "合计",
        ],
    ),
    CURRENCY,
    one("source", Content::Text, SOURCE_NAMES),
    one(
        "reference",
        Content::Text,
        &[
            "reference",
            "ref",
            "opportunityid",
            "orderid",
            "orderno",
            "ordernumber",
            "invoiceno",
            "invoicenumber",
            "transactionid",
            "单号",
            "订单号",
            "订单编号",
            "流水号",
            "发票号",
        ],
    ),
    one("user", Content::Text, SELLER),
];

/// The fields of a target.
pub(crate) fn fields(target: ImportTarget) -> &'static [Field] {
    match target {
        ImportTarget::Customers => CUSTOMERS,
        ImportTarget::Contacts => CONTACTS,
        ImportTarget::People => PEOPLE,
        ImportTarget::Products => PRODUCTS,
        ImportTarget::Purchases => PURCHASES,
    }
}

/// The field of that key.
pub(crate) fn field(target: ImportTarget, key: &str) -> Option<&'static Field> {
    fields(target).iter().find(|field| field.key == key)
}

/// The record that carries a target's custom fields; none for targets that have none.
pub(crate) fn custom_entity(target: ImportTarget) -> Option<Entity> {
    match target {
        ImportTarget::Customers => Some(Entity::Customer),
        ImportTarget::Contacts => Some(Entity::Contact),
        ImportTarget::People | ImportTarget::Products | ImportTarget::Purchases => None,
    }
}

/// A header as names are compared: `Office_Location*` is `officelocation`, `金额（元）` is `金额`.
pub(crate) fn header_key(header: &str) -> String {
    let folded = fold_plain(header);
    let bare = match folded.find(['(', '[', '【']) {
        Some(0) | None => &folded,
        Some(at) => &folded[..at],
    };
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [ImportTarget; 5] = [
        ImportTarget::Customers,
        ImportTarget::Contacts,
        ImportTarget::People,
        ImportTarget::Products,
        ImportTarget::Purchases,
    ];

    #[test]
    fn no_name_belongs_to_two_fields_of_a_target() {
        for target in ALL {
            let mut seen = std::collections::HashMap::new();
            for field in fields(target) {
                for name in field.names {
                    assert_eq!(&header_key(name), name, "{target:?} {}", field.key);
                    assert_eq!(seen.insert(*name, field.key), None, "{target:?} {name}");
                }
            }
        }
    }

    #[test]
    fn headers_are_compared_without_dress() {
        for (header, key) in [
            ("Office_Location*", "officelocation"),
            ("金额（元）", "金额"),
            (" E-Mail ", "email"),
            ("(必填)姓名", "必填姓名"),
            ("ＱＱ号", "qq号"),
        ] {
            assert_eq!(header_key(header), key);
        }
    }
}
