//! Money: integer minor units and an ISO 4217 code. No floating point.

use std::str::FromStr;

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Encode, Sqlite, Type};

/// The largest magnitude that crosses to JavaScript exactly.
pub const MAX_MINOR: i64 = (1 << 53) - 1;

/// An ISO 4217 currency.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, specta::Type,
)]
#[serde(try_from = "String", into = "String")]
#[specta(transparent)]
pub struct Currency(#[specta(type = String)] iso_currency::Currency);

impl Currency {
    /// How many decimals the currency has: 2 for CNY, 0 for JPY.
    pub fn decimals(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }

    /// The three letters.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// `amount` in minor units, exactly; `None` when it is no number, has too many decimals or is too large.
    pub fn parse_minor(self, amount: &str) -> Option<i64> {
        parse_scaled(amount, self.decimals())
    }

    /// Minor units as a plain decimal: `1234.50`.
    pub fn format_minor(self, minor: i64) -> String {
        format_scaled(minor, self.decimals(), false)
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        iso_currency::Currency::from_code(text).map(Self).ok_or(UnknownCurrency)
    }
}

/// The text is no ISO 4217 code.
#[derive(Debug, thiserror::Error)]
#[error("unknown currency")]
pub struct UnknownCurrency;

impl TryFrom<String> for Currency {
    type Error = UnknownCurrency;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl Type<Sqlite> for Currency {
    fn type_info() -> SqliteTypeInfo {
        <&str as Type<Sqlite>>::type_info()
    }
}

impl Encode<'_, Sqlite> for Currency {
    fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Sqlite>::encode(self.code(), buffer)
    }
}

impl Decode<'_, Sqlite> for Currency {
    fn decode(value: SqliteValueRef<'_>) -> Result<Self, BoxDynError> {
        Ok(<&str as Decode<Sqlite>>::decode(value)?.parse::<Self>()?)
    }
}

/// An amount in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
pub struct Money {
    /// Minor units: fen, cents.
    #[specta(type = specta_typescript::Number)]
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// A plain decimal as an integer of `scale` decimals: (`"1.5"`, 4) is 15,000.
/// `None` when it is no plain decimal, has more decimals than `scale` (other than zeros) or exceeds 2^53.
pub fn parse_scaled(text: &str, scale: u32) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !plain(whole) || !plain(fraction) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let missing = scale.checked_sub(u32::try_from(fraction.len()).ok()?)?;
    let scaled = format!("{whole}{fraction}").trim_start_matches('0').to_owned();
    let magnitude =
        if scaled.is_empty() { 0 } else { scaled.parse::<i64>().ok()?.checked_mul(10_i64.checked_pow(missing)?)? };
    (magnitude <= MAX_MINOR).then_some(if negative { -magnitude } else { magnitude })
}

/// The reverse of [`parse_scaled`]; `trim` drops zeros at the end.
pub fn format_scaled(value: i64, scale: u32, trim: bool) -> String {
    let width = scale as usize + 1;
    let digits = format!("{:0width$}", value.unsigned_abs());
    let (whole, fraction) = digits.split_at(digits.len() - scale as usize);
    let fraction = if trim { fraction.trim_end_matches('0') } else { fraction };
    let sign = if value < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_every_minor_unit() {
        let cny: Currency = "CNY".parse().unwrap();
        let jpy: Currency = "JPY".parse().unwrap();
        for (text, minor) in
            [("0.1", 10), ("1234.50", 123_450), ("-3", -300), (".05", 5), ("007", 700), ("+1.10000", 110)]
        {
            assert_eq!(cny.parse_minor(text), Some(minor), "{text}");
        }
        assert_eq!(jpy.parse_minor("1000"), Some(1000));
        for bad in ["", ".", "-", "1.234", "1e3", "NaN", "1,000", "90071992547409.92", "١٢"] {
            assert_eq!(cny.parse_minor(bad), None, "{bad}");
        }
        assert_eq!(jpy.parse_minor("1.5"), None);
    }

    #[test]
    fn formatting_reverses_parsing() {
        let cny: Currency = "CNY".parse().unwrap();
        for minor in [0, 5, -5, 99, 100, 123_450, -100_000] {
            assert_eq!(cny.parse_minor(&cny.format_minor(minor)), Some(minor));
        }
        assert_eq!(format_scaled(15_000, 4, true), "1.5");
        assert_eq!(format_scaled(-10_000, 4, true), "-1");
    }

    #[test]
    fn an_unknown_currency_is_refused() {
        assert!("XQX".parse::<Currency>().is_err());
        assert!("usd".parse::<Currency>().is_err());
    }
}
