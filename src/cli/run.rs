//! Shared by the commands: a site, a configuration, functions to print.

#![expect(clippy::disallowed_methods, reason = "the environment is read here, once")]

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

pub(super) use super::site::EVENTS;
use super::site::SiteFolder;
use super::{ExitStatus, SiteArguments, say, threads};
use crate::diag::level::LevelSet;
use crate::diag::nearest::nearest;
use crate::diag::problem::counted;
use crate::diag::{Diagnostic, GitTrouble, Severity, Warned};
use crate::export::{self, Compressions, FileReader, Means, Parcel};
use crate::io::beneath::{OpenedFile, Root, SiteFile};
use crate::io::files::DiskWorld;
use crate::io::trouble::{Attempt, cannot};
use crate::io::{clock, git, named, write};
use crate::manifest::{OverrideOrigin, Overrides};
use crate::path::{OutPath, ProjectPath, is_same_name};
use crate::site::{
    self, Advice, Built, Config, Content, DeckPage, Publication, Session, Shard, Sources,
    TranscriptPage,
};
use crate::source::Source;
use crate::span::LARGEST_TEXT;
use crate::world::{FileError, World};

/// The name of the deck whose manifest comes from standard input.
const STANDARD_INPUT: &str = "stdin";

/// Shared by the commands: a world, a configuration, functions to print.
pub(super) struct CommandRun<'a> {
    pub(super) arguments: &'a SiteArguments,
    pub(super) world: DiskWorld,
    pub(super) config: Config,
    /// When it began, before reading anything.
    pub(super) begun: SystemTime,
    site: SiteFolder,
    /// The path of the current folder in the site, if it is inside.
    here: Option<String>,
    /// The manifest from standard input, if any.
    extra: Option<Source>,
}

impl<'a> CommandRun<'a> {
    /// A run that builds; it knows where the sources can be edited.
    pub(super) fn new(
        arguments: &'a SiteArguments,
        sources: Sources,
        advice: Advice,
    ) -> Result<Self, String> {
        let mut run = Self::plain(arguments)?;
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let (repository, trouble) = git::repository(run.world.root(), &variable)?;
        // Pages without edit links are complete. A folder made to look like a repository is
        // suspicious in any case.
        let is_reported = |trouble: &GitTrouble| {
            sources == Sources::Shown || matches!(trouble, GitTrouble::Bare(_))
        };
        let no_links = trouble.filter(is_reported);
        run.config = Config { repository, no_links, sources, advice, ..run.config };
        Ok(run)
    }

    /// A run that reads the site without asking git.
    pub(super) fn plain(arguments: &'a SiteArguments) -> Result<Self, String> {
        let begun = clock::now();
        let mut decks = arguments.decks.clone();
        let mut extra = None;
        if let Some(deck) = decks.iter_mut().find(|deck| *deck == "-") {
            STANDARD_INPUT.clone_into(deck);
            extra = Some(standard_input()?);
        }
        let site = SiteFolder::find(arguments.site.as_deref());
        if let Some(note) = site.note() {
            arguments.output.say(&note);
        }
        let world = world(&site, extra.as_ref())?;
        let decks = known_decks(&world, decks, &site)?;
        let config = Config {
            decks,
            event: arguments.event.clone().map(|slug| known_event(&world, slug)).transpose()?,
            overrides: overrides(&arguments.set),
            advice: Advice::Unwanted,
            today: Some(arguments.date.unwrap_or_else(clock::today)),
            ..Config::default()
        };
        let here = named::below(Path::new("."), world.root());
        Ok(Self { arguments, world, config, begun, site, here, extra })
    }

    /// The same with levels of findings.
    pub(super) fn with_levels(mut self, levels: LevelSet) -> Self {
        self.config.levels = levels;
        self
    }

    /// The same for a site that is published at an address.
    pub(super) fn published_at(mut self, url: Option<&str>, publication: Publication) -> Self {
        self.config.url = url.map(str::to_owned);
        self.config.publication = publication;
        self
    }

    /// The same for a site that is written.
    pub(super) fn for_output(mut self) -> Self {
        self.config.is_written = true;
        self
    }

    /// The same for a part of the site.
    pub(super) fn of_part(mut self, shard: Option<Shard>) -> Self {
        self.config.shard = shard;
        self
    }

    /// The site, with nothing read yet.
    pub(super) fn fresh_world(&self) -> Result<DiskWorld, String> {
        world(&self.site, self.extra.as_ref())
    }

