//! `@@AGENDA@@`: the sections of a deck over days and half-days, as slides in Markdown.
//!
//! For an event with dates and hours, these are times of day, the same as on its page. Without
//! them, a deck is divided by its own length: half-days are about equally long, and begin with a
//! part if one is near.

use std::fmt::Write as _;
use std::sync::Arc;

use super::chapters::DeckChapter;
use super::outline::{ChapterOutline, WalkItem};
use super::section_times::{SectionTimes, Spent, own_minutes};
use super::sections::{Section, markdown};
use crate::diag::{Diagnostic, ManifestProblem};
use crate::event::agenda::{self, Agenda, AgendaItem, HalfName, Topic};
use crate::event::{When, dates};
use crate::language::{PhraseValue, Vocabulary};
use crate::manifest::Manifest;

/// A minute, in seconds.
const MINUTE: u64 = 60;

/// Whatever takes no longer than this is not divided.
const WHOLE: u64 = 4 * 60 * MINUTE;

/// About as long as half a day of teaching.
const HALF_DAY: u64 = 195 * MINUTE;

/// A half-day that is longer than this has a break, and its length in minutes.
const BREAK: (u64, u32) = (2 * 60 * MINUTE, 15);

/// How far from an even division a half-day may end for the sake of a part that begins there.
const NEAR_PART: u64 = 40 * MINUTE;

/// A day, with its name where there are several.
struct PlannedDay {
    name: String,
    halves: Vec<PlannedHalf>,
}

/// A half of a day, with its name unless it is alone.
struct PlannedHalf {
    name: String,
    /// Minutes of work.
    minutes: u32,
    rows: Vec<PlannedRow>,
}

/// A line: its time, and the activity.
struct PlannedRow {
    time: RowTime,
    what: AgendaItem,
}

/// The time of a line.
enum RowTime {
    /// When it begins.
    Clock(String),
    /// How many minutes it takes.
    Length(u32),
}

/// The agenda of a deck as slides, one for each day.
pub(super) fn slides(
    sections: &[Section],
    times: &SectionTimes,
    when: Option<&When>,
    words: &Vocabulary,
) -> String {
    let topics = topics(sections, times);
    let timed = when.and_then(|when| timed(when, &topics, words));
    let days = timed.unwrap_or_else(|| divided(&topics, words));
    let mut slides = Vec::new();
    for (index, day) in days.iter().enumerate() {
        let number = if index == 0 { String::new() } else { format!("-{}", index + 1) };
        slides.push(format!("name: toc-agenda{number}\n\n{}", slide(sections, day, words)));
    }
    slides.join("\n\n---\n\n")
}

/// The content to schedule. The slides before the first section belong to it.
fn topics(sections: &[Section], times: &SectionTimes) -> Vec<Topic> {
    let mut before: Spent = times.before;
    let topic = |(section, &(planned, estimated)): (&Section, &Spent)| {
        let (more, guessed) = std::mem::take(&mut before);
        Topic {
            title: section.title.clone(),
            anchor: section.anchor.clone(),
            part: section.part,
            planned: planned + more,
            estimated: estimated + guessed,
        }
    };
    sections.iter().zip(&times.sections).map(topic).collect()
}

/// The agenda within the days and hours of an event; `None` when it does not fit, which its page
/// reports.
fn timed(when: &When, topics: &[Topic], words: &Vocabulary) -> Option<Vec<PlannedDay>> {
    let days = match agenda::agenda(when, topics) {
        Agenda::Timed(days) => days,
        Agenda::Order | Agenda::Misfit(..) => return None,
    };
    let count = days.len();
    let day = |(index, day): (usize, agenda::Day)| {
        let date = day.date;
        let halves = day.halves.into_iter().map(|half| {
            let is_work = |what: AgendaItem| matches!(what, AgendaItem::Topic { .. });
            let work = half.rows.iter().filter(|row| is_work(row.what));
            PlannedHalf {
                name: match half.name {
                    HalfName::Morning => words.morning.to_string(),
                    HalfName::Afternoon => words.afternoon.to_string(),
                    HalfName::Evening => words.evening.to_string(),
                },
                minutes: work.map(|row| row.minutes).sum(),
                rows: half
                    .rows
                    .iter()
                    .map(|row| PlannedRow {
                        time: RowTime::Clock(row.start.strftime("%H:%M").to_string()),
                        what: row.what,
                    })
                    .collect(),
            }
        });
        PlannedDay {
            name: if count > 1 {
                let (weekday, day) = (dates::weekday(date, words), dates::range(date, date, words));
                format!("{} · {weekday} {day}", day_name(index, words))
            } else {
                String::new()
            },
            halves: halves.collect(),
        }
    };
    Some(days.into_iter().enumerate().map(day).collect())
}

