//! Checks that the addresses on slides lead to pages, files and slides that the site publishes.

use super::address_place::AddressPlaces;
use super::published::Published;
use super::suggestions::{Asker, Suggestions};
use crate::diag::{
    AddressProblem, ContentProblem, Diagnostic, FileProblem, InPlaceOfPicture, Problem,
};
use crate::model::{DeckFile, DeckSources, SiteDeck, is_source, unusable};
use crate::path::{OutPath, ProjectPath};
use crate::render::{Reference, Use};
use crate::routes::is_page;
use crate::span::Span;
use crate::world::{FileError, World};

/// What the check of a deck's page needs to know.
#[derive(Copy, Clone)]
pub(super) struct DeckChecker<'a> {
    pub(super) world: &'a dyn World,
    pub(super) published: &'a Published<'a>,
    pub(super) suggestions: &'a Suggestions<'a>,
    pub(super) places: &'a AddressPlaces<'a>,
    /// The sources of the site's own decks.
    pub(super) sources: &'a DeckSources<'a>,
    /// Whether all pages of the site are known.
    pub(super) is_whole: bool,
}

impl DeckChecker<'_> {
    /// Reports the addresses of a deck whose page has this path.
    pub(super) fn check(self, page: &OutPath, deck: &SiteDeck, found: &mut Vec<Diagnostic>) {
        let made = |reference: &Reference, span: Option<&Span>, problem: Problem| {
            let mut diagnostic = match span {
                Some(span) => Diagnostic::new(problem, self.places.of(span, &reference.url)),
                None => Diagnostic::nowhere(problem),
            };
            diagnostic.decks.push(label(page, deck));
            diagnostic
        };
        for (index, fault) in &deck.faults {
            let Some((reference, span)) = deck.deck.files.get(*index) else { continue };
            let address = reference.url.clone();
            if is_of_revision(span.as_ref()) {
                continue;
            }
            let asker = asker(deck, span.as_ref());
            let nearest = self.suggestions.meant(&address, "", asker);
            let fault = fault.clone();
            let problem = match reference.use_ {
                Use::Linked => AddressProblem::DeadLink { address, fault, nearest },
                Use::Shown => AddressProblem::DeadPicture { address, fault, nearest },
            };
            found.push(made(reference, span.as_ref(), problem.into()));
        }
        for file in &deck.files {
            let Some((reference, span)) = deck.deck.files.get(file.index) else { continue };
            // The links of a revision cannot be changed; its pictures may be found elsewhere.
            if reference.use_ == Use::Linked && is_of_revision(span.as_ref()) {
                continue;
            }
            let asker = asker(deck, span.as_ref());
            if file.is_published() || is_source(&file.path) && file.found.is_some() {
                if file.is_text(self.world, self.sources) {
                    let nearest = self.suggestions.instead_of(&file.path, asker);
                    let path = file.path.clone();
                    let problem = ContentProblem::SourceLink { path, nearest };
                    found.push(made(reference, span.as_ref(), problem.into()));
                } else if let Some(problem) = self.broken_picture(file, reference) {
                    found.push(made(reference, span.as_ref(), problem));
                }
                continue;
            }
            match self.problem(page, (file, reference), asker) {
                Some(Finding::Problem(problem)) => {
                    found.push(made(reference, span.as_ref(), problem));
                }
                Some(Finding::Folder(diagnostic)) => found.push(*diagnostic),
                None => {}
            }
        }
    }

    /// The problem of a picture's file. A file that is not text may have a format that is unknown
    /// here and that browsers show.
    fn broken_picture(self, file: &DeckFile, reference: &Reference) -> Option<Problem> {
        const FORMS: [&str; 5] = ["png", "jpg", "jpeg", "gif", "webp"];
        let found = file.found.as_ref().filter(|found| found.blob.is_none())?;
        let is_picture = FORMS.iter().any(|form| found.real.has_extension(form));
        let is_shown = reference.use_ == Use::Shown && is_picture;
        if !is_shown || self.world.picture(&found.real).is_some() {
            return None;
        }
        let path = file.path.clone();
        match self.world.source(&found.real) {
            Ok(source) => {
                let holds = InPlaceOfPicture::of(source.text())?;
                Some(ContentProblem::BrokenPicture { path, holds }.into())
            }
            Err(FileError::Unreadable(reason)) => {
                Some(FileProblem::UnreadableFile { path, reason }.into())
            }
            Err(_) => None,
        }
    }

    /// The problem of an address that matches none of the deck's files.
    fn problem(
        self,
        page: &OutPath,
        (file, reference): (&DeckFile, &Reference),
        asker: Asker<'_>,
    ) -> Option<Finding> {
        let Some(target) = self.target(page, file) else {
            return self.missing((file, reference), asker);
        };
        let name = file.fragment.as_ref()?;
        if self.published.has_anchor(&target, name) {
            return None;
        }
        let written = file.written.split('#').next().unwrap_or_default();
        let nearest = self.published.nearest_anchor(&target, name);
        let nearest = nearest.map(|near| format!("{written}#{near}"));
        // As the author wrote it, which is the same in the decks of all events.
        let page = written.to_owned();
        Some(AddressProblem::BrokenAnchor { page, name: name.clone(), nearest }.into())
    }

    /// The page or file that an address points to: in the folder of the page, or at the top.
    fn target(self, page: &OutPath, file: &DeckFile) -> Option<OutPath> {
        let folder = page.folder();
        let beside = || self.published.find(&format!("{folder}/{}", file.path));
        let beside = if folder.is_empty() || file.is_absolute { None } else { beside() };
        beside.or_else(|| self.published.find(&file.path))
    }

    fn missing(
        self,
        (file, reference): (&DeckFile, &Reference),
        asker: Asker<'_>,
    ) -> Option<Finding> {
        let is_page = is_page(&file.path) || !has_extension(&file.path);
        if !self.is_whole && is_page && reference.use_ == Use::Linked {
            return None;
        }
        if let Some(found) = file.source.as_ref().and_then(|source| self.closed_folder(source)) {
            return Some(Finding::Folder(Box::new(found)));
        }
        let nearest = self.suggestions.meant(&file.path, &file.written, asker);
        Some(match reference.use_ {
            Use::Shown if !is_source(&file.path) => {
                let slash = if file.is_absolute { "/" } else { "" };
                let path = format!("{slash}{}", file.path);
                Finding::Problem(ContentProblem::MissingPicture { path, nearest }.into())
            }
            Use::Shown | Use::Linked => {
                let address = reference.url.clone();
                AddressProblem::BrokenAddress { address, nearest }.into()
            }
        })
    }

    /// The problem of a file's folder that cannot be read: then it is unknown whether the file
    /// exists.
    fn closed_folder(self, file: &ProjectPath) -> Option<Diagnostic> {
        let refused = self.world.refused("slides");
        let is_above = |(path, _): &&(ProjectPath, FileError)| file.below(path.as_str()).is_some();
        refused.iter().find(is_above).and_then(|(path, error)| unusable(path, error.clone()))
    }
}

/// The result of checking an address.
enum Finding {
    /// It has no target.
    Problem(Problem),
    /// The folder of its target cannot be read.
    Folder(Box<Diagnostic>),
}

impl From<AddressProblem> for Finding {
    fn from(problem: AddressProblem) -> Self {
        Self::Problem(problem.into())
    }
}

/// Whether a text comes from a revision.
fn is_of_revision(span: Option<&Span>) -> bool {
    span.is_some_and(|span| span.file.revision().is_some())
}

/// Who refers to something at a location of a deck.
fn asker<'a>(deck: &'a SiteDeck, span: Option<&'a Span>) -> Asker<'a> {
    let folder = span.and_then(|span| span.file.below("slides"));
    let folder = folder.and_then(|file| file.rsplit_once('/')).map_or("", |(folder, _)| folder);
    Asker { folder, deck: &deck.deck.name }
}

/// The name of a deck in messages: with its event's slug, if it is the deck of one.
fn label(page: &OutPath, deck: &SiteDeck) -> String {
    match page.folder().strip_prefix("events/") {
        Some(slug) => format!("{slug}/{}", deck.deck.name),
        None => deck.deck.name.clone(),
    }
}

fn has_extension(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(stem, _)| !stem.is_empty())
}
