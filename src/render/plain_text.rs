//! The plain text of a tree, or of HTML in a title, for screen readers and places without markup:
//! lists, tabs, descriptions, calendars and feeds.
//!
//! **Invariant:** only the tokenizer recognizes tags, and nothing else cuts text at a bracket.

use std::ops::Range;

use super::tokenizer::{HtmlPiece, HtmlTag, is_block, is_element, pieces};
use super::tree::{Edge, Element, ElementOrigin, NodeId, NodeKind, Shape, SlideTree};
use crate::line::joined;
use crate::markdown;

/// The longest character reference in HTML, with `&` and `;`.
const LONGEST_NAME: usize = 40;

/// The text of a tree. Blocks end with a line end, pictures become their alt text.
pub(super) fn text(tree: &SlideTree) -> String {
    with_origins(tree).0
}

/// The text of a tree, and where in it texts about its origin are (`.debug[…]`).
fn with_origins(tree: &SlideTree) -> (String, Vec<Range<usize>>) {
    let mut out = Out::default();
    let (mut origins, mut outermost) = (Vec::new(), None);
    for edge in tree.edges() {
        match edge {
            Edge::Open(id) if outermost.is_none() && is_origin(tree, id) => {
                outermost = Some((id, out.0.len()));
            }
            Edge::Close(id) => {
                if let Some((_, start)) = outermost.take_if(|(origin, _)| *origin == id) {
                    origins.push(start..out.0.len());
                }
            }
            Edge::Open(_) => {}
        }
        match edge {
            Edge::Open(id) => match tree.kind(id) {
                NodeKind::Element(element) => start(tree, element, &mut out),
                NodeKind::Text(running) => out.push(tree.text(running.text)),
                NodeKind::Literal(text) | NodeKind::Coloured(_, text) => out.push(tree.text(*text)),
                NodeKind::Source(text) => out.push(&decoded(tree.text(*text))),
                NodeKind::Code(index) => {
                    let code = &tree.code[*index];
                    if !code.is_diagram() {
                        out.push(&code.text);
                        out.end_line();
                    }
                }
                NodeKind::Group
                | NodeKind::Style(_)
                | NodeKind::Verbatim(_)
                | NodeKind::Drawing(_) => {}
            },
            Edge::Close(id) => {
                if let Some(element) = tree.element(id) {
                    end(tree, element, &mut out);
                }
            }
        }
    }
    (out.0, origins)
}

/// Whether an element contains the source location of a slide.
fn is_origin(tree: &SlideTree, id: NodeId) -> bool {
    let class = tree.element(id).map(|element| tree.value(element, "class"));
    class.is_some_and(|class| class.split_ascii_whitespace().any(|word| word == "debug"))
}

/// The number of words that a tree shows, outside code blocks and diagrams; and its text, without
/// its source location.
pub(super) fn words(tree: &SlideTree) -> (usize, String) {
    let of = |text: &str| {
        let is_word = |word: &&str| word.contains(char::is_alphanumeric);
        text.split_whitespace().filter(is_word).count()
    };
    let code = tree.code.iter().filter(|code| !code.is_diagram());
    let (mut text, origins) = with_origins(tree);
    let n_words = of(&text).saturating_sub(code.map(|code| of(&code.text)).sum());
    for origin in origins.into_iter().rev() {
        text.replace_range(origin, " ");
    }
    (n_words, text)
}

/// The output text.
#[derive(Default)]
struct Out(String);

