//! The changes between two builds, as text, Markdown, JSON and a page: one file per format, all
//! with the same texts.

mod html;
mod json;
mod markdown;
mod text;

use crate::changes::{
    ChangeReport, DeckChange, DeckState, DiffLine, DiffRow, EventChange, SlideChange,
    SlideChangeKind,
};
use crate::diag::problem::{counted, grouped};

use super::ReportStyle;

/// How many equal lines are shown around differences.
const CONTEXT: usize = 2;

/// How many decks are named if several have a change.
const MOST_NAMED: usize = 4;

/// How a report of changes is written.
#[derive(Copy, Clone, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ChangeFormat {
    /// For a terminal.
    Text,
    /// For a pull request: a table, and the changes to unfold.
    Markdown,
    /// A JSON object; `deckyard schema changes` describes it.
    Json,
    /// One page with both versions side by side.
    Html,
}

/// The names of the two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSides {
    /// The old one.
    pub old: String,
    /// The new one.
    pub new: String,
}

/// Writes a report of changes.
pub fn write_changes(
    (format, style): (ChangeFormat, ReportStyle),
    sides: &ChangeSides,
    report: &ChangeReport,
) -> String {
    match format {
        ChangeFormat::Text => text::write(style, sides, report),
        ChangeFormat::Markdown => markdown::write(sides, report),
        ChangeFormat::Json => json::write(sides, report),
        ChangeFormat::Html => html::write(sides, report),
    }
}

/// A line of a comparison, one version after the other.
enum UnifiedLine<'a> {
    /// As it was.
    Same(&'a DiffLine),
    /// Only in the old version.
    Old(&'a DiffLine),
    /// Only in the new version.
    New(&'a DiffLine),
    /// The number of equal lines that are not shown.
    Gap(usize),
}

/// A row, or how many equal rows are not shown.
enum ShownRow<'a> {
    Row(&'a DiffRow),
    Gap(usize),
}

/// The rows that differ, with some equal ones around them. Added and removed slides are shown as a
/// whole.
fn shown_rows(rows: &[DiffRow]) -> Vec<ShownRow<'_>> {
    let mut is_shown = vec![false; rows.len()];
    for (at, _) in rows.iter().enumerate().filter(|(_, row)| !row.is_same()) {
        let end = rows.len().min(at + CONTEXT + 1);
        is_shown[at.saturating_sub(CONTEXT)..end].fill(true);
    }
    let mut shown = Vec::new();
    for (row, is_shown) in rows.iter().zip(is_shown) {
        match (is_shown, shown.last_mut()) {
            (true, _) => shown.push(ShownRow::Row(row)),
            (false, Some(ShownRow::Gap(count))) => *count += 1,
            (false, _) => shown.push(ShownRow::Gap(1)),
        }
    }
    shown
}

/// The same, with the old version of neighbouring lines before the new one.
fn unified(rows: &[DiffRow]) -> Vec<UnifiedLine<'_>> {
    let (mut lines, mut waiting) = (Vec::new(), Vec::new());
    for shown in shown_rows(rows) {
        match shown {
            ShownRow::Row(row) if !row.is_same() => {
                lines.extend(row.old.as_ref().map(UnifiedLine::Old));
                waiting.extend(row.new.as_ref().map(UnifiedLine::New));
            }
            ShownRow::Row(row) => {
                lines.append(&mut waiting);
                lines.extend(row.new.as_ref().map(UnifiedLine::Same));
            }
            ShownRow::Gap(count) => {
                lines.append(&mut waiting);
                lines.push(UnifiedLine::Gap(count));
            }
        }
    }
    lines.append(&mut waiting);
    lines
}

/// The title of a change: that of the slide.
fn title(change: &SlideChange) -> &str {
    let slide = change.new.as_ref().or(change.old.as_ref());
    slide.map_or("", |slide| slide.title.as_str())
}

/// The file and line of a change; may be empty.
fn source(change: &SlideChange) -> &str {
    let slide = change.new.as_ref().or(change.old.as_ref());
    slide.map_or("", |slide| slide.source.as_str())
}

/// What happened to a slide, in a word or two.
fn kind(change: &SlideChange) -> String {
    match change.kind {
        SlideChangeKind::Changed if change.has_moved => "Changed and moved".to_owned(),
        SlideChangeKind::Changed => "Changed".to_owned(),
        SlideChangeKind::Added => "Added".to_owned(),
        SlideChangeKind::Removed => "Removed".to_owned(),
        SlideChangeKind::Moved if change.n_slides > 1 => {
            format!("Moved, {}", counted(change.n_slides, "slide"))
        }
        SlideChangeKind::Moved => "Moved".to_owned(),
    }
}

