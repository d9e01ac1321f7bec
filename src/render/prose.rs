//! Markdown outside slides: abstracts, biographies, titles on pages.

use std::ops::Range;
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

/// A hole in Markdown: a text that is not Markdown, and is passed through unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseHole {
    /// Where it is.
    pub range: Range<usize>,
    /// Whether it shows nothing itself: alone on a line, it does not form a paragraph.
    pub is_silent: bool,
}

/// A part of HTML that was made of Markdown with holes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProsePart {
    /// HTML.
    Html(String),
    /// A hole, by its index.
    Hole(usize),
}

/// Renders a Markdown text with holes, which are in order. For Markdown, each is a word.
pub fn prose_around(text: &str, holes: &[ProseHole]) -> Vec<ProsePart> {
    let mut key = String::from("Zhole");
    while text.contains(&key) {
        key.push('Z');
    }
    let word = |index: usize| format!("{key}{index}q");
    let (mut marked, mut at) = (String::with_capacity(text.len()), 0);
    for (index, hole) in holes.iter().enumerate() {
        marked.push_str(&text[at..hole.range.start]);
        marked.push_str(&word(index));
        at = hole.range.end;
    }
    marked.push_str(&text[at..]);
    let rendered = prose(&marked);
    let mut pieces = rendered.html.as_str().trim_end().split(key.as_str());
    let mut parts = vec![ProsePart::Html(pieces.next().unwrap_or_default().to_owned())];
    for piece in pieces {
        let Some((index, mut rest)) = piece.split_once('q') else { continue };
        let Some((index, hole)) =
            index.parse().ok().and_then(|index: usize| Some((index, holes.get(index)?)))
        else {
            continue;
        };
        if let Some(ProsePart::Html(before)) = parts.last_mut()
            && hole.is_silent
            && before.ends_with("<p>")
            && let Some(after) = rest.strip_prefix("</p>")
        {
            before.truncate(before.len() - "<p>".len());
            rest = after;
        }
        parts.extend([ProsePart::Hole(index), ProsePart::Html(rest.to_owned())]);
    }
    parts
}

/// The plain text of some Markdown.
#[comemo::memoize]
pub fn plain(text: &str) -> String {
    plain_text::text(&of_markdown(text))
}

/// A line of Markdown as inline HTML that is also valid in a link.
#[comemo::memoize]
pub fn line(text: &str) -> String {
    // A heading contains only inline text, whatever its beginning.
    let mut tree = of_markdown(&format!("# {text}"));
    phrase::phrase(&mut tree);
    steps::steps(&mut tree, &steps::Moves::default());
    serialize::html(&tree).as_str().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{ProseHole, ProsePart, line, prose, prose_around};

    #[test]
    fn what_looks_like_a_slide_is_text() {
        let rendered = prose("name: x\n\n- a *b*\n\n---\n\nc <!-- secret -->");
        let html = rendered.html.as_str();
        assert!(html.contains("name: x") && html.contains("<em>b</em>"), "{html}");
        assert!(html.contains("<hr") && !html.contains("secret"), "{html}");
    }

    #[test]
    fn holes_come_through_unchanged() {
        let text =
            "{% if x %}\n\n- a *{{ \"b\" | upper }}*\n\n{% endif %}\n\n[Zhole]({{ y }}c.html)\n";
        let hole = |written: &str, is_silent| {
            let start = text.find(written).unwrap();
            ProseHole { range: start..start + written.len(), is_silent }
        };
        let holes = [
            hole("{% if x %}", true),
            hole("{{ \"b\" | upper }}", false),
            hole("{% endif %}", true),
            hole("{{ y }}", false),
        ];
        let parts = prose_around(text, &holes);
        let whole: String = parts
            .iter()
            .map(|part| match part {
                ProsePart::Html(html) => html.as_str(),
                ProsePart::Hole(index) => &text[holes[*index].range.clone()],
            })
            .collect();
        let whole = whole.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            whole,
            "{% if x %} <ul><li>a <em>{{ \"b\" | upper }}</em></li> </ul> {% endif %} \
             <p><a href=\"{{ y }}c.html\">Zhole</a></p>"
        );
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
