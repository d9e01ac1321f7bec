//! Markdown outside slides: abstracts, biographies, titles on pages.

use std::sync::Arc;

use super::labels::Labels;
use super::parse::of_markdown;
use super::passes::{phrase, steps};
use super::plain_text;
use super::serialize;
use super::slide::{Rendered, render};
use super::source::{Part, SlideSource};

/// Renders a Markdown text. It has no steps, notes or properties, and knows only its own link
/// labels; its comments are not published.
pub fn prose(text: &str) -> Arc<Rendered> {
    let content = vec![Part::of_markdown(text)];
    render(&SlideSource { content, ..SlideSource::default() }, &Labels::default())
}

/// The plain text of some Markdown.
#[comemo::memoize]
pub fn plain(text: &str) -> String {
    plain_text::text(&of_markdown(text))
}

/// A line of Markdown as inline HTML that is also valid in a link.
#[comemo::memoize]
pub fn line(text: &str) -> String {
    // A heading contains only inline text, whatever that begins with.
    let mut tree = of_markdown(&format!("# {text}"));
    phrase::phrase(&mut tree);
    steps::steps(&mut tree, &steps::Moves::default());
    serialize::html(&tree).as_str().trim().to_owned()
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
            ("<img src=x alt='a<b>&eacute;'>", "a&lt;b>&eacute;"),
            ("a <b title='c>d'>e</b><script>f", "a <b title='c>d'>e</b>f"),
        ] {
            assert_eq!(line(text), expected);
        }
    }
}
