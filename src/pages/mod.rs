//! Pages: each is a function from the site's data and a theme to a value.
//!
//! A kind of page is one file here and one [`PageKind`]: its routes in a site, the input of such a
//! page, and the function that renders it. That function sees nothing but its [`PageInput`], so a
//! page is reused as long as its input stays equal, and nothing has to be invalidated.
//!
//! **Invariant:** pages write no files, know other pages only by their routes, and do no I/O.

mod about_deck;
mod agenda;
mod all_events;
mod backgrounds;
mod brand_view;
mod calendar;
mod chapters;
mod contents;
mod context;
mod cover_art;
mod cover_image;
mod deck;
mod deck_files;
mod deck_page;
mod downloads;
mod entry;
mod event;
mod events_data;
mod feed;
mod host_headers;
mod host_redirects;
mod index;
mod json_ld;
mod layout_sheet;
mod lettering;
mod list;
mod llms;
mod markup;
mod not_found;
mod notes;
mod offer;
mod open_graph;
mod outside;
mod page;
mod past;
mod patch;
mod places;
mod redirect;
mod related;
mod robots;
mod search;
mod search_files;
mod series;
mod sitemap;
mod sizes;
mod slots;
mod social_card;
mod speaker;
mod text;
mod thumbnail;
mod transcript;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

pub use self::contents::ContentsLine;
pub use self::deck_page::DeckPage;
pub use self::notes::SpeakerNotes;
pub(crate) use self::page::{PageBody, RenderedPage};
pub use self::patch::{Change, Frame, Patch, Shift, Splice};
pub(crate) use self::search_files::SearchFiles;
pub use self::sizes::{has_sizes, with_sizes};
pub use self::thumbnail::{COVER_SIZE, SLIDE_SIZE};
pub use self::transcript::TranscriptPage;

use crate::event::Event;
use crate::memo::{Memo, Shared};
use crate::model::{DeckSummary, Extent, Outline, SiteDeck, SiteModel};
use crate::output::Content;
use crate::path::OutPath;
use crate::routes::{PageFolder, Route};
use crate::span::Span;
use crate::theme::{Branding, Theme, Themes};
use crate::world::{Cancelled, World};

/// The name and version that pages contain.
const GENERATOR: &str = concat!("Deckyard ", env!("CARGO_PKG_VERSION"));

/// A kind of page.
struct PageKind {
    /// The routes of this kind in a site.
    routes: fn(&Outline) -> Vec<Route>,
    /// The input of one page.
    asks: fn(&SiteParts<'_>, &Route) -> PageInput,
    /// Renders a page.
    make: fn(&PageInput, &Route) -> RenderedPage,
}

/// All kinds. If two pages claim the same path, the first one gets it.
const KINDS: [PageKind; 23] = [
    index::KIND,
    past::KIND,
    not_found::KIND,
    deck::KIND,
    about_deck::KIND,
    chapters::KIND,
    redirect::OLD_DECKS,
    event::KIND,
    speaker::KIND,
    series::KIND,
    all_events::KIND,
    calendar::KIND,
    feed::KIND,
    events_data::KIND,
    sitemap::KIND,
    robots::KIND,
    cover_image::KIND,
    redirect::KIND,
    host_redirects::KIND,
    host_headers::KIND,
    downloads::KIND,
    llms::KIND,
    search::KIND,
];

/// The data from which page inputs are selected.
pub(crate) struct SiteParts<'a> {
    pub(crate) model: &'a SiteModel,
    pub(crate) themes: &'a Themes,
    /// The output paths that are known before any page is rendered.
    pub(crate) known: &'a BTreeSet<OutPath>,
    /// Whether a page is made here, and not by another part of the site.
    pub(crate) is_made: &'a (dyn Fn(&Route) -> bool + Sync),
}

