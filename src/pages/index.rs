//! The index: current, upcoming and past events, and the decks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::context::{About, PageContext, PageFrame};
use super::entry::{EntryLink, EventEntry};
use super::list::{Filter, filters, minutes_text};
use super::open_graph::OpenGraph;
use super::places;
use super::related::{SeriesLink, series_links};
use super::social_card;
use super::thumbnail;
use super::words::counted;
use super::{PageInput, PageKind, RenderedPage};
use crate::event::{Event, EventStatus, groups};
use crate::memo::Shared;
use crate::model::{DeckSummary, Extent};
use crate::routes::{PageFolder, Route};

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| match outline.extent {
        Extent::Site => vec![Route::Index],
        Extent::Event => Vec::new(),
    },
    asks: |site, _| site.summaries(site.model.decks.iter()),
    make,
};

/// How many past events the index shows.
const RECENT: usize = 5;

/// Up to this many events need no filter, since they are grouped.
const FEW: usize = 9;

#[derive(Serialize)]
struct IndexPage<'a> {
    #[serde(flatten)]
    frame: PageFrame<'a>,
    now: Vec<EventEntry>,
    coming: Vec<EventEntry>,
    past: Vec<EventEntry>,
    recorded: Vec<EventEntry>,
    self_paced: Vec<EventEntry>,
    /// How many further past events there are, for the link to all of them.
    past_more: usize,
    /// The text of that link.
    past_more_text: String,
    /// How many past events the index shows.
    past_shown: usize,
    filters: Vec<Filter>,
    series: Vec<SeriesLink>,
    decks: Vec<DeckCard<'a>>,
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
    /// As text; may be empty.
    level: String,
    language: &'a str,
    /// The name of its language in that language; empty for the language of the page.
    language_name: String,
    /// Whether another deck has the same title.
    is_namesake: bool,
    href: String,
    /// The page about it; empty on a site that is one deck.
    about: String,
    cover: String,
    /// The newest events that used this deck.
    used: Vec<EntryLink>,
}

fn make(asked: &PageInput, route: &Route) -> RenderedPage {
    let context = asked.context();
    let graph = social_card::of_site(context, route);
    let page = page(context, &asked.decks, graph.clone());
    RenderedPage::public(route, context.render("index.html", &page), &graph)
}

fn page<'a>(
    context: PageContext<'a>,
    decks: &'a [Shared<DeckSummary>],
    public: OpenGraph,
) -> IndexPage<'a> {
    let (language, today) = (context.language(), context.outline.today);
    let groups = groups(&context.workshops().events, today);
    let entries = |events: &[&'a Arc<Event>]| -> Vec<EventEntry> {
        events.iter().map(|event| context.entry(event, &Route::Index, language)).collect()
    };
    let not_now: Vec<_> = groups.coming.iter().copied().filter(|e| !e.when.is_now(today)).collect();
    let shown = &groups.past[..groups.past.len().min(RECENT)];
    let past_more = groups.past.len() - shown.len();
    let words = context.words_of_site(language);
    let mut page = IndexPage {
        frame: context.frame(About {
            route: &Route::Index,
            title: context.title().to_owned(),
            description: context.settings().description.clone(),
            language,
            public,
            top: None,
        }),
        now: entries(&groups.now),
        coming: entries(&not_now),
        past: entries(shown),
        // A past event has its recording there.
        recorded: entries(&apart(&groups.recorded, shown)),
        self_paced: entries(&groups.self_paced),
        past_more,
        past_more_text: match u32::try_from(past_more).unwrap_or(u32::MAX) {
            0 => words.all_past.to_string(),
            more => words.more_past.with(&[("count", more.into())]),
        },
        past_shown: RECENT,
        filters: Vec::new(),
        series: series_links(context, &Route::Index),
        decks: cards(context, decks),
    };
    let all = [&page.now, &page.coming, &page.past, &page.recorded, &page.self_paced];
    page.filters = filters(context, FEW, all.into_iter().flatten());
    page
}

/// The events that are in no other group.
fn apart<'a>(events: &[&'a Arc<Event>], others: &[&Arc<Event>]) -> Vec<&'a Arc<Event>> {
    let others: BTreeSet<&str> = others.iter().map(|event| event.slug.as_str()).collect();
    events.iter().copied().filter(|event| !others.contains(event.slug.as_str())).collect()
}

/// All decks. Decks with the same title also show their names.
fn cards<'a>(context: PageContext<'a>, decks: &'a [Shared<DeckSummary>]) -> Vec<DeckCard<'a>> {
    let mut titles: BTreeMap<&str, usize> = BTreeMap::new();
    for deck in decks {
        *titles.entry(&deck.title).or_default() += 1;
    }
    let card = |deck: &'a Shared<DeckSummary>| {
        let is_namesake = titles.get(deck.title.as_str()).is_some_and(|&count| count > 1);
        DeckCard { is_namesake, ..card(context, deck) }
    };
    decks.iter().map(card).collect()
}

/// A deck with the events that used it.
fn card<'a>(context: PageContext<'a>, deck: &'a DeckSummary) -> DeckCard<'a> {
    let words = &context.words(context.language());
    DeckCard {
        name: &deck.name,
        title: &deck.title,
        description: &deck.description,
        slides: deck.slides,
        slides_text: counted(words, deck.slides),
        steps: deck.steps,
        minutes: deck.planned,
        minutes_text: minutes_text(deck, words),
        level: deck.level.map_or_else(String::new, |level| words.level_name(level).to_owned()),
        language: &deck.language,
        language_name: if [context.language(), ""].contains(&&*deck.language) {
            String::new()
        } else {
            places::language(&deck.language)
        },
        is_namesake: false,
        href: Route::deck(&PageFolder::Top, &deck.name).url_from(&Route::Index),
        about: if context.outline.leads_to_decks() {
            Route::about_deck(&PageFolder::Top, &deck.name).url_from(&Route::Index)
        } else {
            String::new()
        },
        cover: thumbnail::cover(context, deck, &Route::Index),
        used: used(context, &deck.name),
    }
}

/// The newest events that used a deck and have begun.
fn used(context: PageContext<'_>, deck: &str) -> Vec<EntryLink> {
    const MOST: usize = 3;
    let events = context.workshops().events.iter();
    let has_used = |event: &&Arc<Event>| {
        let is_over = matches!(context.state(event), "past" | "now");
        let is_off = event.status == Some(EventStatus::Cancelled);
        is_over && !is_off && event.is_listed() && event.decks.iter().any(|name| name.value == deck)
    };
    let mut events: Vec<_> = events.filter(has_used).collect();
    events.sort_by_key(|event| std::cmp::Reverse(event.when.first()));
    let link = |event: &Arc<Event>| {
        let entry = context.entry(event, &Route::Index, context.language());
        let name = [&entry.host, &entry.city, &entry.title].into_iter().find(|n| !n.is_empty());
        let title = match entry.year.as_str() {
            "" => name.cloned().unwrap_or_default(),
            year => format!("{} {year}", name.map_or("", String::as_str)),
        };
        EntryLink { href: entry.href, title }
    };
    events.into_iter().take(MOST).map(link).collect()
}
