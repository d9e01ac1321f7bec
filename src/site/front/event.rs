//! The page of an event.

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use qrcode::{Color, QrCode};
use serde::Serialize;

use super::index::{DeckLink, deck_link};
use super::text::{local, prose, short, to_folder, up};
use super::views::{About, Entry, Frame, Link};
use super::words::{self, Words, filled, stretch};
use super::{Book, Public, SetDeck, linked};
use crate::diag::{Diagnostic, Problem, Warned};
use crate::event::agenda::{self, Agenda, HalfName, Row, Topic, What};
use crate::event::{Event, Hours, Speaker, Status, dates};
use crate::render;
use crate::span::Spanned;

#[derive(Serialize)]
struct EventPage<'a> {
    #[serde(flatten)]
    frame: Frame<'a>,
    event: EventView,
    agenda: AgendaView,
    decks: Vec<DeckLink>,
    speakers: Vec<SpeakerView>,
    /// Whether there is more to tell of them than their names.
    has_bios: bool,
    /// A newer event with the same material, or the deck itself.
    newer: Option<Link>,
    /// What leads a phone here; nothing when the site does not know its own address.
    qr: Option<Code>,
    /// JSON for search engines, ready for a `<script>`.
    json_ld: String,
}

/// A code of squares: the side of the picture, and the dark ones as a path of SVG.
#[derive(Serialize)]
struct Code {
    size: usize,
    path: String,
}

#[derive(Serialize)]
struct EventView {
    #[serde(flatten)]
    entry: Entry,
    level: String,
    summary_html: String,
    requirements_html: String,
    address: String,
    chat: String,
    /// The calendar file beside the page; empty for an event without dates.
    calendar: String,
    hours: String,
    /// `Europe/Paris`, and how far it is from UTC on the first day.
    timezone: String,
    utc: String,
    days: Vec<DayView>,
}

#[derive(Serialize)]
struct DayView {
    date: String,
    label: String,
    weekday: &'static str,
    /// With the distance from UTC; empty for whole days.
    start: String,
    end: String,
}

#[derive(Serialize)]
pub(super) struct SpeakerView {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) url: String,
    pub(super) photo: String,
    pub(super) bio_html: String,
}

#[derive(Default, Serialize)]
struct AgendaView {
    is_timed: bool,
    days: Vec<AgendaDay>,
    /// When there are no hours, the decks with their parts.
    decks: Vec<AgendaDeck>,
}

#[derive(Serialize)]
struct AgendaDay {
    /// `Day 1`; empty when there is only one.
    number: String,
    label: String,
    weekday: &'static str,
    date: String,
    halves: Vec<AgendaHalf>,
}

#[derive(Serialize)]
struct AgendaHalf {
    name: &'static str,
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
    parts: Vec<AgendaPart>,
}

#[derive(Serialize)]
struct AgendaPart {
    /// Empty in a deck of one part.
    name: String,
    minutes: String,
    rows: Vec<AgendaRow>,
}

/// The page of an event, made.
#[derive(Clone, Debug)]
pub(super) struct Made {
    /// Where it lies.
    pub(super) path: String,
    pub(super) html: Warned<Option<String>>,
    pub(super) public: Public,
}

pub(super) fn page(book: &Book<'_>, event: &Event) -> Made {
    let path = book.page_of(event);
    let language = language(book, event);
    let words = words::of(language);
    let root = up(&path);
    let (folder, decks) = book.decks_of(event);
    let mut diagnostics = Vec::new();
    let base = to_folder(&path, &folder);
    let agenda = agenda_view(event, &decks, (&base, language), &mut diagnostics);
    let summary = Event::text(event.summary.as_ref());
    let speakers = speakers(book, event, &root);
    let public = book.cards().of_event(event, &path);
    let frame = book.frame(About {
        path: &path,
        title: format!("{} · {}", event.title.value, book.front.view.title()),
        description: description(book, event, summary, language),
        language,
        public: public.clone(),
        root: None,
    });
    let page = EventPage {
        frame,
        event: view(book, event, &path, language),
        agenda,
        decks: decks.iter().map(|deck| deck_link(deck, &base, language)).collect(),
        has_bios: speakers.iter().any(|s| !s.bio_html.is_empty() || !s.photo.is_empty()),
        speakers,
        newer: newer(book, event, &root, words),
        qr: qr(&book.address(&path)),
        json_ld: linked::event(book, event, &path, &public),
    };
    let page = book.render("event.html", &page);
    let html = page.take(&mut diagnostics);
    Made { path, html: Warned::new(html, diagnostics), public }
}

/// The language of an event's page: its own when the interface speaks it, or else the site's.
pub(super) fn language<'a>(book: &Book<'a>, event: &'a Event) -> &'a str {
    match Event::text(event.lang.as_ref()) {
        "" => book.language(),
        language => language,
    }
}

