//! Shared by pages with lists: groups of entries, filters, and links to decks.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::context::PageContext;
use super::entry::EventEntry;
use super::thumbnail::cover;
use super::words::{counted, stretch};
use crate::language::Vocabulary;
use crate::model::DeckSummary;
use crate::routes::{PageFolder, Route};

/// A choice by which entries are filtered.
#[derive(Serialize)]
pub(super) struct Filter {
    /// `type`, `language`, `year`, `speaker`, `topic`, `country` or `place`.
    name: &'static str,
    label: String,
    options: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
    count: usize,
}

/// The choices that divide some entries. A filter with a single value is useless, and a list with
/// at most `few` entries needs no filters.
pub(super) fn filters<'e>(
    context: PageContext<'_>,
    few: usize,
    entries: impl Iterator<Item = &'e EventEntry>,
) -> Vec<Filter> {
    let words = context.words(context.language());
    let mut found: [BTreeMap<String, (String, usize)>; 7] = Default::default();
    let mut seen: BTreeSet<&'e str> = BTreeSet::new();
    let mut count = 0;
    for entry in entries.filter(|entry| seen.insert(&*entry.slug)) {
        count += 1;
        for (map, pairs) in found.iter_mut().zip(choices_of(entry)) {
            for (value, label) in pairs.into_iter().filter(|(value, _)| !value.is_empty()) {
                map.entry(value).or_insert((label, 0)).1 += 1;
            }
        }
    }
    let labels = [
        ("type", &words.kind),
        ("language", &words.language_name),
        ("year", &words.year),
        ("speaker", &words.speaker),
        ("topic", &words.topics),
        ("country", &words.country),
        ("place", &words.place),
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
        Filter { name, label: label.to_string(), options }
    });
    choices.filter(|filter| count > few && filter.options.len() > 1).collect()
}

/// The values of an entry, and their labels, for each filter.
fn choices_of(entry: &EventEntry) -> [Vec<(String, String)>; 7] {
    let one = |value: &str, label: &str| vec![(value.to_owned(), label.to_owned())];
    let speakers = entry.speakers.iter().map(|person| (person.id.clone(), person.name.clone()));
    let topics: BTreeSet<&String> = entry.topics.iter().collect();
    [
        one(entry.kind, &entry.kind_text),
        one(&entry.lang, &entry.language),
        one(&entry.year, &entry.year),
        speakers.collect(),
        topics.into_iter().flat_map(|topic| one(topic, topic)).collect(),
        one(&entry.country, &entry.country),
        one(&entry.city, &entry.city),
    ]
}

/// A deck as the page of an event shows it.
#[derive(Serialize)]
pub(super) struct DeckLink {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) href: String,
    /// The page about it; empty if pages do not link to one.
    pub(super) about: String,
    pub(super) cover: String,
    pub(super) slides_text: String,
    pub(super) minutes_text: String,
    /// May be empty.
    pub(super) level: String,
}

/// A deck of a folder, with its address from a page.
pub(super) fn deck_link(
    deck: &DeckSummary,
    folder: &PageFolder,
    (page, words): (&Route, &Vocabulary),
) -> DeckLink {
    DeckLink {
        title: deck.title.clone(),
        description: deck.description.clone(),
        href: Route::deck(folder, &deck.name).url_from(page),
        about: Route::about_deck(folder, &deck.name).url_from(page),
        cover: String::new(),
        slides_text: counted(words, deck.slides),
        minutes_text: minutes_text(deck, words),
        level: deck.level.map_or_else(String::new, |level| words.level_name(level).to_owned()),
    }
}

/// One of the site's decks as a card on a page about another deck; the card links to the page about
/// it.
pub(super) fn card_link(
    context: PageContext<'_>,
    deck: &DeckSummary,
    (page, words): (&Route, &Vocabulary),
) -> DeckLink {
    let link = deck_link(deck, &PageFolder::Top, (page, words));
    let cover = cover(context, deck, page);
    DeckLink { href: link.about.clone(), cover, ..link }
}

/// A deck's duration as text, if most of it is planned; otherwise empty.
pub(super) fn minutes_text(deck: &DeckSummary, words: &Vocabulary) -> String {
    deck.minutes().map(|minutes| stretch(words, minutes)).unwrap_or_default()
}
