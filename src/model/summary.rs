//! The data of a deck without its slides.

use std::sync::Arc;

use super::times::{title, topics};
use crate::deck::{Deck, DeckPlan, SlideLength};
use crate::event::agenda::{Pace, Topic};
use crate::manifest::Difficulty;
use crate::path::ProjectPath;
use crate::render;

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
    /// How many numbers its slides have.
    pub(crate) slides: u32,
    /// Further steps of its slides.
    pub(crate) steps: usize,
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
            slides: deck.total,
            steps: lengths.iter().map(|length| length.steps as usize).sum(),
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
