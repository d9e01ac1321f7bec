//! Pictures: those from Markdown reserve their space, as do those of HTML that are loaded late, which macros
//! write; missing alt text is reported.

use super::super::tree::{AttributeValue, Element, ElementOrigin, NodeId, NodeKind, SlideTree};
use crate::diag::ContentProblem;

/// Makes the output include the sizes of pictures from Markdown.
pub(in crate::render) fn pictures(tree: &mut SlideTree) {
    for id in found(tree) {
        let reserves = |element: &Element| match element.origin {
            ElementOrigin::Html => {
                let has = |name: &str| tree.attribute(element, name).is_some();
                tree.value(element, "loading") == "lazy" && !has("width") && !has("height")
            }
            _ => element.origin == ElementOrigin::Markdown,
        };
        if tree.element(id).is_some_and(reserves) {
            tree.map_values(id, |name, value| match value {
                AttributeValue::Url(url) if name == "src" => AttributeValue::Picture(url),
                other => other,
            });
        }
    }
}

/// Reports pictures without alt text. In HTML, an `alt` may be empty.
pub(in crate::render) fn texts(tree: &mut SlideTree) {
    for id in found(tree) {
        let Some(element) = tree.element(id) else { continue };
        let has_text = match element.origin {
            ElementOrigin::Html => tree.attribute(element, "alt").is_some(),
            _ => !tree.value(element, "alt").trim().is_empty(),
        };
        let at = element.at;
        if !has_text {
            tree.report(ContentProblem::MissingAlt, at);
        }
    }
}

fn found(tree: &SlideTree) -> Vec<NodeId> {
    let is_picture = |element: &Element| tree.name(element.name) == "img";
    let is_picture = |id: &NodeId| matches!(tree.kind(*id), NodeKind::Element(e) if is_picture(e));
    tree.ids().filter(is_picture).collect()
}
