//! The output: who owns a path is decided here and nowhere else.
//!
//! Everything that wants to be written is a [`Claim`]: a path, what is to stand there, and where it comes
//! from. Nobody looks whether a path is taken; [`resolve`] compares all claims by the table in
//! `precedence.rs`, and what may not be decided by a rule is an error, `output-clash`.
//!
//! **Invariant:** the same claims in the same order give the same files, and no claim is lost without
//! another one that the table prefers.

mod precedence;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use self::precedence::{Verdict, is_programs, verdict};
use crate::diag::{ClashCure, Diagnostic, OutputProblem, Warned};
use crate::path::{OutPath, ProjectPath, composed, is_same_name};
use crate::routes::Route;
use crate::span::Span;

/// The content of a file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// A copy of a file of the site.
    Copy(ProjectPath),
}

impl Content {
    /// A text.
    pub(crate) fn text(text: String) -> Self {
        Self::Bytes(Arc::from(text.into_bytes()))
    }
}

/// Where something that wants to be written comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FileOrigin {
    /// A file that the author put there, in `static/` or as the card of an event.
    Author(ProjectPath),
    /// A file that a slide or a text of the author's refers to.
    Referenced(ProjectPath),
    /// The program makes it.
    Generated(Route),
}

/// Something that wants to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim<C = Content> {
    pub(crate) path: OutPath,
    pub(crate) content: C,
    pub(crate) origin: FileOrigin,
    /// What the author wrote that asks for it; a file of the author's is its own place.
    pub(crate) place: Option<Span>,
}

impl<C> Claim<C> {
    /// What the program makes.
    pub(crate) fn generated(route: Route, content: C, place: Option<Span>) -> Self {
        Self { path: route.path(), content, origin: FileOrigin::Generated(route), place }
    }

    /// The same claim to other content.
    pub(crate) fn map<D>(self, content: impl FnOnce(C) -> D) -> Claim<D> {
        let Self { path, content: inner, origin, place } = self;
        Claim { path, content: content(inner), origin, place }
    }
}

impl Claim {
    /// A file of the author's that is copied as it is.
    pub(crate) fn authors(path: OutPath, file: ProjectPath) -> Self {
        let content = Content::Copy(file.clone());
        Self { path, content, origin: FileOrigin::Author(file), place: None }
    }

    /// A file that a slide or a text refers to.
    pub(crate) fn referenced(path: OutPath, file: ProjectPath) -> Self {
        let content = Content::Copy(file.clone());
        Self { path, content, origin: FileOrigin::Referenced(file), place: None }
    }
}

/// Decides for each path what stands there, and reports the claims that no rule decides. The first claim
/// of an undecided path stays, and the site is not fit to be written.
pub(crate) fn resolve<C>(
    claims: impl IntoIterator<Item = Claim<C>>,
) -> Warned<BTreeMap<OutPath, C>> {
    let mut all = Resolver::new();
    for claim in claims {
        all.add(claim);
    }
    all.finish()
}

/// The claims that won until now.
struct Resolver<C> {
    /// `None` for those that lost to a later one.
    claims: Vec<Option<Claim<C>>>,
    /// By exact path. Nothing goes through it in order.
    exact: HashMap<OutPath, usize>,
    /// By the path as hosts see it that tell neither cases nor spellings apart.
    folded: BTreeMap<String, Vec<usize>>,
    clashes: Vec<Diagnostic>,
    /// Where a clash was reported: one cause can have several files.
    reported: BTreeSet<Option<Span>>,
}

impl<C> Resolver<C> {
    fn new() -> Self {
        Self {
            claims: Vec::new(),
            exact: HashMap::new(),
            folded: BTreeMap::new(),
            clashes: Vec::new(),
            reported: BTreeSet::new(),
        }
    }

    fn add(&mut self, claim: Claim<C>) {
        if let Some(&index) = self.exact.get(&claim.path) {
            self.decide(index, claim);
            return;
        }
        let key = folded(&claim.path);
        let others = self.folded.get(&key).cloned().unwrap_or_default();
        for index in others {
            let Some(other) = self.claims.get(index).and_then(Option::as_ref) else { continue };
            if verdict(other, &claim) == Verdict::Clash {
                let clash = clash(other, &claim);
                self.report(clash);
                return;
            }
        }
        let index = self.claims.len();
        self.exact.insert(claim.path.clone(), index);
        self.folded.entry(key).or_default().push(index);
        self.claims.push(Some(claim));
    }

