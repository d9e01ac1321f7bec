//! The author's own HTML, written with balanced tags and without comments.

use std::borrow::Cow;

use super::buffer::{TOKEN_CLOSE, TOKEN_OPEN};
use super::code::{self, Block};
use super::css;
use super::html::Html;
use super::raw::{Attribute, Piece, RAW_TEXT, Tag, UNFIT, has_end_tag, pieces};
use super::source::{At, Use};
use crate::diag::{ContentProblem, StructureProblem};

impl Html<'_, '_> {
    /// Writes raw HTML that starts at a byte of the buffer.
    pub(super) fn raw(&mut self, html: &str, start: usize) {
        let pieces = pieces(html);
        let mut pieces = pieces.iter().peekable();
        let mut style = None;
        while let Some(piece) = pieces.next() {
            if let Piece::Start(tag) = piece {
                style = (tag.name == "style").then_some(start + tag.at);
            }
            match piece {
                Piece::Text(text, _) => self.raw_text(text),
                Piece::RawText(text) => {
                    // In a script, `<!--` would hide its end tag.
                    let text = without_block_marks(text);
                    let mut text = self.buffer.without_tokens(&text).replace("<!--", "");
                    let is_closed = pieces.peek().is_some();
                    if !is_closed || RAW_TEXT.iter().any(|name| has_end_tag(&text, name)) {
                        // What closes it is the tag that was found, none in what was typed.
                        text = text.replace("</", "<\\/");
                    }
                    if let Some(at) = style {
                        self.note_style(&text, self.buffer.place(at..at));
                    }
                    self.out.push_str(&text);
                }
                Piece::Comment(inner, _) => self.comment(inner),
                Piece::End(name, range) => {
                    self.end_tag(name, start + range.start..start + range.end);
                }
                Piece::Start(tag) if tag.is_diagram() => {
                    let mut source = String::new();
                    while let Some(Piece::RawText(text)) = pieces.peek() {
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
        self.close_raw_text();
    }

    /// Text between tags: what stands for content classes is written, and a `<` that begins no
    /// tag cannot take what follows with it.
    fn raw_text(&mut self, text: &str) {
        let buffer = self.buffer;
        let mut rest = text;
        while let Some((before, inner)) = rest.split_once(TOKEN_OPEN) {
            self.out.push_str(&before.replace('<', "&lt;"));
            let Some((number, after)) = inner.split_once(TOKEN_CLOSE) else { return };
            if let Some(token) = buffer.token(number) {
                self.inline_token(token, token.at);
            }
            rest = after;
        }
        self.out.push_str(&rest.replace('<', "&lt;").replace(TOKEN_CLOSE, ""));
    }

    /// A comment shows nothing, unless it stands for a block.
    fn comment(&mut self, inner: &str) {
        let buffer = self.buffer;
        let number = inner.strip_prefix(TOKEN_OPEN).and_then(|i| i.strip_suffix(TOKEN_CLOSE));
        if let Some(token) = number.and_then(|number| buffer.token(number)) {
            self.block_token(token, token.at);
        }
    }

    fn start_tag(&mut self, tag: &Tag<'_>, start: usize) {
        let at = self.buffer.place(start + tag.at..start + tag.at + tag.text.len());
        if UNFIT.contains(&&*tag.name) {
            self.problem(StructureProblem::StrayHtml { tag: format!("<{}>", tag.name) }, at);
            return;
        }
        self.note_addresses(tag, at);
        if tag.name == "img" && tag.attribute("alt").is_none() {
            self.problem(ContentProblem::MissingAlt, at);
        }
        let step = self.buffer.step_at(start + tag.at);
        let text = self.start_tag_text(tag);
        let open = 1 + tag.name.len();
        self.out.push_str(&text[..open]);
        if step > self.step() {
            super::escape::push_attribute(&mut self.out, "data-step", &step.to_string());
        }
        self.out.push_str(&text[open..]);
        if tag.is_closed {
            if tag.name == "br" {
                self.note_title(" "); // The words around it are two.
            }
            return;
        }
        if tag.is_self_closing() {
            if !self.in_drawing(&tag.name) {
                let written = self.out.len() - usize::from(self.out.ends_with("/>")) * 2;
                self.out.truncate(written);
                self.out.push('>');
                self.end_tag_of(&tag.name);
            }
            return;
        }
        if tag.holds_raw_text() && self.is_inline {
            // Whatever follows in running text is no script; the end tag is dropped.
            self.end_tag_of(&tag.name);
            self.closed_at_once = Some(tag.name.clone());
            return;
        }
        self.open_raw(tag.name.clone(), at);
    }

    /// Takes down what a tag refers to.
    fn note_addresses(&mut self, tag: &Tag<'_>, at: At) {
        let buffer = self.buffer;
        let value =
            |name| tag.attribute(name).map(|value| unescaped(&buffer.without_tokens(value)));
        for name in ["src", "poster", "href", "data"] {
            if let Some(url) = value(name).filter(|url| !url.is_empty()) {
                let use_ = if name == "href" { Use::Linked } else { Use::Shown };
                self.note_url(&url, at, use_);
            }
        }
        // `a.png 1x, b.png 2x`
        let set = value("srcset").unwrap_or_default();
        for url in set.split(", ").filter_map(|candidate| candidate.split_whitespace().next()) {
            self.note_url(url, at, Use::Shown);
        }
        self.note_style(&value("style").unwrap_or_default(), at);
    }

    /// Takes down what a style refers to, and reports what browsers cannot read.
    fn note_style(&mut self, style: &str, at: At) {
        for found in css::urls(style).into_iter().filter(|found| !found.url.is_empty()) {
            if found.is_readable {
                self.note_url(&found.url, at, Use::Shown);
            } else {
                let problem = ContentProblem::CssUrl { url: found.url };
                self.problem(problem, at);
            }
        }
    }

    /// A start tag as it is typed, unless its attributes would read otherwise without the tokens
    /// in them, or have values without quotes.
    fn start_tag_text<'t>(&self, tag: &Tag<'t>) -> Cow<'t, str> {
        if !tag.text.contains([TOKEN_OPEN, TOKEN_CLOSE]) && tag.attributes().all(|a| a.is_clean()) {
            return Cow::Borrowed(tag.text);
        }
        let mut text = tag.text[..=tag.name.len()].to_owned();
        for attribute in tag.attributes().filter(Attribute::is_named) {
            text.push(' ');
            text.push_str(attribute.name);
            if let Some(value) = attribute.value {
                text.push_str("=\"");
                text.push_str(&self.buffer.without_tokens(value).replace('"', "&quot;"));
                text.push('"');
            }
        }
        text.push_str(if tag.is_self_closing() { "/>" } else { ">" });
        Cow::Owned(text)
    }

    fn end_tag(&mut self, name: &str, range: std::ops::Range<usize>) {
        if self.closed_at_once.as_deref() == Some(name) {
            self.closed_at_once = None;
        } else if name == "br" {
            // Browsers read `</br>` as `<br>`.
            self.out.push_str("<br>");
        } else if !UNFIT.contains(&name) && !self.close_raw(name) && name != "p" {
            let at = self.buffer.place(range);
            self.problem(StructureProblem::StrayHtml { tag: format!("</{name}>") }, at);
        }
    }

    fn diagram(&mut self, source: &str, at: usize) {
        let text = unescaped(&self.buffer.without_tokens(source));
        let step = self.buffer.step_at(at);
        let at = self.buffer.place(at..at + 1);
        code::diagram(self, &Block { info: "mermaid", info_at: None, text: &text, at, step });
    }
}

/// Text in which tokens of blocks have lost the comments around them.
fn without_block_marks(text: &str) -> Cow<'_, str> {
    if !text.contains(TOKEN_OPEN) {
        return Cow::Borrowed(text);
    }
    let text = text.replace(&format!("<!--{TOKEN_OPEN}"), &TOKEN_OPEN.to_string());
    Cow::Owned(text.replace(&format!("{TOKEN_CLOSE}-->"), &TOKEN_CLOSE.to_string()))
}

/// The named references that occur in code and addresses, replaced.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