/// The class of a change in pages and data.
fn kind_name(kind: SlideChangeKind) -> &'static str {
    match kind {
        SlideChangeKind::Changed => "changed",
        SlideChangeKind::Added => "added",
        SlideChangeKind::Removed => "removed",
        SlideChangeKind::Moved => "moved",
    }
}

/// The number of decks and events with a change, if that is more than one deck.
fn reach(report: &ChangeReport, change: &SlideChange) -> Option<String> {
    let (decks, events) = report.reach(change);
    let events = if events > 0 { format!(", {}", counted(events, "event")) } else { String::new() };
    (decks > 1).then(|| format!("in {}{events}", counted(decks, "deck")))
}

/// Where a change is: `bread 12 → 13, lyon/bread 4, and 9 more decks`.
fn places(report: &ChangeReport, change: &SlideChange) -> String {
    let place = |place: &crate::changes::SlidePlace| {
        let deck = &report.decks[place.deck].address;
        match (place.old_number, place.new_number) {
            (Some(old), Some(new)) if old != new => format!("{deck} {old} → {new}"),
            (_, Some(number)) | (Some(number), None) => format!("{deck} {number}"),
            (None, None) => deck.to_string(),
        }
    };
    let mut named: Vec<String> = change.places.iter().take(MOST_NAMED).map(place).collect();
    let more = change.places.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        named.push(format!("and {} more", grouped(more)));
    }
    named.join(", ")
}

/// A change that no line shows.
fn remarks(change: &SlideChange) -> Vec<String> {
    let pictures = change.pictures.iter().map(|path| format!("picture changed: {path}"));
    let drawing = change.has_new_drawing.then(|| "drawing changed".to_owned());
    pictures.chain(drawing).collect()
}

/// What changed, in one line.
fn summary(report: &ChangeReport) -> String {
    if report.is_empty() {
        return format!("no changes in {}", counted(report.decks.len(), "deck"));
    }
    let of = |kind| report.count(kind);
    let slides = counts([
        (of(SlideChangeKind::Changed), "changed"),
        (of(SlideChangeKind::Added), "added"),
        (of(SlideChangeKind::Removed), "removed"),
        (of(SlideChangeKind::Moved), "moved"),
    ]);
    let decks = |is_counted: &dyn Fn(&DeckState) -> bool| {
        report.decks.iter().filter(|deck| is_counted(&deck.state)).count()
    };
    let decks = counts([
        (decks(&|state| *state == DeckState::Changed), "changed"),
        (decks(&|state| *state == DeckState::Added), "added"),
        (decks(&|state| *state == DeckState::Removed), "removed"),
        (decks(&|state| matches!(state, DeckState::Renamed(_))), "renamed"),
    ]);
    let parts = [("slides", slides), ("decks", decks)];
    let mut parts: Vec<String> = parts
        .into_iter()
        .filter_map(|(what, counts)| Some(format!("{what}: {}", counts?)))
        .collect();
    if !report.events.is_empty() {
        parts.push(format!("{} changed", counted(report.events.len(), "event")));
    }
    parts.join("; ")
}

/// `3 changed, 1 added`, without zeros.
fn counts(counts: [(usize, &str); 4]) -> Option<String> {
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", grouped(*count)))
        .collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

/// What happened to a deck, without its slides.
fn state(deck: &DeckChange) -> Option<String> {
    let state = match &deck.state {
        DeckState::Same | DeckState::Changed => None,
        DeckState::Added => Some("added".to_owned()),
        DeckState::Removed => Some("removed".to_owned()),
        DeckState::Renamed(old) => Some(format!("renamed from {old}")),
    };
    let title = deck.old_title.as_ref().map(|old| format!("title: {old} → {}", deck.title));
    let parts: Vec<String> = state.into_iter().chain(title).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The number of slides of a deck: `48 → 47`.
fn n_slides(deck: &DeckChange) -> String {
    match (deck.n_old, deck.n_new) {
        (old, new) if old == new => grouped(new),
        (old, new) => format!("{} → {}", grouped(old), grouped(new)),
    }
}

/// What happened to an event.
fn event(event: &EventChange) -> String {
    let from = event.old_slug.as_ref().map(|old| format!("renamed from {old}"));
    let title = match (&event.old_title, &event.new_title) {
        (Some(old), None) => Some(format!("removed: {old}")),
        (None, Some(new)) => Some(format!("added: {new}")),
        (Some(old), Some(new)) if old != new => Some(format!("title: {old} → {new}")),
        (Some(_), Some(_)) | (None, None) => None,
    };
    let parts: Vec<String> = from.into_iter().chain(title).collect();
    format!("{}: {}", event.slug, parts.join("; "))
}
