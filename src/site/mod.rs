//! Sites: all decks of a world become an ordered map from output paths to contents.
//!
//! The one room that may use threads. The order of the work does not show in the result.

mod assets;
mod audience;
mod backgrounds;
mod colours;
mod direction;
mod events;
mod front;
mod frozen;
mod links;
mod markup;
mod overlays;
mod page;
mod patch;
mod session;
mod sets;
mod sheet;
mod sources;
mod tags;
mod templates;

use std::collections::btree_map::{BTreeMap, Entry};
use std::sync::Arc;

pub use self::assets::built_in;
pub use self::audience::{Addresses, Needs};
pub use self::page::{DeckPage, SpeakerNotes};
pub use self::patch::{Change, Frame, Patch, Shift, Splice};
pub use self::session::{Built, Session};

use jiff::civil::Date;

use crate::deck::{Account, DeckPlan, Repository};
use crate::diag::{Diagnostic, FileProblem, GitTrouble, ManifestProblem, Severity, Warned};
use crate::event::{self, Workshops};
use crate::manifest::Overrides;
use crate::path::{OutPath, ProjectPath, composed, is_same_name};
use crate::source::Source;
use crate::span::Span;
use crate::world::{FileError, World};

/// What to build, resolved from the command line and the environment.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The decks to build, by name; all when empty.
    pub decks: Vec<String>,
    /// The event whose slide set is the whole output, by its slug.
    pub event: Option<String>,
    /// Values in front of those of the manifests.
    pub overrides: Overrides,
    /// Where the sources can be seen and edited.
    pub repository: Repository,
    /// What kept git from saying where that is.
    pub no_links: Option<GitTrouble>,
    /// Whether slides say where they were written.
    pub sources: Sources,
    /// What happens to notes that a manifest calls private.
    pub private_notes: PrivateNotes,
    /// Whether advice is given as well: what could be better, though nothing is wrong.
    pub advice: Advice,
    /// The day that decides what is past; without one, nothing is.
    pub today: Option<Date>,
}

/// Whether advice is given as well.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Advice {
    /// As `deckyard check` does.
    #[default]
    Wanted,
    /// As `deckyard build` has it: what it says must be worth reading each time.
    Unwanted,
}

/// What happens to notes that a manifest calls private.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum PrivateNotes {
    /// They go, before anything is made of them.
    #[default]
    LeftOut,
    /// Pages have them, except those of [`DeckPage::for_audience`]: for a site that is shown to
    /// its author, and never written.
    ForPresenter,
}

/// Whether slides say where they were written.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Sources {
    /// `data-source` and the footer with its edit link.
    #[default]
    Shown,
    /// Neither.
    Hidden,
}

/// The content of a file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// A copy of a file of the site.
    Copy(ProjectPath),
}

/// A site, ready to be written.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The files of the output.
    pub files: BTreeMap<OutPath, Content>,
    /// Per deck what it shows and leaves out, in the order of the names.
    pub accounts: Vec<(String, Account)>,
    /// The same for the decks of events, by slug and name, in the order of the file.
    pub event_accounts: Vec<(String, Account)>,
}

impl Site {
    fn insert(&mut self, path: &str, content: Content) {
        if let Some(path) = OutPath::new(path) {
            self.files.insert(path, content);
        }
    }

    /// Puts the picture that a page of a deck shows to other sites beside it.
    fn put_card(&mut self, public: &front::Public, page: Option<&DeckPage>) {
        let around = page.iter().flat_map(|page| &page.around);
        for (path, card) in around.filter_map(|part| public.shown_by(part)) {
            self.files.entry(path).or_insert(card);
        }
    }

    fn insert_text(&mut self, path: &str, text: String) {
        self.insert(path, Content::Bytes(Arc::from(text.into_bytes())));
    }
}

/// The manifests of a site: the files `*.yml` directly in `slides/`.
pub fn manifests(world: &dyn World) -> Vec<ProjectPath> {
    let files = world.list("slides");
    let is_manifest = |file: &&ProjectPath| file.folder() == "slides" && file.has_extension("yml");
    let mut manifests: Vec<_> = files.iter().filter(is_manifest).cloned().collect();
    manifests.sort();
    manifests
}

/// Builds a site. With an error among the diagnostics it is not fit to be written.
pub fn build(world: &dyn World, config: &Config) -> Warned<Site> {
    let Warned { output, diagnostics } = Session::new(config.clone()).build(world);
    Warned::new(output.finish(), diagnostics)
}

/// What `workshops.yml` says, and the list of events of container.training where it lists none.
pub fn workshops(world: &dyn World, diagnostics: &mut Vec<Diagnostic>) -> Arc<Workshops> {
    let [own, other] = event::find(world);
    let other = other.and_then(|path| match world.source(&path) {
        Ok(source) => Some(source),
        Err(error) => {
            // Whoever lists events elsewhere does not need it.
            let told = unusable(&path, error).filter(|_| own.is_none());
            diagnostics.extend(told.map(event::of_other_list));
            None
        }
    });
    let own = match own.map(|path| source(world, &path, diagnostics)) {
        Some(None) => return Arc::default(), // What is wrong with it was said.
        own => own.flatten(),
    };
    read_workshops(own.as_ref(), other.as_ref()).take(diagnostics)
}

