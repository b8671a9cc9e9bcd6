//! What a record is found by, and the tokens made of it.

use super::Kind;
use super::tokens::Tokens;
use crate::methods::MethodKind;

/// The words of one record: as the tables hold them, or as an import is about to store them.
#[derive(Debug, Default)]
pub(crate) struct Words<'a> {
    pub(crate) names: [Option<&'a str>; 2],
    pub(crate) tax_code: Option<&'a str>,
    pub(crate) website: Option<&'a str>,
    pub(crate) text: [Option<&'a str>; 3],
    pub(crate) methods: Vec<Method<'a>>,
    pub(crate) addresses: Vec<Address<'a>>,
}

/// A way to reach somebody.
#[derive(Debug)]
pub(crate) struct Method<'a> {
    pub(crate) kind: MethodKind,
    pub(crate) raw: &'a str,
    pub(crate) norm: &'a str,
}

/// The country, and the parts from the largest to the smallest, empty where unknown.
#[derive(Debug)]
pub(crate) struct Address<'a> {
    pub(crate) country: &'a str,
    pub(crate) parts: [&'a str; 5],
}

impl Words<'_> {
    /// The tokens of the record, separated by spaces.
    pub(crate) fn tokens(&self, kind: Kind) -> String {
        let mut tokens = Tokens::new(kind);
        for name in self.names.iter().flatten() {
            tokens.name(name);
        }
        if let Some(tax_code) = self.tax_code {
            tokens.handle(tax_code);
        }
        if let Some(website) = self.website {
            tokens.net_address(website);
        }
        for Method { kind, raw, norm } in &self.methods {
            match kind {
                MethodKind::Mobile | MethodKind::Phone | MethodKind::Fax | MethodKind::Whatsapp => {
                    tokens.phone(raw, norm);
                }
                MethodKind::Email | MethodKind::Website => tokens.net_address(raw),
                MethodKind::Wechat | MethodKind::Qq | MethodKind::Other => tokens.handle(raw),
            }
        }
        for Address { country, parts } in &self.addresses {
            // Chinese addresses are written without spaces, so their parts are neighbours.
            tokens.text(&parts.join(if *country == "CN" { "" } else { " " }));
        }
        for text in self.text.iter().flatten() {
            tokens.text(text);
        }
        tokens.into_string()
    }
}
