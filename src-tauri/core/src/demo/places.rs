//! Where customers are.

/// City, division code of a district in it, weight.
pub(super) const CHINA: [(&str, &str, u32); 16] = [
    ("上海", "310115", 14),
    ("北京", "110105", 13),
    ("深圳", "440305", 12),
    ("广州", "440106", 10),
    ("杭州", "330106", 9),
    ("成都", "510104", 7),
    ("苏州", "320505", 6),
    ("武汉", "420106", 5),
    ("南京", "320106", 5),
    ("西安", "610113", 4),
    ("重庆", "500103", 4),
    ("青岛", "370202", 3),
    ("厦门", "350203", 3),
    ("昆明", "530102", 2),
    ("长沙", "430102", 2),
    ("福州", "350102", 1),
];

/// City, country, weight.
pub(super) const ABROAD: [(&str, &str, u32); 8] = [
    ("London", "GB", 5),
    ("New York", "US", 6),
    ("Singapore", "SG", 5),
    ("Berlin", "DE", 3),
    ("Sydney", "AU", 3),
    ("Tokyo", "JP", 3),
    ("Toronto", "CA", 2),
    ("Paris", "FR", 2),
];

pub(super) const CN_STREETS: [&str; 8] =
    ["人民路", "中山路", "建设大道", "解放路", "科技园路", "和平街", "滨江大道", "新华路"];
pub(super) const EN_STREETS: [&str; 6] =
    ["High Street", "Park Avenue", "Market Street", "Station Road", "Mill Lane", "King Street"];
