//! The text of the slides of a deck, for programs that read text.

use std::collections::BTreeMap;

use super::{ExportError, Exported, Exporter, Means, Parcel};
use crate::deck::DeckSlide;
use crate::pages::SpeakerNotes;
use crate::render::{Html, page_text};

/// Makes texts.
pub(super) struct TextFile;

impl Exporter for TextFile {
    fn export(&self, parcel: &Parcel, _: Means<'_>) -> Result<Exported, ExportError> {
        let mut out = String::new();
        for page in parcel.decks.values() {
            let deck = page.deck_data();
            let title = page.title();
            out.extend([title.as_str(), "\n", &"=".repeat(title.chars().count().max(3)), "\n"]);
            if !deck.summary.description.is_empty() {
                out.extend([deck.summary.description.as_str(), "\n"]);
            }
            for slide in &deck.deck.slides {
                out.extend(["\n", &number(slide), "\n", &text(&slide.rendered.html), "\n"]);
                let notes = text(&slide.rendered.notes);
                if page.notes() == SpeakerNotes::Shown && !notes.is_empty() {
                    out.extend(["\n???\n", &notes, "\n"]);
                }
            }
        }
        Ok(Exported { bytes: out.into_bytes(), notes: Vec::new() })
    }
}

/// The line above a slide: `--- 12 ---`, or without a number if the slide has none.
fn number(slide: &DeckSlide) -> String {
    if slide.is_counted { format!("--- {} ---", slide.number) } else { "---".to_owned() }
}

/// The text of a side of a slide.
pub(super) fn text(html: &Html) -> String {
    let mut out = String::new();
    html.write(&BTreeMap::new(), &BTreeMap::new(), None, &mut out);
    page_text(&out)
}
