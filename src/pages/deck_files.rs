//! The files that a deck of an event refers to. Files shared with the site stay at the site's path, files from a
//! revision are assets named by their content, and the deck's own files are in its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::PageInput;
use crate::model::{DeckFile, FoundFile, SiteDeck, is_source};
use crate::output::{Claim, Content};
use crate::path::{OutPath, ProjectPath, is_same_name};
use crate::routes::{PageFolder, Route, served_as};

/// The files that a deck of an event needs besides its page.
#[derive(Default)]
pub(super) struct DeckFiles {
    /// The addresses that differ between slide and page.
    pub(super) links: BTreeMap<String, String>,
    pub(super) claims: Vec<Claim>,
}

impl DeckFile {
    /// Whether this address matches none of the deck's own files.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.found.is_none() || is_source(&self.path)
    }

    /// Whether it refers to one of these output paths.
    pub(crate) fn is_known(&self, known: &BTreeSet<OutPath>) -> bool {
        served_as(&self.path).iter().any(|path| known.contains(path))
    }
}

/// The addresses of one of the site's own decks that differ on its page: those that begin with `/`
/// become relative, so that the site can be published below any path. Its files keep their paths.
pub(super) fn own_links(asked: &PageInput, deck: &SiteDeck) -> BTreeMap<String, String> {
    let mut files = DeckFiles::default();
    let mut elsewhere = asked.elsewhere.iter();
    for file in deck.files.iter().filter(|file| file.is_absolute) {
        let is_there = match &file.found {
            Some(found) if !file.is_elsewhere() => !found.is_text && file.out().is_some(),
            _ => elsewhere.next().copied().unwrap_or_default(),
        };
        if is_there {
            files.relink(&file.url, &file.written);
        }
    }
    files.links
}

/// The files that a deck in a folder needs. Sources of decks are not among them.
pub(super) fn files(asked: &PageInput, folder: &PageFolder, deck: &SiteDeck) -> DeckFiles {
    let mut files = DeckFiles::default();
    let names = names(asked, folder);
    let mut elsewhere = asked.elsewhere.iter();
    for file in &deck.files {
        match file.found.as_ref().filter(|_| !file.is_elsewhere()) {
            Some(found) if found.is_text => {}
            Some(found) => files.add(&file.url, (file, found), folder),
            None => {
                let is_known = elsewhere.next().copied().unwrap_or_default();
                let is_of_folder = names.contains(&file.path) || is_folder_itself(&file.path);
                if is_known && (file.is_absolute || !is_of_folder) {
                    files.relink(&file.url, &format!("{}{}", folder.to_top(), file.written));
                }
            }
        }
    }
    files
}

/// Whether a path refers to the folder of the page, not to something in it: `./`.
fn is_folder_itself(path: &str) -> bool {
    path.split('/').all(|name| matches!(name, "" | "."))
}

/// The names of the pages in the same folder as the deck's page.
fn names(asked: &PageInput, folder: &PageFolder) -> BTreeSet<String> {
    let event = super::event_in(&asked.outline, folder);
    let decks = event.and_then(|event| asked.outline.slide_sets.get(&event.slug));
    let decks = decks.into_iter().flatten();
    let pages = decks.flat_map(|name| {
        [Route::deck(&PageFolder::Top, name), Route::old_deck(&PageFolder::Top, name)]
    });
    pages.map(|page| page.path().to_string()).collect()
}

impl DeckFiles {
    /// Adds an existing file.
    fn add(&mut self, url: &str, (file, found): (&DeckFile, &FoundFile), folder: &PageFolder) {
        let Some(source) = &file.source else { return };
        let rest = &url[url.find(['?', '#']).unwrap_or(url.len())..];
        if let Some((blob, bytes)) = &found.blob {
            let name = source.file_name();
            let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
            let route = Route::asset(stem, blob.get(..10).unwrap_or(blob), extension);
            self.relink(url, &format!("{}{rest}", route.url_below(&folder.to_top())));
            self.claims.push(Claim::generated(route, Content::Bytes(Arc::clone(bytes)), None));
        } else if let Some(below) = name_as_asked(source, &found.real).below("slides") {
            self.copy(OutPath::cleaned(below), &found.real);
            if *folder != PageFolder::Top || file.is_absolute {
                self.relink(url, &format!("{}{}", folder.to_top(), file.written));
            }
        } else if let Some(below) = source.below("slides") {
            self.copy(folder.file(below), &found.real);
            if file.is_absolute {
                self.relink(url, &file.written);
            }
        }
    }

    /// Replaces an address on the page. An empty one would refer to the page itself.
    fn relink(&mut self, url: &str, to: &str) {
        let to = if to.is_empty() { "./" } else { to };
        self.links.insert(url.to_owned(), to.to_owned());
    }

    fn copy(&mut self, path: OutPath, real: &ProjectPath) {
        self.claims.push(Claim::referenced(path, real.clone()));
    }
}

/// The name under which a file is copied: its own, as the slide spells it.
fn name_as_asked<'a>(asked: &'a ProjectPath, real: &'a ProjectPath) -> &'a ProjectPath {
    if is_same_name(asked.as_str(), real.as_str()) { asked } else { real }
}
