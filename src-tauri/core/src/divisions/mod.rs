//! The administrative divisions of China (province, city, district), bundled, so that an address can be
//! chosen and understood offline. Codes are the six digits of GB/T 2260: two for the province, two for the
//! city, two for the district. Every city has a province and every district a city, if only a nominal one
//! (`110100 市辖区`). Where the facts come from: `README.md` beside this file.

mod address;

use std::sync::OnceLock;

use serde::Serialize;

pub use address::{SplitAddress, parse_address};

const TABLE: &str = include_str!("china.txt");

/// How deep a division lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Province, autonomous region, municipality, special administrative region.
    Province,
    /// Prefecture: city, autonomous prefecture, league; or a nominal one.
    City,
    /// County level: district, county, county-level city, banner.
    District,
}

/// One division.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Division {
    /// Six digits: `440305`.
    pub code: &'static str,
    /// The official name: 南山区.
    pub name: &'static str,
    /// How deep it lies.
    pub level: Level,
    /// The code of the division it belongs to; none for provinces.
    pub parent: Option<&'static str>,
}

impl Division {
    /// Whether this is a code without a government of its own (市辖区, 县, 省直辖县级行政区划), not written in addresses.
    pub fn is_nominal(&self) -> bool {
        self.level == Level::City
            && matches!(self.name, "市辖区" | "县" | "省直辖县级行政区划" | "自治区直辖县级行政区划")
    }

    /// The region in which customers are grouped: `CN-44` for every division of Guangdong.
    pub fn region(&self) -> String {
        format!("CN-{}", &self.code[..2])
    }

    /// The name without what only says its rank: 广东, 内蒙古, 深圳. The whole name where too little would remain.
    pub fn short_name(&self) -> &'static str {
        const RANKS: [&str; 9] =
            ["维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "地区", "市", "盟"];
        RANKS
            .iter()
            .find_map(|rank| self.name.strip_suffix(rank))
            .filter(|short| short.chars().nth(1).is_some())
            .unwrap_or(self.name)
    }
}

/// A division as the page sees it.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DivisionNode {
    /// Six digits.
    pub code: &'static str,
    /// The official name.
    pub name: &'static str,
    /// The code it belongs to; none for provinces.
    pub parent: Option<&'static str>,
}

impl From<&Division> for DivisionNode {
    fn from(division: &Division) -> Self {
        DivisionNode { code: division.code, name: division.name, parent: division.parent }
    }
}

/// Every division in the order of the codes: a province, then its cities, each followed by its districts.
pub fn all() -> &'static [Division] {
    static ALL: OnceLock<Vec<Division>> = OnceLock::new();
    ALL.get_or_init(|| {
        let (mut province, mut city) = ("", "");
        TABLE
            .lines()
            .filter_map(|line| line.split_once(' '))
            .map(|(code, name)| {
                let (level, parent) = if code.ends_with("0000") {
                    province = code;
                    (Level::Province, None)
                } else if code.ends_with("00") {
                    city = code;
                    (Level::City, Some(province))
                } else {
                    (Level::District, Some(city))
                };
                Division { code, name, level, parent }
            })
            .collect()
    })
}

/// The division of a six-digit code.
pub fn by_code(code: &str) -> Option<&'static Division> {
    let all = all();
    all.binary_search_by(|division| division.code.cmp(code)).ok().map(|at| &all[at])
}

/// The province of a region code (`CN-44`).
pub fn by_region(region: &str) -> Option<&'static Division> {
    by_code(&format!("{}0000", region.strip_prefix("CN-")?))
}

/// The 34 divisions of the first level.
pub fn provinces() -> impl Iterator<Item = &'static Division> {
    static PROVINCES: OnceLock<Vec<&'static Division>> = OnceLock::new();
    let provinces = || all().iter().filter(|division| division.level == Level::Province).collect();
    PROVINCES.get_or_init(provinces).iter().copied()
}

/// The divisions directly below one.
pub fn children(code: &str) -> impl Iterator<Item = &'static Division> {
    let parent = by_code(code).map(|parent| parent.code);
    below(code).iter().filter(move |division| division.parent == parent)
}

/// Everything below one, at any depth: neighbours in the table.
fn below(code: &str) -> &'static [Division] {
    let all = all();
    let Some(parent) = by_code(code) else { return &[] };
    let digits = match parent.level {
        Level::Province => &code[..2],
        Level::City => &code[..4],
        Level::District => code,
    };
    let start = all.partition_point(|division| division.code <= code);
    let length = all[start..].iter().take_while(|division| division.code.starts_with(digits)).count();
    &all[start..start + length]
}

/// The names of a division and of those it lies in, nominal ones left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Names {
    /// 广东省
    pub province: Option<&'static str>,
    /// 深圳市
    pub city: Option<&'static str>,
    /// 南山区
    pub district: Option<&'static str>,
}

/// The names of the three levels of a division; none for an unknown code.
pub fn names(code: &str) -> Names {
    let mut names = Names::default();
    let mut at = by_code(code);
    while let Some(division) = at {
        let name = (!division.is_nominal()).then_some(division.name);
        match division.level {
            Level::Province => names.province = name,
            Level::City => names.city = name,
            Level::District => names.district = name,
        }
        at = division.parent.and_then(by_code);
    }
    names
}

/// The names from the province down, nominal ones left out: 北京市, 朝阳区.
pub fn path(code: &str) -> Vec<&'static str> {
    let mut path: Vec<_> = std::iter::successors(by_code(code), |division| division.parent.and_then(by_code))
        .filter(|division| !division.is_nominal())
        .map(|division| division.name)
        .collect();
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert_eq!(all().len(), 3_350);
        assert_eq!(provinces().count(), 34);
        assert!(all().is_sorted_by(|a, b| a.code < b.code));
        for division in all() {
            assert!(division.code.len() == 6 && division.code.bytes().all(|b| b.is_ascii_digit()), "{division:?}");
            let parent = division.parent.and_then(by_code);
            match division.level {
                Level::Province => assert_eq!(parent, None),
                Level::City => {
                    assert!(parent.is_some_and(|p| p.level == Level::Province && p.code[..2] == division.code[..2]))
                }
                Level::District => assert!(
                    parent.is_some_and(|p| p.level == Level::City && p.code[..4] == division.code[..4]),
                    "{division:?}"
                ),
            }
        }
    }

    #[test]
    fn divisions_are_found_by_code_and_region() {
        assert_eq!(by_code("440305").map(|d| d.name), Some("南山区"));
        assert_eq!(by_code("440305").map(Division::region), Some("CN-44".to_owned()));
        assert_eq!(by_region("CN-44").map(|d| d.name), Some("广东省"));
        assert_eq!(by_region("US"), None);
        assert_eq!(by_code("张"), None);
        assert!(children("440000").any(|d| d.name == "深圳市"));
        assert!(children("440300").all(|d| d.level == Level::District));
        assert_eq!(children("440300").count(), 9);
        assert_eq!(children("999999").count(), 0);
        assert_eq!(path("110105"), ["北京市", "朝阳区"]);
        assert_eq!(path("440305"), ["广东省", "深圳市", "南山区"]);
        assert_eq!(path("429004"), ["湖北省", "仙桃市"]);
        assert_eq!(by_code("150000").map(Division::short_name), Some("内蒙古"));
    }
}