/// The input of a page: everything that it sees.
#[derive(Clone, PartialEq)]
pub(crate) struct PageInput {
    outline: Shared<Outline>,
    theme: Shared<Theme>,
    /// The page's subject.
    brand: Shared<Branding>,
    /// The summaries of the decks that it shows.
    decks: Vec<Shared<DeckSummary>>,
    /// How many of them, from the start, belong to the slide set of its event.
    n_own_set: usize,
    /// The deck whose slides it shows.
    deck: Option<Shared<SiteDeck>>,
    /// Which of the deck's addresses that match none of its own files are known output paths.
    elsewhere: Vec<bool>,
    /// All decks with their slides, for the search: the site's own, and those of events.
    searched: Vec<(PageFolder, Shared<SiteDeck>)>,
}

impl SiteParts<'_> {
    /// For a page that does not depend on decks. In the output for one event, it looks like that
    /// event.
    fn outline(&self) -> PageInput {
        let event = event_in(&self.model.outline, &PageFolder::Top);
        PageInput {
            outline: self.model.outline.clone(),
            theme: self.themes.of_page(event.map(|event| &**event)).clone(),
            brand: self.themes.brand().clone(),
            decks: Vec::new(),
            n_own_set: 0,
            deck: None,
            elsewhere: Vec::new(),
            searched: Vec::new(),
        }
    }

    /// For a page that shows some decks' summaries.
    fn summaries<'d, I: Iterator<Item = &'d Arc<SiteDeck>>>(&self, decks: I) -> PageInput {
        let decks = decks.map(|deck| Shared::from(Arc::clone(&deck.summary))).collect();
        PageInput { decks, ..self.outline() }
    }

    /// A deck of the site itself.
    fn own_deck(&self, name: &str) -> Option<&Arc<SiteDeck>> {
        self.model.decks.iter().find(|deck| *deck.summary.name == *name)
    }

    /// The decks whose pages are in a folder, and their theme.
    fn decks_at(&self, folder: &PageFolder) -> (&[Arc<SiteDeck>], &Shared<Theme>) {
        match (folder, self.model.outline.extent) {
            (PageFolder::Top, Extent::Site) => (&self.model.decks, &self.themes.own),
            (PageFolder::Chapters(_), _) => {
                (self.model.chapters.get(folder).map_or(&[], Vec::as_slice), &self.themes.own)
            }
            _ => self.slide_set(folder),
        }
    }

    /// The decks of the event in a folder, and their theme.
    fn slide_set(&self, folder: &PageFolder) -> (&[Arc<SiteDeck>], &Shared<Theme>) {
        let event = event_in(&self.model.outline, folder);
        let set = event.and_then(|event| self.model.slide_sets.get(&event.slug));
        let theme = self.themes.of(set);
        (set.map_or(&[], |set| set.decks.as_slice()), theme)
    }
}

/// The event that has a folder; in a single-event output, that event.
fn event_in<'o>(outline: &'o Outline, folder: &PageFolder) -> Option<&'o Arc<Event>> {
    match (folder, outline.extent) {
        (PageFolder::Event(slug), _) => outline.event(slug),
        (PageFolder::Top, Extent::Event) => outline.workshops.events.first(),
        (PageFolder::Top, Extent::Site) | (PageFolder::Chapters(_), _) => None,
    }
}

/// The source that requests a deck in a folder: its manifest, or the event that shows it.
fn place_of_deck(outline: &Outline, folder: &PageFolder, deck: &DeckSummary) -> Span {
    match event_in(outline, folder) {
        Some(event) => event.title.span.clone(),
        None => Span::start_of(deck.manifest.clone()),
    }
}

/// The source that requests the page of a route, if that is a deck's.
fn place_of(site: &SiteParts<'_>, route: &Route) -> Option<Span> {
    let outline = &site.model.outline;
    let top = PageFolder::Top;
    let (folder, name) = match route {
        Route::OldDeck(folder, name)
        | Route::AboutDeck(folder, name)
        | Route::Download(folder, name, _) => (folder, &**name),
        Route::Cover(name) => (&top, &**name),
        _ => deck::deck_of(outline, route)?,
    };
    let (decks, _) = site.decks_at(folder);
    let deck = decks.iter().find(|deck| *deck.summary.name == *name)?;
    Some(place_of_deck(outline, folder, &deck.summary))
}

