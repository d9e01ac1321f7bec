//! `deckyard export`: one file to give away, of a deck, of an event, or of the whole site.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand, ValueHint};
use clap_complete::engine::ArgValueCandidates;

use super::run::{CommandRun, SiteFiles, fail, has_errors, summary};
use super::{
    ExitStatus, OutputArguments, SITE_OPTIONS, SiteArguments, completions, key_value, printing,
};
use crate::diag::Warned;
use crate::diag::nearest::nearest;
use crate::export::{Compressions, DownloadKind, Exported, Means, Parcel, export, lab_script};
use crate::io::named;
use crate::io::stamp::FileLook;
use crate::site::{self, Advice, Built, Sources};

/// The name of standard output.
const STANDARD_OUTPUT: &str = "-";

/// The name of an archive of the whole site.
const WHOLE_SITE: &str = "slides";

/// The arguments of `export`.
#[derive(Args, Debug)]
pub(super) struct ExportArguments {
    #[command(subcommand)]
    what: ExportCommand,
}

/// What is made.
#[derive(Subcommand, Debug)]
enum ExportCommand {
    /// Write an archive with the pages and everything they need, which opens without a network.
    Zip(TargetArguments),
    /// Print a deck as a PDF, with an outline, in an installed Chromium.
    Pdf(printing::pdf::PdfArguments),
    /// Draw slides as pictures, in an installed Chromium.
    Png(printing::png::PngArguments),
    /// Make a presentation for other programs, with a picture of each slide.
    Pptx(printing::pptx::PptxArguments),
    /// Write a deck as one page with everything inside: styles, scripts, pictures.
    Html(TargetArguments),
    /// Write the text of the slides of a deck.
    Text(TargetArguments),
    /// Write the slides of a deck as one plain Markdown file.
    Markdown(TargetArguments),
    /// Write the labs of a deck as one Markdown file, or their commands as a script.
    Labs(LabsArguments),
}

/// How labs are exported.
#[derive(Args, Debug)]
struct LabsArguments {
    #[command(flatten)]
    target: TargetArguments,
    /// Write a shell script: the commands, and everything else as comments.
    #[arg(long)]
    script: bool,
}

/// What to export, and where to.
#[derive(Args, Debug)]
pub(super) struct TargetArguments {
    /// Deck, by name [default: the only one; with `zip` all decks].
    #[arg(value_name = "DECK", add = ArgValueCandidates::new(completions::decks))]
    deck: Option<String>,
    /// The slides as this event shows them.
    #[arg(long, value_name = "SLUG", add = ArgValueCandidates::new(completions::events))]
    event: Option<String>,
    /// File to write, or `-` for standard output [default: the deck's name, in the current folder].
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
    /// Replace an existing file.
    #[arg(long)]
    force: bool,
    /// Folder of the site [default: the current folder, or the nearest one above it that is a site].
    #[arg(long, value_name = "DIR", help_heading = SITE_OPTIONS, value_hint = ValueHint::DirPath)]
    site: Option<PathBuf>,
    /// Override a key of the manifests, or a variable with `vars.NAME=VALUE`.
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = key_value, help_heading = SITE_OPTIONS)]
    set: Vec<(String, String)>,
    #[command(flatten)]
    pub(super) output: OutputArguments,
}

impl TargetArguments {
    /// The site that is built for it: one deck alone, the decks of an event, or all.
    pub(super) fn site(&self) -> SiteArguments {
        let decks = self.deck.iter().filter(|_| self.event.is_none());
        SiteArguments {
            decks: decks.cloned().collect(),
            site: self.site.clone(),
            set: self.set.clone(),
            event: self.event.clone(),
            date: None,
            output: self.output.clone(),
        }
    }

    /// The requested deck, among those that were built. `None` for all of them together, if the
    /// kind of file allows it.
    pub(super) fn deck(&self, built: &Built, kind: DownloadKind) -> Result<Option<String>, String> {
        let names = built.deck_names();
        let list = || names.join(", ");
        if let Some(deck) = self.deck.as_ref().filter(|_| self.event.is_some()) {
            let name = deck.strip_suffix(".yml").unwrap_or(deck);
            let found = names.iter().find(|known| *known == name);
            return match (found, nearest(name, names.iter().map(String::as_str))) {
                (Some(found), _) => Ok(Some(found.clone())),
                (None, Some(guess)) => {
                    Err(format!("the event has no deck `{name}`; did you mean `{guess}`?"))
                }
                (None, None) => Err(format!("the event has no deck `{name}`; it has {}", list())),
            };
        }
        match names.as_slice() {
            [] => Err("the event has no decks of its own; name one of the site's".to_owned()),
            [only] if self.event.is_none() || kind != DownloadKind::Zip => Ok(Some(only.clone())),
            _ if kind == DownloadKind::Zip => Ok(None),
            _ => Err(format!("name a deck: there are {}", list())),
        }
    }

    /// The file to write; `None` for standard output.
    pub(super) fn file(&self, deck: Option<&str>, kind: DownloadKind) -> Option<PathBuf> {
        match &self.out {
            Some(out) if out.as_os_str() == STANDARD_OUTPUT => None,
            Some(out) => Some(out.clone()),
            None => {
                let name = match (&self.event, deck) {
                    (Some(event), Some(deck)) => format!("{event}-{deck}"),
                    (Some(event), None) => event.clone(),
                    (None, Some(deck)) => deck.to_owned(),
                    (None, None) => WHOLE_SITE.to_owned(),
                };
                Some(PathBuf::from(kind.file_of(&name)))
            }
        }
    }

