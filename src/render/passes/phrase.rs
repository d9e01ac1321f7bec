//! What a title keeps of its markup where it stands in a line or a link: emphasis and code.

use super::super::tree::{Edge, Element, Kind, Origin, Shape, Tree};

/// The elements that stay: they say nothing but how a text is meant.
const KEPT: [&str; 24] = [
    "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr",
];

/// Makes text of a tree: of pictures what stands for them, of links and blocks their text.
pub(in crate::render) fn phrase(tree: &mut Tree) {
    let blank = tree.store(" ");
    let mut edge = Some(Tree::START);
    while let Some(now) = edge {
        if let Edge::Open(id) = now {
            match tree.kind(id) {
                Kind::Element(element) if is_kept(tree, element) => {}
                Kind::Element(element) => {
                    let is_typed = element.origin == Origin::Html;
                    let kind = match (tree.name(element.name), tree.attribute(element, "alt")) {
                        ("img", Some(alt)) => match alt.value.slice() {
                            Some(alt) if is_typed => Kind::Source(alt),
                            Some(alt) => Kind::Literal(alt),
                            None => Kind::Group,
                        },
                        ("br" | "hr", _) => Kind::Literal(blank),
                        _ => Kind::Group,
                    };
                    tree.set_kind(id, kind);
                }
                Kind::Style(_) | Kind::Verbatim(_) | Kind::Drawing(_) | Kind::Code(_) => {
                    tree.set_kind(id, Kind::Group);
                }
                _ => {}
            }
        }
        edge = tree.after(now);
    }
}

fn is_kept(tree: &Tree, element: &Element) -> bool {
    let name = tree.name(element.name);
    let is_inline = matches!(element.shape, Shape::Inline | Shape::Typed(_) | Shape::TypedVoid(_));
    is_inline && element.origin != Origin::Address && KEPT.binary_search(&name).is_ok()
}
