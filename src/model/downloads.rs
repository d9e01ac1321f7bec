//! The downloads of a site: those listed under `downloads`, and the zip to which `@@ZIP@@` links.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::extent::Extent;
use super::{SiteDeck, SlideSet};
use crate::deck::zip_address;
use crate::event::Settings;
use crate::path::ProjectPath;
use crate::routes::{DownloadKind, PageFolder, Route, local_path};

/// The downloads.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Downloads {
    /// Of each deck, by the folder of its page and its name, in the order of [`DownloadKind::ALL`].
    of_decks: BTreeMap<(PageFolder, Arc<str>), BTreeMap<DownloadKind, Route>>,
    /// Whether there is an archive of the whole site.
    has_archive: bool,
    /// The texts that `llms.txt` lists, of the site's own decks; empty without it.
    texts: Vec<Route>,
}

/// A download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeckDownload {
    /// What it is.
    pub(crate) kind: DownloadKind,
    /// Where it is. The zip of an event's deck holds all decks of the event.
    pub(crate) route: Route,
}

impl Downloads {
    /// The downloads that the site, its events and its manifests request.
    pub(super) fn find(
        settings: &Settings,
        extent: Extent,
        decks: &[Arc<SiteDeck>],
        sets: &BTreeMap<String, SlideSet>,
    ) -> Self {
        let mut found = Self::default();
        let usual = settings.downloads.as_deref().unwrap_or_default();
        for deck in decks {
            let own = deck.plan.manifest.downloads.as_deref();
            found.add((deck, &PageFolder::Top), &own_file, own.unwrap_or(usual));
        }
        for (slug, set) in sets {
            let folder = match extent {
                Extent::Site => PageFolder::Event(slug.as_str().into()),
                Extent::Event => PageFolder::Top,
            };
            for deck in &set.decks {
                let own = deck.plan.manifest.downloads.as_deref();
                let wanted = set.event.downloads.as_deref().or(own).unwrap_or(usual);
                found.add((deck, &folder), &file_of_event, wanted);
            }
        }
        found.has_archive = extent == Extent::Site && usual.contains(&DownloadKind::Zip);
        if extent == Extent::Site && settings.llms {
            let text = |deck: &Arc<SiteDeck>| {
                own_file(&PageFolder::Top, &deck.summary.name, DownloadKind::Markdown)
            };
            found.texts = decks.iter().map(text).collect();
        }
        found.ask(&settings.url, extent, (decks, sets));
        found
    }

    /// Adds the downloads requested for a deck. Kinds that no build writes yet are left out.
    fn add(
        &mut self,
        (deck, folder): (&SiteDeck, &PageFolder),
        route: &dyn Fn(&PageFolder, &Arc<str>, DownloadKind) -> Route,
        wanted: &[DownloadKind],
    ) {
        let name = &deck.summary.name;
        let kinds = wanted.iter().copied().filter(|kind| kind.is_written());
        let files = kinds.map(|kind| (kind, route(folder, name, kind)));
        self.of_decks.insert((folder.clone(), Arc::clone(name)), files.collect());
    }

    /// Adds the archives to which `@@ZIP@@` on slides links, so that the links work.
    fn ask(
        &mut self,
        url: &str,
        extent: Extent,
        (decks, sets): (&[Arc<SiteDeck>], &BTreeMap<String, SlideSet>),
    ) {
        let top = Route::Archive(PageFolder::Top);
        for deck in decks.iter().filter(|deck| uses_zip(deck)) {
            let address = zip_address(&deck.plan.manifest);
            let name = &deck.summary.name;
            let own = own_file(&PageFolder::Top, name, DownloadKind::Zip);
            if leads_to(&address, &PageFolder::Top, (&own, url)) {
                self.add_zip(&PageFolder::Top, name, own);
            } else if extent == Extent::Site && leads_to(&address, &PageFolder::Top, (&top, url)) {
                self.has_archive = true;
            }
        }
        for (slug, set) in sets {
            let public = PageFolder::Event(slug.as_str().into());
            let folder = if extent == Extent::Site { public.clone() } else { PageFolder::Top };
            let archive = Route::Archive(folder.clone());
            for deck in set.decks.iter().filter(|deck| uses_zip(deck)) {
                let address = zip_address(&deck.plan.manifest);
                // Its public address is that in the whole site, even if the output contains only
                // the event.
                let is_public =
                    !url.is_empty() && address == Route::Archive(public.clone()).absolute(url);
                if is_public || leads_to(&address, &folder, (&archive, url)) {
                    self.add_zip(&folder, &deck.summary.name, archive.clone());
                } else if extent == Extent::Site && leads_to(&address, &folder, (&top, url)) {
                    self.has_archive = true;
                }
            }
        }
    }

    fn add_zip(&mut self, folder: &PageFolder, name: &Arc<str>, route: Route) {
        let files = self.of_decks.entry((folder.clone(), Arc::clone(name))).or_default();
        files.insert(DownloadKind::Zip, route);
    }

    /// The files of a deck whose page is in a folder.
    pub(crate) fn of_deck(&self, folder: &PageFolder, name: &str) -> Vec<DeckDownload> {
        let files = self.of_decks.get(&(folder.clone(), name.into())).into_iter().flatten();
        files.map(|(kind, route)| DeckDownload { kind: *kind, route: route.clone() }).collect()
    }

    /// Whether there is a list of the texts of all decks.
    pub(crate) fn has_texts(&self) -> bool {
        !self.texts.is_empty()
    }

    /// The archive of the whole site, if there is one.
    pub(crate) fn of_site(&self) -> Option<Route> {
        self.has_archive.then_some(Route::Archive(PageFolder::Top))
    }

    /// The routes of all files, each once.
    pub(crate) fn routes(&self) -> BTreeSet<Route> {
        let of_decks = self.of_decks.values().flat_map(BTreeMap::values).cloned();
        of_decks.chain(self.of_site()).chain(self.texts.iter().cloned()).collect()
    }
}

/// The file of one of the site's own decks.
fn own_file(folder: &PageFolder, name: &Arc<str>, kind: DownloadKind) -> Route {
    Route::Download(folder.clone(), Arc::clone(name), kind)
}

/// That of an event's deck: the decks of an event share an archive, since they share most files.
fn file_of_event(folder: &PageFolder, name: &Arc<str>, kind: DownloadKind) -> Route {
    match kind {
        DownloadKind::Zip => Route::Archive(folder.clone()),
        _ => own_file(folder, name, kind),
    }
}

/// Whether a chapter of a deck has `@@ZIP@@`.
fn uses_zip(deck: &SiteDeck) -> bool {
    let mut chapters = deck.plan.leaves.iter();
    chapters.any(|chapter| chapter.composed.variables().any(|name| name == "ZIP"))
}

/// Whether an address on the pages of a folder points to a route.
fn leads_to(address: &str, folder: &PageFolder, (route, url): (&Route, &str)) -> bool {
    if !url.is_empty() && address == route.absolute(url) {
        return true;
    }
    let path = local_path(address).and_then(|path| ProjectPath::resolve(&folder.folder(), &path));
    path.is_some_and(|path| path.as_str() == route.path().as_str())
}
