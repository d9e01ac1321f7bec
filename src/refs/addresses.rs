//! The files of a site, by the addresses under which they are published.

use std::collections::{BTreeMap, BTreeSet};

use crate::event::Workshops;
use crate::model;
use crate::path::{ProjectPath, composed};
use crate::routes::{PageFolder, Route, base_path, local_path};
use crate::world::World;

/// The files of a site, by address, and which of them replace others.
pub(super) struct SiteFiles {
    /// All files that can be named, in order.
    pub(super) all: BTreeSet<ProjectPath>,
    /// The files at an address of the output, or below `slides/`; several if overlays replace one.
    by_address: BTreeMap<String, Vec<ProjectPath>>,
    /// The pages of decks that are not in the site's own folder: address to manifest.
    pages: BTreeMap<String, ProjectPath>,
    /// The overlays, by the slugs of their events.
    pub(super) overlays: BTreeMap<String, String>,
    /// The folders of overlays that belong to an event.
    folders: BTreeSet<String>,
    manifests: Vec<ProjectPath>,
    /// The public address of the site, without `/` at its end; may be empty.
    site: String,
}

/// A file by address, and the slide that the address names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) targets: Vec<ProjectPath>,
    pub(super) slide: Option<String>,
}

impl SiteFiles {
    pub(super) fn new(world: &dyn World, workshops: &Workshops) -> Self {
        let mut files = Self {
            all: BTreeSet::new(),
            by_address: BTreeMap::new(),
            pages: BTreeMap::new(),
            overlays: overlays(workshops),
            folders: BTreeSet::new(),
            manifests: model::manifests(world),
            site: workshops.settings.url.trim_end_matches('/').to_owned(),
        };
        files.folders = files.overlays.values().cloned().collect();
        for folder in ["slides", "static"] {
            files.add(world, folder);
        }
        for folder in files.folders.clone() {
            files.add(world, &folder);
            let list = world.list(&folder);
            let is_manifest = |file: &&ProjectPath| {
                file.folder() == folder
                    && file.has_extension("yml")
                    && !files.manifests.contains(file)
            };
            let own: Vec<_> = list.iter().filter(is_manifest).cloned().collect();
            files.manifests.extend(own);
        }
        for file in world.list("templates").iter() {
            files.all.insert(file.clone());
        }
        files.add_pages(workshops);
        files
    }

    fn add(&mut self, world: &dyn World, folder: &str) {
        for file in world.list(folder).iter() {
            let Some(below) = file.below(folder) else { continue };
            self.all.insert(file.clone());
            self.by_address.entry(composed(below).into_owned()).or_default().push(file.clone());
        }
    }

    /// The pages of decks, at all their addresses.
    fn add_pages(&mut self, workshops: &Workshops) {
        let mut add = |folder: &PageFolder, manifest: &ProjectPath| {
            let name = manifest.stem().into();
            let about = Route::about_deck(folder, &name);
            for route in [Route::deck(folder, &name), Route::old_deck(folder, &name), about] {
                self.pages.insert(composed(route.path().as_str()).into_owned(), manifest.clone());
            }
        };
        for manifest in &self.manifests {
            if manifest.folder() == "slides" {
                add(&PageFolder::Top, manifest);
            }
        }
        // A pinned event shows decks of its revision, which keep their names.
        for event in workshops.events.iter().filter(|event| event.rev.is_none()) {
            let folder = PageFolder::Event(event.slug.as_str().into());
            for deck in &event.decks {
                add(&folder, &ProjectPath::new(&format!("slides/{}.yml", deck.value)));
            }
        }
    }

    /// The manifests of the site and of overlays.
    pub(super) fn manifests(&self) -> &[ProjectPath] {
        &self.manifests
    }

    /// The overlay folder of a file.
    pub(super) fn overlay_of(&self, file: &ProjectPath) -> Option<&str> {
        let folders = self.folders.iter().map(String::as_str);
        folders.filter(|folder| file.below(folder).is_some()).max_by_key(|folder| folder.len())
    }