    /// Decides between two claims to one path.
    fn decide(&mut self, index: usize, claim: Claim<C>) {
        let Some(slot) = self.claims.get_mut(index) else { return };
        let Some(other) = slot.as_ref() else { return };
        match verdict(other, &claim) {
            Verdict::First | Verdict::Both => {}
            Verdict::Second => *slot = Some(claim),
            Verdict::Clash => {
                let clash = clash(other, &claim);
                self.report(clash);
            }
        }
    }

    fn report(&mut self, clash: Diagnostic) {
        if self.reported.insert(clash.span.clone()) {
            self.clashes.push(clash);
        }
    }

    fn finish(mut self) -> Warned<BTreeMap<OutPath, C>> {
        self.check_folders();
        let claims = self.claims.into_iter().flatten();
        let files = claims.map(|claim| (claim.path, claim.content)).collect();
        Warned::new(files, self.clashes)
    }

    /// Reports files that stand where others need a folder.
    fn check_folders(&mut self) {
        let mut clashes = Vec::new();
        let mut checked = BTreeSet::new();
        for claim in self.claims.iter().flatten() {
            let mut folder = claim.path.folder();
            while !folder.is_empty() && checked.insert(folder) {
                let files = self.folded.get(&folded_text(folder));
                let files = files.into_iter().flatten();
                let files = files.filter_map(|&index| self.claims.get(index)?.as_ref());
                let is_there = |file: &&Claim<C>| {
                    file.path.as_str() == folder || is_programs(file) || is_programs(claim)
                };
                clashes.extend(files.filter(is_there).map(|file| clash(claim, file)));
                folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
            }
        }
        for clash in clashes {
            self.report(clash);
        }
    }
}

/// A path as hosts see it that tell neither cases nor spellings apart.
fn folded(path: &OutPath) -> String {
    folded_text(path.as_str())
}

fn folded_text(path: &str) -> String {
    composed(path).to_lowercase()
}

/// Two claims of which only one can be met. The author is told where a change is likeliest to be
/// possible: at a file, or else at what came later.
fn clash<C>(first: &Claim<C>, second: &Claim<C>) -> Diagnostic {
    let is_file = |claim: &Claim<C>| !matches!(claim.origin, FileOrigin::Generated(_));
    let (told, other) = if is_file(first) && !is_file(second) || place(second).is_none() {
        (first, second)
    } else {
        (second, first)
    };
    let mut by = words(other);
    let (name, others) = (told.path.as_str(), other.path.as_str());
    if name != others && is_same_name(name, others) {
        by.push_str(", which spells its accents in other code points (NFC, NFD)");
    }
    let cure = match &told.origin {
        FileOrigin::Author(_) | FileOrigin::Referenced(_) => ClashCure::RenameFile,
        FileOrigin::Generated(Route::Redirect(_)) => ClashCure::Redirect,
        FileOrigin::Generated(Route::Speaker(_)) => ClashCure::Speaker,
        FileOrigin::Generated(_) if is_manifest(told.place.as_ref()) => ClashCure::RenameFile,
        FileOrigin::Generated(_) => ClashCure::Event,
    };
    let problem = OutputProblem::OutputClash { name: name.to_owned(), other: by, cure };
    match place(told) {
        Some(place) => Diagnostic::new(problem, place),
        None => Diagnostic::nowhere(problem),
    }
}

fn is_manifest(place: Option<&Span>) -> bool {
    place.is_some_and(|span| span.file.below("slides").is_some())
}

/// Where the author asked for a claim.
fn place<C>(claim: &Claim<C>) -> Option<Span> {
    match &claim.origin {
        FileOrigin::Author(file) | FileOrigin::Referenced(file) => {
            Some(Span::start_of(file.clone()))
        }
        FileOrigin::Generated(_) => claim.place.clone(),
    }
}

/// What a claim comes from, in words.
fn words<C>(claim: &Claim<C>) -> String {
    match &claim.origin {
        FileOrigin::Author(file) | FileOrigin::Referenced(file) => format!("`{file}`"),
        FileOrigin::Generated(_) if is_manifest(claim.place.as_ref()) => {
            claim.place.as_ref().map_or_else(String::new, |span| format!("`{}`", span.file))
        }
        FileOrigin::Generated(route) => route.to_string(),
    }
}

#[cfg(test)]
mod tests;
