//! Words that names are made of. All of them are common; what they make together is invented.

pub(super) const CN_BRANDS: [&str; 40] = [
    "云帆", "瑞和", "天成", "博远", "华信", "金石", "恒泰", "东升", "明德", "海川", "星河", "锦程", "鼎新", "万象",
    "泰和", "宏图", "信达", "卓越", "同创", "安康", "嘉禾", "长风", "远航", "聚能", "盛世", "青松", "朗润", "百川",
    "新元", "易捷", "优品", "蓝海", "宝林", "腾跃", "凯旋", "正阳", "乐享", "力行", "德馨", "方圆",
];
pub(super) const CN_TRADES: [(&str, &str); 16] = [
    ("科技", "technology"),
    ("贸易", "trade"),
    ("实业", "manufacturing"),
    ("酒店管理", "hospitality"),
    ("文化传媒", "media"),
    ("物流", "logistics"),
    ("医药", "healthcare"),
    ("建设工程", "construction"),
    ("餐饮管理", "catering"),
    ("电子商务", "e-commerce"),
    ("教育咨询", "education"),
    ("金融服务", "finance"),
    ("环保设备", "environment"),
    ("纺织", "textiles"),
    ("精密机械", "machinery"),
    ("食品", "food"),
];
pub(super) const CN_ENDINGS: [&str; 4] = ["有限公司", "有限责任公司", "股份有限公司", "集团有限公司"];
pub(super) const CN_FAMILY: [&str; 40] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "罗",
    "高", "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾", "肖", "田", "董", "袁", "潘", "于",
    "蒋", "单",
];
pub(super) const CN_GIVEN: [&str; 48] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀英", "霞",
    "平", "刚", "桂英", "建国", "志强", "晓明", "雨桐", "子轩", "欣怡", "浩然", "梓涵", "思远", "佳慧", "文博", "雪梅",
    "海燕", "国栋", "春花", "立新", "永康", "玉兰", "俊杰", "诗涵", "嘉怡", "天佑", "一鸣", "若曦", "景行", "书瑶",
];
pub(super) const EN_FAMILY: [&str; 24] = [
    "Harper", "Bennett", "Foster", "Hughes", "Reyes", "Coleman", "Ortega", "Patel", "Nguyen", "Fischer", "Novak",
    "Silva", "Rossi", "Larsen", "Murphy", "Dubois", "Kowalski", "Tanaka", "Costa", "Walsh", "Brandt", "Olsen",
    "Moreau", "Schmidt",
];
pub(super) const EN_GIVEN: [&str; 24] = [
    "Emma", "Liam", "Olivia", "Noah", "Ava", "Lucas", "Mia", "Ethan", "Sofia", "Leo", "Chloe", "Oscar", "Grace",
    "Hugo", "Ella", "Felix", "Nora", "Max", "Ruby", "Theo", "Clara", "Jonas", "Alice", "Simon",
];
pub(super) const EN_BRANDS: [&str; 28] = [
    "Northwind",
    "Bluepeak",
    "Silverline",
    "Oakfield",
    "Brightwater",
    "Redwood",
    "Summit",
    "Lakeside",
    "Ironbridge",
    "Goldcrest",
    "Riverton",
    "Fairhaven",
    "Clearview",
    "Stonegate",
    "Maplewood",
    "Harborline",
    "Westbrook",
    "Eastgate",
    "Highland",
    "Kingsway",
    "Evergreen",
    "Sunridge",
    "Wildwood",
    "Ashford",
    "Castlerock",
    "Meridian",
    "Larkspur",
    "Tidewater",
];
pub(super) const EN_TRADES: [(&str, &str); 10] = [
    ("Trading", "trade"),
    ("Foods", "food"),
    ("Hotels", "hospitality"),
    ("Logistics", "logistics"),
    ("Media", "media"),
    ("Health", "healthcare"),
    ("Retail", "e-commerce"),
    ("Technologies", "technology"),
    ("Catering", "catering"),
    ("Imports", "trade"),
];
pub(super) const EN_ENDINGS: [&str; 5] = ["Ltd", "Inc.", "LLC", "GmbH", "Group"];

pub(super) const SOURCES: [&str; 7] = [
    "展会 Trade fair",
    "转介绍 Referral",
    "官网 Website",
    "电话 Cold call",
    "微信 WeChat",
    "老客户 Existing customer",
    "广告 Advertising",
];
pub(super) const TAGS: [&str; 6] =
    ["VIP", "礼品 Gifts", "批发 Wholesale", "注重品质 Quality", "价格敏感 Price-sensitive", "节日采购 Festival buyer"];
pub(super) const TITLES: [&str; 8] =
    ["总经理", "采购经理", "行政主管", "财务主管", "市场总监", "店长", "Purchasing Manager", "Office Manager"];
pub(super) const ROLES: [&str; 4] = ["决策人 Decision maker", "采购 Buyer", "使用人 User", "财务 Finance"];
pub(super) const LIKINGS: [(&str, &str); 6] = [
    ("茶类 Tea", "龙井 Longjing"),
    ("茶类 Tea", "普洱 Pu'er"),
    ("茶类 Tea", "乌龙 Oolong"),
    ("包装 Packaging", "礼盒 Gift box"),
    ("联系时间 Best time", "上午 Morning"),
    ("联系方式 Channel", "微信 WeChat"),
];
pub(super) const NOTES: [&str; 4] = [
    "每年春节前集中采购礼盒。",
    "对账需提前三天。Statements three days ahead.",
    "Prefers samples before every large order.",
    "老板喜欢普洱，送样时附冲泡说明。",
];

/// Name, category, price in fen, gift or not.
pub(super) const PRODUCTS: [(&str, &str, i64, bool); 18] = [
    ("西湖龙井 Longjing 250g", "绿茶 Green", 36_800, false),
    ("碧螺春 Biluochun 250g", "绿茶 Green", 32_800, false),
    ("黄山毛峰 Maofeng 250g", "绿茶 Green", 25_800, false),
    ("铁观音 Tieguanyin 500g", "乌龙 Oolong", 29_800, false),
    ("大红袍 Dahongpao 250g", "乌龙 Oolong", 45_800, false),
    ("凤凰单丛 Phoenix 250g", "乌龙 Oolong", 39_800, false),
    ("普洱熟饼 Ripe Pu'er 357g", "普洱 Pu'er", 26_800, false),
    ("普洱生饼 Raw Pu'er 357g", "普洱 Pu'er", 31_800, false),
    ("正山小种 Lapsang 250g", "红茶 Black", 22_800, false),
    ("金骏眉 Jinjunmei 125g", "红茶 Black", 49_800, false),
    ("白毫银针 Silver Needle 100g", "白茶 White", 42_800, false),
    ("茉莉花茶 Jasmine 250g", "花茶 Scented", 16_800, false),
    ("菊花茶 Chrysanthemum 100g", "花茶 Scented", 8_800, false),
    ("新春礼盒 New Year Gift Box", "礼盒 Gifts", 58_800, true),
    ("中秋礼盒 Mid-Autumn Gift Box", "礼盒 Gifts", 49_800, true),
    ("商务礼盒 Business Gift Box", "礼盒 Gifts", 68_800, true),
    ("紫砂壶 Zisha Teapot", "茶具 Ware", 88_000, true),
    ("旅行茶具 Travel Tea Set", "茶具 Ware", 19_800, false),
];
