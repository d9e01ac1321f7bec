//! The addresses that the author typed in templates.

use super::templates::{Templates, masked};
use crate::render::document;
use crate::routes::is_page;
use crate::span::Span;

/// An address in a template, as far as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TemplateAddress {
    /// Its location.
    pub(crate) span: Span,
    /// The address; after `{{ page.root }}`, the rest.
    pub(crate) url: String,
    /// Where it counts from.
    pub(crate) start: AddressStart,
}

/// Where an address in a template counts from.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum AddressStart {
    /// The page that the template makes.
    Page,
    /// The top of the site: it follows `{{ page.root }}`.
    Top,
}

impl Templates {
    /// The addresses in the site's own templates that are not computed.
    pub(crate) fn addresses(&self) -> Vec<TemplateAddress> {
        let mut found = Vec::new();
        for (name, source) in self.own() {
            if !is_page(name) {
                continue;
            }
            for reference in document::references(&masked(source.text())) {
                let typed = &source.text()[reference.range.clone()];
                let (url, start) = match typed.split_once("}}") {
                    None if typed.contains("{%") => continue,
                    None => (reference.url, AddressStart::Page),
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

/// Whether a text begins the expression for the way to the top of the site.
fn is_root(before: &str) -> bool {
    let inner = before.strip_prefix("{{").map(|inner| inner.trim_matches(['-', ' ']));
    inner == Some("page.root")
}
