//! The contents of downloads: decks with everything that they show, and nothing that belongs only
//! to other pages or the author's windows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::audience::{Addresses, Needs};
use super::built::{Built, DeckThumbnails};
use crate::export::Parcel;
use crate::model::{Extent, Outline};
use crate::output::Content;
use crate::path::{OutPath, ProjectPath};
use crate::render::document;
use crate::routes::{DownloadKind, PageFolder, Route, is_page, local_path, served_as};
use crate::world::World;

/// Collects the downloads of this part of the site.
pub(super) fn pack(world: &dyn World, built: &mut Built) {
    let wanted = built.wanted.iter().filter(|(path, _)| built.is_own(path));
    let wanted: Vec<_> = wanted.map(|(path, route)| (path.clone(), route.clone())).collect();
    let Some(outline) = built.outline.clone() else { return };
    if wanted.is_empty() && built.wanted_thumbnails.is_empty() {
        return;
    }
    if wanted.iter().any(|(_, route)| is_whole_site(&outline, route)) {
        built.parts.ask_for_all();
    }
    let addresses = Addresses::read(world, built);
    let packer = Packer { outline: &outline, built, addresses: &addresses };
    let parcels = wanted
        .into_par_iter()
        .filter_map(|(path, route)| packer.parcel(&route).map(|parcel| (path, Arc::new(parcel))));
    let parcels: BTreeMap<_, _> = parcels.collect();
    let thumbnails = packer.thumbnails();
    built.site.downloads = parcels;
    built.thumbnails = thumbnails;
}

/// The content of a download for one of the built decks, by its name; without a name, that of the
/// archive of everything. `None` if there is no such deck.
pub fn parcel(
    world: &dyn World,
    built: &Built,
    deck: Option<&str>,
    kind: DownloadKind,
) -> Option<Parcel> {
    let outline = built.outline.clone()?;
    let addresses = Addresses::read(world, built);
    let packer = Packer { outline: &outline, built, addresses: &addresses };
    match deck {
        Some(name) => packer.deck(&PageFolder::Top, &name.into(), kind),
        None => packer.archive(&PageFolder::Top),
    }
}

/// Whether an archive contains all pages of the site.
fn is_whole_site(outline: &Outline, route: &Route) -> bool {
    *route == Route::Archive(PageFolder::Top) && outline.extent == Extent::Site
}

/// Collects the results of a build.
struct Packer<'a> {
    outline: &'a Outline,
    built: &'a Built,
    addresses: &'a Addresses,
}

/// Which pages accompany it.
enum Along {
    /// The listed ones, as far as they exist.
    These(Vec<OutPath>),
    /// All pages that are linked to.
    Linked,
}

