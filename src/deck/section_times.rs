//! How long the sections of a deck take, before anything is rendered.
//!
//! Minutes of chapters are spread over their slides in proportion to their usual length; slides
//! without a plan are estimated, and the two are kept apart.

use std::sync::Arc;

use super::chapters::DeckChapter;
use super::outline::{ChapterOutline, WalkItem};
use super::planned::Planned;
use crate::event::agenda::Pace;
use crate::render::{self, Labels};

/// A minute, in seconds.
const MINUTE: u64 = 60;

/// The planned and the estimated seconds of a slide or a section.
pub(super) type Spent = (u64, u64);

/// The times of the sections of a deck.
#[derive(Clone, Debug, Default)]
pub(super) struct SectionTimes {
    /// The slides before the first section.
    pub(super) before: Spent,
    /// The sections, in order.
    pub(super) sections: Vec<Spent>,
}

/// The times of the sections of these chapters; none where nothing is planned, unless all are needed.
pub(super) fn section_times(
    leaves: &[DeckChapter],
    outlines: &[Arc<ChapterOutline>],
    pace: Pace,
    is_needed: bool,
) -> SectionTimes {
    let own = |outline: &Arc<ChapterOutline>| slides(outline).any(|s| own_minutes(s).is_some());
    let is_planned = leaves.iter().any(|leaf| leaf.minutes.is_some()) || outlines.iter().any(own);
    let mut all = SectionTimes::default();
    if !is_planned && !is_needed {
        return all;
    }
    for (leaf, outline) in leaves.iter().zip(outlines) {
        let mut times: Vec<Spent> = slides(outline).map(|slide| time(slide, pace)).collect();
        if let Some(minutes) = leaf.minutes {
            spread(minutes, &mut times);
        }
        let mut times = times.into_iter();
        for found in &outline.found {
            match found {
                WalkItem::Section(..) => all.sections.push((0, 0)),
                WalkItem::Slide(_) => {
                    let (planned, estimated) = times.next().unwrap_or_default();
                    let open = all.sections.last_mut().unwrap_or(&mut all.before);
                    *open = (open.0 + planned, open.1 + estimated);
                }
                WalkItem::LeftOut { .. } => {}
            }
        }
    }
    all
}

fn slides(outline: &ChapterOutline) -> impl Iterator<Item = &Planned> {
    outline.found.iter().filter_map(|found| match found {
        WalkItem::Slide(slide) => Some(&**slide),
        WalkItem::Section(..) | WalkItem::LeftOut { .. } => None,
    })
}

fn time(slide: &Planned, pace: Pace) -> Spent {
    if let Some(minutes) = own_minutes(slide) {
        return (minutes * MINUTE, 0);
    }
    let has_lab = render::measure(&slide.source, &Labels::default()).is_lab;
    let is_lab = super::deck_slide::is_lab(slide, has_lab);
    (0, pace.slide + if is_lab { pace.lab } else { 0 })
}

/// The minutes set on the slide itself.
pub fn own_minutes(slide: &Planned) -> Option<u64> {
    let minutes = slide.property("minutes")?.trim().parse::<u32>().ok()?;
    Some(u64::from(minutes))
}

/// Spreads a chapter's minutes over its slides without a time of their own.
pub fn spread(minutes: u32, times: &mut [(u64, u64)]) {
    let own: u64 = times.iter().map(|(planned, _)| planned).sum();
    let weight: u64 = times.iter().map(|(_, estimated)| estimated).sum();
    let left = (u64::from(minutes) * MINUTE).saturating_sub(own);
    let (mut before, mut given) = (0, 0);
    for (planned, estimated) in times.iter_mut().filter(|(_, estimated)| *estimated > 0) {
        before += std::mem::take(estimated);
        let until = left * before / weight.max(1);
        *planned += until - given;
        given = until;
    }
    if weight == 0
        && let Some((planned, _)) = times.first_mut()
    {
        *planned += left;
    }
}

/// The minutes of a section, where most of it is planned.
pub(super) fn planned_minutes((planned, estimated): Spent) -> Option<u32> {
    let minutes = (planned + MINUTE / 2) / MINUTE;
    (planned > estimated).then(|| u32::try_from(minutes).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::{planned_minutes, spread};

    #[test]
    fn minutes_are_spread_by_what_slides_usually_take() {
        let mut times = [(0, 60), (0, 240), (120, 0)];
        spread(12, &mut times);
        assert_eq!(times, [(120, 0), (480, 0), (120, 0)]);
    }

    #[test]
    fn a_section_that_is_mostly_guessed_has_no_minutes() {
        assert_eq!(planned_minutes((600, 60)), Some(10));
        assert_eq!(planned_minutes((60, 600)), None);
        assert_eq!(planned_minutes((0, 0)), None);
    }
}
