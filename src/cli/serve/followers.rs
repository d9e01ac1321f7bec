//! What followers may see: the decks named at start and those that the presenter opened, without
//! what only authors need.
//!
//! **Invariant:** everything that followers see or receive goes through this module. Content that
//! is not shared looks as if it did not exist.

use std::collections::BTreeSet;

use super::builds::{Builds, Frames};
use super::start_page::{SharedContent, start_page};
use crate::path::OutPath;
use crate::routes::{PageFolder, Route};
use crate::site::{Addresses, Built, DeckPage, Needs, SpeakerNotes};

/// The followers, and what is shared with them.
pub(super) struct Followers {
    notes: SpeakerNotes,
    /// The pages of shared decks, by path. Some may not exist, or not yet.
    shared: BTreeSet<OutPath>,
    /// Counts changes for followers.
    pub(super) build: u64,
    /// The frames of pages before and after the last build.
    pub(super) frames: Frames,
    /// Addresses in `static/` files.
    addresses: Addresses,
    /// The files that the shared pages need, computed on first use.
    needs: Option<Needs>,
}

impl Followers {
    /// Shares the decks of these names, with or without notes.
    pub(super) fn new(decks: &[String], notes: SpeakerNotes) -> Self {
        Self {
            notes,
            shared: decks.iter().map(|deck| page_of(deck)).collect(),
            build: 0,
            frames: Frames::new(),
            addresses: Addresses::default(),
            needs: None,
        }
    }

    /// The pages that are shared.
    pub(super) fn shared(&self) -> impl Iterator<Item = &OutPath> {
        self.shared.iter()
    }

    /// A page in the form that followers see.
    pub(super) fn view(&self, page: &DeckPage) -> DeckPage {
        page.for_audience(self.notes)
    }

    /// The shared pages of a site with their titles.
    pub(super) fn list<'a>(
        &'a self,
        built: &'a Built,
    ) -> impl Iterator<Item = (&'a OutPath, String)> {
        self.shared().filter_map(|path| Some((path, built.pages.get(path)?.title())))
    }

    /// Shares a page of the site; returns whether that is new.
    pub(super) fn share(&mut self, path: &OutPath, built: &Built) -> bool {
        let is_new = built.pages.contains_key(path) && self.shared.insert(path.clone());
        if is_new {
            self.build += 1;
            self.needs = None;
        }
        is_new
    }

    /// A page of a deck, if it is shared.
    pub(super) fn page(&self, path: &OutPath, built: &Built) -> Option<DeckPage> {
        let page = self.shared.contains(path).then(|| built.pages.get(path))??;
        Some(self.view(page))
    }

    /// Whether they may have a file that is not a deck's page.
    pub(super) fn may_have(&mut self, path: &OutPath, built: &Built) -> bool {
        let needs = self.needs.take().unwrap_or_else(|| self.needs_of(built));
        self.needs.insert(needs).has(path)
    }

    /// Records the addresses named in `static/`, if they changed.
    pub(super) fn learn(&mut self, addresses: Option<Addresses>) {
        if let Some(addresses) = addresses {
            self.addresses = addresses;
        }
    }

    /// Whether the shared pages of one of two builds need one of these files.
    pub(super) fn use_any(&self, files: &BTreeSet<OutPath>, builds: Builds<'_>) -> bool {
        let uses = |built: &Built| {
            let needs = self.needs_of(built);
            files.iter().any(|file| needs.has(file))
        };
        !files.is_empty() && (uses(builds.old) || uses(builds.new))
    }

    /// Call when a new build replaces the one that is shown; `frames` holds the changed frames if
    /// followers were sent the build.
    pub(super) fn renew(&mut self, frames: Option<Frames>) {
        if let Some(frames) = frames {
            self.build += 1;
            self.frames = frames;
        }
        self.needs = None;
    }

    fn needs_of(&self, built: &Built) -> Needs {
        let pages: Vec<_> = self
            .shared()
            .filter_map(|path| Some((path, self.view(built.pages.get(path)?))))
            .collect();
        let pages = pages.iter().map(|(path, page)| (*path, page));
        Needs::of(pages, built, &self.addresses)
    }

    /// The start page, also shown in place of content that is not shared; `up` is the path from its
    /// address to the top. The script takes followers to where the presenter is.
    pub(super) fn start(&self, built: &Built, found: SharedContent, place: (&str, &str)) -> String {
        let decks: Vec<_> = self.list(built).collect();
        start_page(built, found, &decks, place)
    }

    /// The pages that followers see, for the terminal.
    pub(super) fn in_words(&self) -> String {
        let names: Vec<String> = self
            .shared()
            .map(|path| format!("`{}`", path.as_str().trim_end_matches(".html")))
            .collect();
        let decks = match names.as_slice() {
            [] => "only decks that you open from now on".to_owned(),
            [deck] => format!("the deck {deck}, and decks that you open from now on"),
            decks => format!("the decks {}, and those that you open from now on", decks.join(", ")),
        };
        match self.notes {
            SpeakerNotes::Shown => format!("{decks}, with speaker notes"),
            SpeakerNotes::LeftOut => format!("{decks}, without speaker notes"),
        }
    }
}

/// The page of a deck by its name.
fn page_of(deck: &str) -> OutPath {
    Route::Deck(PageFolder::Top, deck.into()).path()
}
