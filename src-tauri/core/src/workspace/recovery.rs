use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::error::{CodeProblem, WorkspaceError};
use super::key::{Secret, random};
use super::seal::derive;

/// Crockford's base 32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DATA_CHARS: usize = 26;
const CHARS: usize = DATA_CHARS + 1;
const GROUP: usize = 3;

/// The code on paper that opens a workspace when keychain or passphrase are lost.
///
/// 128 random bits as 26 characters and a check character. The check is a weighted sum over the
/// field of 32 elements in which every place has its own weight, so each single wrong character
/// and each swap of two characters is found.
#[expect(missing_debug_implementations, reason = "a secret must not be printable")]
pub struct RecoveryCode(Zeroizing<[u8; 16]>);

impl RecoveryCode {
    pub(crate) fn generate() -> Self {
        Self(random())
    }

    /// The code as it is shown and printed: nine groups of three characters.
    #[must_use]
    pub fn printed(&self) -> Zeroizing<String> {
        let bits = Zeroizing::new(u128::from_be_bytes(*self.0));
        let mut digits = Zeroizing::new([0_u8; CHARS]);
        for (place, digit) in digits[..DATA_CHARS].iter_mut().enumerate() {
            *digit = (*bits >> (5 * (DATA_CHARS - 1 - place)) & 31) as u8;
        }
        digits[DATA_CHARS] = check_digit(&digits[..DATA_CHARS]);
        let mut text = Zeroizing::new(String::with_capacity(CHARS + CHARS / GROUP));
        for (place, digit) in digits.iter().enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(*digit)]));
        }
        text
    }

    /// Reads what a person typed: any case, spaces and dashes, `O` for 0, `I` and `L` for 1,
    /// full-width characters of a Chinese keyboard.
    ///
    /// # Errors
    /// [`WorkspaceError::MistypedRecoveryCode`] with the kind of typing error.
    pub fn parse(typed: &str) -> Result<Self, WorkspaceError> {
        Self::parse_digits(typed).map_err(WorkspaceError::MistypedRecoveryCode)
    }

    fn parse_digits(typed: &str) -> Result<Self, CodeProblem> {
        let mut digits = Zeroizing::new([0_u8; CHARS]);
        let mut found = 0;
        let mut stranger = None;
        for character in typed.nfkc().filter(|c| !is_separator(*c)) {
            match (digit_of(character), digits.get_mut(found)) {
                (Some(digit), Some(place)) => *place = digit,
                (None, _) => stranger = stranger.or(Some(found + 1)),
                (Some(_), None) => {}
            }
            found += 1;
        }
        if let Some(position) = stranger {
            return Err(CodeProblem::Character { position });
        }
        if found != CHARS {
            return Err(CodeProblem::Length { found });
        }
        // 26 characters hold 130 bits; the first two of them are always zero.
        if digits[DATA_CHARS] != check_digit(&digits[..DATA_CHARS]) || digits[0] > 7 {
            return Err(CodeProblem::Check);
        }
        let mut bits = Zeroizing::new(0_u128);
        for digit in &digits[..DATA_CHARS] {
            *bits = *bits << 5 | u128::from(*digit);
        }
        Ok(Self(Zeroizing::new(bits.to_be_bytes())))
    }

    /// The key it gives with this salt; 128 random bits need no slow derivation.
    pub(crate) fn derive_key(&self, salt: &[u8; 16]) -> Secret {
        derive(Some(salt), self.0.as_slice(), b"kehu recovery code v1")
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn digit_of(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|a| char::from(*a) == c).map(|at| at as u8)
}

/// Σ αⁱ·digitᵢ over GF(32) with α a root of x⁵ + x² + 1, which is primitive: its first 31 powers
/// differ. The check digit itself has the weight α⁰.
fn check_digit(data: &[u8]) -> u8 {
    data.iter().fold(0, |sum, digit| times_alpha(sum ^ digit))
}

fn times_alpha(element: u8) -> u8 {
    let shifted = element << 1;
    if shifted & 32 == 0 { shifted } else { shifted ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(typed: &str) -> Option<CodeProblem> {
        RecoveryCode::parse_digits(typed).err()
    }

    fn plain(code: &RecoveryCode) -> Vec<char> {
        code.printed().chars().filter(|c| *c != '-').collect()
    }

    #[test]
    fn every_printed_code_reads_back() {
        for _ in 0..200 {
            let code = RecoveryCode::generate();
            let again = RecoveryCode::parse(&code.printed()).unwrap();
            assert_eq!(*again.0, *code.0);
        }
        for bytes in [[0; 16], [255; 16]] {
            let code = RecoveryCode(Zeroizing::new(bytes));
            assert_eq!(*RecoveryCode::parse(&code.printed()).unwrap().0, bytes);
        }
    }

    #[test]
    fn a_code_is_nine_groups_of_three() {
        let printed = RecoveryCode::generate().printed();
        assert_eq!(printed.split('-').map(str::len).collect::<Vec<_>>(), [3; 9]);
        assert!(!printed.contains(['I', 'L', 'O', 'U']));
    }

    #[test]
    fn reading_forgives_case_separators_lookalikes_and_width() {
        let code = RecoveryCode(Zeroizing::new([0x10; 16]));
        let printed = code.printed();
        let typed = [
            printed.to_lowercase(),
            printed.replace('-', " "),
            printed.replace('-', ""),
            printed.replace('-', " – "),
            printed.replace('0', "o").replace('1', "l"),
            printed.replace('0', "O").replace('1', "I"),
            format!("\n {}\t", *printed),
            printed.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect::<String>(),
        ];
        for typed in typed {
            assert_eq!(*RecoveryCode::parse(&typed).unwrap().0, *code.0, "{typed}");
        }
    }

    #[test]
    fn each_wrong_character_is_found() {
        for _ in 0..5 {
            let right = plain(&RecoveryCode::generate());
            for at in 0..CHARS {
                for wrong in ALPHABET.iter().map(|a| char::from(*a)).filter(|c| *c != right[at]) {
                    let mut typed = right.clone();
                    typed[at] = wrong;
                    let typed = typed.into_iter().collect::<String>();
                    assert_eq!(problem(&typed), Some(CodeProblem::Check), "place {at}");
                }
            }
        }
    }

    #[test]
    fn each_swap_of_two_characters_is_found() {
        for _ in 0..20 {
            let right = plain(&RecoveryCode::generate());
            for one in 0..CHARS {
                for two in (one + 1..CHARS).filter(|two| right[one] != right[*two]) {
                    let mut typed = right.clone();
                    typed.swap(one, two);
                    assert!(problem(&typed.into_iter().collect::<String>()).is_some());
                }
            }
        }
    }

    #[test]
    fn missing_surplus_and_foreign_characters_are_named() {
        let right = plain(&RecoveryCode::generate()).into_iter().collect::<String>();
        assert_eq!(problem(""), Some(CodeProblem::Length { found: 0 }));
        assert_eq!(problem(&right[1..]), Some(CodeProblem::Length { found: 26 }));
        assert_eq!(problem(&format!("{right}0")), Some(CodeProblem::Length { found: 28 }));
        let with_u = format!("{}U{}", &right[..4], &right[5..]);
        assert_eq!(problem(&with_u), Some(CodeProblem::Character { position: 5 }));
        let long = "0".repeat(1_000_000);
        assert_eq!(problem(&long), Some(CodeProblem::Length { found: 1_000_000 }));
    }
}
