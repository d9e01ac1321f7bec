//! Pictures: those of Markdown keep room for themselves, and none is without a text unnoticed.

use super::super::tree::{Element, Kind, NodeId, Origin, Tree, Value};
use crate::diag::Problem;

/// Makes the sizes of Markdown's pictures part of what is written.
pub(in crate::render) fn pictures(tree: &mut Tree) {
    for id in found(tree) {
        if tree.element(id).is_some_and(|element| element.origin == Origin::Markdown) {
            tree.map_values(id, |name, value| match value {
                Value::Url(url) if name == "src" => Value::Picture(url),
                other => other,
            });
        }
    }
}

/// Reports pictures that say nothing to those who cannot see them. In HTML, an `alt` may be empty.
pub(in crate::render) fn texts(tree: &mut Tree) {
    for id in found(tree) {
        let Some(element) = tree.element(id) else { continue };
        let has_text = match element.origin {
            Origin::Html => tree.attribute(element, "alt").is_some(),
            _ => !tree.value(element, "alt").trim().is_empty(),
        };
        let at = element.at;
        if !has_text {
            tree.report(Problem::MissingAlt, at);
        }
    }
}

fn found(tree: &Tree) -> Vec<NodeId> {
    let is_picture = |element: &Element| tree.name(element.name) == "img";
    let is_picture = |id: &NodeId| matches!(tree.kind(*id), Kind::Element(e) if is_picture(e));
    tree.ids().filter(is_picture).collect()
}
