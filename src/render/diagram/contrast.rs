//! Keeps text readable on a colour chosen by the author of a diagram.
//!
//! The text colour of the page changes between light and dark, the author's does not. So text on
//! such a colour is black or white, whichever contrasts more.

use roxmltree::Node;
use simplecss::DeclarationTokenizer;
use svgtypes::Color;

/// The relative luminance at which black and white contrast equally.
const MIDDLE: f64 = 0.179;

/// Below this opacity the page decides what a colour looks like.
const OPAQUE: u8 = 128;

/// The colour of the text in a node or cluster, if the author painted it.
pub(super) fn ink(node: Node<'_, '_>) -> Option<&'static str> {
    let classes = node.attribute("class")?;
    if !classes.split_whitespace().any(|class| class == "node" || class == "cluster") {
        return None;
    }
    let fill = node.descendants().find_map(|shape| {
        let mut declarations = DeclarationTokenizer::from(shape.attribute("style")?);
        declarations.find(|declaration| declaration.name == "fill").map(|fill| fill.value)
    })?;
    let color: Color = fill.trim().parse().ok()?;
    let ink = if luminance(color) > MIDDLE { "black" } else { "white" };
    (color.alpha >= OPAQUE).then_some(ink)
}

/// WCAG's relative luminance, with the usual approximation of the transfer curve by a square.
fn luminance(color: Color) -> f64 {
    let linear = |channel: u8| (f64::from(channel) / 255.0).powi(2);
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
}
