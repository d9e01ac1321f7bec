//! Downloads, as claims to their paths: `export` makes their content once it is known which files
//! the pages need.

use serde::Serialize;

use super::page::{PageBody, generated};
use super::sizes::mark;
use super::{PageKind, RenderedPage, event_in, place_of_deck};
use crate::model::{DeckDownload, Outline};
use crate::routes::{PageFolder, Route};
use crate::span::Span;

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| outline.downloads.routes().into_iter().collect(),
    asks: |site, route| {
        let Route::Download(folder, name, _) = route else { return site.outline() };
        let (decks, _) = site.decks_at(folder);
        site.summaries(decks.iter().filter(|deck| deck.summary.name == *name))
    },
    make: |asked, route| {
        let outline = &asked.outline;
        let (folder, deck) = match route {
            Route::Download(folder, _, _) => (folder, asked.decks.first()),
            Route::Archive(folder) => (folder, None),
            _ => (&PageFolder::Top, None),
        };
        let of_event = || event_in(outline, folder).map(|event| event.title.span.clone());
        let place: Option<Span> =
            deck.map(|deck| place_of_deck(outline, folder, deck)).or_else(of_event);
        let claims = vec![generated(route, PageBody::Download(route.clone()))];
        let page = RenderedPage { claims, diagnostics: Vec::new() };
        match place {
            Some(place) => page.asked_at(&place),
            None => page,
        }
    },
};

/// A download, for templates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct DownloadEntry {
    /// The kind of file, such as `zip`: the value of `downloads`.
    pub(super) kind: &'static str,
    /// Its address on the page.
    pub(super) url: String,
    /// The name of the file.
    pub(super) name: String,
    /// A placeholder for its size, `3 MB`, filled in when the page is written; empty if the size is
    /// unknown.
    pub(super) size: String,
    /// Whether it contains more than this deck: all slides of the event.
    pub(super) is_shared: bool,
}

/// The downloads of a deck in a folder, for the page of a route.
pub(super) fn entries(
    outline: &Outline,
    (folder, name): (&PageFolder, &str),
    page: &Route,
) -> Vec<DownloadEntry> {
    let files = outline.downloads.of_deck(folder, name).into_iter();
    let entry = |DeckDownload { kind, route }: DeckDownload| DownloadEntry {
        kind: kind.name(),
        url: route.url_from(page),
        size: mark(&route),
        name: route.path().file_name().to_owned(),
        is_shared: matches!(route, Route::Archive(_)),
    };
    files.map(entry).collect()
}
