//! A slide with its place in a deck.

use std::ops::Deref;
use std::sync::Arc;

use super::plan::Opens;
use super::planned::Planned;
use super::sections::is_contents;
use super::title_mark::TitleMark;
use crate::render::{self, Rendered};

/// A slide of a deck.
#[derive(Clone, Debug)]
pub struct DeckSlide {
    /// Its deck-independent part.
    pub planned: Arc<Planned>,
    /// Its `id` in the page.
    pub id: Arc<str>,
    /// Further names.
    pub aliases: Vec<String>,
    /// The number of its first step.
    pub number: u32,
    /// Further steps, including those that its code adds.
    pub steps: u32,
    /// How many numbers its further steps have.
    pub step_numbers: u32,
    /// What begins at this slide.
    pub opens: Opens,
    /// Extra content beside its title.
    pub mark: Option<Arc<TitleMark>>,
    /// The number of its lab: `3b`.
    pub lab: Option<Arc<str>>,
    /// The content and the notes.
    pub rendered: Arc<Rendered>,
}

/// How long a slide is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct SlideLength {
    /// Further steps, including those that its code adds.
    pub steps: u32,
    /// Whether it has something to do for the audience.
    pub is_lab: bool,
}

impl DeckSlide {
    /// Whether it has something to do for the audience: it has a lab, or is one.
    pub fn is_lab(&self) -> bool {
        is_lab(&self.planned, self.rendered.is_lab)
    }

    /// How many columns a slide with a table of contents or an agenda has at the most; `few` where a
    /// column would be short.
    pub fn contents_columns(&self) -> Option<&'static str> {
        let name = self.name.as_deref().filter(|_| !self.opens.section)?;
        let is_list = is_contents(name) || name.starts_with("toc-agenda");
        is_list.then(|| match self.rendered.anchors.len() {
            ..=4 => "few",
            5..=7 => "1",
            8..=18 => "2",
            _ => "3",
        })
    }

    /// The text of its content and that of its notes, for a transcript, in simple markup.
    pub fn transcripts(&self) -> [Arc<str>; 2] {
        let made = || {
            let rendered = &self.rendered;
            [&rendered.html, &rendered.notes].map(|html| render::transcript(html).into())
        };
        if self.rendered.has_labels {
            made() // Its text may differ in another deck that shows the same slide.
        } else {
            self.planned.transcripts.get_or_init(made).clone()
        }
    }

    /// How long it is.
    pub fn length(&self) -> SlideLength {
        SlideLength { steps: self.steps, is_lab: self.is_lab() }
    }

    /// The addresses of the files that its content shows or links to, as written; excludes those in
    /// its notes.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let background = self.background_files.iter().map(String::as_str);
        self.rendered.files.iter().map(|file| file.url.as_str()).chain(background)
    }
}

/// Whether a slide has something to do for the audience. `has_lab` is whether a lab is on it.
pub(super) fn is_lab(slide: &Planned, has_lab: bool) -> bool {
    has_lab || slide.classes.iter().any(|class| render::is_lab(class))
}

impl Deref for DeckSlide {
    type Target = Planned;

    fn deref(&self) -> &Planned {
        &self.planned
    }
}