    /// A chapter or a picture as manifests name it, below `slides/`, and its replacements.
    pub(super) fn below_slides(&self, written: &str) -> Vec<ProjectPath> {
        let Some(path) = ProjectPath::resolve("slides", written) else { return Vec::new() };
        match path.below("slides") {
            Some(below) => self.variants(below, &path),
            None => vec![path],
        }
    }

    /// The files that are shown at a path below `slides/`.
    fn variants(&self, below: &str, usual: &ProjectPath) -> Vec<ProjectPath> {
        let found = self.by_address.get(&*composed(below)).cloned().unwrap_or_default();
        let is_of_slides = |file: &ProjectPath| file.below("static").is_none();
        let found: Vec<_> = found.into_iter().filter(is_of_slides).collect();
        if found.is_empty() { vec![usual.clone()] } else { found }
    }

    /// The target of an address on a page, or in a file, of this folder of the output.
    pub(super) fn resolve(&self, folder: &str, url: &str) -> Resolved {
        let (path, slide) = self.path(folder, url);
        let slide = slide.map(str::to_owned);
        match path {
            None => Resolved::default(),
            Some(path) => Resolved { targets: self.at(&path), slide },
        }
    }

    /// The path of an address in the output, and the slide that it names: an address without a path
    /// has an empty one.
    fn path<'u>(&self, folder: &str, url: &'u str) -> (Option<String>, Option<&'u str>) {
        let (address, slide) = match url.split_once('#') {
            Some((address, slide)) => (address, Some(slide).filter(|slide| !slide.is_empty())),
            None => (url, None),
        };
        if address.is_empty() {
            return (slide.map(|_| String::new()), slide);
        }
        let from_top = self.in_site(address);
        let base = if from_top.is_some() || folder.is_empty() { "slides" } else { folder };
        let Some(path) = local_path(from_top.unwrap_or(address)) else { return (None, slide) };
        let path = ProjectPath::resolve(base, &path);
        let path = path.map(|path| path.below("slides").unwrap_or(path.as_str()).to_owned());
        (path, slide)
    }

    /// The rest of an address that begins at the top of the site: with its public address or with
    /// `/`.
    pub(super) fn in_site<'u>(&self, address: &'u str) -> Option<&'u str> {
        let is_end = |rest: &&str| rest.is_empty() || rest.starts_with('/');
        if !self.site.is_empty()
            && let Some(rest) = address.strip_prefix(&*self.site).filter(is_end)
        {
            return Some(rest.trim_start_matches('/'));
        }
        let base = base_path(&self.site).unwrap_or_default();
        let rest = address.strip_prefix(&*base).filter(is_end)?;
        rest.strip_prefix('/').filter(|rest| !rest.starts_with('/'))
    }

    /// The files at a path of the output. Hosts serve a page without its extension.
    fn at(&self, path: &str) -> Vec<ProjectPath> {
        if path.is_empty() {
            return Vec::new();
        }
        let path = composed(path);
        if let Some(found) = self.by_address.get(&*path) {
            return found.clone();
        }
        let page = self.pages.get(&*path).or_else(|| self.pages.get(&format!("{path}.html")));
        if let Some(manifest) = page {
            return vec![manifest.clone()];
        }
        let file = ProjectPath::new(&path);
        if self.all.contains(&file) { vec![file] } else { Vec::new() }
    }
}

/// A file as includes name it, from the folder of the site.
pub(super) fn of_site(written: &str) -> Vec<ProjectPath> {
    ProjectPath::resolve("", written).into_iter().collect()
}

/// The overlay folder of each event, by slug.
fn overlays(workshops: &Workshops) -> BTreeMap<String, String> {
    let overlay = |event: &crate::event::Event| {
        let written = event.overlay.as_ref();
        let written = written.and_then(|path| ProjectPath::resolve("", &path.value));
        let folder = written.map_or_else(|| format!("events/{}", event.slug), |p| p.to_string());
        (event.slug.clone(), folder)
    };
    workshops.events.iter().map(|event| overlay(event)).collect()
}
