//! Running text: tokens, bare addresses and step boundaries.

use std::ops::Range;

use super::super::token::{TOKEN_CLOSE, TOKEN_OPEN};
use super::super::tree::{Element, ElementOrigin, NodeId, NodeKind, Running, Shape};
use super::Parser;

/// Text from the parser in pieces, with the buffer offset of each.
#[derive(Default)]
pub(super) struct RunningText {
    text: String,
    pieces: Vec<TextPiece>,
}

struct TextPiece {
    start: usize,
    from: usize,
    /// Whether bytes map one to one, unlike entities.
    verbatim: bool,
}

/// The kind of a text range.
enum TextKind {
    Plain,
    Address,
    Token,
    Nothing,
}

impl RunningText {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn push(&mut self, text: &str, range: &Range<usize>) {
        let verbatim = text.len() == range.len();
        self.pieces.push(TextPiece { start: self.text.len(), from: range.start, verbatim });
        self.text.push_str(text);
    }

    /// The offset of a byte in the buffer.
    fn place(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.start <= at);
        let Some(piece) = index.checked_sub(1).and_then(|last| self.pieces.get(last)) else {
            return 0;
        };
        if piece.verbatim { piece.from + at - piece.start } else { piece.from }
    }

    /// The next range that is more than plain text.
    fn next(&self, from: usize, is_in_link: bool) -> Option<(Range<usize>, TextKind)> {
        let mut at = from;
        loop {
            let found = at + self.text[at..].find([TOKEN_OPEN, TOKEN_CLOSE, 'h'])?;
            let rest = &self.text[found..];
            if rest.starts_with(TOKEN_CLOSE) {
                return Some((found..found + TOKEN_CLOSE.len_utf8(), TextKind::Nothing));
            }
            if rest.starts_with(TOKEN_OPEN) {
                let end = rest.find(TOKEN_CLOSE).map(|end| found + end + TOKEN_CLOSE.len_utf8());
                let kind = if end.is_some() { TextKind::Token } else { TextKind::Plain };
                return Some((found..end.unwrap_or(self.text.len()), kind));
            }
            if let Some(length) = address(rest).filter(|_| !is_in_link) {
                return Some((found..found + length, TextKind::Address));
            }
            at = found + 1;
        }
    }

    /// The length of a text before a step boundary.
    fn until(&self, start: usize, text: &str, border: usize) -> usize {
        let after = |&length: &usize| self.place(start + length) >= border;
        let boundaries = text.char_indices().map(|(at, _)| at).skip(1);
        boundaries.into_iter().find(after).unwrap_or(text.len())
    }
}

/// The length of the bare address at the start of a text: up to white space or `<`, without
/// trailing punctuation.
fn address(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("http")?;
    let rest = rest.strip_prefix('s').unwrap_or(rest).strip_prefix("://")?;
    let scheme = text.len() - rest.len();
    let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | TOKEN_OPEN);
    let length = rest.find(is_end).unwrap_or(rest.len());
    let trimmed = rest[..length].trim_end_matches(['.', ',', ':', ';', '"', '\'', ')', ']']);
    (!trimmed.is_empty()).then_some(scheme + trimmed.len())
}

/// Adds text to the tree, one node per range.
pub(super) fn add(parser: &mut Parser<'_, '_>, text: &RunningText) {
    let run = parser.builder.tree.new_run();
    let mut adder = Adder { text, parser, run };
    let mut at = 0;
    while let Some((range, kind)) = text.next(at, adder.parser.n_links > 0) {
        adder.plain(at..range.start);
        match kind {
            TextKind::Plain => adder.plain(range.clone()),
            TextKind::Address => adder.address(range.clone()),
            TextKind::Token => adder.token(&range),
            TextKind::Nothing => {}
        }
        at = range.end;
    }
    adder.plain(at..text.text.len());
}

struct Adder<'t, 'p, 'a, 'b> {
    text: &'t RunningText,
    parser: &'p mut Parser<'a, 'b>,
    run: u32,
}

impl Adder<'_, '_, '_, '_> {
    /// The step that contains a byte.
    fn step(&self, at: usize) -> u32 {
        self.parser.buffer.step_at(self.text.place(at))
    }

    fn running(&mut self, range: Range<usize>) -> NodeKind {
        let step = self.step(range.start);
        let text = self.parser.builder.tree.store(&self.text.text[range]);
        NodeKind::Text(Running { text, step, run: self.run })
    }

    fn plain(&mut self, range: Range<usize>) {
        let mut start = range.start;
        while start < range.end {
            let text = &self.text.text[start..range.end];
            let border = self.parser.buffer.next_step(self.text.place(start));
            let length = border.map_or(text.len(), |border| self.text.until(start, text, border));
            let running = self.running(start..start + length);
            self.parser.builder.push(running);
            start += length;
        }
    }

    fn address(&mut self, range: Range<usize>) {
        let url = &self.text.text[range.clone()];
        let from = self.text.place(range.start);
        let at = self.parser.buffer.place(from..from + url.len());
        let mut element = Element::new("a", ElementOrigin::Address, Shape::Inline);
        element = element.at(at, self.step(range.start));
        element.run = self.run;
        let link: NodeId = self.parser.builder.element(element);
        self.parser.builder.tree.add_url(link, "href", url);
        let running = self.running(range);
        self.parser.builder.tree.push(link, running);
    }

    fn token(&mut self, range: &Range<usize>) {
        let buffer = self.parser.buffer;
        let number = self.text.text[range.clone()].trim_matches([TOKEN_OPEN, TOKEN_CLOSE]);
        if let Some(token) = buffer.token(number) {
            self.parser.inline_token(token, self.run);
        }
    }
}
