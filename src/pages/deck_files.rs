//! The files that a deck of an event refers to. Files shared with the site stay at the site's path, files from a
//! revision are assets named by their content, and the deck's own files are in its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::PageInput;
use crate::diag::{ContentProblem, Diagnostic, Warned};
use crate::memo::Shared;
use crate::model::{DeckFile, FoundFile, SiteDeck, is_source};
use crate::output::{Claim, Content};
use crate::path::{OutPath, ProjectPath, is_same_name};
use crate::render::Use;
use crate::routes::{PageFolder, Route};

/// The files that a deck of an event needs besides its page.
#[derive(Default)]
pub(super) struct DeckFiles {
    /// The addresses that differ between slide and page.
    pub(super) links: BTreeMap<String, String>,
    pub(super) claims: Vec<Claim>,
}

impl DeckFile {
    /// Whether none of the deck's own files explains this address.
    pub(super) fn is_elsewhere(&self) -> bool {
        self.found.is_none() || is_source(&self.path)
    }

    /// Whether it refers to one of these output paths.
    pub(super) fn is_known(&self, known: &BTreeSet<OutPath>) -> bool {
        OutPath::new(&self.path).is_some_and(|path| known.contains(&path))
    }
}

/// The files that a deck in a folder needs, and diagnostics for missing ones.
pub(super) fn files(
    asked: &PageInput,
    folder: &PageFolder,
    deck: &Shared<SiteDeck>,
) -> Warned<DeckFiles> {
    let mut files = DeckFiles::default();
    let mut diagnostics = Vec::new();
    let names = names(asked, folder);
    let mut elsewhere = asked.elsewhere.iter();
    for file in &deck.files {
        let Some((reference, span)) = deck.deck.files.get(file.index) else { continue };
        let mut report = |problem: ContentProblem| {
            diagnostics.extend(span.clone().map(|span| Diagnostic::new(problem, span)));
        };
        let path = file.path.clone();
        match file.found.as_ref().filter(|_| !file.is_elsewhere()) {
            Some(found) if found.is_text => report(ContentProblem::SourceLink { path }),
            Some(found) => files.add(&reference.url, (file, found), folder),
            None => {
                let is_known = elsewhere.next().copied().unwrap_or_default();
                if is_known && !names.contains(&file.path) {
                    let url = &reference.url;
                    files.links.insert(url.clone(), format!("{}{url}", folder.to_top()));
                } else if reference.use_ == Use::Shown && !is_known {
                    report(ContentProblem::MissingPicture { path, nearest: None });
                }
            }
        }
    }
    Warned::new(files, diagnostics)
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
            let address = format!("{}{rest}", route.url_below(folder.to_top()));
            self.links.insert(url.to_owned(), address);
            self.claims.push(Claim::generated(route, Content::Bytes(Arc::clone(bytes)), None));
        } else if let Some(below) = name_as_asked(source, &found.real).below("slides") {
            self.copy(OutPath::cleaned(below), &found.real);
            if *folder != PageFolder::Top {
                self.links.insert(url.to_owned(), format!("{}{url}", folder.to_top()));
            }
        } else if let Some(below) = source.below("slides") {
            self.copy(folder.file(below), &found.real);
        }
    }

    fn copy(&mut self, path: OutPath, real: &ProjectPath) {
        self.claims.push(Claim::referenced(path, real.clone()));
    }
}

/// The name under which a file is copied: its own, as the slide spells it.
fn name_as_asked<'a>(asked: &'a ProjectPath, real: &'a ProjectPath) -> &'a ProjectPath {
    if is_same_name(asked.as_str(), real.as_str()) { asked } else { real }
}
