//! The index, and the list of what is past.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::views::{About, Entry, Frame, Link};
use super::words::{self, counted, filled, stretch};
use super::{Book, Public, Put, SetDeck};
use crate::event::groups;
use crate::event::{Event, EventStatus};

/// How many past events the index shows.
const RECENT: usize = 5;

/// So many entries can be seen at a glance.
const FEW: usize = 5;

#[derive(Serialize)]
struct IndexPage<'a> {
    #[serde(flatten)]
    frame: Frame<'a>,
    now: Vec<Entry>,
    coming: Vec<Entry>,
    past: Vec<Entry>,
    recorded: Vec<Entry>,
    self_paced: Vec<Entry>,
    /// How many more are past, for the link to all of them.
    past_more: usize,
    /// How many entries the index shows of what is past.
    past_shown: usize,
    filters: Vec<Filter>,
    decks: Vec<DeckCard<'a>>,
}

#[derive(Serialize)]
struct PastPage<'a> {
    #[serde(flatten)]
    frame: Frame<'a>,
    years: Vec<Year>,
    /// Events that are not over yet, for browsers that come later.
    later: Vec<Entry>,
    total: usize,
    filters: Vec<Filter>,
}

#[derive(Serialize)]
struct Year {
    year: String,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct LostPage<'a> {
    #[serde(flatten)]
    frame: Frame<'a>,
    /// The words of the link to the index.
    see_all: String,
}

/// A choice by which entries are filtered.
#[derive(Serialize)]
struct Filter {
    /// `language`, `year`, `speaker` or `place`.
    name: &'static str,
    label: &'static str,
    options: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
    count: usize,
}

/// A deck on the index.
#[derive(Serialize)]
struct DeckCard<'a> {
    name: &'a str,
    title: &'a str,
    description: &'a str,
    slides: u32,
    slides_text: String,
    steps: usize,
    minutes: Option<u32>,
    minutes_text: String,
    language: &'a str,
    href: String,
    cover: String,
    /// The newest events that used it.
    used: Vec<Link>,
}

/// The index of the site.
pub(super) fn index(book: &Book<'_>, put: &mut Put<'_>) {
    let public = book.cards().of_site("index.html");
    let page = index_page(book, public.clone());
    put.public("index.html", book.render("index.html", &page), &public);
}

/// The page for wrong addresses.
pub(super) fn lost(book: &Book<'_>, put: &mut Put<'_>) {
    put.page("404.html", book.render("404.html", &lost_page(book)));
}

/// All that is past, if anything can be.
pub(super) fn past(book: &Book<'_>, put: &mut Put<'_>) {
    if book.has_dates() {
        put.page("past.html", book.render("past.html", &past_page(book)));
    }
}

fn index_page<'a>(book: &'a Book<'a>, public: Public) -> IndexPage<'a> {
    let language = book.language();
    let groups = groups(&book.front.workshops.events, book.front.today);
    let entries = |events: &[&'a Arc<Event>]| -> Vec<Entry> {
        events.iter().map(|event| book.entry(event, "index.html", language)).collect()
    };
    let not_now: Vec<_> =
        groups.coming.iter().copied().filter(|e| !e.when.is_now(book.front.today)).collect();
    let shown = &groups.past[..groups.past.len().min(RECENT)];
    let settings = &book.front.workshops.settings;
    let mut page = IndexPage {
        frame: book.frame(About {
            path: "index.html",
            title: book.front.view.title().to_owned(),
            description: settings.description.clone(),
            language,
            public,
            root: None,
        }),
        now: entries(&groups.now),
        coming: entries(&not_now),
        past: entries(shown),
        recorded: entries(&groups.recorded),
        self_paced: entries(&groups.self_paced),
        past_more: groups.past.len() - shown.len(),
        past_shown: RECENT,
        filters: Vec::new(),
        decks: cards(book),
    };
    let all = [&page.now, &page.coming, &page.past, &page.recorded, &page.self_paced];
    page.filters = filters(book, all.into_iter().flatten());
    page
}

/// A host shows the page for wrong addresses under any path, so its links must not depend on it:
/// they begin at the host's top, when the site knows how far below it is.
fn lost_page<'a>(book: &Book<'a>) -> LostPage<'a> {
    let language = book.language();
    let words = words::of(language);
    let root = super::top(&book.front.workshops.settings).map(|top| format!("{top}/"));
    let site = book.front.view.title();
    let frame = book.frame(About {
        path: "404.html",
        title: format!("{} · {site}", words.lost),
        description: String::new(),
        language,
        public: Public::default(),
        root,
    });
    LostPage { frame, see_all: filled(words.see_all, &[site]) }
}