fn view(book: &Book<'_>, event: &Event, path: &str, language: &str) -> EventView {
    let words = words::of(language);
    let root = up(path);
    let entry = book.entry(event, path, language);
    let zone = event.when.timezone.as_deref().filter(|_| event.when.hours.is_some());
    let days: Vec<DayView> =
        event.when.days.iter().map(|&day| day_view(event, day, language)).collect();
    let level = Event::text(event.level.as_ref());
    EventView {
        level: match level {
            "beginner" => words.beginner.to_owned(),
            "intermediate" => words.intermediate.to_owned(),
            "advanced" => words.advanced.to_owned(),
            level => level.to_owned(),
        },
        summary_html: prose(Event::text(event.summary.as_ref()), &root),
        requirements_html: prose(Event::text(event.requirements.as_ref()), &root),
        address: Event::text(event.place.as_ref()).to_owned(),
        chat: local(&root, Event::text(event.chat.as_ref())),
        calendar: if days.is_empty() { String::new() } else { "event.ics".to_owned() },
        hours: event
            .when
            .hours
            .map(|hours| dates::hours(hours.start, hours.end, language))
            .unwrap_or_default(),
        timezone: zone.unwrap_or_default().to_owned(),
        utc: zone.map(|_| distance(event)).unwrap_or_default(),
        days,
        entry,
    }
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// How far an event's clock is from UTC when it begins: `UTC+2`.
fn distance(event: &Event) -> String {
    let (Some(day), Some(hours)) = (event.when.first(), event.when.hours) else {
        return String::new();
    };
    let Some(at) = event.when.moment(hours.begin(day)) else { return String::new() };
    let minutes = at.offset().seconds() / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

fn day_view(event: &Event, day: Date, language: &str) -> DayView {
    let moment = |at: fn(Hours, Date) -> DateTime| {
        let at = event.when.hours.map(|hours| at(hours, day))?;
        Some(event.when.moment(at)?.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    };
    DayView {
        date: day.to_string(),
        label: dates::range(day, day, language),
        weekday: dates::weekday(day, language),
        start: moment(Hours::begin).unwrap_or_default(),
        end: moment(Hours::finish).unwrap_or_default(),
    }
}

/// What search engines and cards say: the abstract, or when and where.
fn description(book: &Book<'_>, event: &Event, summary: &str, language: &str) -> String {
    if !summary.is_empty() {
        return short(&render::plain(summary));
    }
    let entry = book.entry(event, "index.html", language);
    let facts = [entry.dates, entry.host, entry.city];
    facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The people of an event, with what the site knows of them.
fn speakers(book: &Book<'_>, event: &Event, root: &str) -> Vec<SpeakerView> {
    let people = book.people(event, root).into_iter();
    people
        .map(|person| match book.front.workshops.speaker(&person.id) {
            Some(speaker) => speaker_view(speaker, root),
            None => SpeakerView {
                id: person.id,
                name: person.name,
                href: String::new(),
                url: String::new(),
                photo: String::new(),
                bio_html: String::new(),
            },
        })
        .collect()
}

pub(super) fn speaker_view(speaker: &Speaker, root: &str) -> SpeakerView {
    SpeakerView {
        id: speaker.id.value.clone(),
        name: speaker.name.clone(),
        href: format!("{root}{}", super::speaker::page_of(&speaker.id.value)),
        url: local(root, Event::text(speaker.url.as_ref())),
        photo: local(root, Event::text(speaker.photo.as_ref())),
        bio_html: prose(Event::text(speaker.bio.as_ref()), root),
    }
}

/// The newest event after this one with its first deck or its title, or else with any of its
/// decks; else the site's own deck.
fn newer(book: &Book<'_>, event: &Event, root: &str, words: &Words) -> Option<Link> {
    let first = event.when.first()?;
    let shares = |deck: &Spanned<String>, other: &Event| {
        other.decks.iter().any(|shown| shown.value == deck.value)
    };
    let rank = |other: &Event| {
        let is_same = other.title.value == event.title.value;
        let is_first = event.decks.first().is_some_and(|deck| shares(deck, other));
        let is_near = event.decks.iter().any(|deck| shares(deck, other));
        u8::from(is_same || is_first) * 2 + u8::from(is_near)
    };
    let is_candidate = |other: &&Arc<Event>| {
        let is_on = other.status != Some(Status::Cancelled);
        is_on && other.slug != event.slug && other.when.first() > Some(first) && rank(other) > 0
    };
    let newest = book.front.workshops.events.iter().filter(is_candidate);
    if let Some(newest) = newest.max_by_key(|other| (rank(other) >= 2, other.when.first())) {
        let entry = book.entry(newest, "index.html", words.language);
        let title = format!("{}, {}", entry.title, entry.dates);
        return Some(Link { href: format!("{root}{}", entry.href), title });
    }
    let deck = event.decks.iter().find_map(|deck| book.decks.get(deck.value.as_str()))?;
    let is_elsewhere = book.front.sets.contains_key(&event.slug) || event.slides.is_some();
    let href = format!("{root}{}.html", crate::path::percent_encoded(&deck.name));
    is_elsewhere.then(|| Link { href, title: deck.title.clone() })
}

/// A code that leads a phone to an address.
fn qr(address: &str) -> Option<Code> {
    /// Blank modules around the code.
    const QUIET: usize = 4;
    let code = QrCode::new(Some(address).filter(|address| !address.is_empty())?).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (left, top, length) = (x + QUIET, y + QUIET, run.len());
                // Writing to a String cannot fail.
                let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
            }
            x += run.len();
        }
    }
    Some(Code { size: width + 2 * QUIET, path })
}

fn agenda_view(
    event: &Event,
    decks: &[&SetDeck],
    (base, language): (&str, &str),
    diagnostics: &mut Vec<Diagnostic>,
) -> AgendaView {
    let words = words::of(language);
    let topics: Vec<(&SetDeck, &Topic)> =
        decks.iter().flat_map(|deck| deck.topics.iter().map(move |topic| (*deck, topic))).collect();
    let list: Vec<Topic> = topics.iter().map(|(_, topic)| (*topic).clone()).collect();
    let place = Place { base, words };
    match agenda::agenda(&event.when, &list) {
        Agenda::Timed(days) => {
            let count = days.len();
            let day = |(index, day): (usize, agenda::Day)| AgendaDay {
                number: match count {
                    1 => String::new(),
                    _ => filled(words.day, &[&(index + 1).to_string()]),
                },
                label: dates::range(day.date, day.date, language),
                weekday: dates::weekday(day.date, language),
                date: day.date.to_string(),
                halves: day
                    .halves
                    .iter()
                    .map(|half| AgendaHalf {
                        name: match half.name {
                            HalfName::Morning => words.morning,
                            HalfName::Afternoon => words.afternoon,
                            HalfName::Evening => words.evening,
                        },
                        rows: half.rows.iter().map(|row| place.timed(row, &topics)).collect(),
                    })
                    .collect(),
            };
            let days = days.into_iter().enumerate().map(day).collect();
            AgendaView { is_timed: true, days, decks: Vec::new() }
        }
        other => {
            if let Agenda::Misfit(agenda::Shares { planned, estimated, available }, why) = other {
                let problem = Problem::AgendaMisfit { planned, estimated, available, why };
                diagnostics.push(Diagnostic::new(problem, event.title.span.clone()));
            }
            let decks = decks.iter().map(|deck| place.in_order(deck)).collect();
            AgendaView { is_timed: false, days: Vec::new(), decks }
        }
    }
}

/// From where an agenda leads to slides, and in which words.
struct Place<'a> {
    /// Where the decks lie, from the page.
    base: &'a str,
    words: &'static Words,
}