impl Packer<'_> {
    /// The content of the file for a route.
    fn parcel(&self, route: &Route) -> Option<Parcel> {
        match route {
            Route::Download(folder, name, kind) => self.deck(folder, name, *kind),
            Route::Archive(folder) => self.archive(folder),
            _ => None,
        }
    }

    /// The decks of this part of the site whose slides are drawn.
    fn thumbnails(&self) -> Vec<DeckThumbnails> {
        let mut decks: BTreeMap<&Arc<str>, BTreeMap<u32, OutPath>> = BTreeMap::new();
        let wanted = self.built.wanted_thumbnails.iter();
        for (path, route) in wanted.filter(|(path, _)| self.built.is_own(path)) {
            if let Route::Thumbnail(name, number) = route {
                decks.entry(name).or_default().insert(*number, path.clone());
            }
        }
        let packed = decks.into_iter().filter_map(|(name, paths)| {
            // A PDF holds what the slides show, as pictures do.
            let parcel = Arc::new(self.deck(&PageFolder::Top, name, DownloadKind::Pdf)?);
            Some(DeckThumbnails { parcel, paths })
        });
        packed.collect()
    }

    /// One deck.
    fn deck(&self, folder: &PageFolder, name: &Arc<str>, kind: DownloadKind) -> Option<Parcel> {
        let front = Route::deck(folder, name).path();
        self.built.pages.get(&front)?;
        Some(self.packed(kind, folder, front.clone(), &Along::These(vec![front])))
    }

    /// All decks of an event with its page, or the whole site.
    fn archive(&self, folder: &PageFolder) -> Option<Parcel> {
        let kind = DownloadKind::Zip;
        if is_whole_site(self.outline, &Route::Archive(folder.clone())) {
            let front = Route::Index.path();
            return Some(self.packed(kind, folder, front, &Along::Linked));
        }
        let (event, names) = self.outline.slide_sets.iter().find_map(|(slug, names)| {
            let event = self.outline.event(slug)?;
            (self.outline.folder_of(event) == *folder).then_some((event, names))
        })?;
        let decks = names.iter().map(|name| Route::deck(folder, name).path());
        let mut pages: Vec<OutPath> = decks.collect();
        let front = match (self.outline.front_deck(event), pages.as_slice()) {
            (Some(_), _) => Route::Event(folder.clone()).path(),
            (None, [deck]) => deck.clone(),
            (None, _) => self.outline.page_of(event).path(),
        };
        pages.push(front.clone());
        Some(self.packed(kind, folder, front, &Along::These(pages)))
    }

    /// A file to take decks away, without its content.
    fn empty(&self, kind: DownloadKind, folder: &PageFolder, front: &OutPath) -> Parcel {
        Parcel {
            kind,
            front: front.clone(),
            folder: folder.clone(),
            decks: BTreeMap::new(),
            files: BTreeMap::new(),
            drawn: BTreeSet::new(),
            url: self.outline.workshops.settings.url.clone(),
            authors: self.authors(front),
            size: Arc::default(),
            made: Arc::default(),
        }
    }

    /// A page with accompanying pages, and all files that these need.
    fn packed(
        &self,
        kind: DownloadKind,
        folder: &PageFolder,
        front: OutPath,
        along: &Along,
    ) -> Parcel {
        let mut parcel = self.empty(kind, folder, &front);
        let mut waiting = match along {
            Along::These(pages) => pages.clone(),
            // Slides of older decks name the file of the archive to open.
            Along::Linked => self.old_pages().chain([front]).collect(),
        };
        while let Some(path) = waiting.pop() {
            if parcel.decks.contains_key(&path) || parcel.files.contains_key(&path) {
                continue;
            }
            let targets = if let Some(page) = self.built.pages.get(&path) {
                let page = page.taken_away();
                let linked = match along {
                    Along::These(_) => Vec::new(),
                    Along::Linked => self.targets(page.addresses().iter(), &path),
                };
                parcel.decks.insert(path, page);
                linked
            } else if let Some(Content::Bytes(bytes)) = self.page(&path) {
                let html = document::for_copies(&String::from_utf8_lossy(bytes));
                let addresses = document::references(&html);
                let addresses = addresses.iter().map(|reference| &reference.url);
                let targets = self.targets(addresses, &path);
                parcel.files.insert(path, Content::text(html));
                targets
            } else {
                if self.built.elsewhere.contains(&path) {
                    self.built.parts.ask_for_page(&path);
                }
                continue;
            };
            for target in targets {
                if self.built.wanted_thumbnails.contains_key(&target) {
                    parcel.drawn.insert(target);
                    continue;
                }
                let content = self.built.site.files.get(&target);
                match (content, along) {
                    (Some(content), _) if !is_page(target.as_str()) => {
                        parcel.files.insert(target, content.clone());
                    }
                    (_, Along::Linked) => waiting.push(target),
                    (_, Along::These(_)) => {}
                }
            }
        }
        let decks = parcel.decks.iter();
        let pages = parcel.files.keys().filter(|path| self.page(path).is_some()).cloned();
        let needs = Needs::with(decks, &pages.collect(), (self.built, self.addresses));
        for path in needs.files() {
            if let Some(content) = self.built.site.files.get(path) {
                parcel.files.entry(path.clone()).or_insert_with(|| content.clone());
            }
        }
        parcel
    }

    /// The authors of a page's deck; ids of people become their names.
    fn authors(&self, page: &OutPath) -> Vec<String> {
        let Some(page) = self.built.pages.get(page) else { return Vec::new() };
        let workshops = &self.outline.workshops;
        let name = |written: &String| match workshops.person(written) {
            Some(person) => person.name.clone(),
            None => written.clone(),
        };
        page.deck_data().summary.authors.iter().map(name).collect()
    }

    /// The pages at the addresses that decks had in container.training.
    fn old_pages(&self) -> impl Iterator<Item = OutPath> {
        let top = PageFolder::Top;
        self.outline.decks.iter().map(move |name| Route::old_deck(&top, name).path())
    }

    /// A generated page that is not a deck.
    fn page(&self, path: &OutPath) -> Option<&Content> {
        self.built.site.files.get(path).filter(|_| is_page(path.as_str()))
    }

    /// The files of the site to which the addresses on a page refer.
    fn targets(&self, addresses: impl Iterator<Item: AsRef<str>>, page: &OutPath) -> Vec<OutPath> {
        let resolved = |url: &str| {
            let path = local_path(url)?;
            let slash = if path.ends_with('/') { "/" } else { "" };
            let path = ProjectPath::resolve(page.folder(), &path)?;
            let found = served_as(&format!("{path}{slash}"));
            found.into_iter().find(|path| {
                let built = self.built;
                built.site.files.contains_key(path)
                    || built.pages.contains_key(path)
                    || built.wanted_thumbnails.contains_key(path)
            })
        };
        addresses.filter_map(|url| resolved(url.as_ref())).collect()
    }
}
