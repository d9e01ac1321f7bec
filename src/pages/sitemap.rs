//! The sitemap for search engines: all routes to be indexed.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::{PageKind, RenderedPage, routes};
use crate::model::Outline;
use crate::routes::{PageFolder, Route};

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| if outline.is_announced() { vec![Route::Sitemap] } else { Vec::new() },
    asks: |site, _| site.outline(),
    make: |asked, route| {
        let context = asked.context();
        let indexed = indexed(context.outline);
        let pages = indexed.iter().map(|route| context.address(route)).collect();
        RenderedPage::text(route, context.render("sitemap.xml", &Sitemap { pages }))
    },
};

#[derive(Serialize)]
struct Sitemap {
    pages: Vec<String>,
}

/// The pages of a site: its own decks by name, then each event with its decks, then people.
fn indexed(outline: &Outline) -> Vec<Route> {
    let events = outline.workshops.events.iter().map(|event| outline.folder_of(event));
    let events: BTreeMap<PageFolder, usize> = events.zip(0..).collect();
    let rank = |route: &Route| match route {
        Route::Index => (0, 0, 0, None),
        Route::Past => (1, 0, 0, None),
        Route::Event(folder)
        | Route::AboutEvent(folder)
        | Route::Deck(folder, _)
        | Route::AboutDeck(folder, _) => {
            let is_deck = matches!(route, Route::Deck(..) | Route::AboutDeck(..));
            match (events.get(folder), route) {
                (Some(&event), _) => (3, event, usize::from(is_deck), None),
                (None, Route::Deck(_, name) | Route::AboutDeck(_, name)) => {
                    (2, 0, 0, Some(Arc::clone(name)))
                }
                (None, _) => (2, 0, 0, None),
            }
        }
        _ => (4, 0, 0, None),
    };
    let mut found = routes(outline);
    found.retain(|route| route.is_indexed() && !outline.is_kept_from_robots(route));
    found.sort_by_cached_key(rank);
    found
}
