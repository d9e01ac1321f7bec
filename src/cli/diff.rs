//! `deckyard diff`: what changed between two builds of the site, slide by slide.
//!
//! Each side is what readers see: the pages of an output, of a revision, or of the working tree. Revisions
//! are built in memory from git's objects, and nothing is written but the report.

mod side;

use std::collections::BTreeSet;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};
use clap_complete::engine::ArgValueCandidates;
use jiff::civil::Date;

use self::side::{DiffSide, changed_pictures};
use super::run::{CommandRun, fail};
use super::{
    Color, ExitStatus, OUTPUT_OPTIONS, OutputArguments, SITE_OPTIONS, SiteArguments, colour_of,
    completions, date, print,
};
use crate::changes::{self, SiteSnapshot};
use crate::diag::nearest::nearest;
use crate::io::named;
use crate::report::{ChangeFormat, ChangeSides, Format, ReportStyle, write_changes};

/// The arguments of `diff`.
#[derive(Args, Debug)]
pub(super) struct DiffArguments {
    /// What to start from: a revision, or the folder of an output.
    #[arg(value_name = "OLD")]
    old: String,
    /// What to compare with it [default: the working tree].
    #[arg(value_name = "NEW")]
    new: Option<String>,
    /// Compare only this deck, also where it belongs to an event; may be given several times.
    #[arg(
        long = "deck",
        value_name = "DECK",
        help_heading = SITE_OPTIONS,
        add = ArgValueCandidates::new(completions::decks)
    )]
    decks: Vec<String>,
    /// Compare only the decks of this event.
    #[arg(
        long,
        value_name = "SLUG",
        help_heading = SITE_OPTIONS,
        add = ArgValueCandidates::new(completions::events)
    )]
    event: Option<String>,
    /// Folder of the site [default: the current folder, or the nearest one above it that is a site].
    #[arg(long, value_name = "DIR", help_heading = SITE_OPTIONS, value_hint = ValueHint::DirPath)]
    site: Option<PathBuf>,
    /// Day on which both sides are built [default: today].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = SITE_OPTIONS)]
    date: Option<Date>,
    /// Write the report to a file; its extension decides about the format.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Exit with 1 if anything differs.
    #[arg(long)]
    exit_code: bool,
    /// Format of the report [default: that of the file's extension, or text].
    #[arg(long, value_enum, help_heading = OUTPUT_OPTIONS)]
    format: Option<ChangeFormat>,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t, help_heading = OUTPUT_OPTIONS)]
    color: Color,
    /// Print errors and the report only.
    #[arg(short, long, help_heading = OUTPUT_OPTIONS)]
    quiet: bool,
}

/// Compares two sides.
pub(super) fn run(arguments: &DiffArguments) -> ExitStatus {
    let output = OutputArguments {
        format: Format::Human,
        color: arguments.color,
        quiet: arguments.quiet,
        verbose: false,
    };
    let site = SiteArguments {
        decks: Vec::new(),
        site: arguments.site.clone(),
        set: Vec::new(),
        event: None,
        date: arguments.date,
        output,
    };
    match CommandRun::plain(&site).and_then(|run| compared(&run, arguments)) {
        Ok(status) => status,
        Err(message) => fail(&message),
    }
}

fn compared(run: &CommandRun<'_>, arguments: &DiffArguments) -> Result<ExitStatus, String> {
    let old = DiffSide::open(run, Some(&arguments.old))?;
    let new = DiffSide::open(run, arguments.new.as_deref())?;
    let sides = ChangeSides { old: old.name(), new: new.name() };
    let mut old = old.read(run)?;
    let mut new = new.read(run)?;
    wanted(arguments, [&mut old.snapshot, &mut new.snapshot])?;
    let pictures = changed_pictures(run, &old, &new);
    let report = changes::compare(&old.snapshot, &new.snapshot, &pictures);
    let format = arguments.format.unwrap_or_else(|| format_of(arguments.output.as_deref()));
    let style = match arguments.output {
        Some(_) => ReportStyle::Plain,
        None => colour_of(arguments.color, std::io::stdout().is_terminal()),
    };
    let text = write_changes((format, style), &sides, &report);
    match &arguments.output {
        Some(file) => named::replace(file, &text)
            .map_err(|error| format!("cannot write {}: {error}", file.display()))?,
        None => print(&text),
    }
    let is_failure = arguments.exit_code && !report.is_empty();
    Ok(if is_failure { ExitStatus::Failure } else { ExitStatus::Success })
}

/// The format that matches the extension of a file.
fn format_of(file: Option<&Path>) -> ChangeFormat {
    let extension = file.and_then(Path::extension).and_then(|extension| extension.to_str());
    match extension {
        Some("html" | "htm") => ChangeFormat::Html,
        Some("md" | "markdown") => ChangeFormat::Markdown,
        Some("json") => ChangeFormat::Json,
        _ => ChangeFormat::Text,
    }
}

/// Leaves out decks that were not requested, on both sides.
fn wanted(arguments: &DiffArguments, sides: [&mut SiteSnapshot; 2]) -> Result<(), String> {
    let names: BTreeSet<&str> =
        arguments.decks.iter().map(|deck| deck.strip_suffix(".yml").unwrap_or(deck)).collect();
    let known = |of: &dyn Fn(&SiteSnapshot) -> Vec<String>| -> BTreeSet<String> {
        sides.iter().flat_map(|side| of(side)).collect()
    };
    let decks = known(&|side| side.decks.keys().map(|address| address.deck.clone()).collect());
    let events = known(&|side| {
        let of_decks = side.decks.keys().filter_map(|address| address.event.clone());
        side.events.keys().cloned().chain(of_decks).collect()
    });
    for name in &names {
        check("deck", name, &decks)?;
    }
    if let Some(event) = &arguments.event {
        check("event", event, &events)?;
    }
    for side in sides {
        let event = arguments.event.as_ref();
        side.decks.retain(|address, _| {
            let is_named = names.is_empty() || names.contains(address.deck.as_str());
            is_named && event.is_none_or(|event| address.event.as_ref() == Some(event))
        });
        let is_whole = names.is_empty();
        side.events.retain(|slug, _| is_whole && event.is_none_or(|event| event == slug));
    }
    Ok(())
}

fn check(what: &str, name: &str, known: &BTreeSet<String>) -> Result<(), String> {
    if known.contains(name) {
        return Ok(());
    }
    let guess = nearest(name, known.iter().map(String::as_str));
    let guess = guess.map(|guess| format!("; did you mean `{guess}`?")).unwrap_or_default();
    Err(format!("neither side has the {what} `{name}`{guess}"))
}
