//! The possible targets of links in a site: pages, files, and the names in pages.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::built::Built;
use crate::deck::{Anchors, DeckPlan, has_planned_anchor};
use crate::diag::nearest::Suggester;
use crate::model::{DeckExtent, SiteModel, manifests};
use crate::output::Content;
use crate::pages::DeckPage;
use crate::path::{OutPath, percent_decoded};
use crate::render::document;
use crate::routes::{PageFolder, Route, is_asset, is_page, served_as};
use crate::world::World;

/// The pages and files of a site.
pub(super) struct Published<'a> {
    world: &'a dyn World,
    built: &'a Built,
    /// Pages of decks that could not be built, or were not requested.
    unbuilt: BTreeSet<OutPath>,
    /// Pages that redirect, so that their own names are irrelevant.
    redirects: BTreeSet<OutPath>,
    /// The plans of the decks that other parts have, by the paths of their pages.
    outlined: BTreeMap<OutPath, &'a DeckPlan>,
    /// The names in pages, collected when a link needs them.
    names: RefCell<BTreeMap<OutPath, PageNames<'a>>>,
    suggester: Suggester,
}

/// The names in a page.
enum PageNames<'a> {
    /// Slides, and the elements around them.
    Deck(Anchors<'a>, BTreeSet<String>),
    /// Elements.
    Elements(BTreeSet<String>),
    /// They are unknown.
    Unknown,
}

impl<'a> Published<'a> {
    pub(super) fn of(world: &'a dyn World, (model, built): (&'a SiteModel, &'a Built)) -> Self {
        let decks = manifests(world);
        let decks = decks.iter().flat_map(|path| {
            let name = path.stem().into();
            let top = &PageFolder::Top;
            [Route::deck(top, &name), Route::old_deck(top, &name), Route::about_deck(top, &name)]
        });
        let redirects = model.outline.old_addresses.keys();
        Self {
            world,
            built,
            unbuilt: decks.map(|route| route.path()).collect(),
            redirects: redirects.map(Route::path).collect(),
            outlined: outlined(model),
            names: RefCell::default(),
            suggester: Suggester::default(),
        }
    }

    /// The file of the output at a path.
    pub(super) fn find(&self, path: &str) -> Option<OutPath> {
        let mut paths = served_as(path);
        let found = paths.iter().position(|path| self.has(path));
        if found.is_none() {
            for path in &paths {
                self.built.parts.ask_for_file(self.world, path);
            }
        }
        found.map(|index| paths.swap_remove(index))
    }

    fn has(&self, path: &OutPath) -> bool {
        self.built.site.files.contains_key(path)
            || self.built.pages.contains_key(path)
            || self.built.transcripts.contains_key(path)
            || self.built.wanted.contains_key(path)
            || self.built.elsewhere.contains(path)
            || self.unbuilt.contains(path)
    }

    /// The paths of all pages and files, except generated assets and old addresses.
    pub(super) fn paths(&self) -> impl Iterator<Item = &OutPath> {
        let paths = self.built.site.files.keys().chain(self.built.pages.keys());
        let paths = paths.chain(self.built.transcripts.keys());
        let unbuilt = self.built.elsewhere.iter().chain(&self.unbuilt);
        let unbuilt = unbuilt.chain(self.built.wanted.keys());
        paths.chain(unbuilt).filter(|path| {
            let path = path.as_str();
            !is_asset(path) && !path.ends_with(".yml.html")
        })
    }

    /// Requests a deck of another part of the site.
    pub(super) fn ask_for_deck(&self, name: &str) {
        self.built.parts.ask_for_own(name);
    }

    /// The page of a deck at a path: its own, or the one to which its old address redirects.
    fn deck_page(&self, path: &OutPath) -> Option<&'a DeckPage> {
        let old = || {
            let name = path.as_str().strip_suffix(".yml.html")?;
            self.built.pages.get(&OutPath::cleaned(&format!("{name}.html")))
        };
        self.built.pages.get(path).or_else(old)
    }

    /// Whether a page has an anchor with this name. True if its names are unknown: for files that
    /// are not pages, a fragment has another meaning.
    pub(super) fn has_anchor(&self, path: &OutPath, name: &str) -> bool {
        if name.is_empty() || name == "top" || name.starts_with(":~:") {
            return true;
        }
        if self.outlined.get(path).is_some_and(|plan| has_planned_anchor(plan, name)) {
            return true; // The plan says it, so the deck need not be rendered.
        }
        self.with_names(path, |names| match names {
            PageNames::Deck(anchors, elements) => {
                let name = name.split(":~:").next().unwrap_or_default();
                anchors.has(name) || elements.contains(name)
            }
            PageNames::Elements(elements) => {
                elements.contains(name) || elements.contains(&percent_decoded(name))
            }
            PageNames::Unknown => true,
        })
    }

    /// The name in a page that the author probably intended.
    pub(super) fn nearest_anchor(&self, path: &OutPath, name: &str) -> Option<String> {
        self.with_names(path, |names| match names {
            PageNames::Deck(anchors, _) => anchors.nearest(name, &self.suggester),
            PageNames::Elements(elements) => {
                let names = elements.iter().map(String::as_str).filter(|name| !name.is_empty());
                self.suggester.nearest(name, names).map(str::to_owned)
            }
            PageNames::Unknown => None,
        })
    }

    fn with_names<T>(&self, path: &OutPath, ask: impl FnOnce(&PageNames<'a>) -> T) -> T {
        let mut names = self.names.borrow_mut();
        ask(names.entry(path.clone()).or_insert_with(|| self.names_in(path)))
    }

    fn names_in(&self, path: &OutPath) -> PageNames<'a> {
        if let Some(page) = self.deck_page(path) {
            let deck = &page.deck_data().deck;
            let around = page.around.iter().flat_map(|part| document::ids(part)).collect();
            return PageNames::Deck(Anchors::of(&deck.slides, deck.total), around);
        }
        if let Some(page) = self.built.transcripts.get(path) {
            return PageNames::Elements(document::ids(&page.html()));
        }
        let is_page = is_page(path.as_str()) && !self.redirects.contains(path);
        if self.built.elsewhere.contains(path) && is_page {
            self.built.parts.ask_for_page(path);
        }
        match self.built.site.files.get(path).filter(|_| is_page) {
            Some(Content::Bytes(bytes)) => {
                PageNames::Elements(document::ids(&String::from_utf8_lossy(bytes)))
            }
            Some(Content::Copy(_)) | None => PageNames::Unknown,
        }
    }
}

/// The plans of the decks that are not rendered, by the paths of their pages, old ones too.
fn outlined(model: &SiteModel) -> BTreeMap<OutPath, &DeckPlan> {
    let own = model.decks.iter().map(|deck| (PageFolder::Top, deck));
    let of_events = model.slide_sets.iter().flat_map(|(slug, set)| {
        set.decks.iter().map(move |deck| (PageFolder::Event(slug.as_str().into()), deck))
    });
    let decks = own.chain(of_events).filter(|(_, deck)| deck.extent == DeckExtent::Outlined);
    let pages = decks.flat_map(|(folder, deck)| {
        let name = deck.deck.name.as_str().into();
        let routes = [Route::deck(&folder, &name), Route::old_deck(&folder, &name)];
        routes.map(|route| (route.path(), &deck.plan))
    });
    pages.collect()
}
