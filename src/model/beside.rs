//! Files beside a chapter: an address without a file in `slides/` may be relative to the chapter's
//! own folder, as in decks that have their own folder.
//!
//! A slide is rendered once, with the addresses that its author wrote. So the target of an address
//! is kept for each slide, as an address from the top of the site, and filled in when a page is
//! written. A file of the site at the same address always takes precedence.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use foldhash::{HashMap, HashMapExt as _};

use super::deck_sources::is_source;
use crate::deck::{Deck, DeckPlan, DeckSlide};
use crate::diag::{ContentProblem, Diagnostic, StructureProblem};
use crate::path::{ProjectPath, percent_encoded};
use crate::render::{At, Reference, Use};
use crate::routes::{Destination, InsideAddress, destination, is_page};
use crate::span::Span;
use crate::world::World;

/// The addresses of a slide that name files beside its chapter, and their addresses from the top of
/// the site.
pub(crate) type SlideAddresses = BTreeMap<String, String>;

/// The addresses of a deck that name files beside chapters.
#[derive(Debug, Default)]
pub(crate) struct BesideChapters {
    /// By the index of the slide; slides without such addresses are omitted.
    by_slide: BTreeMap<usize, SlideAddresses>,
    /// Each of these addresses with one from the top of the site.
    meant: BTreeSet<(String, String)>,
    /// The addresses that do not refer to such a file on another slide.
    mixed: BTreeSet<String>,
}

impl BesideChapters {
    /// Finds the files of a deck. `base` is the folder of the site on its host.
    pub(crate) fn of(
        world: &dyn World,
        (plan, deck): (&DeckPlan, &Deck),
        base: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut search = BesideSearch { world, base, known: HashMap::new(), diagnostics };
        let mut found = Self::default();
        for (index, (slide, placed)) in deck.slides.iter().zip(&plan.slides).enumerate() {
            let Some(chapter) = plan.leaves.get(placed.chapter) else { continue };
            let has_includes = chapter.composed.files().nth(1).is_some();
            let mut addresses = SlideAddresses::new();
            for (url, use_, at) in references(slide) {
                // In a chapter that includes others, each address counts from its own file.
                let origin = at.filter(|_| has_includes).and_then(|at| place(slide, at));
                let origin = origin.as_ref().unwrap_or(&slide.place);
                let folders = [folder_of(&origin.file), folder_of(&chapter.file)];
                if let Some(address) = search.find((url, use_), folders, (slide, at)) {
                    found.meant.insert((url.to_owned(), address.clone()));
                    addresses.insert(url.to_owned(), address);
                }
            }
            if !addresses.is_empty() {
                found.by_slide.insert(index, addresses);
            }
        }
        found.mix(deck);
        found
    }

    /// Collects the addresses that mean different things on different slides.
    fn mix(&mut self, deck: &Deck) {
        if self.meant.is_empty() {
            return;
        }
        let urls: BTreeSet<&str> = self.meant.iter().map(|(url, _)| url.as_str()).collect();
        let mut mixed = BTreeSet::new();
        for (index, slide) in deck.slides.iter().enumerate() {
            let own = self.by_slide.get(&index);
            let is_other = |url: &str| own.is_none_or(|own| !own.contains_key(url));
            let others = references(slide).map(|(url, ..)| url);
            let others = others.filter(|url| urls.contains(url) && is_other(url));
            mixed.extend(others.map(str::to_owned));
        }
        self.mixed = mixed;
    }

    /// The addresses of a slide, if it has any.
    pub(crate) fn of_slide(&self, index: usize) -> Option<&SlideAddresses> {
        self.by_slide.get(&index)
    }

    /// The addresses of some slides, with indices relative to the first of these.
    pub(crate) fn of_slides(&self, slides: Range<usize>) -> Self {
        let own = self.by_slide.range(slides.clone());
        Self {
            by_slide: own.map(|(index, of)| (index - slides.start, of.clone())).collect(),
            meant: self.meant.clone(),
            mixed: self.mixed.clone(),
        }
    }

