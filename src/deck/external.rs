//! Links of a deck to other sites, with each place where their addresses are written.

use std::collections::BTreeMap;

use super::assemble::Deck;
use super::deck_slide::DeckSlide;
use crate::diag::{Diagnostic, StructureProblem};
use crate::render::{At, Reference};
use crate::span::Span;
use crate::syntax::Range;

/// A link to another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalLink {
    /// The address as written.
    pub url: String,
    /// Where it is written.
    pub span: Option<Span>,
    /// The `@@INCLUDE` lines that included that file, outermost first.
    pub included_from: Vec<Span>,
    /// The deck that shows it; `None` for the list of events.
    pub deck: Option<String>,
}

/// Whether an address is one of another site.
pub fn is_external(url: &str) -> bool {
    let has_scheme = |scheme: &str| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    has_scheme("https://") || has_scheme("http://") || url.starts_with("//")
}

/// All links of a deck to other sites, slide by slide, then those in the texts of its manifest.
pub fn external_links(deck: &Deck) -> Vec<ExternalLink> {
    let definitions = definitions(deck);
    let mut links = Vec::new();
    for slide in &deck.slides {
        let shown = slide.rendered.files.iter().chain(&slide.rendered.notes_files);
        for reference in shown.filter(|reference| is_external(&reference.url)) {
            let (slide, at) = written_at(slide, reference, &definitions);
            let found = slide.diagnostic(StructureProblem::EmptyChapter, at);
            let Diagnostic { span, included_from, .. } = found;
            let (url, deck) = (reference.url.clone(), Some(deck.name.clone()));
            links.push(ExternalLink { url, span, included_from, deck });
        }
        for url in slide.background_files.iter().filter(|url| is_external(url)) {
            links.push(ExternalLink {
                url: url.clone(),
                span: Some(slide.place.clone()),
                included_from: Vec::new(),
                deck: Some(deck.name.clone()),
            });
        }
    }
    links
}

/// The first definition of each address.
fn definitions(deck: &Deck) -> BTreeMap<&str, (&DeckSlide, At)> {
    let mut found = BTreeMap::new();
    for slide in &deck.slides {
        for definition in &slide.definitions {
            found.entry(definition.target.url.as_str()).or_insert((slide, definition.at));
        }
    }
    found
}

/// Where the address of a link is written: in the link, or in the definition of its label.
fn written_at<'d>(
    slide: &'d DeckSlide,
    reference: &Reference,
    definitions: &BTreeMap<&str, (&'d DeckSlide, At)>,
) -> (&'d DeckSlide, At) {
    let narrowed = |slide: &DeckSlide, at: At| {
        let start = slide.written(at)?.find(&reference.url)?;
        let start = at.range.start + crate::span::offset(start);
        let end = start + crate::span::offset(reference.url.len());
        Some(At { part: at.part, range: Range { start, end } })
    };
    if let Some(at) = narrowed(slide, reference.at) {
        return (slide, at);
    }
    match definitions.get(reference.url.as_str()) {
        Some(&(slide, at)) => (slide, narrowed(slide, at).unwrap_or(at)),
        None => (slide, reference.at),
    }
}
