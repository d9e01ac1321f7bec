//! Changes of texts at exact positions.

use std::ops::Range;

/// A change of a file: replaces a range, in bytes of [`crate::source::Source`], by another text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileEdit {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The new text.
    pub text: String,
}

impl FileEdit {
    /// Replaces a range.
    pub fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { start: range.start, end: range.end, text: text.into() }
    }
}

/// Sorts edits and drops equal ones; `None` if two of them change the same position in different
/// ways.
pub(super) fn sorted(mut edits: Vec<FileEdit>) -> Option<Vec<FileEdit>> {
    edits.sort();
    edits.dedup();
    let is_apart = edits.windows(2).all(|pair| match pair {
        [one, next] => one.end <= next.start,
        _ => true,
    });
    is_apart.then_some(edits)
}

/// Applies sorted edits to a text as it is on disk: with its byte order mark, and with its line
/// ends, also for new lines.
pub fn apply(raw: &str, edits: &[FileEdit]) -> String {
    let is_windows = raw.contains("\r\n");
    let mut out = String::with_capacity(raw.len() + 64);
    let mut offsets = Offsets::new(raw);
    let mut from = 0;
    for edit in edits {
        let (start, end) = (offsets.of(edit.start), offsets.of(edit.end));
        out.push_str(&raw[from..start]);
        if is_windows {
            out.push_str(&edit.text.replace('\n', "\r\n"));
        } else {
            out.push_str(&edit.text);
        }
        from = end;
    }
    out.push_str(&raw[from..]);
    out
}

/// Finds bytes of a text as read in the text on disk, in rising order.
struct Offsets<'t> {
    raw: &'t str,
    /// A byte on disk, and the same one as read.
    at: usize,
    read: usize,
}

impl<'t> Offsets<'t> {
    fn new(raw: &'t str) -> Self {
        let at = if raw.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { raw, at, read: 0 }
    }

    fn of(&mut self, wanted: usize) -> usize {
        let bytes = self.raw.as_bytes();
        while self.read < wanted && self.at < bytes.len() {
            let is_pair = bytes[self.at..].starts_with(b"\r\n");
            self.at += if is_pair { 2 } else { 1 };
            self.read += 1;
        }
        self.at
    }
}

#[cfg(test)]
mod tests {
    use super::{FileEdit, apply, sorted};

    #[test]
    fn line_ends_and_marks_stay() {
        let edits = [FileEdit::new(2..3, "X\nY"), FileEdit::new(4..5, "")];
        assert_eq!(apply("a\nb\nc", &edits), "a\nX\nY\n");
        assert_eq!(apply("\u{feff}a\r\nb\r\nc\r\n", &edits), "\u{feff}a\r\nX\r\nY\r\n\r\n");
        assert_eq!(apply("é\nb", &[FileEdit::new(3..4, "c")]), "é\nc");
    }

    #[test]
    fn two_changes_of_one_place_are_refused() {
        let one = FileEdit::new(0..2, "x");
        assert!(sorted(vec![one.clone(), one.clone()]).is_some_and(|edits| edits.len() == 1));
        assert!(sorted(vec![one, FileEdit::new(1..3, "y")]).is_none());
    }
}
