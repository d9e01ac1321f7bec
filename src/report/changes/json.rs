//! JSON for programs: `docs/schemas/changes.json` describes it.

use serde::Serialize;

use super::{ChangeSides, kind_name};
use crate::changes::{
    ChangeReport, DeckChange, DeckState, DiffLine, DiffRow, EventChange, ShownSlide, SlideChange,
    SlideChangeKind, SlidePlace,
};

/// The version of the format: keys are only ever added.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct JsonChanges<'a> {
    version: u32,
    program: String,
    old: &'a str,
    new: &'a str,
    differs: bool,
    slides: JsonTotals,
    decks: Vec<JsonDeckChange<'a>>,
    events: Vec<JsonEventChange<'a>>,
    changes: Vec<JsonSlideChange<'a>>,
}

#[derive(Serialize)]
struct JsonTotals {
    changed: usize,
    added: usize,
    removed: usize,
    moved: usize,
}

#[derive(Serialize)]
struct JsonDeckChange<'a> {
    deck: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'a str>,
    state: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    renamed_from: Option<String>,
    slides_before: usize,
    slides_after: usize,
    same: usize,
    changed: usize,
    added: usize,
    removed: usize,
    moved: usize,
}

#[derive(Serialize)]
struct JsonEventChange<'a> {
    event: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    renamed_from: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_title: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonSlideChange<'a> {
    change: &'static str,
    moved: bool,
    slides: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<JsonSlide<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<JsonSlide<'a>>,
    pictures_changed: &'a [String],
    drawing_changed: bool,
    lines: Vec<JsonLine>,
    places: Vec<JsonChangePlace>,
}

#[derive(Serialize)]
struct JsonSlide<'a> {
    title: &'a str,
    id: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
struct JsonLine {
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<String>,
}

#[derive(Serialize)]
struct JsonChangePlace {
    deck: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_number: Option<u32>,
}

/// Writes a report.
pub(super) fn write(sides: &ChangeSides, report: &ChangeReport) -> String {
    let found = JsonChanges {
        version: VERSION,
        program: format!("deckyard {}", env!("CARGO_PKG_VERSION")),
        old: &sides.old,
        new: &sides.new,
        differs: !report.is_empty(),
        slides: JsonTotals {
            changed: report.count(SlideChangeKind::Changed),
            added: report.count(SlideChangeKind::Added),
            removed: report.count(SlideChangeKind::Removed),
            moved: report.count(SlideChangeKind::Moved),
        },
        decks: report.decks.iter().map(deck).collect(),
        events: report.events.iter().map(event).collect(),
        changes: report.slides.iter().map(|change| slide(report, change)).collect(),
    };
    // Structs of strings and numbers: serialising them cannot fail.
    serde_json::to_string_pretty(&found).unwrap_or_default() + "\n"
}

fn deck(deck: &DeckChange) -> JsonDeckChange<'_> {
    let (state, renamed_from) = match &deck.state {
        DeckState::Same => ("same", None),
        DeckState::Changed => ("changed", None),
        DeckState::Added => ("added", None),
        DeckState::Removed => ("removed", None),
        DeckState::Renamed(old) => ("renamed", Some(old.to_string())),
    };
    JsonDeckChange {
        deck: &deck.address.deck,
        event: deck.address.event.as_deref(),
        state,
        title: &deck.title,
        old_title: deck.old_title.as_deref(),
        renamed_from,
        slides_before: deck.n_old,
        slides_after: deck.n_new,
        same: deck.counts.same,
        changed: deck.counts.changed,
        added: deck.counts.added,
        removed: deck.counts.removed,
        moved: deck.counts.moved,
    }
}

fn event(event: &EventChange) -> JsonEventChange<'_> {
    JsonEventChange {
        event: &event.slug,
        renamed_from: event.old_slug.as_deref(),
        old_title: event.old_title.as_deref(),
        new_title: event.new_title.as_deref(),
    }
}

fn slide<'a>(report: &ChangeReport, change: &'a SlideChange) -> JsonSlideChange<'a> {
    let shown = |slide: &'a ShownSlide| JsonSlide {
        title: &slide.title,
        id: &slide.id,
        source: &slide.source,
    };
    let line = |row: &DiffRow| JsonLine {
        old: row.old.as_ref().map(DiffLine::text),
        new: row.new.as_ref().map(DiffLine::text),
    };
    let place = |place: &SlidePlace| JsonChangePlace {
        deck: report.decks[place.deck].address.to_string(),
        old_number: place.old_number,
        new_number: place.new_number,
    };
    JsonSlideChange {
        change: kind_name(change.kind),
        moved: change.has_moved,
        slides: change.n_slides,
        old: change.old.as_ref().map(shown),
        new: change.new.as_ref().map(shown),
        pictures_changed: &change.pictures,
        drawing_changed: change.has_new_drawing,
        lines: change.rows.iter().map(line).collect(),
        places: change.places.iter().map(place).collect(),
    }
}
