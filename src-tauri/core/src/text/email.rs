//! Mail addresses: a small strict grammar, and the form in which they are compared.

use super::normal::fold;

/// A mail address in the form in which it is compared: lower case, half width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    address: String,
    at: usize,
}

impl Email {
    /// Reads an address. International letters are allowed, quoted local parts and bare host names are not.
    pub fn parse(raw: &str) -> Option<Email> {
        let folded = fold(raw);
        let address = folded.strip_prefix("mailto:").unwrap_or(&folded);
        let at = address.find('@')?;
        let (local, domain) = (&address[..at], &address[at + 1..]);
        (address.len() <= 254 && is_local(local) && is_domain(domain))
            .then(|| Email { address: address.to_owned(), at })
    }

    /// The whole address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What stands before the `@`.
    pub fn local(&self) -> &str {
        &self.address[..self.at]
    }

    /// What stands after it.
    pub fn domain(&self) -> &str {
        &self.address[self.at + 1..]
    }
}

/// RFC 5321 dot-atoms, with the letters RFC 6531 adds.
fn is_local(local: &str) -> bool {
    let atom = |c: char| c.is_alphanumeric() || (c.is_ascii_punctuation() && "!#$%&'*+-/=?^_`{|}~".contains(c));
    local.len() <= 64 && local.split('.').all(|part| !part.is_empty() && part.chars().all(atom))
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.')
        && domain.split('.').all(label)
        && top.chars().count() >= 2
        && !top.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_compared_in_one_form() {
        for (raw, address, domain) in [
            (" Zhang.Wei@Example.COM ", "zhang.wei@example.com", "example.com"),
            ("zhangwei＠qq．com", "zhangwei@qq.com", "qq.com"),
            ("mailto:o'brien+crm@sub.example.co.uk", "o'brien+crm@sub.example.co.uk", "sub.example.co.uk"),
            ("张伟@例子.中国", "张伟@例子.中国", "例子.中国"),
            ("1@163.com", "1@163.com", "163.com"),
        ] {
            let email = Email::parse(raw).unwrap_or_else(|| panic!("{raw}"));
            assert_eq!((email.address(), email.domain()), (address, domain));
            assert_eq!(format!("{}@{}", email.local(), email.domain()), address);
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("{}@example.com", "a".repeat(10_000));
        for raw in [
            "",
            "@",
            "a@",
            "@b.cn",
            "a@b",
            "a b@c.cn",
            "a@b@c.cn",
            "a..b@c.cn",
            ".a@c.cn",
            "a@-c.cn",
            "a@c..cn",
            "a@1.2.3.4",
            "\"a\"@c.cn",
            "a,b@c.cn",
            "=cmd()@c.cn",
            "a@c.c",
            "😀@c.cn",
            &long,
        ] {
            assert_eq!(Email::parse(raw), None, "{raw}");
        }
    }
}
