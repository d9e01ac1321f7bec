//! A page as a value: its output files and its diagnostics.

use super::deck_page::DeckPage;
use super::open_graph::OpenGraph;
use super::search_files::SearchFiles;
use super::transcript::TranscriptPage;
use crate::diag::{Diagnostic, Warned};
use crate::output::{Claim, Content};
use crate::routes::Route;
use crate::span::Span;

/// The content of a file that a page produces.
#[derive(Clone, Debug)]
pub(crate) enum PageBody {
    /// A file, with its content.
    File(Content),
    /// The page of a deck, rendered on demand.
    Deck(DeckPage),
    /// The page about a deck, rendered on demand.
    Transcript(TranscriptPage),
    /// A download, made when all of its contents are known.
    Download(Route),
    /// A picture of a slide, which a browser draws after the build.
    Thumbnail(Route),
    /// The files of the search, made on demand.
    Search(SearchFiles),
    /// A page that another part of the site has.
    Elsewhere,
}

/// A page, with the additional files that it needs.
#[derive(Clone, Debug, Default)]
pub(crate) struct RenderedPage {
    pub(crate) claims: Vec<Claim<PageBody>>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl RenderedPage {
    /// A page of a single text, if it could be rendered.
    pub(super) fn text(route: &Route, text: Warned<Option<String>>) -> Self {
        let mut diagnostics = Vec::new();
        let text = text.take(&mut diagnostics);
        let claims = text.map(|text| generated(route, PageBody::File(Content::text(text))));
        Self { claims: claims.into_iter().collect(), diagnostics }
    }

    /// A page that another part of the site has. It keeps its path.
    pub(super) fn elsewhere(route: &Route, place: Option<Span>) -> Self {
        let claim = Claim { place, ..generated(route, PageBody::Elsewhere) };
        Self { claims: vec![claim], diagnostics: Vec::new() }
    }

    /// A page of a text with a picture for other sites.
    pub(super) fn public(route: &Route, text: Warned<Option<String>>, graph: &OpenGraph) -> Self {
        let card = text.output.as_ref().and_then(|html| graph.shown_by(html));
        let mut page = Self::text(route, text);
        page.claims.extend(card.map(|card| card.map(PageBody::File)));
        page
    }

    /// Sets the source that requests the page.
    pub(super) fn asked_at(mut self, place: &Span) -> Self {
        for claim in &mut self.claims {
            claim.place = Some(place.clone());
        }
        self
    }
}

/// A claim to the path of a route.
pub(super) fn generated(route: &Route, body: PageBody) -> Claim<PageBody> {
    Claim::generated(route.clone(), body, None)
}