impl Place<'_> {
    fn timed(&self, row: &Row, topics: &[(&SetDeck, &Topic)]) -> AgendaRow {
        let title = |text: &str| render::escape::text(text);
        let (kind, title_html, href) = match row.what {
            What::Break => ("break", title(self.words.pause), String::new()),
            What::Lunch => ("break", title(self.words.lunch), String::new()),
            What::Topic { index, is_continued } => {
                let (deck, topic) = topics[index];
                let mut title = render::line(&topic.title);
                if is_continued {
                    title = filled(self.words.continued, &[&title]);
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

    fn minutes(&self, minutes: u32) -> String {
        if minutes == 0 { String::new() } else { stretch(self.words, minutes) }
    }

    fn href(&self, deck: &SetDeck, topic: &Topic) -> String {
        let name = crate::path::percent_encoded(&deck.name);
        let hash = if topic.anchor.is_empty() { "" } else { "#" };
        format!("{}{name}.html{hash}{}", self.base, topic.anchor)
    }

    fn in_order(&self, deck: &SetDeck) -> AgendaDeck {
        let parts: Vec<_> = deck.topics.chunk_by(|a, b| a.part == b.part).collect();
        let is_only = parts.len() == 1;
        let part = |topics: &[Topic]| AgendaPart {
            name: match topics.first() {
                Some(first) if !is_only => filled(self.words.part, &[&first.part.to_string()]),
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
                    title_html: render::line(&topic.title),
                    href: self.href(deck, topic),
                })
                .collect(),
        };
        AgendaDeck { title: deck.title.clone(), parts: parts.into_iter().map(part).collect() }
    }
}
