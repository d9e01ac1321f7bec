//! The only queries of the core to the outside: files, lists of files, and whether the result is
//! still needed.
//!
//! `io::files` implements it for the disk, [`MemoryWorld`] in memory. The clock, the environment
//! and the network are deliberately absent.

mod cancel;
mod layers;
pub mod links;
mod revision;
mod spelling;

pub use self::cancel::{Cancel, Cancellable, Cancelled};
pub use self::layers::{Layered, Layers, place_in_overlay};
pub use self::revision::AtRevision;
pub use self::spelling::Spelled;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::{Arc, Mutex, PoisonError};

use self::links::LinkTarget;
use crate::diag::{FileProblem, Problem, RevisionTrouble, SizeProblem, Skipped};
use crate::path::ProjectPath;
use crate::picture;
use crate::source::Source;
use crate::span::LARGEST_TEXT;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FileError {
    /// There is no such file.
    Missing,
    /// It is a folder.
    Folder,
    /// It is outside the site, through `..` or a symbolic link.
    Outside,
    /// It has this many bytes, more than [`LARGEST_TEXT`].
    TooLarge(u64),
    /// It is not UTF-8 from this byte on.
    NotUtf8(usize),
    /// The system's refusal.
    Unreadable(String),
}

impl FileError {
    /// The problem for a file that an author names by this path. `missing` describes a file that
    /// does not exist; suggestions and reasons depend on where authors name files.
    pub fn problem(self, path: String, missing: impl FnOnce(String) -> FileProblem) -> Problem {
        match self {
            Self::Missing => missing(path).into(),
            Self::Folder => FileProblem::ChapterFolder { path }.into(),
            Self::Outside => FileProblem::OutsideSite { path, nearest: None }.into(),
            Self::TooLarge(bytes) => SizeProblem::too_large(path, bytes).into(),
            Self::NotUtf8(_) => FileProblem::NotUtf8 { path }.into(),
            Self::Unreadable(reason) => FileProblem::UnreadableFile { path, reason }.into(),
        }
    }
}

/// How many final parts of a path [`found_inside`] looks up.
const MOST_ENDINGS: usize = 32;

/// The file of a folder that a path from elsewhere probably means: one whose path is the end of it,
/// such as `day1/x.md` for `/day1/x.md` and `../slides/day1/x.md`.
pub fn found_inside(world: &dyn World, folder: &str, written: &str) -> Option<String> {
    let written = written.replace('\\', "/");
    let names: Vec<&str> =
        written.split('/').filter(|name| !matches!(*name, "" | "." | "..")).collect();
    let endings = (0..names.len().min(MOST_ENDINGS)).map(|start| names[start..].join("/"));
    let is_there = |path: &String| {
        *path != written && world.is_file(&ProjectPath::new(&format!("{folder}/{path}")))
    };
    endings.into_iter().find(is_there)
}

/// The queries of a build.
pub trait World: Sync {
    /// A text file.
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError>;

    /// A text file to show a location in: invalid UTF-8 is replaced.
    fn excerpt(&self, path: &ProjectPath) -> Option<Source> {
        self.source(path).ok()
    }

    /// Whether a file exists, of any kind; folders are not files.
    fn is_file(&self, path: &ProjectPath) -> bool;

    /// All files below a folder, with their paths in order. Hidden ones are omitted.
    fn list(&self, folder: &str) -> Arc<[ProjectPath]>;

    /// The commit of a readable revision, by paths of [`ProjectPath::at`]; otherwise the reason.
    fn revision(&self, name: &str) -> Result<String, RevisionTrouble> {
        let _ = name;
        Err(RevisionTrouble::NoRepository)
    }

    /// Identifies the content of a file of a revision.
    fn blob(&self, path: &ProjectPath) -> Option<String> {
        let _ = path;
        None
    }

    /// The content of a file of a revision.
    fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        let _ = path;
        None
    }

    /// The content of a file of any kind with at most this many bytes.
    fn content(&self, path: &ProjectPath, most: usize) -> Result<Arc<[u8]>, FileError> {
        let text = self.source(path)?;
        let bytes = text.text().as_bytes();
        if bytes.len() > most {
            Err(FileError::TooLarge(bytes.len() as u64))
        } else {
            Ok(bytes.into())
        }
    }

    /// Where the file seen at a path really is.
    fn origin(&self, path: &ProjectPath) -> ProjectPath {
        path.clone()
    }

    /// Existing entries that a list lacks, and the reason.
    fn refused(&self, _folder: &str) -> Arc<[(ProjectPath, FileError)]> {
        Arc::from([])
    }

    /// Entries that a list omits because they are hidden or have a name that no path of the site
    /// can have. Hidden folders are not searched.
    fn skipped(&self, _folder: &str) -> Arc<[(ProjectPath, Skipped)]> {
        Arc::from([])
    }

    /// The symbolic links at a path and below it, and their targets as written. Links reached
    /// through others are omitted.
    fn links(&self, _folder: &str) -> Arc<[(ProjectPath, String)]> {
        Arc::from([])
    }

    /// The properties of a picture, if its size can be determined.
    fn picture(&self, path: &ProjectPath) -> Option<picture::PictureFacts>;

    /// Whether two files have the same content; false if one of them cannot be read.
    fn have_same_content(&self, one: &ProjectPath, other: &ProjectPath) -> bool {
        let text = |path| self.source(path).ok().map(|source| source.shared_text());
        text(one).is_some_and(|text_of_one| text(other) == Some(text_of_one))
    }

    /// Whether this build was cancelled. Once it is cancelled, it stays so, and its result is
    /// discarded: nothing may depend on the answer.
    fn is_cancelled(&self) -> bool {
        false
    }

    /// An error if this build was cancelled.
    fn go_on(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }
}

