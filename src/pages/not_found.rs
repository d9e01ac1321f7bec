//! The "page not found" page.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::context::{About, PageContext, PageFrame};
use super::open_graph::OpenGraph;
use super::{PageKind, RenderedPage, json_ld, routes};
use crate::memo::Shared;
use crate::model::{DeckSummary, Extent};
use crate::routes::{PageFolder, Route, base_path};

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| match outline.extent {
        Extent::Site => vec![Route::NotFound],
        Extent::Event => Vec::new(),
    },
    asks: |site, _| site.summaries(site.model.decks.iter()),
    make: |asked, route| {
        let context = asked.context();
        let near = near(context, &asked.decks);
        RenderedPage::text(route, context.render("404.html", &page(context, near)))
    },
};

#[derive(Serialize)]
struct NotFoundPage<'a> {
    #[serde(flatten)]
    frame: PageFrame<'a>,
    /// The label of the link to the index.
    see_all: String,
    /// The path from any address to the top of the site, if that is the top of its host: `/`, for a
    /// site that does not know its own address. Empty if all links begin there already.
    host_top: &'static str,
    /// Addresses with titles, in JSON that is safe in a `<script>`.
    near: String,
}

/// The maximum number of addresses that the page contains.
const MOST_KNOWN: usize = 3000;

/// The pages that readers may look for, and old addresses, which redirect by themselves.
fn near(context: PageContext<'_>, decks: &[Shared<DeckSummary>]) -> String {
    let events = &context.workshops().events;
    let titles: BTreeMap<PageFolder, &str> = events
        .iter()
        .map(|event| (context.outline.folder_of(event), event.title.value.as_str()))
        .collect();
    let known = |route: Route| {
        let path = route.path().to_string();
        let title = match &route {
            Route::Deck(PageFolder::Top, name) => {
                decks.iter().find(|deck| deck.name == *name).map(|deck| deck.title.clone())
            }
            Route::Event(folder) => titles.get(folder).map(|&title| title.to_owned()),
            Route::Deck(folder @ PageFolder::Event(_), name) => {
                titles.get(folder).map(|title| format!("{title} ({name})"))
            }
            Route::Speaker(id) => context.workshops().speaker(id).map(|person| person.name.clone()),
            Route::Series(slug) => {
                context.outline.series.with_slug(slug).map(|series| series.name.clone())
            }
            Route::Deck(..)
            | Route::AllEvents
            | Route::Past
            | Route::Chapters
            | Route::Redirect(_) => None,
            _ => return None,
        };
        Some((path.clone(), title.unwrap_or(path)))
    };
    let known: Vec<_> =
        routes(context.outline).into_iter().filter_map(known).take(MOST_KNOWN).collect();
    json_ld::for_script(&json!(known))
}

/// A host shows this page under any path, so its links must not depend on the path: they begin at
/// the host's root. A site that does not know its base path is most likely at the top of its host;
/// otherwise, the style sheets are found beside the page, at least for addresses without a folder.
fn page(context: PageContext<'_>, near: String) -> NotFoundPage<'_> {
    let language = context.language();
    let words = context.words(language);
    let title = context.title();
    let base = base_path(&context.settings().url);
    let host_top = if base.is_some() { "" } else { "/" };
    let frame = context.frame(About {
        route: &Route::NotFound,
        title: format!("{} · {title}", words.lost),
        description: String::new(),
        language,
        public: OpenGraph::default(),
        top: base.map(|base| format!("{base}/")),
    });
    NotFoundPage { frame, see_all: words.see_all.with(&[("site", title.into())]), host_top, near }
}
