//! Redirect pages for old addresses: `redirects:`, the aliases of events, and the page names of
//! decks in container.training. They work on any host.

use std::sync::Arc;

use serde::Serialize;

use super::brand_view::{BrandView, Sheet};
use super::context::PageContext;
use super::{PageInput, PageKind, RenderedPage, SiteParts, place_of_deck};
use crate::diag::Warned;
use crate::language::Vocabulary;
use crate::model::{OldAddress, Outline};
use crate::routes::{PageFolder, Route, local_path};
use crate::theme::Assets;

/// `redirects:` and the aliases of events.
pub(super) const KIND: PageKind = PageKind { routes, asks: |site, _| site.outline(), make };

/// The old names of deck pages, `bread.yml.html`.
pub(super) const OLD_DECKS: PageKind =
    PageKind { routes: old_decks, asks: asks_of_deck, make: make_of_deck };

#[derive(Serialize)]
struct RedirectPage<'a> {
    href: &'a str,
    title: &'a str,
    language: &'a str,
    language_css: String,
    words: Arc<Vocabulary>,
    assets: Assets,
    brand: BrandView,
}

/// A page that redirects to an address with a title.
fn page(
    context: PageContext<'_>,
    route: &Route,
    (href, title): (&str, &str),
) -> Warned<Option<String>> {
    let language = context.language();
    let words = context.words(language);
    let top = route.to_top();
    let (assets, brand) = (context.assets(&top), context.brand_view(&top, Sheet::Page));
    let language_css = match context.theme.page_language_css(language) {
        "" => String::new(),
        sheet => format!("{top}{sheet}"),
    };
    let page = RedirectPage { href, title, language, language_css, words, assets, brand };
    context.render("redirect.html", &page)
}

fn routes(outline: &Outline) -> Vec<Route> {
    outline.old_addresses.keys().cloned().collect()
}

fn make(asked: &PageInput, route: &Route) -> RenderedPage {
    let context = asked.context();
    let workshops = context.workshops();
    let (href, title, place) = match context.outline.old_addresses.get(route) {
        Some(OldAddress::Redirect(index)) => {
            let Some(redirect) = workshops.redirects.get(*index) else {
                return RenderedPage::default();
            };
            let to = redirect.to.value.as_str();
            (href(route, to), to, &redirect.from.span)
        }
        Some(OldAddress::Alias(index)) => {
            let Some(event) = workshops.events.get(*index) else { return RenderedPage::default() };
            let page = context.outline.page_of(event);
            (page.url_from(route), event.title.value.as_str(), &event.title.span)
        }
        None => return RenderedPage::default(),
    };
    RenderedPage::text(route, page(context, route, (&href, title))).asked_at(place)
}

/// The author's address as the redirect page links to it. A folder has an index on every host.
fn href(page: &Route, to: &str) -> String {
    if local_path(to).is_none() {
        return to.to_owned();
    }
    let (file, fragment) = to.split_at(to.find(['#', '?']).unwrap_or(to.len()));
    let file =
        file.strip_suffix('/').map_or_else(|| file.to_owned(), |f| format!("{f}/index.html"));
    format!("{}{file}{fragment}", page.to_top())
}

fn old_decks(outline: &Outline) -> Vec<Route> {
    let own = outline.decks.iter().map(|name| Route::old_deck(&PageFolder::Top, name));
    let events = outline.slide_sets.iter().filter_map(|(slug, decks)| {
        // A private event was at no address before.
        let event = outline.event(slug).filter(|event| event.is_public())?;
        let folder = outline.folder_of(event);
        Some(decks.iter().map(move |name| Route::old_deck(&folder, name)))
    });
    own.chain(events.flatten()).collect()
}

fn asks_of_deck(site: &SiteParts<'_>, route: &Route) -> PageInput {
    let Route::OldDeck(folder, name) = route else { return site.outline() };
    let (decks, theme) = site.decks_at(folder);
    let decks = decks.iter().filter(|deck| deck.summary.name == *name);
    PageInput { theme: theme.clone(), ..site.summaries(decks.take(1)) }
}

fn make_of_deck(asked: &PageInput, route: &Route) -> RenderedPage {
    let (Route::OldDeck(folder, name), Some(deck)) = (route, asked.decks.first()) else {
        return RenderedPage::default();
    };
    let href = Route::deck(folder, name).url_from(route);
    let page = page(asked.context(), route, (&href, &deck.title));
    RenderedPage::text(route, page).asked_at(&place_of_deck(&asked.outline, folder, deck))
}
