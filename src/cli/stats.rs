//! `deckyard stats`: slides, steps, words, labs and minutes of decks.

use std::fmt::Write as _;

use clap::Args;
use serde::Serialize;

use super::run::{CommandRun, fail, has_errors, summary};
use super::{ExitStatus, SiteArguments, print};
use crate::diag::Warned;
use crate::report::Format;
use crate::site;
use crate::stats::{self, DeckFigures, Figures, NumberedLab, PartFigures};

/// The arguments of `stats`.
#[derive(Args, Debug)]
pub(super) struct StatsArguments {
    #[command(flatten)]
    site: SiteArguments,
}

/// The version of the JSON: keys are only ever added.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct JsonStats<'a> {
    version: u32,
    decks: Vec<JsonDeckFigures<'a>>,
}

#[derive(Serialize)]
struct JsonDeckFigures<'a> {
    name: &'a str,
    title: &'a str,
    #[serde(flatten)]
    total: JsonFigures,
    parts: Vec<JsonPartFigures<'a>>,
    /// With `number-labs`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    numbered_labs: Vec<JsonLab<'a>>,
}

#[derive(Serialize)]
struct JsonLab<'a> {
    number: &'a str,
    title: &'a str,
    slide: u32,
}

#[derive(Serialize)]
struct JsonPartFigures<'a> {
    part: usize,
    #[serde(flatten)]
    total: JsonFigures,
    chapters: Vec<JsonChapterFigures<'a>>,
}

#[derive(Serialize)]
struct JsonChapterFigures<'a> {
    chapter: &'a str,
    #[serde(flatten)]
    total: JsonFigures,
}

#[derive(Serialize)]
struct JsonFigures {
    slides: usize,
    steps: usize,
    words: usize,
    labs: usize,
    minutes: u64,
    /// Whether the minutes are planned, not estimated.
    planned: bool,
}

impl From<&Figures> for JsonFigures {
    fn from(figures: &Figures) -> Self {
        Self {
            slides: figures.slides,
            steps: figures.steps,
            words: figures.words,
            labs: figures.labs,
            minutes: figures.minutes(),
            planned: figures.is_planned(),
        }
    }
}

/// Prints the numbers.
pub(super) fn run(arguments: &StatsArguments) -> ExitStatus {
    let run = match CommandRun::plain(&arguments.site) {
        Ok(run) => run,
        Err(message) => return fail(&message),
    };
    let Warned { output: built, diagnostics } = run.build();
    if has_errors(&diagnostics) {
        run.report(&diagnostics);
        run.say(&format!("{}; nothing is counted\n", summary(&diagnostics)));
        return ExitStatus::Failure;
    }
    let pace = site::workshops(&run.world, &mut Vec::new()).settings.pace;
    let decks = stats::of_site(&built, pace);
    print(&match arguments.site.output.format {
        Format::Json => json(&decks),
        _ => table(&decks),
    });
    ExitStatus::Success
}

fn json(decks: &[DeckFigures]) -> String {
    let found = JsonStats { version: VERSION, decks: decks.iter().map(json_deck).collect() };
    // Structs of strings and numbers: serialising them cannot fail.
    serde_json::to_string_pretty(&found).unwrap_or_default() + "\n"
}

fn json_deck(deck: &DeckFigures) -> JsonDeckFigures<'_> {
    JsonDeckFigures {
        name: &deck.name,
        title: &deck.title,
        total: (&deck.total).into(),
        parts: deck.parts.iter().map(json_part).collect(),
        numbered_labs: deck.labs.iter().map(json_lab).collect(),
    }
}

fn json_lab(lab: &NumberedLab) -> JsonLab<'_> {
    JsonLab { number: &lab.number, title: &lab.title, slide: lab.slide }
}

fn json_part(part: &PartFigures) -> JsonPartFigures<'_> {
    let chapters = part.chapters.iter();
    JsonPartFigures {
        part: part.number,
        total: (&part.total).into(),
        chapters: chapters
            .map(|(chapter, figures)| JsonChapterFigures { chapter, total: figures.into() })
            .collect(),
    }
}

/// A table with a line for each deck, part and chapter. Estimated minutes begin with `~`.
fn table(decks: &[DeckFigures]) -> String {
    let mut rows: Vec<(String, Figures)> = Vec::new();
    for deck in decks {
        rows.push((deck.name.clone(), deck.total));
        for part in &deck.parts {
            // A part with a single chapter adds no information.
            let has_row = part.chapters.len() > 1;
            if has_row {
                rows.push((format!("  part {}", part.number), part.total));
            }
            let indent = if has_row { "    " } else { "  " };
            let chapters = part.chapters.iter();
            rows.extend(chapters.map(|(name, figures)| (format!("{indent}{name}"), *figures)));
        }
    }
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut out = format!("{:width$}  slides  steps   words  labs  minutes\n", "");
    for (name, figures) in rows {
        let minutes = match (figures.minutes(), figures.is_planned()) {
            (minutes, true) | (minutes @ 0, false) => minutes.to_string(),
            (minutes, false) => format!("~{minutes}"),
        };
        let Figures { slides, steps, words, labs, .. } = figures;
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "{name:width$}  {slides:>6}  {steps:>5}  {words:>6}  {labs:>4}  {minutes:>7}"
        );
    }
    for deck in decks.iter().filter(|deck| !deck.labs.is_empty()) {
        let _ = writeln!(out, "\nlabs of {}", deck.name);
        let width = deck.labs.iter().map(|lab| lab.number.len()).max().unwrap_or(0);
        for NumberedLab { number, title, slide } in &deck.labs {
            let _ = writeln!(out, "  {number:>width$}  {title} ({slide})");
        }
    }
    out
}