/// The agenda without a clock.
fn divided(topics: &[Topic], words: &Vocabulary) -> Vec<PlannedDay> {
    let length = |topic: &Topic| topic.planned + topic.estimated;
    let total: u64 = topics.iter().map(length).sum();
    if total <= WHOLE {
        let half = half(String::new(), topics, 0);
        return vec![PlannedDay { name: String::new(), halves: vec![half] }];
    }
    let mut halves = Vec::new();
    let ends = ends(topics, total);
    let mut start = 0;
    for (index, end) in ends.into_iter().enumerate() {
        let name = if index % 2 == 0 { &words.morning } else { &words.afternoon }.to_string();
        halves.push(half(name, &topics[start..end], start));
        start = end;
    }
    let count = halves.len().div_ceil(2);
    let mut halves = halves.into_iter();
    let day = |index: usize| PlannedDay {
        name: if count > 1 { day_name(index, words) } else { String::new() },
        halves: halves.by_ref().take(2).collect(),
    };
    (0..count).map(day).collect()
}

/// `Day 2`.
fn day_name(index: usize, words: &Vocabulary) -> String {
    let number = PhraseValue::Count(u32::try_from(index + 1).unwrap_or(u32::MAX));
    words.day.with(&[("number", number)])
}

/// Where half-days end: at the section that is nearest to an even division, or at a part near it.
fn ends(topics: &[Topic], total: u64) -> Vec<usize> {
    let count = (total + HALF_DAY / 2) / HALF_DAY;
    let (mut edges, mut passed) = (Vec::new(), 0);
    for (index, topic) in topics.iter().enumerate() {
        passed += topic.planned + topic.estimated;
        let opens_part = topics.get(index + 1).is_some_and(|next| next.part != topic.part);
        edges.push((index + 1, passed, opens_part));
    }
    let (mut ends, mut last) = (Vec::new(), 0);
    for half in 1..count {
        let wanted = total * half / count;
        let free = edges.iter().filter(|(end, ..)| *end > last && *end < topics.len());
        let nearest = free.min_by_key(|(_, passed, opens_part)| {
            let bonus = if *opens_part { NEAR_PART } else { 0 };
            // An edge at a part counts as nearer than it is.
            passed.abs_diff(wanted).saturating_sub(bonus) * 1000 + passed.abs_diff(wanted) / MINUTE
        });
        let Some(&(end, ..)) = nearest else { break };
        ends.push(end);
        last = end;
    }
    ends.push(topics.len());
    ends
}

/// A half-day of these topics, the first of which has this index.
fn half(name: String, topics: &[Topic], first: usize) -> PlannedHalf {
    let length = |topic: &Topic| topic.planned + topic.estimated;
    let total: u64 = topics.iter().map(length).sum();
    let (long, minutes) = BREAK;
    let mut passed = 0;
    let middle = topics.iter().enumerate().skip(1).map(|(index, _)| index).min_by_key(|&index| {
        let before: u64 = topics[..index].iter().map(length).sum();
        before.abs_diff(total / 2)
    });
    let pause = middle.filter(|_| total > long);
    let mut rows = Vec::new();
    for (index, topic) in topics.iter().enumerate() {
        if pause == Some(index) {
            rows.push(PlannedRow { time: RowTime::Length(minutes), what: AgendaItem::Break });
        }
        passed += length(topic);
        let time = RowTime::Length(in_minutes(length(topic)));
        let what = AgendaItem::Topic { index: first + index, is_continued: false };
        rows.push(PlannedRow { time, what });
    }
    PlannedHalf { name, minutes: in_minutes(passed), rows }
}

/// Without a clock, times are multiples of five minutes, as those of the clock are.
fn in_minutes(seconds: u64) -> u32 {
    const STEP: u64 = 5 * MINUTE;
    let steps = ((seconds + STEP / 2) / STEP).max(u64::from(seconds > 0));
    u32::try_from(steps * 5).unwrap_or(u32::MAX)
}

