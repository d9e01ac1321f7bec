//! The source of a quotation: its last line, if it begins with a dash, gets the class `is-by`.
//!
//! A quotation is a slide, or a part of one, with the class `quote`. Its last line may be a
//! paragraph of its own, or the last line of the quoted paragraph.

use super::super::tree::{Element, ElementOrigin, NodeId, NodeKind, Running, Shape, SlideTree};

const CLASS: &str = "is-by";

/// Marks the attributions of a slide.
pub(in crate::render) fn attributions(tree: &mut SlideTree, is_quote: bool) {
    let elements = tree.ids().filter(|id| {
        let element = tree.element(*id);
        element.is_some_and(|element| tree.class_words(element).any(|word| word == "quote"))
    });
    let mut quotes: Vec<NodeId> = elements.collect();
    if is_quote {
        quotes.push(SlideTree::ROOT);
    }
    for quote in quotes {
        if let Some(paragraph) = last_paragraph(tree, quote) {
            mark(tree, paragraph);
        }
    }
}

/// The paragraph that ends a quotation.
fn last_paragraph(tree: &SlideTree, quote: NodeId) -> Option<NodeId> {
    let mut within = quote;
    loop {
        let last = children(tree, within).filter(|id| !is_blank(tree, *id)).last()?;
        match tree.name_of(last) {
            "p" => return Some(last),
            "blockquote" | "div" => within = last,
            _ => return None,
        }
    }
}

fn mark(tree: &mut SlideTree, paragraph: NodeId) {
    let pieces: Vec<NodeId> = children(tree, paragraph).collect();
    let first = pieces.iter().find(|id| !is_blank(tree, **id)).copied();
    if first.is_some_and(|id| begins_with_dash(text(tree, id))) {
        if let Some(element) = tree.element_mut(paragraph) {
            element.add_class(CLASS);
        }
        return;
    }
    let Some(last) = pieces.last().copied() else { return };
    for index in (0..pieces.len()).rev() {
        let piece = pieces[index];
        let line = text(tree, piece).rfind('\n').map(|end| end + 1);
        let before = index.checked_sub(1).and_then(|before| pieces.get(before)).copied();
        let is_broken = before.is_some_and(|before| tree.name_of(before) == "br");
        let start = line.or_else(|| is_broken.then_some(0));
        // Only the last line counts.
        let Some(start) = start else { continue };
        let rest = text(tree, piece).get(start..).unwrap_or_default();
        if rest.trim().is_empty() && index + 1 < pieces.len() {
            let next = pieces[index + 1];
            if begins_with_dash(text(tree, next)) {
                wrap(tree, (paragraph, Some(piece)), last);
            }
        } else if begins_with_dash(rest) {
            let (before, last) = match split(tree, piece, start) {
                Some(rest) if piece == last => (Some(piece), rest),
                Some(_) => (Some(piece), last),
                None => (before, last),
            };
            wrap(tree, (paragraph, before), last);
        }
        return;
    }
}

fn wrap(tree: &mut SlideTree, (parent, before): (NodeId, Option<NodeId>), last: NodeId) {
    let mut element = Element::new("span", ElementOrigin::Ours, Shape::Inline);
    element.add_class(CLASS);
    tree.wrap(parent, before, last, element);
}

/// Cuts a text in two, and returns the node of the rest; `None` at its beginning.
fn split(tree: &mut SlideTree, id: NodeId, at: usize) -> Option<NodeId> {
    let NodeKind::Text(running) = tree.kind(id) else { return None };
    let running = *running;
    let length = tree.text(running.text).len();
    if at == 0 {
        return None;
    }
    let part = |range| NodeKind::Text(Running { text: running.text.part(range), ..running });
    tree.set_kind(id, part(0..at));
    Some(tree.insert_after(id, part(at..length)))
}

fn children(tree: &SlideTree, parent: NodeId) -> impl Iterator<Item = NodeId> {
    std::iter::successors(tree.first(parent), |id| tree.next(*id))
}

fn text(tree: &SlideTree, id: NodeId) -> &str {
    match tree.kind(id) {
        NodeKind::Text(running) => tree.text(running.text),
        _ => "",
    }
}

fn is_blank(tree: &SlideTree, id: NodeId) -> bool {
    matches!(tree.kind(id), NodeKind::Text(_)) && text(tree, id).trim().is_empty()
}

fn begins_with_dash(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['\u{2014}', '\u{2015}', '\u{2013}']) || text.starts_with("-- ")
}

#[cfg(test)]
mod tests {
    use super::attributions;
    use crate::render::{parse, serialize};

    fn of(markdown: &str) -> String {
        let mut tree = parse::of_markdown(markdown);
        attributions(&mut tree, true);
        serialize::html(&tree).as_str().trim_end().to_owned()
    }

    #[test]
    fn a_last_paragraph_with_a_dash_says_who() {
        assert_eq!(
            of("Bread is time.\n\n\u{2014} *Ada*, baker"),
            "<p>Bread is time.</p>\n<p class=\"is-by\">\u{2014} <em>Ada</em>, baker</p>"
        );
        assert_eq!(
            of("> Bread.\n>\n> -- Ada"),
            "<blockquote><p>Bread.</p>\n<p class=\"is-by\">-- Ada</p>\n</blockquote>"
        );
    }

    #[test]
    fn so_does_a_last_line() {
        assert_eq!(
            of("> Bread *is*\n> time.\n> \u{2014} *Ada*, baker"),
            "<blockquote><p>Bread <em>is</em>\ntime.\n<span class=\"is-by\">\u{2014} <em>Ada</em>, baker</span></p>\n</blockquote>"
        );
        assert_eq!(
            of("Bread.  \n\u{2014} Ada"),
            "<p>Bread.<br>\n<span class=\"is-by\">\u{2014} Ada</span></p>"
        );
    }

    #[test]
    fn a_dash_elsewhere_says_nothing() {
        for markdown in
            ["Bread \u{2014} time.", "\u{2014} a\nb\n\nc", "a\n\u{2014} b\nc", "# \u{2014} a"]
        {
            assert!(!of(markdown).contains("is-by"), "{markdown}");
        }
    }
}
