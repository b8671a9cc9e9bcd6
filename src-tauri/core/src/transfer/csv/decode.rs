//! Bytes into UTF-8, piece by piece, without ever writing U+FFFD for what does not decode.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult, Encoding};

use crate::error::Result;

const PIECE: usize = 64 * 1024;

/// What happens at a byte that does not decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undecodable {
    /// The text ends there, with the place.
    Stop,
    /// It is shown as U+FFFD: for looking at a file, never for storing it.
    Show,
}

/// A stream of text.
pub(crate) struct Decoded<R> {
    input: R,
    decoder: Decoder,
    undecodable: Undecodable,
    raw: Vec<u8>,
    start: usize,
    end: usize,
    /// Bytes of the file before `raw[start]`.
    offset: u64,
    text: Vec<u8>,
    finished: bool,
    bad_at: Option<u64>,
}

impl<R: Read> Decoded<R> {
    pub(crate) fn new(input: R, encoding: &'static Encoding, undecodable: Undecodable) -> Self {
        Self {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            undecodable,
            raw: vec![0; PIECE],
            start: 0,
            end: 0,
            offset: 0,
            text: vec![0; PIECE * 3],
            finished: false,
            bad_at: None,
        }
    }

    /// The offset of the byte at which the text stopped, once everything before it was handed out.
    pub(crate) fn bad_at(&self) -> Option<u64> {
        self.bad_at
    }

    /// Bytes of the file that were read so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.offset
    }

    /// Bytes of memory it holds.
    #[cfg(test)]
    pub(crate) fn held(&self) -> usize {
        self.raw.capacity() + self.text.capacity()
    }

    /// The next piece of text; empty at the end or at a byte that does not decode.
    pub(crate) fn piece(&mut self) -> Result<&[u8]> {
        let mut written = 0;
        while written == 0 && !self.finished && self.bad_at.is_none() {
            if self.start == self.end {
                (self.start, self.end) = (0, self.input.read(&mut self.raw)?);
            }
            let last = self.end == 0;
            let source = &self.raw[self.start..self.end];
            let (result, read, wrote) = match self.undecodable {
                Undecodable::Stop => self.decoder.decode_to_utf8_without_replacement(source, &mut self.text, last),
                Undecodable::Show => {
                    let (result, read, wrote, _) = self.decoder.decode_to_utf8(source, &mut self.text, last);
                    (
                        if result == encoding_rs::CoderResult::InputEmpty {
                            DecoderResult::InputEmpty
                        } else {
                            DecoderResult::OutputFull
                        },
                        read,
                        wrote,
                    )
                }
            };
            self.start += read;
            self.offset += read as u64;
            written = wrote;
            match result {
                DecoderResult::InputEmpty => self.finished = last,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, after) => {
                    self.bad_at = Some(self.offset.saturating_sub(u64::from(length) + u64::from(after)));
                }
            }
        }
        Ok(&self.text[..written])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{GB18030, UTF_8, UTF_16LE};

    fn all(bytes: &[u8], encoding: &'static Encoding, undecodable: Undecodable) -> (String, Option<u64>) {
        let mut decoded = Decoded::new(bytes, encoding, undecodable);
        let mut text = Vec::new();
        loop {
            match decoded.piece().unwrap() {
                [] => break,
                piece => text.extend_from_slice(piece),
            }
        }
        (String::from_utf8(text).unwrap(), decoded.bad_at())
    }

    #[test]
    fn text_longer_than_a_piece_arrives_whole() {
        let text = "客户,电话\n".repeat(20_000);
        assert_eq!(all(text.as_bytes(), UTF_8, Undecodable::Stop), (text.clone(), None));
        assert_eq!(all(&GB18030.encode(&text).0, GB18030, Undecodable::Stop), (text, None));
    }

    #[test]
    fn a_bad_byte_stops_the_text_and_tells_its_place() {
        assert_eq!(all(b"ab,c\xff\xffd", UTF_8, Undecodable::Stop), ("ab,c".into(), Some(4)));
        assert_eq!(all(b"\x61\x00\x00\xd8\x61\x00", UTF_16LE, Undecodable::Stop), ("a".into(), Some(2)));
        assert_eq!(all("张".as_bytes().split_last().unwrap().1, UTF_8, Undecodable::Stop).1, Some(0));
        assert_eq!(all(b"ab\xffd", UTF_8, Undecodable::Show), ("ab\u{fffd}d".into(), None));
    }
}
