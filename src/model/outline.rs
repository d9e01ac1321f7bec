//! The site without the content of its decks: which events, people and decks it has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::downloads::Downloads;
use super::extent::Extent;
use super::pictures::CardPictures;
use super::{Config, Publication, SiteChapter, SiteDeck, SlideSet, Sources, chapters};
use crate::event::{Event, SeriesList, Workshops, kind_of_all};
use crate::language::Languages;
use crate::memo::Shared;
use crate::path::ProjectPath;
use crate::routes::{PageFolder, Route};
use crate::source::Source;
use crate::world::{FileError, World};

/// Where authors keep their own redirects for hosts that read them: among the files copied
/// unchanged, or, as container.training does, beside the manifests.
const HOST_REDIRECTS: [&str; 2] = ["static/_redirects", "slides/_redirects"];

/// The author's folders whose files are published beside the style sheets and scripts of the
/// program.
const ASSET_FOLDERS: [&str; 2] = ["static/assets", "slides/assets"];

/// The source of an old address, by its index in the list of events.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum OldAddress {
    /// An entry of `redirects:`.
    Redirect(usize),
    /// An alias of an event.
    Alias(usize),
}

/// The site without the content of its decks.
#[derive(Debug, PartialEq)]
pub(crate) struct Outline {
    pub(crate) workshops: Shared<Workshops>,
    /// The name of a site without a title, in its language.
    pub(crate) default_title: String,
    /// The languages of the pages.
    pub(crate) languages: Shared<Languages>,
    /// Events that end before this day are past.
    pub(crate) today: Date,
    pub(crate) extent: Extent,
    /// The audience of the pages.
    pub(crate) publication: Publication,
    /// Whether slides include their source locations.
    pub(crate) sources: Sources,
    /// The names of the site's own decks, in the order of their manifests.
    pub(crate) decks: Vec<Arc<str>>,
    /// The same names, for lookups.
    deck_names: BTreeSet<Arc<str>>,
    /// The names of the decks of events that have slide sets, by the events' slugs.
    pub(crate) slide_sets: BTreeMap<String, Vec<Arc<str>>>,
    /// The chapters that have pages, by folder and name.
    pub(crate) chapters: Vec<SiteChapter>,
    /// The downloads.
    pub(crate) downloads: Downloads,
    /// The author's pictures for links from other sites.
    pub(crate) card_pictures: CardPictures,
    /// Whether the author has files in the folder of style sheets and scripts: their names may stay the same while
    /// they change.
    pub(crate) has_own_assets: bool,
    /// The author's files for hosts that read redirects.
    pub(crate) host_redirects: Vec<(ProjectPath, Result<Source, FileError>)>,
    /// Redirected addresses. Of several at the same path, the first one counts.
    pub(crate) old_addresses: BTreeMap<Route, OldAddress>,
    /// The series of listed events; none in the output of one event, which has no pages for them.
    pub(crate) series: SeriesList,
    /// What the listed events are, in language files.
    pub(crate) kind: &'static str,
    /// Whether there is a page with all events by type, topic, country and language.
    pub(crate) has_all_events: bool,
    /// The index of each event in the file, by slug.
    orders: BTreeMap<String, usize>,
}

