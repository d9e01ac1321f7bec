//! `deckyard export pdf`: decks as PDFs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum, ValueHint};

use super::chunks::{Printed, Printing, Unit, printed};
use super::files::answer;
use super::progress::Progress;
use super::{BrowserArguments, Failure, built, failed};
use crate::cli::run::{CommandRun, fail};
use crate::cli::{ExitStatus, SiteArguments};
use crate::diag::problem::counted;
use crate::io::chromium::{Browser, Paper, Trouble};
use crate::io::named;
use crate::io::write::Tree;
use crate::pdf::{Booklet, Label, OutlineEntry, join};
use crate::site::{Advice, DeckPage, Sources, SpeakerNotes, workshops};

/// What made the file.
const CREATOR: &str = concat!("Deckyard ", env!("CARGO_PKG_VERSION"));

/// The arguments of `export pdf`.
#[derive(Args, Debug)]
pub(in crate::cli) struct PdfArguments {
    #[command(flatten)]
    form: PdfForm,
    /// The file to write [default: `DECK.pdf` in the current folder].
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output_file: Option<PathBuf>,
    #[command(flatten)]
    browser: BrowserArguments,
    #[command(flatten)]
    site: SiteArguments,
}

/// What is on the pages.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(super) struct PdfForm {
    /// A page for each step of a slide.
    #[arg(long, conflicts_with_all = ["notes", "handout"])]
    steps: bool,
    /// Slides with their notes below, on upright paper.
    #[arg(long, conflicts_with = "handout")]
    notes: bool,
    /// So many slides on a sheet: 2, 4 or 6.
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
    /// What the page is asked for.
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
    let run = match CommandRun::new(&arguments.site, Sources::Hidden, Advice::Unwanted) {
        Ok(run) => run,
        Err(message) => return fail(&message),
    };
    exported(&run, arguments)
        .unwrap_or_else(|failure| failure.report(&arguments.site.output, &run.world))
}

fn exported(run: &CommandRun<'_>, arguments: &PdfArguments) -> Result<ExitStatus, Failure> {
    let browser = arguments.browser.find()?;
    let Some((pages, tree)) = built(run) else { return Ok(ExitStatus::Failure) };
    if arguments.output_file.is_some() && pages.len() != 1 {
        let decks = counted(pages.len(), "deck");
        return Err(format!(
            "`--output-file` names one file, and there are {decks}: name one deck"
        )
        .into());
    }
    let published_at = published_at(run);
    let is_quiet = arguments.site.output.quiet;
    let printer = Printer {
        browser: &browser,
        arguments: &arguments.browser,
        is_quiet,
        published_at: published_at.as_deref(),
    };
    for (path, page) in &pages {
        let usual = || PathBuf::from(format!("{}.pdf", page.name()));
        let file = arguments.output_file.clone().unwrap_or_else(usual);
        let start = Instant::now();
        let made = printer.pdf((path, page), &tree, arguments.form)?;
        named::replace(&file, &made.pdf).map_err(|error| format!("{}: {error}", file.display()))?;
        run.say(&made.denied_in_words());
        run.say(&format!(
            "{}: {}, {}, in {} s\n",
            file.display(),
            counted(made.pages, "page"),
            size_in_words(made.pdf.len()),
            start.elapsed().as_secs()
        ));
    }
    Ok(ExitStatus::Success)
}

/// The address at which the pages of this build are published, if it is known.
fn published_at(run: &CommandRun<'_>) -> Option<String> {
    let url = &workshops(&run.world, &mut Vec::new()).settings.url;
    let url = format!("{}/", url.strip_suffix('/').filter(|url| !url.is_empty()).unwrap_or(url));
    if url == "/" {
        return None;
    }
    Some(match &run.config.event {
        Some(slug) => format!("{url}events/{slug}/"),
        None => url,
    })
}

/// `3.4 MB`.
fn size_in_words(bytes: usize) -> String {
    let tenths = |unit: usize| format!("{}.{}", bytes / unit, bytes % unit * 10 / unit);
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        1_000_000.. => format!("{} MB", tenths(1_000_000)),
    }
}

/// Makes PDFs.
pub(super) struct Printer<'a> {
    pub(super) browser: &'a Path,
    pub(super) arguments: &'a BrowserArguments,
    pub(super) is_quiet: bool,
    pub(super) published_at: Option<&'a str>,
}

/// A PDF that was made.
pub(super) struct Made {
    pub(super) pdf: Vec<u8>,
    pub(super) pages: usize,
    denied: Vec<String>,
}

impl Made {
    /// What is not on the pages, since it would come from other sites.
    fn denied_in_words(&self) -> String {
        let Some(first) = self.denied.first() else { return String::new() };
        let count = counted(self.denied.len(), "file");
        format!(
            "{count} of other sites not in it, since nothing is requested from them: {first}{}\n",
            if self.denied.len() > 1 { ", …" } else { "" }
        )
    }
}

impl Printer<'_> {
    /// The PDF of a deck.
    pub(super) fn pdf(
        &self,
        (path, page): (&str, &DeckPage),
        tree: &Tree,
        form: PdfForm,
    ) -> Result<Made, Failure> {
        let name = page.name();
        if form.notes && page.notes() == SpeakerNotes::LeftOut {
            return Err(format!(
                "the notes of `{name}` are private: without `--notes` its slides are printed"
            )
            .into());
        }
        let files = |path: &str| answer(tree, path);
        let progress = Progress::new(format!("printing {name}"), self.is_quiet);
        let printing = Printing {
            browser: self.browser,
            patience: self.arguments.patience(),
            files: &files,
            page: &format!("{path}{}", form.query()),
            paper: form.paper(),
            progress: &|done, total| progress.show(done, total),
        };
        let Printed { chunks, units, denied } =
            printed(&printing).map_err(|trouble| failed(&trouble, name))?;
        let is_whole =
            units.iter().map(|unit| unit.numbers.len()).sum::<usize>() >= page.slide_count();
        let broken = |what: String| failed(&Trouble::Refused(what), name);
        if !is_whole || units.is_empty() {
            let slides = counted(page.slide_count(), "slide");
            return Err(
                broken(format!("the browser shows fewer than the {slides} of the deck")).into()
            );
        }
        let address = Browser::address(path);
        let title = page.title();
        let booklet = Booklet {
            title: &title,
            author: "",
            subject: page.description(),
            language: page.language(),
            creator: CREATOR,
            here: &address,
            printed_at: &Browser::address(""),
            published_at: self.published_at,
        };
        let mut n_pages = 0;
        let pdf = join(chunks, &booklet, |starts, count| {
            n_pages = count;
            (outline(page, &units, starts), labels(&units, starts, count))
        });
        let pdf =
            pdf.ok_or_else(|| broken("what the browser printed is not as expected".to_owned()))?;
        Ok(Made { pdf, pages: n_pages, denied })
    }
}

/// The outline, with the page of each slide.
fn outline(page: &DeckPage, units: &[Unit], starts: &[usize]) -> Vec<OutlineEntry> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (unit, start) in units.iter().zip(starts) {
        for name in &unit.names {
            known.entry(name).or_insert(*start);
        }
    }
    let lines = page.contents().into_iter();
    let entry = |line: crate::site::ContentsLine| {
        let page = *known.get(line.id.as_str())?;
        Some(OutlineEntry { title: line.title, level: line.level, page })
    };
    lines.filter_map(entry).collect()
}

/// A label for each page: the numbers of its slides.
fn labels(units: &[Unit], starts: &[usize], count: usize) -> Vec<Label> {
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
