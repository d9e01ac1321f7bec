//! `deckyard export pdf`: decks as PDFs.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::chunks::{PaperUnit, Printed, Printing, printed};
use super::files::answer;
use super::progress::Progress;
use super::target::on_target;
use super::{BrowserArguments, Failure, failed};
use crate::cli::ExitStatus;
use crate::cli::export::{TargetArguments, packed, size};
use crate::cli::run::{CommandRun, SiteFiles};
use crate::diag::problem::counted;
use crate::export::{DownloadKind, FileReader, Parcel};
use crate::io::chromium::{Browser, Paper, Trouble};
use crate::path::percent_encoded;
use crate::pdf::{Booklet, Label, OutlineEntry, join};
use crate::site::{ContentsLine, DeckPage, SpeakerNotes};

/// The program that made the file.
pub(super) const CREATOR: &str = concat!("Deckyard ", env!("CARGO_PKG_VERSION"));

/// The arguments of `export pdf`.
#[derive(Args, Debug)]
pub(in crate::cli) struct PdfArguments {
    #[command(flatten)]
    form: PdfForm,
    #[command(flatten)]
    browser: BrowserArguments,
    // Last, because the heading of its options would also apply to those that follow.
    #[command(flatten)]
    target: TargetArguments,
}

/// What is on the pages.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(in crate::cli) struct PdfForm {
    /// A page for each step of a slide.
    #[arg(long, conflicts_with_all = ["notes", "handout"])]
    steps: bool,
    /// Slides with their notes below, on upright paper.
    #[arg(long, conflicts_with = "handout")]
    notes: bool,
    /// Slides on a sheet: 2, 4 or 6.
    #[arg(long, value_name = "N", value_parser = slides_per_sheet)]
    handout: Option<u8>,
    /// The paper of notes and handouts.
    #[arg(long, value_enum, default_value_t)]
    paper: PaperName,
}

#[derive(Copy, Clone, Debug, Default, ValueEnum)]
enum PaperName {
    #[default]
    A4,
    Letter,
}

fn slides_per_sheet(text: &str) -> Result<u8, String> {
    match text {
        "2" => Ok(2),
        "4" => Ok(4),
        "6" => Ok(6),
        _ => Err("expected 2, 4 or 6".to_owned()),
    }
}

impl PdfForm {
    /// The query of the page's address.
    fn query(self) -> String {
        match self.handout {
            Some(count) => format!("?print=handout-{count}"),
            None if self.notes => "?print=notes".to_owned(),
            None if self.steps => "?print=steps".to_owned(),
            None => "?print".to_owned(),
        }
    }

    fn paper(self) -> Paper {
        match self.paper {
            PaperName::A4 => Paper { width: 8.27, height: 11.69 },
            PaperName::Letter => Paper { width: 8.5, height: 11.0 },
        }
    }
}

/// Runs the command.
pub(in crate::cli) fn run(arguments: &PdfArguments) -> ExitStatus {
    on_target(&arguments.target, |run| made(run, arguments))
}

fn made(run: &CommandRun<'_>, arguments: &PdfArguments) -> Result<ExitStatus, Failure> {
    let browser = arguments.browser.find()?;
    let target = &arguments.target;
    let Some((parcel, deck)) = packed(run, target, DownloadKind::Pdf)? else {
        return Ok(ExitStatus::Failure);
    };
    let file = target.file(deck.as_deref(), DownloadKind::Pdf);
    target.check(file.as_deref())?;
    let printer = Printer {
        browser: &browser,
        patience: arguments.browser.patience(),
        files: &SiteFiles(Arc::clone(run.world.folder())),
        is_quiet: target.output.quiet,
        event: run.config.event.as_deref(),
    };
    let made = printer.pdf(&parcel, arguments.form)?;
    target.write(file.as_deref(), &made.pdf)?;
    run.say(&made.denied_in_words());
    if let Some(file) = file {
        let (pages, size) = (counted(made.pages, "page"), size(made.pdf.len()));
        let took = run.begun.elapsed().unwrap_or_default().as_secs();
        run.say(&format!("{}: {pages}, {size}, in {took} s\n", file.display()));
    }
    Ok(ExitStatus::Success)
}

/// Makes PDFs.
pub(super) struct Printer<'a> {
    pub(super) browser: &'a Path,
    /// How long each step may take.
    pub(super) patience: Duration,
    pub(super) files: &'a dyn FileReader,
    pub(super) is_quiet: bool,
    /// The event whose slide set is all of the output.
    pub(super) event: Option<&'a str>,
}

