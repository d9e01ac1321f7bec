//! Markdown that is no slide: abstracts, biographies, titles on pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use comemo::Track;

use super::context::{Context, Side};
use super::labels::Labels;
use super::parse::parse;
use super::passes::{phrase, steps};
use super::plain_text;
use super::serialize;
use super::slide::{Rendered, render};
use super::source::{Part, SlideSource};
use super::tree::Tree;
use crate::manifest::without_comments;
use crate::syntax::{Block, Node, Range};

/// Renders a text of Markdown. It has no steps, notes or properties, and knows no link labels but
/// its own; its comments are not published.
pub fn prose(text: &str) -> Arc<Rendered> {
    render(&SlideSource { content: vec![part(text)], ..SlideSource::default() }, &Labels::default())
}

/// The text of some Markdown.
#[comemo::memoize]
pub fn plain(text: &str) -> String {
    plain_text::text(&tree(text))
}

/// A line of Markdown as HTML that can stand in any line, and in a link.
#[comemo::memoize]
pub fn line(text: &str) -> String {
    // A heading holds nothing but running text, whatever that begins with.
    let mut tree = tree(&format!("# {text}"));
    phrase::phrase(&mut tree);
    steps::steps(&mut tree, &steps::Moves::default());
    serialize::html(&tree).as_str().trim().to_owned()
}

/// The tree of some Markdown.
pub(super) fn tree(text: &str) -> Tree {
    let labels = Labels::default();
    let variables = BTreeMap::new();
    let context =
        Context { variables: &variables, labels: labels.track(), settled: 0, side: Side::Content };
    parse(&context, &[part(text)])
}

fn part(text: &str) -> Part {
    let text = without_comments(text);
    let node = Node::Text(Range::new(0, text.len()));
    let block = Block::new(&text, vec![node]);
    Part { id: 0, step: 0, text: text.into(), block, fill: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::{line, prose};

    #[test]
    fn what_looks_like_a_slide_is_text() {
        let rendered = prose("name: x\n\n- a *b*\n\n---\n\nc <!-- secret -->");
        let html = rendered.html.as_str();
        assert!(html.contains("name: x") && html.contains("<em>b</em>"), "{html}");
        assert!(html.contains("<hr") && !html.contains("secret"), "{html}");
    }

    #[test]
    fn a_line_has_no_paragraph() {
        for (text, expected) in [
            ("Our `kubectl` & us", "Our <code>kubectl</code> &amp; us"),
            ("1. Set *up*", "1. Set <em>up</em>"),
            ("[A link](x.html) https://h.example", "A link https://h.example"),
            ("![Docker](x.png) <img src=y> <div>one</div>", "Docker  one"),
            ("a <b title='c>d'>e</b><script>f", "a <b title='c>d'>e</b>f"),
        ] {
            assert_eq!(line(text), expected);
        }
    }
}
