//! The target that the author probably intended by an address that does not exist.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::published::Published;
use crate::diag::nearest::{Suggester, is_slip};
use crate::model::{SiteDeck, is_source};
use crate::path::ProjectPath;
use crate::routes::{self, meant_elsewhere, served_as};
use crate::world::World;

/// Where an address was written, and its use.
#[derive(Copy, Clone)]
pub(super) struct Asker<'a> {
    /// The folder of the text, relative to `slides/`.
    pub(super) folder: &'a str,
    /// The deck that shows the text.
    pub(super) deck: &'a str,
}

/// Finds what the author probably intended, among the contents of the site.
pub(super) struct Suggestions<'a> {
    world: &'a dyn World,
    published: &'a Published<'a>,
    decks: &'a [Arc<SiteDeck>],
    /// Everything that can be linked to.
    targets: OnceCell<LinkTargets>,
    /// The first slide of each chapter: its file relative to `slides/`, the deck, the slide, which
    /// only the part of the site that has the deck knows.
    chapters: OnceCell<BTreeMap<String, (String, Option<String>)>>,
    suggester: Suggester,
    /// The suggestions made so far: many pages can show the same slide.
    made: RefCell<BTreeMap<(String, String, String), Option<String>>>,
}

/// Everything that can be linked to, by path from the top of the site.
struct LinkTargets {
    paths: Vec<String>,
    /// The paths by their file names in lower case.
    by_name: BTreeMap<String, Vec<usize>>,
}

impl LinkTargets {
    fn of(world: &dyn World, published: &Published<'_>) -> Self {
        let mut paths: Vec<String> = published.paths().map(ToString::to_string).collect();
        for folder in ["slides", "static"] {
            let files = world.list(folder);
            let files = files.iter().filter_map(|file| file.below(folder));
            paths.extend(files.filter(|file| !is_source(file)).map(str::to_owned));
        }
        paths.sort();
        paths.dedup();
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, path) in paths.iter().enumerate() {
            by_name.entry(file_name(path).to_lowercase()).or_default().push(index);
        }
        Self { paths, by_name }
    }

    fn has(&self, path: &str) -> bool {
        self.paths.binary_search_by(|known| known.as_str().cmp(path)).is_ok()
    }
}

impl<'a> Suggestions<'a> {
    pub(super) fn new(
        world: &'a dyn World,
        published: &'a Published<'a>,
        decks: &'a [Arc<SiteDeck>],
    ) -> Self {
        let (targets, chapters) = (OnceCell::new(), OnceCell::new());
        let (suggester, made) = (Suggester::default(), RefCell::default());
        Self { world, published, decks, targets, chapters, suggester, made }
    }

    fn targets(&self) -> &LinkTargets {
        self.targets.get_or_init(|| LinkTargets::of(self.world, self.published))
    }

    /// The target that the author probably intended by a path that does not exist. `written` is the
    /// whole address.
    pub(super) fn meant(&self, path: &str, written: &str, asker: Asker<'_>) -> Option<String> {
        let key = (path.to_owned(), asker.folder.to_owned(), asker.deck.to_owned());
        if let Some(found) = self.made.borrow().get(&key) {
            return found.clone();
        }
        let found = self.find(path, written, asker);
        self.made.borrow_mut().insert(key, found.clone());
        found
    }

    fn find(&self, path: &str, written: &str, asker: Asker<'_>) -> Option<String> {
        if is_source(path)
            && let Some(page) = self.instead_of(path, asker)
        {
            return Some(page);
        }
        let elsewhere = || meant_elsewhere(written);
        if written.starts_with("http") && written.contains("//") {
            return elsewhere();
        }
        self.moved(path, asker.folder).or_else(elsewhere).or_else(|| self.similar(path))
    }

    /// A page or file at a path that is relative to another place: the chapter's folder, the top of
    /// the repository, another computer.
    fn moved(&self, path: &str, folder: &str) -> Option<String> {
        let path = path.replace('\\', "/");
        let known = |path: &str| -> Option<String> {
            let targets = self.targets();
            let found = served_as(path).into_iter().find(|path| targets.has(path.as_str()))?;
            // A folder's index is linked to by the folder.
            let is_folder = path.ends_with('/') && found.file_name() == "index.html";
            Some(if is_folder { path.to_owned() } else { found.to_string() })
        };
        // Beside the chapter, as editors preview it.
        let beside = ProjectPath::resolve(&format!("slides/{folder}"), &path);
        let beside = beside.as_ref().and_then(|beside| beside.below("slides"));
        if let Some(found) = beside.and_then(known) {
            return Some(found);
        }
        let names: Vec<&str> =
            path.split('/').filter(|name| !matches!(*name, "" | "." | "..")).collect();
        // `slides/images/x.svg`, `/disk/site/slides/images/x.svg`
        let tails = (0..names.len()).map(|start| names[start..].join("/"));
        // Every folder has an index, so its name alone is not informative.
        let tails = tails.enumerate().filter(|(start, tail)| *start == 0 || tail != "index.html");
        for (_, tail) in tails.take(MOST_TAILS) {
            if let Some(found) = known(&tail) {
                return Some(found);
            }
        }
        let name = names.last()?.to_lowercase();
        let same_name = self.targets().by_name.get(&name).map_or(&[][..], Vec::as_slice);
        let other_extension = || self.other_extension(&names);
        match same_name {
            [one] => self.targets().paths.get(*one).cloned(),
            _ => other_extension(),
        }
    }

