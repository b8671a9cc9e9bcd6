//! Which encoding a file is in, from one pass over all of it.
//!
//! Detectors that look at a sample fail on mostly-ASCII GBK, so: a byte order mark, else strict UTF-8 over the
//! whole file, else GB18030, the default of Chinese Excel. What then does not decode is an error where it stands.

use std::io::Read;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::Result;
use crate::transfer::file_error;

const HEAD: usize = 64 * 1024;

/// Signatures of files that are no text, whatever their name says.
const SIGNATURES: &[&[u8]] = &[
    // Workbooks, new and old.
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"SQLite format 3\0",
    b"\x7fELF",
];

/// The encoding of everything `input` holds, or why it is no text.
pub(crate) fn sniff(mut input: impl Read) -> Result<&'static Encoding> {
    let mut head = Vec::with_capacity(HEAD);
    input.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if SIGNATURES.iter().any(|signature| head.starts_with(signature)) {
        return Err(file_error("binary", []));
    }
    if let Some((encoding, length)) = Encoding::for_bom(&head) {
        return if head.len() > length { Ok(encoding) } else { Err(file_error("empty", [])) };
    }
    if head.contains(&0)
        && let Some(encoding) = utf16_without_mark(&head)
    {
        return Ok(encoding);
    }
    let mut pass = Pass::default();
    pass.take(&head);
    let mut buffer = vec![0; HEAD];
    loop {
        match input.read(&mut buffer)? {
            0 => break,
            n => pass.take(&buffer[..n]),
        }
    }
    pass.verdict()
}

/// What the bytes turned out to be.
#[derive(Default)]
struct Pass {
    bytes: u64,
    visible: bool,
    nuls: u64,
    controls: u64,
    /// Well-formed sequences of more than one byte, and ill-formed ones, when read as UTF-8.
    multibyte: u64,
    malformed: u64,
    /// The beginning of a sequence that the next piece may complete.
    carry: Vec<u8>,
}

impl Pass {
    fn take(&mut self, piece: &[u8]) {
        self.bytes += piece.len() as u64;
        for &byte in piece {
            match byte {
                0 => self.nuls += 1,
                b'\t' | b'\n' | b'\r' | b' ' => {}
                // Vertical tab, form feed and the old end-of-file mark appear in honest text.
                0x0b | 0x0c | 0x1a => {}
                1..0x20 | 0x7f => self.controls += 1,
                _ => self.visible = true,
            }
        }
        let mut joined = std::mem::take(&mut self.carry);
        joined.extend_from_slice(piece);
        for chunk in joined.utf8_chunks() {
            if !chunk.valid().is_ascii() {
                self.multibyte += chunk.valid().bytes().filter(|&b| b >= 0xc0).count() as u64;
            }
            let rest = chunk.invalid();
            if std::ptr::eq(rest.as_ptr_range().end, joined.as_ptr_range().end) && is_incomplete(rest) {
                self.carry = rest.to_vec();
            } else if !rest.is_empty() {
                self.malformed += 1;
            }
        }
    }

    fn verdict(self) -> Result<&'static Encoding> {
        let malformed = self.malformed + u64::from(!self.carry.is_empty());
        if self.bytes == 0 || (!self.visible && self.nuls == 0 && self.controls == 0 && malformed == 0) {
            return Err(file_error("empty", []));
        }
        // A stray NUL in a text file is dropped later; many of them, or any beside undecodable bytes, are no text.
        let strange = (self.nuls + self.controls) * 200 > self.bytes || (self.nuls > 0 && malformed > 0);
        if strange || !self.visible {
            return Err(file_error("binary", []));
        }
        // A file that is UTF-8 but for a few bytes is damaged UTF-8: as GB18030 it would decode into nonsense.
        if malformed == 0 || self.multibyte > malformed * 4 { Ok(UTF_8) } else { Ok(GB18030) }
    }
}