    pub(super) fn build(&self) -> Warned<Built> {
        threads::start();
        Session::new(self.config.clone()).build(&self.world)
    }

    pub(super) fn report(&self, diagnostics: &[Diagnostic]) {
        self.arguments.output.report(diagnostics, &self.world);
    }

    pub(super) fn say(&self, text: &str) {
        self.arguments.output.say(text);
    }

    /// Turns a path relative to the current folder into one relative to the site's folder, if the
    /// file exists. What follows `#` stays.
    pub(super) fn path_from_here(&self, written: &str) -> Option<String> {
        let (file, slide) = match written.find('#') {
            Some(at) => written.split_at(at),
            None => (written, ""),
        };
        let path = self.new_path_from_here(file)?;
        let is_there = !file.is_empty() && self.world.is_file(&ProjectPath::new(&path));
        is_there.then(|| format!("{path}{slide}"))
    }

    /// The same for a file that need not exist. A final `/` is kept.
    pub(super) fn new_path_from_here(&self, written: &str) -> Option<String> {
        let here = self.here.as_deref().filter(|here| !here.is_empty())?;
        let written = written.replace(std::path::MAIN_SEPARATOR, "/");
        let path = ProjectPath::resolve(here, &written)?;
        let is_folder = written.ends_with('/') || [".", ".."].contains(&written.as_str());
        Some(format!("{path}{}", if is_folder { "/" } else { "" }))
    }
}

/// A path that a user typed, as the site writes it: shells of Windows complete `slides\a.md`.
pub(super) fn typed(path: &str) -> String {
    path.replace(std::path::MAIN_SEPARATOR, "/")
}

fn world(site: &SiteFolder, extra: Option<&Source>) -> Result<DiskWorld, String> {
    let world =
        DiskWorld::new(site.path()).map_err(|error| cannot(Attempt::Read, site.path(), &error))?;
    Ok(match extra {
        Some(extra) => world.with(extra.clone()),
        None => world,
    })
}

/// `OVERRIDE_<key>` of the environment, then `--set`.
fn overrides(set: &[(String, String)]) -> Overrides {
    let mut overrides = Overrides::default();
    let mut environment: Vec<_> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter_map(|(name, value)| Some((name.strip_prefix("OVERRIDE_")?.to_owned(), value)))
        .collect();
    environment.sort();
    for (key, value) in &environment {
        overrides.set_from(OverrideOrigin::Environment, key, value);
    }
    for (key, value) in set {
        overrides.set(key, value);
    }
    overrides
}

fn standard_input() -> Result<Source, String> {
    let mut text = String::new();
    io::stdin()
        .take(LARGEST_TEXT as u64 + 1)
        .read_to_string(&mut text)
        .map_err(|error| format!("standard input: {error}"))?;
    if text.len() > LARGEST_TEXT {
        return Err(format!("standard input: more than {} MiB", LARGEST_TEXT >> 20));
    }
    let path = ProjectPath::new(&format!("slides/{STANDARD_INPUT}.yml"));
    Ok(Source::new(path, &text))
}

/// The requested decks, all of which must exist.
fn known_decks(
    world: &dyn World,
    decks: Vec<String>,
    site: &SiteFolder,
) -> Result<Vec<String>, String> {
    let manifests = site::manifests(world);
    if manifests.is_empty() && decks.is_empty() {
        // An unreadable folder looks like an empty one.
        let refused = world.refused("slides");
        return Err(match refused.iter().find(|(folder, _)| folder.as_str() == "slides") {
            Some((_, FileError::Unreadable(error))) => {
                format!("cannot read `slides`: {error}: give this user the right to read it")
            }
            _ => site.no_manifest(world),
        });
    }
    let names: Vec<&str> = manifests.iter().map(ProjectPath::stem).collect();
    let typed = decks;
    let decks: Vec<String> = typed
        .iter()
        .map(|deck| {
            let file = deck.rsplit(['/', '\\']).next().unwrap_or(deck);
            file.strip_suffix(".yml").unwrap_or(file).to_owned()
        })
        .collect();
    for (deck, typed) in decks.iter().zip(&typed) {
        if !names.iter().any(|name| is_same_name(name, deck)) {
            let help = match nearest(deck, names.iter().copied()) {
                _ if named::is_folder(typed) => {
                    format!("it is a folder: name the folder of a site with `--site {typed}`")
                }
                Some(guess) => format!("did you mean `{guess}`?"),
                None => format!("the decks are {}", names.join(", ")),
            };
            return Err(format!("there is no deck `{deck}`; {help}"));
        }
    }
    Ok(decks)
}

