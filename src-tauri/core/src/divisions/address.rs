//! Taking the divisions out of an address that was written as one line.

use super::{Division, Level, all, below, by_code, children, provinces};

/// A Chinese address cut into its divisions and what follows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SplitAddress<'a> {
    /// Known from the city where the text leaves it out.
    pub province: &'static Division,
    /// The city; nominal for the districts of Beijing and the like, none when the text names none.
    pub city: Option<&'static Division>,
    /// The district or county.
    pub district: Option<&'static Division>,
    /// Street and number, as written.
    pub rest: &'a str,
}

/// Cuts an address such as 广东省深圳市南山区科技园路1号, as far as it can: ranks may be missing (广东深圳), the
/// province too (深圳市南山区…). `None` when it does not begin with a province or city of China.
pub fn parse_address(text: &str) -> Option<SplitAddress<'_>> {
    let mut rest = skip(text);
    for country in ["中华人民共和国", "中国"] {
        rest = skip(rest.strip_prefix(country).unwrap_or(rest));
    }
    let is_city = |division: &&Division| division.level == Level::City && !division.is_nominal();
    // Whole names first: 吉林市 is the city, not the province 吉林 and a lost 市.
    let (found, after) = named(rest, provinces())
        .or_else(|| named(rest, all().iter().filter(is_city)))
        .or_else(|| shortly_named(rest, provinces()))
        .or_else(|| shortly_named(rest, all().iter().filter(is_city)))?;
    let (province, mut city) = match found.level {
        Level::Province => (found, None),
        Level::City | Level::District => (by_code(found.parent?)?, Some(found)),
    };
    rest = after;
    if city.is_none() {
        // 北京市北京市朝阳区 is written by forms that ask for province and city.
        rest =
            if province.name.ends_with('市') { skip(rest.strip_prefix(province.name).unwrap_or(rest)) } else { rest };
        if let Some((named, after)) = named(rest, children(province.code).filter(is_city))
            .or_else(|| shortly_named(rest, children(province.code).filter(is_city)))
        {
            (city, rest) = (Some(named), after);
        }
    }
    let within = city.map_or(province.code, |city| city.code);
    let district = named(rest, below(within).iter().filter(|division| division.level == Level::District));
    if let Some((district, after)) = district {
        (city, rest) = (district.parent.and_then(by_code), after);
    }
    Some(SplitAddress { province, city, district: district.map(|(district, _)| district), rest })
}

fn named(text: &str, divisions: impl Iterator<Item = &'static Division>) -> Option<(&'static Division, &str)> {
    divisions
        .filter_map(|division| Some((division, skip(text.strip_prefix(division.name)?))))
        .max_by_key(|(division, _)| division.name.len())
}

fn shortly_named(text: &str, divisions: impl Iterator<Item = &'static Division>) -> Option<(&'static Division, &str)> {
    divisions
        .filter_map(|division| Some((division, text.strip_prefix(division.short_name())?)))
        // 海南州 is not the province 海南, 北京路 not the city.
        .filter(|(_, after)| !after.starts_with(['路', '街', '道', '州', '县', '镇', '大']))
        .max_by_key(|(division, _)| division.short_name().len())
        .map(|(division, after)| (division, skip(after)))
}

fn skip(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '-' | '/' | '·' | '、'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_fall_into_divisions_and_a_rest() {
        for (text, codes, rest) in [
            ("广东省深圳市南山区科技园路1号", ["440000", "440300", "440305"], "科技园路1号"),
            ("广东 深圳 南山区 科技园路1号", ["440000", "440300", "440305"], "科技园路1号"),
            ("深圳市南山区科技园路1号", ["440000", "440300", "440305"], "科技园路1号"),
            ("中国，北京市朝阳区建国路88号", ["110000", "110100", "110105"], "建国路88号"),
            ("北京市北京市朝阳区建国路88号", ["110000", "110100", "110105"], "建国路88号"),
            ("上海浦东新区世纪大道100号", ["310000", "310100", "310115"], "世纪大道100号"),
            ("重庆市云阳县双江街道", ["500000", "500200", "500235"], "双江街道"),
            ("吉林市船营区北京路1号", ["220000", "220200", "220204"], "北京路1号"),
            ("湖北省仙桃市仙桃大道", ["420000", "429000", "429004"], "仙桃大道"),
            ("内蒙古自治区呼和浩特市新城区", ["150000", "150100", "150102"], ""),
            ("广西南宁", ["450000", "450100", ""], ""),
            ("东莞市长安镇", ["440000", "441900", ""], "长安镇"),
            ("香港特别行政区中环", ["810000", "", ""], "中环"),
        ] {
            let split = parse_address(text).unwrap_or_else(|| panic!("{text}"));
            let code = |division: Option<&Division>| division.map_or("", |division| division.code).to_owned();
            assert_eq!(
                [split.province.code.to_owned(), code(split.city), code(split.district)],
                codes.map(str::to_owned),
                "{text}"
            );
            assert_eq!(split.rest, rest, "{text}");
        }
        for text in ["", "北京路1号", "1600 Amphitheatre Parkway", "科技园路1号", "=cmd()", "شارع"] {
            assert_eq!(parse_address(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_rest_is_the_end_of_the_text(text in "(广东省|北京|深圳市|中国)?(南山区|朝阳区)?\\PC{0,20}") {
            if let Some(split) = parse_address(&text) {
                prop_assert!(text.ends_with(split.rest));
            }
        }
    }
}