/// The questions to a world, and its answers.
#[derive(Clone, Debug, Default)]
pub struct Dependencies {
    sources: BTreeMap<ProjectPath, Result<Source, FileError>>,
    files: BTreeMap<ProjectPath, bool>,
    lists: BTreeMap<String, Arc<[ProjectPath]>>,
    sizes: BTreeMap<ProjectPath, Option<picture::PictureFacts>>,
    same: BTreeMap<(ProjectPath, ProjectPath), bool>,
    origins: BTreeMap<ProjectPath, ProjectPath>,
    revisions: BTreeMap<String, Result<String, RevisionTrouble>>,
}

impl Dependencies {
    /// Whether a world still agrees.
    pub fn are_up_to_date_in(&self, world: &dyn World) -> bool {
        self.sources.iter().all(|(path, said)| world.source(path) == *said)
            && self.files.iter().all(|(path, said)| world.is_file(path) == *said)
            && self.lists.iter().all(|(folder, said)| world.list(folder) == *said)
            && self.sizes.iter().all(|(path, said)| world.picture(path) == *said)
            && self
                .same
                .iter()
                .all(|((one, other), said)| world.have_same_content(one, other) == *said)
            && self.origins.iter().all(|(path, said)| world.origin(path) == *said)
            && self.revisions.iter().all(|(name, said)| world.revision(name) == *said)
    }

    /// The same for a reader of nothing but the files of one commit: these do not change, so only
    /// the commit is checked again.
    #[must_use]
    pub fn of_commit(self) -> Self {
        Self { revisions: self.revisions, ..Self::default() }
    }

    /// The requested files, whether they exist or not.
    pub fn paths(&self) -> impl Iterator<Item = &ProjectPath> {
        self.sources.keys().chain(self.files.keys()).chain(self.sizes.keys())
    }
}

/// Forwards questions to a world and records its answers: with the same answers, the reader would
/// do the same again.
pub struct Recording<'a> {
    world: &'a dyn World,
    answers: Mutex<Dependencies>,
}

impl<'a> Recording<'a> {
    /// Records a world.
    pub fn new(world: &'a dyn World) -> Self {
        Self { world, answers: Mutex::default() }
    }

    /// The answers so far.
    pub fn finish(self) -> Dependencies {
        self.answers.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, note: impl FnOnce(&mut Dependencies)) {
        note(&mut self.answers.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl World for Recording<'_> {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        let said = self.world.source(path);
        self.note(|answers| _ = answers.sources.insert(path.clone(), said.clone()));
        said
    }

    fn excerpt(&self, path: &ProjectPath) -> Option<Source> {
        self.world.excerpt(path) // For showing a location: nothing depends on it.
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        let said = self.world.is_file(path);
        self.note(|answers| _ = answers.files.insert(path.clone(), said));
        said
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        let said = self.world.list(folder);
        self.note(|answers| _ = answers.lists.insert(folder.to_owned(), Arc::clone(&said)));
        said
    }

    fn revision(&self, name: &str) -> Result<String, RevisionTrouble> {
        let said = self.world.revision(name);
        self.note(|answers| _ = answers.revisions.insert(name.to_owned(), said.clone()));
        said
    }

    fn blob(&self, path: &ProjectPath) -> Option<String> {
        self.world.blob(path)
    }

    fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        self.world.bytes(path)
    }

    fn content(&self, path: &ProjectPath, most: usize) -> Result<Arc<[u8]>, FileError> {
        self.world.content(path, most) // No deck asks for it.
    }

    fn origin(&self, path: &ProjectPath) -> ProjectPath {
        let said = self.world.origin(path);
        self.note(|answers| _ = answers.origins.insert(path.clone(), said.clone()));
        said
    }

    fn refused(&self, folder: &str) -> Arc<[(ProjectPath, FileError)]> {
        self.world.refused(folder) // For diagnostics: what is built does not depend on it.
    }

    fn skipped(&self, folder: &str) -> Arc<[(ProjectPath, Skipped)]> {
        self.world.skipped(folder)
    }

    fn links(&self, folder: &str) -> Arc<[(ProjectPath, String)]> {
        self.world.links(folder) // Answers about files include their targets.
    }

    fn picture(&self, path: &ProjectPath) -> Option<picture::PictureFacts> {
        let said = self.world.picture(path);
        self.note(|answers| _ = answers.sizes.insert(path.clone(), said));
        said
    }

