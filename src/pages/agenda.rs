//! The agenda of an event, as its page shows it.

use jiff::civil::Time;
use serde::Serialize;

use super::words::stretch;
use crate::diag::{Diagnostic, EventProblem};
use crate::event::agenda::{self, Agenda, AgendaItem, AgendaLine, HalfName, Topic};
use crate::event::{AgendaBlock, AgendaPart, Event, dates};
use crate::language::{PhraseValue, Vocabulary};
use crate::model::DeckSummary;
use crate::routes::{PageFolder, Route};

#[derive(Default, Serialize)]
pub(super) struct AgendaView {
    is_timed: bool,
    days: Vec<AgendaDay>,
    /// The decks with their parts, for an event without hours.
    decks: Vec<AgendaDeck>,
    /// The agenda that is written by hand, instead of both.
    written: Vec<WrittenPart>,
}

/// A day, or half a day, that is written by hand.
#[derive(Serialize)]
struct WrittenPart {
    title: String,
    /// `2027-03-02`, and the same in words; may be empty.
    date: String,
    label: String,
    /// Whether any of its blocks has hours.
    is_timed: bool,
    blocks: Vec<WrittenBlock>,
}

#[derive(Serialize)]
struct WrittenBlock {
    /// `section` or `break`.
    kind: &'static str,
    /// `09:00`; may be empty.
    start: String,
    end: String,
    title: String,
    topics: Vec<String>,
}

#[derive(Serialize)]
struct AgendaDay {
    /// `Day 1`; empty when there is only one day.
    number: String,
    label: String,
    weekday: &'static str,
    date: String,
    halves: Vec<AgendaHalf>,
}

#[derive(Serialize)]
struct AgendaHalf {
    name: String,
    rows: Vec<AgendaRow>,
}

#[derive(Serialize)]
struct AgendaRow {
    start: String,
    end: String,
    minutes: String,
    /// `section` or `break`.
    kind: &'static str,
    /// HTML.
    title_html: String,
    href: String,
}

#[derive(Serialize)]
struct AgendaDeck {
    title: String,
    parts: Vec<PartView>,
}

/// A part of a deck, with its sections.
#[derive(Serialize)]
pub(super) struct PartView {
    /// Empty in a deck with a single part.
    name: String,
    minutes: String,
    rows: Vec<AgendaRow>,
}

/// The agenda of an event with these decks. Reports topics that do not fit into its hours.
pub(super) fn agenda_view(
    event: &Event,
    decks: &[&DeckSummary],
    from: Viewpoint<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> AgendaView {
    let words = from.words;
    if !event.details.agenda.is_empty() {
        let written = event.details.agenda.iter().map(|part| written(part, words)).collect();
        return AgendaView { written, ..AgendaView::default() };
    }
    let topics: Vec<(&DeckSummary, &Topic)> =
        decks.iter().flat_map(|deck| deck.topics.iter().map(move |topic| (*deck, topic))).collect();
    let list: Vec<Topic> = topics.iter().map(|(_, topic)| (*topic).clone()).collect();
    match agenda::agenda(&event.when, &list) {
        Agenda::Timed(days) => {
            let count = days.len();
            let day = |(index, day): (usize, agenda::Day)| AgendaDay {
                number: match count {
                    1 => String::new(),
                    _ => words.day.with(&[("number", number(index + 1))]),
                },
                label: dates::range(day.date, day.date, words),
                weekday: dates::weekday(day.date, words),
                date: day.date.to_string(),
                halves: day
                    .halves
                    .iter()
                    .map(|half| AgendaHalf {
                        name: match half.name {
                            HalfName::Morning => words.morning.to_string(),
                            HalfName::Afternoon => words.afternoon.to_string(),
                            HalfName::Evening => words.evening.to_string(),
                        },
                        rows: half.rows.iter().map(|row| from.timed(row, &topics)).collect(),
                    })
                    .collect(),
            };
            let days = days.into_iter().enumerate().map(day).collect();
            AgendaView { is_timed: true, days, ..AgendaView::default() }
        }
        other => {
            if let Agenda::Misfit(agenda::Shares { planned, estimated, available }, why) = other {
                let problem = EventProblem::AgendaMisfit { planned, estimated, available, why };
                diagnostics.push(Diagnostic::new(problem, event.title.span.clone()));
            }
            let decks = decks.iter().map(|deck| from.in_order(deck)).collect();
            AgendaView { decks, ..AgendaView::default() }
        }
    }
}

/// A part of an agenda that is written by hand.
fn written(part: &AgendaPart, words: &Vocabulary) -> WrittenPart {
    let block = |block: &AgendaBlock| WrittenBlock {
        kind: if block.is_break { "break" } else { "section" },
        start: block.hours.map(|hours| clock(hours.start)).unwrap_or_default(),
        end: block.hours.map(|hours| clock(hours.end)).unwrap_or_default(),
        title: block.title.clone(),
        topics: block.topics.clone(),
    };
    let day = part.date.as_ref().map(|day| day.value);
    let label = |day| format!("{}, {}", dates::weekday(day, words), dates::range(day, day, words));
    WrittenPart {
        title: part.title.clone(),
        date: day.map(|day| day.to_string()).unwrap_or_default(),
        label: day.map(label).unwrap_or_default(),
        is_timed: part.blocks.iter().any(|block| block.hours.is_some()),
        blocks: part.blocks.iter().map(block).collect(),
    }
}

/// The contents of a deck: its parts with their sections. Empty for a deck without sections.
pub(super) fn contents(deck: &DeckSummary, from: Viewpoint<'_>) -> Vec<PartView> {
    let has_sections = deck.topics.iter().any(|topic| !topic.anchor.is_empty());
    if has_sections { from.in_order(deck).parts } else { Vec::new() }
}

/// The page from which an agenda links to slides, and its language.
#[derive(Copy, Clone)]
pub(super) struct Viewpoint<'a> {
    pub(super) page: &'a Route,
    /// The folder of the decks.
    pub(super) folder: &'a PageFolder,
    pub(super) words: &'a Vocabulary,
}

