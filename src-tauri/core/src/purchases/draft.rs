//! From what was typed to what is stored.

use chrono::NaiveDate;

use super::{MAX_AMOUNT, PurchaseDraft, QUANTITY_SCALE};
use crate::check;
use crate::clock::parse_date;
use crate::error::FieldError;
use crate::money::{Currency, MAX_MINOR, Money, format_scaled, parse_scaled};

/// The draft with every field in its stored form.
pub(super) struct Parsed {
    pub(super) bought_on: NaiveDate,
    pub(super) quantity: i64,
    pub(super) amount: Money,
    pub(super) source: Option<String>,
    pub(super) reference: Option<String>,
}

/// Parses the draft; `None` and a reason in `errors` when a field is refused.
pub(super) fn parse(draft: &PurchaseDraft, errors: &mut Vec<FieldError>) -> Option<Parsed> {
    let bought_on = given(errors, "boughtOn", &draft.bought_on).and_then(|text| {
        let day = parse_date(text);
        if day.is_none() {
            errors.push(FieldError::new("boughtOn", "date.invalid"));
        }
        day
    });
    let quantity = given(errors, "quantity", &draft.quantity).and_then(|text| {
        let quantity = parse_scaled(text, QUANTITY_SCALE);
        let error = match quantity {
            None => Some(FieldError::new("quantity", "number.invalid")),
            Some(1..) => None,
            Some(_) => Some(
                FieldError::new("quantity", "out_of_range")
                    .with("min", format_scaled(1, QUANTITY_SCALE, true))
                    .with("max", format_scaled(MAX_MINOR, QUANTITY_SCALE, true)),
            ),
        };
        errors.extend(error);
        quantity
    });
    let currency = given(errors, "currency", &draft.currency).and_then(|text| {
        text.parse::<Currency>().map_err(|_| errors.push(FieldError::new("currency", "currency.invalid"))).ok()
    });
    let amount = given(errors, "amount", &draft.amount).and_then(|text| amount(errors, text, currency));
    let source = check::optional(errors, "source", draft.source.as_deref(), 200);
    let reference = check::optional(errors, "reference", draft.reference.as_deref(), 200);
    Some(Parsed {
        bought_on: bought_on?,
        quantity: quantity?,
        amount: Money { minor: amount?, currency: currency? },
        source,
        reference,
    })
}

/// The amount in minor units. Without a currency only its shape can be judged.
fn amount(errors: &mut Vec<FieldError>, text: &str, currency: Option<Currency>) -> Option<i64> {
    let minor = match currency {
        Some(currency) => currency.parse_minor(text),
        None => parse_scaled(text, QUANTITY_SCALE).map(|_| 0),
    };
    match minor {
        None => errors.push(FieldError::new("amount", "number.invalid")),
        Some(minor) if minor.abs() > MAX_AMOUNT => {
            let limit = |minor| currency.map_or_else(String::new, |c| c.format_minor(minor));
            errors.push(
                FieldError::new("amount", "out_of_range")
                    .with("min", limit(-MAX_AMOUNT))
                    .with("max", limit(MAX_AMOUNT)),
            );
        }
        Some(_) => {}
    }
    minor
}

fn given<'a>(errors: &mut Vec<FieldError>, field: &str, text: &'a str) -> Option<&'a str> {
    let text = text.trim();
    if text.is_empty() {
        errors.push(FieldError::new(field, "required"));
        return None;
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_draft() -> PurchaseDraft {
        PurchaseDraft {
            customer_id: uuid::Uuid::nil().into(),
            product_id: None,
            bought_on: "2024-02-29".into(),
            quantity: "1".into(),
            amount: "12.50".into(),
            currency: "CNY".into(),
            source: None,
            reference: None,
        }
    }

    fn refused(draft: &PurchaseDraft) -> Vec<(String, String)> {
        let mut errors = Vec::new();
        parse(draft, &mut errors);
        errors.into_iter().map(|e| (e.field, e.code)).collect()
    }

    #[test]
    fn amounts_and_quantities_are_exact() {
        let mut errors = Vec::new();
        let parsed = parse(&PurchaseDraft { quantity: " 0.0001 ".into(), ..a_draft() }, &mut errors).unwrap();
        assert_eq!((parsed.quantity, parsed.amount.minor), (1, 1250));
        let yen = PurchaseDraft { amount: "-1250".into(), currency: "JPY".into(), ..a_draft() };
        assert_eq!(parse(&yen, &mut errors).unwrap().amount.minor, -1250);
        assert!(errors.is_empty());
    }

    #[test]
    fn every_bad_field_is_said_at_once() {
        let bad = PurchaseDraft {
            bought_on: "2024-02-30".into(),
            quantity: "0".into(),
            amount: "many".into(),
            currency: "GOLD".into(),
            source: Some("x".repeat(201)),
            reference: Some("y".repeat(201)),
            ..a_draft()
        };
        let fields = ["boughtOn", "quantity", "currency", "amount", "source", "reference"];
        assert_eq!(refused(&bad).iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), fields);
    }

    #[test]
    fn each_refusal_has_its_reason() {
        let draft = a_draft();
        for (bad, field, code) in [
            (PurchaseDraft { bought_on: " ".into(), ..draft.clone() }, "boughtOn", "required"),
            (PurchaseDraft { bought_on: "0000-00-00".into(), ..draft.clone() }, "boughtOn", "date.invalid"),
            (PurchaseDraft { quantity: "1.00001".into(), ..draft.clone() }, "quantity", "number.invalid"),
            (PurchaseDraft { quantity: "-1".into(), ..draft.clone() }, "quantity", "out_of_range"),
            (PurchaseDraft { amount: "1.005".into(), ..draft.clone() }, "amount", "number.invalid"),
            (PurchaseDraft { amount: "100000000000.01".into(), ..draft.clone() }, "amount", "out_of_range"),
            (PurchaseDraft { amount: "=cmd()".into(), ..draft.clone() }, "amount", "number.invalid"),
            (PurchaseDraft { currency: "cny".into(), ..draft.clone() }, "currency", "currency.invalid"),
        ] {
            assert_eq!(refused(&bad), [(field.to_owned(), code.to_owned())]);
        }
    }
}
