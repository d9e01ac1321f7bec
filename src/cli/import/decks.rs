//! `deckyard import PATH`: decks that were made with remark or, as far as possible, with other
//! tools.
//!
//! All files are planned and compared before the first one is written, and the manifests are
//! written last. So a clash leaves the site as it was, and an import that was interrupted is
//! completed by the next one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueHint};

use super::super::new::created;
use super::super::run::fail;
use super::super::site::SiteFolder;
use super::super::{ExitStatus, PlainSiteArguments, print, say};
use crate::diag::problem::counted;
use crate::import::{ImportNote, ImportRequest, Imported, ImportedFile, NoteKind, import};
use crate::io::beneath::{Refused, Root};
use crate::io::files::DiskWorld;
use crate::io::trouble::{Attempt, cannot, cannot_in};
use crate::path::ProjectPath;
use crate::render::escape::sound;

/// The largest file that is copied, in bytes; hosts refuse larger ones.
const LARGEST: u64 = 256 << 20;

/// How many lines of a file a note lists.
const MOST_LINES: usize = 12;

/// The arguments of `import`.
#[derive(Args, Debug)]
pub(super) struct DeckArguments {
    /// A page of remark, a Markdown file, or a folder with decks.
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    path: Option<PathBuf>,
    /// Folder that holds the deck and everything it uses [default: the folder of PATH].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    root: Option<PathBuf>,
    /// Name of the deck, and of the folder for its files [default: that of the file or folder].
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Report what would be written, and write nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    site: PlainSiteArguments,
}

/// What to write instead of `deckyard import` alone.
const NO_PATH: &str = "\
name what to import: a page of remark, a Markdown file, a folder with decks, or branches
  deckyard import talk.html
  deckyard import talks/
  deckyard import branch NAME…
`deckyard import --help` has more examples";

/// Imports decks.
pub(super) fn run(arguments: &DeckArguments) -> ExitStatus {
    let opened = match Opened::new(arguments) {
        Ok(opened) => opened,
        Err(message) => return fail(&message),
    };
    let world = DiskWorld::beneath(&opened.source);
    let imported = match import(&world, &opened.request) {
        Ok(imported) => imported,
        Err(errors) => return refuse(&errors),
    };
    let plan = match ImportPlan::new(&opened, &imported) {
        Ok(plan) => plan,
        Err(errors) => return refuse(&errors),
    };
    if !arguments.site.output.quiet {
        print(&report(&imported));
    }
    for error in &imported.failed {
        say(&format!("error: {}\n", sound(error)));
    }
    let decks = imported.decks.join(", ");
    let said = |text: &str| arguments.site.output.say(text);
    if plan.missing.is_empty() {
        said(&format!("nothing to do: {decks} is imported already\n"));
    } else if arguments.dry_run {
        said(&format!("{} would be written for {decks}\n", counted(plan.missing.len(), "file")));
    } else {
        if let Err(message) = plan.write(&opened) {
            return fail(&message);
        }
        said(&format!("{} written for {decks}\n", counted(plan.missing.len(), "file")));
    }
    if imported.failed.is_empty() { ExitStatus::Success } else { ExitStatus::Failure }
}

fn refuse(errors: &[String]) -> ExitStatus {
    for error in errors {
        say(&format!("error: {}\n", sound(error)));
    }
    say("nothing is written\n");
    ExitStatus::Failure
}

/// The folders of an import, held open.
struct Opened {
    source: Arc<Root>,
    /// The site, if there is one already.
    site: Option<Arc<Root>>,
    site_path: PathBuf,
    request: ImportRequest,
}

impl Opened {
    fn new(arguments: &DeckArguments) -> Result<Self, String> {
        let path = arguments.path.as_deref().ok_or(NO_PATH)?;
        let open = |path: &Path| {
            Root::new(path).map(Arc::new).map_err(|error| cannot(Attempt::Read, path, &error))
        };
        let (folder, name) = match Root::new(path) {
            Ok(folder) => (Arc::new(folder), None),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
                let name = path.file_name().and_then(|name| name.to_str());
                let name =
                    name.ok_or_else(|| format!("{}: its name is not UTF-8", path.display()))?;
                (open(parent.unwrap_or(Path::new(".")))?, Some(name.to_owned()))
            }
            Err(error) => return Err(cannot(Attempt::Read, path, &error)),
        };
        let source = arguments.root.as_deref().map_or(Ok(Arc::clone(&folder)), open)?;
        let below = below(&source, folder.path()).ok_or_else(|| {
            let root = arguments.root.as_deref().unwrap_or(path);
            format!("{} is not in {}", path.display(), root.display())
        })?;
        let found = SiteFolder::find(arguments.site.site.as_deref());
        if let Some(note) = found.note() {
            arguments.site.output.say(&note);
        }
        let site_path = found.path().to_owned();
        let site = match Root::new(&site_path) {
            Ok(site) => Some(Arc::new(site)),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(cannot(Attempt::Read, &site_path, &error)),
        };
        let folder_name = source.path().file_name().and_then(|name| name.to_str());
        let request = ImportRequest {
            file: name.map(|name| ProjectPath::new(&format!("{below}/{name}"))),
            below,
            folder: folder_name.unwrap_or_default().to_owned(),
            name: arguments.name.clone(),
            site: site.as_ref().and_then(|site| self::below(&source, site.path())),
        };
        Ok(Self { source, site, site_path, request })
    }
}