impl Outline {
    /// The outline of a site with these decks.
    pub(super) fn new(
        world: &dyn World,
        config: &Config,
        workshops: &Arc<Workshops>,
        (decks, sets, languages): (&[Arc<SiteDeck>], &BTreeMap<String, SlideSet>, Arc<Languages>),
    ) -> Self {
        let names = |decks: &[Arc<SiteDeck>]| -> Vec<Arc<str>> {
            decks.iter().map(|deck| Arc::clone(&deck.summary.name)).collect()
        };
        let extent = if config.event.is_some() { Extent::Event } else { Extent::Site };
        let downloads = Downloads::find(&workshops.settings, extent, decks, sets);
        let has_chapters = workshops.settings.chapter_pages;
        let chapters = if has_chapters { chapters::outlines(decks) } else { Vec::new() };
        let decks = names(decks);
        let sets = sets.iter().map(|(slug, set)| (slug.clone(), names(&set.decks)));
        let events = workshops.events.iter().enumerate();
        let host_redirects = HOST_REDIRECTS.map(ProjectPath::new).map(|path| {
            let source = world.source(&path);
            (path, source)
        });
        let orders: BTreeMap<String, usize> =
            events.map(|(order, event)| (event.slug.clone(), order)).collect();
        let is_site = extent == Extent::Site;
        let old_addresses = match config.event {
            Some(_) => BTreeMap::new(),
            None => old_addresses(workshops, &orders),
        };
        // A redirect there is older than the page.
        let has_redirect = old_addresses.keys().any(|old| old.path() == Route::AllEvents.path());
        let listed = || workshops.events.iter().map(|event| &**event).filter(|e| e.is_listed());
        Self {
            series: if is_site { SeriesList::of(&workshops.events) } else { SeriesList::default() },
            kind: kind_of_all(listed()),
            has_all_events: is_site && are_worth_sorting(listed()) && !has_redirect,
            today: config.today.unwrap_or(Date::MIN),
            extent,
            chapters,
            downloads,
            publication: config.publication,
            sources: config.sources,
            has_own_assets: ASSET_FOLDERS.iter().any(|folder| !world.list(folder).is_empty()),
            slide_sets: sets.collect(),
            card_pictures: CardPictures::find(world, workshops, &decks),
            deck_names: decks.iter().cloned().collect(),
            decks,
            host_redirects: host_redirects.into(),
            old_addresses,
            orders,
            default_title: languages.of(&workshops.settings.language).slides.to_string(),
            workshops: Shared::from(Arc::clone(workshops)),
            languages: Shared::from(languages),
        }
    }

    /// Whether search engines must not list the pages.
    pub(crate) fn is_preview(&self) -> bool {
        self.publication == Publication::Preview
    }

    /// Whether search engines must not list a page: any page of a preview, those of a private event, and those of an
    /// event that is in no list.
    pub(crate) fn is_kept_from_robots(&self, page: &Route) -> bool {
        let event = page.folder().and_then(|folder| match folder {
            PageFolder::Event(slug) => self.event(slug),
            PageFolder::Top | PageFolder::Chapters(_) => None,
        });
        let is_private = || self.workshops.events.iter().any(|event| !event.is_public());
        self.is_preview() || is_private() || event.is_some_and(|event| !event.is_listed())
    }

    /// Whether search engines get a sitemap, which needs whole addresses.
    pub(crate) fn is_announced(&self) -> bool {
        self.extent == Extent::Site && !self.is_preview() && !self.workshops.settings.url.is_empty()
    }

    /// Whether pages offer a search over the whole site: by default, if there are several decks. A
    /// deck or a redirect at the same address takes precedence over its page.
    pub(crate) fn has_search(&self) -> bool {
        let n_decks = || self.decks.len() + self.slide_sets.values().map(Vec::len).sum::<usize>();
        let is_wanted = self.workshops.settings.search.unwrap_or_else(|| n_decks() > 1);
        let page = Route::Search.path();
        // Some hosts ignore cases.
        let is_same = |route: &Route| route.path().as_str().eq_ignore_ascii_case(page.as_str());
        let decks = self.decks.iter().map(|name| Route::deck(&PageFolder::Top, name));
        let is_taken = || decks.chain(self.old_addresses.keys().cloned()).any(|r| is_same(&r));
        self.extent == Extent::Site && is_wanted && !is_taken()
    }

    /// Whether the site has a deck of its own with this name.
    pub(crate) fn has_deck(&self, name: &str) -> bool {
        self.deck_names.contains(name)
    }

    /// The chapter whose pages are in a folder, under a name.
    pub(crate) fn chapter(&self, folder: &PageFolder, name: &str) -> Option<&SiteChapter> {
        let PageFolder::Chapters(folder) = folder else { return None };
        let of_key =
            |chapter: &SiteChapter| (&*chapter.folder, &*chapter.name).cmp(&(folder, name));
        self.chapters.get(self.chapters.binary_search_by(of_key).ok()?)
    }