/// The part of the list that one event needs which stands alone; where, nobody knows.
fn alone(workshops: &Workshops, slug: &str) -> Workshops {
    let mut alone = workshops.clone();
    alone.events.retain(|event| event.slug == slug);
    let names = || alone.events.iter().flat_map(|event| &event.speakers);
    let has = |id: &str| names().any(|name| name.value == id);
    let speakers = alone.speakers.iter().filter(|speaker| has(&speaker.id.value));
    alone.speakers = speakers.cloned().collect();
    alone.redirects.clear();
    alone.settings.url.clear();
    alone
}

/// The list of events, read once.
#[comemo::memoize]
fn read_workshops(own: Option<&Source>, other: Option<&Source>) -> Warned<Arc<Workshops>> {
    let Warned { output, diagnostics } = match (own, other) {
        (Some(own), Some(other)) => event::read_both(own, other),
        (Some(list), None) | (None, Some(list)) => event::read(list),
        (None, None) => return Warned::new(Arc::default(), Vec::new()),
    };
    Warned::new(Arc::new(output), diagnostics)
}

fn source(
    world: &dyn World,
    path: &ProjectPath,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Source> {
    let error = match world.source(path) {
        Ok(source) => return Some(source),
        Err(error) => error,
    };
    let name = path.to_string();
    if let FileError::NotUtf8(byte) = error {
        diagnostics.push(not_utf8(path, byte));
        return None;
    }
    let gone = |path| FileProblem::UnreadableFile { path, reason: "it is gone".to_owned() };
    let problem = error.problem(name, gone);
    diagnostics.push(Diagnostic::new(problem, Span::start_of(path.clone())));
    None
}

/// What is wrong with a file that need not be there.
fn unusable(path: &ProjectPath, error: FileError) -> Option<Diagnostic> {
    let name = path.to_string();
    let problem = match error {
        FileError::Missing => return None,
        FileError::NotUtf8(byte) => return Some(not_utf8(path, byte)),
        FileError::Folder => {
            FileProblem::UnreadableFile { path: name, reason: "it is a folder".to_owned() }.into()
        }
        error => {
            error.problem(name, |path| FileProblem::UnreadableFile { path, reason: String::new() })
        }
    };
    Some(Diagnostic::new(problem, Span::start_of(path.clone())))
}

/// Reports what is there and cannot be listed: a site without it would look like one where it was
/// removed. Chapters that cannot be read are reported by the decks that list them.
fn refused(world: &dyn World, diagnostics: &mut Vec<Diagnostic>) {
    for folder in ["slides", "static", "templates"] {
        for (path, error) in world.refused(folder).iter() {
            let is_manifest = path.folder() == "slides" && path.has_extension("yml");
            if folder != "slides" || path.as_str() == "slides" || is_manifest {
                diagnostics.extend(unusable(path, error.clone()));
            }
        }
    }
}

/// A diagnostic about a file whose text ends at a byte.
fn not_utf8(path: &ProjectPath, byte: usize) -> Diagnostic {
    let problem = FileProblem::NotUtf8 { path: path.to_string() };
    Diagnostic::new(problem, Span::new(path.clone(), byte, byte + 1))
}

/// Reports that there is no deck, and decks that would be written to one file: names that differ
/// in case only, or that the site or a file of `static/` needs for itself.
fn clashes(world: &dyn World, plans: &[&DeckPlan], diagnostics: &mut Vec<Diagnostic>) {
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity() == Severity::Error;
    if plans.is_empty() && !diagnostics.iter().any(is_error) && world.refused("slides").is_empty() {
        diagnostics.push(Diagnostic::nowhere(ManifestProblem::NoDeck));
    }
    let mut taken: BTreeMap<String, String> = ["index.html", "past.html", "404.html"]
        .into_iter()
        .map(|name| (name.to_owned(), "the site itself".to_owned()))
        .collect();
    let mut take = |name: String, path: &ProjectPath| match taken.entry(name.to_lowercase()) {
        Entry::Vacant(entry) => {
            entry.insert(format!("`{path}`"));
        }
        Entry::Occupied(entry) => {
            let mut other = entry.get().clone();
            if is_same_name(other.trim_matches('`'), path.as_str()) {
                other.push_str(", which spells its accents in other code points (NFC, NFD)");
            }
            let problem = ManifestProblem::OutputClash { name, other };
            diagnostics.push(Diagnostic::new(problem, Span::start_of(path.clone())));
        }
    };
    for plan in plans {
        take(format!("{}.html", plan.manifest.name), &plan.manifest.path);
    }
    for file in world.list("static").iter() {
        let name = file.below("static").unwrap_or_default();
        if name.rsplit_once('.').is_some_and(|(_, extension)| extension == "html") {
            take(composed(name).into_owned(), file);
        }
    }
}