impl Out {
    fn push(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn end_line(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with('\n') {
            self.0.push('\n');
        }
    }

    /// Separates the words of neighbouring cells.
    fn set_apart(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(char::is_whitespace) {
            self.0.push(' ');
        }
    }
}

fn start(tree: &SlideTree, element: &Element, out: &mut Out) {
    let name = tree.name(element.name);
    match name {
        "br" if element.origin == ElementOrigin::Html => out.push("\n"),
        "img" if element.origin == ElementOrigin::Html => {
            out.push(&decoded(tree.value(element, "alt")));
        }
        "img" => out.push(tree.value(element, "alt")),
        "td" | "th" => out.set_apart(),
        _ if element.origin == ElementOrigin::Html && is_block(name) => out.end_line(),
        _ => {}
    }
}

fn end(tree: &SlideTree, element: &Element, out: &mut Out) {
    match element.shape {
        Shape::Block | Shape::VoidBlock => out.push("\n"),
        Shape::Typed(_) if is_block(tree.name(element.name)) => out.end_line(),
        _ => {}
    }
}

/// The text of a title, on one line.
pub fn title(text: &str) -> String {
    joined(&without_markup(text))
}

/// A text without HTML elements, and with character references decoded.
///
/// Tags unknown to HTML stay text: `Vec<T>`, `a < b`.
pub fn without_markup(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let mut out = Out::default();
    for piece in pieces(text) {
        match piece {
            HtmlPiece::Text(text, _) => out.push(&decoded(text)),
            HtmlPiece::Start(tag) if is_element(&tag.name) => start_in_title(&tag, &mut out),
            HtmlPiece::Start(tag) => out.push(tag.text),
            HtmlPiece::End(name, range) if !is_element(&name) => out.push(&text[range]),
            HtmlPiece::End(name, _) if is_block(&name) || name == "br" => out.end_line(),
            HtmlPiece::RawText(_) | HtmlPiece::Comment(..) | HtmlPiece::End(..) => {}
        }
    }
    out.0
}

fn start_in_title(tag: &HtmlTag<'_>, out: &mut Out) {
    match &*tag.name {
        "br" => out.push("\n"),
        "img" => out.push(&decoded(tag.attribute("alt").unwrap_or_default())),
        "td" | "th" => out.set_apart(),
        name if is_block(name) => out.end_line(),
        _ => {}
    }
}

/// The text of a page or a slide, with a line for each block, `- ` before items, and unchanged
/// code.
pub fn page_text(html: &str) -> String {
    let mut out = PageText::default();
    for piece in pieces(html) {
        match piece {
            HtmlPiece::Text(text, _) if out.hidden.is_none() => out.text(&decoded(text)),
            HtmlPiece::Start(tag) => out.start(&tag),
            HtmlPiece::End(name, _) => out.end(&name),
            HtmlPiece::Text(..) | HtmlPiece::RawText(_) | HtmlPiece::Comment(..) => {}
        }
    }
    out.finish()
}

/// A text that grows line by line.
#[derive(Default)]
struct PageText {
    out: String,
    /// How many elements are open whose white space counts.
    code: usize,
    /// How many lists are open.
    lists: usize,
    /// The element whose text is not for readers, and the number of open elements with its name in
    /// it.
    hidden: Option<(String, usize)>,
    /// Whether a space comes before the next word.
    is_apart: bool,
}

impl PageText {
    fn text(&mut self, text: &str) {
        if self.code > 0 {
            self.out.push_str(text);
            return;
        }
        for (index, word) in text.split_whitespace().enumerate() {
            let is_apart = index > 0 || self.is_apart || text.starts_with(char::is_whitespace);
            if is_apart && !self.out.is_empty() && !self.out.ends_with(char::is_whitespace) {
                self.out.push(' ');
            }
            self.out.push_str(word);
            self.is_apart = false;
        }
        self.is_apart |= text.ends_with(char::is_whitespace);
    }