/// A finished PDF.
pub(super) struct Made {
    pub(super) pdf: Vec<u8>,
    pub(super) pages: usize,
    denied: Vec<String>,
}

impl Made {
    /// Content that is missing on the pages, because it would come from other sites.
    pub(super) fn denied_in_words(&self) -> String {
        let more = if self.denied.len() > 1 { ", …" } else { "" };
        let count = counted(self.denied.len(), "file");
        match self.denied.first() {
            None => String::new(),
            Some(first) => format!(
                "{count} from other sites omitted, since nothing is requested from them: {first}{more}\n"
            ),
        }
    }
}

impl Printer<'_> {
    /// The PDF of a deck.
    pub(super) fn pdf(&self, parcel: &Parcel, form: PdfForm) -> Result<Made, Failure> {
        let front = parcel.front_page().ok_or("there is no deck to print".to_owned())?;
        let (path, page) = (front.0.as_str(), front.1);
        let name = page.name();
        if form.notes && page.notes() == SpeakerNotes::LeftOut {
            return Err(format!(
                "the notes of `{name}` are private: without `--notes` its slides are printed"
            )
            .into());
        }
        let files = |path: &str| answer(parcel, self.files, path);
        let progress = Progress::new(format!("printing {name}"), self.is_quiet);
        let printing = Printing {
            browser: self.browser,
            patience: self.patience,
            files: &files,
            page: &format!("{}{}", percent_encoded(path), form.query()),
            paper: form.paper(),
            progress: &|done, total| progress.show(done, total),
        };
        let Printed { chunks, units, denied } =
            printed(&printing).map_err(|trouble| failed(&trouble, name))?;
        drop(progress);
        let broken = |what: String| failed(&Trouble::Refused(what), name);
        let shown = units.iter().map(|unit| unit.numbers.len()).sum::<usize>();
        if shown == 0 || shown < page.slide_count() {
            let slides = counted(page.slide_count(), "slide");
            return Err(broken(format!("it shows {shown} of {slides}")).into());
        }
        let (title, address) = (page.title(), Browser::address(&percent_encoded(path)));
        let published_at = published_at(parcel, self.event);
        let booklet = Booklet {
            title: &title,
            authors: parcel.authors(),
            subject: page.description(),
            language: page.language(),
            creator: CREATOR,
            here: &address,
            printed_at: &Browser::address(""),
            published_at: published_at.as_deref(),
        };
        let mut pages = 0;
        let pdf = join(chunks, &booklet, |starts, count| {
            pages = count;
            (outline(page, &units, starts), labels(&units, starts, count))
        });
        let pdf = pdf.map_err(|what| broken(format!("what it printed has {what}")))?;
        Ok(Made { pdf, pages, denied })
    }
}

/// The address at which the pages of a build are published, if it is known. An event that is all of the output is a
/// folder of the site.
pub(super) fn published_at(parcel: &Parcel, event: Option<&str>) -> Option<String> {
    let url = parcel.url().trim_end_matches('/');
    let folder = event.map(|slug| format!("events/{slug}/")).unwrap_or_default();
    (!url.is_empty()).then(|| format!("{url}/{folder}"))
}

/// The outline, with the page of each slide.
fn outline(page: &DeckPage, units: &[PaperUnit], starts: &[usize]) -> Vec<OutlineEntry> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (unit, start) in units.iter().zip(starts) {
        for name in &unit.names {
            known.entry(name).or_insert(*start);
        }
    }
    let lines = page.contents().into_iter();
    let entry = |line: ContentsLine| {
        let page = *known.get(line.id.as_str())?;
        Some(OutlineEntry { title: line.title, level: line.level, page })
    };
    lines.filter_map(entry).collect()
}

/// A label for each page: the numbers of its slides.
fn labels(units: &[PaperUnit], starts: &[usize], count: usize) -> Vec<Label> {
    let mut labels = Vec::with_capacity(count);
    for (index, unit) in units.iter().enumerate() {
        let next = starts.get(index + 1).copied().unwrap_or(count);
        let label = match unit.numbers.as_slice() {
            [number] => Label::Number(*number),
            [first, .., last] => Label::Text(format!("{first}–{last}")),
            [] => Label::Text(String::new()),
        };
        // Notes may go on on a further page.
        while labels.len() < next {
            labels.push(label.clone());
        }
    }
    labels
}
