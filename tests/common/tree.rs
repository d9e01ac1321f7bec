//! An invariant of every parsed chapter: nothing is lost, and all ranges fit.

use std::sync::Arc;

use deckyard::syntax::{self, Chapter, Node, Range, Slide};

/// Parses a chapter and checks the result; panics with the reason.
pub(crate) fn check(text: &str) -> Arc<Chapter> {
    let text: Arc<str> = Arc::from(text);
    let chapter = syntax::parse(Arc::clone(&text));
    assert!(!chapter.slides.is_empty(), "a chapter has at least one slide");
    for (problem, range) in &chapter.problems {
        fits(*range, &text, Range::new(0, text.len()));
        assert!(!problem.words().message.is_empty());
    }
    for range in &chapter.code {
        fits(*range, &text, Range::new(0, text.len()));
    }
    let mut end = 0;
    for (index, slide) in chapter.slides.iter().enumerate() {
        let whole = slide.range.usize();
        fits(slide.range, &text, Range::new(0, text.len()));
        assert_eq!(&text[whole.clone()], &*slide.text, "a slide holds its own text");
        separator(&text[end..whole.start], index, slide.continued);
        end = whole.end;
        check_slide(slide);
    }
    assert_eq!(end, text.len(), "the last slide ends with the chapter");
    chapter
}

/// The text between two slides is a separator, possibly after the beginnings of empty notes.
fn separator(gap: &str, index: usize, continued: bool) {
    let is_separator = |line: &&str| !matches!(*line, "" | "???");
    let gap = gap.split('\n').filter(is_separator).collect::<Vec<_>>().join("\n");
    let expected = match (index, continued) {
        (0, _) => "",
        (_, true) => "--",
        (_, false) => "---",
    };
    assert_eq!(gap, expected, "between slides stands a separator");
}

fn check_slide(slide: &Slide) {
    let whole = Range::new(0, slide.text.len());
    nodes(&slide.text, &slide.content.nodes, whole);
    nodes(&slide.text, &slide.notes.nodes, whole);
    let mut covered: Vec<Range> =
        slide.content.nodes.iter().chain(&*slide.notes.nodes).map(range_of).collect();
    for property in &slide.properties {
        fits(property.range, &slide.text, whole);
        fits(property.value_range, &slide.text, property.range);
        assert_eq!(property.value_range.of(&slide.text), property.value);
        covered.push(property.range);
    }
    for title in &slide.titles {
        fits(title.range, &slide.text, whole);
        assert!(title.range.of(&slide.text).starts_with("# "));
    }
    covered.sort_unstable();
    let mut at = 0;
    for range in covered.into_iter().map(Range::usize) {
        if range.start > at {
            blank(&slide.text[at..range.start]);
        }
        at = at.max(range.end);
    }
    blank(&slide.text[at..]);
}

/// Text that belongs to no node: line ends around properties, and the lines `???`.
fn blank(gap: &str) {
    let is_blank = gap.lines().all(|line| line.is_empty() || line == "???");
    assert!(is_blank, "{gap:?} belongs to nothing");
}

/// The nodes follow each other inside of a range.
fn nodes(text: &str, nodes: &[Node], outer: Range) {
    let mut end = outer.start;
    for node in nodes {
        let range = range_of(node);
        fits(range, text, outer);
        assert!(range.start >= end, "nodes do not overlap");
        assert!(range.start < range.end || matches!(node, Node::Text(_)), "a node is not empty");
        end = range.end;
        inside(text, node);
    }
}

fn inside(text: &str, node: &Node) {
    match node {
        Node::Text(_) | Node::Literal(_) => {}
        Node::Comment(range) => {
            let comment = range.of(text);
            assert!(comment.starts_with("<!--") && comment.ends_with("-->"));
        }
        Node::Fence(fence) => {
            fits(fence.info, text, fence.range);
            fits(fence.body, text, fence.range);
        }
        Node::Definition(definition) => {
            let parts = [definition.label, definition.url].into_iter().chain(definition.title);
            parts.for_each(|range| fits(range, text, definition.range));
        }
        Node::Class(class) => {
            fits(class.names, text, class.range);
            fits(class.body, text, class.range);
            assert_eq!(class.names.end + 1, class.body.start);
            assert_eq!(class.body.end + 1, class.range.end);
            nodes(text, &class.inner, class.body);
            let length: usize = class.inner.iter().map(|node| range_of(node).usize().len()).sum();
            assert_eq!(length, class.body.usize().len(), "a content class loses nothing");
        }
    }
}

fn range_of(node: &Node) -> Range {
    match node {
        Node::Text(range) | Node::Literal(range) | Node::Comment(range) => *range,
        Node::Fence(fence) => fence.range,
        Node::Class(class) => class.range,
        Node::Definition(definition) => definition.range,
    }
}

fn fits(range: Range, text: &str, outer: Range) {
    assert!(range.start <= range.end, "{range:?} is in order");
    assert!(outer.start <= range.start && range.end <= outer.end, "{range:?} lies in {outer:?}");
    assert!(text.get(range.usize()).is_some(), "{range:?} is on character boundaries");
}
