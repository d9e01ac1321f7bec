//! Positions in the files that the author wrote.
//!
//! A [`Span`] always names a file of the site and a byte range in it, never composed text.
//! Lines and columns are computed at the edge, from a [`LineIndex`]; everything inside counts
//! bytes from 0.

use crate::path::ProjectPath;

/// Size limit in bytes for texts: chapters, manifests, templates, included files. Offsets in a text
/// have 32 bits, and a build holds all texts in memory; no one writes more.
pub const LARGEST_TEXT: usize = 64 << 20;

/// A byte range in a file of the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file, relative to the site's root.
    pub file: ProjectPath,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span over `start..end` of a file.
    pub fn new(file: ProjectPath, start: usize, end: usize) -> Self {
        Self { file, start: offset(start), end: offset(end) }
    }

    /// The start of a file, for problems that have no better location.
    pub fn start_of(file: ProjectPath) -> Self {
        Self { file, start: 0, end: 0 }
    }
}

/// A value and its source location.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its location.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Combines a value and its location.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A byte offset as stored; in files of 4 GiB and more, it is capped there.
pub fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// A location as people count it: line and column from 1, the column in characters.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// How many bytes separate offsets whose characters are counted once.
const STRIDE: usize = 1 << 10;

/// The starts of a text's lines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many characters begin before each multiple of `STRIDE`: lines can be long.
    characters: Vec<u32>,
}

impl LineIndex {
    /// Reads the line starts of a text.
    pub fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| offset(at + 1))).collect();
        let mut characters = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut before = 0;
        for stride in text.as_bytes().chunks(STRIDE) {
            characters.push(offset(before));
            before += beginnings(stride);
        }
        Self { starts, characters }
    }

    /// The line of a byte, from 0.
    pub fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= byte).saturating_sub(1)
    }

    /// The first byte of a line (from 0); the last line's start for a line after the end.
    pub fn start(&self, line: usize) -> usize {
        self.starts.get(line).or(self.starts.last()).map_or(0, |&start| start as usize)
    }

    /// How many lines there are; an empty text has one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: every text has a line, but `len` needs it.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Line and column of a byte of the indexed text.
    pub fn position(&self, text: &str, byte: usize) -> Position {
        let byte = floor_char_boundary(text, byte);
        let line = self.line(byte);
        let column = self.characters(text, byte) - self.characters(text, self.start(line)) + 1;
        Position { line: line + 1, column }
    }

    /// How many characters of a text begin before a byte.
    fn characters(&self, text: &str, byte: usize) -> usize {
        let stride = (byte / STRIDE).min(self.characters.len().saturating_sub(1));
        let counted = self.characters.get(stride).map_or(0, |&count| count as usize);
        counted + beginnings(&text.as_bytes()[stride * STRIDE..byte])
    }
}

/// How many characters begin in a part of a text.
fn beginnings(bytes: &[u8]) -> usize {
    const CONTINUATION: u8 = 0b1000_0000;
    const LEAD: u8 = 0b1100_0000;
    bytes.iter().filter(|&&byte| byte & LEAD != CONTINUATION).count()
}

/// The nearest character boundary at or before a byte.
pub fn floor_char_boundary(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, Position};

    #[test]
    fn positions_count_characters_from_one() {
        let text = "é\nab\n";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(index.position(text, 2), Position { line: 1, column: 2 });
        assert_eq!(index.position(text, 4), Position { line: 2, column: 2 });
        assert_eq!(index.position(text, 99), Position { line: 3, column: 1 });
    }

    #[test]
    fn columns_of_long_lines_are_counted_as_those_of_short_ones() {
        let line = "aé\u{1f600}".repeat(super::STRIDE);
        let text = format!("x\n{line}\n{line}");
        let index = LineIndex::new(&text);
        for (line, start) in [(2, 2), (3, 2 + line.len() + 1)] {
            for (column, (at, _)) in
                text[start..].split('\n').next().unwrap().char_indices().enumerate()
            {
                assert_eq!(
                    index.position(&text, start + at),
                    Position { line, column: column + 1 }
                );
            }
        }
    }

    #[test]
    fn a_byte_inside_a_character_belongs_to_it() {
        let text = "é";
        assert_eq!(LineIndex::new(text).position(text, 1), Position { line: 1, column: 1 });
    }
}
