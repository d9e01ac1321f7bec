//! The contents of a deck as a list, for the outline of a file.

use super::deck_page::DeckPage;
use crate::deck::{DeckSlide, TitleMark};
use crate::line::one_line;

/// A part, a section or a slide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsLine {
    /// Its title; a slide without one has its number.
    pub title: String,
    /// Its level below the deck: more deeply indented entries belong to it.
    pub level: usize,
    /// The address of its slide.
    pub id: String,
}

impl DeckPage {
    /// Its parts, with their sections, with their slides.
    pub fn contents(&self) -> Vec<ContentsLine> {
        let mut lines: Vec<ContentsLine> = Vec::new();
        let mut part = None;
        let mut level = 0;
        for slide in &self.deck.deck.slides {
            let id = slide.id.to_string();
            let own_part = part_of(slide);
            if own_part.is_some() && own_part != part {
                let title = own_part.unwrap_or_default().to_owned();
                lines.push(ContentsLine { title, level: 0, id: id.clone() });
                part = own_part;
            }
            let is_section = slide.opens.section || slide.opens.headings > 0;
            if is_section {
                level = usize::from(part.is_some());
            }
            let title = match one_line(&slide.rendered.title) {
                title if title.is_empty() => slide.number.to_string(),
                title => title,
            };
            lines.push(ContentsLine { title, level, id });
            if is_section {
                level += 1;
            }
        }
        lines
    }

    /// How many slides it has, steps not counted.
    pub fn slide_count(&self) -> usize {
        self.deck.deck.slides.len()
    }

    /// The name of the deck.
    pub fn name(&self) -> &str {
        &self.deck.summary.name
    }

    /// The code of the deck's language.
    pub fn language(&self) -> &str {
        match self.deck.plan.manifest.text("language") {
            "" => "en",
            language => language,
        }
    }

    /// What the deck is about; may be empty.
    pub fn description(&self) -> &str {
        &self.deck.summary.description
    }
}

/// The name of the part that a slide opens a section of.
fn part_of(slide: &DeckSlide) -> Option<&str> {
    match slide.mark.as_deref()? {
        TitleMark::Opener(opener) => opener.part.as_deref(),
        TitleMark::Level(_) => None,
    }
}