    /// The page or file in the same folder whose name differs in its extension only: the page of a
    /// manifest, a picture in another format.
    fn other_extension(&self, names: &[&str]) -> Option<String> {
        let path = names.join("/");
        let (stem, extension) = path.rsplit_once('.')?;
        let stem = format!("{stem}.");
        let is_page = is_source(&path) || matches!(extension, "htm" | "xhtml" | "php");
        let paths = &self.targets().paths;
        let first = paths.partition_point(|known| **known < *stem);
        let mut same = paths[first..].iter().take_while(|known| known.starts_with(&stem));
        let same = same.find(|known| routes::is_page(known) || !is_page);
        same.filter(|known| !known[stem.len()..].contains(['/', '.'])).cloned()
    }

    /// What to link to instead of a source that exists: a slide, or the page of a manifest.
    pub(super) fn instead_of(&self, source: &str, asker: Asker<'_>) -> Option<String> {
        let page = || {
            let name = source.trim_start_matches("./");
            self.other_extension(&name.split('/').collect::<Vec<_>>())
        };
        // A manifest has the name of its page, and may resemble that of a chapter.
        let is_manifest =
            source.rsplit_once('.').is_some_and(|(_, end)| matches!(end, "yml" | "yaml"));
        if is_manifest && let Some(page) = page() {
            return Some(page);
        }
        self.page_of_chapter(source, asker).or_else(page)
    }

    /// A path that differs in a few characters.
    fn similar(&self, path: &str) -> Option<String> {
        let targets = self.targets();
        let path = path.trim_start_matches("./");
        let is_folder = path.ends_with('/');
        let paths = targets.paths.iter().filter_map(|known| {
            if is_folder { known.strip_suffix("index.html") } else { Some(known.as_str()) }
        });
        let whole = self.suggester.nearest(path, paths);
        if let Some(found) = whole {
            return Some(found.to_owned());
        }
        if is_folder {
            return None;
        }
        // Pages are also linked to without their extension.
        let name = file_name(path).to_lowercase();
        let names = targets.by_name.keys().map(String::as_str);
        let near = self.suggester.nearest(&name, names)?;
        // In another folder, only a name with a typo counts as the same file.
        if !is_slip(&name, near) {
            return None;
        }
        let index = targets.by_name.get(near)?.first()?;
        targets.paths.get(*index).cloned()
    }

    /// The page on which a chapter is shown, and its first slide there. A deck links to itself by
    /// the slide alone.
    fn page_of_chapter(&self, path: &str, asker: Asker<'_>) -> Option<String> {
        let chapters = self.chapters.get_or_init(|| self.chapters());
        let path = path.replace('\\', "/");
        let from = |folder: &str| {
            let file = ProjectPath::resolve(&format!("slides/{folder}"), &path)?;
            file.below("slides").map(str::to_owned)
        };
        let candidates = [from(""), from(asker.folder)];
        let own = candidates.iter().flatten().find_map(|file| self.in_deck(file, asker.deck));
        if own.is_some() {
            return own;
        }
        let mut files = candidates.iter().flatten();
        let found = files.find_map(|file| chapters.get(file.trim_start_matches('/')));
        let found = found.or_else(|| {
            let names = chapters.keys().map(String::as_str);
            let near = self.suggester.nearest(path.trim_start_matches("./"), names)?;
            chapters.get(near)
        });
        let (deck, slide) = found?;
        let Some(slide) = slide else {
            self.published.ask_for_deck(deck);
            return None;
        };
        Some(if deck == asker.deck { format!("#{slide}") } else { format!("{deck}.html#{slide}") })
    }

    /// The first slide of a chapter in a deck.
    fn in_deck(&self, file: &str, deck: &str) -> Option<String> {
        let deck = self.decks.iter().find(|known| known.deck.name == deck)?;
        let slides = &deck.deck.slides;
        let slide = slides.iter().find(|slide| slide.place.file.below("slides") == Some(file))?;
        Some(format!("#{}", slide.id))
    }

    fn chapters(&self) -> BTreeMap<String, (String, Option<String>)> {
        let mut chapters = BTreeMap::new();
        for deck in self.decks {
            for (index, slide) in deck.plan.slides.iter().enumerate() {
                let Some(file) = slide.place.file.below("slides") else { continue };
                if !chapters.contains_key(file) {
                    let id = deck.deck.slides.get(index).map(|slide| slide.id.to_string());
                    chapters.insert(file.to_owned(), (deck.deck.name.clone(), id));
                }
            }
        }
        chapters
    }
}

/// How many final parts of a path are looked up.
const MOST_TAILS: usize = 32;

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}
