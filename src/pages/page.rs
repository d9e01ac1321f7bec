//! A page as a value: what is to be written, and what was noticed.

use super::deck_page::DeckPage;
use super::open_graph::OpenGraph;
use crate::diag::{Diagnostic, Warned};
use crate::output::{Claim, Content};
use crate::routes::Route;
use crate::span::Span;

/// What stands in a file that a page brings.
#[derive(Clone, Debug)]
pub(crate) enum PageBody {
    /// A file, as it is.
    File(Content),
    /// The page of a deck, which is written out when somebody asks for it.
    Deck(DeckPage),
}

/// A page, with the files that it brings along.
#[derive(Clone, Debug, Default)]
pub(crate) struct RenderedPage {
    pub(crate) claims: Vec<Claim<PageBody>>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl RenderedPage {
    /// A page of one text, if it could be made.
    pub(super) fn text(route: &Route, text: Warned<Option<String>>) -> Self {
        let mut diagnostics = Vec::new();
        let text = text.take(&mut diagnostics);
        let claims = text.map(|text| generated(route, PageBody::File(Content::text(text))));
        Self { claims: claims.into_iter().collect(), diagnostics }
    }

    /// A page of a text that shows other sites a picture.
    pub(super) fn public(route: &Route, text: Warned<Option<String>>, graph: &OpenGraph) -> Self {
        let card = text.output.as_ref().and_then(|html| graph.shown_by(html));
        let mut page = Self::text(route, text);
        page.claims.extend(card.map(|card| card.map(PageBody::File)));
        page
    }

    /// What the author wrote that asks for the page.
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
