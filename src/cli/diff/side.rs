//! One side of a comparison: a revision, an output, or the working tree, and the pages that it has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::changes::{ContentPool, DeckAddress, DeckSnapshot, SiteSnapshot, SlideContent};
use crate::cli::run::{CommandRun, has_errors, summary};
use crate::cli::{say, threads};
use crate::diag::{FileProblem, RevisionTrouble, Severity, Warned};
use crate::io::files::DiskWorld;
use crate::io::named;
use crate::output::Content;
use crate::path::{OutPath, ProjectPath};
use crate::render::deck_text;
use crate::report;
use crate::site::{Built, Session};
use crate::span::LARGEST_TEXT;
use crate::world::{AtRevision, World};

/// The largest picture whose bytes are compared; larger ones count as changed.
const LARGEST_PICTURE: usize = 64 << 20;

/// How many digits of a commit are shown.
const SHORT_COMMIT: usize = 10;

/// A side that can be read.
pub(super) enum DiffSide {
    /// The site's files in the working tree.
    WorkingTree,
    /// The site's files at a revision: its name, and the commit.
    Revision(String, String),
    /// The pages of an output: the folder, as the user names it.
    Output(String, Box<DiskWorld>),
}

/// The contents of a side.
pub(super) struct ReadSide {
    pub(super) snapshot: SiteSnapshot,
    files: SideFiles,
}

/// Where the files of a side are.
enum SideFiles {
    /// Made by a build; at a revision of this name, or from the working tree.
    Built(BTreeMap<OutPath, Content>, Option<String>),
    /// In a folder.
    Output(Box<DiskWorld>),
}

impl DiffSide {
    /// What an argument means: nothing and `.` are the working tree; an argument that begins with
    /// `./`, `../` or `/`, or ends with `/`, is a folder; anything else is a revision, or a folder
    /// if there is no such revision.
    pub(super) fn open(run: &CommandRun<'_>, name: Option<&str>) -> Result<Self, String> {
        let Some(name) = name.filter(|name| *name != ".") else { return Ok(Self::WorkingTree) };
        let plain = name.replace(std::path::MAIN_SEPARATOR, "/");
        let is_path = ["./", "../"].iter().any(|start| plain.starts_with(start))
            || plain == ".."
            || plain.ends_with('/')
            || Path::new(name).is_absolute();
        if is_path {
            return Self::output(name);
        }
        match run.world.revision(name) {
            Ok(commit) => {
                if named::is_folder(name) {
                    run.say(&format!(
                        "note: `{name}` is taken as a revision; for the folder, write `./{name}`\n"
                    ));
                }
                Ok(Self::Revision(name.to_owned(), commit))
            }
            Err(_) if named::is_folder(name) => Self::output(name),
            Err(trouble) => Err(missing(name, &trouble)),
        }
    }

    fn output(name: &str) -> Result<Self, String> {
        let world = DiskWorld::new(Path::new(name)).map_err(|error| format!("{name}: {error}"))?;
        Ok(Self::Output(name.to_owned(), Box::new(world)))
    }

    /// Its name in reports.
    pub(super) fn name(&self) -> String {
        match self {
            Self::WorkingTree => "working tree".to_owned(),
            Self::Revision(name, commit) if commit.starts_with(name.as_str()) => name.clone(),
            Self::Revision(name, commit) => {
                format!("{name} ({})", commit.get(..SHORT_COMMIT).unwrap_or(commit))
            }
            Self::Output(name, _) => name.clone(),
        }
    }

    /// Reads all pages.
    pub(super) fn read(self, run: &CommandRun<'_>) -> Result<ReadSide, String> {
        threads::start();
        let name = self.name();
        match self {
            Self::WorkingTree => built(run, &name, &run.world, None),
            Self::Revision(revision, _) => {
                let world = AtRevision::new(&run.world, &revision);
                built(run, &name, &world, Some(revision.clone()))
            }
            Self::Output(name, world) => {
                let snapshot = output(&name, &world)?;
                Ok(ReadSide { snapshot, files: SideFiles::Output(world) })
            }
        }
    }
}

/// Why a name is neither a revision nor a folder.
fn missing(name: &str, trouble: &RevisionTrouble) -> String {
    let fix = trouble.fix();
    match trouble {
        RevisionTrouble::Name | RevisionTrouble::NoRepository | RevisionTrouble::Unknown => {
            format!("{}, and no folder of this name; {fix}", trouble.found(name))
        }
        RevisionTrouble::Shallow
        | RevisionTrouble::Partial(_)
        | RevisionTrouble::Links(_)
        | RevisionTrouble::Git(_) => format!("`{name}`: {}; {fix}", trouble.found(name)),
    }
}

/// Builds a side. Its problems are reported; after an error, nothing is compared.
fn built(
    run: &CommandRun<'_>,
    name: &str,
    world: &dyn World,
    revision: Option<String>,
) -> Result<ReadSide, String> {
    let Warned { output, mut diagnostics } = Session::new(run.config.clone()).build(world);
    if has_errors(&diagnostics) {
        diagnostics.retain(|diagnostic| diagnostic.severity() == Severity::Error);
        let style = run.arguments.output.style();
        let format = (run.arguments.output.format, style);
        say(&report::write_in(format, "", &diagnostics, world));
        return Err(format!("{name} cannot be built: {}", summary(&diagnostics)));
    }
    let Built { site, pages, .. } = output;
    let pages: Vec<_> = pages.into_iter().collect();
    let pages = pages.into_par_iter().map(|(path, page)| (path, page.html()));
    let mut snapshot = snapshot(pages);
    for (path, content) in &site.files {
        let slug = SiteSnapshot::event_of_page(path.as_str());
        if let (Some(slug), Content::Bytes(bytes)) = (slug, content) {
            event(&mut snapshot, slug, &String::from_utf8_lossy(bytes));
        }
    }
    Ok(ReadSide { snapshot, files: SideFiles::Built(site.files, revision) })
}