/// The event whose page or calendar has this route.
fn event_of<'o>(outline: &'o Outline, route: &Route) -> Option<&'o Arc<Event>> {
    match route {
        Route::Event(folder) | Route::AboutEvent(folder) | Route::EventCalendar(folder) => {
            event_in(outline, folder)
        }
        _ => None,
    }
}

/// The routes of a site: all pages, calendars and other files that can be linked to.
pub(crate) fn routes(outline: &Outline) -> Vec<Route> {
    KINDS.iter().flat_map(|kind| (kind.routes)(outline)).collect()
}

/// The pages of the last build.
#[derive(Default)]
pub(crate) struct LastPages {
    made: Memo<Route, PageInput, Arc<RenderedPage>>,
    /// Pages that only link to style sheets and scripts, with the addresses of these.
    dressed: Memo<Route, (SamePage, Shared<Theme>), Arc<RenderedPage>>,
}

/// A page, compared by identity.
struct SamePage(Arc<RenderedPage>);

impl PartialEq for SamePage {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl LastPages {
    /// A page, reused or rendered. Only a page with slides depends on the content of style sheets.
    fn page(&self, kind: &PageKind, route: &Route, asked: PageInput) -> Arc<RenderedPage> {
        let theme = asked.theme.clone();
        let marked = theme.marked().filter(|_| asked.deck.is_none());
        let make = |asked: &PageInput| Arc::new((kind.make)(asked, route));
        let Some(marked) = marked else { return self.made.get(route, asked, make) };
        let page = self.made.get(route, PageInput { theme: marked, ..asked }, make);
        self.dressed.get(route, (SamePage(page), theme), |(page, theme)| dressed(&page.0, theme))
    }

    /// Ends a build that was not cancelled.
    fn end_round(&mut self) {
        self.made.end_round();
        self.dressed.end_round();
    }
}

/// Fills the addresses of a theme into a page.
fn dressed(page: &Arc<RenderedPage>, theme: &Theme) -> Arc<RenderedPage> {
    let mut dressed = Arc::clone(page);
    for (index, claim) in page.claims.iter().enumerate() {
        let PageBody::File(Content::Bytes(bytes)) = &claim.content else { continue };
        let text = std::str::from_utf8(bytes).ok().and_then(|text| theme.without_marks(text));
        if let Some(text) = text {
            let claims = &mut Arc::make_mut(&mut dressed).claims;
            claims[index].content = PageBody::File(Content::text(text));
        }
    }
    dressed
}

/// Renders all pages of a site, in the order of [`KINDS`]; a page with unchanged input is reused.
/// For decks of other parts of the site, only the paths are known.
pub(crate) fn render(
    world: &dyn World,
    site: &SiteParts<'_>,
    last: &mut LastPages,
) -> Result<Vec<(Route, Arc<RenderedPage>)>, Cancelled> {
    let kinds = KINDS.iter();
    let routes: Vec<(&PageKind, Route)> = kinds
        .flat_map(|kind| {
            let routes = (kind.routes)(&site.model.outline);
            routes.into_iter().map(move |route| (kind, route))
        })
        .collect();
    let known = &*last;
    let page = |(kind, route): &(&PageKind, Route)| {
        world.go_on()?;
        if !(site.is_made)(route) {
            let page = RenderedPage::elsewhere(route, place_of(site, route));
            return Ok((route.clone(), Arc::new(page)));
        }
        let asked = (kind.asks)(site, route);
        Ok((route.clone(), known.page(kind, route, asked)))
    };
    let pages = routes.par_iter().map(page).collect::<Result<Vec<_>, Cancelled>>()?;
    last.end_round();
    Ok(pages)
}
