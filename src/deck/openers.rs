//! What title slides show beside their titles: those of sections their position in the deck, that
//! of the deck its level. And the numbers of labs.

use std::fmt::Write as _;
use std::sync::Arc;

use super::deck_slide::DeckSlide;
use super::plan::DeckPlan;
use super::sections::{Section, part_name};
use super::title_mark::{Opener, TitleMark, WIDTH};
use crate::language::PhraseValue;

/// The gap between two parts on it.
const GAP: u64 = 6;

/// Adds what title slides show.
pub(super) fn mark_titles(plan: &DeckPlan, slides: &mut [DeckSlide]) {
    let line = DeckLine::of(&plan.sections);
    let mut next = 0;
    let mut level = plan.manifest.level.map(|level| plan.words.level_name(level).to_owned());
    for index in 0..slides.len() {
        let before = index.checked_sub(1).and_then(|before| slides.get(before));
        let picture = before.and_then(picture);
        let slide = &mut slides[index];
        next += slide.opens.headings as usize;
        if slide.opens.section {
            let opener = opener(plan, next, &line, picture);
            slide.mark = Some(Arc::new(TitleMark::Opener(opener)));
            next += 1;
        } else if slide.classes.iter().any(|class| class == "title") {
            slide.mark = level.take().map(|level| Arc::new(TitleMark::Level(level)));
        }
    }
}

/// The picture of an interstitial.
fn picture(slide: &DeckSlide) -> Option<String> {
    let is_one = slide.rendered.content_classes.contains(&"interstitial");
    slide.rendered.files.first().filter(|_| is_one).map(|file| file.url.clone())
}

fn opener(plan: &DeckPlan, index: usize, line: &DeckLine, picture: Option<String>) -> Opener {
    let (words, count) = (&plan.words, plan.sections.len());
    let section = plan.sections.get(index);
    let part = section.filter(|_| line.n_parts > 1);
    let part = part.map(|section| part_name(section.part, plan.manifest.era, words));
    let number = |number: usize| PhraseValue::Count(u32::try_from(number).unwrap_or(u32::MAX));
    let place = words.nth.with(&[("number", number(index + 1)), ("total", number(count))]);
    let place = (count > 1).then_some(place);
    let time = section.and_then(|section| section.minutes);
    let time = time.map(|minutes| words.stretch(minutes));
    let (done, now) = line.around(index);
    let (number, track) = (index + 1, Arc::clone(&line.track));
    Opener { number, part, place, time, picture, track, done, now }
}

/// The sections of a deck on a line: as long as they take, or equally long.
struct DeckLine {
    /// Begin and end of each.
    stretches: Vec<(u64, u64)>,
    /// The part of each.
    parts: Vec<usize>,
    n_parts: u64,
    track: Arc<str>,
}

impl DeckLine {
    fn of(sections: &[Section]) -> Self {
        let minutes: Option<Vec<u64>> =
            sections.iter().map(|section| section.minutes.map(u64::from)).collect();
        let weights = minutes.unwrap_or_else(|| vec![1; sections.len()]);
        let total = weights.iter().sum::<u64>().max(1);
        let parts: Vec<usize> = sections.iter().map(|section| section.part).collect();
        let n_parts = parts.last().map_or(0, |&last| last as u64);
        let room = WIDTH.saturating_sub(GAP * n_parts.saturating_sub(1));
        let (mut before, mut stretches) = (0, Vec::with_capacity(sections.len()));
        for (part, weight) in parts.iter().zip(weights) {
            let gaps = GAP * (*part as u64).saturating_sub(1);
            let at = |weight: u64| gaps + room * weight / total;
            stretches.push((at(before), at(before + weight).max(at(before) + 1)));
            before += weight;
        }
        let mut line = Self { stretches, parts, n_parts, track: "".into() };
        line.track = line.path(sections.len()).into();
        line
    }

    /// The length before a section, and that of the section.
    fn around(&self, index: usize) -> (String, String) {
        let now = self.stretches.get(index).map(|&stretch| rectangle(stretch));
        (self.path(index), now.unwrap_or_default())
    }

    /// The first sections, with those of a part together.
    fn path(&self, count: usize) -> String {
        let mut path = String::new();
        let all: Vec<_> = self.parts.iter().zip(&self.stretches).take(count).collect();
        for part in all.chunk_by(|a, b| a.0 == b.0) {
            if let (Some((_, first)), Some((_, last))) = (part.first(), part.last()) {
                path.push_str(&rectangle((first.0, last.1)));
            }
        }
        path
    }
}

fn rectangle((from, to): (u64, u64)) -> String {
    let mut path = String::new();
    // Writing to a String cannot fail.
    let _ = write!(path, "M{from} 0H{to}V4H{from}z");
    path
}

/// Numbers labs by section, where the manifest asks for it: each slide with a lab is one. Returns
/// their names for links.
pub(super) fn number_labs(plan: &DeckPlan, slides: &mut [DeckSlide]) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    if !plan.manifest.rhythm.numbers_labs {
        return names;
    }
    let (mut section, mut count) = (0, 0);
    for (index, slide) in slides.iter_mut().enumerate() {
        let opened = usize::from(slide.opens.section) + slide.opens.headings as usize;
        if opened > 0 {
            section += opened;
            count = 0;
        }
        if slide.is_lab() {
            let number = if section == 0 { String::new() } else { section.to_string() };
            let number = number + &letters(count);
            count += 1;
            names.push((index, format!("lab-{number}")));
            slide.lab = Some(number.into());
        }
    }
    names
}

/// `a` to `z`, then `aa`.
fn letters(mut index: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + u8::try_from(index % 26).unwrap_or_default()));
        if index < 26 {
            break;
        }
        index = index / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{DeckLine, Section, letters};
    use crate::path::ProjectPath;
    use crate::span::Span;

    fn sections(parts: &[(usize, Option<u32>)]) -> Vec<Section> {
        let section = |&(part, minutes)| Section {
            title: String::new(),
            anchor: String::new(),
            aliases: Vec::new(),
            part,
            minutes,
            span: Span::start_of(ProjectPath::new("slides/a.md")),
        };
        parts.iter().map(section).collect()
    }

    #[test]
    fn labs_have_letters() {
        assert_eq!([0, 25, 26, 701, 702].map(letters).join(" "), "a z aa zz aaa");
    }

    #[test]
    fn sections_are_as_long_as_they_take() {
        let line = DeckLine::of(&sections(&[(1, Some(10)), (1, Some(30)), (2, Some(40))]));
        assert_eq!(&*line.track, "M0 0H497V4H0zM503 0H1000V4H503z");
        let (done, now) = line.around(1);
        assert_eq!((done.as_str(), now.as_str()), ("M0 0H124V4H0z", "M124 0H497V4H124z"));
    }

    #[test]
    fn without_times_all_are_equally_long() {
        let line = DeckLine::of(&sections(&[(1, Some(10)), (1, None)]));
        assert_eq!(line.around(0).1, "M0 0H500V4H0z");
        assert_eq!(&*DeckLine::of(&[]).track, "");
    }
}
