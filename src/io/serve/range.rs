//! Parts of a content, which browsers request to play a video from its middle.

use hyper::header::{HeaderMap, IF_RANGE, RANGE};

/// Which part of a content to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ByteRange {
    /// All of it: no part was requested, or in an unsupported way.
    Whole,
    /// Bytes from `first` on, `len` of them, at least one.
    Range {
        /// Its first byte.
        first: u64,
        /// Its length.
        len: u64,
    },
    /// One that is missing.
    Outside,
}

/// The part that a request selects, of a content of `len` bytes.
pub(super) fn part(headers: &HeaderMap, etag: &str, len: u64) -> ByteRange {
    let mut ranges = headers.get_all(RANGE).iter();
    let (Some(range), None) = (ranges.next(), ranges.next()) else { return ByteRange::Whole };
    // Dates never match, since none are sent.
    let is_same = headers.get(IF_RANGE).is_none_or(|tag| tag.as_bytes() == etag.as_bytes());
    match range.to_str() {
        Ok(range) if is_same => parsed(range, len).unwrap_or(ByteRange::Whole),
        _ => ByteRange::Whole,
    }
}

/// `None` unless it is one range of bytes.
fn parsed(text: &str, len: u64) -> Option<ByteRange> {
    let (unit, range) = text.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = range.trim().split_once('-')?;
    let (first, last) = match (first.trim(), last.trim()) {
        ("", "") => return None,
        ("", n) => match number(n)? {
            0 => return Some(ByteRange::Outside),
            n => (len.saturating_sub(n), len.saturating_sub(1)),
        },
        (first, "") => (number(first)?, len.saturating_sub(1)),
        (first, last) => match (number(first)?, number(last)?) {
            (first, last) if first > last => return None,
            (first, last) => (first, last.min(len.saturating_sub(1))),
        },
    };
    if first >= len {
        return Some(ByteRange::Outside);
    }
    Some(ByteRange::Range { first, len: last - first + 1 })
}

/// A number of any length; one that is too large exceeds any content.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::{ByteRange, parsed};

    #[expect(clippy::unnecessary_wraps, reason = "as what it is compared with")]
    fn range(first: u64, len: u64) -> Option<ByteRange> {
        Some(ByteRange::Range { first, len })
    }

    #[test]
    fn one_range_is_a_part() {
        assert_eq!(parsed("bytes=0-0", 10), range(0, 1));
        assert_eq!(parsed("bytes=2-5", 10), range(2, 4));
        assert_eq!(parsed("Bytes = 2 - 5 ", 10), range(2, 4));
        assert_eq!(parsed("bytes=2-", 10), range(2, 8));
        assert_eq!(parsed("bytes=2-99", 10), range(2, 8));
        assert_eq!(parsed("bytes=-3", 10), range(7, 3));
        assert_eq!(parsed("bytes=-99", 10), range(0, 10));
        assert_eq!(parsed("bytes=0-99999999999999999999999", 10), range(0, 10));
    }

    #[test]
    fn a_range_behind_the_end_is_outside() {
        for (text, len) in [
            ("bytes=10-", 10),
            ("bytes=10-12", 10),
            ("bytes=-0", 10),
            ("bytes=0-", 0),
            ("bytes=-1", 0),
            ("bytes=99999999999999999999999-", 10),
        ] {
            assert_eq!(parsed(text, len), Some(ByteRange::Outside), "{text}");
        }
    }

    #[test]
    fn what_is_no_single_range_is_ignored() {
        for text in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-2",
            "bytes=0-1,4-5",
            "bytes=a-b",
            "bytes=--1",
            "bytes=+1-2",
            "slides=0-1",
        ] {
            assert_eq!(parsed(text, 10), None, "{text}");
        }
    }
}
