//! The topics and duration of a deck: its sections with their minutes.

use crate::deck::{DeckPlan, Placed, SlideLength, own_minutes, spread};
use crate::event::agenda::{Pace, Topic};
use crate::line::one_line;
use crate::render;

/// A minute, in seconds.
const MINUTE: u64 = 60;

/// The sections of a deck. Slides before the first one belong to it; a deck without sections is one
/// topic.
pub(super) fn topics(plan: &DeckPlan, lengths: &[SlideLength], pace: Pace) -> Vec<Topic> {
    let times = times(plan, lengths, pace);
    let mut topics: Vec<Topic> = plan
        .sections
        .iter()
        .map(|section| Topic {
            title: one_line(&section.title),
            anchor: section.anchor.clone(),
            part: section.part,
            ..Topic::default()
        })
        .collect();
    if topics.is_empty() {
        topics.push(Topic { title: title(plan), part: 1, ..Topic::default() });
    }
    let mut opened = 0_usize;
    for (slide, (planned, estimated)) in plan.slides.iter().zip(times) {
        opened += usize::from(slide.opens.section) + slide.opens.headings as usize;
        if let Some(topic) = topics.get_mut(opened.saturating_sub(1)) {
            topic.planned += planned;
            topic.estimated += estimated;
        }
    }
    topics
}

/// The planned and estimated seconds of each slide.
pub(crate) fn times(plan: &DeckPlan, lengths: &[SlideLength], pace: Pace) -> Vec<(u64, u64)> {
    let mut times: Vec<(u64, u64)> = Vec::with_capacity(plan.slides.len());
    let mut slides = plan.slides.iter().zip(lengths).peekable();
    while let Some((slide, length)) = slides.next() {
        let next_opens = slides.peek().is_some_and(|(next, _)| next.opens.section);
        let is_ornament =
            slide.opens.section || (next_opens && slide.classes.iter().any(|class| class == "pic"));
        times.push(match own_minutes(slide) {
            Some(minutes) => (minutes * MINUTE, 0),
            None if is_ornament => (0, 0),
            None => (0, pace.slide + if length.is_lab { pace.lab } else { 0 }),
        });
    }
    plan_chapters(plan, &mut times);
    times
}

/// Distributes a chapter's minutes over its slides without a time of their own.
fn plan_chapters(plan: &DeckPlan, times: &mut [(u64, u64)]) {
    let mut first = 0;
    while first < plan.slides.len() {
        let slide = &plan.slides[first];
        let Some(minutes) = slide.opens.minutes else {
            first += 1;
            continue;
        };
        let same = |other: &&Placed| other.label == slide.label && other.opens.minutes.is_none();
        let end = first + 1 + plan.slides[first + 1..].iter().take_while(same).count();
        let chapter = &mut times[first..end];
        spread(minutes, chapter);
        first = end;
    }
}

/// A deck's title on one line, or its name by default.
pub(super) fn title(plan: &DeckPlan) -> String {
    let title = render::title(plan.manifest.text("title"));
    if title.is_empty() { plan.manifest.name.clone() } else { title }
}
