//! Running text: tokens, bare addresses and the borders between steps.

use std::ops::Range;

use super::buffer::{TOKEN_CLOSE, TOKEN_OPEN};
use super::escape::{push_attribute, push_text};
use super::html::Html;
use super::source::Use;

/// Text that the parser hands out in pieces, with the place of each piece in the buffer.
#[derive(Default)]
pub(super) struct Text {
    pub(super) text: String,
    pieces: Vec<Piece>,
}

struct Piece {
    start: usize,
    from: usize,
    /// Byte follows byte; not so for entities.
    verbatim: bool,
}

/// What a stretch of text is.
enum Kind {
    Plain,
    Address,
    Token,
    Nothing,
}

impl Text {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn push(&mut self, text: &str, range: &Range<usize>) {
        let verbatim = text.len() == range.len();
        self.pieces.push(Piece { start: self.text.len(), from: range.start, verbatim });
        self.text.push_str(text);
    }

    /// Where a byte stands in the buffer.
    fn place(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.start <= at);
        let Some(piece) = index.checked_sub(1).and_then(|last| self.pieces.get(last)) else {
            return 0;
        };
        if piece.verbatim { piece.from + at - piece.start } else { piece.from }
    }

    pub(super) fn write(&self, html: &mut Html<'_, '_>) {
        let mut writer = Writer { text: self, html, step: None };
        let mut at = 0;
        while let Some((range, kind)) = self.next(at, writer.html.in_link()) {
            writer.plain(at..range.start);
            match kind {
                Kind::Plain => writer.plain(range.clone()),
                Kind::Address => writer.address(range.clone()),
                Kind::Token => writer.token(&range),
                Kind::Nothing => {}
            }
            at = range.end;
        }
        writer.plain(at..self.text.len());
        writer.enter(None);
    }

    /// The next stretch that is more than plain text.
    fn next(&self, from: usize, in_link: bool) -> Option<(Range<usize>, Kind)> {
        let mut at = from;
        loop {
            let found = at + self.text[at..].find([TOKEN_OPEN, TOKEN_CLOSE, 'h'])?;
            let rest = &self.text[found..];
            if rest.starts_with(TOKEN_CLOSE) {
                return Some((found..found + TOKEN_CLOSE.len_utf8(), Kind::Nothing));
            }
            if rest.starts_with(TOKEN_OPEN) {
                let end = rest.find(TOKEN_CLOSE).map(|end| found + end + TOKEN_CLOSE.len_utf8());
                let kind = if end.is_some() { Kind::Token } else { Kind::Plain };
                return Some((found..end.unwrap_or(self.text.len()), kind));
            }
            if let Some(length) = address(rest).filter(|_| !in_link) {
                return Some((found..found + length, Kind::Address));
            }
            at = found + 1;
        }
    }
}

/// The length of the bare address that a text starts with: up to white space or `<`, and not
/// ending in punctuation.
fn address(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("http")?;
    let rest = rest.strip_prefix('s').unwrap_or(rest).strip_prefix("://")?;
    let scheme = text.len() - rest.len();
    let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | TOKEN_OPEN);
    let length = rest.find(is_end).unwrap_or(rest.len());
    let trimmed = rest[..length].trim_end_matches(['.', ',', ':', ';', '"', '\'', ')', ']']);
    (!trimmed.is_empty()).then_some(scheme + trimmed.len())
}

struct Writer<'t, 'h, 'a, 'b> {
    text: &'t Text,
    html: &'h mut Html<'a, 'b>,
    /// The step of the `span` that is open.
    step: Option<u32>,
}

impl Writer<'_, '_, '_, '_> {
    fn enter(&mut self, step: Option<u32>) {
        if self.step == step {
            return;
        }
        if self.step.is_some() {
            self.html.out.push_str("</span>");
        }
        if let Some(step) = step {
            self.html.out.push_str("<span");
            push_attribute(&mut self.html.out, "data-step", &step.to_string());
            self.html.out.push('>');
        }
        self.step = step;
    }

    /// Opens the step that holds a byte, when it is later than what the text stands in.
    fn enter_step_of(&mut self, at: usize) {
        let step = self.html.buffer.step_at(self.text.place(at));
        self.enter((step > self.html.step()).then_some(step));
    }

    fn plain(&mut self, range: Range<usize>) {
        let mut start = range.start;
        while start < range.end {
            let text = &self.text.text[start..range.end];
            let place = self.text.place(start);
            let border = self.html.buffer.next_step(place);
            let length = border.map_or(text.len(), |border| self.until(start, text, border));
            let (part, blank) = (&text[..length], text[..length].trim().is_empty());
            if !blank {
                self.enter_step_of(start);
            }
            self.html.note_title(part);
            push_text(&mut self.html.out, part);
            start += length;
        }
    }

    /// How much of a text comes before a border between steps.
    fn until(&self, start: usize, text: &str, border: usize) -> usize {
        let after = |&length: &usize| self.text.place(start + length) >= border;
        let boundaries = text.char_indices().map(|(at, _)| at).skip(1);
        boundaries.into_iter().find(after).unwrap_or(text.len())
    }

    fn address(&mut self, range: Range<usize>) {
        self.enter_step_of(range.start);
        let url = &self.text.text[range.clone()];
        let from = self.text.place(range.start);
        let at = self.html.buffer.place(from..from + url.len());
        self.html.note_url(url, at, Use::Linked);
        self.html.note_title(url);
        self.html.out.push_str("<a");
        push_attribute(&mut self.html.out, "href", url);
        self.html.out.push('>');
        push_text(&mut self.html.out, url);
        self.html.out.push_str("</a>");
    }

    fn token(&mut self, range: &Range<usize>) {
        let buffer = self.html.buffer;
        let number = self.text.text[range.clone()].trim_matches([TOKEN_OPEN, TOKEN_CLOSE]);
        if let Some(token) = buffer.token(number) {
            self.enter(None);
            self.html.inline_token(token, token.at);
        }
    }
}