fn is_incomplete(rest: &[u8]) -> bool {
    std::str::from_utf8(rest).is_err_and(|e| e.valid_up_to() == 0 && e.error_len().is_none())
}

/// UTF-16 without a mark: read the right way round it has delimiters and line ends and neither NULs nor lone surrogates.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let plausible = |encoding: &'static Encoding, unit: fn([u8; 2]) -> u16| {
        let units = head.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let mut separators = 0_u32;
        for decoded in char::decode_utf16(units.take(HEAD / 2 - 1)) {
            match decoded {
                Ok(',' | ';' | '\t' | '|' | '\n' | '\r') => separators += 1,
                Ok(c) if c.is_control() || c == '\u{ffff}' || c == '\u{fffe}' => return None,
                Ok(_) => {}
                Err(_) => return None,
            }
        }
        (separators > 0).then_some((separators, encoding))
    };
    let little = plausible(UTF_16LE, u16::from_le_bytes);
    let big = plausible(UTF_16BE, u16::from_be_bytes);
    little.into_iter().chain(big).max_by_key(|(separators, _)| *separators).map(|(_, encoding)| encoding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    fn code(bytes: &[u8]) -> &'static str {
        match sniff(bytes) {
            Err(Error::File { code, .. }) => code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_encoding_that_spreadsheets_write_is_recognised() {
        let text = "姓名,电话\n张伟,13800138000\n";
        let with_mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), UTF_8),
            (b"name,phone\nAda,1\n".to_vec(), UTF_8),
            (with_mark(b"\xef\xbb\xbf", text.as_bytes().to_vec()), UTF_8),
            (GB18030.encode(text).0.into_owned(), GB18030),
            (utf16(text, u16::to_le_bytes), UTF_16LE),
            (utf16(text, u16::to_be_bytes), UTF_16BE),
            (with_mark(b"\xff\xfe", utf16(text, u16::to_le_bytes)), UTF_16LE),
            (with_mark(b"\xfe\xff", utf16(text, u16::to_be_bytes)), UTF_16BE),
            (utf16("a,b\n1,2\n", u16::to_le_bytes), UTF_16LE),
            (b"a\0b,c\n".repeat(300).iter().copied().chain(vec![b'x'; 100_000]).collect(), UTF_8),
        ] {
            assert_eq!(sniff(&bytes[..]).unwrap(), encoding, "{bytes:x?}");
        }
    }

    #[test]
    fn one_chinese_name_in_an_ascii_file_of_a_megabyte_is_still_gb18030() {
        let mut bytes = b"name,city\n".repeat(100_000);
        bytes.extend_from_slice(&GB18030.encode("张伟,深圳\n").0);
        assert_eq!(sniff(&bytes[..]).unwrap(), GB18030);
        assert_eq!(sniff(&GB18030.encode("name\n联通\n").0[..]).unwrap(), GB18030);
    }

    #[test]
    fn damaged_utf8_is_not_taken_for_gb18030() {
        let mut bytes = "姓名,城市\n张伟,深圳\n".repeat(10).into_bytes();
        bytes.extend_from_slice(b"\xed\xa0\x80,x\n"); // a lone surrogate
        assert_eq!(sniff(&bytes[..]).unwrap(), UTF_8);
    }

    #[test]
    fn a_character_across_two_pieces_is_one_character() {
        for pad in 0..4 {
            let text = format!("{}{}", "x".repeat(HEAD - pad), "张伟\n".repeat(3));
            assert_eq!(sniff(text.as_bytes()).unwrap(), UTF_8);
        }
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        assert_eq!(code(b""), "empty");
        assert_eq!(code(b"\xef\xbb\xbf"), "empty");
        assert_eq!(code(b" \r\n\r\n"), "empty");
        assert_eq!(code(b"PK\x03\x04rest"), "binary");
        assert_eq!(code(b"\x89PNG\r\n\x1a\n\0\0"), "binary");
        let noise: Vec<u8> = (0..10_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(code(&noise), "binary");
    }
}