/// The path of a folder in another one.
fn below(root: &Root, folder: &Path) -> Option<String> {
    let below = folder.strip_prefix(root.path()).ok()?.to_str()?;
    Some(below.replace(std::path::MAIN_SEPARATOR, "/"))
}

/// The files to write: those that the site lacks.
struct ImportPlan<'a> {
    missing: Vec<(&'a ProjectPath, &'a ImportedFile)>,
}

impl<'a> ImportPlan<'a> {
    /// Compares the files to write with existing files. The errors are the files that differ.
    fn new(opened: &Opened, imported: &'a Imported) -> Result<Self, Vec<String>> {
        let (mut missing, mut errors) = (Vec::new(), Vec::new());
        for (path, file) in &imported.files {
            let new = match content(&opened.source, file) {
                Ok(new) => new,
                Err(error) => {
                    errors.push(error);
                    continue;
                }
            };
            let Some(site) = &opened.site else {
                missing.push((path, file));
                continue;
            };
            match site.open(path.as_str()) {
                Err(Refused::System(error)) if error.kind() == ErrorKind::NotFound => {
                    missing.push((path, file));
                }
                Ok(there) => {
                    let old = there.read_within(LARGEST).ok().and_then(Result::ok);
                    if old.as_deref() != Some(&*new) {
                        errors.push(format!(
                            "`{path}` exists and is different: move it away, or import under another `--name`"
                        ));
                    }
                }
                Err(refused) => errors.push(format!("`{path}` cannot be written: {refused}")),
            }
        }
        // A manifest without its chapters would break the site.
        missing.sort_by_key(|(path, _)| path.has_extension("yml"));
        if errors.is_empty() { Ok(Self { missing }) } else { Err(errors) }
    }

    /// Writes all of it. After a failure, written files stay: the next run continues.
    fn write(&self, opened: &Opened) -> Result<(), String> {
        let site = match &opened.site {
            Some(site) => Arc::clone(site),
            None => Arc::new(created(&opened.site_path)?),
        };
        for (done, (path, file)) in self.missing.iter().enumerate() {
            let failed = |reason: String| {
                format!("{reason}; {done} of {} files are written", self.missing.len())
            };
            let refused = |refused: Refused| {
                let path = Path::new(path.as_str());
                failed(cannot_in(Attempt::Write, site.path(), path, &refused.into()))
            };
            let bytes = content(&opened.source, file).map_err(failed)?;
            match site.itself(path.as_str()) {
                Err(Refused::System(error)) if error.kind() == ErrorKind::NotFound => {}
                Err(reason) => return Err(refused(reason)),
                Ok(_) => return Err(failed(format!("`{path}` appeared meanwhile"))),
            }
            site.replace(path.as_str(), &bytes).map_err(refused)?;
        }
        Ok(())
    }
}

/// The bytes of a file to write.
fn content(source: &Root, file: &ImportedFile) -> Result<Vec<u8>, String> {
    match file {
        ImportedFile::Text(text) => Ok(text.clone().into_bytes()),
        ImportedFile::Copy(path) => {
            let unread = |error: std::io::Error| {
                cannot_in(Attempt::Read, source.path(), Path::new(path.as_str()), &error)
            };
            let opened = source.open(path.as_str()).map_err(|refused| unread(refused.into()))?;
            match opened.read_within(LARGEST) {
                Ok(Ok(bytes)) => Ok(bytes),
                Ok(Err(bytes)) => {
                    Err(format!("{path}: {bytes} bytes; at most {} MiB are copied", LARGEST >> 20))
                }
                Err(error) => Err(unread(error)),
            }
        }
    }
}

/// The report: what was imported, changed and left out.
fn report(imported: &Imported) -> String {
    let mut out = String::new();
    for kind in NoteKind::ALL {
        let mut notes: BTreeMap<(&ProjectPath, &str), Vec<usize>> = BTreeMap::new();
        let mut order: Vec<(&ProjectPath, &str)> = Vec::new();
        for ImportNote { file, line, text, .. } in
            imported.notes.iter().filter(|note| note.kind == kind)
        {
            let key = (file, text.as_str());
            let lines = notes.entry(key).or_insert_with(|| {
                order.push(key);
                Vec::new()
            });
            lines.push(*line);
        }
        let copies =
            imported.files.values().filter(|file| matches!(file, ImportedFile::Copy(_))).count();
        if order.is_empty() && (kind != NoteKind::Taken || copies == 0) {
            continue;
        }
        out.push_str(kind.heading());
        out.push('\n');
        for key in order {
            let lines = notes.get(&key).map(Vec::as_slice).unwrap_or_default();
            _ = writeln!(out, "  {}{}: {}", sound(key.0.as_str()), places(lines), sound(key.1));
        }
        if kind == NoteKind::Taken && copies > 0 {
            _ = writeln!(out, "  {} copied unchanged", counted(copies, "file"));
        }
    }
    out
}

/// Lines of a file, after its name.
fn places(lines: &[usize]) -> String {
    let lines: Vec<String> = lines.iter().filter(|line| **line > 0).map(usize::to_string).collect();
    match lines.len() {
        0 => String::new(),
        count if count > MOST_LINES => {
            format!(":{} and {} more", lines[..MOST_LINES].join(","), count - MOST_LINES)
        }
        _ => format!(":{}", lines.join(",")),
    }
}
