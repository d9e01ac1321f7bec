//! All events by type, topic, country and language: what the filters of lists choose, for readers and programs
//! without scripts. It is one page, however many choices there are, and no search engine lists it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::context::{About, PageContext, PageFrame, or};
use super::entry;
use super::places;
use super::related::fragment_of_value;
use super::social_card;
use super::{PageKind, RenderedPage};
use crate::event::{Event, EventType, NOWHERE, groups};
use crate::language::{Phrase, Vocabulary};
use crate::path::percent_encoded;
use crate::routes::Route;

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| if outline.has_all_events { vec![Route::AllEvents] } else { Vec::new() },
    asks: |site, _| site.outline(),
    make: |asked, route| {
        let context = asked.context();
        RenderedPage::text(route, context.render("events.html", &page(context)))
    },
};

#[derive(Serialize)]
struct AllEventsPage<'a> {
    #[serde(flatten)]
    frame: PageFrame<'a>,
    total: usize,
    /// What events are sorted by.
    orders: Vec<EventOrder>,
}

/// One way to sort events.
#[derive(Serialize)]
struct EventOrder {
    /// `type`, `topic`, `country` or `language`, as in filters.
    name: &'static str,
    label: String,
    values: Vec<OrderValue>,
}

/// The events that have something in common.
#[derive(Serialize)]
struct OrderValue {
    /// Its place on the page.
    id: String,
    /// The same as a fragment of an address.
    fragment: String,
    label: String,
    /// The language of the label, where it is not that of the page; may be empty.
    lang: String,
    events: Vec<SortedEvent>,
}

/// An event, in few words.
#[derive(Clone, Serialize)]
struct SortedEvent {
    title: String,
    href: String,
    lang: String,
    first: String,
    dates: String,
    place: String,
}

/// The values of an event in one order: each with its name in addresses, and its label.
type OrderedValues = Vec<(String, String)>;

fn page(context: PageContext<'_>) -> AllEventsPage<'_> {
    let language = context.language();
    let (words, of_site) = (context.words(language), context.words_of_site(language));
    let groups = groups(&context.workshops().events, context.outline.today);
    let events: Vec<_> =
        groups.coming.into_iter().chain(groups.past).chain(groups.self_paced).collect();
    let frame = context.frame(About {
        route: &Route::AllEvents,
        title: format!("{} · {}", of_site.all_events, context.title()),
        description: String::new(),
        language,
        public: social_card::of_site(context, &Route::AllEvents),
        top: None,
    });
    AllEventsPage { frame, total: events.len(), orders: orders(context, &words, &events) }
}

/// The orders in which events differ.
fn orders(context: PageContext<'_>, words: &Vocabulary, events: &[&Arc<Event>]) -> Vec<EventOrder> {
    let labels = [
        ("type", &words.kind),
        ("topic", &words.topics),
        ("country", &words.country),
        ("language", &words.language_name),
    ];
    let shown: Vec<SortedEvent> =
        events.iter().map(|event| sorted_event(context, event, words)).collect();
    let order = |(index, (name, label)): (usize, (&'static str, &Phrase))| {
        let mut values: Vec<OrderValue> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (event, shown) in events.iter().zip(&shown) {
            let found = values_of(event, words).into_iter().nth(index);
            for (key, label) in found.unwrap_or_default() {
                let at = *places.entry(key.clone()).or_insert(values.len());
                if at == values.len() {
                    values.push(OrderValue::new(name, &key, label));
                }
                values[at].events.push(shown.clone());
            }
        }
        values.sort_by_cached_key(|value| value.label.to_lowercase());
        EventOrder { name, label: label.to_string(), values }
    };
    let found = labels.into_iter().enumerate().map(order);
    found.filter(|order| order.values.len() > 1).collect()
}

impl OrderValue {
    fn new(order: &str, key: &str, label: String) -> Self {
        let id = fragment_of_value(order, key);
        let lang = if order == "language" { key.to_owned() } else { String::new() };
        let fragment = percent_encoded(&id);
        Self { id, fragment, label, lang, events: Vec::new() }
    }
}

/// The values of an event in all orders.
fn values_of(event: &Event, words: &Vocabulary) -> [OrderedValues; 4] {
    let some = |key: &str, label: String| match key {
        "" => Vec::new(),
        key => vec![(key.to_owned(), label)],
    };
    let topics: BTreeSet<&String> = event.details.topics.iter().map(|t| &t.value).collect();
    let country = places::code(Event::text(event.country.as_ref()));
    let place = match country {
        NOWHERE => &*words.online,
        code => or(places::country(code, words), code),
    };
    let lang = Event::text(event.lang.as_ref());
    let kind = event.details.kind.map_or("", EventType::name);
    [
        some(kind, entry::kind_text(event, words)),
        topics.into_iter().map(|topic| (topic.clone(), topic.clone())).collect(),
        some(country, place.to_owned()),
        some(lang, places::language(lang)),
    ]
}

fn sorted_event(context: PageContext<'_>, event: &Event, words: &Vocabulary) -> SortedEvent {
    let (city, country) = entry::place(event, words);
    let mut place = vec![city, country];
    place.retain(|part| !part.is_empty());
    place.dedup();
    let lang = context.language_of(event);
    SortedEvent {
        title: event.title.value.clone(),
        href: context.outline.page_of(event).url_from(&Route::AllEvents),
        lang: if lang == context.language() { String::new() } else { lang.to_owned() },
        first: event.when.first().map(|day| day.to_string()).unwrap_or_default(),
        dates: entry::dates(&event.when.days, words),
        place: place.join(", "),
    }
}
