//! The author's own HTML, written with balanced tags and without comments.

use super::buffer::{TOKEN_CLOSE, TOKEN_OPEN};
use super::code::{self, Block};
use super::html::Html;
use super::raw::{Piece, Tag, pieces};
use super::source::Use;
use crate::diag::Problem;

impl Html<'_, '_> {
    /// Writes raw HTML that starts at a byte of the buffer.
    pub(super) fn raw(&mut self, html: &str, start: usize) {
        let pieces = pieces(html);
        let mut pieces = pieces.iter().peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Text(text, _) => {
                    let text = self.buffer.without_tokens(text);
                    self.out.push_str(&text);
                }
                Piece::Comment(inner, at) => self.comment(inner, start + at),
                Piece::End(name, range) => {
                    self.end_tag(name, start + range.start..start + range.end);
                }
                Piece::Start(tag) if tag.is_diagram() => {
                    let mut source = String::new();
                    while let Some(Piece::Text(text, _)) = pieces.peek() {
                        source.push_str(text);
                        pieces.next();
                    }
                    if let Some(Piece::End(name, _)) = pieces.peek()
                        && name == "pre"
                    {
                        pieces.next();
                    }
                    self.diagram(&source, start + tag.at);
                }
                Piece::Start(tag) => self.start_tag(tag, start),
            }
        }
    }

    /// A comment shows nothing, unless it stands for a block.
    fn comment(&mut self, inner: &str, at: usize) {
        let buffer = self.buffer;
        let is_token = inner.starts_with(TOKEN_OPEN) && inner.ends_with(TOKEN_CLOSE);
        if let Some(token) = buffer.token_at(at).filter(|_| is_token) {
            self.block_token(token, at);
        }
    }

    fn start_tag(&mut self, tag: &Tag<'_>, start: usize) {
        let at = self.buffer.place(start + tag.at..start + tag.at + tag.text.len());
        for name in ["src", "poster", "href", "data"] {
            let value = tag.attribute(name).filter(|value| !value.is_empty());
            if let Some(value) = value {
                let value = unescaped(&self.buffer.without_tokens(value));
                let use_ = if name == "href" { Use::Linked } else { Use::Shown };
                self.note_url(&value, at, use_);
            }
        }
        let step = self.buffer.step_at(start + tag.at);
        let text = self.buffer.without_tokens(tag.text);
        let open = 1 + tag.name.len();
        if step > self.step() && text.is_char_boundary(open) {
            self.out.push_str(&text[..open]);
            super::escape::push_attribute(&mut self.out, "data-step", &step.to_string());
            self.out.push_str(&text[open..]);
        } else {
            self.out.push_str(&text);
        }
        if !tag.is_closed {
            self.open_raw(tag.name.clone(), at);
        }
    }

    fn end_tag(&mut self, name: &str, range: std::ops::Range<usize>) {
        if name == "br" {
            // Browsers read `</br>` as `<br>`.
            self.out.push_str("<br>");
        } else if !self.close_raw(name) && name != "p" {
            let at = self.buffer.place(range);
            self.problem(Problem::StrayHtml { tag: format!("</{name}>") }, at);
        }
    }

    fn diagram(&mut self, source: &str, at: usize) {
        let text = unescaped(&self.buffer.without_tokens(source));
        let step = self.buffer.step_at(at);
        let step = (step > self.step()).then_some(step);
        let at = self.buffer.place(at..at + 1);
        code::diagram(self, &Block { info: "mermaid", text: &text, at, step });
    }
}

/// The named references that occur in code and addresses, replaced.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
