//! The addresses that the author typed in templates.

use super::templates::{SLOT_ROOT, Templates, is_slot, masked, slot_html};
use crate::render::document;
use crate::routes::is_page;
use crate::source::Source;
use crate::span::Span;

/// An address in a template, as far as it is literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TemplateAddress {
    /// Its location.
    pub(crate) span: Span,
    /// The address; after `{{ page.root }}`, the rest.
    pub(crate) url: String,
    /// The folder to which it is relative.
    pub(crate) start: AddressStart,
}

/// The folder to which an address in a template is relative.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum AddressStart {
    /// The page made from the template.
    Page,
    /// The top of the site: it follows `{{ page.root }}`.
    Top,
}

impl Templates {
    /// The addresses in the site's own templates that are not computed.
    pub(crate) fn addresses(&self) -> Vec<TemplateAddress> {
        let mut found = Vec::new();
        for (name, source) in self.own() {
            let is_slot = is_slot(name);
            if is_slot && source.path().has_extension("md") {
                found.extend(in_markdown(source));
            }
            if !is_page(name) {
                continue;
            }
            for reference in document::references(&masked(source.text())) {
                let typed = &source.text()[reference.range.clone()];
                // In slots, addresses are relative to the top anyway.
                let start = if is_slot { AddressStart::Top } else { AddressStart::Page };
                let (url, start) = match typed.split_once("}}") {
                    None if typed.contains("{%") => continue,
                    None => (reference.url, start),
                    Some((before, rest)) if is_root(before) && !rest.contains('{') => {
                        (rest.to_owned(), AddressStart::Top)
                    }
                    Some(_) => continue,
                };
                found.push(TemplateAddress { span: source.span(reference.range), url, start });
            }
        }
        found
    }
}

/// The addresses in a slot that is written in Markdown: those of its HTML, at their first
/// occurrence in the text.
fn in_markdown(source: &Source) -> Vec<TemplateAddress> {
    let html = slot_html(source.text());
    let urls = document::references(&html).into_iter().filter_map(|reference| {
        let url = reference.url.strip_prefix(SLOT_ROOT).unwrap_or(&reference.url);
        (!url.contains(['{', '}'])).then(|| url.to_owned())
    });
    let place = |url: String| {
        let start = source.text().find(&url);
        let range = start.map_or(0..0, |start| start..start + url.len());
        TemplateAddress { span: source.span(range), url, start: AddressStart::Top }
    };
    urls.map(place).collect()
}

/// Whether a text begins the expression for the path to the top of the site.
fn is_root(before: &str) -> bool {
    let inner = before.strip_prefix("{{").map(|inner| inner.trim_matches(['-', ' ']));
    inner == Some("page.root")
}