    /// The targets of an address in the deck, on any slide: addresses from the top of the site.
    pub(crate) fn meanings(&self, url: &str) -> impl Iterator<Item = &str> {
        let from = (url.to_owned(), String::new());
        let url = from.0.clone();
        let pairs = self.meant.range(from..).take_while(move |(written, _)| *written == url);
        pairs.map(|(_, address)| address.as_str())
    }

    /// Whether an address refers to a file beside the chapter on every slide of the deck that has
    /// it.
    pub(crate) fn is_always(&self, url: &str) -> bool {
        self.meanings(url).next().is_some() && !self.mixed.contains(url)
    }
}

/// The addresses of a slide, with their places in its text, if they have one.
fn references(slide: &DeckSlide) -> impl Iterator<Item = (&str, Use, Option<At>)> {
    let files = slide.rendered.files.iter().chain(&slide.rendered.notes_files);
    let files = files.map(|Reference { url, at, use_ }| (url.as_str(), *use_, Some(*at)));
    let backgrounds = slide.background_files.iter();
    files.chain(backgrounds.map(|url| (url.as_str(), Use::Shown, None)))
}

/// Where an address of a slide was written.
fn place(slide: &DeckSlide, at: At) -> Option<Span> {
    slide.diagnostic(StructureProblem::EmptyChapter, at).span
}

/// The folder of a file as the site sees it, also of one in a revision.
fn folder_of(file: &ProjectPath) -> &str {
    let path = file.revision().map_or(file.as_str(), |(_, path)| path);
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What is known about an address: `None` if the site has it already, or there is no such file.
type Known = Option<String>;

struct BesideSearch<'a> {
    world: &'a dyn World,
    base: &'a str,
    /// By address and folders.
    known: HashMap<(String, [String; 2]), Known>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl BesideSearch<'_> {
    /// The address, from the top of the site, of the file beside the chapter to which an address
    /// refers.
    fn find(
        &mut self,
        (url, use_): (&str, Use),
        folders: [&str; 2],
        at: (&DeckSlide, Option<At>),
    ) -> Option<String> {
        let is_beside = |folder: &&str| folder.strip_prefix("slides/").is_some();
        if !folders.iter().any(is_beside) {
            return None;
        }
        let key = (url.to_owned(), folders.map(str::to_owned));
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let found = self.look((url, use_), folders, at);
        self.known.insert(key, found.clone());
        found
    }

    fn look(
        &mut self,
        (url, use_): (&str, Use),
        folders: [&str; 2],
        (slide, at): (&DeckSlide, Option<At>),
    ) -> Option<String> {
        let Destination::Inside(address) = destination(url, self.base) else { return None };
        let InsideAddress { path, written, is_absolute, .. } = address;
        // Links to pages are not links to files.
        if is_absolute || is_source(&path) || use_ == Use::Linked && is_page(&path) {
            return None;
        }
        let mut beside = folders.into_iter().filter(|folder| folder.starts_with("slides/"));
        let beside = beside.find_map(|folder| {
            let file = ProjectPath::resolve(folder, &path)?;
            (file.below("slides").is_some() && self.world.is_file(&file)).then_some(file)
        })?;
        let top = ["slides", "static"].into_iter().find_map(|folder| {
            let file = ProjectPath::resolve(folder, &path)?;
            self.world.is_file(&file).then_some(file)
        });
        if let Some(top) = top {
            if top != beside && !self.world.have_same_content(&top, &beside) {
                let problem = ContentProblem::TwoFiles {
                    path,
                    shown: top.to_string(),
                    beside: beside.to_string(),
                };
                let span = at.and_then(|at| place(slide, at));
                let span = span.unwrap_or_else(|| slide.place.clone());
                self.diagnostics.push(Diagnostic::new(problem, span));
            }
            return None;
        }
        let rest = written.find(['?', '#']).map_or("", |at| &written[at..]);
        beside.below("slides").map(|below| percent_encoded(below) + rest)
    }
}
