//! The page of the search over the whole site, and the index of that search.
//!
//! Every page can search by itself; this one has an address for each query (`search.html?q=…`).

use std::sync::Arc;

use serde::Serialize;

use super::context::{About, PageContext, PageFrame};
use super::page::{PageBody, generated};
use super::search_files::SearchFiles;
use super::{PageInput, PageKind, RenderedPage, SiteParts, social_card};
use crate::memo::Shared;
use crate::model::SiteDeck;
use crate::routes::{PageFolder, Route};

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| {
        if outline.has_search() { vec![Route::Search, Route::SearchIndex] } else { Vec::new() }
    },
    asks,
    make,
};

#[derive(Serialize)]
struct SearchPage<'a> {
    #[serde(flatten)]
    frame: PageFrame<'a>,
}

/// The index has all decks: the site's own, then those of events in the order of their slugs.
fn asks(site: &SiteParts<'_>, route: &Route) -> PageInput {
    if *route == Route::Search {
        return site.outline();
    }
    let deck = |folder: PageFolder, deck| (folder, Shared::from(Arc::clone(deck)));
    let own = site.model.decks.iter().map(|found| deck(PageFolder::Top, found));
    let listed = site.model.slide_sets.iter().filter(|(_, set)| set.event.is_listed());
    let of_events = listed.flat_map(|(slug, set)| {
        let folder = PageFolder::Event(slug.as_str().into());
        set.decks.iter().map(move |found| deck(folder.clone(), found))
    });
    let searched: Vec<(PageFolder, Shared<SiteDeck>)> = own.chain(of_events).collect();
    PageInput { searched, ..site.outline() }
}

fn make(asked: &PageInput, route: &Route) -> RenderedPage {
    if *route == Route::SearchIndex {
        let files = SearchFiles::new(asked);
        let claims = vec![generated(route, PageBody::Search(files))];
        return RenderedPage { claims, diagnostics: Vec::new() };
    }
    let context = asked.context();
    RenderedPage::text(route, context.render("search.html", &page(context)))
}

fn page(context: PageContext<'_>) -> SearchPage<'_> {
    let language = context.language();
    let words = context.words(language);
    let frame = context.frame(About {
        route: &Route::Search,
        title: format!("{} · {}", words.search, context.title()),
        description: String::new(),
        language,
        public: social_card::of_site(context, &Route::Search),
        top: None,
    });
    SearchPage { frame }
}
