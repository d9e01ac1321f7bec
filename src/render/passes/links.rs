//! The references of a slide: files that it shows, pages and slides that it links to.

use super::super::css;
use super::super::escape::unescaped;
use super::super::source::{At, Reference, Use};
use super::super::srcset;
use super::super::tree::{
    AttributeValue, Element, ElementOrigin, NodeKind, SlideTree, TreeAttribute,
};
use crate::diag::{AddressProblem, ContentProblem, Problem};

/// The references of a slide, and its own link targets.
#[derive(Default)]
pub(in crate::render) struct References {
    /// Addresses of files, as written.
    pub(in crate::render) files: Vec<Reference>,
    /// Links to slides, without the `#`.
    pub(in crate::render) anchors: Vec<(String, At)>,
    /// The names given by the author to elements.
    pub(in crate::render) ids: Vec<String>,
}

impl References {
    fn note(&mut self, url: &str, at: At, use_: Use) {
        match url.strip_prefix('#') {
            Some(anchor) => self.anchors.push((anchor.to_owned(), at)),
            None => self.files.push(Reference { url: url.to_owned(), at, use_ }),
        }
    }
}

/// Finds the references in a tree, and reports addresses in styles that browsers cannot read.
pub(in crate::render) fn links(tree: &mut SlideTree) -> References {
    let mut found = References::default();
    let mut problems = Vec::new();
    for id in tree.ids() {
        match tree.kind(id) {
            NodeKind::Element(element) => {
                for attribute in tree.attributes(element) {
                    note(tree, (element, attribute), &mut found, &mut problems);
                }
            }
            NodeKind::Style(text) => {
                let at = tree.parent(id).and_then(|parent| tree.element(parent)).map(|e| e.at);
                let at = at.unwrap_or(At::NOWHERE);
                styles(tree.text(*text), at, &mut found, &mut problems);
            }
            _ => {}
        }
    }
    tree.problems.append(&mut problems);
    found
}

/// Records the references in an attribute.
fn note(
    tree: &SlideTree,
    (element, attribute): (&Element, &TreeAttribute),
    found: &mut References,
    problems: &mut Vec<(Problem, At)>,
) {
    let Some(value) = attribute.value.slice() else { return };
    let is_typed = attribute.typed.is_some();
    let typed = tree.text(value);
    let value = if is_typed { unescaped(typed) } else { typed.into() };
    let name = tree.name(attribute.name).to_ascii_lowercase();
    match attribute.value {
        AttributeValue::Url(_) | AttributeValue::Picture(_) => {
            let is_link = matches!(tree.name(element.name), "a" | "area");
            let use_ = match &*name {
                "href" | "xlink:href" if is_link => Use::Linked,
                "href" | "xlink:href" | "src" | "poster" | "data" => Use::Shown,
                _ => return,
            };
            if !is_typed || !value.is_empty() {
                found.note(&value, element.at, use_);
            }
        }
        AttributeValue::Sources(_) if name == "srcset" => {
            for url in srcset::urls(&value) {
                found.note(&value[url], element.at, Use::Shown);
            }
        }
        AttributeValue::Style(_) => styles(&value, element.at, found, problems),
        AttributeValue::Text(_)
            if element.origin == ElementOrigin::Html && matches!(&*name, "id" | "name") =>
        {
            found.ids.push(value.into_owned());
        }
        AttributeValue::Sources(_) | AttributeValue::Text(_) | AttributeValue::Empty => {}
    }
}

/// Records the references in a style, and reports those that browsers cannot read.
fn styles(style: &str, at: At, found: &mut References, problems: &mut Vec<(Problem, At)>) {
    for css::BareUrl { property, address, .. } in css::bare_addresses(style) {
        problems.push((AddressProblem::BareAddress { property, address }.into(), at));
    }
    for address in css::urls(style).into_iter().filter(|address| !address.url.is_empty()) {
        if address.is_readable {
            found.note(&address.url, at, Use::Shown);
        } else {
            problems.push((ContentProblem::CssUrl { url: address.url }.into(), at));
        }
    }
}
