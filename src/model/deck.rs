//! A deck of a site: its slides, and the data that the site needs about it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::DeckSummary;
use super::beside::BesideChapters;
use super::deck_sources::{DeckSources, is_source};
use crate::deck::{Deck, DeckPlan};
use crate::diag::{AddressFault, Diagnostic};
use crate::path::{OutPath, ProjectPath};
use crate::picture::PictureFacts;
use crate::render::layouts;
use crate::routes::{Destination, InsideAddress, destination};
use crate::world::World;

/// How much of a deck was built.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum DeckExtent {
    /// All of it.
    Rendered,
    /// Its plan, its summary and its sources: another part of the site has its slides, its files
    /// and their problems.
    Outlined,
    /// A chapter by itself: rendered slides of another deck.
    Piece,
}

/// A deck, with all data that the site needs about it.
#[derive(Debug)]
pub(crate) struct SiteDeck {
    pub(crate) extent: DeckExtent,
    pub(crate) plan: DeckPlan,
    pub(crate) deck: Deck,
    pub(crate) summary: Arc<DeckSummary>,
    /// The line of each slide in its file, from 1.
    pub(crate) lines: Vec<usize>,
    /// The files that it queried, by their paths in the site: all if it has an overlay, otherwise
    /// only those in the folder of overlays.
    pub(crate) asked: Vec<ProjectPath>,
    /// The files that it refers to and that can be in the site.
    pub(crate) files: Vec<DeckFile>,
    /// The addresses that cannot work on any site, by their indices among the deck's files.
    pub(crate) faults: Vec<(usize, AddressFault)>,
    /// The backgrounds of its slides: property and value, each once, in order.
    pub(crate) backgrounds: Vec<(String, String)>,
    /// The layouts of its slides.
    pub(crate) layouts: DeckLayouts,
    /// The addresses that name files beside its chapters.
    pub(crate) beside: BesideChapters,
    /// The sizes of its pictures, by their addresses; by those from the top of the site for pictures
    /// beside chapters.
    pub(crate) sizes: BTreeMap<String, PictureFacts>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// The layouts that the slides of a deck use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DeckLayouts {
    /// The layouts in effect.
    pub(crate) used: BTreeSet<String>,
    /// Slides with classes that their author defined.
    pub(crate) taken: BTreeSet<String>,
}

impl DeckLayouts {
    /// Whether the type of a slide with these classes grows by default.
    pub(crate) fn grows(&self, classes: &[String]) -> bool {
        classes.iter().any(|class| layouts::grows(class) && self.used.contains(class))
    }

    /// Whether a class means the same in another version of the deck, if both have it.
    pub(crate) fn agree_with(&self, other: &Self) -> bool {
        self.used.is_disjoint(&other.taken) && self.taken.is_disjoint(&other.used)
    }
}

/// Decks are compared by identity: a deck that is rendered again counts as another one.
impl PartialEq for SiteDeck {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// An address in a deck that can refer to a file of the site.
#[derive(Clone, Debug)]
pub(crate) struct DeckFile {
    /// Its index among the deck's files.
    pub(crate) index: usize,
    /// The address on the slide; that from the top of the site for a file beside the chapter.
    pub(crate) url: String,
    /// The path that it names.
    pub(crate) path: String,
    /// The address from the top of the site, with query and fragment.
    pub(crate) written: String,
    /// The part after `#`.
    pub(crate) fragment: Option<String>,
    /// Whether the author wrote it with `/` in front.
    pub(crate) is_absolute: bool,
    /// The file it refers to, unless that is outside the site.
    pub(crate) source: Option<ProjectPath>,
    /// The file that exists there.
    pub(crate) found: Option<FoundFile>,
}

/// A file that a deck refers to.
#[derive(Clone, Debug)]
pub(crate) struct FoundFile {
    /// Its real location: in the site, in an overlay, in a revision.
    pub(crate) real: ProjectPath,
    /// For a file of a revision, the identifier of its content, and the content.
    pub(crate) blob: Option<(String, Arc<[u8]>)>,
    /// Whether the deck itself is built from it.
    pub(crate) is_text: bool,
}

impl DeckFile {
    /// The addresses of a deck that can refer to files of the site, as the deck sees it, and those
    /// that cannot work. `base` is the folder of the site on its host.
    pub(crate) fn all(
        world: &dyn World,
        (deck, beside): (&Deck, &BesideChapters),
        base: &str,
    ) -> (Vec<Self>, Vec<(usize, AddressFault)>) {
        let sources = DeckSources::of([deck]);
        let (mut files, mut faults) = (Vec::new(), Vec::new());
        for (index, (reference, _)) in deck.files.iter().enumerate() {
            let usual = (!beside.is_always(&reference.url)).then_some(reference.url.as_str());
            for url in usual.into_iter().chain(beside.meanings(&reference.url)) {
                match destination(url, base) {
                    Destination::Inside(address) => {
                        files.push(Self::new(world, (index, url), address, &sources));
                    }
                    Destination::Nowhere(fault) => faults.push((index, fault)),
                    // A page would scroll to its beginning; a stage has none.
                    Destination::Elsewhere if url == "#" => {
                        faults.push((index, AddressFault::Empty));
                    }
                    Destination::Elsewhere => {}
                }
            }
        }
        (files, faults)
    }

    fn new(
        world: &dyn World,
        (index, url): (usize, &str),
        address: InsideAddress,
        sources: &DeckSources<'_>,
    ) -> Self {
        let InsideAddress { path, written, fragment, is_absolute } = address;
        let source = ProjectPath::resolve("slides", &path);
        let there = source.as_ref().filter(|source| world.is_file(source));
        let is_named_source = is_source(&path);
        let found = there.map(|file| FoundFile {
            real: world.origin(file),
            blob: (!is_named_source).then(|| world.blob(file).zip(world.bytes(file))).flatten(),
            is_text: !is_named_source && sources.have(world, file),
        });
        let url = url.to_owned();
        Self { index, url, path, written, fragment, is_absolute, source, found }
    }

    /// Whether it refers to a file that can be copied: one in `slides/`, or any one of a revision.
    pub(crate) fn is_published(&self) -> bool {
        let is_inside = || self.source.as_ref().is_some_and(|file| file.below("slides").is_some());
        self.found.as_ref().is_some_and(|found| found.blob.is_some() || is_inside())
    }

    /// Whether it refers to a source of a deck, or to a copy of one.
    pub(crate) fn is_text(&self, world: &dyn World, sources: &DeckSources<'_>) -> bool {
        let is_other = || self.source.as_ref().is_some_and(|file| sources.have(world, file));
        let is_text = |found: &FoundFile| is_source(&self.path) || found.is_text || is_other();
        self.found.as_ref().is_some_and(is_text)
    }

    /// The output path of a copy for the site's own decks.
    pub(crate) fn out(&self) -> Option<OutPath> {
        self.source.as_ref().and_then(|source| source.below("slides")).and_then(OutPath::new)
    }
}