impl Viewpoint<'_> {
    fn timed(self, row: &AgendaLine, topics: &[(&DeckSummary, &Topic)]) -> AgendaRow {
        let title = |text: &str| crate::render::escape::text(text);
        let (kind, title_html, href) = match row.what {
            AgendaItem::Break => ("break", title(&self.words.pause), String::new()),
            AgendaItem::Lunch => ("break", title(&self.words.lunch), String::new()),
            AgendaItem::Topic { index, is_continued } => {
                let (deck, topic) = topics[index];
                let mut title = crate::render::line(&topic.title);
                if is_continued {
                    title = self.words.continued.with(&[("title", (&title).into())]);
                }
                ("section", title, self.href(deck, topic))
            }
        };
        AgendaRow {
            start: clock(row.start),
            end: clock(row.end),
            minutes: self.minutes(row.minutes),
            kind,
            title_html,
            href,
        }
    }

    fn minutes(self, minutes: u32) -> String {
        if minutes == 0 { String::new() } else { stretch(self.words, minutes) }
    }

    fn href(self, deck: &DeckSummary, topic: &Topic) -> String {
        let page = Route::deck(self.folder, &deck.name).url_from(self.page);
        let hash = if topic.anchor.is_empty() { "" } else { "#" };
        format!("{page}{hash}{}", topic.anchor)
    }

    fn in_order(self, deck: &DeckSummary) -> AgendaDeck {
        let parts: Vec<_> = deck.topics.chunk_by(|a, b| a.part == b.part).collect();
        let is_only = parts.len() == 1;
        let part = |topics: &[Topic]| PartView {
            name: match topics.first() {
                Some(first) if !is_only => self.words.part.with(&[("number", number(first.part))]),
                _ => String::new(),
            },
            minutes: self.minutes(topics.iter().map(Topic::minutes).sum()),
            rows: topics
                .iter()
                .map(|topic| AgendaRow {
                    start: String::new(),
                    end: String::new(),
                    minutes: self.minutes(topic.minutes()),
                    kind: "section",
                    title_html: crate::render::line(&topic.title),
                    href: self.href(deck, topic),
                })
                .collect(),
        };
        AgendaDeck { title: deck.title.clone(), parts: parts.into_iter().map(part).collect() }
    }
}

/// A number, for a placeholder.
fn number(number: usize) -> PhraseValue<'static> {
    PhraseValue::Count(u32::try_from(number).unwrap_or(u32::MAX))
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}