/// The slide of a day. Everything except headings and links is marked, so that a theme can style
/// it.
fn slide(sections: &[Section], day: &PlannedDay, words: &Vocabulary) -> String {
    let only = day.halves.first().filter(|_| day.halves.len() == 1);
    let heading = if day.name.is_empty() { &*words.agenda } else { &day.name };
    let mut out = format!("## {}", markdown(heading));
    // Writing to a String cannot fail.
    if let Some(half) = only {
        let _ = write!(out, " <small>{}</small>", markdown(&words.stretch(half.minutes)));
    }
    let halves = if only.is_none() { " halves" } else { "" };
    let _ = write!(out, "\n\n<div class=\"agenda{halves}\">\n");
    for half in &day.halves {
        out.push_str("<div>\n\n");
        if only.is_none() {
            let (name, minutes) = (markdown(&half.name), markdown(&words.stretch(half.minutes)));
            let _ = write!(out, "### {name} <small>{minutes}</small>\n\n");
        }
        for row in &half.rows {
            let what = match row.what {
                AgendaItem::Break => format!("*{}*", markdown(&words.pause)),
                AgendaItem::Lunch => format!("*{}*", markdown(&words.lunch)),
                AgendaItem::Topic { index, is_continued } => {
                    let Some(section) = sections.get(index) else { continue };
                    let link = format!("[{}](#{})", section.title, section.anchor);
                    if is_continued { continued(&link, words) } else { link }
                }
            };
            let _ = match row.time {
                RowTime::Clock(ref time) => writeln!(out, "- <b>{}</b> {what}", markdown(time)),
                RowTime::Length(minutes) => {
                    writeln!(out, "- {what} <i>{}</i>", markdown(&words.stretch(minutes)))
                }
            };
        }
        out.push_str("\n</div>\n");
    }
    out.push_str("</div>\n");
    out
}

/// A section that began before a break.
fn continued(link: &str, words: &Vocabulary) -> String {
    // The words are text in a language, and the link is Markdown.
    let (before, after) = ("\u{fdd0}", "\u{fdd1}");
    let text = words.continued.joined(&[("title", &format!("{before}{after}"))]);
    markdown(&text).replace(&format!("{before}{after}"), link)
}

/// Reports chapters with sections that have no minutes, where others decide how long they take.
pub(super) fn unplanned(
    leaves: &[DeckChapter],
    outlines: &[Arc<ChapterOutline>],
    manifest: &Manifest,
) -> Option<Diagnostic> {
    let chapters = leaves.iter().zip(outlines).filter(|(_, outline)| {
        outline.found.iter().any(|found| matches!(found, WalkItem::Section(..)))
    });
    let is_planned = |leaf: &DeckChapter, outline: &ChapterOutline| {
        let is_own = |found: &WalkItem| match found {
            WalkItem::Slide(slide) => own_minutes(slide).is_some(),
            WalkItem::Section(..) | WalkItem::LeftOut { .. } => true,
        };
        leaf.minutes.is_some() || outline.found.iter().all(is_own)
    };
    let mut count = 0;
    let mut missing = Vec::new();
    for (leaf, outline) in chapters {
        count += 1;
        if !is_planned(leaf, outline) {
            missing.push(leaf.label.to_string());
        }
    }
    (!missing.is_empty()).then(|| {
        let problem = ManifestProblem::UnplannedAgenda { missing, count };
        Diagnostic::new(problem, manifest.content_span.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::{Topic, divided};
    use crate::language::built_in_vocabulary;

    fn topics(minutes: &[(usize, u64)]) -> Vec<Topic> {
        let topic = |&(part, minutes): &(usize, u64)| Topic {
            part,
            planned: minutes * 60,
            ..Topic::default()
        };
        minutes.iter().map(topic).collect()
    }

    /// The name of each day, and of its halves with their minutes and lines.
    fn shape(minutes: &[(usize, u64)]) -> String {
        let days = divided(&topics(minutes), &built_in_vocabulary("en"));
        let days = days.iter().map(|day| {
            let halves = day.halves.iter();
            let halves = halves.map(|h| format!("{} {}/{}", h.name, h.minutes, h.rows.len()));
            format!("{}: {}", day.name, halves.collect::<Vec<_>>().join(", "))
        });
        days.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_short_deck_is_not_divided() {
        assert_eq!(shape(&[(1, 30), (1, 45)]), ":  75/2");
        assert_eq!(shape(&[]), ":  0/0");
    }

    #[test]
    fn half_days_begin_with_parts_where_these_are_near() {
        // The next edge is nearer to the middle of the day than that of the part.
        let parts = [(1, 60), (1, 60), (1, 50), (2, 40), (2, 60), (2, 120), (3, 200), (4, 190)];
        let found = "Day 1: Morning 170/4, Afternoon 220/4; Day 2: Morning 200/1, Afternoon 190/1";
        assert_eq!(shape(&parts), found);
    }

    #[test]
    fn a_section_that_is_longer_than_a_day_ends() {
        assert_eq!(shape(&[(1, 2000)]), ": Morning 2000/1");
        assert_eq!(shape(&[(1, 2000), (1, 5)]), ": Morning 2000/1, Afternoon 5/1");
    }
}
