//! The site without what its decks are like: which events, people and decks there are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::pictures::CardPictures;
use super::{Config, SiteDeck, SlideSet, Sources};
use crate::event::{Event, Workshops};
use crate::memo::Shared;
use crate::path::ProjectPath;
use crate::routes::{PageFolder, Route};
use crate::source::Source;
use crate::world::{FileError, World};

/// Where authors write redirects of their own for hosts that read them: beside what is copied as it is, or,
/// as container.training does, beside the manifests.
const HOST_REDIRECTS: [&str; 2] = ["static/_redirects", "slides/_redirects"];

/// What the whole output is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The site.
    Site,
    /// One event of it.
    Event,
}

/// What an old address comes from, by its place in the list of events.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum OldAddress {
    /// An entry of `redirects:`.
    Redirect(usize),
    /// An alias of an event.
    Alias(usize),
}

/// The site without what its decks are like.
#[derive(Debug, PartialEq)]
pub(crate) struct Outline {
    pub(crate) workshops: Shared<Workshops>,
    /// What counts as past is over before this day.
    pub(crate) today: Date,
    pub(crate) extent: Extent,
    /// Whether slides say where they were written.
    pub(crate) sources: Sources,
    /// The names of the site's own decks, in the order of their manifests.
    pub(crate) decks: Vec<Arc<str>>,
    /// The same, to be looked up.
    deck_names: BTreeSet<Arc<str>>,
    /// The names of the decks of events that have slide sets, by the events' slugs.
    pub(crate) slide_sets: BTreeMap<String, Vec<Arc<str>>>,
    /// The pictures that the author made for links from other sites.
    pub(crate) card_pictures: CardPictures,
    /// What the author wrote for hosts that read redirects.
    pub(crate) host_redirects: Vec<(ProjectPath, Result<Source, FileError>)>,
    /// Addresses that lead elsewhere. Of several at one path the first counts.
    pub(crate) old_addresses: BTreeMap<Route, OldAddress>,
    /// The place of each event in the file, by slug.
    orders: BTreeMap<String, usize>,
}

impl Outline {
    /// The outline of a site with these decks.
    pub(super) fn new(
        world: &dyn World,
        config: &Config,
        workshops: &Arc<Workshops>,
        (decks, sets): (&[Arc<SiteDeck>], &BTreeMap<String, SlideSet>),
    ) -> Self {
        let names = |decks: &[Arc<SiteDeck>]| -> Vec<Arc<str>> {
            decks.iter().map(|deck| Arc::clone(&deck.summary.name)).collect()
        };
        let decks = names(decks);
        let sets = sets.iter().map(|(slug, set)| (slug.clone(), names(&set.decks)));
        let events = workshops.events.iter().enumerate();
        let host_redirects = HOST_REDIRECTS.map(ProjectPath::new).map(|path| {
            let source = world.source(&path);
            (path, source)
        });
        let orders: BTreeMap<String, usize> =
            events.map(|(order, event)| (event.slug.clone(), order)).collect();
        Self {
            today: config.today.unwrap_or(Date::MIN),
            extent: if config.event.is_some() { Extent::Event } else { Extent::Site },
            sources: config.sources,
            slide_sets: sets.collect(),
            card_pictures: CardPictures::find(world, workshops, &decks),
            deck_names: decks.iter().cloned().collect(),
            decks,
            host_redirects: host_redirects.into(),
            old_addresses: match config.event {
                Some(_) => BTreeMap::new(),
                None => old_addresses(workshops, &orders),
            },
            orders,
            workshops: Shared::from(Arc::clone(workshops)),
        }
    }

    /// Whether the site has a deck of its own with this name.
    pub(crate) fn has_deck(&self, name: &str) -> bool {
        self.deck_names.contains(name)
    }

    /// The event with a slug.
    pub(crate) fn event(&self, slug: &str) -> Option<&Arc<Event>> {
        self.workshops.events.get(*self.orders.get(slug)?)
    }

    /// An event's place in the file.
    pub(crate) fn order(&self, event: &Event) -> usize {
        self.orders.get(event.slug.as_str()).copied().unwrap_or_default()
    }

    /// Whether any event has a date.
    pub(crate) fn has_dates(&self) -> bool {
        self.workshops.events.iter().any(|event| event.when.first().is_some())
    }

    /// The folder of an event.
    pub(crate) fn folder_of(&self, event: &Event) -> PageFolder {
        match self.extent {
            Extent::Site => PageFolder::Event(event.slug.as_str().into()),
            Extent::Event => PageFolder::Top,
        }
    }

    /// The decks of an event, and where their pages lie: its own set, or the site's decks while
    /// it has none.
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

    /// The deck that is the front page of an event, where there is one.
    pub(crate) fn front_deck<'a>(&'a self, event: &'a Event) -> Option<&'a str> {
        let root = event.root.as_ref()?.value.as_str();
        let set = self.slide_sets.get(&event.slug)?;
        set.iter().any(|name| **name == *root).then_some(root)
    }

    /// Where an event's page lies. A deck that is the event's front page takes its place.
    pub(crate) fn page_of(&self, event: &Event) -> Route {
        let folder = self.folder_of(event);
        match self.front_deck(event) {
            Some(_) => Route::AboutEvent(folder),
            None => Route::Event(folder),
        }
    }
}

/// The addresses that lead elsewhere: those of `redirects:`, and old slugs of events. What is wrong with an alias
/// was reported when the list was read.
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