/// The requested event, which must exist.
pub(super) fn known_event(world: &dyn World, slug: String) -> Result<String, String> {
    let workshops = site::workshops(world, &mut Vec::new());
    if workshops.event(&slug).is_some() {
        return Ok(slug);
    }
    let known = workshops.events.iter().map(|event| event.slug.as_str());
    Err(match nearest(&slug, known) {
        Some(guess) => format!("there is no event `{slug}`; did you mean `{guess}`?"),
        None => format!("there is no event `{slug}` in {EVENTS}"),
    })
}

/// The files of the site, for everything made from them.
pub(super) struct SiteFiles(pub(super) Arc<Root>);

impl FileReader for SiteFiles {
    fn read(&self, file: &ProjectPath) -> Result<Vec<u8>, String> {
        let opened = self.0.open(file.as_str()).map_err(io::Error::from);
        opened.and_then(OpenedFile::read).map_err(|error| error.to_string())
    }
}

/// The files to write. Pages and archives are made one after the other, never all held in memory.
pub(super) fn tree(
    root: &Arc<Root>,
    mut built: Built,
    compressions: &Arc<Compressions>,
) -> write::Tree {
    if let Some((_, search)) = built.search.take() {
        search.add_to(&mut built.site.files);
    }
    let downloads = Arc::new(built.site.downloads);
    let (means_files, of_sizes) = (Arc::new(SiteFiles(Arc::clone(root))), Arc::clone(&downloads));
    let sized = |html: Box<dyn Fn() -> String + Send + Sync>| {
        let (files, compressions) = (Arc::clone(&means_files), Arc::clone(compressions));
        let downloads = Arc::clone(&of_sizes);
        let sized = write::LazyContent::new(move || {
            let means = Means { files: &*files, compressions: &compressions };
            let size = |path: &OutPath| export::size(downloads.get(path)?, means);
            site::with_sizes(&html(), &size).into_bytes()
        });
        // The files whose sizes it contains are not made a second time for that.
        write::Content::LazyContent(sized.late())
    };
    let content = |content| match content {
        Content::Bytes(bytes) if site::has_sizes(&bytes) => {
            sized(Box::new(move || String::from_utf8_lossy(&bytes).into_owned()))
        }
        Content::Bytes(bytes) => write::Content::Bytes(bytes),
        Content::Copy(path) => write::Content::File(SiteFile::new(root, path.as_str())),
    };
    let page = |page: DeckPage| {
        write::Content::LazyContent(write::LazyContent::new(move || page.html().into_bytes()))
    };
    let transcript = |page: TranscriptPage| {
        if page.has_sizes() {
            return sized(Box::new(move || page.with_marks()));
        }
        write::Content::LazyContent(write::LazyContent::new(move || page.html().into_bytes()))
    };
    let files = built.site.files.into_iter().map(|(path, file)| (path, content(file)));
    let transcripts = built.transcripts.into_iter().map(|(path, file)| (path, transcript(file)));
    let pages = built.pages.into_iter().map(|(path, file)| (path, page(file)));
    let download = |parcel: &Arc<Parcel>| {
        let (files, compressions) = (Arc::clone(&means_files), Arc::clone(compressions));
        let parcel = Arc::clone(parcel);
        write::Content::LazyContent(write::LazyContent::tried(move || {
            let means = Means { files: &*files, compressions: &compressions };
            let exported = export::export(&parcel, means);
            exported.map(|exported| exported.bytes).map_err(io::Error::other)
        }))
    };
    let downloads = downloads.iter().map(|(path, parcel)| (path.clone(), download(parcel)));
    let files = files.chain(pages).chain(transcripts).chain(downloads);
    files.map(|(path, file)| (path.as_str().to_owned(), file)).collect()
}

pub(super) fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}

pub(super) fn summary(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| {
        let found = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity);
        found.map(Diagnostic::count).sum::<usize>()
    };
    match (of(Severity::Error), of(Severity::Warning)) {
        (0, 0) => "no problem found".to_owned(),
        (0, warnings) => counted(warnings, "warning"),
        (errors, 0) => counted(errors, "error"),
        (errors, warnings) => {
            format!("{}, {}", counted(errors, "error"), counted(warnings, "warning"))
        }
    }
}

/// Reports why a command cannot run; a message with a code begins with `error[` already.
pub(super) fn fail(message: &str) -> ExitStatus {
    let head = if message.starts_with("error[") { "" } else { "error: " };
    say(&format!("{head}{message}\n"));
    ExitStatus::Error
}
