//! The data of a deck without its slides.

use std::sync::Arc;

use jiff::civil::Date;

use super::times::{title, topics};
use crate::deck::{Deck, DeckPlan, SlideLength};
use crate::event::agenda::{Pace, Topic};
use crate::manifest::Difficulty;
use crate::path::ProjectPath;
use crate::render;
use crate::span::Spanned;

/// The data of a deck that pages show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeckSummary {
    /// Its name, which is the name of its page.
    pub(crate) name: Arc<str>,
    /// Its manifest.
    pub(crate) manifest: ProjectPath,
    pub(crate) title: String,
    pub(crate) description: String,
    /// As in the manifest; may be empty.
    pub(crate) language: String,
    /// How hard it is.
    pub(crate) level: Option<Difficulty>,
    /// Its authors: ids of people, or names.
    pub(crate) authors: Vec<String>,
    /// The day of this version.
    pub(crate) date: Option<Date>,
    /// What it is about, in the author's words.
    pub(crate) subjects: Vec<String>,
    /// How many numbers its slides have.
    pub(crate) slides: u32,
    /// Further steps of its slides.
    pub(crate) steps: usize,
    /// Whether it begins with the title slide of a section, and so without one of its own.
    pub(crate) begins_with_section: bool,
    /// The sum of the minutes of its chapters.
    pub(crate) planned: Option<u32>,
    /// Its topics, section by section.
    pub(crate) topics: Vec<Topic>,
}

impl DeckSummary {
    /// Summarizes a deck whose slides have these lengths.
    pub(crate) fn of(
        (plan, deck): (&DeckPlan, &Deck),
        lengths: &[SlideLength],
        pace: Pace,
    ) -> Self {
        Self {
            name: deck.name.as_str().into(),
            manifest: plan.manifest.path.clone(),
            title: title(plan),
            description: render::without_markup(plan.manifest.text("description")),
            language: plan.manifest.text("language").to_owned(),
            level: plan.manifest.level,
            authors: values(&plan.manifest.about.authors),
            date: plan.manifest.about.date,
            subjects: values(&plan.manifest.about.topics),
            slides: deck.total,
            steps: lengths.iter().map(|length| length.steps as usize).sum(),
            begins_with_section: plan.slides.first().is_some_and(|slide| slide.opens.section),
            planned: deck.minutes,
            topics: topics(plan, lengths, pace),
        }
    }

    /// Its duration, in multiples of five minutes, if most of it is planned.
    pub(crate) fn minutes(&self) -> Option<u32> {
        let planned: u64 = self.topics.iter().map(|topic| topic.planned).sum();
        let estimated: u64 = self.topics.iter().map(|topic| topic.estimated).sum();
        let whole = Topic { planned, estimated, ..Topic::default() };
        (planned > estimated).then(|| whole.minutes())
    }
}

/// The texts of a list.
fn values(list: &[Spanned<String>]) -> Vec<String> {
    list.iter().map(|text| text.value.clone()).collect()
}