fn past_page<'a>(book: &Book<'a>) -> PastPage<'a> {
    let language = book.language();
    let words = words::of(language);
    let groups = groups(&book.front.workshops.events, book.front.today);
    let entry = |event: &&Arc<Event>| book.entry(event, "past.html", language);
    let entries: Vec<Entry> = groups.past.iter().map(entry).collect();
    let later: Vec<Entry> = groups.coming.iter().map(entry).collect();
    let title = book.front.view.title();
    let filters = filters(book, entries.iter().chain(&later));
    let total = entries.len();
    let mut years: Vec<Year> = Vec::new();
    for entry in entries {
        match years.last_mut().filter(|year| year.year == entry.year) {
            Some(year) => year.entries.push(entry),
            None => years.push(Year { year: entry.year.clone(), entries: vec![entry] }),
        }
    }
    let frame = book.frame(About {
        path: "past.html",
        title: format!("{} · {title}", words.past),
        description: String::new(),
        language,
        public: book.cards().of_site("past.html"),
        root: None,
    });
    PastPage { frame, years, later, total, filters }
}

/// The choices that divide some entries; one that all entries share divides nothing. Few entries
/// need none.
fn filters<'e>(book: &Book<'_>, entries: impl Iterator<Item = &'e Entry>) -> Vec<Filter> {
    let words = words::of(book.language());
    let mut found: [BTreeMap<String, (String, usize)>; 4] = Default::default();
    let mut seen = BTreeSet::new();
    let mut count = 0;
    for entry in entries.filter(|entry| seen.insert(entry.slug.clone())) {
        let speakers = entry.speakers.iter().map(|person| (person.id.clone(), &person.name));
        let speakers: Vec<_> = speakers.collect();
        let one = |value: &str, label: &'e str| vec![(value.to_owned(), label)];
        let language = one(&entry.lang, &entry.language);
        count += 1;
        for (map, pairs) in found.iter_mut().zip([
            language.into_iter().map(|(value, label)| (value, label.to_owned())).collect(),
            vec![(entry.year.clone(), entry.year.clone())],
            speakers.into_iter().map(|(id, name)| (id, name.clone())).collect(),
            vec![(entry.city.clone(), entry.city.clone())],
        ] as [Vec<(String, String)>; 4])
        {
            for (value, label) in pairs.into_iter().filter(|(value, _)| !value.is_empty()) {
                map.entry(value).or_insert((label, 0)).1 += 1;
            }
        }
    }
    let labels = [
        ("language", words.language_name),
        ("year", words.year),
        ("speaker", words.speaker),
        ("place", words.place),
    ];
    let choices = found.into_iter().zip(labels).map(|(choices, (name, label))| {
        let mut options: Vec<_> = choices
            .into_iter()
            .map(|(value, (label, count))| Choice { value, label, count })
            .collect();
        options.sort_by_key(|choice| choice.label.to_lowercase());
        if name == "year" {
            options.reverse();
        }
        Filter { name, label, options }
    });
    choices.filter(|filter| count > FEW && filter.options.len() > 1).collect()
}

/// The decks of the site, each with the events that used it.
fn cards<'a>(book: &'a Book<'a>) -> Vec<DeckCard<'a>> {
    let words = words::of(book.language());
    let card = |deck: &'a Arc<SetDeck>| DeckCard {
        name: &deck.name,
        title: &deck.title,
        description: &deck.description,
        slides: deck.slides,
        slides_text: counted(words, deck.slides),
        steps: deck.steps,
        minutes: deck.planned,
        minutes_text: deck.minutes().map(|m| stretch(words, m)).unwrap_or_default(),
        language: &deck.language,
        href: crate::path::percent_encoded(&format!("{}.html", deck.name)),
        cover: super::cover::path(&deck.name),
        used: used(book, &deck.name),
    };
    book.front.decks.iter().map(card).collect()
}

/// The newest events that used a deck, of those that began.
fn used(book: &Book<'_>, deck: &str) -> Vec<Link> {
    const MOST: usize = 3;
    let events = book.front.workshops.events.iter();
    let has_used = |event: &&Arc<Event>| {
        let is_over = matches!(book.state(event), "past" | "now");
        let is_off = event.status == Some(EventStatus::Cancelled);
        is_over && !is_off && event.decks.iter().any(|name| name.value == deck)
    };
    let mut events: Vec<_> = events.filter(has_used).collect();
    events.sort_by_key(|event| std::cmp::Reverse(event.when.first()));
    let link = |event: &Arc<Event>| {
        let entry = book.entry(event, "index.html", book.language());
        let name = [&entry.host, &entry.city, &entry.title].into_iter().find(|n| !n.is_empty());
        let title = match entry.year.as_str() {
            "" => name.cloned().unwrap_or_default(),
            year => format!("{} {year}", name.map_or("", String::as_str)),
        };
        Link { href: entry.href, title }
    };
    events.into_iter().take(MOST).map(link).collect()
}

/// A deck as an event's page shows it.
#[derive(Serialize)]
pub(super) struct DeckLink {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) href: String,
    pub(super) cover: String,
    pub(super) slides_text: String,
    pub(super) minutes_text: String,
}

/// A deck seen from a page.
pub(super) fn deck_link(deck: &SetDeck, base: &str, language: &str) -> DeckLink {
    let words = words::of(language);
    DeckLink {
        title: deck.title.clone(),
        description: deck.description.clone(),
        href: format!("{base}{}.html", crate::path::percent_encoded(&deck.name)),
        cover: String::new(),
        slides_text: counted(words, deck.slides),
        minutes_text: deck.minutes().map(|minutes| stretch(words, minutes)).unwrap_or_default(),
    }
}
