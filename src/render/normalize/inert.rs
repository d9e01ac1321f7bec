//! Text in which no emphasis and no escape is read: code, tags and addresses.
//!
//! Only one line is looked at. `CodeLines` tracks code that spans several lines.

use std::collections::HashMap;
use std::ops::Range;

use super::closing;

/// The longest tag to look for, in bytes.
const LONGEST_TAG: usize = 2048;

/// Code spans, tags and the addresses of links in a line, in order.
pub(in crate::render) fn inert(line: &str) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let runs = Backticks::of(line);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = line[at..].find(['`', '\\', '<', ']']) {
        let start = at + next;
        at = match bytes[start] {
            b'`' => match runs.span(start) {
                (length, Some(end)) => push(&mut found, start..end, start + length),
                (length, None) => start + length,
            },
            // A backslash takes the next character with it.
            b'\\' => start + 1 + line[start + 1..].chars().next().map_or(0, char::len_utf8),
            b'<' => match tag(line, start) {
                Some(end) => push(&mut found, start..end, end),
                None => start + 1,
            },
            _ => match line[start + 1..].strip_prefix('(').and_then(closing) {
                Some(length) => push(&mut found, start + 1..start + 3 + length, start),
                None => start + 1,
            },
        };
    }
    found
}

fn push(found: &mut Vec<Range<usize>>, range: Range<usize>, least: usize) -> usize {
    let end = range.end.max(least);
    found.push(range);
    end
}

/// The end of the tag or the address between `<` and `>` that opens at a byte.
fn tag(line: &str, start: usize) -> Option<usize> {
    let rest = &line[start + 1..];
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) {
        return None;
    }
    let near = &rest[..crate::span::floor_char_boundary(rest, LONGEST_TAG)];
    near.find('>').map(|length| start + 1 + length + 1)
}

/// The runs of backticks in a line.
struct Backticks {
    /// The start of the runs of each length, in order.
    runs: HashMap<usize, Vec<usize>>,
    /// The length of the run that begins at a byte.
    lengths: HashMap<usize, usize>,
}

impl Backticks {
    fn of(line: &str) -> Self {
        let (mut runs, mut lengths) = (HashMap::<_, Vec<_>>::new(), HashMap::new());
        let mut at = 0;
        while let Some(next) = line[at..].find('`') {
            let start = at + next;
            let length = line[start..].bytes().take_while(|&byte| byte == b'`').count();
            runs.entry(length).or_default().push(start);
            lengths.insert(start, length);
            at = start + length;
        }
        Self { runs, lengths }
    }

    /// The length of the run that begins at a byte, and the end of the code that it opens.
    fn span(&self, start: usize) -> (usize, Option<usize>) {
        let length = self.lengths.get(&start).copied().unwrap_or(1);
        let runs = self.runs.get(&length).map_or(&[][..], Vec::as_slice);
        let next = runs.partition_point(|&run| run <= start);
        (length, runs.get(next).map(|run| run + length))
    }
}

/// Whether lines may belong to code between backticks that spans several lines.
#[derive(Default)]
pub(in crate::render) struct CodeLines {
    is_open: bool,
}

impl CodeLines {
    /// Whether the next line, or piece of a line, may belong to such code.
    pub(in crate::render) fn read(&mut self, line: &str) -> bool {
        if line.trim().is_empty() {
            self.is_open = false;
            return false;
        }
        if !line.contains('`') {
            return self.is_open;
        }
        let was_open = self.is_open;
        let open = Backticks::of(line).runs.values().filter(|runs| runs.len() % 2 == 1).count();
        self.is_open ^= open % 2 == 1;
        was_open || self.is_open
    }
}

#[cfg(test)]
mod tests {
    use super::{CodeLines, inert};

    #[test]
    fn code_tags_and_addresses_are_inert() {
        let texts = |line: &'static str| {
            inert(line).into_iter().map(|range| &line[range]).collect::<Vec<_>>()
        };
        assert_eq!(texts("a `b` c ``d ` e`` f"), ["`b`", "``d ` e``"]);
        assert_eq!(texts("a <b c='d'> [e](f (g) h) i < j"), ["<b c='d'>", "(f (g) h)"]);
        assert_eq!(texts(r"\`a \<b> ``c` d"), [""; 0]);
    }

    #[test]
    fn code_may_go_over_several_lines() {
        let mut lines = CodeLines::default();
        let read: Vec<_> = ["a `b\n", "c\n", "d` e\n", "f\n", "g `h\n", "\n", "i\n"]
            .map(|line| lines.read(line))
            .into();
        assert_eq!(read, [true, true, true, false, true, false, false]);
    }
}
