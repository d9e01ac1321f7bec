//! The part of a site that a build makes, for sites that are built by several machines.
//!
//! A site is divided into groups: each of its own decks, and all decks of each event. Each group
//! belongs to one part. A part has the pages of its groups and the files that these refer to; the
//! first part also has everything else: index, feeds, calendars, redirects, style sheets, `static/`.
//! Files that two parts have are copies of one file, or named by their content, so parts can be
//! merged in any order.
//!
//! Each part plans all decks, which costs little, and renders its own. If it needs more about a
//! deck of another part than its plan, such as the names of slides that a link points to, the deck
//! is *requested*: the build is then repeated with that deck rendered, though not written.
//!
//! **Invariant:** results that depend on a deck of another part are not guessed. Either its plan
//! contains it, or the deck is requested.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::shares::{DeckGroup, shares};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{Outline, OverlayParts, Shard, SlideSets, Unit, is_source};
use crate::path::{OutPath, ProjectPath, composed};
use crate::routes::{PageFolder, Route};
use crate::world::World;

/// What a part needs to know about other parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AskedParts {
    /// Decks to render as well.
    units: BTreeSet<Unit>,
    /// Whether to make the pages of the site as a whole as well.
    shared_pages: bool,
}

impl AskedParts {
    /// Adds more; returns whether any of it is new.
    pub(super) fn join(&mut self, more: Self) -> bool {
        let before = (self.units.len(), self.shared_pages);
        self.units.extend(more.units);
        self.shared_pages |= more.shared_pages;
        before != (self.units.len(), self.shared_pages)
    }
}

/// The parts of a site, and which of them is built. Without a shard, all of it is.
#[derive(Debug, Default)]
pub(super) struct Parts {
    shard: Option<Shard>,
    /// The part of each of the site's own decks, by the names of their pages.
    own: BTreeMap<String, (usize, Unit)>,
    /// The part of each event with a slide set, by slug.
    events: BTreeMap<String, (usize, Vec<Unit>)>,
    /// Decks requested before this build.
    given: AskedParts,
    /// Decks requested during this build.
    asked: Mutex<AskedParts>,
}

impl Parts {
    /// The parts of a site whose decks have these slides.
    pub(super) fn new(
        shard: Shard,
        sets: &SlideSets,
        slides: &BTreeMap<Unit, DeckGroup>,
        given: AskedParts,
    ) -> Self {
        let of = |units: &[Unit]| -> DeckGroup {
            units.iter().filter_map(|unit| slides.get(unit)).flatten().copied().collect()
        };
        let own = sets.own.iter().map(|unit| of(std::slice::from_ref(unit)));
        let groups: Vec<DeckGroup> =
            own.chain(sets.events.iter().map(|set| of(&set.units))).collect();
        let mut found = shares(&groups, shard.count()).into_iter();
        let own = sets.own.iter().zip(&mut found);
        let own = own.map(|(unit, part)| (name_of(unit.manifest.stem()), (part, unit.clone())));
        let own = own.collect();
        let events = sets.events.iter().zip(&mut found);
        let events = events.map(|(set, part)| (set.event.slug.clone(), (part, set.units.clone())));
        Self { shard: Some(shard), own, events: events.collect(), given, asked: Mutex::default() }
    }

    /// Whether this is a part, and not the whole site.
    pub(super) fn is_part(&self) -> bool {
        self.shard.is_some()
    }

    /// Whether this part has the pages of the site as a whole.
    pub(super) fn is_first(&self) -> bool {
        self.shard.is_none_or(|shard| shard.index() == 0)
    }

    /// Whether the pages of the whole site are made, to be written or as targets of links.
    pub(super) fn makes_shared_pages(&self) -> bool {
        self.is_first() || self.given.shared_pages
    }

    fn is_mine(&self, part: usize) -> bool {
        self.shard.is_none_or(|shard| shard.index() == part)
    }

    /// Whether one of the site's own decks belongs to this part.
    pub(super) fn has_deck(&self, name: &str) -> bool {
        self.own.get(&name_of(name)).is_none_or(|(part, _)| self.is_mine(*part))
    }

    /// Whether the slide set of an event belongs to this part.
    pub(super) fn has_event(&self, slug: &str) -> bool {
        self.events.get(slug).is_none_or(|(part, _)| self.is_mine(*part))
    }

    /// The units to render: those of this part, and requested ones.
    pub(super) fn rendered(&self) -> BTreeSet<&Unit> {
        let own = self.own.values().filter(|(part, _)| self.is_mine(*part)).map(|(_, unit)| unit);
        let events = self.events.values().filter(|(part, _)| self.is_mine(*part));
        own.chain(events.flat_map(|(_, units)| units)).chain(&self.given.units).collect()
    }

    /// Whether this part writes a page.
    pub(super) fn has_page(&self, outline: &Outline, route: &Route) -> bool {
        match deck_page(outline, route) {
            Some(DeckOf::Site(name)) => self.has_deck(name),
            Some(DeckOf::Event(slug)) => self.has_event(slug),
            None => self.is_first(),
        }
    }

    /// Whether a page is made: it is written, or something depends on its content.
    pub(super) fn makes_page(&self, outline: &Outline, route: &Route) -> bool {
        let is_given = |unit: &Unit| self.given.units.contains(unit);
        self.has_page(outline, route)
            || match deck_page(outline, route) {
                Some(DeckOf::Site(name)) => {
                    self.own.get(&name_of(name)).is_some_and(|(_, unit)| is_given(unit))
                }
                Some(DeckOf::Event(slug)) => {
                    self.events.get(slug).is_some_and(|(_, units)| units.iter().all(is_given))
                }
                None => self.given.shared_pages,
            }
    }