    fn end_line(&mut self) {
        self.is_apart = false;
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn start(&mut self, tag: &HtmlTag<'_>) {
        if let Some((name, depth)) = &mut self.hidden {
            *depth += usize::from(*name == tag.name && !tag.is_closed);
            return;
        }
        let is_hidden = tag.attribute("aria-hidden") == Some("true")
            || tag.attribute("hidden").is_some()
            || tag.attribute("data-ui").is_some()
            || matches!(&*tag.name, "svg" | "math" | "template" | "noscript");
        if is_hidden && !tag.is_closed && !tag.is_self_closing() {
            self.hidden = Some((tag.name.clone(), 1));
            return;
        }
        match &*tag.name {
            "br" => self.out.push('\n'),
            "img" => self.text(&decoded(tag.attribute("alt").unwrap_or_default())),
            "td" | "th" if !self.out.ends_with('\n') && !self.out.is_empty() => {
                self.out.push('\t');
            }
            "pre" => {
                self.end_line();
                self.code += 1;
            }
            "ul" | "ol" => {
                self.end_line();
                self.lists += 1;
            }
            "li" => {
                self.end_line();
                self.out.extend(std::iter::repeat_n("  ", self.lists.saturating_sub(1).min(16)));
                self.out.push_str("- ");
            }
            name if is_block(name) && !self.out.ends_with("- ") => self.end_line(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth -= usize::from(hidden == name);
            if *depth == 0 {
                self.hidden = None;
            }
            return;
        }
        match name {
            "pre" => self.code = self.code.saturating_sub(1),
            "ul" | "ol" => self.lists = self.lists.saturating_sub(1),
            _ => {}
        }
        if is_block(name) && !matches!(name, "td" | "th") {
            self.end_line();
        }
    }

    fn finish(self) -> String {
        let lines = self.out.lines().map(str::trim_end).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Text with character references decoded: `&amp;`, `&eacute;`, `&#8217;`.
pub(super) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = rest.as_bytes().iter().take(LONGEST_NAME).skip(1);
        let length = name.take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count() + 1;
        let character = match rest.as_bytes().get(length) {
            Some(b';') => markdown::character(&rest[..=length]),
            _ => None,
        };
        if let Some(character) = character {
            out.push_str(&character);
            rest = &rest[length + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{text, title};
    use crate::render::parse::of_markdown as tree;

    #[test]
    fn titles_lose_their_markup() {
        for (text, expected) in [
            ("Kubernetes<br/>intensif", "Kubernetes intensif"),
            ("Docker &amp; <b>Containers</b>", "Docker & Containers"),
            ("Docker & Containers", "Docker & Containers"),
            ("Two\nlines", "Two lines"),
            ("<a href=\"x\">Link</a> and Vec<T>, a < b", "Link and Vec<T>, a < b"),
            ("&lt;b&gt; &unknown; &eacute;&#8217;", "<b> &unknown; é’"),
            ("&amp;lt;", "&lt;"),
            ("é<é>&é", "é<é>&é"),
            ("<b title='a>b'>bold</b>", "bold"),
            ("<img src=\"x.png\"> Docker", "Docker"),
            ("<img alt='Docker' src=x> basics", "Docker basics"),
            ("<div class=\"x\">One</div><div>two</div>", "One two"),
            ("a<script>b</script><!-- c -->d<!doctype e>", "ad"),
            ("x </T> y</b>", "x </T> y"),
            ("<!-- nothing -->", ""),
        ] {
            assert_eq!(title(text), expected, "{text}");
        }
    }

    #[test]
    fn trees_have_a_text() {
        for (markdown, expected) in [
            ("a *b* `c<d>`\n\ne", "a b c<d>\ne\n"),
            ("- a\n- b", "a\nb\n\n"),
            ("<b title='a>b'>bold</b> text", "bold text\n"),
            ("one<br>two  \nthree", "one\ntwo\nthree\n"),
            ("![a picture](x.png) and <img src=y alt=\"R&amp;D\">", "a picture and R&D\n"),
            ("<div>a &eacute; &lt;</div><div>b</div>\n", "a é <\nb\n\n"),
            ("a <script>b</script> <!-- c --> d", "a b  d\n"),
            ("<script>\nlet a = '<b>';\n</script>\n\nc", "\nc\n"),
            ("```\n1 < 2\n```", "1 < 2\n"),
            ("| a | b |\n|---|---|\n| c | d |", "a b\nc d\n\n"),
        ] {
            assert_eq!(text(&tree(markdown)), expected, "{markdown}");
        }
    }
}