/// Reads the pages of an output.
fn output(name: &str, world: &DiskWorld) -> Result<SiteSnapshot, String> {
    let files = world.list("");
    let text = |path: &ProjectPath| {
        let bytes = world.content(path, LARGEST_TEXT);
        let bytes = bytes.map_err(|error| {
            let missing = |path| FileProblem::MissingChapter { path, nearest: None };
            let problem = error.problem(path.to_string(), missing);
            format!("{name}: {}", problem.words().message)
        })?;
        Ok::<_, String>(String::from_utf8_lossy(&bytes).into_owned())
    };
    let is_deck = |path: &&ProjectPath| DeckAddress::of_page(path.as_str()).is_some();
    let pages: Vec<&ProjectPath> = files.iter().filter(is_deck).collect();
    let pages: Vec<(OutPath, String)> = pages
        .into_par_iter()
        .map(|path| Ok((OutPath::cleaned(path.as_str()), text(path)?)))
        .collect::<Result<_, String>>()?;
    let mut snapshot = snapshot(pages.into_par_iter());
    if snapshot.decks.is_empty() {
        return Err(format!(
            "{name}: there is no page of a deck; name the folder of an output, or a revision"
        ));
    }
    for path in files.iter() {
        if let Some(slug) = SiteSnapshot::event_of_page(path.as_str()) {
            event(&mut snapshot, slug, &text(path)?);
        }
    }
    Ok(snapshot)
}

/// Reads the decks among pages.
fn snapshot(pages: impl ParallelIterator<Item = (OutPath, String)>) -> SiteSnapshot {
    let pool = Mutex::new(ContentPool::default());
    let keep = |content: SlideContent| -> Arc<SlideContent> {
        pool.lock().unwrap_or_else(PoisonError::into_inner).shared(content)
    };
    let decks = pages.filter_map(|(path, html)| {
        let address = DeckAddress::of_page(path.as_str())?;
        Some((address, DeckSnapshot::of_page(path.as_str(), &html, &keep)?))
    });
    SiteSnapshot { decks: decks.collect(), events: BTreeMap::new() }
}

/// Notes an event by its page, unless that is the page of a deck.
fn event(snapshot: &mut SiteSnapshot, slug: &str, html: &str) {
    let index = DeckAddress { event: Some(slug.to_owned()), deck: "index".to_owned() };
    if !snapshot.decks.contains_key(&index) {
        let title = deck_text::main_heading(html).unwrap_or_default();
        snapshot.events.insert(slug.to_owned(), title);
    }
}

/// The pictures that both sides show under the same name, and whose bytes differ.
pub(super) fn changed_pictures(
    run: &CommandRun<'_>,
    old: &ReadSide,
    new: &ReadSide,
) -> BTreeSet<String> {
    let of_new = new.snapshot.pictures();
    let both: Vec<&str> =
        old.snapshot.pictures().into_iter().filter(|path| of_new.contains(path)).collect();
    let differs = |path: &&str| {
        let Some(path) = OutPath::new(path) else { return false };
        match (old.files.content(&path), new.files.content(&path)) {
            (None, None) => false,
            (Some(one), Some(other)) => {
                // Git names the same bytes by the same number.
                match (old.files.blob(run, &one), new.files.blob(run, &other)) {
                    (Some(one), Some(other)) => one != other,
                    _ => old.files.bytes(run, one) != new.files.bytes(run, other),
                }
            }
            (Some(_), None) | (None, Some(_)) => true,
        }
    };
    both.into_par_iter().filter(differs).map(str::to_owned).collect()
}

impl SideFiles {
    /// A file of the output.
    fn content(&self, path: &OutPath) -> Option<Content> {
        match self {
            Self::Built(files, _) => files.get(path).cloned(),
            Self::Output(world) => {
                let path = ProjectPath::new(path.as_str());
                world.is_file(&path).then_some(Content::Copy(path))
            }
        }
    }

    /// Where a file of the site is read.
    fn place(&self, path: ProjectPath) -> ProjectPath {
        match self {
            Self::Built(_, Some(revision)) if path.revision().is_none() => path.at(revision),
            Self::Built(..) | Self::Output(_) => path,
        }
    }

    /// The number that git has for a file.
    fn blob(&self, run: &CommandRun<'_>, content: &Content) -> Option<String> {
        match (self, content) {
            (Self::Built(..), Content::Copy(path)) => run.world.blob(&self.place(path.clone())),
            (Self::Built(..), Content::Bytes(_)) | (Self::Output(_), _) => None,
        }
    }

    fn bytes(&self, run: &CommandRun<'_>, content: Content) -> Option<Arc<[u8]>> {
        let path = match content {
            Content::Bytes(bytes) => return Some(bytes),
            Content::Copy(path) => self.place(path),
        };
        let world = match self {
            Self::Built(..) => &run.world,
            Self::Output(world) => world,
        };
        world.content(&path, LARGEST_PICTURE).ok()
    }
}