    /// Whether pages link to those about decks: not on a site that consists of one deck.
    pub(crate) fn leads_to_decks(&self) -> bool {
        self.decks.len() > 1 || !self.workshops.events.is_empty()
    }

    /// The event with a slug.
    pub(crate) fn event(&self, slug: &str) -> Option<&Arc<Event>> {
        self.workshops.events.get(*self.orders.get(slug)?)
    }

    /// An event's index in the file.
    pub(crate) fn order(&self, event: &Event) -> usize {
        self.orders.get(event.slug.as_str()).copied().unwrap_or_default()
    }

    /// Whether any listed event has a date.
    pub(crate) fn has_dates(&self) -> bool {
        let mut events = self.workshops.events.iter();
        events.any(|event| event.is_listed() && event.when.first().is_some())
    }

    /// The folder of an event.
    pub(crate) fn folder_of(&self, event: &Event) -> PageFolder {
        match self.extent {
            Extent::Site => PageFolder::Event(event.slug.as_str().into()),
            Extent::Event => PageFolder::Top,
        }
    }

    /// The decks of an event, and the folder of their pages: its own set, or the site's decks if it
    /// has none.
    pub(crate) fn decks_of<'a>(&'a self, event: &'a Event) -> (PageFolder, Vec<&'a str>) {
        match self.slide_sets.get(&event.slug) {
            Some(set) if !set.is_empty() => {
                (self.folder_of(event), set.iter().map(|name| &**name).collect())
            }
            _ => {
                let names = event.decks.iter().map(|name| name.value.as_str());
                (PageFolder::Top, names.filter(|name| self.has_deck(name)).collect())
            }
        }
    }

    /// The deck that is the front page of an event, if any.
    pub(crate) fn front_deck<'a>(&'a self, event: &'a Event) -> Option<&'a str> {
        let root = event.root.as_ref()?.value.as_str();
        let set = self.slide_sets.get(&event.slug)?;
        set.iter().any(|name| **name == *root).then_some(root)
    }

    /// The route of an event's page. A deck that is the event's front page replaces it.
    pub(crate) fn page_of(&self, event: &Event) -> Route {
        let folder = self.folder_of(event);
        match self.front_deck(event) {
            Some(_) => Route::AboutEvent(folder),
            None => Route::Event(folder),
        }
    }
}

/// The fewest events that have a page on which they are sorted.
const FEWEST_SORTED: usize = 6;

/// Whether events are so many, and so different, that readers want them sorted.
fn are_worth_sorting<'e, I: Iterator<Item = &'e Event>>(events: I) -> bool {
    let mut found: [BTreeSet<&str>; 4] = Default::default();
    let mut count = 0;
    for event in events {
        count += 1;
        let [types, topics, countries, languages] = &mut found;
        types.extend(event.details.kind.map(crate::event::EventType::name));
        topics.extend(event.details.topics.iter().map(|topic| &*topic.value));
        countries.extend(event.country.as_ref().map(|country| &*country.value));
        languages.extend(event.lang.as_ref().map(|lang| &*lang.value));
    }
    count >= FEWEST_SORTED && found.iter().any(|values| values.len() > 1)
}

/// The redirected addresses: those of `redirects:`, and old slugs of events. Problems of aliases
/// were reported when the list was read.
fn old_addresses(
    workshops: &Workshops,
    slugs: &BTreeMap<String, usize>,
) -> BTreeMap<Route, OldAddress> {
    let mut found = BTreeMap::new();
    for (index, redirect) in workshops.redirects.iter().enumerate() {
        let route = Route::redirect(redirect.from.value.trim_matches('/'));
        found.entry(route).or_insert(OldAddress::Redirect(index));
    }
    for (index, event) in workshops.events.iter().enumerate() {
        for alias in event.aliases.iter().filter(|alias| !slugs.contains_key(&alias.value)) {
            found.entry(Route::alias(&alias.value)).or_insert(OldAddress::Alias(index));
        }
    }
    found
}
