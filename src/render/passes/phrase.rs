//! Reduces a title's markup for use in a line or a link: emphasis and code stay.

use super::super::tree::{Edge, Element, ElementOrigin, NodeId, NodeKind, Shape, SlideTree};

/// The elements that stay: they only express emphasis or meaning.
const KEPT: [&str; 24] = [
    "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr",
];

/// Reduces a tree to text: pictures become their alt text, links and blocks their content.
pub(in crate::render) fn phrase(tree: &mut SlideTree) {
    let blank = tree.store(" ");
    let mut edge = Some(SlideTree::START);
    while let Some(now) = edge {
        if let Edge::Open(id) = now {
            match tree.kind(id) {
                NodeKind::Element(element) if is_kept(tree, element) => {}
                NodeKind::Element(element) => {
                    let kind = match tree.name(element.name) {
                        "img" => picture(tree, id),
                        "br" | "hr" => NodeKind::Literal(blank),
                        _ => NodeKind::Group,
                    };
                    tree.set_kind(id, kind);
                }
                NodeKind::Style(_)
                | NodeKind::Verbatim(_)
                | NodeKind::Drawing(_)
                | NodeKind::Code(_) => {
                    tree.set_kind(id, NodeKind::Group);
                }
                _ => {}
            }
        }
        edge = tree.after(now);
    }
}

/// The replacement for a picture.
fn picture(tree: &mut SlideTree, id: NodeId) -> NodeKind {
    let Some(element) = tree.element(id) else { return NodeKind::Group };
    let alt = tree.value(element, "alt");
    if element.origin != ElementOrigin::Html {
        let alt = alt.to_owned();
        return NodeKind::Literal(tree.store(&alt));
    }
    // `<` may be literal in quotes, but in text it would begin a tag.
    let alt = alt.replace('<', "&lt;");
    NodeKind::Source(tree.store(&alt))
}

fn is_kept(tree: &SlideTree, element: &Element) -> bool {
    let name = tree.name(element.name);
    let is_inline = matches!(element.shape, Shape::Inline | Shape::Typed(_) | Shape::TypedVoid(_));
    is_inline && element.origin != ElementOrigin::Address && KEPT.binary_search(&name).is_ok()
}