    fn have_same_content(&self, one: &ProjectPath, other: &ProjectPath) -> bool {
        let said = self.world.have_same_content(one, other);
        let files = (one.clone(), other.clone());
        self.note(|answers| _ = answers.same.insert(files, said));
        said
    }

    fn is_cancelled(&self) -> bool {
        self.world.is_cancelled()
    }
}

/// The first hidden name on the path from a folder to a file, as a path.
fn hidden_part(path: &ProjectPath, folder: &str) -> Option<ProjectPath> {
    let rest = path.below(folder)?;
    let start = path.as_str().len() - rest.len();
    let mut ends = rest.match_indices('/').map(|(end, _)| start + end).collect::<Vec<_>>();
    ends.push(path.as_str().len());
    let parts = ends.iter().map(|&end| ProjectPath::new(&path.as_str()[..end]));
    parts.into_iter().find(|part| part.file_name().starts_with('.'))
}

/// A site in memory, for tests and for tools.
///
/// Files at `v1:slides/a.md` are those of the revision `v1`.
#[derive(Default, Debug, Clone)]
pub struct MemoryWorld {
    files: BTreeMap<ProjectPath, String>,
    links: BTreeMap<ProjectPath, String>,
}

impl MemoryWorld {
    /// Adds or replaces a file.
    #[must_use]
    pub fn with(mut self, path: &str, text: impl Into<String>) -> Self {
        self.files.insert(ProjectPath::new(path), text.into());
        self
    }

    /// Adds a symbolic link.
    #[must_use]
    pub fn with_link(mut self, path: &str, target: &str) -> Self {
        self.links.insert(ProjectPath::new(path), target.to_owned());
        self
    }

    /// The text of a file, also through links.
    fn text(&self, path: &ProjectPath) -> Option<&String> {
        if self.links.is_empty() {
            return self.files.get(path);
        }
        self.files.get(self.followed().get(path.as_str())?)
    }

    /// All files, by their paths with and without links.
    fn followed(&self) -> BTreeMap<String, ProjectPath> {
        let files =
            self.files.keys().map(|path| (path.to_string(), LinkTarget::File(path.clone())));
        let links = self.links.iter();
        let links =
            links.map(|(path, target)| (path.to_string(), LinkTarget::Link(target.clone())));
        links::followed(&files.chain(links).collect()).unwrap_or_default()
    }
}

impl World for MemoryWorld {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        match self.text(path) {
            Some(text) if text.len() > LARGEST_TEXT => Err(FileError::TooLarge(text.len() as u64)),
            Some(text) => Ok(Source::new(path.clone(), text)),
            None if !self.list(path.as_str()).is_empty() => Err(FileError::Folder),
            None => Err(FileError::Missing),
        }
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        self.text(path).is_some()
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        let is_top =
            |path: &ProjectPath| folder.ends_with(':') && path.as_str().starts_with(folder);
        let below =
            |path: &ProjectPath| folder.is_empty() || is_top(path) || path.below(folder).is_some();
        let is_seen = |path: &ProjectPath| below(path) && hidden_part(path, folder).is_none();
        if self.links.is_empty() {
            return self.files.keys().filter(|path| is_seen(path)).cloned().collect();
        }
        self.followed().keys().map(|path| ProjectPath::new(path)).filter(is_seen).collect()
    }

    fn skipped(&self, folder: &str) -> Arc<[(ProjectPath, Skipped)]> {
        let below = self.files.keys().filter(|path| path.below(folder).is_some());
        let hidden: BTreeSet<_> = below.filter_map(|path| hidden_part(path, folder)).collect();
        hidden.into_iter().map(|path| (path, Skipped::Hidden)).collect()
    }

    fn links(&self, folder: &str) -> Arc<[(ProjectPath, String)]> {
        let is_of = |path: &ProjectPath| path.as_str() == folder || path.below(folder).is_some();
        let links = self.links.iter().filter(|(path, _)| is_of(path));
        links.map(|(path, target)| (path.clone(), target.clone())).collect()
    }

    fn revision(&self, name: &str) -> Result<String, RevisionTrouble> {
        let is_of = |path: &ProjectPath| path.revision().is_some_and(|(of, _)| of == name);
        let files = self.files.iter().filter(|(path, _)| is_of(path));
        let all: Vec<String> = files.map(|(path, text)| format!("{path}\0{text}\0")).collect();
        if all.is_empty() {
            return Err(RevisionTrouble::Unknown);
        }
        // As in git, changed files mean another commit.
        Ok(Source::new(ProjectPath::new(name), &all.concat()).shared_text().digest())
    }

    fn blob(&self, path: &ProjectPath) -> Option<String> {
        path.revision()?;
        let text = self.source(path).ok()?.shared_text();
        Some(text.digest())
    }

    fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        path.revision()?;
        Some(self.source(path).ok()?.text().as_bytes().into())
    }

    fn picture(&self, path: &ProjectPath) -> Option<picture::PictureFacts> {
        picture::picture(Cursor::new(self.text(path)?))
    }
}
