//! The slides of a deck as one Markdown file that any program shows: chapters joined, variables
//! filled in, and without syntax that only this program understands.

use std::fmt::Write as _;

use super::{ExportError, Exported, Exporter, Means, Parcel};
use crate::pages::{DeckPage, SpeakerNotes};
use crate::render::{notes_markdown, slide_markdown};

/// Makes Markdown files.
pub(super) struct Markdown;

impl Exporter for Markdown {
    fn export(&self, parcel: &Parcel, _: Means<'_>) -> Result<Exported, ExportError> {
        let decks = parcel.decks.values().map(deck);
        let text = decks.collect::<Vec<_>>().join("\n\n");
        Ok(Exported { bytes: text.into_bytes(), notes: Vec::new() })
    }
}

/// A deck: a slide between two rules, the targets of its link labels at the end.
fn deck(page: &DeckPage) -> String {
    let data = page.deck_data();
    let mut slides = Vec::with_capacity(data.deck.slides.len());
    for slide in &data.deck.slides {
        let mut text = slide_markdown(&slide.source);
        if page.notes() == SpeakerNotes::Shown {
            // A quotation is the plainest form for notes.
            let notes = notes_markdown(&slide.source);
            let lines: Vec<_> = notes.lines().map(|line| format!("> {line}")).collect();
            if !lines.is_empty() {
                text.push_str(if text.is_empty() { "" } else { "\n\n" });
                text.push_str(&lines.join("\n").replace("> \n", ">\n"));
            }
        }
        if !text.trim().is_empty() {
            slides.push(text);
        }
    }
    let mut out = slides.join("\n\n---\n\n");
    out.push('\n');
    let mut labels = data.plan.labels.all().peekable();
    if labels.peek().is_some() {
        out.push('\n');
    }
    for (label, target) in labels {
        // Writing to a String cannot fail.
        let _ = write!(out, "[{label}]: <{}>", target.url);
        if !target.title.is_empty() {
            let _ = write!(out, " \"{}\"", target.title.replace('"', "\\\""));
        }
        out.push('\n');
    }
    out
}