    fn ask(&self, asked: impl FnOnce(&mut AskedParts)) {
        asked(&mut self.asked.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Requests a deck.
    pub(super) fn ask_for_deck(&self, unit: &Unit) {
        self.ask(|asked| _ = asked.units.insert(unit.clone()));
    }

    /// Requests one of the site's own decks.
    pub(super) fn ask_for_own(&self, name: &str) {
        let unit = self.own.get(&name_of(name)).filter(|(part, _)| !self.is_mine(*part));
        if let Some((_, unit)) = unit {
            self.ask_for_deck(unit);
        }
    }

    /// Requests the decks of an event.
    fn ask_for_event(&self, slug: &str) {
        if let Some((_, units)) = self.events.get(slug).filter(|(part, _)| !self.is_mine(*part)) {
            for unit in units {
                self.ask_for_deck(unit);
            }
        }
    }

    /// Requests the decks of the event whose folder contains a path.
    pub(super) fn ask_below(&self, path: &OutPath) {
        let rest = path.as_str().strip_prefix("events/");
        if let Some((slug, _)) = rest.and_then(|rest| rest.split_once('/')) {
            self.ask_for_event(slug);
        }
    }

    /// Requests all decks, for files that contain or search all slides.
    pub(super) fn ask_for_all(&self) {
        let own = self.own.values().filter(|(part, _)| !self.is_mine(*part));
        let events = self.events.values().filter(|(part, _)| !self.is_mine(*part));
        for unit in own.map(|(_, unit)| unit).chain(events.flat_map(|(_, units)| units)) {
            self.ask_for_deck(unit);
        }
    }

    /// Requests decks that may claim a path at which this part knows no file: the decks of an
    /// event, or any deck of the site that refers to an existing file.
    pub(super) fn ask_for_file(&self, world: &dyn World, path: &OutPath) {
        // No deck publishes a source of decks.
        if !self.is_part() || is_source(path.as_str()) {
            return;
        }
        self.ask_below(path);
        if world.is_file(&ProjectPath::new(&format!("slides/{path}"))) {
            for name in self.own.keys() {
                self.ask_for_own(name);
            }
        }
    }

    /// Requests the content of a page of another part.
    pub(super) fn ask_for_page(&self, path: &OutPath) {
        self.ask_below(path);
        let name = path.as_str().strip_suffix(".html").unwrap_or_default();
        let name = name.strip_suffix(".yml").unwrap_or(name);
        match self.own.get(&name_of(name)) {
            Some(_) => self.ask_for_own(name),
            None => self.ask(|asked| asked.shared_pages |= !self.is_first()),
        }
    }

    /// The requested decks.
    pub(super) fn asked(&self) -> AskedParts {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Leaves out the findings from `start` on that other parts report. These concern the whole
    /// site or some of its decks, and all parts find the same. Errors stay: with them, no part is
    /// written.
    pub(super) fn keep_own(&self, diagnostics: &mut Vec<Diagnostic>, start: usize) {
        if !self.is_part() {
            return;
        }
        let is_own = |found: &Diagnostic| match found.decks.iter().min() {
            None => self.is_first(),
            Some(label) => match label.split_once('/') {
                Some((slug, _)) => self.has_event(slug),
                None => self.has_deck(label),
            },
        };
        let found = diagnostics.split_off(start.min(diagnostics.len()));
        // Names of files are checked where the files are.
        let is_everywhere = |found: &Diagnostic| {
            found.severity() == Severity::Error || found.problem.code() == Code::UnportableName
        };
        let is_kept = |found: &Diagnostic| is_everywhere(found) || is_own(found);
        diagnostics.extend(found.into_iter().filter(is_kept));
    }
}

impl OverlayParts for Parts {
    fn has_event(&self, slug: &str) -> bool {
        Self::has_event(self, slug)
    }

    fn has_rest(&self) -> bool {
        self.is_first()
    }

    fn ask_for_deck(&self, unit: &Unit) {
        Self::ask_for_deck(self, unit);
    }
}

/// The name of a deck's page, whatever Unicode form its manifest's name has.
fn name_of(stem: &str) -> String {
    composed(stem).into_owned()
}

/// The deck that a page shows.
enum DeckOf<'a> {
    /// One of the site's own decks, by name.
    Site(&'a str),
    /// One of an event's, by its slug.
    Event(&'a str),
}

/// The deck whose page, old address or picture is at a route.
fn deck_page<'a>(outline: &'a Outline, route: &'a Route) -> Option<DeckOf<'a>> {
    match route {
        Route::Deck(PageFolder::Top, name)
        | Route::AboutDeck(PageFolder::Top, name)
        | Route::OldDeck(PageFolder::Top, name)
        | Route::Download(PageFolder::Top, name, _)
        | Route::Cover(name) => Some(DeckOf::Site(name)),
        Route::Deck(PageFolder::Event(slug), _)
        | Route::AboutDeck(PageFolder::Event(slug), _)
        | Route::OldDeck(PageFolder::Event(slug), _)
        | Route::Download(PageFolder::Event(slug), _, _)
        | Route::Archive(PageFolder::Event(slug)) => Some(DeckOf::Event(slug)),
        Route::Deck(folder @ PageFolder::Chapters(_), name)
        | Route::AboutDeck(folder @ PageFolder::Chapters(_), name) => {
            outline.chapter(folder, name).map(|chapter| DeckOf::Site(&chapter.home))
        }
        Route::Event(PageFolder::Event(slug)) => {
            let is_deck =
                outline.event(slug).is_some_and(|event| outline.front_deck(event).is_some());
            is_deck.then_some(DeckOf::Event(slug))
        }
        _ => None,
    }
}
