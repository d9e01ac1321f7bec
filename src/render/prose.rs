//! Markdown that is no slide: abstracts, biographies, titles on pages.

use std::sync::Arc;

use super::html::render;
use super::labels::Labels;
use super::source::{Part, Rendered, SlideSource};
use crate::manifest::without_comments;
use crate::syntax::{Node, NodeBlock, Range};

/// Renders a text of Markdown. It has no steps, notes or properties, and knows no link labels but
/// its own; its comments are not published.
pub fn prose(text: &str) -> Arc<Rendered> {
    let text = without_comments(text);
    let node = Node::Text(Range::new(0, text.len()));
    let block = NodeBlock::new(&text, vec![node]);
    let part = Part { id: 0, step: 0, text: text.into(), block, fill: Vec::new() };
    render(&SlideSource { content: vec![part], ..SlideSource::default() }, &Labels::default())
}

/// A line of Markdown without a paragraph around it.
pub fn line(text: &str) -> String {
    let html = &prose(text).html;
    let inner = html.trim().strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
    inner.filter(|inner| !inner.contains("<p>")).unwrap_or(html.trim()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{line, prose};

    #[test]
    fn what_looks_like_a_slide_is_text() {
        let html = &prose("name: x\n\n- a *b*\n\n---\n\nc <!-- secret -->").html;
        assert!(html.contains("name: x") && html.contains("<em>b</em>"), "{html}");
        assert!(html.contains("<hr") && !html.contains("secret"), "{html}");
    }

    #[test]
    fn a_line_has_no_paragraph() {
        assert_eq!(line("Our `kubectl` & us"), "Our <code>kubectl</code> &amp; us");
    }
}