    /// Whether the file can be written, before long work begins.
    pub(super) fn check(&self, file: Option<&Path>) -> Result<(), String> {
        let Some(file) = file else { return Ok(()) };
        if !self.force && FileLook::at(file).is_some_and(|look| look.is_file()) {
            return Err(cannot_write(file, &std::io::ErrorKind::AlreadyExists.into()));
        }
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        match folder.filter(|folder| FileLook::at(folder).is_none()) {
            Some(folder) => Err(format!(
                "cannot write {}: there is no folder {}",
                file.display(),
                folder.display()
            )),
            None => Ok(()),
        }
    }

    /// Writes the file.
    pub(super) fn write(&self, file: Option<&Path>, bytes: &[u8]) -> Result<(), String> {
        let Some(file) = file else {
            let mut out = std::io::stdout().lock();
            let written = out.write_all(bytes).and_then(|()| out.flush());
            return written.map_err(|error| format!("cannot write to standard output: {error}"));
        };
        let written =
            if self.force { named::replace_bytes(file, bytes) } else { named::create(file, bytes) };
        written.map_err(|error| cannot_write(file, &error))
    }
}

fn cannot_write(file: &Path, error: &std::io::Error) -> String {
    let file = file.display();
    match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            format!("{file} exists; name another file with --out, or replace it with --force")
        }
        _ => format!("cannot write {file}: {error}"),
    }
}

/// Exports something.
pub(super) fn run(arguments: &ExportArguments) -> ExitStatus {
    let made = match &arguments.what {
        ExportCommand::Zip(target) => made(target, DownloadKind::Zip),
        ExportCommand::Html(target) => made(target, DownloadKind::Html),
        ExportCommand::Text(target) => made(target, DownloadKind::Text),
        ExportCommand::Markdown(target) => made(target, DownloadKind::Markdown),
        ExportCommand::Labs(labs) if labs.script => script(&labs.target),
        ExportCommand::Labs(labs) => made(&labs.target, DownloadKind::Labs),
        ExportCommand::Pdf(arguments) => return printing::pdf::run(arguments),
        ExportCommand::Png(arguments) => return printing::png::run(arguments),
        ExportCommand::Pptx(arguments) => return printing::pptx::run(arguments),
    };
    made.unwrap_or_else(|message| fail(&message))
}

/// A site that is built for an export, and what goes into the file; `None` if the author has to
/// correct something first, which has been reported.
pub(super) fn packed(
    run: &CommandRun<'_>,
    target: &TargetArguments,
    kind: DownloadKind,
) -> Result<Option<(Parcel, Option<String>)>, String> {
    let Warned { output: built, diagnostics } = run.build();
    if has_errors(&diagnostics) {
        run.report(&diagnostics);
        run.say(&format!("{}; nothing is written\n", summary(&diagnostics)));
        return Ok(None);
    }
    let deck = target.deck(&built, kind)?;
    let parcel = site::parcel(&run.world, &built, deck.as_deref(), kind);
    let parcel = parcel.ok_or("there is nothing to export")?;
    Ok(Some((parcel, deck)))
}

fn made(target: &TargetArguments, kind: DownloadKind) -> Result<ExitStatus, String> {
    let site = target.site();
    let run = CommandRun::new(&site, Sources::Shown, Advice::Unwanted)?;
    let Some((parcel, deck)) = packed(&run, target, kind)? else { return Ok(ExitStatus::Failure) };
    let (files, compressions) =
        (SiteFiles(Arc::clone(run.world.folder())), Compressions::default());
    let means = Means { files: &files, compressions: &compressions };
    let exported = export(&parcel, means).map_err(|error| error.to_string())?;
    written(&run, target, (target.file(deck.as_deref(), kind), exported))
}

/// Writes the commands of labs.
fn script(target: &TargetArguments) -> Result<ExitStatus, String> {
    let site = target.site();
    let run = CommandRun::new(&site, Sources::Shown, Advice::Unwanted)?;
    let packed = packed(&run, target, DownloadKind::Labs)?;
    let Some((parcel, deck)) = packed else { return Ok(ExitStatus::Failure) };
    let mut file = target.file(deck.as_deref(), DownloadKind::Labs);
    if let Some(file) = file.as_mut().filter(|_| target.out.is_none()) {
        file.set_extension("sh");
    }
    written(&run, target, (file, lab_script(&parcel)))
}

/// Writes the result, and prints its size.
fn written(
    run: &CommandRun<'_>,
    target: &TargetArguments,
    (file, Exported { bytes, notes }): (Option<PathBuf>, Exported),
) -> Result<ExitStatus, String> {
    target.write(file.as_deref(), &bytes)?;
    if let Some(file) = file {
        run.say(&format!("{}: {}\n", file.display(), size(bytes.len())));
    }
    for note in notes {
        run.say(&format!("{note}\n"));
    }
    Ok(ExitStatus::Success)
}

/// A size in bytes, for people: `1.4 MB`.
pub(super) fn size(bytes: usize) -> String {
    /// Bytes of a kilobyte.
    const KILO: usize = 1000;
    let tenths = |unit: usize| {
        let tenths = (bytes * 10).div_ceil(unit);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..KILO => format!("{bytes} bytes"),
        KILO..1_000_000 => format!("{} KB", bytes.div_ceil(KILO)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}
