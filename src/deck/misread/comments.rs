//! Comments that are directives of other tools.

use super::Misreadings;
use crate::diag::ForeignSyntax;
use crate::syntax::{self, Node};

/// Keys that Marp reads in comments.
const MARP_KEYS: [&str; 14] = [
    "marp",
    "paginate",
    "header",
    "footer",
    "theme",
    "headingDivider",
    "backgroundColor",
    "backgroundImage",
    "backgroundPosition",
    "backgroundRepeat",
    "backgroundSize",
    "color",
    "page_number",
    "prerender",
];

/// Comments that begin a slide in other tools.
const SLIDES: [&str; 6] =
    ["slide", "new slide", "newslide", "end_slide", "end slide", "next slide"];

/// Comments of one word that begin a step in other tools.
const PAUSES: [&str; 6] = ["pause", "stop", "next", "incremental", "fragment", "break"];

/// Comments that lay out what follows in other tools.
const LAYOUTS: [&str; 8] = [
    "column_layout",
    "column:",
    "reset_layout",
    "jump_to_middle",
    "new_lines",
    "newlines",
    "fit",
    "list_item_newlines",
];

/// Searches the comments of a slide: nodes, and those that are read as properties.
pub(super) fn search(slide: &syntax::Slide, nodes: &[&Node], found: &mut Misreadings) {
    for node in nodes {
        of_node(slide, node, found);
    }
    for property in &slide.properties {
        comment(slide, property.range, found);
    }
}

fn of_node(slide: &syntax::Slide, node: &Node, found: &mut Misreadings) {
    match node {
        Node::Comment(range) => comment(slide, *range, found),
        Node::Class(class) => class.inner.iter().for_each(|node| of_node(slide, node, found)),
        _ => {}
    }
}

fn comment(slide: &syntax::Slide, range: syntax::Range, found: &mut Misreadings) {
    let inner = range.of(&slide.text).strip_prefix("<!--").and_then(|c| c.strip_suffix("-->"));
    if let Some(kind) = inner.and_then(|inner| kind_of(inner.trim())) {
        found.foreign(kind, &slide.text, range.usize());
    }
}

fn kind_of(inner: &str) -> Option<ForeignSyntax> {
    let is_contents = inner.eq_ignore_ascii_case("toc") || inner.starts_with("toc ");
    if is_contents {
        return Some(ForeignSyntax::Contents);
    }
    let included =
        inner.strip_prefix("include").map(|rest| rest.trim_start_matches([':', ' ', '=', '"']));
    if included.is_some_and(|path| path.contains('.') && path.split_whitespace().count() == 1) {
        return Some(ForeignSyntax::IncludeDirective);
    }
    if SLIDES.contains(&inner.to_ascii_lowercase().as_str()) {
        return Some(ForeignSyntax::SlideBreak);
    }
    if PAUSES.contains(&inner.to_ascii_lowercase().as_str()) {
        return Some(ForeignSyntax::Pause);
    }
    let of_reveal = [".slide:", ".element:", ".element ", "slide:", "slide bg="];
    let is_directive = of_reveal.iter().any(|word| inner.starts_with(word))
        || LAYOUTS.iter().any(|word| inner.starts_with(word))
        || inner.starts_with("$size:")
        || inner.lines().any(|line| is_of_marp(line.trim()));
    is_directive.then_some(ForeignSyntax::CommentDirective)
}

/// Whether a line of a comment is a directive of Marp: `_class: lead`, `paginate: true`.
fn is_of_marp(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let local = key.strip_prefix('_').is_some_and(|key| {
        MARP_KEYS.contains(&key) || key == "class" || key.starts_with("background")
    });
    // A sentence is a remark of the author's.
    let is_value = value.split_whitespace().count() <= 3 || key.starts_with("background");
    local || MARP_KEYS.contains(&key) && is_value
}
